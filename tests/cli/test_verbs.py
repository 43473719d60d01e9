"""The terminal: exit status, JSON, languages, hostile and broken files, locks and folders."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from jury_app.base.clock import SystemClock
from jury_app.cli.main import run
from jury_app.desks.demo.films import HEADER, films
from jury_app.desks.demo.stage import CHEAP
from jury_app.desks.juror.joining import join
from jury_app.desks.office import people
from jury_app.desks.office.founding import found
from jury_app.desks.office.importing import apply, look
from jury_app.desks.office.inviting import invite
from jury_app.desks.seat import Seat

HOSTILE = "\x1b[2J<img src=x>\u202e" + "x" * 300


def table(path: Path, titles: list[str]) -> Path:
    """A FilmFreeway export with these titles."""
    import csv

    with path.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        at = HEADER.index("Project Title")
        for film, title in zip(films(len(titles), 7), titles, strict=True):
            writer.writerow([*film.row[:at], title, *film.row[at + 1 :]])
    return path


@pytest.fixture(scope="session")
def founded(tmp_path_factory) -> Path:
    """An office with three films, one hostile, and a juror who joined; keys open with `demo`."""
    root = tmp_path_factory.mktemp("cli")
    found(
        root / "office",
        "hkaiiff-2026",
        passphrase="demo",
        mailbox=str(root / "mailbox"),
        cost=CHEAP,
    )
    (root / "pass").write_text("demo\n")
    with Seat(root / "office", passphrase=lambda: "demo") as seat:
        apply(seat, look(seat, table(root / "wave.csv", ["First", HOSTILE, "=HYPERLINK(1)"])))
        people.add(seat, people.NewPerson(name="Ada Lau", panels=("r1",)))
        (invited,) = invite(seat, root / "invitations")
    join(root / "ada", Path(invited.file), passphrase="demo", clock=SystemClock(), cost=CHEAP)
    return root


@pytest.fixture
def root(founded, tmp_path) -> Path:
    """This test's own copy."""
    shutil.copytree(founded, tmp_path / "root")
    return tmp_path / "root"


def answer(capsys, *arguments: object, status: int = 0) -> tuple[str, str]:
    """What a verb says on standard output and standard error."""
    capsys.readouterr()
    assert run([str(each) for each in arguments]) == status, capsys.readouterr().err
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    assert "This is a bug" not in said.err
    return said.out, said.err


def content(folder: Path) -> str:
    """Hash of every row of every table of a workspace, and of its keys."""
    digest = sha256((folder / "keys.jury").read_bytes())
    with Seat(folder) as seat, seat.workspace.reading() as reader:
        names = reader.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        for (name,) in [*names]:
            rows = sorted(map(repr, reader.rows(f"SELECT * FROM {name}")))  # noqa: S608  our tables
            digest.update(f"{name}{rows}".encode())
    return digest.hexdigest()


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


def broken(path: Path, kind: str) -> Path:
    """A file that is empty, noise, cut, binary or another format."""
    bodies = {
        "empty": b"",
        "noise": bytes(range(256)) * 8,
        "zip": b"PK\x03\x04" + b"\x00" * 60,
        "text": b"hello\n",
        "json": b'{"a": [' * 2000,
        "utf16": b"\xff\xfe" + b"\x00\xd8" * 50,
    }
    path.write_bytes(bodies[kind])
    return path


KINDS = ["empty", "noise", "zip", "text", "json", "utf16"]
TAKERS = {
    "import": ("office", "import", "office", "FILE"),
    "jurors": ("office", "jurors", "office", "--import", "FILE"),
    "receive": ("office", "receive", "office", "FILE"),
    "sync": ("juror", "sync", "ada", "--from", "FILE"),
    "score": ("juror", "score", "ada", "First", "--round", "r1", "--from", "FILE"),
}


@pytest.mark.parametrize("kind", [*KINDS, "missing", "folder"])
@pytest.mark.parametrize("taker", TAKERS)
def test_broken_file_is_named_and_changes_nothing(root, capsys, taker, kind):
    path = root / "some-broken.file"
    if kind == "folder":
        path.mkdir()
    elif kind != "missing":
        broken(path, kind)
    folder = root / TAKERS[taker][2]
    before = content(folder)
    arguments = [
        {"FILE": path, "office": root / "office", "ada": root / "ada"}.get(each, each)
        if at > 0
        else each
        for at, each in enumerate(TAKERS[taker])
    ]
    keys = [] if taker == "score" else ["--passphrase-file", root / "pass"]
    _, err = answer(capsys, *arguments, *keys, status=1)
    assert "some-broken.file" in err
    assert content(folder) == before


@pytest.mark.parametrize("kind", [*KINDS, "missing"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("verify", "FILE"),
        ("juror", "join", "NEW", "FILE", "--passphrase-file", "PASS"),
        ("office", "new", "NEW", "--profile", "FILE", "--passphrase-file", "PASS"),
    ],
    ids=["verify", "join", "new"],
)
def test_broken_file_founds_and_proves_nothing(root, capsys, arguments, kind):
    path = root / "some-broken.file"
    if kind != "missing":
        broken(path, kind)
    names = {"FILE": path, "NEW": root / "new", "PASS": root / "pass"}
    out, err = answer(capsys, *(names.get(each, each) for each in arguments), status=1)
    assert "some-broken.file" in out + err
    assert not (root / "new" / "workspace.db").exists()


