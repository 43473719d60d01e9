"""A card without its picture is a card; a bug of ours on the way to it is told."""

from PySide6.QtCore import QSize

from jury_app.base.errors import Problem
from jury_app.ui.juror.queue import posters
from jury_app.ui.juror.queue.posters import Posters


def test_a_drive_that_went_away_is_no_news_for_a_picture(qtbot, session, monkeypatch):
    def gone(_path, _box):
        raise Problem("the drive went away")

    monkeypatch.setattr(posters, "_read", gone)
    told = []
    session.failed.connect(told.append)
    assert Posters(session, session).pixmap("poster.jpg", QSize(20, 10)) is None
    qtbot.waitUntil(lambda: session.jobs.is_idle)
    assert told == []


def test_a_bug_is_told(qtbot, session, monkeypatch):
    def broken(_path, _box):
        raise ZeroDivisionError

    monkeypatch.setattr(posters, "_read", broken)
    with qtbot.waitSignal(session.failed) as told:
        Posters(session, session).pixmap("poster.jpg", QSize(20, 10))
    assert isinstance(told.args[0], ZeroDivisionError)
