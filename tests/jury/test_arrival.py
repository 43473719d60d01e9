"""A juror hears of things late, and reads them as the ledger has them, however they arrive."""

from typing import Any

import hypothesis.strategies as st
import msgspec
from hypothesis import settings
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from jury_app.jury import decisions as d
from jury_app.jury.course import Course, Entered, read_course
from jury_app.jury.packets import asked_of, concerns, endorsements_told, films_of, to_be_placed
from jury_app.jury.scorecard import Endorsement
from jury_app.rules.rules import Endorsements
from tests.jury.edition import EDITION, NOW, Ledger, idof, small_rules

KEY = "c" * 64
JURORS = ("ada", "bo", "cy")
KINDS = ("open", "query", "eligible", "ineligible", "withdraw", "recategorise", "void", "hold")
ASKED = st.dictionaries(st.sampled_from(KINDS), st.integers(1, 2), max_size=5)
"""Kind of decision → how many jurors must endorse it, by some rules."""
MOVES = (d.Query, d.Eligible, d.Ineligible, d.Withdraw)


class Desk:
    """A juror's: what came, in the order in which it came, and what was told of places."""

    def __init__(self) -> None:
        self.came: list[Entered] = []
        self.places: dict[str, int] = {}

    @property
    def hashes(self) -> set[str]:
        return {each.hash for each in self.came}

    @property
    def course(self) -> Course:
        return read_course(self.came, self.places)

    def take(self, packet: list[Entered], places: dict[str, int]) -> None:
        self.places |= places
        for each in packet:
            self.came.append(msgspec.structs.replace(each, index=len(self.came)))


class Arrivals(RuleBasedStateMachine):
    """An office that decides, opens, assigns and tells its jurors, in any order."""

    films = Bundle("films")
    decided = Bundle("decided")

    def __init__(self) -> None:
        super().__init__()
        self.ledger = Ledger()
        self.desks = {who: Desk() for who in JURORS}
        self.rounds = 0

    @rule(target=films)
    def enter_film(self) -> str:
        return self.ledger.film(f"film-{self.ledger.size}")

    @rule(target=decided, asked=ASKED, again=st.booleans())
    def open_round(self, asked: dict[str, int], again: bool) -> Any:
        needs = tuple(
            Endorsements(kind=f"decision/{kind}", role="juror", count=count)
            for kind, count in asked.items()
        )
        rules = msgspec.structs.replace(small_rules(), endorsements=needs)
        if not (again and self.rounds):
            self.rounds += 1
        locked = self.ledger.add(rules)
        return self.ledger.open(f"r{self.rounds}", rules=locked)

    @rule(target=decided, film=films, move=st.sampled_from(MOVES))
    def move(self, film: str, move: type[d.Decision]) -> str:
        return self.ledger.decide(move, film=film)

    @rule(target=decided, film=films, category=st.sampled_from(["generative", "procedural"]))
    def recategorise(self, film: str, category: str) -> str:
        return self.ledger.decide(d.Recategorise, film=film, category=category, cards="stay")

    @rule(target=decided, film=films)
    def hold(self, film: str) -> str:
        return self.ledger.decide(d.Hold, film=film, about="ethics")

    @rule(film=films, who=st.sampled_from(JURORS))
    def assign(self, film: str, who: str) -> None:
        self.ledger.assign(who, film)

    @rule(hash_=decided, who=st.sampled_from(JURORS))
    def endorse(self, hash_: str, who: str) -> None:
        document = Endorsement(edition=EDITION, document=hash_, key=KEY, at=NOW)
        self.ledger.add(document)
        last = self.ledger.entries[-1]
        self.ledger.entries[-1] = msgspec.structs.replace(last, signer=idof(who))

    @rule(who=st.sampled_from(JURORS))
    def tell(self, who: str) -> None:
        entries, desk = self.told(who), self.desks[who]
        fresh = [each for each in entries if each.hash not in desk.hashes]
        placed = to_be_placed(self.ledger.course, fresh, entries)
        desk.take(fresh, {each.hash: each.index for each in entries if each.hash in placed})
        self.compare(who)

    def told(self, who: str) -> list[Entered]:
        """What the packets of a juror hold who has scored all films that are theirs."""
        course, person = self.ledger.course, idof(who)
        films = films_of(course, person)
        asked = asked_of(course, person, frozenset(), {})
        told, _by = endorsements_told(course, person, films, frozenset(), frozenset())
        return [
            each
            for each in self.ledger.entries
            if concerns(each.document, person, films, frozenset())
            or each.hash in asked
            or (
                isinstance(each.document, Endorsement)
                and (each.signer == person or each.document.document in told)
            )
        ]

    def compare(self, who: str) -> None:
        office, juror, known = self.ledger.course, self.desks[who].course, self.desks[who].hashes
        assert {hash_: each.need for hash_, each in juror.endorsed.items()} == {
            hash_: each.need for hash_, each in office.endorsed.items() if hash_ in known
        }
        for film in films_of(office, idof(who)):
            ours, theirs = office.films[film], juror.films[film]
            assert (theirs.state, theirs.category) == (ours.state, ours.category)
        assert {each.round: each.rules for each in juror.rounds.values()} == {
            each.round: each.rules for each in office.rounds.values()
        }

    @invariant()
    def everybody_who_is_told_everything_agrees(self) -> None:
        for who, desk in self.desks.items():
            if {each.hash for each in self.told(who)} <= desk.hashes:
                self.compare(who)


TestArrivals = Arrivals.TestCase
TestArrivals.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
