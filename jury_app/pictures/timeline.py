"""The timeline: what of a film was seen, with the juror's notes and flags where they stand.

A window lays stills under the bar; `moment` and `place` turn places into moments and back, so that
clicking on the bar seeks.
"""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from jury_app.base import figures
from jury_app.base.texts import _
from jury_app.base.timecode import timecode
from jury_app.pictures.shapes import (
    Circle,
    Fill,
    Line,
    Picture,
    Point,
    Polyline,
    Rectangle,
    Shape,
    Stroke,
    Text,
    text_width,
    ticks,
)

_SIDE = 24.0
_BAR_TOP = 26.0
_BAR = 14.0
_SIZE = 8.0
_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600)  # seconds


class Mark(Struct, frozen=True, kw_only=True):
    """A note or an ethics flag at a moment; `about` names it, e.g. `note/3`."""

    at: int
    kind: Literal["note", "flag"]
    about: str


def place(milliseconds: int, duration: int, width: float) -> float:
    """Where a moment lies, in points from the left of a picture of `width`."""
    share = min(max(milliseconds / max(duration, 1), 0.0), 1.0)
    return _SIDE + share * (width - 2 * _SIDE)


def moment(x: float, duration: int, width: float) -> int:
    """The moment at a place, in milliseconds within the film."""
    share = (x - _SIDE) / (width - 2 * _SIDE)
    return round(min(max(share, 0.0), 1.0) * duration)


def timeline(
    duration: int,
    seen: Sequence[tuple[int, int]],
    marks: Sequence[Mark] = (),
    *,
    position: int | None = None,
    width: float = 480.0,
) -> Picture:
    """The timeline of one film.

    Args:
        duration: Of the film, in milliseconds.
        seen: Parts that were seen, merged: (from, to) in milliseconds.
        marks: Notes and flags, in any order.
        position: Where playback stands; None: no playback.
        width: Of the picture, in points.
    """
    shapes: list[Shape] = [_bar(width)]
    shapes += [_seen(begin, end, duration, width) for begin, end in seen if end > begin]
    shapes += _clock(duration, width)
    for mark in sorted(marks, key=lambda each: (each.at, each.about)):
        shapes += _mark(mark, duration, width)
    if position is not None:
        x = place(position, duration, width)
        shapes.append(
            Line(
                start=Point(x, _BAR_TOP - 5.0),
                end=Point(x, _BAR_TOP + _BAR + 5.0),
                stroke=Stroke(role="text", width=1.6),
                about="position",
            )
        )
    watched = sum(max(0, min(end, duration) - max(begin, 0)) for begin, end in seen)
    flags = sum(mark.kind == "flag" for mark in marks)
    return Picture(
        width=width,
        height=_BAR_TOP + _BAR + 20.0,
        title=_("What was seen of the film"),
        description=_("{share} seen, {notes} notes, {flags} flags").format(
            share=figures.percent(watched / max(duration, 1), 0),
            notes=len(marks) - flags,
            flags=flags,
        ),
        shapes=tuple(shapes),
    )


def _bar(width: float) -> Rectangle:
    return Rectangle(
        x=_SIDE,
        y=_BAR_TOP,
        width=width - 2 * _SIDE,
        height=_BAR,
        fill=Fill(role="grid"),
        stroke=Stroke(role="line", width=0.6),
        about="bar",
    )


def _seen(begin: int, end: int, duration: int, width: float) -> Rectangle:
    left, right = place(begin, duration, width), place(end, duration, width)
    return Rectangle(
        x=left,
        y=_BAR_TOP + 1.0,
        width=right - left,
        height=_BAR - 2.0,
        fill=Fill(role="seen"),
        about="seen",
    )


def _clock(duration: int, width: float) -> list[Shape]:
    """Times below the bar: round ones, as many as fit without touching, and the end."""
    seconds = duration / 1000
    longest = text_width(timecode(duration), _SIZE) + 10.0
    most = max(1, int((width - 2 * _SIDE) / longest) - 1)
    step = next((each for each in _STEPS if seconds / each <= most), None)
    if step is None:
        times = [hours * 3600 for hours in ticks(0, seconds / 3600, about=most)]
    else:
        times = [float(step * at) for at in range(int(seconds // step) + 1)]
    end = place(duration, duration, width)
    kept = [t for t in times if end - place(round(t * 1000), duration, width) >= longest * 0.9]
    shapes: list[Shape] = []
    for time in (*kept, seconds):
        x = place(round(time * 1000), duration, width)
        shapes += [
            Line(
                start=Point(x, _BAR_TOP + _BAR),
                end=Point(x, _BAR_TOP + _BAR + 4.0),
                stroke=Stroke(role="line", width=0.6),
            ),
            Text(
                at=Point(x, _BAR_TOP + _BAR + 13.0),
                text=timecode(round(time * 1000)),
                size=_SIZE,
                role="muted",
                anchor="middle",
            ),
        ]
    return shapes


def _mark(mark: Mark, duration: int, width: float) -> list[Shape]:
    """A note is a round pin, a flag a small flag: told apart by shape, not only by colour."""
    x = place(mark.at, duration, width)
    top = _BAR_TOP - 14.0
    if mark.kind == "note":
        pole = Stroke(role="accent", width=0.8)
        head: Shape = Circle(
            centre=Point(x, top), radius=3.4, fill=Fill(role="accent"), about=mark.about
        )
    else:
        pole = Stroke(role="flag", width=1.2)
        head = Polyline(
            points=(Point(x, top - 4.0), Point(x + 9.0, top - 0.5), Point(x, top + 3.0)),
            fill=Fill(role="flag"),
            closed=True,
            about=mark.about,
        )
    stem = Line(start=Point(x, top - 4.0), end=Point(x, _BAR_TOP), stroke=pole, about=mark.about)
    return [stem, head]