@pytest.mark.parametrize(
    "arguments", [("office", "queries"), ("juror", "films"), ("office", "check")]
)
def test_folder_without_workspace_is_told(root, capsys, arguments):
    for folder in (root / "nowhere", root / "invitations"):
        _, err = answer(capsys, *arguments, folder, status=1)
        assert folder.name in err
    assert not (root / "nowhere").exists()


def test_database_of_something_else_is_refused_untouched(root, capsys):
    for body in (
        b"",
        b"not a database" * 100,
        (root / "office" / "workspace.db").read_bytes()[:5000],
    ):
        folder = root / "odd"
        folder.mkdir(exist_ok=True)
        (folder / "workspace.db").write_bytes(body)
        _, err = answer(capsys, "office", "queries", folder, status=1)
        assert "odd" in err
        assert (folder / "workspace.db").read_bytes() == body


def test_workspace_of_a_newer_version_is_refused_untouched(root, capsys):
    database = root / "ada" / "workspace.db"
    connection = sqlite3.connect(database)
    connection.execute("UPDATE alembic_version SET version_num = '9999_from_the_future'")
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    before = database.read_bytes()
    keys = ("--passphrase-file", root / "pass")
    for arguments in (("juror", "films", root / "ada"), ("juror", "sync", root / "ada", *keys)):
        _, err = answer(capsys, *arguments, status=1)
        assert "newer" in err
    assert database.read_bytes() == before


def test_second_writer_is_told_who_holds_the_workspace(root, capsys):
    code = (
        "import sys, time\nfrom pathlib import Path\n"
        "from jury_app.base.clock import SystemClock\n"
        "from jury_app.store.workspace import open_for_writing\n"
        "w = open_for_writing(Path(sys.argv[1]), 'a window in Busan', SystemClock())\n"
        "print('held', flush=True)\nsys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(root / "office")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        _, err = answer(capsys, "office", "queries", root / "office", status=1)
        assert "a window in Busan" in err
        holder.communicate("")
    answer(capsys, "office", "queries", root / "office")


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes where it must not")
def test_read_only_folder_is_told(root, capsys):
    (root / "office").chmod(0o500)
    try:
        answer(capsys, "office", "import", root / "office", root / "wave.csv", status=1)
    finally:
        (root / "office").chmod(0o700)


def test_output_that_cannot_be_written_is_told(root, capsys):
    (root / "file").write_text("in the way")
    keys = ("--passphrase-file", root / "pass")
    _, err = answer(
        capsys, "juror", "sync", root / "ada", "--export", root / "file" / "x.jury", *keys, status=1
    )
    assert "x.jury" in err or "file" in err
    _, err = answer(
        capsys, "office", "publish", root / "office", "--export", root / "file", *keys, status=1
    )
    assert "file" in err


def test_mailbox_that_is_not_connected_is_told_and_nothing_is_lost(root, founded, capsys):
    keys = ("--passphrase-file", root / "pass")
    mailbox = founded / "mailbox"
    away = founded / "unplugged"
    mailbox.rename(away)
    try:
        _, err = answer(capsys, "juror", "sync", root / "ada", *keys, status=1)
        assert "mailbox" in err
        answer(capsys, "office", "receive", root / "office", *keys, status=1)
    finally:
        away.rename(mailbox)
    out, _ = answer(capsys, "juror", "sync", root / "ada", *keys, "--json")
    assert json.loads(out)["waiting"] == 1


@pytest.mark.parametrize(
    ("body", "said"), [("wrong\n", "passphrase"), ("", "empty"), ("\ndemo\n", "empty")]
)
def test_wrong_or_empty_passphrase_is_refused_and_sends_nothing(root, capsys, body, said):
    (root / "pass").write_text(body)
    before = content(root / "ada")
    keys = ("--passphrase-file", root / "pass")
    _, err = answer(capsys, "juror", "sync", root / "ada", *keys, status=1)
    assert said in err.casefold()
    assert "demo" not in err
    assert content(root / "ada") == before


def test_missing_passphrase_file_is_named(root, capsys):
    keys = ("--passphrase-file", root / "no-such-file")
    _, err = answer(capsys, "juror", "sync", root / "ada", *keys, status=1)
    assert "no-such-file" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ("juror", "films"),
        ("chair", "standings", "--round", "r1", "--look"),
        ("chair", "standings", "--round", "r9", "--look"),
        ("chair", "bundle", "--out", "x.jury"),
        ("chair", "shortlist", "--top", "3"),
        ("office", "assign", "--round", "r1"),
        ("office", "print", "--what", "standings", "--out", "prints"),
    ],
    ids=lambda each: "-".join(each[:2]),
)
def test_verb_at_the_wrong_time_or_place_is_no_bug(root, capsys, monkeypatch, arguments):
    monkeypatch.chdir(root)
    keys = [] if arguments[1] in ("films", "print") else ["--passphrase-file", "pass"]
    capsys.readouterr()
    status = run([*arguments[:2], str(root / "office"), *arguments[2:], *map(str, keys)])
    said = capsys.readouterr()
    assert status in (0, 1)
    assert "This is a bug" not in said.err


def test_a_jurors_workspace_is_no_office(root, capsys):
    _, err = answer(capsys, "office", "queries", root / "ada", status=1)
    assert "office" in err


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
