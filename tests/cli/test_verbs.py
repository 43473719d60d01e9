"""The terminal: exit status, JSON, languages, hostile titles, help."""

import json

import pytest

from jury_app.cli.main import run
from tests.cli.terminal import answer, table

OFFICE_READS = [
    ("office", "queries", "DIR"),
    ("office", "film", "DIR", "First"),
    ("office", "jurors", "DIR"),
    ("office", "devices", "DIR"),
    ("office", "juror", "DIR", "Ada Lau"),
    ("office", "check", "DIR"),
    ("office", "publish", "DIR"),
    ("office", "receive", "DIR"),
]


@pytest.mark.parametrize("verb", OFFICE_READS, ids=lambda verb: verb[1])
def test_json_of_every_verb_parses_and_its_text_holds_no_control_characters(root, capsys, verb):
    arguments = [root / "office" if each == "DIR" else each for each in verb]
    keys = [] if verb[1] in ("queries", "check") else ["--passphrase-file", root / "pass"]
    out, _ = answer(capsys, *arguments, *keys, "--json")
    json.loads(out)
    text, _ = answer(capsys, *arguments, *keys)
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_json_of_a_jurors_verbs_parses(root, capsys):
    keys = ("--passphrase-file", root / "pass")
    out, _ = answer(capsys, "juror", "sync", root / "ada", *keys, "--json")
    assert json.loads(out)["sent"] == 1
    out, _ = answer(capsys, "juror", "films", root / "ada", "--json")
    assert json.loads(out) == []


@pytest.mark.parametrize("place", ["before the group", "before the verb's options", "last"])
def test_the_language_may_be_named_before_and_after_the_verb(root, capsys, place):
    words = ["office", "queries", str(root / "office")]
    at = {"before the group": 0, "before the verb's options": 2, "last": 3}[place]
    with_language = [*words[:at], "--lang", "zh-Hant", *words[at:]]
    assert said_by(capsys, with_language) != said_by(capsys, words)
    assert said_by(capsys, with_language) == said_by(capsys, [*words, "--lang=zh-Hant"])


@pytest.mark.parametrize(
    ("environment", "asks_chinese"),
    [
        ({"LANG": "zh_TW.UTF-8"}, True),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "zh_HK.UTF-8"}, True),
        ({"LANG": "zh_TW.UTF-8", "LC_ALL": "C.UTF-8"}, False),
        ({"LANG": "zh_TW.UTF-8", "LC_MESSAGES": "de_DE.UTF-8"}, False),
        ({}, False),
    ],
)
def test_the_terminal_follows_the_systems_locale(
    root, capsys, monkeypatch, environment, asks_chinese
):
    words = ["office", "queries", str(root / "office")]
    chinese = said_by(capsys, [*words, "--lang", "zh-Hant"])
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert (said_by(capsys, words) == chinese) == asks_chinese
    assert said_by(capsys, [*words, "--lang", "en"]) != chinese


def said_by(capsys, words: list[str]) -> str:
    """What a command line prints."""
    assert run(words) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("tag", ["en", "zh-Hant", "de", "zz", "../../x"])
def test_any_language_tag_answers(root, capsys, tag):
    answer(capsys, "office", "queries", root / "office", "--lang", tag)
    answer(capsys, "office", "film", root / "office", "nothing", "--lang", tag, status=1)


def test_hostile_title_is_one_harmless_line(root, capsys):
    out, _ = answer(capsys, "office", "film", root / "office", "#2")
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "<img src=x>" in out


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("nonsense",),
        ("office",),
        ("office", "nonsense", "DIR"),
        ("office", "import", "DIR"),
        ("office", "new", "DIR"),
        ("office", "print", "DIR", "--what", "money", "--out", "x"),
        ("juror", "show", "DIR", "First"),
        ("juror", "recuse", "DIR", "First"),
        ("chair", "round", "DIR", "r1", "explode"),
        ("chair", "decide", "DIR", "hold", "First"),
        ("chair", "shortlist", "DIR", "--top", "many"),
        ("verify",),
        ("office", "queries", "DIR", "--nonsense"),
    ],
)
def test_wrong_usage_is_status_two(arguments, capsys):
    with pytest.raises(SystemExit) as stopped:
        run(list(arguments))
    assert stopped.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_log_holds_no_name_title_or_folder(root, capsys):
    from jury_app.base import places

    answer(capsys, "office", "film", root / "office", "First", "--passphrase-file", root / "pass")
    answer(capsys, "office", "film", root / "office", "Nobody's Film", status=1)
    logs = [path for path in places.logs().rglob("*") if path.is_file()]
    text = "".join(path.read_text(encoding="utf-8") for path in logs)
    assert "refused" in text
    for secret in ("Nobody's Film", "entrant1@mail", "Ada Lau", "demo\n"):
        assert secret not in text


def test_every_verb_of_the_terminal_has_help(capsys):
    verbs = {
        "office": "new import queries film attach pack jurors invite assign publish receive check"
        " rebuild devices juror print endorse",
        "juror": "join attach sync films show score sign revise recuse settle endorse defense",
        "chair": "join sync round decide standings shortlist select bundle endorse session",
    }
    for group, names in verbs.items():
        for name in names.split():
            with pytest.raises(SystemExit) as stopped:
                run([group, name, "--help"])
            assert stopped.value.code == 0
            assert "DIR" in capsys.readouterr().out


def test_a_defense_is_minuted_and_listed(root, capsys):
    keys = ("--passphrase-file", root / "pass")
    minuted, _ = answer(
        capsys, "chair", "session", root / "office", "#1", *keys, "--json",
        "--began", "2026-05-20 19:30", "--room", "Theatre 2", "--present", "Ada",
        "--question", "Who chose the ending?",
    )  # fmt: skip
    held = json.loads(minuted)
    assert (held["room"], held["present"]) == ("Theatre 2", ["Ada"])
    listed, _ = answer(capsys, "chair", "session", root / "office", "#1", "--json")
    assert json.loads(listed) == [held]
    shown, _ = answer(capsys, "chair", "session", root / "office", "#1")
    assert "Who chose the ending?" in shown


def test_what_asks_for_endorsements_is_listed(root, capsys):
    for group, folder in (("office", "office"), ("chair", "office"), ("juror", "ada")):
        out, _ = answer(capsys, group, "endorse", root / folder, "--json")
        assert json.loads(out) == []
    keys = ("--passphrase-file", root / "pass")
    _, refused = answer(capsys, "chair", "endorse", root / "office", "abc", *keys, status=1)
    assert "0 decisions" in refused


def test_refused_rows_keep_a_table_out_until_the_office_leaves_them_out(root, capsys, tmp_path):
    path = table(tmp_path / "wave-2.csv", ["One more", ""])
    keys = ("--passphrase-file", root / "pass")
    _, refused = answer(capsys, "office", "import", root / "office", path, *keys, status=1)
    assert "line 3 (" in refused
    shown, _ = answer(capsys, "office", "import", root / "office", path, *keys, "--without-refused")
    assert "1 refused" in shown
