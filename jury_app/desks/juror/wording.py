"""What a draft says, in words: the label of every path, its value, and who will read it.

A letter to be signed and the differences between revisions are made of these lines.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal

from msgspec import Struct

from jury_app.base import figures
from jury_app.base.texts import N_, _, series, translate
from jury_app.base.timecode import timecode
from jury_app.desks import moments
from jury_app.desks.words import VERDICTS
from jury_app.rules.forms import Form, Named

Audience = Literal["open", "entrant", "panel", "private"]
AUDIENCES: dict[str, str] = {
    "open": N_("everybody who gets the results"),
    "entrant": N_("the entrant, chair and panel"),
    "panel": N_("chair and panel"),
    "private": N_("nobody: it stays on this computer"),
}
"""Audience → who will read it."""
_ANSWERS = {
    "clear": N_("clear"),
    "question": N_("a question"),
    "concern": N_("a concern"),
    "block": N_("block: the film shall be held"),
}
_NOTES = {
    "praise": N_("Praise"),
    "doubt": N_("Doubt"),
    "question": N_("Question for the defense"),
    "ethics": N_("Ethics"),
}
VIEWINGS = {
    "played": N_("Played here"),
    "session": N_("Session"),
    "declared": N_("Seen elsewhere"),
    "live": N_("Seen live"),
}
"""Kind of a viewing → what it is called."""
_SINGLE = {
    "verdict": N_("Gate"),
    "verdict_reason": N_("Reason for the verdict"),
    "revision_reason": N_("Why it is revised"),
    "sessions": N_("The live defense"),
    "comment/entrant": N_("Comment to the entrant"),
    "comment/panel": N_("Comment to chair and panel"),
    "comment/private": N_("Comment for myself"),
}
_OPEN = frozenset({"scores", "verdict", "viewings"})
_ORDER = (
    *("scores", "lanes", "verdict", "verdict_reason", "checklist", "ethics", "cues"),
    *("notes", "comment", "viewings", "revision_reason"),
)


class Line(Struct, frozen=True):
    """One value of a draft in words.

    Attributes:
        path: Where the draft holds it.
        label: What it answers.
        text: The answer.
        audience: Who will read it, a key of `AUDIENCES`.
        at: Of a note, its moment in milliseconds.
    """

    path: str
    label: str
    text: str
    audience: Audience
    at: int = 0

    @property
    def readers(self) -> str:
        """Who will read it, in words."""
        return translate(AUDIENCES[self.audience])


def lines(draft: Mapping[str, Any], asked: Form) -> tuple[Line, ...]:
    """A draft in words, in the form's order; what is empty is left out.

    A score that cannot be judged and a viewing are two lines each: what is open, and the reason or
    the details, which are for chair and panel.
    """
    wording = _Wording(asked)
    found = (line for path, value in draft.items() for line in wording.said(path, value))
    return tuple(sorted((line for line in found if line.text), key=wording.place))


def label(path: str, asked: Form) -> str:
    """What a path of a draft answers, whether it is there or not."""
    return _Wording(asked).label(path)


class _Wording:
    """The labels of one form."""

    def __init__(self, asked: Form) -> None:
        groups: dict[str, tuple[Named, ...]] = {
            "scores": asked.criteria,
            "lanes": asked.lanes,
            "checklist": asked.gate.checklist if asked.gate else (),
            "ethics": asked.ethics,
            "cues": asked.cues,
        }
        self._labels = {
            f"{head}/{each.id}": each.label for head, group in groups.items() for each in group
        }
        self._places = {path: place for place, path in enumerate(self._labels)}

    def said(self, path: str, value: Any) -> Iterator[Line]:  # noqa: ANN401  any value of a draft
        """The lines of one value."""
        head = path.partition("/")[0]
        named = self.label(path, value)
        at = value["at"] if head == "notes" else 0
        yield Line(path, named, _text(head, value), _audience(path, value), at)
        if head == "viewings":
            yield Line(path, named, " · ".join(_details(value)), "panel")
        if head == "scores" and value.get("reason"):
            yield Line(path, named, str(value["reason"]), "panel")

    def place(self, line: Line) -> tuple[int, int, int, int, str]:
        """Where a line stands: by group, then in the form's order or by its moment."""
        head = line.path.partition("/")[0]
        group = _ORDER.index(head) if head in _ORDER else len(_ORDER)
        return group, self._places.get(line.path, 0), line.at, _number(line.path), line.path

    def label(self, path: str, value: Any = None) -> str:  # noqa: ANN401  any value of a draft
        """What a path answers; of a note and a viewing, its kind."""
        head, _slash, rest = path.partition("/")
        if path in _SINGLE:
            return translate(_SINGLE[path])
        if head == "notes" and value:
            kind = translate(_NOTES.get(value["kind"], value["kind"]))
            return _("{kind} at {moment}").format(kind=kind, moment=timecode(value["at"]))
        if head == "viewings":
            if not value:
                return _("What was seen")
            kind = translate(VIEWINGS.get(value["kind"], value["kind"]))
            return f"{kind} · {value['run']}" if value.get("run") else kind
        return self._labels.get(path, rest or head)


def _text(head: str, value: Any) -> str:  # noqa: ANN401  any value of a draft
    """A value in words."""
    return _TEXTS[head](value) if head in _TEXTS else str(value)


def _score(value: Mapping[str, Any]) -> str:
    if "cannot" in value:
        return _("cannot judge")
    return figures.number(value["units"] / value.get("per", 1))


def _ethics(value: Mapping[str, Any]) -> Iterator[str]:
    yield translate(_ANSWERS.get(value["answer"], value["answer"]))
    if value.get("note"):
        yield str(value["note"])
    if value.get("moment") is not None:
        yield timecode(value["moment"])


def _details(value: Mapping[str, Any]) -> Iterator[str]:
    """Of a viewing: where, when, which way, which parts."""
    for name in ("place", "path", "ending"):
        if value.get(name):
            yield str(value[name])
    if value.get("began") or value.get("ended"):
        yield moments.span(str(value.get("began", "")), str(value.get("ended", "")))
    if value.get("intervals"):
        yield series(f"{timecode(start)}–{timecode(end)}" for start, end in value["intervals"])


_TEXTS: dict[str, Callable[[Any], str]] = {
    "scores": _score,
    "lanes": lambda value: _("{percent} %").format(percent=value),
    "verdict": lambda value: translate(VERDICTS.get(value, value)),
    "checklist": lambda value: _("yes") if value else "",
    "ethics": lambda value: " · ".join(_ethics(value)),
    "notes": lambda value: str(value["text"]),
    "viewings": lambda value: _("{percent} % seen").format(
        percent=figures.number(value["share"] / 10)
    ),
}
"""First word of a path → its value in words."""


def _audience(path: str, value: Any) -> Audience:  # noqa: ANN401  any value of a draft
    head, _slash, rest = path.partition("/")
    audience = value["audience"] if head == "notes" else rest if head == "comment" else ""
    if audience == "private":
        return "private"
    if audience == "entrant":
        return "entrant"
    return "open" if head in _OPEN else "panel"


def _number(path: str) -> int:
    rest = path.rpartition("/")[2]
    return int(rest) if rest.isdecimal() and rest.isascii() else 0
