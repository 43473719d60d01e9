"""Watching: what is found and checked, what was seen, and that it is what gets signed."""

import os
import re
import shutil
from pathlib import Path

import pytest

from jury_app.base.errors import Refusal
from jury_app.desks.demo.stage import PASSPHRASE
from jury_app.desks.juror import drafting, files, watching
from jury_app.desks.juror.reading import queue_of, shown
from jury_app.desks.seat import Seat
from jury_app.screening import stills
from jury_app.store import media

R1 = "r1"
LINEAR, INTERACTIVE, PROCEDURAL, LIVE, MISSING = 1, 2, 3, 4, 5


def item_of(seat, film, role="film"):
    return next(each for each in shown(seat, film, R1).items if each.role == role)


def fault_paths(seat, film):
    """What the desk says is missing of the draft."""
    from jury_app.desks.juror.scoring import score
    from jury_app.desks.juror.sheet import Sheet

    return [re.search(r"\((\S+)\):", line)[1] for line in score(seat, film, R1, Sheet()).missing]


@pytest.fixture
def attached(seat, evening):
    """The films of this test's own drive."""
    watching.attach(seat, evening.drive)


def test_attaching_tells_how_much_was_read_and_can_be_cancelled(seat, evening):
    told = []
    watching.attach(seat, evening.drive, progress=told.append)
    assert told == sorted(told)
    assert told[-1] >= sum(each.bytes for each in shown(seat, film_id(seat, 1), R1).items)

    class Enough(Refusal):
        pass

    def stop(done):
        raise Enough("enough")

    with pytest.raises(Enough):
        watching.attach(seat, evening.drive, progress=stop)


def film_id(seat, number):
    return next(each.film for each in queue_of(seat) if each.number == number)


def test_a_single_file_is_attached_by_its_bytes(seat, film, played_evening, tmp_path):
    missing = film(MISSING)
    assert (missing.here, missing.bytes > 0) == (False, True)
    source = next((played_evening.root / "screeners").glob("HK00005*"))
    copy = tmp_path / "whatever.bin"
    copy.write_bytes(source.read_bytes())
    found = watching.attach(seat, copy)
    assert found.found == (missing.title,)
    assert (film(MISSING).here, film(MISSING).bytes) == (True, 0)


