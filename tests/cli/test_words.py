"""What people read in the terminal: no raw stamps, ids or codes, and the marks of the language."""

import json
import re
import shutil
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest

from jury_app.base.texts import use_language
from jury_app.cli.main import run
from jury_app.desks.demo.stage import PASSPHRASE
from jury_app.desks.demo.waiting import waiting

RAW = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d|\b[0-9a-f]{32,}\b|\{[^}]*\}|\bdeclared/|\bseconds\b"
)
"""A stamp, an id, a value as JSON or Python write it, a field as documents name it."""
SCORES = {"scores": {"clarity": 7, "risk": 3}}


@pytest.fixture(scope="module")
def evening(tmp_path_factory) -> Path:
    return waiting(tmp_path_factory.mktemp("words") / "evening", count=4, jury=3)


@pytest.fixture
def juror(evening, tmp_path, capsys, monkeypatch):
    """Runs a juror's verb as people do: its text, in a language."""
    monkeypatch.setenv("TZ", "UTC")
    folder = shutil.copytree(evening, tmp_path / "juror")
    secret, sheet = tmp_path / "secret", tmp_path / "sheet.json"
    secret.write_text(PASSPHRASE)
    sheet.write_text(json.dumps(SCORES))

    def said(verb, *arguments, lang="en", keys=False):
        more = ["--passphrase-file", str(secret)] if keys else []
        run(["--lang", lang, "juror", verb, str(folder), *arguments, *more])
        out, err = capsys.readouterr()
        return (out + err).replace(str(tmp_path), "")

    said.sheet = str(sheet)
    yield said
    use_language("en")


def all_said(juror, lang):
    """What a juror's verbs say after a first draft, by verb."""
    r1 = ("--round", "r1")
    yield "score", juror("score", "1", *r1, "--from", juror.sheet, lang=lang)
    yield "seen", juror("seen", "1", *r1, "--place", "Hall 2", "--percent", "50", lang=lang)
    yield "run", juror("run", "2", *r1, "--run", "4711", lang=lang)
    for verb in ("films", "about", "news", "state"):
        yield verb, juror(verb, lang=lang)
    for verb in ("show", "history"):
        yield verb, juror(verb, "1", *r1, lang=lang)
    yield "scores", juror("scores", *r1, lang=lang)
    yield "letter", juror("sign", "--all", *r1, "--dry-run", lang=lang)
    yield "sync", juror("sync", lang=lang, keys=True)
    yield "state", juror("state", lang=lang)
    yield "backups", juror("restore", "--list", lang=lang)


@pytest.mark.parametrize("lang", ["en", "zh-Hant"])
def test_no_verb_of_a_juror_shows_what_only_programs_write(juror, lang):
    raw = [(verb, RAW.findall(text)) for verb, text in all_said(juror, lang)]
    assert [each for each in raw if each[1]] == []


def test_chinese_answers_have_chinese_marks(juror):
    wrong = [
        (verb, line)
        for verb, text in all_said(juror, "zh-Hant")
        for line in text.splitlines()
        for before, mark in pairwise(line)
        if unicodedata.name(before, "").startswith("CJK") and mark in ",;:?!("
    ]
    assert wrong == []


def test_scores_are_counted_by_the_criteria_names_in_the_order_of_the_rules(juror):
    juror("score", "1", "--round", "r1", "--from", juror.sheet)
    lines = juror("scores", "--round", "r1").splitlines()
    assert lines[0].split() == ["criterion", "3", "7"]
    assert [line.split("  ")[0] for line in lines[2:]] == ["Ethical clarity", "Intentional risk"]
    assert "倫理透明度" in juror("scores", "--round", "r1", lang="zh-HK")


def test_what_is_missing_is_named_with_the_path_by_which_a_file_says_it(juror):
    said = juror("score", "1", "--round", "r1", "--from", juror.sheet, lang="zh-HK")
    assert "整體性（scores/cohesion）：請給予分數" in said


def test_moments_are_told_by_the_festivals_clocks_and_by_those_here(juror):
    juror("sync", keys=True)
    told = juror("state").splitlines()[-1]
    assert re.search(r"\d\d:\d\d \(Asia/Hong_Kong\) = \d{4}-\d\d-\d\d \d\d:\d\d local time", told)


def test_the_festival_is_called_as_its_profile_calls_it_in_the_language(juror):
    assert juror("about").startswith("Hong Kong AI International Film Festival · ")
    assert juror("about", lang="zh-HK").startswith("香港人工智能國際電影節 · ")
    letter = juror("sign", "--all", "--round", "r1", "--dry-run", lang="zh-HK")
    assert "香港人工智能國際電影節" in letter


def test_backups_are_listed_and_restored_by_their_name(juror):
    juror("sync", keys=True)
    name = re.search(r"\S+\.db", juror("restore", "--list"))
    assert name
    assert name.group() in juror("restore", name.group())
