"""Receiving very much is receiving little many times: batches, transactions, any order by hand."""

from pathlib import Path

import pytest

from jury_app.desks import taking
from jury_app.desks.channels import export
from jury_app.desks.office import receiving
from jury_app.exchange import checking
from jury_app.exchange.mailbox import channel_folder, open_mailbox
from tests.desks.attacks import Client, Scene


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every message is a batch and a transaction of its own, checked in a child."""
    monkeypatch.setattr(checking, "AT_ONCE", 1)
    monkeypatch.setattr(receiving, "AT_ONCE", 1)


def send_cards(client: Client) -> list[str]:
    """Three messages with a card each; the cards' hashes."""
    hashes = []
    for units in (60, 55, 50):
        card, values = client.card(1, lanes=(units,) * 6, supersedes=tuple(sorted(hashes[-1:])))
        signed = client.sign(card)
        client.send(signed, values=values)
        hashes.append(signed.hash)
    return hashes


def sent(scene: Scene, client: Client) -> list[bytes]:
    """The files of the client's messages, taken out of the mailbox."""
    folder = channel_folder(client.keys.public.signing)
    mailbox = open_mailbox(str(scene.root / "mailbox"))
    names = mailbox.names(folder, client.number - 3)
    files = [content for name in names if (content := mailbox.get(folder, name)) is not None]
    for name in names:
        (scene.root / "mailbox" / folder / name).unlink()
    return files


@pytest.fixture
def by_hand(scene: Scene, tmp_path: Path) -> list[Path]:
    """Three messages that follow one another, in three files."""
    client = scene.client("Bo")
    send_cards(client)
    paths = []
    for number, content in enumerate(sent(scene, client)):
        paths.append(tmp_path / f"{number}.jury")
        export(paths[-1], [content])
    assert len(paths) == 3
    return paths


@pytest.mark.usefixtures("small")
def test_messages_are_taken_in_by_many_transactions_as_by_one(scene: Scene) -> None:
    hashes = send_cards(scene.client("Bo"))
    report = scene.receive()
    assert (report.messages, report.entered, report.alarms) == (3, {"scorecard": 3}, ())
    entered = list(scene.entered())
    assert [each for each in entered if each in hashes] == hashes
    assert scene.receive().messages == 0


@pytest.mark.usefixtures("small")
def test_files_by_hand_may_be_named_in_any_order(scene: Scene, by_hand: list[Path]) -> None:
    with scene.office() as office:
        report = receiving.receive(office, by_hand[::-1])
    assert (report.messages, report.entered, report.alarms) == (3, {"scorecard": 3}, ())


@pytest.mark.usefixtures("small")
def test_a_message_that_came_too_early_is_told_and_can_come_again(
    scene: Scene, by_hand: list[Path]
) -> None:
    with scene.office() as office:
        report = receiving.receive(office, by_hand[1:])
        assert (report.messages, [alarm.place for alarm in report.alarms]) == (
            0,
            [f"{path} #1" for path in by_hand[1:]],
        )
        assert receiving.receive(office, by_hand).entered == {"scorecard": 3}


@pytest.mark.usefixtures("small")
def test_early_messages_are_kept_only_as_far_as_there_is_room(
    scene: Scene, by_hand: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "ROOM", 0)
    with scene.office() as office:
        report = receiving.receive(office, by_hand[::-1])
        assert (report.messages, len(report.alarms)) == (1, 2)
        assert "came before message" in report.alarms[0].what
        assert receiving.receive(office, by_hand).entered == {"scorecard": 2}
