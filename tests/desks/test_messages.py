"""Messages between the office and its jurors: repeated, lost, out of order, forked, by hand."""

import shutil

import pytest

from jury_app.base.errors import Problem, Refusal
from jury_app.desks.juror import reading
from jury_app.desks.juror.syncing import sync
from jury_app.desks.office import devices
from jury_app.desks.office.publishing import publish
from jury_app.desks.office.receiving import receive
from tests.desks.festival import ADA, FIRST, MINJUN, SECOND, Festival, content, content_of


def test_messages_repeated_change_nothing(festival, tmp_path):
    digest = festival.judge(ADA, FIRST)
    with festival.seat(ADA) as seat:
        sync(seat, export=tmp_path / "carried.jury")
    with festival.seat("office") as seat:
        assert receive(seat, [tmp_path / "carried.jury"]).entered == {"scorecard": 1}
        before = content_of(seat)
        again = receive(seat, [tmp_path / "carried.jury", tmp_path / "carried.jury"])
        assert (again.messages, again.entered, again.alarms) == (0, {}, ())
        assert content_of(seat) == before
    assert festival.states()[digest] == "counts"


def test_dropped_message_is_put_again_until_it_is_acknowledged(festival):
    digest = festival.judge(ADA, FIRST)
    festival.sync(ADA)
    for path in (festival.root / "mailbox").rglob("*"):
        if path.is_file():
            path.unlink()
    festival.sync(ADA)
    festival.post()
    assert festival.states()[digest] == "counts"
    assert festival.sync(ADA).waiting == 0


def test_message_before_another_waits_and_is_told(festival, tmp_path):
    carried = []
    for number, title in enumerate((FIRST, SECOND)):
        festival.judge(ADA, title)
        with festival.seat(ADA) as seat:
            sync(seat, export=tmp_path / f"{number}.jury")
        carried.append((tmp_path / f"{number}.jury").read_bytes().splitlines(keepends=True))
    gap = tmp_path / "gap.jury"
    gap.write_bytes(carried[1][0] + carried[1][-1])
    with festival.seat("office") as seat:
        report = receive(seat, [gap])
        assert report.messages == 0
        assert "it waits" in report.alarms[0].what
        assert receive(seat, [tmp_path / "1.jury"]).entered == {"scorecard": 2}


def test_restored_copy_of_a_device_forks_and_both_are_told(festival, tmp_path):
    folder = festival.root / ADA.replace(" ", "-")
    shutil.copytree(folder, tmp_path / "stolen")
    festival.judge(ADA, FIRST)
    festival.sync(ADA)
    festival.post()
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "stolen", folder)
    festival.judge(ADA, SECOND)
    with festival.seat(ADA) as seat:
        sync(seat, export=tmp_path / "fork.jury")
    with festival.seat("office") as seat:
        before = content_of(seat)
        report = receive(seat, [tmp_path / "fork.jury"])
        assert any("Two different messages" in each.what for each in report.alarms)
        assert content_of(seat) == before


@pytest.mark.parametrize("body", [b"", b"nonsense\n", b"jury-app messages 1\n{}\n"])
def test_file_that_holds_no_messages_is_named(festival, tmp_path, body):
    path = tmp_path / "none.jury"
    path.write_bytes(body)
    for name, take in (
        ("office", lambda s: receive(s, [path])),
        (ADA, lambda s: sync(s, source=path)),
    ):
        with festival.seat(name) as seat, pytest.raises(Refusal, match=r"none\.jury"):
            take(seat)


def test_a_file_for_somebody_else_and_one_s_own_are_told_once_and_change_nothing(
    festival, tmp_path
):
    own, down = tmp_path / "own.jury", tmp_path / "down"
    festival.judge(ADA, FIRST)
    with festival.seat(ADA) as seat:
        sync(seat, export=own)
    with festival.seat("office") as seat:
        publish(seat, export=down)
    (others,) = down.glob(f"{MINJUN.replace(' ', '-')}-*.jury")
    before = content(festival.root / "Ada-Lau")
    for file, words in ((own, "exported yourself"), (others, "not for this computer")):
        with festival.seat(ADA) as seat, pytest.raises(Refusal, match=words) as told:
            sync(seat, source=file)
        assert told.value.place == str(file)
    assert content(festival.root / "Ada-Lau") == before


def said_in_between(festival, from_office, hand):
    """A card is in a file once that is written: not when one is read, nor when none could be."""

    def said():
        with festival.seat(ADA) as seat:
            return [film.phase for film in reading.queue_of(seat)]

    assert from_office(ADA).sent == 0
    with festival.seat(ADA) as seat:
        sync(seat)
    assert said() == ["signed"]
    with festival.seat(ADA) as seat, pytest.raises(Problem):
        sync(seat, export=hand / "nowhere" / "up.jury")
    assert said() == ["signed"]
    with festival.seat(ADA) as seat:
        sync(seat, export=hand / "first.jury")
    assert said() == ["in_file"]


def test_festival_without_any_mailbox_works_both_ways_by_hand(tmp_path):
    festival = Festival(tmp_path / "festival")
    festival.found(mailbox=False)
    festival.enter_films()
    festival.enter_people()
    hand = tmp_path / "hand"
    hand.mkdir()

    def to_office(name: str):
        with festival.seat(name) as seat:
            sync(seat, export=hand / "up.jury")
        with festival.seat("office") as seat:
            report = receive(seat, [hand / "up.jury"])
            if report.waiting:
                devices.accept(seat, ["all"])
            publish(seat, export=hand / "down")
        return report

    def from_office(name: str):
        (path,) = (hand / "down").glob(f"{name.replace(' ', '-')}-*.jury")
        with festival.seat(name) as seat:
            return sync(seat, source=path)

    festival.join(ADA)
    to_office(ADA)
    festival.open((FIRST, ADA))
    with festival.seat("office") as seat:
        publish(seat, export=hand / "down")
    assert from_office(ADA).documents > 0
    digest = festival.judge(ADA, FIRST)
    said_in_between(festival, from_office, hand)
    assert to_office(ADA).entered == {"scorecard": 1}
    assert from_office(ADA).receipts == 1
    assert festival.states() == {digest: "counts"}
    with festival.seat("office") as seat, pytest.raises(Refusal, match="no mailbox"):
        receive(seat)


def test_a_file_by_hand_of_an_earlier_name_goes_and_what_others_put_there_stays(festival, tmp_path):
    hand = tmp_path / "hand"
    with festival.seat("office") as seat:
        publish(seat, export=hand)
    (own,) = hand.glob("Ada-Lau-*.jury")
    mark = own.name.removeprefix("Ada-Lau")
    earlier = own.rename(hand / f"Eida-Lau{mark}")
    foreign = hand / f"notes{mark}"
    foreign.write_bytes(b"Letters to Ada.\n")
    kept = hand / "Ada-Lau-00000000.jury"
    kept.write_bytes(earlier.read_bytes())
    linked = hand / f"linked{mark}"
    linked.symlink_to(kept)
    (hand / f"folder{mark}").mkdir()
    before = {path.name for path in hand.iterdir()}
    with festival.seat("office") as seat:
        publish(seat, export=hand)
    assert {path.name for path in hand.iterdir()} == before - {earlier.name} | {own.name}
    assert foreign.read_bytes() == b"Letters to Ada.\n"
    assert own.read_bytes() == kept.read_bytes()
