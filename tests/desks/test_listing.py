"""Lists at the chair's desk: what is on them, and which categories do not fill their places."""

import shutil
from collections import Counter

import pytest

from jury_app.cli.main import run
from jury_app.desks.catalogue import catalogue
from jury_app.desks.chair.listing import ShortCategory, _short, sign_list
from jury_app.desks.chair.standing import look
from jury_app.desks.demo.stage import PASSPHRASE
from jury_app.desks.rules import locked_rules
from jury_app.desks.seat import Seat
from jury_app.jury.results import Cut, Place
from jury_app.rules.forms import Wording
from jury_app.rules.rules import Texts
from tests.jury.edition import idof, small_rules


def test_a_list_says_which_categories_do_not_fill_their_places(played, tmp_path):
    shutil.copytree(played / "chair", tmp_path / "chair")
    top = 2
    with Seat(tmp_path / "chair", passphrase=lambda: PASSPHRASE) as seat:
        with seat.workspace.reading() as reader:
            films = catalogue(reader).course.films
            categories = [each.id for each in locked_rules(seat, reader).categories]
        places = look(seat, "combined").places
        done = sign_list(seat, "selection", Cut(top=top, per_category=True), "The most there are.")
    every = Counter(films[place.film].category for place in places)
    ranked = Counter(films[place.film].category for place in places if place.rank is not None)
    assert {each.category: (each.films, each.ranked, each.places) for each in done.short} == {
        each: (every[each], ranked[each], top) for each in categories if ranked[each] < top
    }
    assert done.short
    assert len(done.short) < len(categories)


def test_verify_shows_lists_without_ranks_and_in_words(played, capsys):
    assert run(["verify", str(played / "results.jury"), "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "wild_card" not in said
    heads = {}
    for block in said.split("\n\n")[1:]:
        title, columns = block.splitlines()[:2]
        heads.setdefault(title.partition(" · ")[0], set()).add(tuple(columns.split()))
    lists = {("title", "category", "state")}
    standings = {("rank", "title", "category", "value", "state")}
    assert heads == {"Standings": standings, "Shortlist": lists, "Selection": lists}


@pytest.mark.parametrize(
    ("films", "ranked", "text"),
    [
        (0, 0, "Procedural: no film competes in it."),
        (2, 0, "Procedural: none of its films (2) is complete, so none is on the list."),
        (3, 1, "Procedural: 1 of 3 films are complete, for 2 places."),
    ],
)
def test_a_short_category_says_why(films, ranked, text):
    short = ShortCategory("procedural", "Procedural", films, ranked, ranked, 2)
    assert short.text == text


def test_a_category_is_short_also_of_films_that_may_not_be_chosen():
    overridden, *others = map(idof, "abcd")
    places = [
        Place(film=film, category="generative", reviews=3, state="ranked", rank=rank, gate=gate)
        for rank, (film, gate) in enumerate(
            [(overridden, "meets"), (others[0], "does_not"), (others[1], "meets")], 1
        )
    ]
    wording = Wording(Texts(profile="small", version=1, language="en", lines=()))
    for top, short in ((1, []), (2, [1]), (3, [1])):
        cut = Cut(top=top, per_category=True)
        told = list(_short(places, [overridden], small_rules(), cut, wording))
        generative = [each for each in told if each.category == "generative"]
        assert [each.open for each in generative] == short
        assert all("1 of 3 films may be chosen" in each.text for each in generative)
