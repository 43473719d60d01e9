"""Keys: commands, the keys that give them, and when a key acts.

A command belongs to scopes: widgets for which it was attached. Key events rise from the focused
control through its parents, so the focused control takes its own keys (digits, arrows) first, and
the innermost scope that knows the key acts. While a text field has focus, only keys act that no
text is made of: those with Ctrl, Alt or Meta, Escape, and function keys.

Letters are read by what the layout says where that is Latin, and by the physical place of the key
where it is not (a Cyrillic or Zhuyin layout), so that J K L stay where they are.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from jury_app.base.texts import noted, translate
from jury_app.ui.kit.preferences import Preferences

_TEXT_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)
CHORDING = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
"""Modifiers with which no text is typed."""
_EVDEV = {
    **dict(zip(range(2, 14), "1234567890-=", strict=True)),
    **dict(zip(range(16, 28), "QWERTYUIOP[]", strict=True)),
    **dict(zip(range(30, 42), "ASDFGHJKL;'`", strict=True)),
    **dict(zip(range(43, 54), "\\ZXCVBNM,./", strict=True)),
}
"""Places of keys as Linux numbers them (and Windows' scan codes: set 1) → what a US key bears."""
_SIGNS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
"""Signs that are keys by themselves: `?`, `.`."""
_SPECIAL = 0x01000000
"""From here on, Qt's keys bear no sign: arrows, F1."""
_ALONE = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
        Qt.Key.Key_Super_L,
        Qt.Key.Key_Super_R,
        Qt.Key.Key_Multi_key,
        Qt.Key.Key_Mode_switch,
        Qt.Key.Key_unknown,
    }
)
"""Keys that mean nothing by themselves."""
_X11_OFFSET = 8
"""X11 numbers keys as Linux does, plus this."""
_MAC = {
    **dict(zip((0, 1, 2, 3, 4, 5, 6, 7, 8, 9), "ASDFHGZXCV", strict=True)),
    **dict(zip((11, 12, 13, 14, 15, 16, 17), "BQWERYT", strict=True)),
    **dict(zip((31, 32, 34, 35, 37, 38, 40, 45, 46), "OUIPLJKNM", strict=True)),
    **dict(zip((43, 47, 44), ",./", strict=True)),
}
"""macOS's virtual key codes → what a US key bears."""


class Command(NamedTuple):
    """Something that a key can do.

    Attributes:
        id: Its name in preferences, e.g. `play`.
        label: What it does: a message id.
        keys: Its keys unless somebody chose others, as `QKeySequence` writes them (`Shift+Left`).
        group: Under which heading the list of keys shows it: a message id.
        repeats: Whether holding the key down repeats it.
    """

    id: str
    label: str
    keys: tuple[str, ...]
    group: str
    repeats: bool = False


class Keymap(QObject):
    """All commands with the keys that are in force.

    Args:
        commands: Every command there is; ids and keys within a scope are unique.
        preferences: Where other keys were chosen.

    Signals:
        changed: Keys were chosen or put back.
    """

    changed = Signal()

    def __init__(
        self,
        commands: Sequence[Command],
        preferences: Preferences,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._commands = {command.id: command for command in commands}
        self.preferences = preferences
        self._scopes: list[_Scope] = []

    @property
    def commands(self) -> tuple[Command, ...]:
        """Every command, in the order of declaration."""
        return tuple(self._commands.values())

    def keys(self, command: str) -> tuple[str, ...]:
        """The keys of a command in force."""
        chosen: tuple[str, ...] | None = self.preferences.keys.get(command)
        return self._commands[command].keys if chosen is None else chosen

    def shown(self, command: str) -> str:
        """The first key of a command as people read it; empty where it has none."""
        keys = self.keys(command)
        if not keys:
            return ""
        return QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText)

    def hint(self, command: str) -> str:
        """What a command does, with its key: for tooltips."""
        label, key = translate(self._commands[command].label), self.shown(command)
        return noted(label, key)

    def taken(self, key: str, besides: str) -> Command | None:
        """The other command that has a key where `besides` acts too, if any.

        Commands meet in one scope, or where one's scope lies within the other's.
        """
        mine = [scope for scope in self._scopes if besides in scope.slots]
        meeting = {
            other for scope in self._scopes if any(map(scope.meets, mine)) for other in scope.slots
        }
        found = (
            command
            for command in self._commands.values()
            if command.id != besides
            and (command.id in meeting or not mine)
            and key in self.keys(command.id)
        )
        return next(found, None)

    def choose(self, command: str, keys: tuple[str, ...] | None) -> None:
        """Give a command other keys; None puts its own back."""
        chosen = dict(self.preferences.keys)
        if keys is None or keys == self._commands[command].keys:
            chosen.pop(command, None)
        else:
            chosen[command] = keys
        self.preferences.set(keys=chosen)
        self.changed.emit()

    def attach(self, scope: QWidget, slots: Mapping[str, Callable[[], object]]) -> None:
        """Let commands act while the focus is in `scope` (a widget or a window).

        Raises:
            KeyError: A command was not declared: a bug.
        """
        for command in slots:
            self._commands[command]  # a KeyError here is the bug's own word
        filter_ = _Scope(self, scope, dict(slots))
        self._scopes.append(filter_)
        scope.destroyed.connect(lambda: self._scopes.remove(filter_))

    def living(self) -> tuple[Command, ...]:
        """Commands of the scopes that can be seen now."""
        seen = {
            command for scope in self._scopes if scope.widget.isVisible() for command in scope.slots
        }
        return tuple(each for each in self._commands.values() if each.id in seen)

    def find(self, event: QKeyEvent, among: Mapping[str, object]) -> Command | None:
        """The command of `among` that a key event gives."""
        pressed = chords(event)
        for chord in pressed:
            for command in among:
                if chord in self.keys(command):
                    return self._commands[command]
        return None


