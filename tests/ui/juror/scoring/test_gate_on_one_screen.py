"""Hexagon, six lanes, sum and verdict are seen together on the laptops that jurors have."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication

from jury_app.ui.juror.scoring.form import ScoringPanel


@pytest.fixture
def room(qtbot, window):
    """The room with a linear film."""
    film = next(each for each in window.queue.queue if each.form == "linear" and each.here)
    window.open_film(film.film, film.round)
    room = window._pages["room"]
    qtbot.waitUntil(lambda: room.draft is not None, timeout=10_000)
    room.beside.score("lanes")
    return room


def within(widget, viewport) -> bool:
    place = QRect(widget.mapTo(viewport, QPoint(0, 0)), widget.size())
    return viewport.rect().contains(place)


@pytest.mark.parametrize("size", [(1280, 720), (1366, 768), (1920, 1080)])
def test_hexagon_lanes_sum_and_verdict_are_seen_together(qtbot, room, size):
    room.window().resize(*size)
    panel = room.findChild(ScoringPanel)
    qtbot.waitUntil(panel.isVisible)
    panel.go_to_section("lanes")
    gate, viewport = panel._sections["lanes"], panel._scroll.viewport()
    seen = (gate._hexagon, *gate._lanes, gate._sum, gate._verdict)
    qtbot.waitUntil(lambda: all(within(each, viewport) for each in seen))
    for lane in gate._lanes:
        panel._draft.set(lane.path, 60)
    qtbot.waitUntil(lambda: "60.0 %" in gate._sum.text())
    panel.go_to_section("lanes")
    assert QApplication.focusWidget() is gate._verdict
    qtbot.waitUntil(lambda: all(within(each, viewport) for each in seen))


@pytest.mark.parametrize("text", [125, 150])
def test_with_large_letters_all_is_seen_together_with_the_hexagon_beside_the_lanes(
    qtbot, room, preferences, text
):
    preferences.set(text=text)
    room.window().resize(1366, 730)  # a laptop's screen less a title
    panel = room.findChild(ScoringPanel)
    qtbot.waitUntil(panel.isVisible)
    gate, viewport = panel._sections["lanes"], panel._scroll.viewport()
    seen = (gate._hexagon, *gate._lanes, gate._sum, gate._verdict)

    def is_all_seen() -> bool:
        panel.go_to_section("lanes")  # until the letters have grown
        return gate._hexagon.width() < gate.width() // 2 and all(
            within(each, viewport) for each in seen
        )

    qtbot.waitUntil(is_all_seen, timeout=9000)
    lanes = [lane.geometry() for lane in gate._lanes]
    assert all(not gate._hexagon.geometry().intersects(lane) for lane in lanes)
    view = gate._hexagon
    at = view.from_picture(view.place_of(2, 75)).toPoint()
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=at)
    assert room.draft.values["lanes/generation"] == 75


def test_with_letters_twice_as_large_hexagon_and_lanes_are_seen_and_the_verdict_by_its_key(
    qtbot, room, preferences
):
    preferences.set(text=200)
    room.window().resize(1366, 730)
    panel = room.findChild(ScoringPanel)
    qtbot.waitUntil(panel.isVisible)
    gate, viewport = panel._sections["lanes"], panel._scroll.viewport()
    qtbot.waitUntil(lambda: gate._hexagon.width() < gate.width() // 2, timeout=9000)
    panel.go_to_section("lanes")
    qtbot.waitUntil(lambda: within(gate._hexagon, viewport))
    for at, lane in enumerate(gate._lanes):
        qtbot.waitUntil(lambda lane=lane: within(lane, viewport))
        assert QApplication.focusWidget() is lane
        assert lane._track.width() > lane._track.height()
        qtbot.keyClicks(lane, f"{at + 2}5")
    assert QApplication.focusWidget() is gate._verdict
    qtbot.waitUntil(lambda: within(gate._verdict, viewport))


def test_a_verdict_that_had_the_focus_is_shown_at_any_size_of_text(qtbot, open_panel, draft):
    panel = open_panel(draft, height=320)
    gate = panel._sections["lanes"]
    for lane in gate._lanes:
        draft.set(lane.path, 60)
    for _twice in range(2):
        panel.go_to_section("lanes")
        assert gate._verdict.hasFocus()
        assert within(gate._verdict, panel._scroll.viewport())


@pytest.mark.parametrize("by", ["key", "mouse"])
def test_the_reason_of_a_verdict_is_whole_in_sight_with_its_question(
    qtbot, open_panel, draft, fingers, by
):
    panel = open_panel(draft, height=420)
    verdict, viewport = panel._sections["lanes"]._verdict, panel._scroll.viewport()
    for lane in panel._sections["lanes"]._lanes:
        draft.set(lane.path, 60)
    panel.go_to_section("lanes")
    bar = panel._scroll.verticalScrollBar()
    bottom = verdict.mapTo(panel._scroll.widget(), QPoint(0, verdict.height())).y()
    bar.setValue(bottom - viewport.height())  # the verdict at the lower edge
    if by == "key":
        fingers.press("2")
        assert verdict.words.hasFocus()
    else:
        qtbot.mouseClick(verdict._options._cells[1], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(verdict.words.isVisible)
    qtbot.waitUntil(lambda: within(verdict, viewport))
    assert verdict.rect().contains(verdict.words.geometry())


def test_a_corner_of_the_compact_hexagon_is_dragged_along_its_spoke(qtbot, open_panel, draft):
    panel = open_panel(draft, height=579)
    panel.go_to_section("lanes")
    view = panel._sections["lanes"]._hexagon
    assert view.picture.width > view.picture.height * 2
    at = view.from_picture(view.place_of(2, 75)).toPoint()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=at)
    assert draft.get("lanes/generation") == 75
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=at)
