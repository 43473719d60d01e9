"""Assigning at the office's desk: a plan for a round, single films, handing over, taking back."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from jury_app.base.errors import Refusal
from jury_app.base.texts import N_, _, ngettext, series
from jury_app.desks.catalogue import Catalogue, catalogue
from jury_app.desks.ledger import Parting, Said, act
from jury_app.desks.lists import films_going_on
from jury_app.desks.office.conflicts import Conflicts, names
from jury_app.desks.office.people import has_left, juror_of, unassigned
from jury_app.desks.rules import locked_rules
from jury_app.desks.seat import Seat
from jury_app.intake.jurors import Juror
from jury_app.jury import decisions as d
from jury_app.jury.scorecard import ends_with_assignment
from jury_app.rules.rules import Rules
from jury_app.store import cards, office
from jury_app.tally.assignment import Plan
from jury_app.tally.assignment import assign as solve
from jury_app.tally.eligibility import FilmToJudge, JurorToAssign

UNKNOWN_LENGTH = 15
"""Minutes that a film counts as whose length is not known."""
_NAMED = 5
"""How many films or conflicts a note names."""


class Wish(Struct, frozen=True, kw_only=True):
    """What is to be assigned.

    Attributes:
        round: In which round.
        per_film: Reviews a film; the rules' least number, unless given.
        panel: Only people of this panel; the round's own, unless given, or all jurors.
        add: (film, juror) to assign as they are.
        remove: (film, juror) to take back.
        move_from: Whose films that are not signed go to others.
        by_language: Whether a juror must know the film's language.
        seed: Decides between plans that are equally good.
    """

    round: str
    per_film: int | None = None
    panel: str | None = None
    add: tuple[tuple[str, str], ...] = ()
    remove: tuple[tuple[str, str], ...] = ()
    move_from: str | None = None
    by_language: bool = False
    seed: int = 1


class JurorLoad(Struct, frozen=True):
    """What a juror has under the plan, and what the plan changes."""

    juror: str
    films: int
    minutes: int
    added: int
    removed: int


class Assigned(Struct, frozen=True):
    """A plan that was applied, or shown."""

    round: str
    load: tuple[JurorLoad, ...]
    notes: tuple[str, ...]
    assigned: tuple[tuple[str, str], ...]
    removed: tuple[tuple[str, str], ...]


def assign(seat: Seat, wish: Wish, *, dry_run: bool = False) -> Assigned:
    """Assign films of a round; with `dry_run` only show the plan.

    Raises:
        Refusal: No such round, film or juror, or nobody sits on the panel.
    """
    seat.require("office")
    with seat.workspace.reading() as reader:
        table = _Table(
            catalogue(reader),
            locked_rules(seat, reader),
            office.people(reader),
            {(c.fact.film, c.fact.juror, c.fact.round) for c in cards.every(reader)},
            wish,
        )
        table.only(films_going_on(reader, table.rules, wish.round))
    new, gone, notes = table.changes()
    if not dry_run:
        act(seat, _said(seat, wish.round, new, gone))
    return table.shown(new, gone, notes)


class _Table:
    """Films, jurors and what is assigned in one round."""

    def __init__(
        self,
        known: Catalogue,
        rules: Rules,
        people: Mapping[str, office.Person],
        signed: set[tuple[str, str, str]],
        wish: Wish,
    ) -> None:
        if wish.round not in {each.id for each in rules.rounds}:
            raise Refusal(N_("The rules have no round “{round}”."), round=wish.round)
        self.known = known
        self.wish = wish
        self._signed = {(film, juror) for film, juror, each in signed if each == wish.round}
        self._per_film = wish.per_film or rules.round(wish.round).min_reviews
        self._people = people
        self.current = sorted(known.course.assignments(wish.round), key=self._order)
        self.rules = rules
        self._conflicts = Conflicts(known)
        self.films = {
            film: course.category
            for film, course in known.course.films.items()
            if course.state == "eligible" and course.category is not None
        }

    def only(self, films: frozenset[str] | None) -> None:
        """Leave out films that no list sent to this round; none are left out for None.

        Raises:
            Refusal: None is left.
        """
        if films is not None:
            self.films = {film: each for film, each in self.films.items() if film in films}
        if not self.films:
            raise Refusal(N_("No film goes to round {round} yet."), round=self.wish.round.upper())

    def _order(self, pair: tuple[str, str]) -> tuple[int, str]:
        film, juror = pair
        return self.known.course.films[film].number, self.known.name(juror)

    def changes(
        self,
    ) -> tuple[list[tuple[str, str]], list[tuple[str, str]], list[str]]:
        """(film, juror) to assign, to take back, and what there is to say.

        Raises:
            Refusal: Somebody is wished for a film that they stepped off.
        """
        wish, known = self.wish, self.known
        gone = [(known.find(film), known.find_person(who)) for film, who in wish.remove]
        new = [(known.find(film), known.find_person(who)) for film, who in wish.add]
        for film, juror in new:
            recusal = known.course.recusals.get((film, juror))
            if recusal is not None and not ends_with_assignment(recusal.document):
                raise Refusal(
                    N_("{name} stepped off “{title}”."),
                    name=known.name(juror),
                    title=known.title(film),
                )
        leaving = None if wish.move_from is None else known.find_person(wish.move_from)
        if leaving is not None:
            gone += [
                pair for pair in self.current if pair[1] == leaving and pair not in self._signed
            ]
        if wish.add or wish.remove:
            return [p for p in new if p not in self.current], gone, []
        plan = self._plan(leaving, {pair for pair in self.current if pair not in gone})
        notes = [short.text for short in plan.short] + list(plan.changes)
        notes += [
            _("Same family name, a relation? {film} – {juror}").format(
                film=known.title(film), juror=known.name(juror)
            )
            for film, juror in plan.questions
        ]
        notes += self._asides(plan)
        return list(plan.new), gone, notes

    def _asides(self, plan: Plan) -> Iterator[str]:
        """What the plan rests on, and what it leaves."""
        lengthless = [
            self.known.title(film)
            for film in self.films
            if "seconds" not in self.known.films.get(film, {})
        ]
        n = len(lengthless)
        if n:
            yield ngettext(
                "{n} film without a length counted as {minutes} min: {titles}",
                "{n} films without a length counted as {minutes} min: {titles}",
                n,
            ).format(n=n, minutes=UNKNOWN_LENGTH, titles=_few(lengthless))
        nobody = self._conflicts.unmatched
        if nobody:
            yield _("Conflicts that name no film or maker here: {texts}").format(texts=_few(nobody))
        n = len(plan.apart)
        if n and plan.connected:
            pairs = [f"{self.known.name(a)} – {self.known.name(b)}" for a, b in plan.apart]
            yield ngettext(
                "{n} pair of jurors judges no film in common; how harsh they are is compared"
                " through others: {pairs}",
                "{n} pairs of jurors judge no film in common; how harsh they are is compared"
                " through others: {pairs}",
                n,
            ).format(n=n, pairs=_few(pairs))

    def _plan(self, leaving: str | None, kept: set[tuple[str, str]]) -> Plan:
        films = [
            self._film(film)
            for film in sorted(self.films, key=lambda f: self.known.course.films[f].number)
        ]
        return solve(
            films,
            self._jurors(leaving),
            self._per_film,
            sorted(kept, key=self._order),
            self.wish.seed,
        )

    def _film(self, film: str) -> FilmToJudge:
        values = self.known.films.get(film, {})
        return FilmToJudge(
            film=film,
            minutes=self._minutes(film),
            category=self.films[film],
            languages=(str(values["language"]),)
            if self.wish.by_language and "language" in values
            else (),
            studios=(str(values["studio"]),) if "studio" in values else (),
            people=names(str(values.get("directors", ""))),
            title=self.known.title(film),
        )

    def _jurors(self, leaving: str | None) -> list[JurorToAssign]:
        panel = self.wish.panel or self.wish.round
        jurors = [
            person
            for person, document in self.known.course.persons.items()
            if "juror" in document.roles
            and person != leaving
            and not has_left(self._people.get(person))
        ]
        on_panel = [p for p in jurors if panel in self.known.course.persons[p].panels]
        anywhere = [p for p in jurors if not self.known.course.persons[p].panels]
        listed = on_panel or ([] if self.wish.panel else anywhere)
        if not listed:
            raise Refusal(
                N_(
                    "Nobody sits on the panel “{panel}”. Name another (--panel), or import the"
                    " jurors' table again with this panel."
                ),
                panel=panel,
            )
        return [self._juror(person) for person in sorted(listed, key=self.known.name)]

    def _juror(self, person: str) -> JurorToAssign:
        kept = self._people.get(person)
        said = (juror_of(kept) if kept else None) or Juror()
        recused = {film for film, who in self.known.course.recusals if who == person}
        named = (self._conflicts.films(text) for text in said.conflicts)
        return JurorToAssign(
            juror=person,
            minutes=said.minutes,
            categories=said.categories,
            languages=said.languages if self.wish.by_language else (),
            affiliations=said.affiliations,
            conflicts=frozenset(recused).union(*named),
            name=self.known.name(person),
        )

    def shown(
        self, new: list[tuple[str, str]], gone: list[tuple[str, str]], notes: list[str]
    ) -> Assigned:
        """The plan with every juror's load after it."""
        after = [pair for pair in self.current if pair not in gone] + new
        people = sorted({who for _, who in [*after, *gone]}, key=self.known.name)
        load = tuple(
            JurorLoad(
                self.known.name(who),
                sum(w == who for _, w in after),
                sum(self._minutes(film) for film, w in after if w == who),
                sum(w == who for _, w in new),
                sum(w == who for _, w in gone),
            )
            for who in people
        )
        return Assigned(self.wish.round, load, tuple(notes), tuple(new), tuple(gone))

    def _minutes(self, film: str) -> int:
        seconds = self.known.films.get(film, {}).get("seconds")
        return UNKNOWN_LENGTH if seconds is None else -(-int(seconds) // 60)


def _few(texts: Sequence[str]) -> str:
    """The first of many, and that there are more."""
    return series([*texts[:_NAMED], "…" if len(texts) > _NAMED else ""])


def _said(
    seat: Seat, round_id: str, new: list[tuple[str, str]], gone: list[tuple[str, str]]
) -> list[Said]:
    """One decision a juror for what is taken back, and one for what is assigned."""
    said = []
    for juror in dict.fromkeys(who for _film, who in gone):
        films = [film for film, who in gone if who == juror]
        said.append(unassigned(seat, juror, round_id, films, _("Handed over by the office.")))
    for juror in dict.fromkeys(who for _film, who in new):
        parting = Parting(seat)
        said.append(
            parting.said(
                d.Assign(
                    edition=seat.edition,
                    at=seat.now,
                    juror=juror,
                    round=round_id,
                    films=tuple(film for film, who in new if who == juror),
                )
            )
        )
    return said
