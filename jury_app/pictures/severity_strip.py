"""The severity strip: jurors from lenient to harsh, with what is not known and how consistent.

A juror's mark is full where the scores are as consistent as a panel's are, hollow where they are
not; the whisker is the interval of the severity. Zero is the panel's average.
"""

from collections.abc import Sequence

from msgspec import Struct

from jury_app.base.texts import _
from jury_app.pictures.shapes import (
    Anchor,
    Circle,
    Fill,
    Line,
    Picture,
    Point,
    Role,
    Shape,
    Stroke,
    Text,
    fitted,
    ticks,
)

_ROW = 15.0
_SIZE = 9.0
_NAMES = 170.0
_SCALE = 360.0
_NOTES = 190.0
_TOP = 46.0


class Judged(Struct, frozen=True, kw_only=True):
    """A juror on the strip.

    Attributes:
        juror: Their id or name; what `about` says.
        label: Their name as shown.
        severity: Positive is harsh, in the method's unit.
        margin: Half of the interval, in the same unit; None where the method has none.
        n: Films that they scored.
        consistent: Whether nothing about their scores asks for a question.
        note: What asks for one, shortly.
    """

    juror: str
    label: str
    severity: float
    margin: float | None = None
    n: int = 0
    consistent: bool = True
    note: str = ""


def severity_strip(jurors: Sequence[Judged], *, unit: str) -> Picture:
    """The strip, the most lenient juror first.

    Args:
        jurors: In any order.
        unit: What severities are measured in, e.g. points or logits.
    """
    ordered = sorted(jurors, key=lambda juror: (juror.severity, juror.label))
    reach = max((abs(juror.severity) + (juror.margin or 0.0) for juror in ordered), default=1.0)
    reach = reach * 1.05 or 1.0
    bottom = _TOP + len(ordered) * _ROW
    shapes = _axis(reach, bottom, unit)
    for row, juror in enumerate(ordered):
        shapes += _row(juror, _TOP + (row + 0.5) * _ROW, reach)
    described = (
        _("{n} jurors; most lenient {lenient}, harshest {harsh}").format(
            n=len(ordered), lenient=ordered[0].label, harsh=ordered[-1].label
        )
        if ordered
        else _("no jurors")
    )
    return Picture(
        width=_NAMES + _SCALE + _NOTES,
        height=bottom + 12.0,
        title=_("Jurors from lenient to harsh"),
        description=described,
        shapes=tuple(shapes),
    )


def _x(severity: float, reach: float) -> float:
    return _NAMES + _SCALE / 2 + severity / reach * (_SCALE / 2 - 8.0)


def _axis(reach: float, bottom: float, unit: str) -> list[Shape]:
    edge = _NAMES + _SCALE
    shapes: list[Shape] = [
        Text(at=Point(_NAMES + 8.0, 13.0), text=_("← lenient"), size=_SIZE, role="muted"),
        Text(at=Point(edge - 8.0, 13.0), text=_("harsh →"), size=_SIZE, role="muted", anchor="end"),
        Text(at=Point(_x(0, reach), 13.0), text=unit, size=_SIZE, role="muted", anchor="middle"),
    ]
    for tick in ticks(-reach, reach, about=6):
        x = _x(tick, reach)
        zero = not tick
        shapes += [
            Line(
                start=Point(x, _TOP - 8.0),
                end=Point(x, bottom),
                stroke=Stroke(role="line" if zero else "grid", width=1.0 if zero else 0.6),
            ),
            Text(
                at=Point(x, _TOP - 12.0),
                text=f"{tick:+g}" if tick else "0",
                size=8.0,
                role="muted",
                anchor="middle",
            ),
        ]
    return shapes


def _row(juror: Judged, y: float, reach: float) -> list[Shape]:
    baseline = y + _SIZE * 0.36

    def said(x: float, text: str, role: Role = "text", anchor: Anchor = "start") -> Text:
        at = Point(x, baseline)
        return Text(at=at, text=text, size=_SIZE, role=role, anchor=anchor, about=juror.juror)

    shapes: list[Shape] = [
        said(6.0, fitted(juror.label, _NAMES - 44.0, _SIZE)),
        said(_NAMES - 6.0, str(juror.n), "muted", "end"),
    ]
    if juror.margin is not None:
        shapes.append(
            Line(
                start=Point(_x(juror.severity - juror.margin, reach), y),
                end=Point(_x(juror.severity + juror.margin, reach), y),
                stroke=Stroke(role="line", width=1.6),
                about=juror.juror,
            )
        )
    shapes.append(
        Circle(
            centre=Point(_x(juror.severity, reach), y),
            radius=3.6,
            stroke=Stroke(role="accent", width=1.6),
            fill=Fill(role="accent" if juror.consistent else "paper"),
            about=juror.juror,
        )
    )
    if juror.note:
        room = _NOTES - 14.0
        shapes.append(said(_NAMES + _SCALE + 10.0, fitted(juror.note, room, _SIZE), "warning"))
    return shapes
