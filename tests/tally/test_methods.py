"""Laws of every method, on small random festivals; and what a study refuses."""

import re

import msgspec
import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from jury_app.base.errors import Refusal
from jury_app.tally import methods
from jury_app.tally.compare import compare
from jury_app.tally.methods import METHODS, analyse, study
from tests.tally.festivals import cards, reference, simulated, table

LAWS = settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.filter_too_much])


@st.composite
def festivals(draw, *, complete=False):
    """Rows of a small festival: films × jurors × criteria, scores 0–6, some cells missing."""
    films, jurors = draw(st.integers(3, 7)), draw(st.integers(2, 5))
    criteria = draw(st.integers(1, 2))
    random = np.random.default_rng(draw(st.integers(0, 10**6)))
    seen = np.ones((films, jurors), bool) if complete else random.random((films, jurors)) < 0.75
    return [
        (f"f{film}", f"j{juror}", f"c{criterion}", int(random.integers(0, 7)))
        for film in range(films)
        for juror in range(jurors)
        for criterion in range(criteria)
        if seen[film, juror]
    ]


def judged(rows, method, **choices):
    """The result, or no example where the method refuses these rows."""
    try:
        return analyse(table(rows, low=0, high=6), method, draws=200, **choices)
    except Refusal:
        assume(False)


@pytest.mark.parametrize("method", METHODS)
@LAWS
@given(rows=festivals(), shuffle=st.randoms())
def test_the_order_of_the_file_changes_not_a_bit(method, rows, shuffle):
    assume(rows)
    result = judged(rows, method, cut=2)
    assert judged(shuffle.sample(rows, len(rows)), method, cut=2) == result
    assert judged(rows, method, cut=2) == result


@pytest.mark.parametrize("method", METHODS)
@LAWS
@given(rows=festivals(), shuffle=st.randoms())
def test_permuting_names_permutes_results(method, rows, shuffle):
    assume(rows)
    films = sorted({row[0] for row in rows})
    jurors = sorted({row[1] for row in rows})
    new = dict(zip(films, shuffle.sample(films, len(films)), strict=True))
    new |= dict(zip(jurors, shuffle.sample(jurors, len(jurors)), strict=True))
    before = judged(rows, method, cut=2)
    after = judged([(new[film], new[juror], *rest) for film, juror, *rest in rows], method, cut=2)
    by_name = {film.film: film for film in after.films}
    for film in before.films:
        other = by_name[new[film.film]]
        assert (other.rank, other.group, other.n) == (film.rank, film.group, film.n)
        assert (other.rank_low, other.rank_high) == (film.rank_low, film.rank_high)
        for key in ("raw", "value", "measure", "se", "p_above_cut", "infit", "fair_average"):
            assert getattr(other, key) == pytest.approx(getattr(film, key), abs=1e-9)
    severities = {juror.juror: juror.severity for juror in after.jurors}
    for juror in before.jurors:
        assert severities[new[juror.juror]] == pytest.approx(juror.severity, abs=1e-9)


@LAWS
@given(rows=festivals(complete=True), extra=st.integers(1, 3))
def test_a_constant_added_to_one_jurors_scores_leaves_films_apart_as_they_were(rows, extra):
    harsher = [
        (film, juror, criterion, score + (extra if juror == "j0" else 0))
        for film, juror, criterion, score in rows
    ]
    scale = {"low": 0, "high": 10}
    try:
        before = analyse(table(rows, **scale), "additive", draws=100)
        after = analyse(table(harsher, **scale), "additive", draws=100)
    except Refusal:
        assume(False)
    # Where severity is estimated as none at all, its share goes to chance and shrinkage differs.
    assume(before.variance is not None and after.variance is not None)
    assume(min(before.variance.juror, after.variance.juror, before.variance.residual) > 1e-3)
    measures = [{film.film: film.measure for film in one.films} for one in (before, after)]
    shifts = [measures[1][film] - measures[0][film] for film in measures[0]]
    assert shifts == pytest.approx([shifts[0]] * len(shifts), abs=1e-6)


@pytest.mark.parametrize("method", METHODS)
def test_a_better_score_never_makes_a_film_worse(method):
    rows = [
        (f"f{film}", f"j{juror}", "c", (film * 2 + juror * 3 + film * juror) % 7)
        for film in range(6)
        for juror in range(5)
    ]
    rows[7] = (*rows[7][:3], 2)
    before = analyse(table(rows, low=0, high=9), method, draws=100)
    rows[7] = (*rows[7][:3], 5)
    after = analyse(table(rows, low=0, high=9), method, draws=100)
    film = rows[7][0]
    value = {one.film: one.value for one in before.films}[film]
    assert {one.film: one.value for one in after.films}[film] > value


