"""The story from the checkout: one command plays a festival, and all it tells is true of it."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from jury_app.desks.catalogue import Catalogue, catalogue
from jury_app.desks.chair.standing import ShownPlace, look
from jury_app.desks.demo.stage import PASSPHRASE
from jury_app.desks.ledger import identity
from jury_app.desks.lists import latest_list
from jury_app.desks.seat import Seat
from jury_app.jury import decisions as d
from jury_app.jury.counting import CardFact, card_states
from jury_app.jury.scorecard import Scorecard, Session
from jury_app.store import cards, documents, parts, settings

FILMS, JURORS, SEED = 12, 7, 7


def jury_app(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """The program, as a person starts it."""
    command = [sys.executable, "-m", "jury_app", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)


def demo(folder: Path) -> dict:
    """What the story of these films and jurors comes to."""
    done = jury_app(
        "demo", folder, "--headless", f"--films={FILMS}", f"--jurors={JURORS}", f"--seed={SEED}",
        "--json",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "[19/19]" in done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="session")
def story(tmp_path_factory) -> tuple[Path, dict]:
    """The folder of a festival that was played by the command, and what the command answered."""
    folder = tmp_path_factory.mktemp("story") / "festival"
    return folder, demo(folder)


class Office:
    """What the office's workspace holds at the end."""

    def __init__(self, folder: Path) -> None:
        with Seat(folder / "office", passphrase=lambda: PASSPHRASE) as seat:
            with seat.workspace.reading() as reader:
                self.known: Catalogue = catalogue(reader)
                self.documents = [each.decoded() for each in documents.read(reader)]
                entered = [card.fact for card in cards.every(reader)]
                self.lists = {
                    kind: latest_list(reader, kind)[1] for kind in ("shortlist", "selection")
                }
                self.reasons = parts.values(
                    reader,
                    (p.hash for each in self.documents for p in getattr(each, "parts", ())),
                )
            self.r1, self.r2, self.combined = (
                look(seat, name).places for name in ("r1", "r2", "combined")
            )
        self.cards: list[CardFact] = entered
        self.states = card_states(self.known.course, entered)

    def of(self, kind: type) -> list:
        """Documents of a type, in the ledger's order."""
        return [each for each in self.documents if isinstance(each, kind)]

    def at(self, document: object) -> int:
        """Place of a document in the ledger."""
        return self.documents.index(document)


@pytest.fixture(scope="session")
def office(story) -> Office:
    return Office(story[0])


@pytest.mark.parametrize("bundle", ["results.jury", "results-public.jury"])
def test_outsider_verifies_the_bundle(story, bundle):
    done = jury_app("verify", story[0] / bundle, "--json")
    assert done.returncode == 0
    report = json.loads(done.stdout)
    assert report["answer"] == "yes"
    assert {step["answer"] for step in report["steps"]} == {"yes"}


def test_query_is_answered_and_the_film_competes_in_one_category(office):
    (asked,) = office.of(d.Query)
    film = office.known.course.films[asked.film]
    assert film.category is not None
    assert film.state == "eligible"


def test_one_film_is_ineligible_and_one_withdrawn_with_their_cards_not_ranked(office):
    states = Counter(film.state for film in office.known.course.films.values())
    assert states == {"eligible": FILMS - 2, "ineligible": 1, "withdrawn": 1}
    ranked = {place.film for place in office.r1}
    for film in office.known.course.films.values():
        assert (film.film in ranked) == (film.state == "eligible")


def test_one_recuses_before_scoring_and_one_after(office):
    course = office.known.course
    assert len(course.recusals) == 2
    scored = {(card.film, card.juror) for card in office.cards}
    assert Counter(pair in scored for pair in course.recusals) == {True: 1, False: 1}
    assert Counter(office.states.values())["recused"] == 1
    for pair in course.recusals:
        assert pair not in course.assignments("r1")


