"""Buttons and choices. Every one has an accessible name; foreign text in one is never a mnemonic.

    Button(text, "primary", icon="pen")     also "plain", "quiet", "danger"
    IconButton("play", name, key="Space")   name and key in its tooltip
    Segments(name, options)                 one of few, side by side; may begin with none
    Choices(name, options)                  one of few, below each other, with explanations
    Tick(text, explanation)                 on or off, text that wraps

`options` are `Option(id, text, explanation="", icon="")`; `chosen` tells the id that a person chose
and never what the program set.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from jury_app.base.texts import headed, noted
from jury_app.ui.kit import icons
from jury_app.ui.kit.labels import Label, Paragraph, set_tip
from jury_app.ui.kit.surfaces import Steps, column, row
from jury_app.ui.kit.theme import theme

Kind = Literal["plain", "primary", "quiet", "danger"]
_ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
"""Arrow → the step by which it moves a choice."""
_ICON_ROLES: dict[str, str] = {"primary": "on_accent", "danger": "bad"}


class Option(NamedTuple):
    """One of a few things to choose from; text is shown as it stands."""

    id: str
    text: str
    explanation: str = ""
    icon: str = ""


def unmarked(text: str) -> str:
    """Text for a button or menu, whose “&” stays what it is."""
    return text.replace("&", "&&")


def is_enter(event: QKeyEvent) -> bool:
    """Whether Enter was pressed, by itself and newly."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    is_key = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return is_key and not modifiers and not event.isAutoRepeat()


class Button(QPushButton):
    """A button with a word on it.

    Args:
        text: What it does, a verb first.
        kind: `primary` is the one act of a screen; `quiet` has no border; `danger` takes away.
        icon: Beside the word.
        hint: For its tooltip; give the key here (`keymap.hint(...)`).
    """

    def __init__(
        self,
        text: str,
        kind: Kind = "plain",
        *,
        icon: str = "",
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        if icon:
            self.setIcon(icons.icon(icon, _ICON_ROLES.get(kind, "text")))
        self.set_text(text)
        set_tip(self, hint)
        theme().changed.connect(self._measure)
        self._measure()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it as Space does, in windows too; Ctrl+Enter is left to the commands."""
        if is_enter(event):
            self.click()
        else:
            super().keyPressEvent(event)

    def set_text(self, text: str) -> None:
        """Write something else on it."""
        self.setText(unmarked(text))
        self.setAccessibleName(text)

    def _measure(self) -> None:
        # Wider than high: the word keeps its distance from the picture in the middle.
        self.setIconSize(QSize(theme().space(5), theme().space(4)))


class IconButton(QToolButton):
    """A button with a picture alone; its name and key stand in its tooltip.

    Args:
        icon: What it shows.
        name: What it does; read by screen readers.
        key: The key that does the same, as people read it.
        checkable: Whether it stays pressed.
        over_film: Whether it lies on black beside the film.
    """

    def __init__(
        self,
        icon: str,
        name: str,
        *,
        key: str = "",
        checkable: bool = False,
        over_film: bool = False,
        steps: float = 5,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role = "on_film" if over_film else "text"
        self._steps = steps
        self._key = key
        if over_film:
            self.setProperty("over", "film")
        self.setCheckable(checkable)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_action(icon, name, key=key)
        theme().changed.connect(self._measure)
        self._measure()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it as Space does."""
        if is_enter(event):
            self.click()
        else:
            super().keyPressEvent(event)

    def set_action(self, icon: str, name: str, *, key: str | None = None) -> None:
        """Let it show and say something else (play, then pause); the key stays unless given."""
        if key is not None:
            self._key = key
        self.setIcon(icons.icon(icon, self._role))
        self.setAccessibleName(name)
        set_tip(self, noted(name, self._key))

    def _measure(self) -> None:
        side = theme().space(self._steps)
        self.setIconSize(QSize(side, side))


class _Exclusive(QWidget):
    """What segments and choices have in common: one id of some, or none yet.

    Tab comes to the one that is chosen; arrows choose the next and never leave (Qt's own arrows
    choose by where buttons lie, and rise to the commands behind at the ends).

    Signals:
        chosen: The id that a person chose.
    """

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QAbstractButton] = {}
        self._group.buttonClicked.connect(self._clicked)
        self._group.buttonToggled.connect(self._let_tab_in)

    @property
    def value(self) -> str | None:
        """The id that is chosen; None: none yet."""
        return next((id_ for id_, each in self._buttons.items() if each.isChecked()), None)

    def set_value(self, value: str | None) -> None:
        """Show a choice, or none; tells nobody."""
        self._group.setExclusive(False)
        for id_, button in self._buttons.items():
            button.setChecked(id_ == value)
        self._group.setExclusive(True)
        self._let_tab_in()

    def button(self, id_: str) -> QAbstractButton:
        """The control of an id, e.g. to focus it."""
        return self._buttons[id_]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows choose the next one, round and round."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(watched, QAbstractButton)
            and event.key() in _ARROWS
        ):
            self._choose_next(watched, _ARROWS[Qt.Key(event.key())])
            return True
        return super().eventFilter(watched, event)

    def _choose_next(self, button: QAbstractButton, step: int) -> None:
        able = [each for each in self._buttons.values() if each.isEnabled()]
        following = able[(able.index(button) + step) % len(able)]
        following.setFocus(
            Qt.FocusReason.TabFocusReason if step > 0 else Qt.FocusReason.BacktabFocusReason
        )
        following.click()

    def _let_tab_in(self) -> None:
        """Let Tab come to the one that is chosen; to the first one as long as none is."""
        chosen = next((each for each in self._buttons.values() if each.isChecked()), None)
        entrance = chosen or next(iter(self._buttons.values()), None)
        for button in self._buttons.values():
            policy = Qt.FocusPolicy
            button.setFocusPolicy(policy.StrongFocus if button is entrance else policy.ClickFocus)

    def _clicked(self, button: QAbstractButton) -> None:
        self.chosen.emit(next(id_ for id_, each in self._buttons.items() if each is button))

    def _add(self, id_: str, button: QAbstractButton) -> None:
        self._buttons[id_] = button
        self._group.addButton(button)
        button.installEventFilter(self)


