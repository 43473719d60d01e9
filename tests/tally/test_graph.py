"""Islands are what a walk along scorecards reaches, and the joins proposed do join."""

from hypothesis import given
from hypothesis import strategies as st

from jury_app.tally.graph import islands, joins
from tests.tally.festivals import cards

LINKS = st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), min_size=1, max_size=14)


def reached(links, film):
    """Films that a walk film → juror → film reaches."""
    found = {film}
    while True:
        jurors = {juror for at, juror in links if at in found}
        more = {at for at, juror in links if juror in jurors}
        if more == found:
            return found
        found = more


def festival(links):
    rows = [(f"f{film}", f"j{juror}", (film + juror) % 5) for film, juror in links]
    return cards(rows, low=0, high=9)


@given(LINKS)
def test_an_island_is_what_a_walk_reaches(links):
    scores = festival(sorted(links))
    found = {frozenset(scores.films[film] for film in part.films) for part in islands(scores)}
    walked = {frozenset(f"f{at}" for at in reached(links, film)) for film, _juror in links}
    assert found == walked


@given(LINKS)
def test_the_fewest_joins_make_one_island(links):
    scores = festival(sorted(links))
    parts = islands(scores)
    proposed = joins(scores, parts)
    assert len(proposed) == len(parts) - 1
    new = {(int(scores.films[one.film][1:]), int(scores.jurors[one.juror][1:])) for one in proposed}
    assert not new & links
    assert len(islands(festival(sorted(links | new)))) == 1


def test_the_largest_island_comes_first():
    scores = festival([(0, 0), (1, 1), (2, 1), (3, 2)])
    first = islands(scores)[0]
    assert [scores.films[film] for film in first.films] in (["f1", "f2"], ["f2", "f1"])
