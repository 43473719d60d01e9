"""The queue as it was shown last: read back as it was kept, or not at all."""

import json

import pytest

from jury_app.desks.juror import queued
from jury_app.desks.juror.queued import SNAPSHOT, QueuedFilm

FILM = QueuedFilm("a" * 32, 1, "Éclair", "潮汐", "Short", 600, "r1", "draft", True, "")


def test_the_queue_is_read_as_it_was_kept(tmp_path):
    kept = [FILM, FILM._replace(number=2, still="/a/still.jpg", is_seen=True)]
    queued.keep(tmp_path, kept)
    assert queued.last(tmp_path) == kept


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[",
        "7",
        "[7]",
        "[" * 100_000,
        json.dumps([{**FILM._asdict(), "number": "1"}]),
        json.dumps([{**FILM._asdict(), "here": 1}]),
        json.dumps([{**FILM._asdict(), "of_another_version": 1}]),
        json.dumps([{"film": "a"}]),
    ],
)
def test_a_file_that_is_none_of_ours_shows_no_film(tmp_path, content):
    (tmp_path / SNAPSHOT).write_text(content)
    assert queued.last(tmp_path) == []