class Segments(_Exclusive):
    """One choice of few, side by side; arrows go from one to the next.

    Args:
        name: What is chosen; read by screen readers.
        options: From which; their explanations are tooltips.
        value: What is chosen at first; None: nothing is.
    """

    def __init__(
        self,
        name: str,
        options: Iterable[Option],
        value: str | None = None,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("segments", "true")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        layout = row(gap=0)
        for option in options:
            button = QPushButton(unmarked(option.text))
            button.setProperty("kind", "segment")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setAccessibleName(headed(name, option.text))
            if option.icon:
                button.setIcon(icons.icon(option.icon, on="on_accent"))
            set_tip(button, option.explanation)
            self._add(option.id, button)
            layout.add(button)
        self.setLayout(layout)
        self.set_value(value)
        theme().changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        for button in self._buttons.values():
            button.setIconSize(QSize(theme().space(5), theme().space(4)))


class _Box(QCheckBox):
    """A check box whose tick is drawn in the theme's colours."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        state = self.checkState()
        if state != Qt.CheckState.Unchecked:
            icon = "check" if state == Qt.CheckState.Checked else "some"
            _mark(self, icon)


class _Round(QRadioButton):
    """A radio button whose dot is drawn in the theme's colours."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.isChecked():
            _mark(self, "dot")


def _mark(button: QAbstractButton, icon: str) -> None:
    from PySide6.QtWidgets import QStyle, QStyleOptionButton  # late, as `theme.STYLE` says

    is_box = isinstance(button, QCheckBox)
    parts = QStyle.SubElement
    where = parts.SE_CheckBoxIndicator if is_box else parts.SE_RadioButtonIndicator
    option = QStyleOptionButton()
    option.initFrom(button)
    place: QRect = button.style().subElementRect(where, option, button)
    role = "on_accent" if button.isEnabled() else "disabled"
    icons.paint(QPainter(button), place.adjusted(1, 1, -1, -1), icon, role)


class _Line(QWidget):
    """A box or round with text beside it that wraps; a click on the text is one on the box."""

    def __init__(self, button: QAbstractButton, text: str, explanation: str) -> None:
        super().__init__()
        self._button = button
        button.setAccessibleName(text)
        button.setAccessibleDescription(explanation)
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        texts = column(Paragraph(text), gap=0.5, margin=(0, 1))
        if explanation:
            texts.add(Paragraph(explanation, "caption"))
        layout = row(gap=1)
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        layout.add(texts, stretch=1)
        self.setLayout(layout)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self._button.setFocus(Qt.FocusReason.MouseFocusReason)
            self._button.click()


class Choices(_Exclusive):
    """One choice of few, below each other, each with a line that explains it.

    Args:
        name: What is chosen; shown above them, too.
        options: From which.
        value: What is chosen at first; None: nothing is.
        shows_name: Whether the name is shown.
    """

    def __init__(
        self,
        name: str,
        options: Iterable[Option],
        value: str | None = None,
        *,
        shows_name: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, parent)
        layout: Steps = column(gap=1)
        if shows_name:
            layout.add(Label(name, "strong"))
        for option in options:
            button = _Round()
            layout.add(_Line(button, option.text, option.explanation))
            self._add(option.id, button)
        self.setLayout(layout)
        self.set_value(value)


class Tick(QWidget):
    """On or off, with a text that wraps.

    Signals:
        ticked: A person turned it on or off.
    """

    ticked = Signal(bool)

    def __init__(
        self,
        text: str,
        explanation: str = "",
        *,
        on: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.box = _Box()
        self.box.setChecked(on)
        self.box.clicked.connect(self.ticked)
        self.setLayout(column(_Line(self.box, text, explanation), gap=0))
        self.setFocusProxy(self.box)

    @property
    def is_on(self) -> bool:
        """Whether it is ticked."""
        return self.box.isChecked()

    def set_on(self, on: bool) -> None:
        """Show it on or off; tells nobody."""
        self.box.setChecked(on)
