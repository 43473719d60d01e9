"""What a UI test may not leave behind: threads, running timers, windows; each named by its line.

    with Leaks() as leaks: ...test...
    assert not leaks.left()

Lines are known of what was started from Python, which is all that the program starts.
"""

import sys
import threading
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Self

import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

_OURS = tuple(str(Path(__file__).resolve().parents[2] / folder) for folder in ("jury_app", "tests"))


class Leaks:
    """Remembers what runs and stands before a test, and where in the code the rest began."""

    def __init__(self) -> None:
        self._threads: set[threading.Thread] = set()
        self._timers: list[weakref.ref[QTimer]] = []
        self._windows: set[int] = set()
        self._lines: dict[int, str] = {}
        self._patched: list[tuple[type, str, Callable[..., object]]] = []

    def __enter__(self) -> Self:
        self._threads = set(threading.enumerate())
        self._windows = {id(window) for window in _shown()}
        for owner, name in (
            (threading.Thread, "start"),
            (QTimer, "start"),
            (QWidget, "show"),
            (QWidget, "setVisible"),
        ):
            self._watch(owner, name)
        return self

    def __exit__(self, *_error: object) -> None:
        for owner, name, before in self._patched:
            setattr(owner, name, before)

    def left(self) -> list[str]:
        """Everything that is still there, with the line that started it."""
        threads = [
            f"thread {each.name}, started at {self._line(each)}"
            for each in threading.enumerate()
            if each not in self._threads and each.is_alive()
        ]
        timers = [
            f"timer of {each.interval()} ms, started at {self._line(each)}"
            for each in {id(timer): timer for timer in self._running()}.values()
        ]
        windows = [
            f"window {type(each).__name__} “{each.windowTitle()}”, shown at {self._line(each)}"
            for each in _shown()
            if id(each) not in self._windows
        ]
        return [*threads, *timers, *windows]

    def _running(self) -> list[QTimer]:
        """Timers that were started since, and run."""
        alive = (each() for each in self._timers)
        return [
            each
            for each in alive
            if each is not None and shiboken6.isValid(each) and each.isActive()
        ]

    def _line(self, thing: object) -> str:
        return self._lines.get(id(thing), "an unknown line")

    def _watch(self, owner: type, name: str) -> None:
        before = getattr(owner, name)
        lines = self._lines

        def watched(thing: object, *args: object) -> object:
            lines[id(thing)] = _caller()
            if isinstance(thing, QTimer):
                self._timers.append(weakref.ref(thing))
            # A signal gives all it has to a function of Python; to Qt's own, what it takes.
            taken = [each for each in args if name != "show" and isinstance(each, int)]
            return before(thing, *taken)

        setattr(owner, name, watched)
        self._patched.append((owner, name, before))


def _caller() -> str:
    """The nearest line of ours above this module."""
    frame = sys._getframe(2)
    while frame is not None:
        file = frame.f_code.co_filename
        if file.startswith(_OURS) and file != __file__:
            return f"{file}:{frame.f_lineno}"
        frame = frame.f_back
    return "an unknown line"


def _shown() -> list[QWidget]:
    return [each for each in QApplication.topLevelWidgets() if each.isVisible()]
