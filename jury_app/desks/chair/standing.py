"""Standings at the chair's desk: signed, shown, and unfolded to the cards they follow from."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from msgspec import Struct

from jury_app.base import figures
from jury_app.base.errors import Refusal
from jury_app.base.texts import N_, _, clauses, headed, noted, series
from jury_app.base.texts import language as language_in_use
from jury_app.desks.catalogue import Catalogue, catalogue
from jury_app.desks.endorsing import endorsements_text
from jury_app.desks.ledger import Said, act, on_the_way, point
from jury_app.desks.rules import locked_rules, wording_in
from jury_app.desks.seat import Seat
from jury_app.desks.tallied import standings_of
from jury_app.desks.words import said
from jury_app.jury import results
from jury_app.jury.decisions import HonourGiven
from jury_app.rules.forms import Wording
from jury_app.rules.rules import Rules
from jury_app.store import cards
from jury_app.store.reader import Reader
from jury_app.tally.edition import EditionStandings
from jury_app.tally.gate import reason_text
from jury_app.tally.official import settled_text, state_text
from jury_app.tally.ties import RoundValues

COMBINED = "combined"


class ShownPlace(Struct, frozen=True):
    """A film's place for people; `note` says ties and why a film has no rank."""

    film: str
    rank: int | None
    category_rank: int | None
    title: str
    category: str
    value_text: str
    reviews: int
    gate: str
    holds: tuple[str, ...]
    note: str


class ShownStandings(Struct, frozen=True):
    """Standings for people; `hash` is that of the signed document, empty where only shown."""

    standing: str
    hash: str
    places: tuple[ShownPlace, ...]


def look(seat: Seat, standing: str) -> ShownStandings:
    """Standings as they would be signed now."""
    with seat.workspace.reading() as reader:
        known, _rules, worked = _worked(seat, reader, standing)
        return ShownStandings(standing, "", _places(reader, known, worked))


def sign_standings(seat: Seat, standing: str) -> ShownStandings:
    """Sign the standings of a closed round, or the combined ones of closed rounds.

    Raises:
        Refusal: A round is open or was never opened, or this seat may not sign standings.
    """
    with seat.workspace.reading() as reader:
        refuse_ahead(reader)
        known, rules, worked = _worked(seat, reader, standing)
        rounds = [w.id for w in rules.combined] if standing == COMBINED else [standing]
        for round_id in rounds:
            its = known.course.rounds.get(round_id)
            if its is None or its.is_open:
                raise Refusal(
                    N_("{round} is not closed yet; --look shows where it stands."),
                    round=round_id.upper(),
                )
        document = results.Standings(
            edition=seat.edition,
            standing=standing,
            rules=str(seat.setting(reader, "rules")),
            ledger=point(reader),
            method=rules.round(rounds[0]).method,
            digits=results.DIGITS,
            places=worked.places,
            at=seat.now,
        )
        shown = _places(reader, known, worked)
    signed = act(seat, [Said(document)])
    return ShownStandings(standing, signed[0].hash, shown)


def refuse_ahead(reader: Reader) -> None:
    """Refuse to sign results while decisions of this device are not in the ledger's copy.

    Raises:
        Refusal: Some are not; results would not take them into account.
    """
    n = sum(each.kind == "decision" for each in on_the_way(reader))
    if n:
        raise Refusal(
            N_(
                "{n} of your decisions are not in the ledger yet, and results would ignore them:"
                " sync, let the office receive and publish, and sync again."
            ),
            n=n,
        )


def _worked(seat: Seat, reader: Reader, standing: str) -> tuple[Catalogue, Rules, EditionStandings]:
    known = catalogue(reader)
    rules = locked_rules(seat, reader)
    if standing != COMBINED and standing not in {each.id for each in rules.rounds}:
        raise Refusal(N_("The rules have no round “{round}”."), round=standing)
    return known, rules, standings_of(reader, known.course, rules, standing)


def _places(reader: Reader, known: Catalogue, worked: EditionStandings) -> tuple[ShownPlace, ...]:
    wording = wording_in(reader, language_in_use())
    honours = _honours(known, wording)
    shown = []
    for place, exact in zip(worked.places, worked.official.places, strict=True):
        notes = [state_text(exact)]
        if exact.tied:
            notes.append(
                _("tied with {titles}").format(titles=series(map(known.title, exact.tied)))
            )
        if exact.settled:
            notes.append(settled_text(exact.settled))
        notes += honours.get(place.film, [])
        gate = worked.gates.get(place.film)
        if gate is not None and gate.outside_band:
            notes.append(_("outside the category's band: another category?"))
        shown.append(
            ShownPlace(
                place.film,
                place.rank,
                place.category_rank,
                known.title(place.film),
                wording.label(f"category/{place.category}"),
                value_text(exact.value),
                place.reviews,
                place.gate or "",
                place.holds,
                clauses(notes),
            )
        )
    return tuple(shown)


def _honours(known: Catalogue, wording: Wording) -> dict[str, list[str]]:
    """Film → its honours, and which of them still wait for endorsements."""
    told: dict[str, list[str]] = {}
    waiting = known.course.waiting
    for each in (*known.course.honours, *waiting.values()):
        if isinstance(each.document, HonourGiven):
            note = wording.label(f"honour/{each.document.honour}")
            if each.hash in waiting:
                missing = known.course.endorsed[each.hash].missing
                note = headed(note, endorsements_text(missing))
            told.setdefault(each.document.film, []).append(note)
    return told


def value_text(value: Fraction | None) -> str:
    """A value on 0–100 with two decimals, rounded once."""
    if value is None:
        return ""
    hundredths = round(value * 100)
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def explain(seat: Seat, standing: str, reference: str) -> list[str]:
    """The whole arithmetic of one film, from its cards to its place.

    Raises:
        Refusal: No such film or round.
    """
    with seat.workspace.reading() as reader:
        known, rules, worked = _worked(seat, reader, standing)
        film = known.find(reference)
        uncounted = Counter(
            state
            for card in cards.of_film(reader, film)
            if (state := worked.states.get(card.fact.hash, "counts")) != "counts"
        )
    place = next((p for p in worked.official.places if p.film == film), None)
    if place is None:
        raise Refusal(N_("“{title}” is not in these standings."), title=known.title(film))
    lines = [known.title(film)]
    for its in reversed(worked.official.rounds):
        lines += _round_lines(its, film, known, rules.round(its.round).method)
    for state, n in sorted(uncounted.items()):
        lines.append(_("  not counted ({state}): {n} cards").format(state=said(state), n=n))
    gate = worked.gates.get(film)
    if gate is not None:
        lines.append(_("Gate: {reason}").format(reason=reason_text(gate)))
    if place.rank is not None:
        lines.append(
            _("Place {rank}, value {value}").format(rank=place.rank, value=value_text(place.value))
        )
    else:
        lines.append(state_text(place))
    return lines


def _round_lines(its: RoundValues, film: str, known: Catalogue, method: str) -> Iterator[str]:
    """A film's cards of one round, and what they came to."""
    yield headed(its.round.upper(), "").rstrip()
    for card in its.cards.get(film, ()):
        scores = " ".join("–" if s is None else figures.number(float(s)) for s in card.criteria)
        exactly = noted(value_text(card.value), _fraction(card.value))
        yield "  " + headed(known.name(card.juror), f"{scores} → {exactly}")
    value = its.values.get(film)
    if value is not None:
        yield _("  {method}: {value} ({exact})").format(
            method=method, value=value_text(value), exact=_fraction(value)
        )


def _fraction(value: Fraction) -> str:
    return f"{value.numerator}/{value.denominator}"
