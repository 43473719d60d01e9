"""Troubles: why a film cannot be watched, told on the film's own place, with what can be done.

Pure: an error of the surroundings becomes a heading, its own words, and the acts that may help.
"""

from typing import Literal

from msgspec import Struct

from jury_app.base.errors import Told
from jury_app.base.texts import N_, _, plain
from jury_app.desks.juror.watching import Wrong
from jury_app.screening import libvlc
from jury_app.screening.fingerprint import Fingerprint
from jury_app.ui.juror.moments import size

Act = Literal["works", "seen", "file", "folder", "again", "anyway", "go_on", "step_off"]
"""To the works outside · note what was seen · choose a file · attach a folder · try again · watch
it though it does not count · score without watching · say that it could not be watched."""

ACTS: dict[Act, str] = {
    "works": N_("To the work"),
    "seen": N_("Note what you saw"),
    "folder": N_("Attach a folder or drive…"),
    "file": N_("Choose the film's file…"),
    "again": N_("Try again"),
    "anyway": N_("Watch it all the same"),
    "go_on": N_("Go on scoring"),
    "step_off": N_("It could not be watched…"),
}

_FIND: tuple[Act, ...] = ("folder", "file", "go_on", "step_off")


class Trouble(Struct, frozen=True):
    """What is told in place of the film.

    Attributes:
        heading: What happened, in a few words.
        text: What it means and what to do.
        detail: Files and places, for whoever is asked for help; may be empty.
        acts: What can be done, the likeliest first.
        is_away: Whether a drive that comes back ends it.
    """

    heading: str
    text: str
    detail: str = ""
    acts: tuple[Act, ...] = ("again", *_FIND)
    is_away: bool = False


def opening() -> Trouble:
    """It takes a while until it is known whether the film is here."""
    return Trouble(
        _("Opening the film…"),
        _("It is looked for on this computer and on the drives that you attached."),
        acts=(),
    )


def missing(amount: int) -> Trouble:
    """The film, of so many bytes, was not found on this machine yet."""
    return Trouble(
        _("This film is not on this computer"),
        _(
            "It comes on a drive or as a download from the festival. Attach the folder in which it"
            " lies: films are known by what is in them, whatever their names."
        ),
        _("Its size: {size}").format(size=size(amount)) if amount else "",
        _FIND,
        is_away=True,
    )


def not_searched(error: Told) -> Trouble:
    """What was chosen cannot be looked through."""
    return Trouble(_("This place cannot be looked through"), str(error), acts=_FIND)


def looking(place: str) -> Trouble:
    """The film is being looked for."""
    return Trouble(
        _("Looking for your films"),
        _("Films are known by what is in them, so every file of the right size is read."),
        plain(place),
        ("go_on",),
    )


def not_there(found: str) -> Trouble:
    """What was looked through does not hold this film."""
    return Trouble(
        _("This film was not there"),
        _("Attach another folder or drive, or ask the office for this film again."),
        found,
        _FIND,
    )


def no_rules() -> Trouble:
    """The festival's rules have not come yet."""
    return Trouble(
        _("The festival's rules have not come yet"),
        _("Fetch what waits in the mailbox, or open the packet that the office gave you."),
        acts=(),
    )


def outside() -> Trouble:
    """The work is met outside the program."""
    return Trouble(
        _("This work is met outside this window"),
        _(
            "It is interactive: you open it in your browser or from its folder, and note down here"
            " the way you took. The page “Seen” opens it, and says before what opens and from"
            " where."
        ),
        acts=("works", "go_on", "step_off"),
    )


def live(place: str) -> Trouble:
    """The work is seen at a place, at a time."""
    return Trouble(
        _("This work is seen live"),
        _("When you have seen it, note down place and time under “Seen”, and score it."),
        plain(place),
        ("seen", "go_on", "step_off"),
    )


def silent(path: str) -> Trouble:
    """The drive with the film does not answer."""
    return Trouble(
        _("The drive with this film does not answer"),
        _(
            "It may be waking up, or its cable or network may be interrupted. Look whether it is"
            " connected, and try again. You stand where you left; other films can be watched"
            " meanwhile."
        ),
        plain(path),
        is_away=True,
    )


def gone(path: str) -> Trouble:
    """The film was found once, and is not where it was."""
    return Trouble(
        _("The film is no longer where it was"),
        _(
            "Was the drive pulled out, or the file moved? Plug the drive in and try again, or"
            " attach the folder in which it lies now. You stand where you left."
        ),
        plain(path),
        is_away=True,
    )


def broken(error: Told, path: str) -> Trouble:
    """The player could not show it, or there is no player on this machine."""
    if error.message == libvlc.missing().message:
        acts: tuple[Act, ...] = ("again", "go_on", "step_off")
        return Trouble(_("Something is missing to show films"), error.sentence, acts=acts)
    return Trouble(_("This film cannot be shown"), error.sentence, plain(path))


def mismatch(wrong: Wrong) -> Trouble:
    """The file is not the one that the festival entered."""
    return Trouble(
        _("This is not the film that the festival entered"),
        _(
            "The file differs from the one that all jurors judge: a damaged copy, or another cut."
            " What you see of it does not count as seen. Attach a good copy, or ask the office for"
            " one."
        ),
        _("File: {path}\nexpected: {expected}\nfound: {found}").format(
            path=plain(wrong.path), expected=_known(wrong.expected), found=_known(wrong.found)
        ),
        ("folder", "file", "anyway", "go_on", "step_off"),
    )


def _known(fingerprint: Fingerprint) -> str:
    """A fingerprint so far that people can compare it."""
    return _("{bytes} bytes, BLAKE3 {digest}…").format(
        bytes=f"{fingerprint.bytes:,}", digest=fingerprint.blake3[:16]
    )
