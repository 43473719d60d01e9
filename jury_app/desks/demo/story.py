"""The story: a whole festival, from a FilmFreeway export to a bundle that an outsider verifies.

Every act goes through the desks that windows and terminal use, with real files, keys, messages and
a mailbox folder; only the scores are made up. Incidents happen to fixed films and jurors, so that
the same seed gives the same standings by title.
"""

import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from msgspec import Struct

from jury_app.base.errors import Refusal
from jury_app.base.texts import N_, _
from jury_app.desks.chair.bundling import bundle
from jury_app.desks.chair.deciding import decide
from jury_app.desks.chair.listing import sign_list, ties
from jury_app.desks.chair.rounds import RoundAct, act
from jury_app.desks.chair.sessions import Defense, minute
from jury_app.desks.chair.standing import ShownStandings, sign_standings
from jury_app.desks.demo.films import films
from jury_app.desks.demo.first_round import FirstRound
from jury_app.desks.demo.people import jurors
from jury_app.desks.demo.stage import CHAIR, Tell, make_root
from jury_app.desks.endorsing import asked, endorse
from jury_app.desks.juror.syncing import sync
from jury_app.desks.office.assigning import Wish, assign
from jury_app.desks.office.printing import Order, print_out
from jury_app.desks.office.publishing import publish
from jury_app.exchange.answers import Report
from jury_app.exchange.verification import verify
from jury_app.jury.results import Cut
from jury_app.jury.scorecard import DEFENSE
from jury_app.tally.edition import ListKind

LEAST_FILMS, LEAST_JURORS = 12, 7
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
    make_root(root)
    return _Story(root, films(count, seed), jurors(jury, seed), tell).play()


class _Story(FirstRound):
    """All acts in their order, and those that decide."""

    def play(self) -> Played:
        """All acts."""
        acts = self._acts()
        for step, (told_as, each) in enumerate(acts, 1):
            self._stage.tell(f"[{step}/{len(acts)}] {told_as}")
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
            (_("R3: defenses are held, minuted and scored"), self._defend),
            (_("An honour is given, and two jurors endorse it"), self._honour),
            (_("Scorecards, standings and minutes are printed"), self._print),
            (_("The results bundles are written"), self._bundle),
        ]

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

    def _defend(self) -> None:
        """The selected films are defended before jurors of the second panel."""
        stage = self._stage
        wanted = RoundAct(round=DEFENSE, act="open", deadline="2026-07-22T18:00")
        stage.entered(lambda seat: act(seat, wanted))
        with stage.office() as seat:
            assign(seat, Wish(round=DEFENSE, panel="r2", seed=self._seed))
        for title in self._selected:
            stage.clock.advance(hours=2)
            held = Defense(
                film=title,
                began=stage.clock.now().isoformat(),
                room="Theatre 2",
                present=(CHAIR, "The director, by video"),
                questions=("Which decisions did the system take on its own?",),
            )
            with stage.chair() as seat:
                minute(seat, held)
        stage.chair_sync()
        stage.post()
        for name in self._second:
            stage.judge(name, DEFENSE)
        stage.post()
        stage.chair_sync()
        done = RoundAct(round=DEFENSE, act="close", early=True, reason="All have signed.")
        stage.entered(lambda seat: act(seat, done))

    def _honour(self) -> None:
        stage, title = self._stage, self._selected[0]
        given = stage.entered(
            lambda seat: decide(
                seat, "honour", title, {"honour": "unicorn-gold"}, "The panel was of one mind."
            )
        )
        endorsed = 0
        for name in self._second:
            with stage.juror(name) as seat:
                sync(seat)
                if endorsed < given.missing and any(a.hash == given.hash for a in asked(seat)):
                    endorse(seat, given.hash)
                    sync(seat)
                    endorsed += 1
        stage.post()
        stage.chair_sync()

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


def _write_readme(root: Path) -> None:
    from jury_app.base import places

    shutil.copyfile(places.resource("demo", "story", "README.md"), root / "README.md")
