"""A real draft of a film that waits, its scorecard in a window, and fingers that press keys."""

from collections.abc import Callable

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from jury_app.desks.juror import reading
from jury_app.rules.forms import form
from jury_app.ui.juror.draft import DraftModel
from jury_app.ui.juror.scoring.form import ScoringPanel
from tests.rules.samples import shipped

NAMED = {
    "Tab": Qt.Key.Key_Tab,
    "Backtab": Qt.Key.Key_Backtab,
    "Up": Qt.Key.Key_Up,
    "Down": Qt.Key.Key_Down,
    "Left": Qt.Key.Key_Left,
    "Right": Qt.Key.Key_Right,
    "Backspace": Qt.Key.Key_Backspace,
    "Return": Qt.Key.Key_Return,
    "Esc": Qt.Key.Key_Escape,
}
MOMENT = 754_000
"""Where the film is, in milliseconds."""


class Fingers:
    """Presses keys where the focus is, and counts them; text is typed and not counted."""

    def __init__(self, qtbot) -> None:
        self.qtbot = qtbot
        self.count = 0

    def press(self, keys: str) -> None:
        """Press keys, separated by spaces: `7`, `X`, `Tab`, `Left`."""
        for key in keys.split():
            focused = QApplication.focusWidget()
            assert focused is not None
            if key in NAMED:
                self.qtbot.keyClick(focused, NAMED[key])
            else:
                self.qtbot.keyClicks(focused, key)
            self.count += 1

    def type(self, text: str) -> None:
        """Type the text of a reason, a note, a comment."""
        self.qtbot.keyClicks(QApplication.focusWidget(), text)


def focused_path() -> str:
    """The path of the row that has the focus, or that holds what has it."""
    widget = QApplication.focusWidget()
    while widget is not None and not hasattr(widget, "path"):
        widget = widget.parentWidget()
    return "" if widget is None else widget.path


@pytest.fixture
def shown(qtbot, session):
    """The first film that waits, a linear one, as the desk shows it."""
    found = []
    session.read(session, reading.queue_of, found.append)
    qtbot.waitUntil(lambda: bool(found))
    film = next(each for each in found[0] if each.form == "linear" and each.here)
    session.read(session, lambda seat: reading.shown(seat, film.film, film.round), found.append)
    qtbot.waitUntil(lambda: len(found) == 2)
    return found[1]


@pytest.fixture
def asked(session, shown) -> Callable[..., DraftModel]:
    """Makes a draft of that film which is asked what a shipped profile asks in a round."""

    def make(profile: str = "hkaiiff-2026", round_id: str = "r1", category: str = "", tag="en"):
        its = shipped(profile)
        category = category or its.rules.categories[0].id
        texts = its.texts.get(tag, its.texts["en"])
        changed = msgspec.structs.replace(
            shown, rules=its.rules, form=form(its.rules, round_id, category, texts, its.texts["en"])
        )
        return DraftModel(session, changed, session)

    return make


@pytest.fixture
def draft(session, shown) -> DraftModel:
    """The draft of that film, empty."""
    return DraftModel(session, shown, session)


@pytest.fixture
def open_panel(qtbot, session) -> Callable[..., ScoringPanel]:
    """Opens the scorecard of a draft in a window, its first question focused."""

    def open_(draft: DraftModel, width: int = 460, height: int = 900) -> ScoringPanel:
        panel = ScoringPanel(session, draft, lambda: MOMENT)
        qtbot.addWidget(panel)
        panel.resize(width, height)
        with qtbot.waitExposed(panel):
            panel.show()
        panel.activateWindow()
        qtbot.waitUntil(panel.isActiveWindow)
        panel.go_to_section("scores")
        return panel

    return open_


@pytest.fixture
def panel(open_panel, draft) -> ScoringPanel:
    """The scorecard of the film that waits."""
    return open_panel(draft)


@pytest.fixture
def fingers(qtbot) -> Fingers:
    """Fingers on the keyboard."""
    return Fingers(qtbot)
