"""A scorecard written down in a JSON file, as `juror score --from FILE.json` reads it.

    {"scores": {"cohesion": 7.5, "risk": {"cannot": "not_shown", "reason": "no sound"}},
     "lanes": {"writing": 55}, "verdict": "doubtful", "verdict_reason": "the stems",
     "checklist": ["audiovisual"], "ethics": {"harm": {"answer": "concern", "note": "a child",
     "moment": "0:01:02"}, "likeness": "clear"}, "cues": {"orchestration": "three as one"},
     "comments": {"entrant": "Thank you.", "panel": "", "private": ""},
     "notes": [{"at": "0:12:30", "text": "lovely", "kind": "praise", "audience": "entrant"}],
     "viewings": [{"kind": "declared", "share": 1000, "place": "Busan"}]}

What is left out stays as it was; `null` takes a value away. Nothing is checked against the rules
here: a draft may be incomplete, and signing says what is missing.
"""

from collections.abc import Collection
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from jury_app.base.errors import Refusal
from jury_app.base.files import read_bounded
from jury_app.base.texts import N_

LIMIT = 4 << 20
"""The largest file that is read, in bytes."""
Text = Annotated[str, Meta(max_length=20_000, pattern=r"^[^\x00]*\Z")]
Name = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}\Z")]
Moment = int | Annotated[str, Meta(pattern=r"^([0-9]{1,3}:)?[0-9]{1,2}:[0-9]{2}(\.[0-9]{1,3})?\Z")]


class Cannot(Struct, frozen=True, forbid_unknown_fields=True):
    """A criterion that cannot be judged, and why."""

    cannot: Name
    reason: Text


class Ethics(Struct, frozen=True, forbid_unknown_fields=True):
    """An answer with its note and its moment in the film."""

    answer: Literal["clear", "question", "concern", "block"]
    note: Text = ""
    moment: Moment | None = None


class Note(Struct, frozen=True, forbid_unknown_fields=True):
    """A note at a moment of the film."""

    at: Moment
    text: Text
    kind: Literal["praise", "doubt", "question", "ethics"] = "praise"
    audience: Literal["entrant", "panel", "private"] = "panel"


class Seen(Struct, frozen=True, forbid_unknown_fields=True):
    """What was seen; `share` in thousandths."""

    kind: Literal["declared", "session", "live"] = "declared"
    share: Annotated[int, Meta(ge=0, le=1000)] = 1000
    run: Text | None = None
    path: Text | None = None
    place: Text | None = None


class Sheet(Struct, frozen=True, forbid_unknown_fields=True):
    """A whole scorecard; every field may be left out."""

    scores: dict[Name, int | float | Cannot | None] = {}
    lanes: dict[Name, int | None] = {}
    verdict: Literal["meets", "doubtful", "does_not"] | UnsetType | None = UNSET
    verdict_reason: Text | UnsetType | None = UNSET
    checklist: tuple[Name, ...] | UnsetType | None = UNSET
    ethics: dict[Name, Literal["clear", "question", "concern", "block"] | Ethics | None] = {}
    cues: dict[Name, Text | None] = {}
    comments: dict[Literal["entrant", "panel", "private"], Text | None] = {}
    notes: tuple[Note, ...] | UnsetType | None = UNSET
    viewings: tuple[Seen, ...] | UnsetType | None = UNSET


def read_sheet(path: Path) -> Sheet:
    """The scorecard in a file.

    Raises:
        Problem: It cannot be read or is too large.
        Refusal: It is no JSON, or a field is not what it should be (the message names it).
    """
    return decode_sheet(read_bounded(path, LIMIT), place=str(path))


def decode_sheet(content: bytes, *, place: str | None = None) -> Sheet:
    """The scorecard in these bytes; errors as `read_sheet`."""
    try:
        return msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"), type=Sheet)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refusal(
            N_("This scorecard cannot be read: {reason}."), place=place, reason=str(error)
        ) from None


def changes_of(sheet: Sheet, item: str | None, present: Collection[str] = ()) -> dict[str, Any]:
    """Draft path → new value (None: taken away), of everything that the sheet names.

    Args:
        sheet: The scorecard.
        item: BLAKE3 of the film's file, which its viewings name; None where there is none.
        present: Paths that the draft has: a list in the sheet replaces the draft's whole list.
    """
    changes: dict[str, Any] = {}
    for criterion, score in sheet.scores.items():
        changes[f"scores/{criterion}"] = _score(criterion, score)
    changes |= {f"lanes/{lane}": value for lane, value in sheet.lanes.items()}
    for name in ("verdict", "verdict_reason"):
        if getattr(sheet, name) is not UNSET:
            changes[name] = getattr(sheet, name)
    for question, answer in sheet.ethics.items():
        changes[f"ethics/{question}"] = _answer(answer)
    changes |= {f"cues/{cue}": reason for cue, reason in sheet.cues.items()}
    changes |= {f"comment/{audience}": text for audience, text in sheet.comments.items()}
    for name, values in _lists(sheet, item).items():
        changes |= {path: None for path in present if path.startswith(f"{name}/")}
        changes |= values
    return changes


def _lists(sheet: Sheet, item: str | None) -> dict[str, dict[str, Any]]:
    """List → draft path → value, of the lists that the sheet names."""
    lists: dict[str, dict[str, Any]] = {}
    if not isinstance(sheet.checklist, UnsetType):
        lists["checklist"] = {f"checklist/{held}": True for held in sheet.checklist or ()}
    if not isinstance(sheet.notes, UnsetType):
        lists["notes"] = {
            f"notes/{number}": {**msgspec.structs.asdict(note), "at": milliseconds(note.at)}
            for number, note in enumerate(sheet.notes or (), 1)
        }
    if not isinstance(sheet.viewings, UnsetType):
        lists["viewings"] = {
            f"viewings/{number}": _seen(seen, item)
            for number, seen in enumerate(sheet.viewings or (), 1)
        }
    return lists


def _seen(seen: Seen, item: str | None) -> dict[str, Any]:
    value = {key: each for key, each in msgspec.structs.asdict(seen).items() if each is not None}
    if item is not None and seen.kind != "live":
        value["item"] = item
    return value


def _score(criterion: str, score: int | float | Cannot | None) -> dict[str, Any] | None:  # noqa: PYI041  7 and 7.5 are both written
    if score is None:
        return None
    if isinstance(score, Cannot):
        return {"cannot": score.cannot, "reason": score.reason}
    if not 0 <= score <= 1000 or not float(score * 2).is_integer():  # halves are exact in binary
        raise Refusal(
            N_("A score is a whole or half number; {score} is neither."),
            place=criterion,
            score=str(score),
        )
    if score == int(score):
        return {"units": int(score), "per": 1}
    return {"units": int(score * 2), "per": 2}


def _answer(answer: str | Ethics | None) -> dict[str, Any] | None:
    if answer is None:
        return None
    if isinstance(answer, str):
        return {"answer": answer}
    value: dict[str, Any] = {"answer": answer.answer}
    if answer.note:
        value["note"] = answer.note
    if answer.moment is not None:
        value["moment"] = milliseconds(answer.moment)
    return value


def milliseconds(moment: int | str) -> int:
    """A moment of the film in milliseconds: a number as it is, or `[H:]MM:SS[.mmm]`."""
    if isinstance(moment, int):
        return moment
    total = 0
    whole, _, rest = moment.partition(".")
    for field in whole.split(":"):
        total = total * 60 + int(field)
    return total * 1000 + int(rest.ljust(3, "0") or 0)
