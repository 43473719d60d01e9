"""Decisions at the chair's desk: any kind, about one film, one card or one juror's assignments.

The kinds and what each needs stand in one table; `--set` gives what a kind needs besides its
subject. Rounds have a verb of their own (`desks.chair.rounds`).
"""

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from jury_app.base.document import Document
from jury_app.base.errors import Refusal
from jury_app.base.texts import N_, series
from jury_app.desks.catalogue import Catalogue, catalogue
from jury_app.desks.chair.rounds import Acts, RoundAct
from jury_app.desks.chair.rounds import act as act_on_round
from jury_app.desks.ledger import Parting, act
from jury_app.desks.rules import locked_rules
from jury_app.desks.seat import Seat
from jury_app.jury import decisions as d
from jury_app.jury.course import Entered, refusal_of
from jury_app.jury.packets import all_parts
from jury_app.rules.rules import Rules
from jury_app.store import cards
from jury_app.store.reader import Reader

HASH_LENGTH = 64


class Decided(Struct, frozen=True):
    """A decision that was signed; `missing` endorsements stand before its effect."""

    kind: str
    subject: str
    hash: str
    missing: int = 0


class _Kind(Struct, frozen=True):
    """What a kind needs.

    Attributes:
        type: Its type.
        subject: `film`, `card`, `juror`.
        fields: Field → values that it may have (empty: any), each asked by `--set`.
        films: Fields that name a film, or films separated by commas.
    """

    type: Callable[..., d.Decision]
    subject: str
    fields: Mapping[str, tuple[str, ...]] = {}
    films: tuple[str, ...] = ()


KINDS: dict[str, _Kind] = {
    "query": _Kind(d.Query, "film"),
    "eligible": _Kind(d.Eligible, "film"),
    "ineligible": _Kind(d.Ineligible, "film"),
    "withdraw": _Kind(d.Withdraw, "film"),
    "recategorise": _Kind(d.Recategorise, "film", {"category": (), "cards": ("stay", "again")}),
    "new_cut": _Kind(d.NewCut, "film", {"screener": (), "effect": ("same", "confirm")}),
    "hold": _Kind(d.Hold, "film", {"about": ("ethics", "gate", "query")}),
    "release": _Kind(d.Release, "film"),
    "gate_ruling": _Kind(d.GateRuling, "film", {"round": (), "verdict": ("meets", "does_not")}),
    "shortlist": _Kind(d.Shortlisted, "film"),
    "select": _Kind(d.Select, "film"),
    "override": _Kind(d.Override, "film", {"off": ("shortlist", "selection")}),
    "tie_break": _Kind(d.TieBreak, "film", {"over": (), "standing": ()}, ("over",)),
    "honour": _Kind(d.HonourGiven, "film", {"honour": ()}),
    "admit": _Kind(d.Admit, "card"),
    "void": _Kind(d.Void, "card"),
    "reopen_card": _Kind(d.ReopenCard, "card"),
    "assign": _Kind(d.Assign, "juror", {"round": (), "films": ()}, ("films",)),
    "unassign": _Kind(d.Unassign, "juror", {"round": (), "films": ()}, ("films",)),
    "erase": _Kind(d.Erase, "parts", {"confirm": ("yes",)}),
}
"""Kind → what it needs."""
ROUND_ACTS: dict[str, Acts] = {
    "open": "open",
    "close": "close",
    "extend": "extend",
    "reopen": "reopen",
    "publish": "published",
}
"""Kind of decision about a round → what `chair round` calls it."""


def _about_round(
    seat: Seat, kind: str, subject: str, fields: Mapping[str, str], reason: str
) -> Decided:
    done = act_on_round(
        seat,
        RoundAct(
            round=subject.lower(),
            act=ROUND_ACTS[kind],
            deadline=fields.get("deadline"),
            zone=fields.get("zone"),
            early=fields.get("early") == "yes",
            reason=reason,
        ),
    )
    return Decided(kind, subject, done.hash, done.endorsements)


NOT_NOW = {
    "unknown_film": N_("“{kind}”: no such film is entered."),
    "move_not_allowed": N_("“{kind}”: the film's state does not allow it any more."),
    "unknown_screener": N_("“{kind}”: no such screener is entered; attach the file first."),
}
"""Why the course would pass a decision over → in words."""


