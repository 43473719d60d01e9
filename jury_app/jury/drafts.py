"""Drafts: what a juror has put down and not signed yet, and what keeps it from being signed.

A draft is a flat map from path to value, so that every change is one (path, before, after):

| path | value |
| --- | --- |
| `scores/<criterion>` | {"units", "per"} or {"cannot", "reason"}, both empty until they are given |
| `lanes/<lane>` | percent, in the rules' steps |
| `verdict`, `verdict_reason` | `meets`, `doubtful`, `does_not`; text |
| `checklist/<item>` | true |
| `revision_reason` | why a signed card was opened again |
| `ethics/<question>` | {"answer", "note"?, "moment"? in milliseconds} |
| `cues/<cue>` | the reason |
| `comment/entrant`, `comment/panel`, `comment/private` | text |
| `notes/<n>` | {"at" in milliseconds, "text", "kind", "audience"} |
| `viewings/<n>` | {"kind", "share", "item"?, "run"?} and any of `VIEWING_PARTS` |
| `viewings/played/…` | the same, kept by the player: `played_path` |

What is private (`comment/private`, notes for `private`) never leaves the draft: neither text nor
hash enters the card.
"""

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, Literal

from msgspec import Struct

from jury_app.base.texts import N_, translate
from jury_app.jury.scorecard import DEFENSE
from jury_app.jury.viewings import began_at, runs_seen
from jury_app.rules.rules import Category, Round, Rules, Weighted

Draft = Mapping[str, Any]

VERDICTS = ("meets", "doubtful", "does_not")
ANSWERS = ("clear", "question", "concern", "block")
VIEWING_PARTS = ("intervals", "place", "path", "ending", "began", "ended")
"""What of a viewing is a part and not open."""
_ENOUGH = 16  # hexadecimal digits that tell the items of one film apart
NOTE_PATH = re.compile(r"notes/([0-9]{1,9})\Z")
NOTE_KINDS = ("praise", "doubt", "question", "ethics")


class Fault(Struct, frozen=True):
    """Why a draft cannot be signed: where, a message id, and its arguments."""

    path: str
    message: str
    arguments: dict[str, str | int] = {}

    @property
    def text(self) -> str:
        """The message in the language in use."""
        arguments = {
            key: translate(value) if isinstance(value, str) else value
            for key, value in self.arguments.items()
        }
        return translate(self.message).format(**arguments)


def played_path(item: str, run: str = "") -> str:
    """Where the viewing stands that the player kept of an item (its BLAKE3) and run."""
    return "/".join(filter(None, ("viewings", "played", item[:_ENOUGH], run)))


def with_private(said: Draft, draft: Draft) -> dict[str, Any]:
    """What a signed card says, with what is private in a draft of its film and was in no card.

    A card of another device numbers its notes by itself: a private note whose number it uses gets
    another.
    """
    found = dict(said)
    for path, value in draft.items():
        if path == "comment/private":
            found[path] = value
        elif path.startswith("notes/") and value.get("audience") == "private":
            found[next_note({*found, *draft}) if path in said else path] = value
    return found


def next_note(paths: Iterable[str]) -> str:
    """The path of a new note: numbers are not used twice while a higher one stands."""
    taken = (int(number[1]) for path in paths if (number := NOTE_PATH.match(path)))
    return f"notes/{max(taken, default=0) + 1}"


def lane_sum(lanes: Mapping[str, int], weights: tuple[Weighted, ...]) -> Fraction | None:
    """The weighted participation in percent, exact; None unless all lanes are given."""
    if any(lane.id not in lanes for lane in weights):
        return None
    total = sum(lane.weight for lane in weights)
    return Fraction(sum(lane.weight * lanes[lane.id] for lane in weights), total)


