"""Walks every control of a window: what a screen reader, a keyboard and a larger text need of it.

    faults = walk(window)
    assert not faults, "\n".join(faults)

Each fault names the control by its class and its way from the window.
"""

from collections.abc import Iterator

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QLabel,
    QLineEdit,
    QScrollBar,
    QWidget,
)

from jury_app.ui.kit.labels import Elided

_SLACK = 1
"""Pixels that rounding may take from a text."""


def walk(window: QWidget) -> list[str]:
    """Everything that is wrong with the controls of a window that is shown."""
    return [
        f"{_way(widget, window)}: {fault}"
        for widget in _controls(window)
        for rule in (_unnamed, _cut, _marked_up, _hidden)
        for fault in rule(widget)
    ]


def _controls(window: QWidget) -> Iterator[QWidget]:
    """Visible widgets that are the program's, not parts of Qt's own."""
    yield window
    for widget in window.findChildren(QWidget):
        if widget.isVisibleTo(window) and not widget.objectName().startswith("qt_"):
            yield widget


def _unnamed(widget: QWidget) -> Iterator[str]:
    """Whatever takes the focus by Tab says what it is."""
    takes_focus = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    if not takes_focus or widget.isWindow() or isinstance(widget, QScrollBar):
        return
    if widget.focusProxy() is not None or isinstance(widget.parent(), QAbstractScrollArea):
        return
    interface = QAccessible.queryAccessibleInterface(widget)
    if interface is None or not interface.text(QAccessible.Text.Name).strip():
        yield "it takes the focus and has no accessible name"


def _cut(widget: QWidget) -> Iterator[str]:
    """A text has the room that it needs, unless it says itself that it is cut."""
    if isinstance(widget, Elided) or not widget.width():
        return
    if isinstance(widget, QLabel) and widget.text():
        if widget.wordWrap():
            needed = widget.heightForWidth(widget.width())
            if needed > widget.height() + _SLACK:
                yield f"its text needs {needed} pixels of height and has {widget.height()}"
            return
        needed = widget.sizeHint()
        if needed.width() > widget.width() + _SLACK or needed.height() > widget.height() + _SLACK:
            yield f"“{widget.text()}” needs {needed} and has {widget.size()}"
    elif isinstance(widget, QAbstractButton) and widget.text():
        needed = widget.minimumSizeHint()
        if needed.width() > widget.width() + _SLACK or needed.height() > widget.height() + _SLACK:
            yield f"“{widget.text()}” needs {needed} and has {widget.size()}"
    elif isinstance(widget, QLineEdit) and widget.minimumSizeHint().height() > widget.height() + 1:
        yield f"it is {widget.height()} pixels high and needs {widget.minimumSizeHint().height()}"


def _marked_up(widget: QWidget) -> Iterator[str]:
    """No text is read as markup, and no tooltip guesses that it is."""
    if isinstance(widget, QLabel) and widget.textFormat() != Qt.TextFormat.PlainText:
        yield f"its text format is {widget.textFormat()}"
    tip = widget.toolTip()
    if "<" in tip and not tip.startswith("<qt>"):
        yield f"its tooltip may be read as markup: {tip!r}"
    if widget.styleSheet() and not widget.isWindow():
        yield "it has a stylesheet of its own"


def _hidden(widget: QWidget) -> Iterator[str]:
    """Nothing lies outside what holds it, where no scrolling brings it back."""
    parent = widget.parentWidget()
    if parent is None or widget.isWindow() or not widget.width() or not widget.height():
        return
    if isinstance(parent.parent(), QAbstractScrollArea) or isinstance(parent, QAbstractScrollArea):
        return
    if not parent.width() or not parent.height():  # a closed drawer
        return
    room = parent.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK)
    if not room.contains(widget.geometry()):
        yield f"it lies at {widget.geometry()}, outside of {parent.rect()}"


def _way(widget: QWidget, window: QWidget) -> str:
    names: list[str] = []
    each: QObject | None = widget
    while each is not None and each is not window:
        names.append(type(each).__name__)
        each = each.parent()
    at = widget.mapTo(window, QPoint(0, 0)) if widget is not window else QPoint(0, 0)
    said = widget.accessibleName() or getattr(widget, "text", str)()
    return f"{' < '.join(names) or type(widget).__name__} “{said}” at {at.x()}, {at.y()}"