def test_a_film_whose_file_was_cut_short_is_missing_before_anybody_opens_it(seat, film, attached):
    item = item_of(seat, film(LINEAR).film)
    whole = Path(item.path).read_bytes()
    Path(item.path).write_bytes(whole[: len(whole) // 2])
    assert (film(LINEAR).here, film(LINEAR).bytes) == (False, item.bytes)
    assert item_of(seat, film(LINEAR).film).path == item.path  # the room says what is wrong with it
    Path(item.path).write_bytes(whole)
    assert (film(LINEAR).here, film(LINEAR).bytes) == (True, 0)


def test_a_film_whose_drive_went_away_is_missing_until_it_is_back(seat, film, evening, attached):
    assert film(LINEAR).here
    away = evening.drive.with_name("away")
    evening.drive.rename(away)
    gone = film(LINEAR)
    assert (gone.here, gone.bytes) == (False, item_of(seat, gone.film).bytes)
    away.rename(evening.drive)
    assert film(LINEAR).here


def test_a_file_is_read_once_and_again_only_when_it_changed(seat, film, attached):
    its = film(LINEAR).film
    path = item_of(seat, its).path
    read: list[tuple[int, int]] = []

    def check():
        read.clear()
        return watching.check(seat, its, lambda *told: read.append(told))

    assert item_of(seat, its).key in check().good
    assert read == []  # attaching has read it
    os.utime(path, ns=(1, 1))
    check()
    assert read[-1][0] == item_of(seat, its).bytes
    check()
    assert read == []


def test_a_check_notes_the_facts_of_a_film(seat, film, attached):
    its = film(LINEAR).film
    watching.check(seat, its)
    item = item_of(seat, its)
    assert (item.facts["container"], item.facts["picture"]) == ("mp4", "AVC")
    assert item.length == item.facts["milliseconds"] == pytest.approx(10_000, abs=100)


def test_a_damaged_file_is_told_with_what_was_expected_and_what_was_found(seat, film, attached):
    its = film(LINEAR).film
    item = item_of(seat, its)
    content = bytearray(Path(item.path).read_bytes())
    content[-1] ^= 1
    Path(item.path).write_bytes(content)
    (wrong,) = watching.check(seat, its).wrong
    assert (wrong.path, wrong.expected) == (item.path, (item.bytes, item.blake3))
    assert wrong.found.bytes == item.bytes
    assert wrong.found.blake3 != item.blake3


def test_a_file_that_is_gone_and_one_that_never_came_are_told_apart(seat, film, attached):
    its = film(LINEAR).film
    path = item_of(seat, its).path
    Path(path).unlink()
    assert watching.check(seat, its).gone == (path,)
    missing = film(MISSING).film
    assert watching.check(seat, missing).missing == (item_of(seat, missing),)


def test_a_film_reopens_where_it_was_left(seat, open_seat, film, clock):
    its = film(PROCEDURAL).film
    first, second, _third = shown(seat, its, R1).items
    watching.keep_position(seat, its, second.key, 4000, 10_000)
    clock.advance(seconds=1)
    watching.keep_position(seat, its, first.key, 2500, 10_000)
    left = film(PROCEDURAL)
    assert (left.position, left.item) == (2500, first.key)
    clock.advance(hours=-5)  # somebody set the clock back
    watching.keep_position(seat, its, second.key, 5000)
    assert film(PROCEDURAL).item == second.key
    positions = [each.position for each in shown(seat, its, R1).items]
    assert positions == [2500, 5000, 0]
    assert shown(seat, its, R1).items[1].length == 10_000


def test_coverage_is_merged_and_becomes_what_is_signed(seat, film):
    its = film(LINEAR).film
    key = item_of(seat, its).key
    watching.keep_seen(seat, its, key, "", [(0, 5000)], length=10_000)
    assert watching.keep_seen(seat, its, key, "", [(4000, 8000)]) == ((0, 8000),)
    assert film(LINEAR).seen == 800
    assert "viewings" in fault_paths(seat, its)
    watching.keep_seen(seat, its, key, "", [(8000, 20_000)])
    (viewing,) = shown(seat, its, R1).viewings.values()
    assert viewing == {"kind": "played", "share": 1000, "item": key, "intervals": [[0, 10_000]]}
    assert "viewings" not in fault_paths(seat, its)


def test_every_run_of_a_procedural_work_must_be_seen_and_is_named(seat, film):
    its = film(PROCEDURAL).film
    for n, item in enumerate(shown(seat, its, R1).items):
        assert "viewings" in fault_paths(seat, its)
        watching.keep_seen(seat, its, item.key, "", [(0, 9000 + n)], length=10_000)
    assert "viewings" not in fault_paths(seat, its)
    runs = [value["run"] for value in shown(seat, its, R1).viewings.values()]
    assert sorted(runs) == ["1", "2", "3"]


def test_runs_of_a_procedural_work_that_came_as_one_file_are_logged_by_name(seat, film):
    its = film(PROCEDURAL).film
    with pytest.raises(Refusal, match="its seed or number"):
        watching.log_run(seat, its, R1, "  ")
    for seed in ("seed 1", "seed 2", "seed 2"):
        watching.log_run(seat, its, R1, seed)
    assert "viewings" in fault_paths(seat, its)
    path = watching.log_run(seat, its, R1, " seed 3 ", share=960)
    assert not {path, "viewings"} & set(fault_paths(seat, its))
    value = shown(seat, its, R1).scorecard[path]
    assert (value["kind"], value["run"], value["share"]) == ("session", "seed 3", 960)
    assert value["ended"]


def test_what_was_played_of_other_bytes_does_not_count(seat, film):
    its = film(LINEAR).film
    watching.keep_seen(seat, its, "f" * 64, "", [(0, 10_000)], length=10_000)
    assert (film(LINEAR).seen, shown(seat, its, R1).viewings) == (0, {})


def test_what_was_kept_before_the_file_was_known_to_be_another_is_taken_back(seat, film):
    its = film(LINEAR).film
    key = item_of(seat, its).key
    before = watching.keep_seen(seat, its, key, "", [(0, 2000)], length=10_000)
    watching.keep_seen(seat, its, key, "", [(2000, 9000)])
    watching.take_back_seen(seat, its, key, "", before)
    assert item_of(seat, its).seen == ((0, 2000),)


def test_a_session_counts_once_it_is_ended(seat, film, clock):
    its = film(INTERACTIVE).film
    build = item_of(seat, its, "build")
    path = watching.begin_session(seat, its, R1, item=build.blake3)
    assert path in fault_paths(seat, its)
    clock.advance(minutes=12)
    watching.end_session(seat, its, R1, path, share=1000, way="inland", ending="remembered")
    assert not {path, "viewings"} & set(fault_paths(seat, its))
    value = shown(seat, its, R1).scorecard[path]
    assert (value["path"], value["ending"], value["item"]) == ("inland", "remembered", build.blake3)
    assert value["began"] < value["ended"]
    with pytest.raises(Refusal, match="No session is open"):
        watching.end_session(seat, its, R1, path, share=1000)


def test_a_live_work_is_seen_at_a_place_and_a_declared_viewing_somewhere(seat, film):
    its = film(LIVE).film
    assert item_of(seat, its).kind == "place"
    with pytest.raises(Refusal, match="where and when"):
        watching.declare(seat, its, R1, "live", " ")
    first = watching.declare(seat, its, R1, "live", "Hong Kong Arts Centre, 18 July, 20:00")
    second = watching.declare(seat, its, R1, "declared", "Busan, 3 May", share=500)
    assert (first, second) == ("viewings/1", "viewings/2")
    assert "viewings" not in fault_paths(seat, its)
    drafting.change(seat, its, R1, {first: None})
    assert "viewings" in fault_paths(seat, its)


@pytest.mark.parametrize(
    ("position", "length", "start"),
    [
        (8_000, 10_000, 8_000),
        (9_800, 10_000, 0),
        (10_000, 10_000, 0),
        (5_397_000, 5_400_000, 5_397_000),
        (5_398_000, 5_400_000, 0),
        (3_000, 0, 3_000),
    ],
)
def test_the_card_says_where_the_film_goes_on(seat, film, position, length, start):
    its = film(LINEAR).film
    watching.keep_position(seat, its, item_of(seat, its).key, position, length)
    known = item_of(seat, its)
    if length:
        assert known.length == length
    assert (film(LINEAR).position, known.start) == (start, start)


def test_coverage_and_places_outlive_the_program(open_seat):
    with open_seat() as seat:
        its = film_id(seat, LINEAR)
        key = item_of(seat, its).key
        watching.keep_seen(seat, its, key, "", [(1000, 2000)], length=10_000)
        watching.keep_position(seat, its, key, 2000)
    with open_seat() as seat, seat.workspace.reading() as reader:
        assert media.seen(reader, its)[0].intervals == ((1000, 2000),)
        assert shown(seat, its, R1).position == 2000


def test_a_card_shows_the_picture_that_was_made_of_its_film(seat, film):
    its = film(LINEAR)
    assert its.still == ""
    kept = stills.place() / item_of(seat, its.film).blake3 / "poster.jpg"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"\xff\xd8")
    assert film(LINEAR).still == str(kept)


def test_what_was_played_for_one_round_counts_in_the_next(played, tmp_path):
    folder = shutil.copytree(played / "jurors" / "Ada-Lau", tmp_path / "juror")
    with Seat(folder, passphrase=lambda: PASSPHRASE) as seat:
        rounds = {(each.film, each.round) for each in queue_of(seat)}
        its = next(film for film, round_id in rounds if (film, "r2") in rounds and round_id == R1)
        key = item_of(seat, its).key
        watching.keep_seen(seat, its, key, "", [(0, 9500)], length=10_000)
        first, second = (shown(seat, its, each).viewings for each in (R1, "r2"))
        assert first == second
        assert [value["share"] for value in second.values()] == [950]


def test_a_truncated_film_is_told_by_its_own_name_and_no_other_is_blamed(seat, evening, tmp_path):
    drive = tmp_path / "screeners"
    shutil.copytree(evening.root / "screeners", drive)
    (cut,) = drive.glob("HK00005 *")
    whole = cut.read_bytes()
    (drive / "HK00099 final.webm").write_bytes(bytes(len(whole)))  # another's, and as large
    os.truncate(cut, len(whole) // 2)
    found = files.attach(seat, drive)
    assert [path for _title, path in found.wrong] == [str(cut)]
    assert found.missing == ()
    cut.unlink()
    found = files.attach(seat, drive)
    assert (found.wrong, len(found.missing)) == ((), 1)
