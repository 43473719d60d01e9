"""From a command line to the seat of the person who acts."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from jury_app.base.errors import Refusal
from jury_app.base.files import read_bounded
from jury_app.base.texts import N_, _, plain

if TYPE_CHECKING:
    from jury_app.desks.seat import Seat

_LONGEST_PASSPHRASE = 4096


def passphrase_of(args: argparse.Namespace, *, new: bool = False) -> str | None:
    """The passphrase that the command line gives: a file's first line, or typed at a terminal.

    Returns:
        The passphrase, or None where there is neither: the keychain is asked then.

    Raises:
        Refusal: The file's first line is empty, two typings differ, or a `new` one is too short.
    """
    if args.passphrase_file:
        given = _first_line(args.passphrase_file)
    elif sys.stdin.isatty():
        import getpass

        given = getpass.getpass(_("Passphrase of this workspace (empty: keychain): "))
    else:
        given = ""
    if new and given:
        from jury_app.desks.juror.offers import refuse_short

        refuse_short(given)
        if not args.passphrase_file and getpass.getpass(_("The same again: ")) != given:
            raise Refusal(N_("The two passphrases differ; start again."))
    return given or None


def _first_line(path: str) -> str:
    """The first line of a file that holds a secret.

    Raises:
        Refusal: It is empty.
    """
    content = read_bounded(Path(path), _LONGEST_PASSPHRASE)
    first = content.decode("utf-8", "replace").splitlines()[:1]
    if not first or not first[0]:
        raise Refusal(N_("The first line holds the secret, and it is empty."), place=path)
    return first[0]


def new_passphrase_of(path: str) -> str:
    """A new passphrase: the first line of a file.

    Raises:
        Refusal: It is empty.
    """
    return _first_line(path)


def seat_of(args: argparse.Namespace, *, reading_only: bool = False) -> "Seat":
    """The seat at the workspace DIR; keys are unlocked only where the verb signs or syncs.

    Args:
        args: The command line.
        reading_only: Whether the verb only reads, and may do so while a window writes.
    """
    from jury_app.desks.seat import Seat

    sheet = getattr(args, "recovery_file", None)
    return Seat(
        Path(args.dir),
        passphrase=lambda: passphrase_of(args),
        recovery=_first_line(sheet) if sheet else None,
        reading_only=reading_only,
        tell=lambda text: print(f"jury-app: {plain(text)}", file=sys.stderr),
    )
