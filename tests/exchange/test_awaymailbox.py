"""A mailbox that hangs is left: by patience, or because somebody gave it up."""

import threading
import time

import pytest

from jury_app.base.errors import Problem
from jury_app.exchange.awaymailbox import PATIENCE, away
from jury_app.exchange.mailbox import open_mailbox
from tests.hanging import hanging

FOLDER = "up-" + "a" * 32


def test_what_is_put_away_is_there_for_everybody(tmp_path):
    content = b"sealed"
    with away(str(tmp_path)) as mailbox:
        assert mailbox.names(FOLDER) == []
        name = mailbox.put(FOLDER, 3, content)
        assert (mailbox.names(FOLDER), mailbox.names(FOLDER, 3)) == ([name], [])
        assert mailbox.get(FOLDER, name) == content
        assert mailbox.get(FOLDER, name, 3) is None
    assert open_mailbox(str(tmp_path)).get(FOLDER, name) == content


def test_what_the_mailbox_says_crosses(tmp_path):
    gone = str(tmp_path / "gone")
    with away(gone) as mailbox, pytest.raises(Problem, match="The mailbox is not there"):
        mailbox.names(FOLDER)


def test_a_mailbox_that_hangs_is_left_at_once_by_who_gives_it_up(tmp_path):
    given_up = threading.Event()
    with hanging(tmp_path / "box") as box:
        threading.Timer(1.0, given_up.set).start()
        begun = time.monotonic()
        with away(str(box), given_up=given_up) as mailbox:
            with pytest.raises(Problem, match="does not answer"):
                mailbox.names(FOLDER)
            assert given_up.is_set()
        assert time.monotonic() - begun < PATIENCE / 2


def test_a_mailbox_that_hangs_is_left_when_patience_ends(tmp_path):
    with (
        hanging(tmp_path / "box") as box,
        away(str(box), patience=1.0) as mailbox,
        pytest.raises(Problem, match="does not answer"),
    ):
        mailbox.names(FOLDER)
