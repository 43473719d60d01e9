"""Cuts and selection: which films go on, and for each film a sentence why it is in or out.

The list is filled from the best film down: a film is in if, with the better placed films that are
in, a list that keeps all quotas can still be completed. So the best film never gives way as long as
the quotas can be met at all, and the list is the first of all possible ones in the order of ranks
(lexicographic, not the largest sum: a sum would let two fair films push out an excellent one).
Whether a list can be completed is decided exactly (`quotas`), never by trying the next best.

Holds keep their place, since a held film is in if released. Wild cards stand beside the places and
outside the quotas, so that nobody loses a place to one. Films told as a tie are decided together;
where not all of them fit, the tie is told and the chair breaks it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Literal

from msgspec import Struct

from jury_app.base.errors import Refusal
from jury_app.base.texts import N_, _, clauses, ngettext
from jury_app.tally.quotas import Filling, Kind, Places, Quota, reachable, spread

Outcome = Literal["in", "held", "wild_card", "tie", "open", "out", "off", "unranked"]
"""`tie`: the chair decides which of the tied films is in; `open`: waits for such a decision."""


class Candidate(Struct, frozen=True, kw_only=True):
    """A film that may be chosen.

    Attributes:
        film: Its id or name.
        category: Its category.
        rank: 1 the best, shared by films told as a tie; None: not ranked.
        category_rank: The same within its category.
        attributes: Column → values, for quotas; `category` is always there.
        note: Why it is not ranked, for people.
    """

    film: str
    category: str = ""
    rank: int | None = None
    category_rank: int | None = None
    attributes: Mapping[str, tuple[str, ...]] = {}
    note: str = ""


class Decided(Struct, frozen=True, kw_only=True):
    """What was decided about one film, and why, in a sentence."""

    film: str
    outcome: Outcome
    why: str


class OpenTie(Struct, frozen=True, kw_only=True):
    """Tied films of which only `places` can be in."""

    films: tuple[str, ...]
    places: int


class Choice(Struct, frozen=True, kw_only=True):
    """A list.

    Attributes:
        decided: One a film: first who is on the list, best first, then the others.
        ties: What the chair must break before the list is final.
        notes: What could not be met: quotas without enough films, places that stay empty.
    """

    decided: tuple[Decided, ...]
    ties: tuple[OpenTie, ...] = ()
    notes: tuple[str, ...] = ()

    def films(self, *outcomes: Outcome) -> tuple[str, ...]:
        """The films with one of these outcomes, best first."""
        return tuple(each.film for each in self.decided if each.outcome in outcomes)


def choose(
    candidates: Iterable[Candidate],
    top: int,
    *,
    per_category: bool = False,
    quotas: Sequence[Quota] = (),
    held: Mapping[str, str] | None = None,
    wild_cards: Mapping[str, str] | None = None,
    off: Mapping[str, str] | None = None,
) -> Choice:
    """Choose the best films.

    Args:
        candidates: All films, ranked or not, in any order.
        top: Places, overall or in each category.
        per_category: Whether `top` counts in each category.
        quotas: Bounds on the whole list; where there are too few films, the earlier is the firmer.
        held: Film → why it is on hold.
        wild_cards: Film → the chair's reason to put it on the list whatever its rank.
        off: Film → the chair's reason to keep it off the list.

    Raises:
        Refusal: `top` is not positive, a quota contradicts itself, or a decision names no
            candidate, or a film is both wild card and kept off.
    """
    films = sorted(candidates, key=lambda each: each.film)
    held, wild_cards, off = held or {}, wild_cards or {}, off or {}
    _check(films, top, (held, wild_cards, off))
    ranked = [each for each in films if each.rank is not None and each.film not in off]
    run = _Run(top, held, per_category=per_category)
    if quotas and ranked:
        run.with_quotas(ranked, quotas)
    elif per_category:
        for category in sorted({each.category for each in ranked}):
            run.plain([each for each in ranked if each.category == category])
    else:
        run.plain(ranked)
    for each in films:
        if each.film in off:
            run.tell(each, "off", _("Kept off by the chair: {why}").format(why=off[each.film]))
        elif each.rank is None:
            run.tell(each, "unranked", each.note or _("Not ranked."))
    for film, reason in wild_cards.items():
        run.wild_card(film, reason)
    return run.choice(films)


def _check(films: Sequence[Candidate], top: int, decisions: Sequence[Mapping[str, str]]) -> None:
    if top < 1:
        raise Refusal(N_("A list needs at least one place."))
    known = {each.film for each in films}
    for film in {film for decision in decisions for film in decision}:
        if film not in known:
            raise Refusal(N_("There is no film “{film}” to decide about."), film=film)
    _held, wild_cards, off = decisions
    for film in sorted(set(wild_cards) & set(off)):
        raise Refusal(N_("“{film}” is both a wild card and kept off; take one back."), film=film)


class _Run:
    """One filling of a list; collects what is decided about each film."""

    def __init__(self, top: int, held: Mapping[str, str], *, per_category: bool) -> None:
        self._top = top
        self._held = held
        self._per_category = per_category
        self._decided: dict[str, Decided] = {}
        self._ties: list[OpenTie] = []
        self._torn = Counter[str]()  # places of a category that tied films will take
        self._notes: list[str] = []

    def tell(self, each: Candidate, outcome: Outcome, why: str) -> None:
        if outcome == "in" and each.film in self._held:
            outcome = "held"
            why += " " + _("On hold, in if released: {why}").format(why=self._held[each.film])
        self._decided[each.film] = Decided(film=each.film, outcome=outcome, why=why)

    def wild_card(self, film: str, reason: str) -> None:
        if self._decided[film].outcome not in {"in", "held"}:
            why = _("Wild card of the chair, beside the places: {why}").format(why=reason)
            self._decided[film] = Decided(film=film, outcome="wild_card", why=why)

    def choice(self, films: Sequence[Candidate]) -> Choice:
        listed: Sequence[Outcome] = ("in", "held", "wild_card", "tie", "open")

        def key(each: Candidate) -> tuple[bool, bool, int, int, str]:
            on_list = self._decided[each.film].outcome in listed
            rank, within = each.rank or 0, each.category_rank or 0
            return (not on_list, each.rank is None, rank, within, each.film)

        return Choice(
            decided=tuple(self._decided[each.film] for each in sorted(films, key=key)),
            ties=tuple(self._ties),
            notes=tuple(self._notes),
        )

    def _empty(self, n: int) -> None:
        text = ngettext(
            "{n} place stays empty: there are not enough ranked films.",
            "{n} places stay empty: there are not enough ranked films.",
            n,
        )
        self._notes.append(text.format(n=n))

    # Without quotas: count.

    def plain(self, ranked: Sequence[Candidate]) -> None:
        free = self._top
        for group in _groups(ranked, per_category=self._per_category):
            if len(group) <= free:
                free -= len(group)
                for each in group:
                    self.tell(each, "in", self._by_rank(each))
            elif free:
                self._tied(group, free)
                free = 0
            else:
                for each in group:
                    self.tell(each, "out", self._below_cut(each))
        if free:
            self._empty(free)

    def _by_rank(self, each: Candidate) -> str:
        if self._per_category:
            return _("Rank {rank} in {category}, within its {top} best.").format(
                rank=each.category_rank, category=each.category, top=self._top
            )
        return _("Rank {rank}, within the {top} best.").format(rank=each.rank, top=self._top)

    def _below_cut(self, each: Candidate) -> str:
        if self._per_category:
            return _(
                "Rank {rank} in {category}; its {top} places went to better placed films."
            ).format(rank=each.category_rank, category=each.category, top=self._top)
        return _("Rank {rank}; the {top} places went to better placed films.").format(
            rank=each.rank, top=self._top
        )

    def _tied(self, group: Sequence[Candidate], places: int) -> None:
        films = tuple(each.film for each in group)
        self._ties.append(OpenTie(films=films, places=places))
        for each in group:
            self.tell(
                each,
                "tie",
                ngettext(
                    "Rank {rank}, a tie of {n} films for {places} place: the chair decides.",
                    "Rank {rank}, a tie of {n} films for {places} places: the chair decides.",
                    places,
                ).format(
                    rank=each.category_rank if self._per_category else each.rank,
                    n=len(group),
                    places=places,
                ),
            )

    # With quotas: ask before each film whether the list can still be completed.

    def with_quotas(self, ranked: Sequence[Candidate], quotas: Sequence[Quota]) -> None:
        written = spread(quotas, (_attributes(each) for each in ranked))
        kinds = {each.film: self._kind(each, written) for each in ranked}
        places, short = reachable(self._places(kinds, written))
        for quota, missing in zip(written, short, strict=True):
            if missing:
                self._notes.append(
                    _("“{quota}”: {n} short, there are not enough such films.").format(
                        quota=quota, n=missing
                    )
                )
        wanted = self._top * (len(places.caps) if self._per_category else 1)
        if empty := wanted - sum(cap for _member, cap in places.caps):
            self._empty(empty)
        filling = Filling(places)
        for group in _groups(ranked, per_category=self._per_category):
            if not self._ties:
                self._fill(group, filling, kinds, written)
                continue
            for each in group:
                kind = kinds[each.film]
                if filling.left(kind) > self._torn[kind[0]]:
                    self.tell(each, "open", _("Waits until the chair has broken the tie above."))
                else:
                    self.tell(each, "out", self._below_cut(each))

    def _fill(
        self,
        group: Sequence[Candidate],
        filling: Filling,
        kinds: Mapping[str, Kind],
        quotas: Sequence[Quota],
    ) -> None:
        """Decide about one group as far as its ties allow."""
        fitting = []
        for each in group:
            if not filling.left(kinds[each.film]):
                self.tell(each, "out", self._below_cut(each))
            else:
                fitting.append(each)
        most, ranges = filling.fitting([kinds[each.film] for each in fitting])
        numbers = Counter(kinds[each.film] for each in fitting)
        sure, torn = [], []
        for each in fitting:
            kind = kinds[each.film]
            fewest, largest = ranges[kind]
            if not largest:
                self.tell(each, "out", self._kept_out(each, kind, filling, quotas))
            elif fewest == numbers[kind]:
                self.tell(each, "in", self._let_in(each, kind, filling, quotas))
                sure.append(kind)
            else:
                torn.append(each)
        filling.put(sure)
        if torn:
            self._tied(torn, most - len(sure))
            cuts = {kinds[each.film][0] for each in torn}
            if len(cuts) == 1:  # else nobody knows yet in which category the places are taken
                self._torn[cuts.pop()] += most - len(sure)

    def _kind(self, each: Candidate, quotas: Sequence[Quota]) -> Kind:
        of = _attributes(each)
        matched = ("1" if q.value in of.get(q.attribute, ()) else "" for q in quotas)
        return (each.category if self._per_category else "", *matched)

    def _places(self, kinds: Mapping[str, Kind], quotas: Sequence[Quota]) -> Places:
        known = tuple(sorted(set(kinds.values())))
        numbers = Counter(kinds.values())
        return Places(
            kinds=known,
            available=tuple(numbers[kind] for kind in known),
            caps=tuple(
                (tuple(kind[0] == cut for kind in known), self._top)
                for cut in sorted({kind[0] for kind in known})
            ),
            bounds=tuple(
                (tuple(bool(kind[at]) for kind in known), quota.at_least, quota.at_most)
                for at, quota in enumerate(quotas, 1)
            ),
        )

    def _let_in(
        self, each: Candidate, kind: Kind, filling: Filling, quotas: Sequence[Quota]
    ) -> str:
        rank = each.category_rank if self._per_category else each.rank
        if rank is not None and rank <= self._top:
            return self._by_rank(each)
        for at, quota in enumerate(quotas):
            if kind[at + 1] and filling.taken(at) < quota.at_least:
                return _("Rank {rank}; in because of the quota “{quota}”.").format(
                    rank=rank, quota=quota
                )
        return _("Rank {rank}; moved up, as quotas keep better placed films out.").format(rank=rank)

    def _kept_out(
        self, each: Candidate, kind: Kind, filling: Filling, quotas: Sequence[Quota]
    ) -> str:
        rank = each.category_rank if self._per_category else each.rank
        needy = []
        for at, quota in enumerate(quotas):
            if kind[at + 1] and quota.at_most is not None and filling.taken(at) >= quota.at_most:
                return _("Rank {rank}; out because of the quota “{quota}”, which is full.").format(
                    rank=rank, quota=quota
                )
            if not kind[at + 1] and filling.taken(at) < quota.at_least:
                needy.append(str(quota))
        return _("Rank {rank}; out because the places left are needed for: {quotas}.").format(
            rank=rank, quotas=clauses(needy) or _("all quotas together")
        )


def _attributes(each: Candidate) -> Mapping[str, tuple[str, ...]]:
    return {"category": (each.category,), **each.attributes}


def _groups(ranked: Iterable[Candidate], *, per_category: bool) -> list[list[Candidate]]:
    """Films that nothing parts, best first."""

    def key(each: Candidate) -> tuple[int, int]:
        if each.rank is None:
            raise AssertionError(each)
        return each.rank, (each.category_rank or each.rank) if per_category else 0

    return [list(group) for _key, group in groupby(sorted(ranked, key=key), key)]
