import os
import stat
from pathlib import Path

import pytest

from jury_app.base.errors import Problem, Refusal
from jury_app.exchange.heading import expect, heading, split
from jury_app.exchange.mailbox import (
    FolderMailbox,
    channel_folder,
    is_whole,
    name_of,
    number_of,
    open_mailbox,
)

FOLDER = channel_folder("a" * 64)


@pytest.fixture
def mailbox(tmp_path: Path) -> FolderMailbox:
    return FolderMailbox(tmp_path)


def test_names_come_in_order_after_a_number(mailbox: FolderMailbox) -> None:
    put = [mailbox.put(FOLDER, number, b"%d" % number) for number in (10, 2, 1)]
    assert mailbox.names(FOLDER) == put[::-1]
    assert mailbox.names(FOLDER, after=1) == [put[1], put[0]]
    assert mailbox.names(FOLDER, after=10) == []
    assert mailbox.get(FOLDER, put[0]) == b"10"


def test_a_channel_that_is_not_there_yet_is_empty(mailbox: FolderMailbox) -> None:
    assert mailbox.names(FOLDER) == []
    assert mailbox.get(FOLDER, name_of(1, b"x")) is None


def test_putting_twice_changes_nothing(mailbox: FolderMailbox, tmp_path: Path) -> None:
    name = mailbox.put(FOLDER, 1, b"x")
    before = (tmp_path / FOLDER / name).stat()
    assert mailbox.put(FOLDER, 1, b"x") == name
    assert (tmp_path / FOLDER / name).stat().st_mtime_ns == before.st_mtime_ns
    assert mailbox.names(FOLDER) == [name]


def test_two_contents_with_one_number_both_stay(mailbox: FolderMailbox) -> None:
    put = {mailbox.put(FOLDER, 1, content) for content in (b"x", b"y")}
    assert set(mailbox.names(FOLDER)) == put
    assert {mailbox.get(FOLDER, name) for name in put} == {b"x", b"y"}


def test_every_torn_upload_is_skipped_and_put_again(mailbox: FolderMailbox, tmp_path: Path) -> None:
    content = b"a message of some length"
    for length in range(len(content)):
        folder = channel_folder("a" * 64, f"{length:064x}"[::-1])
        (tmp_path / folder).mkdir()
        torn = name_of(1, content)
        (tmp_path / folder / torn).write_bytes(content[:length])
        assert mailbox.get(folder, torn) is None
        again = mailbox.put(folder, 1, content)
        assert again == name_of(1, content, attempt=2)
        assert mailbox.get(folder, again) == content
        assert (tmp_path / folder / torn).read_bytes() == content[:length]


def test_where_all_attempts_are_torn_it_is_told(mailbox: FolderMailbox, tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    for attempt in range(1, 10):
        (tmp_path / FOLDER / name_of(1, b"x", attempt)).write_bytes(b"")
    with pytest.raises(Problem, match="damaged"):
        mailbox.put(FOLDER, 1, b"x")


def test_foreign_files_are_not_listed(mailbox: FolderMailbox, tmp_path: Path) -> None:
    name = mailbox.put(FOLDER, 1, b"x")
    for foreign in ("notes.txt", ".hidden", "0000000001-x.jury", name + ".part", "desktop.ini"):
        (tmp_path / FOLDER / foreign).write_bytes(b"x")
    assert mailbox.names(FOLDER) == [name]
    assert mailbox.get(FOLDER, "notes.txt") is None


def test_a_name_leads_nowhere_else(mailbox: FolderMailbox, tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"x")
    (tmp_path / FOLDER).mkdir()
    assert mailbox.get(FOLDER, "../secret") is None
    for folder in ("../x", "/etc", "", ".", "A", "a/b"):
        with pytest.raises(Refusal):
            mailbox.names(folder)


def test_a_mailbox_that_is_not_there_is_told_and_not_made(tmp_path: Path) -> None:
    for act in (lambda box: box.names(FOLDER), lambda box: box.put(FOLDER, 1, b"x")):
        with pytest.raises(Problem, match="connect the disk"):
            act(FolderMailbox(tmp_path / "gone"))
    assert not (tmp_path / "gone").exists()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_mailbox_is_told(mailbox: FolderMailbox, tmp_path: Path) -> None:
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(Problem):
        mailbox.put(FOLDER, 1, b"x")


def test_a_larger_file_than_any_message_is_not_read(mailbox: FolderMailbox, tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    name = name_of(1, b"")
    with (tmp_path / FOLDER / name).open("wb") as file:
        file.truncate(10 << 30)
    assert mailbox.get(FOLDER, name) is None


def test_special_files_and_a_file_in_a_folders_place_hold_nothing(
    mailbox: FolderMailbox, tmp_path: Path
) -> None:
    (tmp_path / FOLDER).mkdir()
    fifo, loop, folder, device = (tmp_path / FOLDER / name_of(n, b"x") for n in range(1, 5))
    os.mkfifo(fifo)
    loop.symlink_to(loop)
    folder.mkdir()
    device.symlink_to("/dev/zero")
    for each in (fifo, loop, folder, device):
        assert mailbox.get(FOLDER, each.name) is None
    (tmp_path / "up-2").write_bytes(b"")
    assert mailbox.names("up-2") == []


def test_numbers_stand_in_names() -> None:
    assert number_of(name_of(42, b"x")) == 42
    assert name_of(42, b"x").startswith("0000000042-")
    assert number_of("0000000042") is None
    assert is_whole(name_of(1, b"x"), b"x")
    assert not is_whole(name_of(1, b"x"), b"y")


def test_numbers_beyond_a_name_are_refused(mailbox: FolderMailbox) -> None:
    for number in (0, -1, 10**10, 2**63):
        with pytest.raises(Refusal):
            mailbox.put(FOLDER, number, b"x")


def test_addresses(tmp_path: Path) -> None:
    for address in (str(tmp_path), tmp_path.as_uri()):
        assert open_mailbox(address).names(FOLDER) == []
    for address in ("https://example.org/box", "file://server/box", "ftp://x"):
        with pytest.raises(Refusal, match="no mailbox"):
            open_mailbox(address)


def test_every_file_begins_with_its_kind() -> None:
    assert heading("message") == b"jury-app message 1\n"
    assert split(heading("bundle") + b"rest") == ("bundle", 1, b"rest")
    assert expect(b"jury-app message 1\nrest", "message") == b"rest"


def test_another_kind_a_newer_version_and_no_kind_are_told_apart() -> None:
    with pytest.raises(Refusal, match="“bundle”"):
        expect(b"jury-app bundle 1\n", "message")
    with pytest.raises(Refusal, match="update the program"):
        expect(b"jury-app message 2\n", "message")
    for content in (
        b"",
        b"jury-app",
        b"jury-app message 1",
        b"PK\x03\x04",
        b"jury-app message 01\n",
    ):
        with pytest.raises(Refusal, match="first line"):
            split(content)
