import threading

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from tests.ui.leaks import Leaks


@pytest.fixture
def leaks(qapp):
    with Leaks() as leaks:
        yield leaks


def test_a_test_that_leaves_nothing_is_clean(leaks, qtbot):
    widget = QWidget()
    widget.show()
    widget.close()
    timer = QTimer()
    timer.start(10_000)
    timer.stop()
    thread = threading.Thread(target=str)
    thread.start()
    thread.join()
    assert leaks.left() == []


def test_a_thread_left_behind_is_named_by_the_line_that_started_it(leaks):
    end = threading.Event()
    thread = threading.Thread(target=end.wait, name="stray")
    thread.start()
    (told,) = leaks.left()
    end.set()
    thread.join()
    assert told.startswith("thread stray, started at ")
    assert "test_leaks.py:" in told


def test_a_timer_left_running_is_named_by_the_line_that_started_it(leaks):
    timer = QTimer()
    timer.start(10_000)
    (told,) = leaks.left()
    timer.stop()
    assert told.startswith("timer of 10000 ms, started at ")
    assert "test_leaks.py:" in told


def test_a_window_left_open_is_named_by_the_line_that_showed_it(leaks):
    window = QWidget()
    window.setWindowTitle("Stray")
    window.show()
    (told,) = leaks.left()
    window.close()
    assert told.startswith("window QWidget “Stray”, shown at ")
    assert "test_leaks.py:" in told