@pytest.mark.parametrize("method", METHODS)
def test_the_report_survives_json_with_every_key_of_the_format(method):
    scores, _answers = reference("guilford-1954", low=1, high=9)
    result = analyse(scores, method, cut=3)
    again = msgspec.json.decode(msgspec.json.encode(result), type=type(result))
    assert again == result
    plain = msgspec.to_builtins(result)
    assert {
        "method", "interval", "low", "high", "n_scores", "connected", "islands", "films", "jurors",
        "criteria", "thresholds", "variance", "log_likelihood", "agreement", "notes",
    } <= set(plain)  # fmt: skip
    assert {
        "film", "n", "raw", "value", "measure", "se", "rank", "rank_low", "rank_high",
        "p_above_cut", "infit", "outfit", "fair_average",
    } <= set(plain["films"][0])  # fmt: skip
    assert {"juror", "n", "mean", "severity", "se", "infit", "outfit", "flags"} <= set(
        plain["jurors"][0]
    )
    assert {"criterion", "difficulty", "se"} <= set(plain["criteria"][0])
    assert len(plain["agreement"]) == 10


@pytest.mark.parametrize("method", METHODS)
def test_every_null_key_has_its_reason_in_the_notes(method):
    """On a sparse table of one criterion, where most can be missing."""
    scores = simulated(1, 30, criteria=1).scores
    result = analyse(scores, method)
    keys = {note.key for note in result.notes}
    plain = msgspec.to_builtins(result)
    null = {key for key, value in plain.items() if value is None}
    for part in ("films", "jurors", "criteria"):
        null |= {f"{part}.{key}" for key, value in plain[part][0].items() if value is None}
    null |= {f"agreement.{key}" for key, value in plain["agreement"].items() if value is None}
    assert null - {"cut"} <= keys  # which is asked for, not found


def test_exact_methods_rank_by_fractions_not_by_floats():
    """0.1 + 0.2 and 0.3: equal as decimals, different as floats."""
    rows = [("a", "x", 0.1), ("a", "y", 0.2), ("b", "x", 0.15), ("b", "y", 0.15)]
    result = analyse(cards(rows, low=0, high=1), "mean")
    assert [film.rank for film in result.films] == [1, 1]


def test_ties_share_a_rank_and_the_next_film_keeps_its_own():
    rows = [("a", "x", 5), ("b", "x", 5), ("c", "x", 3), ("d", "x", 9)]
    result = analyse(cards(rows, low=0, high=10), "mean")
    assert {film.film: film.rank for film in result.films} == {"d": 1, "a": 2, "b": 2, "c": 4}


def test_films_under_the_least_reviews_are_listed_and_not_ranked():
    rows = [(film, juror, 5 + len(film + juror)) for film in ("a", "bb") for juror in "xyz"]
    rows += [("c", "x", 10)]
    result = analyse(cards(rows, low=0, high=10, also_films=["d"]), "mean", min_reviews=2)
    assert [film.film for film in result.films] == ["bb", "a", "c", "d"]
    assert [film.rank for film in result.films] == [1, 2, None, None]
    assert [film.n for film in result.films] == [3, 3, 1, 0]
    assert result.films[2].value == 100
    assert any(note.key == "films.rank" for note in result.notes)


def test_the_trimmed_mean_says_where_it_fell_back():
    rows = [("a", f"j{at}", at) for at in range(6)] + [("b", "j0", 3), ("b", "j1", 5)]
    result = analyse(cards(rows, low=0, high=10), "trimmed", fallback="median")
    assert {film.film: film.value for film in result.films} == {"a": 25, "b": 40}
    assert any("1 of 2 films have fewer than 5 reviews" in note.text for note in result.notes)


ISLANDS = [
    *(("a", "x", 1), ("a", "y", 2), ("b", "x", 3), ("b", "y", 4)),
    *(("c", "z", 5), ("c", "w", 6), ("d", "w", 7), ("d", "z", 9)),
]


@pytest.mark.parametrize("method", ["additive", "rasch"])
def test_models_refuse_islands_and_name_them_and_what_would_join_them(method):
    with pytest.raises(Refusal, match=r"2 islands .*a, b.*c, d.*x → c") as told:
        analyse(cards(ISLANDS, low=0, high=10), method)
    # What the message proposes does join them.
    juror, film = re.search(r"(\w) → (\w)", str(told.value)).groups()
    assert analyse(cards([*ISLANDS, (film, juror, 4)], low=0, high=10), "additive").connected


def test_the_mean_warns_of_islands_and_lists_them():
    result = analyse(cards(ISLANDS, low=0, high=10), "mean")
    assert not result.connected
    assert result.islands == (("a", "b"), ("c", "d"))
    assert [note.warning for note in result.notes if note.key == "islands"] == [True]


