"""From draft to scorecard and back: which value is open, which is a part, and for whom.

What is private (`comment/private`, notes for `private`) never leaves the draft: neither text nor
hash enters the card.
"""

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from jury_app.base.document import PartHash
from jury_app.jury.drafts import VIEWING_PARTS, Draft, played_path
from jury_app.jury.scorecard import Score, Scorecard, Viewing
from jury_app.rules.rules import Rules

Seal = Callable[[str, str, Any], PartHash]
"""(name, audience, value) → what the document holds; the value is kept beside it by the caller."""


class Subject(Struct, frozen=True, kw_only=True):
    """What a draft is about: everything of a card that the juror does not put down."""

    edition: str
    round: str
    film: str
    category: str
    juror: str
    rules_hash: str
    texts_hash: str
    language: str
    screener: str | None = None
    sessions: tuple[str, ...] = ()
    supersedes: tuple[str, ...] = ()


def compose(draft: Draft, subject: Subject, rules: Rules, at: str, seal: Seal) -> Scorecard:
    """The scorecard that a draft without faults comes to.

    Args:
        draft: What the juror put down.
        subject: What it is about.
        rules: The locked rules.
        at: The moment of signing.
        seal: Called once for each part, in a fixed order.
    """
    its_round = rules.round(subject.round)
    scores, parts = [], []
    for criterion in its_round.matrix(subject.category):
        value = draft[f"scores/{criterion.id}"]
        if "cannot" in value:
            scores.append(Score(criterion=criterion.id, cannot=value["cannot"]))
            parts.append(seal(f"cannot/{criterion.id}", "panel", value["reason"]))
        else:
            per = value.get("per", 1)
            scores.append(Score(criterion=criterion.id, units=value["units"], per=per))
    asked = {"lanes", "gate", "ethics", "cues"} & set(its_round.asks)
    hold = "ethics" in asked and any(
        draft[f"ethics/{question}"]["answer"] == "block" for question in rules.ethics
    )
    return Scorecard(
        edition=subject.edition,
        round=subject.round,
        film=subject.film,
        category=subject.category,
        juror=subject.juror,
        rules=subject.rules_hash,
        texts=subject.texts_hash,
        language=subject.language,
        at=at,
        scores=tuple(scores),
        screener=subject.screener,
        verdict=draft["verdict"] if "gate" in asked else None,
        hold=hold,
        viewings=_viewings(draft, seal),
        sessions=subject.sessions,
        parts=(*parts, *_parts(draft, seal)),
        supersedes=tuple(sorted(subject.supersedes)),
    )


_AUDIENCE = {"comment/entrant": "entrant", "comment/panel": "panel"}
_PART_OF = {
    "lanes": "lane",
    "verdict_reason": "verdict_reason",
    "revision_reason": "revision_reason",
    "checklist": "checklist",
    "ethics": "ethics",
    "cues": "cue",
    "comment": "comment",
    "notes": "note",
}
"""First word of a draft's path → first word of the part's name."""
_PATH_OF = {part: path for path, part in _PART_OF.items()}


def _parts(draft: Draft, seal: Seal) -> list[PartHash]:
    sealed = []
    for path, value in sorted(draft.items()):
        head, _, rest = path.partition("/")
        if head not in _PART_OF or path == "comment/private" or value in ("", None):
            continue
        audience = _AUDIENCE.get(path, "panel")
        said = value
        if head == "notes":
            audience = value["audience"]
            said = {key: value[key] for key in ("at", "text", "kind")}
        if audience != "private":
            sealed.append(seal("/".join(filter(None, (_PART_OF[head], rest))), audience, said))
    return sealed


def _viewings(draft: Draft, seal: Seal) -> tuple[Viewing, ...]:
    viewings = [value for path, value in sorted(draft.items()) if path.startswith("viewings/")]
    return tuple(
        Viewing(
            kind=value["kind"],
            share=value["share"],
            item=value.get("item"),
            run=value.get("run"),
            parts=tuple(
                seal(f"{name}/{number}", "panel", value[name])
                for name in VIEWING_PARTS
                if value.get(name)
            ),
        )
        for number, value in enumerate(viewings, 1)
    )


def draft_of(card: Scorecard, values: Mapping[str, Any]) -> dict[str, Any]:
    """The draft that would compose `card` again: for revisions, settling and showing.

    Args:
        card: A scorecard.
        values: Hash → value of the parts that are at hand; those that are not are left out.
    """
    draft: dict[str, Any] = {}
    named = {
        part.name: (part.audience, values[part.hash]) for part in card.parts if part.hash in values
    }
    for score in card.scores:
        if score.cannot is not None:
            _, reason = named.get(f"cannot/{score.criterion}", ("", ""))
            draft[f"scores/{score.criterion}"] = {"cannot": score.cannot, "reason": reason}
        else:
            draft[f"scores/{score.criterion}"] = {"units": score.units, "per": score.per}
    if card.verdict is not None:
        draft["verdict"] = card.verdict
    for name, (audience, value) in named.items():
        head, _, rest = name.partition("/")
        if head in _PATH_OF:
            path = "/".join(filter(None, (_PATH_OF[head], rest)))
            draft[path] = {**value, "audience": audience} if head == "note" else value
    for number, viewing in enumerate(card.viewings, 1):
        path = f"viewings/{number}"
        if viewing.kind == "played" and viewing.item is not None:
            path = played_path(viewing.item, viewing.run or "")
        draft[path] = _seen(viewing, values)
    return draft


def _seen(viewing: Viewing, values: Mapping[str, Any]) -> dict[str, Any]:
    seen: dict[str, Any] = {"kind": viewing.kind, "share": viewing.share}
    if viewing.item is not None:
        seen["item"] = viewing.item
    if viewing.run is not None:
        seen["run"] = viewing.run
    for part in viewing.parts:
        if part.hash in values:
            seen[part.name.partition("/")[0]] = values[part.hash]
    return seen
