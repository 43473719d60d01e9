import os
import shutil

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from jury_app.ui.kit.labels import Paragraph
from tests.ui.juror.hands import CTRL, LONG, press


def missing(window):
    return [card.queued.number for card in window.queue.model.cards if not card.queued.here]


def test_what_is_missing_is_named_with_its_size_and_the_key_asks_for_a_folder(qtbot, window):
    shelf = window.queue.shelf
    assert shelf.isVisible()
    assert shelf.words.startswith("1 film is not on this machine (")
    press(Qt.Key.Key_O, CTRL)
    dialog = window.findChild(QFileDialog)
    assert dialog.fileMode() == QFileDialog.FileMode.Directory
    dialog.close()


def test_a_folder_with_the_missing_film_completes_the_queue(qtbot, window, waiting_once):
    assert missing(window)
    window.queue.shelf.attach(waiting_once.parents[1] / "screeners")
    assert window.queue.shelf.is_searching
    qtbot.waitUntil(lambda: not missing(window), timeout=LONG)
    qtbot.waitUntil(lambda: not window.queue.shelf.is_searching, timeout=LONG)
    assert [notice.text for notice in window.notices.shown] == ["5 films found."]
    assert not window.queue.shelf.isVisible()  # nothing is missing: old news is no news


def test_who_attached_a_folder_by_its_button_is_among_the_films_again(qtbot, window, waiting_once):
    shelf = window.queue.shelf
    shelf._attach.setFocus()
    shelf.attach(waiting_once.parents[1] / "screeners")
    assert shelf.stop.hasFocus()
    qtbot.waitUntil(lambda: not shelf.is_searching, timeout=LONG)
    assert window.queue.grid.hasFocus()


def test_a_folder_that_is_not_there_is_told(qtbot, window, tmp_path):
    window.queue.shelf.attach(tmp_path / "unplugged")
    qtbot.waitUntil(lambda: bool(window.notices.shown), timeout=LONG)
    assert not window.queue.shelf.is_searching


def test_a_search_is_stopped_by_a_key_and_can_begin_again(qtbot, window, waiting_once):
    shelf = window.queue.shelf
    shelf.attach(waiting_once.parents[1] / "screeners")
    shelf.stop.setFocus()
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not shelf.is_searching, timeout=LONG)
    assert shelf.isVisible()
    shelf.attach(waiting_once.parents[1] / "screeners")
    qtbot.waitUntil(lambda: not missing(window), timeout=LONG)


def test_a_truncated_copy_is_named_in_lines_that_are_whole(qtbot, window, waiting_once, tmp_path):
    drive = tmp_path / "drive"
    shutil.copytree(waiting_once.parents[1] / "screeners", drive)
    (cut,) = drive.glob("HK00005 *")
    os.truncate(cut, 20_000)
    shelf = window.queue.shelf
    shelf.attach(drive)
    qtbot.waitUntil(lambda: f"({cut.name})" in shelf.words, timeout=LONG)
    assert not shelf.is_searching
    assert "HK00008" not in shelf.words
    label = shelf.findChild(Paragraph)
    qtbot.waitUntil(lambda: label.height() >= label.heightForWidth(label.width()))
    assert label.heightForWidth(label.width()) >= 2 * label.fontMetrics().height()
