"""The story: a whole festival, from a FilmFreeway export to a bundle that an outsider verifies.

Every act goes through the desks that windows and terminal use, with real files, keys, messages and
a mailbox folder; only the scores are made up. Incidents happen to fixed films and jurors, so that
the same seed gives the same standings by title.
"""

import shutil
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from msgspec import Struct

from jury_app.base.errors import Refusal
from jury_app.base.files import told
from jury_app.base.texts import N_, _
from jury_app.desks.chair.bundling import bundle
from jury_app.desks.chair.deciding import decide
from jury_app.desks.chair.listing import sign_list, ties
from jury_app.desks.chair.rounds import RoundAct, act
from jury_app.desks.chair.standing import ShownStandings, sign_standings
from jury_app.desks.demo.films import CATEGORIES, DemoFilm, export, films
from jury_app.desks.demo.people import DemoJuror, jurors
from jury_app.desks.demo.stage import (
    CHAIR,
    CHEAP,
    PASSPHRASE,
    Stage,
    Tell,
    jurors_table,
)
from jury_app.desks.juror.scoring import revise
from jury_app.desks.juror.signing import recuse, sign
from jury_app.desks.juror.syncing import sync
from jury_app.desks.office import people
from jury_app.desks.office.assigning import Wish, assign
from jury_app.desks.office.films import change, queries
from jury_app.desks.office.founding import found
from jury_app.desks.office.importing import apply, look
from jury_app.desks.office.inviting import invite
from jury_app.desks.office.printing import Order, print_out
from jury_app.desks.office.publishing import publish
from jury_app.desks.office.screeners import attach
from jury_app.desks.seat import Seat
from jury_app.exchange.answers import Report
from jury_app.exchange.verification import verify
from jury_app.jury.counting import CardFact
from jury_app.jury.results import Cut
from jury_app.screening.demo_clips import write_clip
from jury_app.tally.edition import ListKind

LEAST_FILMS, LEAST_JURORS = 12, 7
SECOND_PANEL = 6
"""One more than R2 asks: no film has two of them step off, so each stays complete."""
SHORTLISTED, SELECTED = 2, 1
"""How many go on in each category."""


class Played(Struct, frozen=True):
    """What the story came to.

    Attributes:
        folder: Where everything lies.
        standings: (rank, title, value) of the combined standings; films without a rank at the end.
        selected: Titles that go to the live defense.
        report: What verifying the bundle said.
    """

    folder: str
    standings: tuple[tuple[int | None, str, str], ...]
    selected: tuple[str, ...]
    report: Report


def play(
    root: Path, *, count: int = 24, jury: int = 8, seed: int = 7, tell: Tell = lambda _line: None
) -> Played:
    """Play the story in a new folder.

    Args:
        root: The folder; it must be empty or not there.
        count: How many films.
        jury: How many jurors.
        seed: Same seed, same standings by title.
        tell: Is told each step.

    Raises:
        Refusal: Too few films or jurors for the story, or the folder is in use.
        Problem: The disk says no.
    """
    if count < LEAST_FILMS or jury < LEAST_JURORS:
        raise Refusal(
            N_("The story needs at least {films} films and {jurors} jurors."),
            films=LEAST_FILMS,
            jurors=LEAST_JURORS,
        )
    if root.exists() and any(root.iterdir()):
        raise Refusal(N_("This folder is not empty; name another, or empty it."), place=str(root))
    with told(root):
        root.mkdir(parents=True, exist_ok=True)
    return _Story(root, films(count, seed), jurors(jury, seed), tell).play()


