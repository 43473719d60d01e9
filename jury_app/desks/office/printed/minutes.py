"""Minutes as sheets: what was decided, who is on a list, held or left out, and why."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from jury_app.base.texts import N_, _, sentences, series, translate
from jury_app.desks.chair.standing import COMBINED
from jury_app.desks.lists import latest_list
from jury_app.desks.office.printed.decisions import HOLDS, Decisions, Minuted
from jury_app.desks.office.printed.source import SHORT_HASH, Source
from jury_app.desks.office.printed.standings import (
    LIST_OF,
    ledger_text,
    method_text,
    place_value,
    title_of,
)
from jury_app.jury import results
from jury_app.jury.counting import card_states
from jury_app.reports.sheets import ListedFilm, MinutesSheet
from jury_app.store import cards, documents

_TITLES = {"shortlist": N_("Shortlist for R2"), "selection": N_("Selection for R3")}


class SignedList(Struct, frozen=True):
    """A list that was signed, and the standings from which it follows."""

    kind: str
    hash: str
    document: results.Shortlist | results.Selection
    standings: results.Standings


def signed_lists(source: Source) -> list[SignedList]:
    """The latest signed shortlist and selection, as far as there are such."""
    lists = []
    for kind in LIST_OF.values():
        found = latest_list(source.reader, kind)
        if found is None:
            continue
        stored = documents.find(source.reader, found[1].standings)
        standings = stored.decoded() if stored else None
        if isinstance(standings, results.Standings):
            lists.append(SignedList(kind, found[0], found[1], standings))
    return lists


def of_list(source: Source, decisions: Decisions, signed: SignedList, after: int) -> MinutesSheet:
    """The minutes of a list: everything that was decided until it was signed.

    Args:
        source: The edition.
        decisions: Its decisions.
        signed: The list.
        after: Only decisions from this place in the ledger on.
    """
    document = signed.document
    films = _Listed(source, decisions, signed)
    minuted = [m for m in decisions.all if after <= m.entered.index < document.ledger.size]
    rounds = _rounds(source, signed.standings)
    panel = _panel(source, rounds)
    return MinutesSheet(
        edition=source.edition,
        title=translate(_TITLES[signed.kind]),
        facts=tuple(_facts(source, signed)),
        decisions=decisions.rows(minuted),
        chosen=films.grouped([chosen.film for chosen in document.films]),
        held=tuple(films.listed(film) for film in document.held),
        left_out=films.grouped(films.left_out),
        panel=panel,
        signatures=tuple(_to_sign(source, [name for name, _cards in panel])),
        at=source.when(document.at),
        ledger=ledger_text(document.ledger),
        hash=signed.hash,
        language=source.language,
    )


def of_decisions(
    source: Source, decisions: Decisions, minuted: Sequence[Minuted], at: str
) -> MinutesSheet:
    """The minutes of decisions alone, before any list or since the last print."""
    return MinutesSheet(
        edition=source.edition,
        title=_("Decisions"),
        facts=((_("Made"), source.when(at)),),
        decisions=decisions.rows(minuted),
        chosen=(),
        at=source.when(at),
        language=source.language,
    )


def _facts(source: Source, signed: SignedList) -> Iterator[tuple[str, str]]:
    cut = signed.document.cut
    each = _("the best {n} of each category") if cut.per_category else _("the best {n}")
    title = title_of(source, signed.standings.standing)
    yield _("Standings"), f"{title} · {signed.document.standings[:SHORT_HASH]}"
    yield _("Method"), method_text(source, signed.standings)
    yield _("Cut"), each.format(n=cut.top)
    for round_id in _rounds(source, signed.standings):
        quorum = source.rules.round(round_id).quorum
        yield (
            _("Quorum of {round}").format(round=round_id.upper()),
            _("{parts} of {of} of the panel").format(parts=quorum.parts, of=quorum.of),
        )
    reason = source.reason(signed.document)
    if reason:
        yield _("Reason"), reason


def _rounds(source: Source, standings: results.Standings) -> list[str]:
    if standings.standing != COMBINED:
        return [standings.standing]
    return [each.id for each in source.rules_of(standings.rules).combined]


def _panel(source: Source, rounds: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Who sat in these rounds, and how many of their scorecards count, by name."""
    entered = cards.every(source.reader)
    states = card_states(source.course, (card.fact for card in entered))
    given = {
        (card.fact.round, card.fact.juror, card.fact.film)
        for card in entered
        if states[card.fact.hash] == "counts"
    }
    told: dict[str, list[str]] = {}
    for round_id in rounds:
        films: dict[str, list[str]] = {}
        for film, juror in source.course.assignments(round_id):
            films.setdefault(juror, []).append(film)
        for juror, own in films.items():
            signed = sum((round_id, juror, film) in given for film in own)
            told.setdefault(source.person(juror), []).append(
                _("{round}: {signed} of {assigned} scorecards").format(
                    round=round_id.upper(), signed=signed, assigned=len(own)
                )
            )
    return tuple((name, " · ".join(parts)) for name, parts in sorted(told.items()))