def faults(draft: Draft, rules: Rules, round_id: str, category_id: str) -> tuple[Fault, ...]:
    """Everything that keeps the draft from being signed, in the form's order; empty if nothing."""
    its_round = rules.round(round_id)
    category = next(each for each in rules.categories if each.id == category_id)
    found = [*_score_faults(draft, its_round, category_id)]
    if "lanes" in its_round.asks:
        found += _lane_faults(draft, rules)
    if "gate" in its_round.asks:
        found += _verdict_faults(draft, rules)
    if "ethics" in its_round.asks:
        found += _ethics_faults(draft, rules)
    found += _unknown_cues(draft, rules, its_round)
    found += _note_faults(draft)
    found += _viewing_faults(draft, its_round, category)
    return tuple(found)


def unexplained(draft: Draft, *, replaces: bool) -> tuple[Fault, ...]:
    """What is lacking where the card would replace one that another device of the juror signed.

    Args:
        draft: Its values.
        replaces: Whether cards of the juror stand that it would supersede.
    """
    if not replaces or draft.get("revision_reason"):
        return ()
    told = N_("You signed it on another computer: revise it, with a reason, to replace that.")
    return (Fault("revision_reason", told),)


def unheld(round_id: str, *, is_minuted: bool) -> tuple[Fault, ...]:
    """What is lacking of the defense that a card of its round names.

    Args:
        round_id: The card's round.
        is_minuted: Whether a session of the film is known.
    """
    if round_id != DEFENSE or is_minuted:
        return ()
    told = N_("Its defense is not minuted here yet; fetch from the festival once it was held.")
    return (Fault("sessions", told),)


def _score_faults(draft: Draft, its_round: Round, category: str) -> list[Fault]:
    found: list[Fault] = []
    scale = its_round.scale
    criteria = {criterion.id for criterion in its_round.matrix(category)}
    found.extend(
        Fault(path, N_("This round has no such criterion."))
        for path in draft
        if path.startswith("scores/") and path.removeprefix("scores/") not in criteria
    )
    for criterion in its_round.matrix(category):
        path = f"scores/{criterion.id}"
        value = draft.get(path)
        if value is None:
            found.append(Fault(path, N_("Give a score, or say that you cannot judge it.")))
        elif "cannot" in value:
            if not (value["cannot"] and value.get("reason")):
                found.append(Fault(path, N_("Say why you cannot judge this.")))
        elif not _on_scale(value, scale.low, scale.high, scale.per):
            step = N_("whole numbers") if scale.per == 1 else N_("whole and half numbers")
            found.append(
                Fault(
                    path,
                    N_("Scores go from {low} to {high}, in {step}."),
                    {"low": scale.low, "high": scale.high, "step": step},
                )
            )
    return found


def _on_scale(value: Mapping[str, Any], low: int, high: int, per: int) -> bool:
    units, own = value.get("units"), value.get("per", 1)
    if not isinstance(units, int) or own not in (1, 2) or own > per:
        return False
    return bool(low * own <= units <= high * own)


def _lane_faults(draft: Draft, rules: Rules) -> list[Fault]:
    found = []
    for lane in rules.lanes:
        value = draft.get(f"lanes/{lane.id}")
        if value is None:
            found.append(Fault(f"lanes/{lane.id}", N_("Estimate this lane.")))
        elif not isinstance(value, int) or not 0 <= value <= 100 or value % rules.lane_step:
            found.append(
                Fault(
                    f"lanes/{lane.id}",
                    N_("Lanes go from 0 to 100 in steps of {step}."),
                    {"step": rules.lane_step},
                )
            )
    return found


def lanes_of(draft: Draft, rules: Rules) -> dict[str, int]:
    """The lanes that the draft estimates."""
    return {
        lane.id: draft[f"lanes/{lane.id}"] for lane in rules.lanes if f"lanes/{lane.id}" in draft
    }


