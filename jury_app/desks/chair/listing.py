"""Shortlist and selection at the chair's desk: signed lists that follow from signed standings."""

from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct

from jury_app.base.errors import Refusal
from jury_app.base.texts import N_, _
from jury_app.base.texts import language as language_in_use
from jury_app.desks.catalogue import Catalogue, catalogue
from jury_app.desks.chair.standing import refuse_ahead
from jury_app.desks.ledger import Parting, act, point
from jury_app.desks.lists import latest_standings
from jury_app.desks.rules import locked_rules, wording_in
from jury_app.desks.seat import Seat
from jury_app.jury import results
from jury_app.rules.forms import Wording
from jury_app.rules.rules import Rules
from jury_app.tally.edition import ListKind, ListResult, choose, may_be_chosen

STANDING_OF: dict[ListKind, str] = {"shortlist": "r1", "selection": "combined"}
"""List → the standings from which it follows."""


class ShownChoice(Struct, frozen=True):
    """A film on or off a list, and why; `label` is its category's name."""

    film: str
    title: str
    category: str
    label: str
    state: str
    why: str


class ShortCategory(Struct, frozen=True):
    """A category of which fewer films are on a list than it has places.

    Attributes:
        category: Its id.
        label: Its name.
        films: Films in it that the standings name, complete or not.
        ranked: How many of these are ranked.
        open: How many of these may be chosen: gate and overrides keep the others off.
        places: How many places it has.
    """

    category: str
    label: str
    films: int
    ranked: int
    open: int
    places: int

    @property
    def text(self) -> str:
        """It in a sentence."""
        if not self.films:
            words = _("{category}: no film competes in it.")
        elif not self.ranked:
            words = _(
                "{category}: none of its films ({films}) is complete, so none is on the list."
            )
        elif self.open < self.ranked:
            words = _(
                "{category}: {open} of {films} films may be chosen, for {places} places; the gate"
                " or a decision keeps others off the list."
            )
        else:
            words = _("{category}: {ranked} of {films} films are complete, for {places} places.")
        return words.format(
            category=self.label,
            films=self.films,
            ranked=self.ranked,
            open=self.open,
            places=self.places,
        )


class SignedList(Struct, frozen=True):
    """A list that was signed; `short`: categories that do not fill their places."""

    kind: str
    hash: str
    films: tuple[ShownChoice, ...]
    short: tuple[ShortCategory, ...] = ()


def ties(seat: Seat, kind: ListKind, cut: results.Cut) -> tuple[tuple[str, ...], ...]:
    """Films told as a tie across the cut: the chair must break each before the list is signed."""
    _, _, _, chosen = _chosen(seat, kind, cut)
    return chosen.ties


def sign_list(seat: Seat, kind: ListKind, cut: results.Cut, reason: str = "") -> SignedList:
    """Sign a shortlist or selection.

    Args:
        seat: The chair's seat.
        kind: Which list.
        cut: How many, overall or in each category.
        reason: Kept with the list.

    Raises:
        Refusal: There are no signed standings, or a tie lies across the cut.
    """
    known, digest, standings, chosen = _chosen(seat, kind, cut)
    if chosen.ties:
        raise Refusal(
            N_(
                "A tie lies across the cut: {titles}. Break it with a reason: chair decide DIR"
                " tie_break FILM --set over=FILM --set standing={standing} --reason …, then sign"
                " the standings again."
            ),
            titles=" · ".join(" = ".join(map(known.title, tie)) for tie in chosen.ties),
            standing=standings.standing,
        )
    parting = Parting(seat)
    with seat.workspace.reading() as reader:
        refuse_ahead(reader)
        its_point = point(reader)
        wording = wording_in(reader, language_in_use())
        rules = locked_rules(seat, reader)
    form = results.Shortlist if kind == "shortlist" else results.Selection
    document = form(
        edition=seat.edition,
        standings=digest,
        ledger=its_point,
        cut=cut,
        films=chosen.films,
        held=chosen.held,
        off=chosen.off,
        at=seat.now,
        parts=parting.reason(reason),
    )
    signed = act(seat, [parting.said(document)])
    short = _short(standings.places, chosen.off, rules, cut, wording) if cut.per_category else ()
    return SignedList(kind, signed[0].hash, _shown(known, chosen, wording), tuple(short))


def _short(
    places: Sequence[results.Place],
    off: Collection[str],
    rules: Rules,
    cut: results.Cut,
    wording: Wording,
) -> Iterator[ShortCategory]:
    for category in rules.categories:
        its = [place for place in places if place.category == category.id]
        ranked = sum(place.state == "ranked" for place in its)
        free = sum(may_be_chosen(place, off) for place in its)
        if free < cut.top:
            label = wording.label(f"category/{category.id}")
            yield ShortCategory(category.id, label, len(its), ranked, free, cut.top)


def _chosen(
    seat: Seat, kind: ListKind, cut: results.Cut
) -> tuple[Catalogue, str, results.Standings, ListResult]:
    with seat.workspace.reading() as reader:
        known = catalogue(reader)
        rules = locked_rules(seat, reader)
        found = latest_standings(reader, STANDING_OF[kind])
    if found is None:
        raise Refusal(
            N_("Sign the standings first: chair standings DIR --round {standing}"),
            standing=STANDING_OF[kind],
        )
    digest, standings = found
    return known, digest, standings, choose(known.course, standings.places, rules, kind, cut)


def _shown(known: Catalogue, chosen: ListResult, wording: Wording) -> tuple[ShownChoice, ...]:
    rows = [
        (each.film, _("in"), _("by rank") if each.how == "rank" else _("by the chair's decision"))
        for each in chosen.films
    ]
    rows += [(film, _("held"), _("on hold: in if released")) for film in chosen.held]
    rows += [(film, _("out"), _("kept off by the chair")) for film in chosen.off]
    shown = []
    for film, state, why in rows:
        category = known.course.films[film].category or ""
        label = wording.label(f"category/{category}") if category else ""
        shown.append(ShownChoice(film, known.title(film), category, label, state, why))
    return tuple(shown)
