"""Children print on all cores: files whole, the same bytes as here, problems told."""

from pathlib import Path

import pytest

from jury_app.base.errors import Problem
from jury_app.reports.documents import document
from jury_app.reports.printing import dossier_jobs, print_jobs, scorecard_jobs
from tests.reports import cards


def some(count: int):
    return [cards.titled(f"Film {number}", juror=f"Juror {number}") for number in range(count)]


def test_children_write_the_same_bytes_as_are_drawn_here(tmp_path: Path) -> None:
    sheets = some(3)
    told: list[tuple[int, int]] = []
    jobs = scorecard_jobs(sheets, tmp_path / "out", paper="letter")
    written = print_jobs(jobs, workers=2, progress=lambda done, total: told.append((done, total)))
    assert [path.read_bytes() for path in written] == [
        document(sheet, "letter") for sheet in sheets
    ]
    assert told[-1] == (3, 3)
    assert sorted((tmp_path / "out").iterdir()) == sorted(written)


def test_volumes_and_dossiers_are_jobs_like_cards(tmp_path: Path) -> None:
    jobs = [
        *scorecard_jobs(some(2), tmp_path, by="film"),
        *dossier_jobs([cards.DOSSIER], tmp_path),
    ]
    names = [path.name for path in print_jobs(jobs, workers=1)]
    assert names == [
        "hk-0417_film-0_scorecards.pdf",
        "hk-0417_film-1_scorecards.pdf",
        "hk-0417_the-city-that-dreamed-itself_dossier.pdf",
    ]


def test_nothing_to_print_starts_nobody() -> None:
    assert print_jobs([]) == []


def test_what_is_cancelled_stops_before_the_next_batch(tmp_path: Path) -> None:
    asked: list[None] = []

    def cancelled() -> bool:
        asked.append(None)
        return len(asked) > 1

    written = print_jobs(scorecard_jobs(some(20), tmp_path), workers=1, cancelled=cancelled)
    assert len(written) == 8
    assert len(list(tmp_path.iterdir())) == 8


def test_a_file_where_the_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("in the way")
    with pytest.raises(Problem, match="out"):
        print_jobs(scorecard_jobs(some(1), tmp_path / "out" / "deep"))
    assert (tmp_path / "out").read_text() == "in the way"


def test_a_folder_in_the_place_of_a_file_is_told_by_the_child(tmp_path: Path) -> None:
    jobs = scorecard_jobs(some(1), tmp_path)
    Path(jobs[0].path).mkdir()
    with pytest.raises(Problem, match="folder"):
        print_jobs(jobs, workers=1)
    assert list(tmp_path.iterdir()) == [Path(jobs[0].path)]