class _Scope(QObject):
    """Watches the key events of one widget; a child of it."""

    def __init__(
        self, keymap: Keymap, widget: QWidget, slots: dict[str, Callable[[], object]]
    ) -> None:
        super().__init__(widget)
        self._keymap = keymap
        self.widget = widget
        self.slots = slots
        widget.installEventFilter(self)

    def meets(self, other: "_Scope") -> bool:
        """Whether keys may reach both."""
        mine, theirs = self.widget, other.widget
        return mine is theirs or mine.isAncestorOf(theirs) or theirs.isAncestorOf(mine)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Act on a key that one of this scope's commands has."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if is_typing() and not _acts_in_text(event):
            return False
        command = self._keymap.find(event, self.slots)
        if command is None:
            return False
        if command.repeats or not event.isAutoRepeat():
            self.slots[command.id]()
        return True


def is_typing() -> bool:
    """Whether a text field has the focus."""
    focused = QApplication.focusWidget()
    return isinstance(focused, _TEXT_FIELDS) and not getattr(focused, "isReadOnly", bool)()


def _acts_in_text(event: QKeyEvent) -> bool:
    key = event.key()
    return (
        bool(event.modifiers() & CHORDING)
        or key == Qt.Key.Key_Escape
        or Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35
    )


def chords(event: QKeyEvent) -> tuple[str, ...]:
    """The ways in which a key event may be written in a command's keys, likeliest first."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    modifiers &= ~Qt.KeyboardModifier.GroupSwitchModifier
    found = []
    if event.text() in _SIGNS and not modifiers & CHORDING:
        found.append(event.text())  # wherever the layout has them and with whatever Shift
    found.append(_written(modifiers, event.key()))
    if not _is_latin(event):
        place = physical(event)
        if place:
            found.append(_written(modifiers, ord(place)))
    if modifiers & CHORDING and modifiers & Qt.KeyboardModifier.ShiftModifier and _is_sign(event):
        found.append(_written(modifiers & ~Qt.KeyboardModifier.ShiftModifier, event.key()))
    return tuple(dict.fromkeys(found))


def recorded(event: QKeyEvent) -> str:
    """How a key event is kept when somebody chooses it for a command.

    Returns:
        Its Latin or physical writing, so that it acts in every layout; empty for a modifier alone.
    """
    if event.key() in _ALONE or not event.key():
        return ""
    ways = chords(event)
    return ways[0] if _is_latin(event) else ways[-1]


def _written(modifiers: Qt.KeyboardModifier, key: int) -> str:
    if key == Qt.Key.Key_Enter:
        key = Qt.Key.Key_Return.value
    name = QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)
    before = (
        (Qt.KeyboardModifier.MetaModifier, "Meta"),
        (Qt.KeyboardModifier.ControlModifier, "Ctrl"),
        (Qt.KeyboardModifier.AltModifier, "Alt"),
        (Qt.KeyboardModifier.ShiftModifier, "Shift"),
    )
    return "+".join([*(word for bit, word in before if modifiers & bit), name])


def _is_latin(event: QKeyEvent) -> bool:
    """Whether the layout gives this key a Latin letter or sign, or it bears no sign at all."""
    key = event.key()
    return 0 < key < 0x80 or (key >= _SPECIAL and key != Qt.Key.Key_unknown)


def _is_sign(event: QKeyEvent) -> bool:
    """Whether the key is a sign, for which a layout may need Shift, as for Ctrl++."""
    key = event.key()
    return 0 < key < 0x80 and chr(key) in _SIGNS


def physical(event: QKeyEvent) -> str:
    """What a US keyboard bears where the key is; empty where that is not known."""
    if sys.platform == "darwin":
        return _MAC.get(event.nativeVirtualKey(), "")
    code = event.nativeScanCode()
    if sys.platform != "win32":
        code -= _X11_OFFSET
    return _EVDEV.get(code, "")
