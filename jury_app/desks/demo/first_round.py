"""The story's first round: jurors score, step off, drop out; films leave, change, come late."""

from collections.abc import Sequence
from typing import Any

from jury_app.desks.chair.deciding import decide
from jury_app.desks.chair.rounds import RoundAct, act
from jury_app.desks.demo.films import CATEGORIES
from jury_app.desks.demo.preparation import Preparation
from jury_app.desks.demo.stage import CHAIR
from jury_app.desks.juror.reading import films as queue
from jury_app.desks.juror.scoring import revise
from jury_app.desks.juror.signing import recuse, sign
from jury_app.desks.juror.syncing import sync
from jury_app.desks.office import people
from jury_app.desks.office.assigning import Wish, assign
from jury_app.desks.office.films import change
from jury_app.desks.office.publishing import publish
from jury_app.desks.office.screeners import attach
from jury_app.desks.seat import Seat
from jury_app.jury.counting import CardFact, card_states
from jury_app.store import cards, documents


class FirstRound(Preparation):
    """The acts of R1, from its opening to its closing."""

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


def _late_cards(seat: Seat) -> list[CardFact]:
    """Cards that came after the closing, in the ledger's order."""
    with seat.workspace.reading() as reader:
        course = documents.course(reader)
        facts = [card.fact for card in cards.of_round(reader, "r1")]
    states = card_states(course, facts)
    return [fact for fact in facts if states[fact.hash] == "late"]
