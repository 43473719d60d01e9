"""Surfaces and the space on them: what controls lie on, and rows and columns that follow the scale.

    column(title, paragraph, row(cancel, None, sign), gap=3, margin=4)

`Surface(kind)`: a plain area (`window`, `panel`, `bar`, `card`, `film`, `bare`); `Card`: a
rounded one with a column inside; `Centred`: lines no longer than people like to read; `Scroll`: an
area that scrolls and follows the focus; `column` and `row`: layouts whose gaps and margins are
steps of the theme's space and grow with it; `Separator`.
"""

from typing import Literal

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from jury_app.ui.kit.theme import theme

Kind = Literal["window", "panel", "bar", "card", "film", "bare", "strip", "line"]
Item = QWidget | QLayout | None
"""What stands in a row or column; None is room that stretches."""
Margin = float | tuple[float, float] | tuple[float, float, float, float]
"""Steps around a row or column."""


class Steps(QBoxLayout):
    """A row or column whose gaps are steps of the theme's space.

    Args:
        direction: Which way it runs.
        gap: Between its items, in steps.
        margin: Around it, in steps; one for all sides, or (sides, top and bottom), or (left, top,
            right, bottom).
    """

    def __init__(
        self,
        direction: QBoxLayout.Direction,
        gap: float = 2,
        margin: Margin = 0,
    ) -> None:
        super().__init__(direction)
        self._gap = gap
        sides = margin if isinstance(margin, tuple) else (margin, margin)
        self._margin = sides if len(sides) == 4 else (*sides, *sides)
        self._measure()
        theme().changed.connect(self._measure)

    def add(self, *items: Item, stretch: int = 0) -> "Steps":
        """Append items, each with the same stretch; returns itself."""
        for item in items:
            if item is None:
                self.addStretch(1)
            elif isinstance(item, QLayout):
                self.addLayout(item, stretch)
            else:
                self.addWidget(item, stretch)
        return self

    def _measure(self) -> None:
        self.setSpacing(theme().space(self._gap))
        self.setContentsMargins(*(theme().space(steps) for steps in self._margin))


def column(*items: Item, gap: float = 2, margin: Margin = 0) -> Steps:
    """Items below each other; None stretches."""
    return Steps(QBoxLayout.Direction.TopToBottom, gap, margin).add(*items)


def row(*items: Item, gap: float = 2, margin: Margin = 0) -> Steps:
    """Items beside each other in reading direction; None stretches."""
    return Steps(QBoxLayout.Direction.LeftToRight, gap, margin).add(*items)


class Surface(QFrame):
    """An area of one kind, with a layout in it."""

    def __init__(
        self, kind: Kind, layout: QLayout | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("surface", kind)
        if layout is not None:
            self.setLayout(layout)


class Card(Surface):
    """A rounded surface with a column of things that belong together.

    Args:
        items: What stands in it, from the top; None stretches.
        gap: Between them, in steps.
        margin: Around them, in steps.
    """

    def __init__(
        self,
        *items: Item,
        gap: float = 2,
        margin: float | tuple[float, float] = 4,
        parent: QWidget | None = None,
    ) -> None:
        self.column = column(*items, gap=gap, margin=margin)
        super().__init__("card", self.column, parent)


class Centred(Surface):
    """Something in the middle, its lines no longer than people like to read at the text's size.

    Args:
        content: What is shown.
        steps: Its greatest width, in steps of the theme's space.
        margin: Around it, in steps; one for all sides, or (sides, top and bottom).
    """

    def __init__(
        self, content: QWidget, steps: float, *, margin: float | tuple[float, float] = 0
    ) -> None:
        super().__init__("bare", row(None, margin=margin).add(content, stretch=20).add(None))
        self._content = content
        self._steps = steps
        theme().changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        self._content.setMaximumWidth(theme().space(self._steps))


class Separator(QFrame):
    """A hairline between things that stand above each other, or beside (`upright`)."""

    def __init__(self, *, upright: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "line")
        fixed, wide = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
        if upright:
            self.setFixedWidth(1)
            self.setSizePolicy(fixed, wide)
        else:
            self.setFixedHeight(1)
            self.setSizePolicy(wide, fixed)


class Scroll(QScrollArea):
    """An area that scrolls, never sideways, and keeps in sight what has the focus.

    Also while what lies around it is laid out anew (letters grow, a card opens above), until
    somebody scrolls elsewhere by hand.

    Args:
        content: What is scrolled; it takes the area's width.
    """

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self.setWidget(content)
        content.setAutoFillBackground(False)
        content.installEventFilter(self)
        self._held: QWidget | None = None
        self.verticalScrollBar().actionTriggered.connect(self.let_go)
        QApplication.instance().focusChanged.connect(self._follow)  # type: ignore[union-attr]  # there is one

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Never be narrower than the content can be, and hold what is in sight where it grows."""
        if event.type() == QEvent.Type.LayoutRequest and isinstance(watched, QWidget):
            bar = self.verticalScrollBar().sizeHint().width()
            self.setMinimumWidth(watched.minimumSizeHint().width() + bar)
        elif event.type() == QEvent.Type.Resize and self._held is not None:
            QTimer.singleShot(0, self, self._hold)  # what lies in it is laid out by then
        return super().eventFilter(watched, event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, and stay there."""
        self.let_go()
        super().wheelEvent(event)

    def let_go(self, *_told: object) -> None:
        """Keep nothing in sight until the focus moves."""
        self._held = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Left and Right rise: nothing here goes sideways, and a film is wound by them."""
        if event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        self._held = now if now is not None and self.isAncestorOf(now) else None
        self._hold()

    def _hold(self) -> None:
        if self._held is not None and self._held is QApplication.focusWidget():
            self.keep_in_sight(self._held)

    def keep_in_sight(self, widget: QWidget) -> None:
        """Scroll as little as is needed to see a widget."""
        margin = theme().space(4)
        self.ensureWidgetVisible(widget, margin, margin)
