"""Batches of messages: what a child finds is what is found here, in the order of the files."""

import threading
from collections.abc import Iterator, Sequence

import pytest

from jury_app.base.errors import Problem, Refusal
from jury_app.exchange import channel, checking, parts, sealing
from jury_app.exchange.channel import Opened
from jury_app.exchange.envelope import sign
from tests.exchange.test_channel import JUROR, OFFICE, TO, write

Files = list[tuple[str, bytes]]


def open_many(sealed: Sequence[bytes]) -> Iterator[bytes | Refusal]:
    for each in sealed:
        try:
            yield sealing.open_sealed(each, OFFICE.identity)
        except Refusal as refusal:
            yield refusal


def files() -> Files:
    """Good messages, and others that are refused at each of the steps."""
    card = sign(JUROR.seed, "scorecard", b"{}")
    _, part = parts.make("comment", "panel", [{"a": True}, "光影", 2**53 - 1])
    good = write(1, None, documents=(card.envelope.decode(),), parts=(part,))
    altered = write(
        2, good.hash, documents=(card.envelope.decode().replace('"sig":"', '"sig":"A'),)
    )
    contents = [
        channel.pack(good, TO),
        b"foreign",
        channel.pack(good, TO)[:-1],
        channel.pack(altered, TO),
        channel.pack(sign(JUROR.seed, "decision", b"{}"), TO),
        channel.pack(write(2, good.hash), TO),
    ]
    return [(f"file {number}", content) for number, content in enumerate(contents)]


def found(source: Files) -> list[tuple[str, int, Opened | str]]:
    return [
        (
            each.place,
            each.size,
            each.opened if isinstance(each.opened, Opened) else str(each.opened),
        )
        for batch in checking.batches(open_many, source)
        for each in batch
    ]


def test_a_child_finds_what_is_found_here(monkeypatch: pytest.MonkeyPatch) -> None:
    source = [("first", b"foreign"), *files()]  # the first batch is never a child's
    here = found(source)
    monkeypatch.setattr(checking, "AT_ONCE", 1)
    assert found(source) == here
    assert [place for place, *_ in here] == [place for place, _ in source]
    assert [type(each) for *_, each in here] == [str, Opened, str, str, str, str, Opened]


def test_all_batches_but_the_first_are_checked_by_a_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "AT_ONCE", 1)
    checked_here: list[str] = []
    check = checking.check

    def noted(place: str, body: bytes) -> Opened | Refusal:
        checked_here.append(place)
        return check(place, body)

    monkeypatch.setattr(checking, "check", noted)
    good = files()[0][1]
    assert len(found([("one", good), ("two", good), ("three", good)])) == 3
    assert checked_here == ["one"]


def test_batches_are_bounded_by_bytes_and_by_files(monkeypatch: pytest.MonkeyPatch) -> None:
    source = [("x", b"foreign")] * 10
    monkeypatch.setattr(checking, "AT_ONCE", 15)
    assert [len(batch) for batch in checking.batches(open_many, source)] == [3, 3, 3, 1]
    monkeypatch.setattr(checking, "MOST", 4)
    monkeypatch.setattr(checking, "AT_ONCE", 1000)
    assert [len(batch) for batch in checking.batches(open_many, source)] == [4, 4, 2]


def test_no_file_is_read_further_ahead_than_two_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "AT_ONCE", 1)
    read: list[int] = []
    ahead = threading.Event()

    def source() -> Iterator[tuple[str, bytes]]:
        for number in range(9):
            read.append(number)
            if number == checking.AHEAD:
                ahead.set()
            yield "x", b"foreign"

    batches = checking.batches(open_many, source())
    next(batches)
    assert ahead.wait(60)
    batches.close()
    assert read == [0, 1, 2]


def test_what_keeps_files_from_being_read_is_told_to_the_taker(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(checking, "AT_ONCE", 1)

    def source() -> Iterator[tuple[str, bytes]]:
        yield files()[0]
        raise Problem("The mailbox is not there.")

    batches = checking.batches(open_many, source())
    (first,) = next(batches)
    assert isinstance(first.opened, Opened)
    with pytest.raises(Problem, match="not there"):
        next(batches)