def test_who_drops_out_is_replaced_and_given_nothing_again(office):
    (taken,) = office.of(d.Unassign)
    assert taken.juror not in {juror for _, juror in office.known.course.assignments("r1")}
    assert taken.juror not in {card.juror for card in office.cards}
    counts = Counter(film for film, _ in office.known.course.assignments("r1"))
    for film in taken.films:
        if office.known.course.films[film].state == "eligible":
            assert counts[film] == 3


def test_new_cut_is_confirmed_by_every_juror_who_had_signed(office):
    (cut,) = office.of(d.NewCut)
    assert cut.effect == "confirm"
    confirmed = [
        card
        for card in office.of(Scorecard)
        if card.film == cut.film and card.round == "r1" and card.supersedes
    ]
    assert confirmed
    assert {card.screener for card in confirmed} == {cut.screener}
    current = [
        office.states[card.hash]
        for card in office.cards
        if card.film == cut.film and card.round == "r1"
    ]
    assert set(current) <= {"counts", "superseded"}


def test_late_film_of_wave_two_is_judged_like_the_others(office):
    opened = office.of(d.Open)[0]
    late = max(office.known.course.films.values(), key=lambda film: film.number)
    assert office.at(late.document) > office.at(opened)
    assert next(place for place in office.r1 if place.film == late.film).rank is not None


def test_deadline_is_in_hong_kong_time_and_was_extended(office):
    opened = office.of(d.Open)[0]
    (extended,) = office.of(d.Extend)
    assert (opened.zone, opened.deadline) == ("Asia/Hong_Kong", "2026-06-24T10:00:00Z")
    assert extended.deadline == "2026-06-26T10:00:00Z"
    assert office.known.course.rounds["r1"].deadline == extended.deadline


def test_admitted_late_card_counts_and_the_other_late_card_does_not(office):
    (admitted,) = office.of(d.Admit)
    closed = next(each for each in office.of(d.Close) if each.round == "r1")
    came = next(card for card in office.cards if card.hash == admitted.card)
    assert came.index > office.at(closed)
    assert office.states[admitted.card] == "counts"
    assert office.reasons[admitted.parts[0].hash] == "The train had no network until morning."
    assert Counter(office.states.values())["late"] == 1


def test_ethics_block_holds_one_film_and_the_chair_released_another(office):
    (released,) = office.of(d.Release)
    held = {place.film for place in office.r1 if "ethics" in place.holds}
    assert len(held) == 1
    assert released.film not in held
    assert next(p for p in office.r1 if p.film == released.film).holds == ()
    assert held.isdisjoint(chosen.film for chosen in office.lists["selection"].films)


def test_every_category_has_a_film_complete_in_both_rounds(office):
    complete = {place.category for place in office.combined if place.rank is not None}
    assert len(complete) == 4


def test_a_film_stays_listed_with_not_enough_reviews(office):
    short = [place for place in office.r1 if "not enough reviews" in place.note]
    assert short
    assert all(place.rank is None and not place.value_text for place in short)


def test_second_panel_shares_jurors_with_the_first(office):
    sat = {
        round_id: {juror for _, juror in office.known.course.assignments(round_id)}
        for round_id in ("r1", "r2")
    }
    assert len(sat["r2"]) == 6
    assert sat["r2"] <= sat["r1"]


def test_combined_is_sixty_to_forty_of_both_rounds(office):
    def values(places: tuple[ShownPlace, ...]) -> dict[str, float]:
        return {place.film: float(place.value_text) for place in places if place.value_text}

    r1, r2, combined = map(values, (office.r1, office.r2, office.combined))
    assert combined
    for film, value in combined.items():
        assert value == pytest.approx(0.6 * r1[film] + 0.4 * r2[film], abs=0.011)


def test_selection_takes_the_best_of_each_category_that_is_not_held(office, story):
    films = office.lists["selection"].films
    titles = [office.known.title(chosen.film) for chosen in films]
    assert sorted(story[1]["selected"]) == sorted(titles)
    best: dict[str, str] = {}
    for place in office.combined:
        if place.rank is not None:
            best.setdefault(place.category, place.film)
    held = {place.film for place in office.combined if place.holds}
    assert {chosen.film for chosen in films} == set(best.values()) - held
    assert set(office.lists["selection"].held) == set(best.values()) & held