def decide(
    seat: Seat, kind: str, subject: str | None, fields: Mapping[str, str], reason: str
) -> Decided:
    """Sign one decision.

    Args:
        seat: The seat of somebody who may decide.
        kind: A key of `KINDS`.
        subject: The film, card or juror; of `erase`, a film, a person, or hashes of parts.
        fields: What the kind needs besides.
        reason: Why.

    Raises:
        Refusal: An unknown kind or subject, a field that is missing, unknown or not allowed, no
            reason, a card to be reopened that its juror replaced, or somebody who may not decide
            this.
    """
    if kind in ROUND_ACTS:
        return _about_round(seat, kind, subject or "", fields, reason)
    needed = KINDS.get(kind)
    if needed is None:
        raise Refusal(
            N_("“{kind}” is no kind of decision here; there are: {known}."),
            kind=kind,
            known=series(sorted([*KINDS, *ROUND_ACTS])),
        )
    if not reason.strip():
        raise Refusal(N_("Say the reason (--reason); it is kept with the decision."))
    if subject is None:
        raise Refusal(N_("Say about what: {subject}."), subject=needed.subject)
    with seat.workspace.reading() as reader:
        known = catalogue(reader)
        values = {
            needed.subject if needed.subject != "parts" else "erased": _subject(
                reader, known, needed.subject, subject
            ),
            **_values(known, kind, needed, fields, _words(locked_rules(seat, reader))),
        }
        values.pop("confirm", None)
        if kind == "reopen_card":
            _refuse_replaced(reader, values["card"])
    parting = Parting(seat)
    decision = needed.type(
        edition=seat.edition, at=seat.now, parts=parting.reason(reason), **values
    )
    refused = refusal_of(known.course, Entered(1 << 40, "", "", decision))
    if refused is not None:
        raise Refusal(NOT_NOW[refused], kind=kind)
    signed = act(seat, [parting.said(decision)])
    need = known.course.asks.need(decision)
    return Decided(kind, subject, signed[0].hash, need.count if need else 0)


def _subject(reader: Reader, known: Catalogue, what: str, text: str) -> Any:  # noqa: ANN401  an id, or hashes
    if what == "film":
        return known.find(text)
    if what == "juror":
        return known.find_person(text)
    return find_parts(known, text) if what == "parts" else find_card(reader, text)


def find_parts(known: Catalogue, text: str) -> tuple[str, ...]:
    """Hashes of the parts that are meant: given one by one, or all of a film or a person.

    Raises:
        Refusal: It is neither, or may be several.
    """
    given = [each.strip().lower() for each in text.split(",")]
    if all(len(each) == HASH_LENGTH and set(each) <= set("0123456789abcdef") for each in given):
        return tuple(given)
    try:
        document: Document = known.course.films[known.find(text)].document
    except Refusal:
        document = known.course.persons[known.find_person(text)]
    return tuple(part.hash for part in all_parts(document))


def find_card(reader: Reader, text: str) -> str:
    """The hash of the one card that begins so.

    Raises:
        Refusal: None or several do.
    """
    wanted = text.lower()
    found = [card.fact.hash for card in cards.every(reader) if card.fact.hash.startswith(wanted)]
    if len(found) != 1:
        raise Refusal(
            N_("{n} scorecards begin with “{hash}”; one is needed."), n=len(found), hash=text
        )
    return found[0]


def _refuse_replaced(reader: Reader, card: str) -> None:
    """Refuse to reopen a card over which another lies: what comes next replaces that one alone."""
    found = next(each.fact for each in cards.every(reader) if each.fact.hash == card)
    later = [
        each.fact.hash
        for each in cards.of_film(reader, found.film)
        if each.fact.juror == found.juror and card in each.fact.supersedes
    ]
    if later:
        raise Refusal(
            N_(
                "Its juror replaced this scorecard by {hash}: reopen that one. If that came late,"
                " admit it first."
            ),
            hash=later[-1][:12],
        )


def _words(rules: Rules) -> dict[str, tuple[str, ...]]:
    """Field → what the rules let it say."""
    rounds = tuple(each.id for each in rules.rounds)
    return {
        "round": rounds,
        "standing": (*rounds, "combined"),
        "category": tuple(each.id for each in rules.categories),
        "honour": tuple(each.id for each in rules.honours),
    }


def _values(
    known: Catalogue,
    kind: str,
    needed: _Kind,
    fields: Mapping[str, str],
    words: Mapping[str, tuple[str, ...]],
) -> dict[str, Any]:
    for name in fields:
        if name not in needed.fields:
            raise Refusal(
                N_("“{kind}” has no “{name}”; it has: {known}."),
                kind=kind,
                name=name,
                known=series(needed.fields) or "–",
            )
    values: dict[str, Any] = {}
    for name, own in needed.fields.items():
        allowed = own or words.get(name, ())
        text = fields.get(name)
        if text is not None and name in ("round", "standing"):
            text = text.lower()
        if text is None or (allowed and text not in allowed):
            raise Refusal(
                N_("“{kind}” needs --set {name}={allowed}."),
                kind=kind,
                name=name,
                allowed="|".join(allowed) or "…",
            )
        values[name] = _value(known, needed, name, text)
    return values


def _value(known: Catalogue, needed: _Kind, name: str, text: str) -> Any:  # noqa: ANN401  an id, ids or a word
    if name not in needed.films:
        return text
    if name == "films":
        return tuple(known.find(each.strip()) for each in text.split(","))
    return known.find(text)
