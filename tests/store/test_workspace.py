import json
import os
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager
from datetime import datetime

import pytest

from jury_app.base.errors import Problem, Refusal
from jury_app.store import documents, drafts, settings, sqlite
from jury_app.store.lock import NAME, is_read_only
from jury_app.store.workspace import create, open_for_reading, open_for_writing

FILM = "f" * 32


def snapshot(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@contextmanager
def read_only(folder, seen):
    """Show a folder at another one, as on a disk that takes no writing."""

    def mount(*arguments):
        return subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode

    if sys.platform != "linux" or mount("--bind", folder, seen):
        pytest.skip("only root on Linux shows a folder at two places")
    try:
        assert not mount("-o", "remount,ro,bind", seen)
        yield
    finally:
        subprocess.run(["umount", seen], check=True)


def test_a_workspace_is_created_closed_and_opened_again(folder, clock):
    with create(folder, kind="chair", clock=clock) as made:
        assert made.kind == "chair"
        with made.writing() as tx:
            settings.put(tx, edition="abc", epoch=1)
    assert sorted(path.name for path in folder.iterdir()) == [
        "backups",
        "ledger",
        "workspace.db",
        "writer.lock",
    ]
    with open_for_writing(folder, "Anna", clock) as again, again.reading() as reader:
        assert again.kind == "chair"
        assert settings.get(reader, "edition") == "abc"
        assert settings.get(reader, "never", default=7) == 7


def test_nothing_is_created_over_a_workspace(folder, office, clock):
    office.close()
    before = snapshot(folder)
    with pytest.raises(Problem, match="a workspace already"):
        create(folder, kind="juror", clock=clock)
    assert snapshot(folder) == before


def test_a_second_writer_is_told_who_holds_the_lock(folder, office, clock):
    with pytest.raises(Refusal, match=rf"Office is writing .*process {os.getpid()} on") as told:
        open_for_writing(folder, "Ben", clock)
    assert told.value.place == str(folder)
    office.close()
    with open_for_writing(folder, "Ben", clock) as free, free.writing() as tx:
        settings.put(tx, epoch=2)


def test_who_holds_the_lock_is_told_by_the_clock_here(folder, office, clock):
    holder = json.loads((folder / NAME).read_text())
    here = datetime.fromisoformat(holder["since"]).astimezone()
    with pytest.raises(Refusal, match=f"since {here:%Y-%m-%d %H:%M}") as told:
        open_for_writing(folder, "Ben", clock)
    assert told.value.arguments["since"] == holder["since"]
    (folder / NAME).write_text(json.dumps(holder | {"since": "of late"}))
    with pytest.raises(Refusal, match="since of late"):
        open_for_writing(folder, "Ben", clock)


def test_a_workspace_on_a_read_only_disk_can_be_read(folder, office, clock, tmp_path):
    office.close()
    seen = tmp_path / "read-only"
    seen.mkdir()
    with read_only(folder, seen):
        with pytest.raises(Problem, match="make it writable") as told:
            open_for_writing(seen, "Anna", clock)
        assert is_read_only(told.value)
        with open_for_reading(seen, clock) as workspace, workspace.reading() as reader:
            assert settings.get(reader, "kind") == "office"


def test_a_lock_without_a_name_yet_is_still_a_lock(folder, office, clock):
    (folder / NAME).write_bytes(b"")
    with pytest.raises(Refusal, match="Somebody else is writing"):
        open_for_writing(folder, "Ben", clock)


def test_readers_are_never_blocked_and_see_one_state(folder, office, clock):
    with office.writing() as tx:
        settings.put(tx, a=1)
    with open_for_reading(folder, clock) as other, other.reading() as reader:
        with office.writing() as tx:
            settings.put(tx, a=2)
            assert settings.get(tx, "a") == 2
        assert settings.get(reader, "a") == 1
        with other.reading() as later:
            assert settings.get(later, "a") == 2


def test_a_workspace_opened_for_reading_cannot_be_written(folder, office, clock):
    with open_for_reading(folder, clock) as other:
        with pytest.raises(Problem, match="opened for reading only"), other.writing():
            pass
        with pytest.raises(Problem, match="can only be read here"), other.reading() as reader:
            reader.rows("DELETE FROM settings")


def test_what_fails_halfway_leaves_nothing_behind(office, maker):
    film = maker.film()

    def fail():
        with office.writing() as tx:
            documents.enter(tx, [film])
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    with office.reading() as reader:
        assert documents.count(reader) == 0
    with office.writing() as tx:
        assert documents.enter(tx, [film]) == [0]


def test_threads_take_turns_in_writing(juror):
    def write(number):
        for path in "abcde":
            with juror.writing() as tx:
                drafts.change(tx, FILM, f"r{number}", path, number)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with juror.reading() as reader:
        found = {draft.round: draft.values for draft in drafts.every(reader)}
    assert found == {f"r{n}": dict.fromkeys("abcde", n) for n in range(4)}


@pytest.mark.parametrize(
    ("harm", "message"),
    [
        (lambda path: path.unlink(), "no workspace here"),
        (lambda path: path.write_bytes(b""), "damaged"),
        (lambda path: path.write_bytes(b"not a database" * 100), "damaged"),
        (lambda path: path.write_bytes(path.read_bytes()[:5000]), "damaged"),
        (lambda path: path.write_bytes(bytes(4096) + path.read_bytes()[4096:]), "damaged"),
    ],
    ids=["missing", "empty", "foreign", "truncated", "zeroed head"],
)
def test_a_broken_database_is_told_with_the_way_back(folder, office, clock, harm, message):
    office.close()
    path = folder / "workspace.db"
    harm(path)
    for opening in (
        lambda: open_for_writing(folder, "Anna", clock),
        lambda: open_for_reading(folder, clock),
    ):
        with pytest.raises(Problem, match=message) as told:
            opening()
        assert str(path) in str(told.value)
        assert "backups" in str(told.value)


def zero_last_pages(path):
    """Zero the pages written last: they hold documents and parts."""
    content = path.read_bytes()
    path.write_bytes(content[:-40960] + bytes(40960))


def test_pages_zeroed_inside_are_found_by_the_writers_daily_check(folder, office, clock, maker):
    with office.writing() as tx:
        documents.enter(tx, [maker.film(number) for number in range(200)])
    office.close()
    zero_last_pages(folder / "workspace.db")
    with open_for_writing(folder, "Anna", clock):
        pass  # the last close was clean, and it was checked this very day
    clock.advance(days=2)
    for _ in range(2):  # what was found once is looked for again
        with pytest.raises(Problem, match="damaged"):
            open_for_writing(folder, "Anna", clock)


def test_after_an_unclean_close_the_whole_database_is_checked(folder, office, clock, maker):
    with office.writing() as tx:
        documents.enter(tx, [maker.film(number) for number in range(200)])
    office.close()
    zero_last_pages(folder / "workspace.db")
    (folder / NAME).write_text('{"who":"Ben","pid":1,"host":"x","since":"2026-07-18T09:30:00Z"}')
    with pytest.raises(Problem, match="damaged"):
        open_for_writing(folder, "Anna", clock)


def test_a_foreign_database_is_no_workspace(folder, clock):
    folder.mkdir()
    connection = sqlite.dbapi2.connect(str(folder / "workspace.db"))
    connection.execute("CREATE TABLE songs (title)")
    connection.commit()
    connection.close()
    before = snapshot(folder)
    with pytest.raises(Problem, match="no workspace of Jury App"):
        open_for_writing(folder, "Anna", clock)
    assert snapshot(folder) == before


def test_a_newer_workspace_is_refused_and_left_byte_for_byte(folder, office, clock):
    office.close()
    connection = sqlite.connect(folder / "workspace.db", "write")
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = snapshot(folder)
    for opening in (
        lambda: open_for_writing(folder, "Anna", clock),
        lambda: open_for_reading(folder, clock),
    ):
        with pytest.raises(Refusal, match="newer Jury App"):
            opening()
    assert snapshot(folder) == before


READ = """
import sys
from pathlib import Path
from jury_app.store import cards, channels, devices, documents, drafts, ledger, media, office
from jury_app.store import parts, rebuild, settings
from jury_app.store.workspace import open_for_reading
with open_for_reading(Path(sys.argv[1])) as workspace, workspace.reading() as reader:
    documents.course(reader), cards.every(reader), drafts.every(reader), rebuild.compare(reader)
print(sorted({"sqlalchemy", "alembic"} & set(sys.modules)))
"""
WRITE = """
import sys
from pathlib import Path
from jury_app.store import settings
from jury_app.store.workspace import open_for_writing
with open_for_writing(Path(sys.argv[1]), "Anna") as workspace, workspace.writing() as tx:
    settings.put(tx, a=1)
print(sorted({"sqlalchemy", "alembic"} & set(sys.modules)))
"""


@pytest.mark.parametrize("program", [READ, WRITE])
def test_neither_reading_nor_writing_needs_sqlalchemy(folder, office, program):
    office.close()
    command = [sys.executable, "-c", program, str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


UNPRIVILEGED = """
import sys
from pathlib import Path
from jury_app.base.errors import Told
from jury_app.store import settings
from jury_app.store.workspace import open_for_reading, open_for_writing
with open_for_reading(Path(sys.argv[1])) as workspace, workspace.reading() as reader:
    print(settings.get(reader, "edition"))
try:
    open_for_writing(Path(sys.argv[1]), "Anna")
except Told as error:
    print(error)
"""


@pytest.mark.skipif(os.name == "nt", reason="folders are made read-only otherwise there")
def test_a_read_only_folder_can_be_read_and_is_told_at_once_when_written(folder, office):
    with office.writing() as tx:
        settings.put(tx, edition="abc")
    office.close()
    before = snapshot(folder)
    command = [sys.executable, "-c", UNPRIVILEGED, str(folder)]
    if os.geteuid() == 0:  # root may write everywhere, unless it gives that up
        if shutil.which("setpriv") is None:
            pytest.skip("setpriv is needed to run as root without root's rights")
        command = ["setpriv", "--bounding-set=-all", "--inh-caps=-all", *command]
    for path in folder.rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    folder.chmod(0o555)
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    finally:
        folder.chmod(0o755)
    edition, told = done.stdout.splitlines()
    assert edition == "abc"
    assert "may not read or write here" in told
    assert done.stderr == ""
    assert snapshot(folder) == before


def test_one_transaction_inside_another_is_a_bug(office):
    def nest():
        with office.writing(), office.writing():
            pass

    with pytest.raises(sqlite.dbapi2.OperationalError, match="within a transaction"):
        nest()