def test_cards_of_the_defense_name_its_session_as_it_was_minuted(office):
    sessions = {identity(each): each for each in office.of(Session)}
    assert {each.film for each in sessions.values()} == {
        chosen.film for chosen in office.lists["selection"].films
    }
    defended = [card for card in office.of(Scorecard) if card.round == "r3"]
    assert defended
    for card in defended:
        (named,) = card.sessions
        assert sessions[named].film == card.film
        assert sessions[named].zone == "Asia/Hong_Kong"
    assert not any(card.sessions for card in office.of(Scorecard) if card.round != "r3")


def test_an_honour_is_in_force_by_the_endorsements_of_two_jurors_of_its_film(office, story):
    (honour,) = office.known.course.honours
    assert office.known.title(honour.document.film) == story[1]["selected"][0]
    endorsed = office.known.course.endorsed[honour.hash]
    assert (len(endorsed.by), endorsed.missing) == (2, 0)
    assert endorsed.signer not in endorsed.by
    note = story[1]["report"]["steps"][8]["note"]
    assert "honours in force: 1, waiting for endorsements: 0" in note
    assert f"sessions of defenses: {len(office.of(Session))}" in note


def test_declared_viewings_say_that_nobody_watched(office):
    for card in office.of(Scorecard):
        assert card.viewings
        assert {seen.kind for seen in card.viewings} == {"declared"}


def test_prints_and_readme_lie_where_they_are_said_to_lie(story):
    folder = story[0]
    assert (folder / "README.md").read_text(encoding="utf-8").startswith("#")
    prints = {path.name for path in (folder / "prints").iterdir()}
    assert {"standings_r1.xlsx", "standings_combined.pdf", "minutes_selection.pdf"} <= prints
    assert sum(name.endswith("_scorecards.pdf") for name in prints) >= FILMS - 2
    assert all(name.isascii() for name in prints)


def test_everybody_has_a_workspace_and_screeners_of_their_own(story):
    folder = story[0]
    jurors = sorted(path.name for path in (folder / "jurors").iterdir())
    assert len(jurors) == JURORS
    assert sorted(path.name for path in (folder / "drives").iterdir()) == jurors
    keys = {(folder / "jurors" / name / "keys.jury").read_bytes() for name in jurors}
    assert len(keys) == JURORS


def test_no_contact_of_a_submitter_leaves_the_office(story):
    folder = story[0]
    outside = [path for path in folder.rglob("*") if path.is_file() and "office" not in path.parts]
    for path in outside:
        if "incoming" not in path.parts:
            content = path.read_bytes()
            assert b"entrant1@mail" not in content, path
            assert b"+852 5000" not in content, path


def test_jurors_hold_no_card_of_another(story):
    for folder in (story[0] / "jurors").iterdir():
        with Seat(folder) as seat, seat.workspace.reading() as reader:
            own = settings.get(reader, "person")
            assert {card.fact.juror for card in cards.every(reader)} <= {own}


def test_same_seed_gives_the_same_standings_by_title(story, tmp_path):
    again = demo(tmp_path / "again")
    assert again["standings"] == story[1]["standings"]
    assert again["selected"] == story[1]["selected"]


def refused(*arguments: str | Path) -> str:
    """What a refused command says, without a traceback."""
    done = jury_app(*arguments)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("--films", "4"), "at least 12 films"), (("--jurors", "2"), "7 jurors")],
)
def test_too_small_a_story_is_refused(tmp_path, arguments, said):
    assert said in refused("demo", tmp_path / "new", "--headless", *arguments)
    assert not (tmp_path / "new").exists()


def test_story_overwrites_nothing(tmp_path):
    (tmp_path / "mine.txt").write_text("keep")
    assert "not empty" in refused("demo", tmp_path, "--headless")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
