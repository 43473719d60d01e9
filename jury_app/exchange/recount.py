"""Recomputing what a bundle says of its results: standings from cards, lists from standings.

The arithmetic is `tally.edition`'s, the same with which the desks made the results; what counts is
`jury.counting`'s. Both say the same of the same entries, wherever they are read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from jury_app.base.errors import Refusal
from jury_app.base.texts import N_, _, clauses, ngettext, series
from jury_app.exchange.answers import Answer, CannotJudge
from jury_app.exchange.verifychild import CardFound
from jury_app.jury.course import Course, Entered, read_course
from jury_app.jury.decisions import HonourGiven
from jury_app.jury.results import DIGITS, Place, Selection, Shortlist, Standings
from jury_app.rules.rules import Rules
from jury_app.tally import edition
from jury_app.tally.exact import VERSIONS
from jury_app.tally.official import standing_name


@dataclass(slots=True)
class Evidence:
    """All entries of a ledger that results can follow from.

    Attributes:
        entered: Documents but scorecards, in order.
        cards: (index, card), in order.
        rules: Rules by hash.
        lanes: Hash of a part (32 bytes) → its lane estimate in percent, where it is not withheld;
            None where the value is no estimate, which gives the card no lanes and hides nothing.
    """

    entered: list[Entered] = field(default_factory=list)
    cards: list[tuple[int, CardFound]] = field(default_factory=list)
    rules: dict[str, Rules] = field(default_factory=dict)
    lanes: dict[bytes, int | None] = field(default_factory=dict)
    _courses: dict[int, Course] = field(default_factory=dict)

    def course(self, size: int) -> Course:
        """The course that the first `size` entries come to."""
        if size not in self._courses:
            self._courses[size] = read_course(each for each in self.entered if each.index < size)
        return self._courses[size]

    def tally_cards(self, size: int, rules: Rules) -> tuple[list[edition.Card], set[str]]:
        """Cards among the first `size` entries, and films whose lane estimates are withheld."""
        order = {lane.id: None for lane in rules.lanes}
        made, dark = [], set()
        for index, found in self.cards:
            if index >= size:
                break
            lanes, is_dark = self._lanes(found, order)
            if is_dark:
                dark.add(found.fact.film)
            made.append(found.card(index, lanes))
        return made, dark

    def _lanes(
        self, found: CardFound, order: Mapping[str, None]
    ) -> tuple[tuple[int, ...] | None, bool]:
        """A card's estimates, if it gives all lanes; and whether one of them is withheld."""
        hashes = dict(found.lanes)
        if not order or not hashes.keys() >= order.keys():
            return None, False
        if not self.lanes:
            return None, True
        asked = [bytes.fromhex(hashes[lane]) for lane in order]
        known = [self.lanes[each] for each in asked if each in self.lanes]
        values = tuple([value for value in known if value is not None])
        return values if len(values) == len(order) else None, len(known) < len(order)


def recount(evidence: Evidence, standings: Sequence[Standings]) -> tuple[str, Answer]:
    """Recompute all standings: what was found, for people, and the answer.

    Raises:
        Refusal: One of them differs.
    """
    notes = []
    answer: Answer = "yes"
    for each in standings:
        try:
            whole = check_standings(evidence, each)
        except CannotJudge as unable:
            answer = "cannot_judge"
            text = _("{standing}: signatures yes, arithmetic not checked ({why})")
            notes.append(text.format(standing=standing_name(each.standing), why=unable))
            continue
        count = len(each.places)
        text = ngettext("{standing}: {n} film", "{standing}: {n} films", count)
        note = text.format(standing=standing_name(each.standing), n=count)
        if not whole:
            text = _("{standings}, the gate as signed (lane estimates are withheld)")
            note = text.format(standings=note)
        notes.append(note)
    return clauses(notes), answer


def check_standings(evidence: Evidence, signed: Standings) -> bool:
    """Recompute standings and compare every place.

    1. They name rules that are here and that each of their rounds was opened under.
    2. They name the declared method, and this version has it.
    3. Every place is what the cards that count come to. Where lane estimates are withheld, the
       gate (and a hold for it) cannot be recomputed and is taken as signed.

    Returns:
        Whether the gate of every film was recomputed too.

    Raises:
        Refusal: Something differs; the message names the film.
        CannotJudge: The method is none that this version can recompute.
    """
    rules = evidence.rules.get(signed.rules)
    if rules is None:
        raise Refusal(N_("The rules that the standings name are not in this file."))
    course = evidence.course(signed.ledger.size)
    _check_rules(course, rules, signed)
    _check_method(rules, signed)
    cards, dark = evidence.tally_cards(signed.ledger.size, rules)
    recounted = edition.standings(course, cards, rules, signed.standing).places
    if len(recounted) != len(signed.places):
        raise Refusal(
            N_("The standings list {signed} films, and {found} compete."),
            signed=len(signed.places),
            found=len(recounted),
        )
    for ours, theirs in zip(recounted, signed.places, strict=True):
        if _bare(ours, dark) != _bare(theirs, dark):
            raise _differs(ours, theirs)
    return not dark