class _Story:
    """The acts in their order."""

    def __init__(
        self, root: Path, entered: Sequence[DemoFilm], jury: Sequence[DemoJuror], tell: Tell
    ) -> None:
        self._root = root
        self._films = entered
        self._jury = [juror.name for juror in jury]
        self._demo_jury = jury
        self._second = self._jury[: max(SECOND_PANEL, round(len(jury) * 0.75))]
        self._stage = Stage(root, entered, jury, tell)
        self._steps = 0
        self._seed = jury[0].seed

    def play(self) -> Played:
        """All acts."""
        for told_as, each in self._acts():
            self._steps += 1
            self._stage.tell(f"[{self._steps}/{len(self._acts())}] {told_as}")
            each()
        _write_readme(self._root)
        report = verify(self._root / "results.jury")
        return Played(
            str(self._root),
            tuple((p.rank, p.title, p.value_text) for p in self._combined.places),
            self._selected,
            report,
        )

    def _acts(self) -> list[tuple[str, Callable[[], None]]]:
        return [
            (_("The office founds the edition"), self._found),
            (_("Wave 1 is imported, queries are answered"), self._first_wave),
            (_("Screeners are attached"), self._screeners),
            (_("Jurors are entered and invited"), self._invite),
            (_("The chair joins and opens R1 until a deadline in Hong Kong"), self._open_r1),
            (_("Films are assigned, drives packed, packets published"), self._assign_r1),
            (_("Jurors join and attach their drives"), self._join),
            (_("Jurors score; one steps off before, one drops out"), self._score_r1),
            (_("One steps off after scoring; one film leaves, one gets a new cut"), self._changes),
            (_("Wave 2 brings a late film; the deadline is extended"), self._second_wave),
            (_("The last cards come in; one film stays held, one is released"), self._last_cards),
            (_("R1 closes; a late scorecard is admitted"), self._close_r1),
            (_("R1 standings and shortlist are signed"), self._shortlist),
            (_("R2: the panel scores the four axes"), self._second_round),
            (_("Combined standings and the selection for R3 are signed"), self._select),
            (_("Scorecards, standings and minutes are printed"), self._print),
            (_("The results bundles are written"), self._bundle),
        ]

    # The office -------------------------------------------------------------------------------

    def _found(self) -> None:
        found(
            self._root / "office",
            "hkaiiff-2026",
            passphrase=PASSPHRASE,
            mailbox=str(self._root / "mailbox"),
            officer="Festival office",
            chair=False,
            clock=self._stage.clock,
            cost=CHEAP,
        )

    def _late(self) -> list[DemoFilm]:
        """Films of the second wave: the last, and one more where there are many."""
        return list(self._films[-max(1, len(self._films) // 12) :])

    def _first_wave(self) -> None:
        late = {film.title for film in self._late()}
        self._import("wave-1.csv", [film for film in self._films if film.title not in late])
        self._stage.clock.advance(days=1)
        with self._stage.office() as seat:
            change(
                seat,
                [self._films[-2 - len(late)].title],
                fields={},
                state="ineligible",
                reason="The proof of human authorship was withdrawn.",
            )
            change(seat, ["received"], fields={}, state="eligible", reason="Checked.")

    def _import(self, name: str, entered: Sequence[DemoFilm]) -> None:
        path = self._root / "incoming" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(export(list(entered)))
        by_title = {film.title: film for film in entered}
        with self._stage.office() as seat:
            apply(seat, look(seat, path))
            for asked in queries(seat):
                change(
                    seat,
                    [f"#{asked.number}"],
                    fields={"category": by_title[asked.title].category},
                    state="eligible",
                    reason="The entrant chose the first category by letter.",
                )

    def _screeners(self) -> None:
        late = {film.title for film in self._late()}
        for number, film in enumerate(self._films):
            if film.title not in late:
                self._clip(number, film, "screeners")
        with self._stage.office() as seat:
            attach(seat, self._root / "screeners")

    def _clip(self, number: int, film: DemoFilm, folder: str, cut: str = "") -> None:
        """A film's file, named as entrants name them: by tracking number and something."""
        suffix = (".mp4", ".webm", ".mov")[number % 3]
        path = self._root / folder / f"HK{number + 1:05d} final{cut}{suffix}"
        path.parent.mkdir(exist_ok=True)
        write_clip(path, self._seed, film.title + cut)

    def _invite(self) -> None:
        conflicts = {self._jury[1]: self._films[0].title, self._jury[3]: "Director 5"}
        self._stepped_off = {self._films[0].title, self._films[4].title}
        table = self._root / "incoming" / "jurors.csv"
        table.write_text(
            jurors_table(self._demo_jury, self._second, conflicts), encoding="utf-8-sig"
        )
        with self._stage.office() as seat:
            people.import_people(seat, table)
            people.add(seat, people.NewPerson(name=CHAIR, roles=("chair",)))
            written = invite(seat, self._root / "invitations")
        self._invitations = {each.name: Path(each.file) for each in written}

    # R1 ---------------------------------------------------------------------------------------

    def _open_r1(self) -> None:
        self._stage.clock.advance(days=7)
        self._stage.join(CHAIR, self._invitations[CHAIR])
        self._stage.chair_sync()
        self._stage.post()
        self._stage.chair_sync()
        wanted = RoundAct(round="r1", act="open", deadline="2026-06-24T18:00")
        self._stage.entered(lambda seat: act(seat, wanted))

    def _assign_r1(self) -> None:
        with self._stage.office() as seat:
            assign(seat, Wish(round="r1", seed=self._seed))
            publish(seat)

    def _join(self) -> None:
        for name in self._jury:
            self._stage.join(name, self._invitations[name])
            with self._stage.juror(name) as seat:
                sync(seat)
        self._stage.post()
        self._stage.deliver(self._jury)

    def _score_r1(self) -> None:
        self._stage.clock.advance(days=3)
        leaves, stays = self._jury[-1], self._jury[:-1]
        self._absent, before = self._step_off(stays)
        with self._stage.juror(self._absent) as seat:
            recuse(seat, before, "knows_makers", "I taught the director.")
        self._slow, self._lost = self._slow_one(stays)
        for name in stays:
            if name != self._slow:
                self._stage.judge(name, "r1", self._with_blocks)
        with self._stage.office() as seat:
            people.leave(seat, leaves, "Fell ill.")
        self._stage.post()
        with self._stage.office() as seat:
            assign(seat, Wish(round="r1", move_from=leaves, seed=self._seed))
            publish(seat)

    def _step_off(self, names: Sequence[str]) -> tuple[str, str]:
        """(juror, title): the first of them with a film from which nobody else steps off."""
        for name in names:
            for title in self._queue(name):
                if title not in self._stepped_off and title not in self._blocked():
                    self._stepped_off.add(title)
                    return name, title
        raise AssertionError("every juror has films of their own")

    def _slow_one(self, names: Sequence[str]) -> tuple[str, str]:
        """(juror, title): who signs late, and which of their cards stays out for good.

        The film is of a category from which nothing else is taken, so that it has others.
        """
        spare = {
            film.title for film in self._films if film.category in CATEGORIES[2:]
        } - self._stepped_off.union(self._blocked())
        for name in reversed(names):
            titles = self._queue(name)
            lost = [title for title in titles if title in spare]
            if name != self._absent and len(titles) > 1 and lost:
                return name, lost[0]
        raise AssertionError("some juror has a film of these categories and another")

    def _queue(self, name: str) -> list[str]:
        """Titles of a juror's films of R1, by number."""
        from jury_app.desks.juror.reading import films as queue

        with self._stage.juror(name) as seat:
            return [film.title for film in queue(seat.folder) if film.round == "r1"]

    def _with_blocks(self, title: str, sheet: dict[str, Any]) -> dict[str, Any]:
        """Two films meet an ethics block: one stays held, the other is released."""
        if title in self._blocked():
            ethics = dict(sheet["ethics"])
            ethics["harm"] = {"answer": "block", "note": "A child is shown without consent."}
            return {**sheet, "ethics": ethics}
        return sheet

    def _blocked(self) -> tuple[str, str]:
        best = sorted(self._films[:8], key=lambda film: -film.quality)
        return best[0].title, best[1].title

    def _changes(self) -> None:
        self._stage.clock.advance(days=1)
        others = [each for each in self._jury[:-1] if each not in (self._absent, self._slow)]
        name, scored = self._step_off(others)
        with self._stage.juror(name) as seat:
            recuse(seat, scored, "business", "My company bids for the sequel.")
            sync(seat)
        withdrawn = next(
            f for f in self._films[8:] if f.title not in {*self._stepped_off, self._lost}
        )
        cut = next(
            (n, film)
            for n, film in enumerate(self._films[4:], 4)
            if film.title not in {*self._stepped_off, self._lost, withdrawn.title, *self._blocked()}
        )
        self._stage.post()
        self._clip(*cut, folder="new-cuts", cut=" v2")
        with self._stage.office() as seat:
            change(
                seat,
                [withdrawn.title],
                fields={},
                state="withdrawn",
                reason="The makers sold the rights.",
            )
            attach(
                seat, self._root / "new-cuts", cut="confirm", reason="The ending is another one."
            )
            publish(seat)

    def _second_wave(self) -> None:
        self._stage.clock.advance(days=1)
        late = self._late()
        self._import("wave-2.csv", late)
        for film in late:
            self._clip(self._films.index(film), film, "late")
        with self._stage.office() as seat:
            change(seat, ["received"], fields={}, state="eligible", reason="Checked.")
            attach(seat, self._root / "late")
            assign(seat, Wish(round="r1", seed=self._seed))
            publish(seat)
        wanted = RoundAct(
            round="r1", act="extend", deadline="2026-06-26T18:00", reason="A late film came in."
        )
        self._stage.entered(lambda seat: act(seat, wanted))

    def _last_cards(self) -> None:
        staying = self._jury[:-1]
        self._stage.deliver(staying)
        for name in staying:
            if name != self._slow:
                self._confirm(name)
                self._stage.judge(name, "r1", self._with_blocks)
        late = next(title for title in self._queue(self._slow) if title != self._lost)
        self._stage.judge(
            self._slow,
            "r1",
            lambda title, sheet: (
                None if title in (late, self._lost) else self._with_blocks(title, sheet)
            ),
        )
        self._stage.post()
        self._stage.chair_sync()
        released = self._blocked()[1]
        self._stage.entered(
            lambda seat: decide(seat, "release", released, {}, "Consent was shown to the chair.")
        )

    def _confirm(self, name: str) -> None:
        """A juror confirms the cards of films that got a new cut."""
        from jury_app.desks.juror.reading import films as queue

        with self._stage.juror(name) as seat:
            for film in queue(seat.folder):
                if film.round == "r1" and film.state == "confirm":
                    revise(seat, film.film, "r1", "I watched the new cut; my judgement stands.")
                    sign(seat, "r1", film.film)

    def _close_r1(self) -> None:
        self._stage.clock.advance(days=8)
        self._stage.entered(
            lambda seat: act(
                seat, RoundAct(round="r1", act="close", early=True, reason="The deadline is over.")
            )
        )
        self._stage.judge(self._slow, "r1")
        self._stage.post()
        self._stage.chair_sync()
        with self._stage.chair() as seat:
            lost = self._stage.titles(seat).find(self._lost)
            late = [card.hash for card in _late_cards(seat) if card.film != lost]
        for card in late:
            self._admit(card)

    def _admit(self, card: str) -> None:
        self._stage.entered(
            lambda seat: decide(seat, "admit", card, {}, "The train had no network until morning.")
        )

    # Results ------------------------------------------------------------------------------------

    def _shortlist(self) -> None:
        cut = Cut(top=SHORTLISTED, per_category=True)
        self._standings("r1")
        self._break_ties("shortlist", "r1", cut)
        self._stage.entered(lambda seat: sign_list(seat, "shortlist", cut, "By the standings."))

    def _standings(self, standing: str) -> ShownStandings:
        shown: ShownStandings = self._stage.entered(lambda seat: sign_standings(seat, standing))
        return shown

    def _break_ties(self, kind: ListKind, standing: str, cut: Cut) -> None:
        """The chair breaks ties across the cut by title, with a reason, and signs again."""
        while True:
            with self._stage.chair() as seat:
                tied = ties(seat, kind, cut)
                titles = self._stage.titles(seat)
            if not tied:
                return
            ordered = sorted(titles.title(film) for film in tied[0])
            for first, second in pairwise(ordered):
                self._tie_break(first, second, standing)
            self._standings(standing)

    def _tie_break(self, film: str, over: str, standing: str) -> None:
        fields = {"over": over, "standing": standing}
        self._stage.entered(
            lambda seat: decide(seat, "tie_break", film, fields, "The panel's second talk.")
        )

    def _second_round(self) -> None:
        wanted = RoundAct(round="r2", act="open", deadline="2026-07-12T18:00")
        self._stage.entered(lambda seat: act(seat, wanted))
        with self._stage.office() as seat:
            assign(seat, Wish(round="r2", seed=self._seed))
            publish(seat)
        self._stage.deliver(self._second)
        self._stage.clock.advance(days=3)
        for name in self._second:
            self._stage.judge(name, "r2")
        self._stage.post()
        self._stage.chair_sync()
        self._stage.entered(
            lambda seat: act(
                seat, RoundAct(round="r2", act="close", early=True, reason="All have signed.")
            )
        )

    def _select(self) -> None:
        cut = Cut(top=SELECTED, per_category=True)
        self._standings("r2")
        self._combined = self._standings("combined")
        self._break_ties("selection", "combined", cut)
        signed = self._stage.entered(
            lambda seat: sign_list(seat, "selection", cut, "By the combined standings.")
        )
        self._selected = tuple(film.title for film in signed.films if film.state == _("in"))
        self._stage.entered(lambda seat: act(seat, RoundAct(round="r2", act="decided")))

    def _print(self) -> None:
        prints = self._root / "prints"
        with self._stage.office() as seat:
            for order in (
                Order(what="scorecards", by="film"),
                Order(what="standings"),
                Order(what="minutes"),
            ):
                print_out(seat, order, prints)

    def _bundle(self) -> None:
        with self._stage.chair() as seat:
            bundle(seat, self._root / "results.jury")
            bundle(seat, self._root / "results-public.jury", public=True)


def _late_cards(seat: Seat) -> list[CardFact]:
    """Cards that came after the closing, in the ledger's order."""
    from jury_app.jury.counting import card_states
    from jury_app.store import cards, documents

    with seat.workspace.reading() as reader:
        course = documents.course(reader)
        facts = [card.fact for card in cards.of_round(reader, "r1")]
    states = card_states(course, facts)
    return [fact for fact in facts if states[fact.hash] == "late"]


def _write_readme(root: Path) -> None:
    from jury_app.base import places

    shutil.copyfile(places.resource("demo", "story", "README.md"), root / "README.md")
