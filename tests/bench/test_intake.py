"""How long a festival's whole export takes to preview, beside the bare reading of its cells."""

import csv
import io
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from jury_app.intake.expectations import Expectations, ExpectedCategory, lane_headers
from jury_app.intake.preview import preview
from jury_app.intake.readers import read_submissions

pytestmark = pytest.mark.bench

SAMPLE = Path(__file__).parent.parent / "samples" / "filmfreeway-2067.csv"
LANES = ("writing", "direction", "generation", "editing", "sound", "post")
EXPECTATIONS = Expectations(
    categories=(
        ExpectedCategory("generative", ("Generative Cinema",)),
        ExpectedCategory("interactive", ("Interactive Narratives & World-building",)),
        ExpectedCategory("procedural", ("Procedural & Emergent Systems",)),
        ExpectedCategory("beings", ("Digital Beings & Synthetic Performance",)),
    ),
    lanes=lane_headers(("AI participation: {lane} (%)",), LANES, {}),
    shortest=300,
    short_until=1800,
    earliest_completion="2026-01-01",
    dossier=("statement", "participation"),
)


def seconds(work: Callable[[], object]) -> float:
    """The shortest of five runs."""
    best = float("inf")
    for _ in range(5):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def bare() -> int:
    text = SAMPLE.read_text("utf-8-sig")
    return sum(len(row) for row in csv.reader(io.StringIO(text, newline="")))


def whole() -> int:
    return len(preview(read_submissions(SAMPLE, EXPECTATIONS), {}, EXPECTATIONS).rows)


def test_export_of_2067_films_previews_within_two_seconds(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert whole() == 2067
    spent, least = seconds(whole), seconds(bare)
    with capsys.disabled():
        print(
            f"\nintake: preview of 2,067 rows {spent:.3f} s (limit 2 s), "
            f"{spent / least:.1f} × the bare csv module ({least:.3f} s)"
        )
    assert spent <= 2
