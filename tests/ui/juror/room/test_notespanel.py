import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from jury_app.base.clock import SetClock
from jury_app.desks.juror import reading, signing
from jury_app.store import drafts
from jury_app.store.workspace import open_for_reading
from jury_app.ui.juror.draft import DraftModel
from jury_app.ui.juror.room.notespanel import NotesPanel
from tests.ui.juror.room.conftest import LINEAR, press, write

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def note(qtbot, room, opened):
    """Play, press N, and be in the line of a new note."""
    opened(LINEAR)
    press(Qt.Key.Key_N)
    assert isinstance(QApplication.focusWidget(), QPlainTextEdit)
    return room


def test_n_pauses_and_enter_plays_on(qtbot, note):
    assert note.player.status == "paused"
    write("Rain on glass.")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: note.player.status == "playing")
    assert note.draft.values["notes/1"]["text"] == "Rain on glass."
    assert note.draft.values["notes/1"]["at"] <= note.player.position
    assert QApplication.focusWidget() is note.stage.film


def test_n_lets_the_film_run_if_the_juror_wants_that(qtbot, room, opened, preferences):
    preferences.set(pause_on_note=False)
    opened(LINEAR)
    press(Qt.Key.Key_N)
    assert room.player.is_playing


def test_escape_ends_a_note_and_leaves_the_film_standing(note):
    write("Rain.")
    press(Qt.Key.Key_Escape)
    assert note.player.status == "paused"
    assert note.draft.values["notes/1"]["text"] == "Rain."


def test_a_film_that_was_stopped_by_hand_stands_after_a_note(qtbot, note):
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: note.player.status == "playing")
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: note.player.status == "paused")
    press(Qt.Key.Key_N)
    write("Rain.")
    press(Qt.Key.Key_Return)
    assert not note.player.is_playing


def test_letters_typed_into_a_note_are_no_commands(note):
    write("jkl mute? n e")
    press(Qt.Key.Key_Return)
    assert note.draft.values["notes/1"]["text"] == "jkl mute? n e"
    assert list(note.draft.values) == ["notes/1"]


def test_shift_enter_begins_a_new_line(note):
    write("One.")
    press(Qt.Key.Key_Return, SHIFT)
    write("Two.")
    press(Qt.Key.Key_Return)
    assert note.draft.values["notes/1"]["text"] == "One.\nTwo."


def test_a_half_typed_note_is_on_the_disk_when_the_screen_says_saved(qtbot, note, waiting, saved):
    write("Half a tho")
    qtbot.waitUntil(lambda: "notes/1" in note.draft.values)
    saved()
    with open_for_reading(waiting) as workspace, workspace.reading() as reader:
        kept = drafts.load(reader, note.draft.film, note.draft.round)
    assert kept.values["notes/1"]["text"] == "Half a tho"


def test_a_note_without_a_text_is_none(note, saved):
    write("x")
    press(Qt.Key.Key_Backspace)
    press(Qt.Key.Key_Return)
    saved()
    assert not note.draft.values


def test_kind_and_audience_are_chosen_while_the_text_is_typed(note):
    write("Whose ")
    press(Qt.Key.Key_3, CTRL)
    press(Qt.Key.Key_7, CTRL)
    write("voice?")
    press(Qt.Key.Key_Return)
    value = note.draft.values["notes/1"]
    assert (value["kind"], value["audience"], value["text"]) == (
        "question",
        "private",
        "Whose voice?",
    )


def test_kind_and_audience_are_reached_by_tab_and_chosen_by_arrows(note):
    press(Qt.Key.Key_4, CTRL)
    write("Whose voice?")
    at = note.player.position
    kinds, audiences = note.panel.notes._composer._kinds, note.panel.notes._composer._audiences
    press(Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is kinds.button("ethics")
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is audiences.button("panel")
    press(Qt.Key.Key_Right)
    value = note.draft.values["notes/1"]
    assert (value["kind"], value["audience"]) == ("doubt", "private")
    assert note.player.position == at
    press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is note.stage.film
    assert not note.panel.notes.is_writing


def test_a_flag_goes_to_the_panel_whoever_got_the_note_before(note):
    write("Rain.")
    press(Qt.Key.Key_5, CTRL)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_N)
    write("A real child?")
    assert note.panel.notes._composer.note.audience == "entrant"
    press(Qt.Key.Key_4, CTRL)
    press(Qt.Key.Key_Return)
    value = note.draft.values["notes/2"]
    assert (value["kind"], value["audience"]) == ("ethics", "panel")
    note.panel.notes.begin(0, "ethics")
    assert note.panel.notes._composer.note.audience == "panel"
    press(Qt.Key.Key_5, CTRL)
    write("Told to them.")
    press(Qt.Key.Key_Return)
    assert note.draft.values["notes/3"]["audience"] == "entrant"  # chosen for the flag itself
    note.panel.notes.begin(0, "ethics")
    assert note.panel.notes._composer.note.audience == "panel"


