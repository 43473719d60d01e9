"""Cues are marked with a reason; comments say who gets them; every keystroke is kept."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication

from jury_app.store import drafts
from jury_app.store.workspace import open_for_reading
from jury_app.ui.juror.scoring.fields import LONGEST, Words, kept
from jury_app.ui.kit.labels import Paragraph


@pytest.fixture
def remarks(panel):
    """Cues and comments."""
    return panel._sections["remarks"]


def field(row):
    return row.findChild(Words)


def test_a_cue_is_marked_by_a_key_and_asks_what_was_seen(remarks, draft, fingers):
    remarks.rows[0].setFocus()
    fingers.press("1")
    assert [fault.path for fault in draft.faults() if fault.path.startswith("cues/")] == [
        "cues/orchestration"
    ]
    fingers.type("Two models argue.")
    assert draft.get("cues/orchestration") == "Two models argue."
    fingers.press("Esc 1")
    assert draft.get("cues/orchestration") is None


def test_a_cue_is_ticked_by_space_as_any_tick_is(qtbot, remarks, draft):
    remarks.rows[1].setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert draft.get("cues/failure_logs") == ""


def test_remarks_are_not_needed(remarks):
    assert remarks.progress == (0, 0)
    assert remarks.is_finished


def test_each_comment_says_who_gets_it(remarks):
    said = {
        row.path: [each.text() for each in row.findChildren(Paragraph) if each.text()]
        for row in remarks.rows
    }
    assert said["comment/private"] == [
        "Never leaves this laptop: neither the text nor a trace of it is signed or sent."
    ]
    assert said["comment/entrant"] == ["Goes to the entrant with the results."]
    assert field(remarks.rows[-1]).accessibleDescription() == said["comment/private"][0]


def test_who_leaves_a_comment_writes_no_more_into_it(remarks, draft, fingers):
    (row,) = (each for each in remarks.rows if each.path == "comment/entrant")
    row.setFocus()
    fingers.type("Bravo.")
    fingers.press("Esc")
    assert not field(row).hasFocus()
    assert draft.get("comment/entrant") == "Bravo."


def test_every_keystroke_is_kept(qtbot, session, waiting, remarks, draft):
    words = field(remarks.rows[-1])
    words.setFocus()
    for letter in "draft":
        qtbot.keyClicks(words, letter)
    qtbot.waitUntil(lambda: session.is_saved)
    with open_for_reading(waiting) as workspace, workspace.reading() as reader:
        stored = drafts.load(reader, draft.film, draft.round)
    assert stored.values == {"comment/private": "draft"}


def test_return_breaks_a_comments_line_and_leaves_the_words_of_a_cue(remarks, draft, fingers):
    field(remarks.rows[2]).setFocus()
    fingers.press("a Return b")
    assert draft.get("comment/entrant") == "a\nb"
    remarks.rows[0].setFocus()
    fingers.press("1 c")
    fingers.qtbot.keyClick(
        QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier
    )
    fingers.press("d Return")
    assert draft.get("cues/orchestration") == "c\nd"
    assert not isinstance(QApplication.focusWidget(), Words)


def test_an_emptied_comment_is_gone(qtbot, remarks, draft):
    words = field(remarks.rows[-1])
    words.setFocus()
    qtbot.keyClicks(words, "a")
    qtbot.keyClick(words, Qt.Key.Key_Backspace)
    assert draft.get("comment/private") is None


def test_tab_leaves_a_text_and_undo_is_the_scorecards(qtbot, remarks, session):
    undone = []
    words = field(remarks.rows[2])
    session.keys.attach(words.window(), {"undo": lambda: undone.append(1)})
    words.setFocus()
    qtbot.keyClicks(words, "one")
    qtbot.keyClick(words, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [1]
    qtbot.keyClick(words, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is field(remarks.rows[3])
    assert words.toPlainText() == "one"


def test_what_cannot_stand_in_a_document_is_not_taken(remarks, draft):
    words = field(remarks.rows[2])
    mime = QMimeData()
    mime.setText("a\0b" + "x" * LONGEST)
    words.insertFromMimeData(mime)
    text = draft.get("comment/entrant")
    assert text.startswith("abx")
    assert len(text) == LONGEST
    assert kept("half \ud83d character") == "half  character"


def test_a_text_that_another_window_changed_is_shown_and_not_written_again(remarks, draft):
    words = field(remarks.rows[2])
    told = []
    draft.set("comment/entrant", "From elsewhere 🎬")
    draft.changed.connect(told.append)
    remarks.refresh()
    assert words.toPlainText() == "From elsewhere 🎬"
    assert told == []


def test_a_field_grows_with_its_text_up_to_a_bound(remarks):
    words = field(remarks.rows[2])
    low = words.sizeHint().height()
    words.show_text("\n" * 5)
    middle = words.sizeHint().height()
    words.show_text("\n" * 50)
    high = words.sizeHint().height()
    assert low < middle < high < 51 * words.fontMetrics().lineSpacing()
