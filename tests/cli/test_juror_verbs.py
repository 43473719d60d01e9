"""The juror's verbs besides scoring: seeing, looking back, taking back, ways to the keys."""

import json
import shutil
from pathlib import Path

import pytest

from jury_app.cli.main import run
from jury_app.desks.demo.stage import PASSPHRASE
from jury_app.desks.demo.waiting import waiting
from jury_app.desks.juror import news
from jury_app.desks.seat import Seat


@pytest.fixture(scope="module")
def arrived(tmp_path_factory) -> Path:
    return waiting(tmp_path_factory.mktemp("cli") / "evening", count=4, jury=3)


@pytest.fixture
def juror(arrived, tmp_path, capsys):
    """Runs a juror's verb on this test's own workspace; (status, JSON answer)."""
    folder = shutil.copytree(arrived, tmp_path / "juror")
    secret = tmp_path / "secret"
    secret.write_text(PASSPHRASE)

    def answer(verb, *arguments, keys=False):
        more = ["--passphrase-file", str(secret)] if keys else []
        status = run(["juror", verb, str(folder), *arguments, *more, "--json"])
        said = capsys.readouterr()
        return status, json.loads(said.out) if said.out else said.err

    answer.folder = folder
    return answer


def test_check_says_what_a_films_files_are(juror):
    status, found = juror("check", "1")
    assert (status, len(found["good"]), found["wrong"]) == (0, 2, [])


def test_a_session_is_begun_and_ended_and_stands_in_the_draft(juror):
    assert juror("session", "2", "--round", "r1", "--run", "seed 7")[0] == 0
    status, told = juror("session", "2", "--round", "r1", "--end")
    assert (status, "how much" in told) == (1, True)
    end = ("--end", "--percent", "80", "--path", "inland", "--ending", "sea")
    assert juror("session", "2", "--round", "r1", *end)[0] == 0
    card = juror("show", "2", "--round", "r1")[1]["scorecard"]["viewings/1"]
    assert (card["share"], card["run"], card["ending"]) == (800, "seed 7", "sea")
    assert juror("session", "2", "--round", "r1", "--end", "--percent", "1")[0] == 1


def test_runs_are_logged_by_name_and_stand_in_the_draft(juror):
    for name, more in (("4711", ()), ("4712", ("--percent", "60"))):
        assert juror("run", "2", "--round", "r1", "--run", name, *more)[0] == 0
    card = juror("show", "2", "--round", "r1")[1]["scorecard"]
    kept = [card[f"viewings/{n}"] for n in (1, 2)]
    assert [(each["run"], each["share"]) for each in kept] == [("4711", 1000), ("4712", 600)]
    status, told = juror("run", "2", "--round", "r1", "--run", " ")
    assert (status, "its seed or number" in told) == (1, True)


def test_news_stays_news_until_it_was_read(juror):
    assert juror("news") == (0, [])
    with Seat(juror.folder, passphrase=lambda: PASSPHRASE) as seat:
        news.told(seat, news.Told())
    told = juror("news")[1]
    kinds = [each["kind"] for each in told]
    assert kinds.count("assigned") == len(juror("films")[1])
    assert "opened" in kinds
    with Seat(juror.folder):  # looking needs no lock
        assert juror("news")[1] == told
    assert juror("news", "--read") == (0, told)
    assert juror("news") == (0, [])


def test_news_is_told_in_sentences(juror, capsys):
    with Seat(juror.folder, passphrase=lambda: PASSPHRASE) as seat:
        news.told(seat, news.Told())
    assert run(["juror", "news", str(juror.folder), "--read"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("R1 has opened; sign by 20")
    assert said[1:]
    assert all(line.endswith("is new in your queue.") for line in said[1:])
    assert run(["juror", "news", str(juror.folder)]) == 0
    assert capsys.readouterr().out == "No news.\n"


def test_a_live_work_is_declared_and_the_letter_says_so_before_anything_is_signed(juror):
    assert juror("seen", "4", "--round", "r1", "--live", "--place", "Hall 2, 18 July")[0] == 0
    (film,) = juror("sign", "4", "--round", "r1", "--dry-run")[1]["films"]
    assert ["Seen live", "Hall 2, 18 July"] in [[x["label"], x["text"]] for x in film["lines"]]
    assert film["missing"]


def test_looking_needs_no_lock_while_a_window_writes(juror):
    with Seat(juror.folder):
        for verb, more in (("state", ()), ("scores", ("--round", "r1")), ("films", ())):
            assert juror(verb, *more)[0] == 0
        assert juror("seen", "1", "--round", "r1", "--place", "Busan")[0] == 1


def test_stepping_off_is_taken_back_before_it_is_sent(juror):
    recuse = ("recuse", "1", "--why", "business", "--reason", "We bid.")
    assert juror(*recuse, keys=True)[0] == 0
    assert juror("films")[1][0]["can_take_back"] is True
    assert juror("take-back", "1")[0] == 0
    assert juror("films")[1][0]["state"] == "to_watch"
    assert juror("take-back", "1")[0] == 1


def test_a_recovery_sheet_is_written_and_the_ways_are_named(juror, tmp_path):
    sheet = tmp_path / "sheet.pdf"
    status, found = juror("keys", "--sheet", str(sheet), keys=True)
    assert (status, found["ways"]) == (0, ["passphrase", "recovery"])
    assert sheet.read_bytes().startswith(b"%PDF")


def test_the_demo_stops_on_the_evening_on_which_films_wait(tmp_path, capsys):
    arguments = ["--waiting", "--films", "4", "--jurors", "3", "--juror", "2", "--json"]
    assert run(["demo", str(tmp_path / "demo"), *arguments]) == 0
    folder = json.loads(capsys.readouterr().out)["workspace"]
    assert run(["juror", "films", folder, "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    forms = [film["form"] for film in listed]
    assert forms == ["linear", "interactive", "procedural", "live"]
    assert run(["demo", str(tmp_path / "other"), "--waiting", "--jurors", "2"]) == 1


def test_a_workspace_and_an_invitation_say_whose_they_are_by_the_same_words(
    juror, arrived, monkeypatch, tmp_path, capsys
):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    status, mine = juror("about")
    assert status == 0
    (file,) = (arrived.parents[1] / "invitations").glob(f"{arrived.name}.jury")
    assert run(["juror", "invitation", str(file), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["words"], told["name"]) == (mine["festival_words"], mine["name"])
    assert run(["juror", "invitation", str(file)]) == 0
    assert mine["festival_words"] in capsys.readouterr().out
    assert run(["juror", "about", str(juror.folder)]) == 0
    assert mine["device_words"] in capsys.readouterr().out


def test_what_drafts_lack_is_told_line_by_line_within_the_terminal(juror, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    for film in ("1", "2"):
        file = juror.folder / "card.json"
        file.write_text('{"comments": {"panel": "Begun."}}')
        assert juror("score", film, "--round", "r1", "--from", str(file))[0] == 0
    status, told = juror("sign", "--all", "--round", "r1", keys=True)
    lines = told.splitlines()
    assert status == 1
    assert "The Mother in the Cloud" in lines[0]
    assert sum(line.endswith("is kept as a draft. Missing:") for line in lines) == 2
    assert max(map(len, lines[1:])) <= 60
    assert sum("Estimate this lane" in line for line in lines) == 12


def test_a_verb_that_opens_no_keys_takes_the_passphrase_all_the_same(juror):
    status, told = juror("revise", "1", "--round", "r1", "--reason", "x", keys=True)
    assert (status, "Nothing of yours is signed" in told) == (1, True)
    assert juror("films", keys=True)[0] == 0