def gate_says(draft: Draft, rules: Rules) -> Literal["meets", "does_not"] | None:
    """On which side of the gate the draft's lanes, or what is ticked of its checklist, lie.

    None where nothing says it: a threshold without all lanes.
    """
    if rules.gate.threshold is None:
        held = (draft.get(f"checklist/{item}") is True for item in rules.gate.checklist)
        return "meets" if any(held) else "does_not"
    total = lane_sum(lanes_of(draft, rules), rules.lanes)
    if total is None:
        return None
    return "meets" if total >= rules.gate.threshold else "does_not"


def _verdict_faults(draft: Draft, rules: Rules) -> list[Fault]:
    verdict = draft.get("verdict")
    if verdict not in VERDICTS:
        return [Fault("verdict", N_("Say whether the film meets the gate."))]
    reason = draft.get("verdict_reason")
    if reason:
        return []
    if verdict != "meets":
        return [Fault("verdict_reason", N_("Give the reason for this verdict."))]
    if gate_says(draft, rules) != "does_not":
        return []
    if rules.gate.threshold is None:
        why = N_("Nothing that suffices is ticked: say why the film meets the gate.")
        return [Fault("verdict_reason", why)]
    return [Fault("verdict_reason", N_("Your verdict and the sum of your lanes differ; say why."))]


def _ethics_faults(draft: Draft, rules: Rules) -> list[Fault]:
    found = []
    for question in rules.ethics:
        path = f"ethics/{question}"
        value = draft.get(path) or {}
        if value.get("answer") not in ANSWERS:
            found.append(Fault(path, N_("Answer this question.")))
        elif value["answer"] in ("concern", "block") and not value.get("note"):
            found.append(Fault(path, N_("Say what the concern is.")))
    return found


def _unknown_cues(draft: Draft, rules: Rules, its_round: Round) -> list[Fault]:
    found = []
    for path, value in draft.items():
        if path.startswith("cues/"):
            if "cues" not in its_round.asks or path.removeprefix("cues/") not in rules.cues:
                found.append(Fault(path, N_("This round has no such cue.")))
            elif not value:
                found.append(Fault(path, N_("Say what you saw.")))
    return found


def _note_faults(draft: Draft) -> list[Fault]:
    found = []
    for path, value in draft.items():
        if path.startswith("notes/") and (
            value.get("audience") not in ("entrant", "panel", "private")
            or value.get("kind") not in NOTE_KINDS
            or not value.get("text")
            or not isinstance(value.get("at"), int)
        ):
            found.append(Fault(path, N_("A note needs a moment, a text, a kind and an audience.")))
    return found


def _viewing_faults(draft: Draft, its_round: Round, category: Category) -> list[Fault]:
    by_path = {path: value for path, value in draft.items() if path.startswith("viewings/")}
    if not by_path and its_round.id == DEFENSE:
        return []  # it judges what its session says, and the film was judged before
    if not by_path:
        return [Fault("viewings", N_("Say what you saw of the film."))]
    found = [fault for path in sorted(by_path) for fault in _told_of(path, by_path[path])]
    return found or _share_faults(by_path, its_round, category)


def _told_of(path: str, viewing: Mapping[str, Any]) -> list[Fault]:
    """What a viewing must say besides the share."""
    if began_at(viewing):
        return [Fault(path, N_("This session is still open; end it."))]
    if viewing["kind"] in ("declared", "live") and not viewing.get("place"):
        return [Fault(path, N_("Say where and when you saw it."))]
    return []


def _share_faults(viewings: Mapping[str, Any], its_round: Round, category: Category) -> list[Fault]:
    if max(viewing["share"] for viewing in viewings.values()) < its_round.seen:
        return [
            Fault(
                "viewings",
                N_("{percent} % of the film must be seen before signing."),
                {"percent": its_round.seen // 10},
            )
        ]
    if its_round.seen and len(runs_seen(viewings, its_round.seen)) < category.runs:
        return [
            Fault(
                "viewings",
                N_("This work must be seen in {runs} runs, each named."),
                {"runs": category.runs},
            )
        ]
    return []
