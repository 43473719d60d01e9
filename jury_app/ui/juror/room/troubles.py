"""Troubles: why a film cannot be watched, told on the film's own place, with what can be done.

Pure: an error of the surroundings becomes a heading, its own words, and the acts that may help.
"""

from typing import Literal

from msgspec import Struct

from jury_app.base.errors import Told
from jury_app.base.texts import N_, _, plain

Act = Literal["file", "folder", "again", "anyway", "go_on", "step_off"]
"""Choose a file · attach a folder · try again · watch it though it does not count · score without
watching · say that it could not be watched."""

ACTS: dict[Act, str] = {
    "folder": N_("Attach a folder or drive …"),
    "file": N_("Choose the film's file …"),
    "again": N_("Try again"),
    "anyway": N_("Watch it all the same"),
    "go_on": N_("Go on scoring"),
    "step_off": N_("It could not be watched …"),
}

_FIND: tuple[Act, ...] = ("folder", "file", "go_on", "step_off")


class Trouble(Struct, frozen=True):
    """What is told in place of the film.

    Attributes:
        heading: What happened, in a few words.
        text: What it means and what to do.
        detail: Files and places, for whoever is asked for help; may be empty.
        acts: What can be done, the likeliest first.
    """

    heading: str
    text: str
    detail: str = ""
    acts: tuple[Act, ...] = ("again", *_FIND)


def missing(names: str = "") -> Trouble:
    """The film was not found on this machine yet."""
    return Trouble(
        _("This film is not on this computer"),
        _(
            "It comes on a drive or as a download from the festival. Attach the folder in which it"
            " lies: films are known by their bytes, whatever their names."
        ),
        plain(names),
        _FIND,
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
    )


def broken(error: Told, path: str) -> Trouble:
    """The player could not show it."""
    return Trouble(_("This film cannot be shown"), str(error), plain(path))


def mismatch(path: str, expected: str, found: str) -> Trouble:
    """The file is not the one that the festival entered."""
    return Trouble(
        _("This is not the film that the festival entered"),
        _(
            "The file differs from the one that all jurors judge: a damaged copy, or another cut."
            " What you see of it does not count as seen. Attach a good copy, or ask the office for"
            " one."
        ),
        _("File: {path}\nexpected: {expected}\nfound: {found}").format(
            path=plain(path), expected=expected, found=found
        ),
        ("folder", "file", "anyway", "go_on", "step_off"),
    )