def test_a_note_of_another_film_begins_with_the_panel(note):
    write("Rain.")
    press(Qt.Key.Key_7, CTRL)
    press(Qt.Key.Key_Return)
    note.panel.notes.show_draft(note.draft)
    note.panel.notes.begin(0)
    assert note.panel.notes._composer.note.audience == "panel"


def test_the_screen_says_that_a_private_note_never_leaves(note):
    press(Qt.Key.Key_7, CTRL)
    said = note.panel.notes._composer._meaning
    assert said.isVisible()
    assert "never leaves this laptop" in said.text()


def test_a_note_is_edited_deleted_and_brought_back_by_keys(qtbot, session, note, saved):
    write("Rain.")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_T)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_F2)
    write(" Again.")
    press(Qt.Key.Key_Return)
    assert note.draft.values["notes/1"]["text"] == "Rain. Again."
    saved()
    later = session.seat.clock.now() + 2 * drafts.COALESCE  # nearer changes would be one
    session.seat.workspace.clock = SetClock(later)
    press(Qt.Key.Key_T)
    press(Qt.Key.Key_Delete)
    assert not note.draft.values
    saved()
    qtbot.waitUntil(lambda: note.draft.can_undo)
    press(Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: "notes/1" in note.draft.values)


def test_enter_on_a_note_jumps_to_its_moment(qtbot, note):
    write("Rain.")
    press(Qt.Key.Key_Escape)
    at = note.draft.values["notes/1"]["at"]
    press(Qt.Key.Key_Right)
    assert note.player.position != at
    press(Qt.Key.Key_T)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert note.player.position == at


def test_a_note_that_may_not_be_kept_any_more_can_still_be_read(qtbot, session, waiting):
    film = reading.films(waiting)[0]
    found = []
    session.read(session, lambda seat: reading.shown(seat, film.film, film.round), found.append)
    qtbot.waitUntil(lambda: bool(found))
    draft, panel = DraftModel(session, found[0], session), NotesPanel(session)
    qtbot.addWidget(panel)
    panel.show_draft(draft)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.begin(5000)
    signing.recuse(session.seat, film.film, "cannot_view", "It stops after a minute.")
    line = panel._composer
    qtbot.keyClicks(line.focusProxy(), "Rain")
    qtbot.waitUntil(lambda: draft.read_only and session.jobs.is_idle, timeout=9000)
    assert line.isVisible()
    assert line.note.text == "Rain"


def test_notes_and_flags_stand_on_the_timeline(note):
    write("Rain.")
    press(Qt.Key.Key_4, CTRL)
    press(Qt.Key.Key_Return)
    (mark,) = note.controls.timeline._marks
    assert (mark.kind, mark.text, mark.about) == ("ethics", "Rain.", "notes/1")


def test_a_note_takes_four_thousand_characters_and_no_more(note):
    QApplication.clipboard().setText("x" * 5000)
    press(Qt.Key.Key_V, CTRL)
    press(Qt.Key.Key_Return)
    assert len(note.draft.values["notes/1"]["text"]) == 4000


def test_an_empty_page_offers_the_first_note(qtbot, room, opened):
    opened(LINEAR)
    press(Qt.Key.Key_T)
    press(Qt.Key.Key_Tab)
    button = QApplication.focusWidget()
    assert button.accessibleName() == "Note at this moment (N)"
    press(Qt.Key.Key_Space)
    assert room.panel.notes.is_writing
    assert not button.isVisible()


def test_the_key_of_the_notes_leaves_the_film_its_own_key(qtbot, note):
    press(Qt.Key.Key_Escape)
    for text in ("", "Rain."):  # an empty page, and one with a note
        if text:
            press(Qt.Key.Key_N)
            write(text)
            press(Qt.Key.Key_Escape)
        press(Qt.Key.Key_T)
        press(Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: note.player.is_playing)
        press(Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: note.player.status == "paused")


def test_a_note_is_of_the_first_kind_until_another_is_chosen(note):
    write("Rain.")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_N)
    press(Qt.Key.Key_2, CTRL)
    write("Snow.")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_N)
    write("Wind.")
    press(Qt.Key.Key_Return)
    kinds = [note.draft.values[f"notes/{number}"]["kind"] for number in (1, 2, 3)]
    assert kinds == ["praise", "doubt", "doubt"]
