"""The pause in which typing gathers: what a field waits for before it tells its text."""

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

PAUSE = 150
"""Milliseconds after the first key that was not told at which a text is, however one types on."""


class Typing(QObject):
    """Whether any field holds a text that is to be kept and was not told yet.

    Signals:
        changed: It is otherwise now.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._fields: set[int] = set()

    @property
    def is_on(self) -> bool:
        """Whether there is one."""
        return bool(self._fields)

    def note(self, field: int, *, typing: bool) -> None:
        """Know of a field, by a number of its own, whether it holds such a text."""
        before = self.is_on
        (self._fields.add if typing else self._fields.discard)(field)
        if before != self.is_on:
            self.changed.emit()


TYPING = Typing()
"""Of all fields of the program."""


class Pause(QObject):
    """Tells of typing in a field soon after it began, and again while it goes on.

    Args:
        field: In which is typed.
        keeps: Whether what is told will be kept; not so what is only searched for.

    Signals:
        over: What was typed shall be told now.
    """

    over = Signal()

    def __init__(self, field: QWidget, *, keeps: bool = True) -> None:
        super().__init__(field)
        self._keeps = keeps
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._tell)
        me = id(self)
        self.destroyed.connect(lambda *_gone: TYPING.note(me, typing=False))

    @property
    def is_typing(self) -> bool:
        """Whether something was typed that was not told yet."""
        return self._timer.isActive()

    def begin(self) -> None:
        """Somebody typed; a pause that runs is not made longer by it."""
        if not self._timer.isActive():
            self._timer.start()
            TYPING.note(id(self), typing=self._keeps)

    def end(self) -> None:
        """Tell now, if there is something to tell."""
        if self._timer.isActive():
            self._timer.stop()
            self._tell()

    def _tell(self) -> None:
        self.over.emit()
        TYPING.note(id(self), typing=False)  # after who keeps it has said so
