"""The sheet of keys: every command with its keys, each of which can be changed.

A key that another command has is told before it is taken; digits stay with the control that has the
focus. What was chosen is kept in the preferences by the keymap.
"""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QDialog, QPushButton, QSizePolicy, QWidget

from jury_app.base.texts import _, translate
from jury_app.ui.kit.buttons import Button, IconButton, unmarked
from jury_app.ui.kit.errors import Telling
from jury_app.ui.kit.fields import SearchField
from jury_app.ui.kit.keys import Command, Keymap, recorded
from jury_app.ui.kit.labels import Key, Label, Paragraph, restyle
from jury_app.ui.kit.notice import Act, Notice
from jury_app.ui.kit.surfaces import Scroll, Separator, Steps, Surface, column, row
from jury_app.ui.kit.theme import theme

_DIGITS = frozenset("0123456789")


def readable(key: str) -> str:
    """A key as people read it on this system."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) or key


class KeyRecorder(QPushButton):
    """Shows the keys of a command; pressed, it waits for another one.

    Signals:
        recorded: The key that was pressed, as commands write it; empty: it shall have none.
    """

    recorded = Signal(str)

    def __init__(self, command: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._command = command
        self._shown = ""
        self._waits = False
        self.setProperty("kind", "key")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: self._wait(waits=True))

    @property
    def is_waiting(self) -> bool:
        """Whether the next key is taken."""
        return self._waits

    def set_keys(self, keys: Iterable[str]) -> None:
        """Show the keys in force."""
        self._shown = "  ".join(map(readable, keys)) or "–"
        self._wait(waits=False)

    def event(self, event: QEvent) -> bool:
        """While it waits, every key is its own: Tab, and what would be a shortcut, too."""
        kinds = {QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride}
        if self._waits and event.type() in kinds and isinstance(event, QKeyEvent):
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self._take(event)
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Going elsewhere keeps the key that was."""
        self._wait(waits=False)
        super().focusOutEvent(event)

    def _take(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._wait(waits=False)
            return
        key = recorded(event)
        if key:
            self._wait(waits=False)
            self.recorded.emit("" if key in {"Backspace", "Del"} else key)

    def _wait(self, *, waits: bool) -> None:
        self._waits = waits
        self.setText(_("Press a key…") if waits else unmarked(self._shown))
        restyle(self, "waits", "true" if waits else "false")
        name = _("{command}: {keys}. Press to change.")
        self.setAccessibleName(name.format(command=self._command, keys=self._shown))


class _Line(QWidget):
    """One command: what it does, its keys, and a way back to its own."""

    def __init__(self, keymap: Keymap, command: Command) -> None:
        super().__init__()
        self._keymap = keymap
        self.command = command
        self.label = translate(command.label)
        self.recorder = KeyRecorder(self.label)
        self._back = IconButton(
            "undo", _("Put back: {command}").format(command=self.label), steps=4
        )
        self._back.clicked.connect(lambda: keymap.choose(command.id, None))
        words = Paragraph(self.label)
        words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        line = row(gap=2)
        line.add(words, stretch=1).add(self._back, self.recorder)
        self.setLayout(line)
        self.refresh()

    def refresh(self) -> None:
        """Show the keys in force."""
        keys = self._keymap.keys(self.command.id)
        self.recorder.set_keys(keys)
        self._back.setVisible(keys != self.command.keys)

    def matches(self, sought: str) -> bool:
        """Whether a search finds it, by its words or its keys."""
        keys = " ".join(map(readable, self._keymap.keys(self.command.id)))
        return sought.casefold() in f"{self.label} {keys}".casefold()


class _Fixed(QWidget):
    """Keys that are nobody's choice, and what they do."""

    def __init__(self, keys: str, does: str) -> None:
        super().__init__()
        self._said = f"{translate(does)} {keys}"
        self.setLayout(
            row(gap=2, margin=(0, 1)).add(Paragraph(translate(does)), stretch=1).add(Key(keys))
        )

    def matches(self, sought: str) -> bool:
        """Whether a search finds it, by its words or its keys."""
        return sought.casefold() in self._said.casefold()


_MOST = 0.9
"""Of the screen at most, so that its title and its last buttons are on it, too."""


class KeySheet(QDialog):
    """All keys by group, those that act now first; a window of its own that blocks nothing.

    Args:
        keymap: Whose keys.
        control_keys: (keys, what they do: a message id) of single controls, which stay as they are.
    """

    def __init__(
        self,
        keymap: Keymap,
        control_keys: Iterable[tuple[str, str]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keys"))
        self._keymap = keymap
        self._lines = [_Line(keymap, command) for command in keymap.commands]
        self._groups: list[tuple[QWidget, list[_Line]]] = []
        self._fixed = [_Fixed(keys, does) for keys, does in control_keys]
        for line in self._lines:
            line.recorder.recorded.connect(lambda key, line=line: self._choose(line, key))
        self._search = SearchField(_("Search by words or by key"))
        self._search.settled.connect(self._find)
        self._notice = Notice()
        self._notice.closed.connect(self._notice.hide)
        self._notice.hide()
        self._lay_out()
        keymap.changed.connect(self._refresh)
        self._search.setFocus()
        wanted = QSize(theme().space(150), theme().space(170))
        self.resize(wanted.boundedTo(self.screen().availableSize() * _MOST))

    def _lay_out(self) -> None:
        reset = Button(_("Put all keys back"), "quiet", icon="undo")
        reset.clicked.connect(self._reset)
        close = Button(_("Close"), "primary")
        close.clicked.connect(self.accept)
        listed = Surface("bare", self._listed())
        self.setLayout(
            column(
                row(Label(_("Keys"), "title"), None),
                Paragraph(
                    _("Press a key's button, then the key it shall have; Backspace takes it away."),
                    "caption",
                ),
                self._search,
                self._notice,
                Scroll(listed),
                row(reset, None, close),
                gap=3,
                margin=6,
            )
        )

    def _listed(self) -> Steps:
        listed = self._column = column(gap=4, margin=(1, 0))
        by_group: dict[str, list[_Line]] = {}
        for line in self._lines:
            by_group.setdefault(line.command.group, []).append(line)
        for group, lines in by_group.items():
            section = Surface("bare", _section(translate(group), lines))
            self._groups.append((section, lines))
            listed.add(section)
        fixed = _section(_("In the control that has the focus"), self._fixed)
        self._fixed_section = Surface("bare", fixed)
        return listed.add(self._fixed_section, None)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the groups that act now before the others."""
        living = {command.group for command in self._keymap.living()}
        order = sorted(self._groups, key=lambda each: each[1][0].command.group not in living)
        for at, (section, _lines) in enumerate(order):
            self._column.removeWidget(section)
            self._column.insertWidget(at, section)
        super().showEvent(event)

    def _choose(self, line: _Line, key: str) -> None:
        """Give a command a key, unless that must be said or asked first."""
        if key in _DIGITS:
            self._tell(_("Digits score: they belong to the control that has the focus."))
            return
        other = self._keymap.taken(key, line.command.id) if key else None
        if other is None:
            self._notice.hide()
            self._keymap.choose(line.command.id, (key,) if key else ())
            return
        said = _("“{key}” is the key of “{other}”.").format(
            key=readable(key), other=translate(other.label)
        )
        self._tell(said, (_("Take it from there"), lambda: self._take(line, key, other)))

    def _take(self, line: _Line, key: str, other: Command) -> None:
        left = tuple(each for each in self._keymap.keys(other.id) if each != key)
        self._keymap.choose(other.id, left)
        self._keymap.choose(line.command.id, (key,))
        line.recorder.setFocus()

    def _tell(self, text: str, act: Act | None = None) -> None:
        self._notice.set_telling(Telling(text, "warning", "warning"), act)
        self._notice.show()

    def _reset(self) -> None:
        for command in self._keymap.commands:
            self._keymap.choose(command.id, None)

    def _find(self, sought: str) -> None:
        for section, lines in self._groups:
            _narrow(section, lines, sought)
        _narrow(self._fixed_section, self._fixed, sought)

    def _refresh(self) -> None:
        for line in self._lines:
            line.refresh()


def _section(title: str, lines: Iterable[QWidget]) -> Steps:
    return column(Label(title, "heading"), Separator(), *lines, gap=1)


def _narrow(section: QWidget, lines: Sequence[_Line | _Fixed], sought: str) -> None:
    """Show the lines that a search finds, and their section where there are some."""
    found = [line for line in lines if line.matches(sought)]
    for line in lines:
        line.setVisible(line in found)
    section.setVisible(bool(found))