def _rounds(rules: Rules, standing: str) -> list[str]:
    known = [each.id for each in rules.rounds]
    asked = [each.id for each in rules.combined] if standing == "combined" else [standing]
    if not asked or not set(asked) <= set(known):
        raise Refusal(N_("The rules know no standings “{standing}”."), standing=standing)
    return asked


def _check_rules(course: Course, rules: Rules, signed: Standings) -> None:
    for round_id in _rounds(rules, signed.standing):
        its_round = course.rounds.get(round_id)
        if its_round is None or its_round.rules != signed.rules:
            raise Refusal(
                N_("Round “{round}” was not opened under the rules that the standings name."),
                round=round_id,
            )


def _check_method(rules: Rules, signed: Standings) -> None:
    methods = [rules.round(each).method for each in _rounds(rules, signed.standing)]
    if signed.standing != "combined" and signed.method != methods[0]:
        raise Refusal(
            N_("The standings were made with “{used}”; the rules declare “{declared}”."),
            used=signed.method,
            declared=methods[0],
        )
    unknown = sorted(set(methods) - set(VERSIONS.values()))
    if unknown:
        raise CannotJudge(series(unknown))
    if signed.digits != DIGITS:
        raise Refusal(
            N_("The standings' values have {digits} decimals; {expected} are due."),
            digits=signed.digits,
            expected=DIGITS,
        )


def _bare(place: Place, dark: set[str]) -> Place:
    """A place without what rests on withheld lane estimates."""
    if place.film not in dark:
        return place
    holds = tuple(about for about in place.holds if about != "gate")
    return msgspec.structs.replace(place, gate=None, holds=holds)


def _differs(ours: Place, theirs: Place) -> Refusal:
    if ours.film != theirs.film:
        return Refusal(
            N_("Film {theirs} stands where film {ours} must stand."),
            ours=ours.film,
            theirs=theirs.film,
        )
    differing = next(
        name for name in Place.__struct_fields__ if getattr(ours, name) != getattr(theirs, name)
    )
    return Refusal(
        N_("Film {film}: “{field}” is signed as {theirs}; the entries come to {ours}."),
        film=ours.film,
        field=differing,
        ours=str(getattr(ours, differing)),
        theirs=str(getattr(theirs, differing)),
    )


def acts(evidence: Evidence, size: int) -> list[str]:
    """What else the first `size` entries hold, for people: defenses, honours, what still waits."""
    course = evidence.course(size)
    told = []
    if course.sessions:
        n = sum(map(len, course.sessions.values()))
        told.append(_("sessions of defenses: {n}").format(n=n))
    waiting = sum(isinstance(each.document, HonourGiven) for each in course.waiting.values())
    if course.honours or waiting:
        told.append(
            _("honours in force: {n}, waiting for endorsements: {waiting}").format(
                n=len(course.honours), waiting=waiting
            )
        )
    others = len(course.waiting) - waiting
    if others:
        told.append(_("other decisions waiting for endorsements: {n}").format(n=others))
    return told


def check_list(evidence: Evidence, signed: Shortlist | Selection, standings: Standings) -> None:
    """Derive a shortlist or selection from its signed standings and compare.

    Raises:
        Refusal: Something differs, or a tie lies across the cut that nobody broke.
    """
    rules = evidence.rules.get(standings.rules)
    if rules is None:
        raise Refusal(N_("The rules that the standings name are not in this file."))
    if signed.ledger.size < standings.ledger.size:
        raise Refusal(N_("The list follows from an earlier ledger than its standings."))
    kind: edition.ListKind = "shortlist" if isinstance(signed, Shortlist) else "selection"
    course = evidence.course(signed.ledger.size)
    made = edition.choose(course, standings.places, rules, kind, signed.cut)
    if made.ties:
        raise Refusal(
            N_("A tie of {n} films lies across the cut, and nobody broke it."), n=len(made.ties[0])
        )
    for ours, theirs, what in (
        (made.films, signed.films, "films"),
        (made.held, signed.held, "held"),
        (made.off, signed.off, "off"),
    ):
        if tuple(ours) != tuple(theirs):
            raise Refusal(
                N_("The list's “{what}” do not follow from the standings and decisions."), what=what
            )
