"""What surrounds the terminal: broken files, locks, other folders, full disks, passphrases."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from jury_app.cli.main import run
from tests.cli.terminal import answer, content


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
        ("juror", "join", "NEW", "FILE", "--passphrase-file", "WORDS"),
        ("office", "new", "NEW", "--profile", "FILE", "--passphrase-file", "WORDS"),
    ],
    ids=["verify", "join", "new"],
)
def test_broken_file_founds_and_proves_nothing(root, capsys, arguments, kind):
    path = root / "some-broken.file"
    if kind != "missing":
        broken(path, kind)
    names = {"FILE": path, "NEW": root / "new", "WORDS": root / "words"}
    names["WORDS"].write_text("some words\n")
    out, err = answer(capsys, *(names.get(each, each) for each in arguments), status=1)
    assert "some-broken.file" in out + err
    assert not (root / "new" / "workspace.db").exists()


@pytest.mark.parametrize("verb", ["join", "new"])
def test_a_new_passphrase_is_as_long_in_the_terminal_as_in_the_window(root, capsys, verb):
    invitation = next((root / "invitations").glob("*.jury"))
    wanted = {
        "join": ("juror", "join", root / "second", invitation),
        "new": ("office", "new", root / "second", "--profile", "hkaiiff-2026"),
    }
    _, err = answer(capsys, *wanted[verb], "--passphrase-file", root / "pass", status=1)
    assert "at least 8 characters" in err
    assert not (root / "second").exists()


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