def test_zscore_warns_of_few_films_of_flat_jurors_and_of_its_known_flaw():
    rows = [
        (f"strong{at}", f"j{juror}", 8 + (at + juror) % 3) for at in range(8) for juror in (0, 1)
    ]
    rows += [
        (f"weak{at}", f"j{juror}", 1 + (at + juror) % 3) for at in range(8) for juror in (2, 3)
    ]
    rows += [("strong0", "j2", 9), ("weak0", "j0", 2), ("weak1", "flat", 5), ("weak2", "flat", 5)]
    result = analyse(cards(rows, low=0, high=10), "zscore")
    texts = " ".join(note.text for note in result.notes if note.warning)
    assert "fewer than 5 films" in texts
    assert "one score to everything" in texts
    assert "flat" in texts
    assert "drew stronger or weaker films" in texts


def test_zscore_is_the_mean_of_standardised_cards_refitted_to_the_panel():
    rows = [
        ("a", "x", 2),
        ("b", "x", 4),
        ("c", "x", 9),
        ("a", "y", 7),
        ("b", "y", 8),
        ("c", "y", 9),
    ]
    result = analyse(cards(rows, low=0, high=10), "zscore")
    x, y = np.array([2.0, 4, 9]), np.array([7.0, 8, 9])
    z = ((x - x.mean()) / x.std(ddof=1) + (y - y.mean()) / y.std(ddof=1)) / 2
    both = np.concatenate((x, y))
    expected = dict(zip("abc", both.mean() + both.std(ddof=1) * z, strict=True))
    assert {film.film: film.measure for film in result.films} == pytest.approx(expected)
    assert result.jurors[0].severity == pytest.approx(both.mean() - x.mean())


@pytest.mark.parametrize(
    ("choices", "message"),
    [
        ({"interval": 1.0}, "between 0 and 1"),
        ({"cut": 0}, "cut must be"),
        ({"draws": 10}, "100 draws"),
        ({"min_reviews": 0}, "1 or more"),
        ({"min_reviews": 9}, "none can be ranked"),
        ({"method": "borda"}, "no method “borda”"),
    ],
)
def test_wrong_choices_are_refused(choices, message):
    scores, _answers = reference("guilford-1954", low=1, high=9)
    with pytest.raises(Refusal, match=message):
        analyse(scores, **choices)


def test_values_beyond_the_scale_are_shown_at_its_end_and_told():
    rows = [(f"f{at}", "x", 10 if at == 5 else 9) for at in range(6)]
    rows += [(f"f{at}", "y", 2 * at) for at in range(6)]
    result = analyse(cards(rows, low=0, high=10), "zscore")
    best = result.films[0]
    assert (best.film, best.value) == ("f5", 100)
    assert best.measure > 10
    assert any("1 value lies beyond the scale" in note.text for note in result.notes)


def test_a_method_may_be_named_with_its_version():
    assert methods.version("rasch") == methods.version("rasch/1") == "rasch/1"


@pytest.mark.parametrize("method", METHODS)
def test_one_film_or_one_juror_is_a_result_or_a_reason(method):
    for rows in (
        [("a", f"j{at}", at) for at in range(6)],
        [(f"f{at}", "j", at) for at in range(6)],
    ):
        try:
            result = analyse(cards(rows, low=0, high=10), method)
        except Refusal as reason:
            assert str(reason)  # noqa: PT017  either answer is right; a traceback is not
        else:
            assert [film.rank for film in result.films] == list(range(1, len(result.films) + 1))


def test_the_corrected_ranking_is_nearer_the_truth_than_the_mean():
    from scipy.stats import kendalltau

    gain = []
    for seed in range(5):
        festival = simulated(seed, 120)
        taus = []
        for method in ("additive", "mean"):
            by_name = {
                film.film: film for film in analyse(festival.scores, method, draws=100).films
            }
            measure = [by_name[name].measure for name in festival.names]
            taus.append(kendalltau(measure, festival.worth).statistic)
        gain.append(taus[0] - taus[1])
    assert min(gain) > 0
    assert sum(gain) / len(gain) > 0.02


def test_methods_side_by_side_show_who_changes_sides_and_who_could_not_judge():
    rows = [
        ("a", "x", 9),
        ("a", "y", 9),
        ("a", "z", 0),
        ("b", "x", 7),
        ("b", "y", 7),
        ("b", "z", 7),
    ]
    found = compare(cards(rows, low=0, high=10), ("mean", "median"), cut=1)
    assert found.methods == ("mean/1", "median/1")
    assert [film.ranks for film in found.films] == [(1, 2), (2, 1)]
    assert [film.changes_side for film in found.films] == [True, True]
    apart = compare(cards(ISLANDS, low=0, high=10), cut=2)
    assert "additive/1" not in apart.methods
    assert {"additive/1", "rasch/1"} <= {note.key for note in apart.notes}
    with pytest.raises(Refusal, match="islands"):
        compare(cards(ISLANDS, low=0, high=10), ("additive",))


def test_the_report_of_a_study_is_that_of_analyse():
    scores, _answers = reference("guilford-1954", low=1, high=9)
    analysis = study(scores, "additive", cut=3, seed=5)
    assert analysis.result == analyse(scores, "additive", cut=3, seed=5)
    assert analysis.p_above(3) == {film.film: film.p_above_cut for film in analysis.result.films}
