"""The first line of every `.jury` file, which names its kind: `jury-app message 1`."""

import re

from jury_app.base.errors import Refusal
from jury_app.base.texts import N_

_LINE = re.compile(rb"jury-app ([a-z][a-z0-9_]{0,63}) ([1-9][0-9]{0,3})\n")
LONGEST = 80
"""Bytes of the longest first line."""


def heading(kind: str, version: int = 1) -> bytes:
    """The first line of a file of this kind, line feed included."""
    return f"jury-app {kind} {version}\n".encode()


def split(content: bytes, *, place: str | None = None) -> tuple[str, int, bytes]:
    """Kind, version and what follows the first line.

    Raises:
        Refusal: The file does not begin as `.jury` files do.
    """
    match = _LINE.match(content[:LONGEST])
    if match is None:
        raise Refusal(
            N_("This is no file of this program: its first line does not name a kind."), place=place
        )
    return match[1].decode(), int(match[2]), content[match.end() :]


def expect(content: bytes, kind: str, *, place: str | None = None) -> bytes:
    """What follows the first line of a file of `kind`, version 1.

    Raises:
        Refusal: It is another kind of file, or of a newer version.
    """
    found, version, rest = split(content, place=place)
    if found != kind:
        raise Refusal(
            N_("A file of the kind “{kind}” was expected; this is “{found}”."),
            place=place,
            kind=kind,
            found=found,
        )
    if version != 1:
        raise Refusal(
            N_("This file has the newer form {version}; update the program to read it."),
            place=place,
            version=version,
        )
    return rest
