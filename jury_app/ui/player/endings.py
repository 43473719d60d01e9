"""Endings: why a film or its subtitles end before their time, in words that say what to do next."""

from pathlib import Path

from jury_app.base.errors import Problem, Refusal
from jury_app.base.files import told
from jury_app.base.texts import N_
from jury_app.base.timecode import timecode
from jury_app.ui.player.tracks import Track

_MISSING = 5000
"""Milliseconds before its own end at which a film is taken for incomplete: tracks differ a
little in length."""


def is_whole(at: int, length: int) -> bool:
    """Whether a film of `length` that ended at `at` (milliseconds) was shown to its end."""
    return length - at <= _MISSING


def examine(path: Path, at: int, length: int) -> None:
    """Say why a film broke off, after a look at its file; may wait for a disk.

    Raises:
        Problem: The file is gone or can no longer be read.
        Refusal: It can, and is damaged or incomplete.
    """
    with told(path), path.open("rb") as file:
        file.seek(0, 2)
        file.seek(max(file.tell() - 1, 0))
        file.read(1)
    if at and length:
        raise Refusal(
            N_(
                "This film breaks off at {at}, and says that it lasts {length}: a part of it is"
                " missing or damaged. Copy it or ask for it again."
            ),
            place=str(path),
            at=timecode(at),
            length=timecode(length),
        )
    raise Refusal(
        N_("This film is damaged or incomplete; copy it or ask for it again."), place=str(path)
    )


def without_picture(path: Path | None) -> Refusal:
    """What is told of a film of which nothing can be seen."""
    return Refusal(
        N_(
            "This film has no picture that can be shown here: its coding is not known to the VLC on"
            " this machine. Ask for it as H.264, HEVC, ProRes or VP9, or update VLC."
        ),
        place=str(path),
    )


def dropped(track: Track) -> Refusal:
    """What is told of subtitles that were chosen and are not shown any more."""
    if track.weight == "heavy":
        words = N_(
            "The subtitles “{name}” were switched off: they hold so much text that it would stop"
            " the picture."
        )
    elif track.has_layout:
        words = N_("The subtitles “{name}” have a layout of their own, which is not shown here.")
    else:
        words = N_(
            "The subtitles “{name}” were switched off: how much text they hold cannot be found out,"
            " and too much would stop the picture. Ask for the film anew, as MP4 or MKV."
        )
    return Refusal(words, name=track.name)


def silent(path: Path | None) -> Problem:
    """What is told of a disk that does not answer."""
    return Problem(
        N_(
            "The disk with this film does not answer; look whether it is connected and awake, and"
            " open the film again."
        ),
        place=str(path),
    )