def _to_sign(source: Source, panel: Sequence[str]) -> Iterator[str]:
    """The chairs, then the panel."""
    chairs = [
        source.person(person)
        for person, document in source.course.persons.items()
        if "chair" in document.roles
    ]
    yield from sorted(chairs)
    yield from (name for name in panel if name not in chairs)


class _Listed:
    """Fills the rows of one list."""

    def __init__(self, source: Source, decisions: Decisions, signed: SignedList) -> None:
        self._source = source
        self._decisions = decisions
        self._signed = signed
        self._chosen = {each.film: each for each in signed.document.films}
        self._places = {place.film: place for place in signed.standings.places}
        self.left_out = [
            film
            for film in self._places
            if film not in self._chosen and film not in signed.document.held
        ]

    def grouped(self, films: Sequence[str]) -> tuple[tuple[str, tuple[ListedFilm, ...]], ...]:
        """Films by category, in the order given."""
        groups = []
        for category in self._source.rules_of(self._signed.standings.rules).categories:
            own = [film for film in films if self._category(film) == category.id]
            label = self._source.wording.label(f"category/{category.id}")
            if own:
                groups.append((label, tuple(map(self.listed, own))))
        return tuple(groups)

    def listed(self, film: str) -> ListedFilm:
        """A film with its place and the reason why it is in, held or out."""
        place = self._places.get(film)
        standing = self._standing(place) if place else _("not in the standings")
        head = self._source.film(film, category=self._category(film))
        return ListedFilm(film=head, standing=standing, reason=self._why(film, place))

    def _category(self, film: str) -> str:
        place = self._places.get(film)
        return place.category if place else self._source.course.films[film].category or ""

    def _standing(self, place: results.Place) -> str:
        per_category = self._signed.document.cut.per_category
        rank = place.category_rank if per_category else place.rank
        if rank is None:
            return _("not ranked")
        value = place_value(self._signed.standings, place)
        return _("rank {rank}, {value}").format(rank=rank, value=value)

    def _why(self, film: str, place: results.Place | None) -> str:
        document = self._signed.document
        chosen = self._chosen.get(film)
        if chosen is not None:
            by_rank = chosen.decision is None
            return _("by rank") if by_rank else self._decisions.why(chosen.decision or "")
        if place is not None and film in document.held:
            return _("on hold: {holds}").format(
                holds=series(translate(HOLDS[about]) for about in place.holds)
            )
        if film in document.off:
            override = self._source.course.overrides.get((self._signed.kind, film))
            told = self._decisions.why(override) if override else ""
            return sentences((_("kept off the list."), told))
        if place is None or place.state != "ranked":
            return self._unranked(place)
        if place.gate == "does_not":
            return _("does not meet the AI participation gate")
        return _("below the cut")

    def _unranked(self, place: results.Place | None) -> str:
        if place is not None and place.state == "few_reviews":
            return _("not enough reviews ({n})").format(n=place.reviews)
        return _("not complete in every round")
