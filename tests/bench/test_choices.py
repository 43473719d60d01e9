"""What choosing and assigning cost beside the bare solver or reader: ratios inside one run."""

import csv
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from scipy.optimize import milp

from jury_app.intake.scoresheet import read_scores
from jury_app.tally.assignment import assign
from jury_app.tally.choice import Candidate, choose
from jury_app.tally.eligibility import FilmToJudge, JurorToAssign
from jury_app.tally.quotas import Quota

pytestmark = pytest.mark.bench


def seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def festival(films: int, jurors: int) -> tuple[list[FilmToJudge], list[JurorToAssign]]:
    chance = random.Random(3)
    return (
        [
            FilmToJudge(
                film=f"f{n}",
                minutes=chance.choice([6, 8, 10, 12, 14, 18, 25, 30]),
                category=chance.choice("abcd"),
                people=(f"P N{chance.randrange(900)}",),
            )
            for n in range(films)
        ],
        [
            JurorToAssign(
                juror=f"j{n}",
                categories=tuple(chance.sample("abcd", 3)),
                name=f"X N{chance.randrange(900)}",
                conflicts=frozenset(f"f{chance.randrange(films)}" for _ in range(5)),
            )
            for n in range(jurors)
        ],
    )


def test_a_whole_assignment_costs_a_few_times_its_bare_linear_program(monkeypatch):
    """2,067 films × 40 jurors × 5 reviews; the bare part is the solver's time in the same run."""
    films, panel = festival(2067, 40)
    bare: list[float] = []

    def timed(*arguments: object, **options: object) -> object:
        begin = time.perf_counter()
        answer = milp(*arguments, **options)
        bare.append(time.perf_counter() - begin)
        return answer

    assign(films[:50], panel, 2)  # imports and caches
    monkeypatch.setattr("scipy.optimize.milp", timed)
    whole = seconds(lambda: assign(films, panel, 5))
    print(f"assignment {whole:.2f} s, solver {sum(bare):.2f} s, ratio {whole / sum(bare):.1f}")
    assert whole <= 6 * sum(bare)
    assert whole <= 60


def test_quotas_cost_at_most_a_thousandth_second_a_film_above_a_plain_cut():
    chance = random.Random(1)
    films = [
        Candidate(
            film=f"f{n}",
            category=chance.choice("abcd"),
            rank=n + 1,
            category_rank=n + 1,
            attributes={
                "country": (f"c{chance.randrange(100)}",),
                "length": (chance.choice(["short", "feature"]),),
            },
        )
        for n in range(2067)
    ]
    quotas = [
        Quota(attribute="country", value="*", at_most=3),
        Quota(attribute="length", value="feature", at_least=30),
        Quota(attribute="category", value="d", at_least=20),
    ]
    choose(films[:50], 5, quotas=quotas)  # imports
    plain = seconds(lambda: choose(films, 60))
    bound = seconds(lambda: choose(films, 60, quotas=quotas))
    print(f"plain cut {plain * 1000:.1f} ms, with 102 quotas {bound:.2f} s")
    assert bound - plain <= 2067 / 1000


def test_reading_a_score_sheet_costs_a_few_times_the_bare_csv_reader(tmp_path):
    path: Path = tmp_path / "scores.csv"
    lines = (f"film {n // 10},juror {n * 7 % 2000},c,{n % 10}\n" for n in range(500_000))
    path.write_text("film,juror,criterion,score\n" + "".join(lines), encoding="utf-8")

    def bare() -> int:
        with path.open(encoding="utf-8", newline="") as file:
            return sum(1 for _row in csv.reader(file))

    bare()
    plain = seconds(bare)
    whole = seconds(lambda: read_scores(path))
    print(f"500,000 rows: csv {plain:.2f} s, score sheet {whole:.2f} s, ratio {whole / plain:.1f}")
    assert whole <= 12 * plain
