"""Bundles to be proved, and what verification says of them."""

from pathlib import Path

from jury_app.exchange.answers import Report
from jury_app.exchange.envelope import Signed
from jury_app.exchange.verification import verify
from jury_app.jury.results import Selection, Shortlist
from tests.exchange.festival import (
    CHAIR,
    Festival,
    put,
)


def broken(report: Report) -> tuple[int, str]:
    """Number and note of the step that says no."""
    assert report.answer == "no"
    return report.steps[-1].number, report.steps[-1].note


def results(festival: Festival) -> list[Signed]:
    """Standings and lists of the first round: the standings are entered, the lists are not."""
    standings = festival.standings()
    signed = festival.enter(CHAIR, standings)
    lists = [festival.listed(form, signed, standings.places) for form in (Shortlist, Selection)]
    return [signed, *(put(CHAIR, each) for each in lists)]


def lines_of(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines()


def rewritten(path: Path, lines: list[bytes]) -> Report:
    path.write_bytes(b"\n".join(lines) + b"\n")
    return verify(path)
