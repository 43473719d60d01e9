"""Assigning: what the plan rests on is told with it."""

from jury_app.desks.demo.films import export, films
from jury_app.desks.office.assigning import UNKNOWN_LENGTH, Wish, assign
from jury_app.desks.office.films import change
from jury_app.desks.office.importing import apply, look
from tests.desks.test_importing import rows_of, write


def test_films_without_a_length_are_counted_and_told(festival, tmp_path):
    rows = rows_of(export(films(11, 7)))
    duration = next(name for name in rows[0] if "duration" in name.lower())
    title = next(name for name in rows[0] if "title" in name.lower())
    rows[-1][duration] = rows[-2][duration] = ""
    write(tmp_path / "wave-2.csv", rows)
    late = [rows[-2][title], rows[-1][title]]
    with festival.seat("office") as seat:
        before = assign(seat, Wish(round="r1"), dry_run=True)
        assert not any("without a length" in note for note in before.notes)
        apply(seat, look(seat, tmp_path / "wave-2.csv"))
        change(seat, late, fields={}, state="eligible", reason="asked")
        plan = assign(seat, Wish(round="r1"), dry_run=True)
    told = f"2 films without a length counted as {UNKNOWN_LENGTH} min: {', '.join(late)}"
    assert told in plan.notes
