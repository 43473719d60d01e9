"""Growing: a field for lines of plain text that is as high as they need."""

import math

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from jury_app.ui.kit.theme import theme


class Growing(QPlainTextEdit):
    """A field that grows with its text; Tab goes on.

    Args:
        name: What belongs in it; read by screen readers.
        placeholder: An example, shown while it is empty.
        lines: Its least height.
        most: Its greatest height, in lines; beyond it scrolls.
    """

    def __init__(
        self,
        name: str,
        *,
        placeholder: str = "",
        lines: int = 2,
        most: int = 12,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lines = lines
        self._most = most
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._grow)
        theme().changed.connect(self._grow)
        self._grow()

    def sizeHint(self) -> QSize:
        """As high as its text, within its bounds."""
        return QSize(theme().space(60), self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """At another width, lines break elsewhere."""
        super().resizeEvent(event)
        self._grow()

    def _height(self) -> int:
        rows = int(self.document().size().height())
        shown = min(max(rows, self._lines), self._most)
        margins = 2 * (theme().space(1) + 2 + self.document().documentMargin())
        return math.ceil(shown * QFontMetricsF(self.font()).lineSpacing() + margins) + 1

    def _grow(self) -> None:
        self.setFixedHeight(self._height())
