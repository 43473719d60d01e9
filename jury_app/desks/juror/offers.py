"""What is offered once a person has joined: a passphrase, a recovery sheet on paper.

Joining asks for nothing: the keychain opens the keys. Whoever wants a second way in adds it later.
"""

from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from jury_app.base.errors import Refusal
from jury_app.base.files import write_durably
from jury_app.base.texts import N_, _, language, translate
from jury_app.desks.juror.about import about
from jury_app.desks.seat import KEYS, Seat
from jury_app.exchange.keys import Cost, Way, WaysIn, new_recovery_code, ways_of
from jury_app.exchange.unlock import add_ways

SHORTEST = 8
"""Characters of the shortest passphrase."""

_WAYS: dict[Way, str] = {
    "keychain": N_("the system's keychain"),
    "passphrase": N_("your passphrase"),
    "recovery": N_("the words of a recovery sheet"),
}


class Offers(Struct, frozen=True):
    """By what the keys can be opened now.

    Attributes:
        ways: `keychain`, `passphrase`, `recovery`.
    """

    ways: tuple[Way, ...]

    @property
    def said(self) -> tuple[str, ...]:
        """The ways in words."""
        return tuple(translate(_WAYS[way]) for way in self.ways)


def offers(seat: Seat) -> Offers:
    """By what the keys can be opened now; needs no keys."""
    return Offers(ways_of(seat.folder / KEYS))


def refuse_short(passphrase: str) -> None:
    """Refuse a new passphrase that is too short, wherever a person chooses one.

    Demos choose a shorter one for their workspaces, and say so.

    Raises:
        Refusal: It is.
    """
    if len(passphrase) < SHORTEST:
        raise Refusal(N_("A passphrase has at least {n} characters; take some words."), n=SHORTEST)


def set_passphrase(seat: Seat, passphrase: str, *, cost: Cost | None = None) -> None:
    """Let a passphrase open the keys, besides what opens them now; an older one no longer does.

    Args:
        seat: The seat, whose keys can be opened.
        passphrase: The new one.
        cost: What its key derivation spends; only demos ask for less.

    Raises:
        Refusal: It is too short, or the keys do not open.
        Problem: The disk says no.
    """
    refuse_short(passphrase)
    add_ways(seat.folder / KEYS, seat.ways(), WaysIn(passphrase=passphrase), cost=cost)


def recovery_sheet(seat: Seat, file: Path) -> str:
    """Write a recovery sheet with new words, which alone open the keys; older words no longer do.

    Args:
        seat: The seat, whose keys can be opened.
        file: The PDF, which only its owner may read; it must not exist.

    Returns:
        The words.

    Raises:
        Refusal: The keys do not open.
        Problem: The file exists, or the disk says no.
    """
    words = new_recovery_code()
    write_durably(file, _sheet(seat, words), overwrite=False, private=True)
    try:
        add_ways(seat.folder / KEYS, seat.ways(), WaysIn(recovery=words))
    except BaseException:  # a sheet whose words open nothing must not be kept
        with suppress(OSError):  # what stopped the work is the error to tell
            file.unlink()
        raise
    return words


def _sheet(seat: Seat, words: str) -> bytes:
    """The PDF of a recovery sheet."""
    from jury_app.reports.letters import Letter, Section, letter  # reportlab takes its time

    whose = about(seat)
    sections = (
        Section(_("Your ten words"), (words,), large=True),
        Section(
            _("What they are for"),
            (
                _(
                    "They open the keys of this workspace where neither the keychain nor your"
                    " passphrase does. Whoever has this sheet and this computer can sign as you:"
                    " keep them apart."
                ),
                _("jury-app juror sync DIR --recovery-file FILE reads them from a file."),
            ),
        ),
        Section(
            _("To compare by another way"),
            (
                _("The festival: {words}").format(words=whose.festival_words),
                _("This device: {words}").format(words=whose.device_words),
            ),
        ),
    )
    content = Letter(
        sender=whose.festival,
        kind=_("Recovery sheet"),
        title=whose.name,
        language=language(),
        sections=sections,
        foot=seat.public.signing[:16],
    )
    return letter(content, "a4")
