"""Labels: every text of a window, plain by construction.

    Label(text, "caption", tone="muted")   one line or few; never rich text
    Paragraph(text)                        wraps and grows with its width
    Elided(text, "heading")                cut off with “…”, whole in its tooltip
    FilmTitle(title, original)             two scripts, each in its own direction
    Chip(text, icon, tone)                 a state: icon and word, never colour alone
    Key(text)                              a key of the keyboard
    Progress(name)                         a thin line that fills

`set_tip` gives any widget a tooltip that is never read as markup.
"""

import unicodedata
from typing import Literal, TypedDict, Unpack

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QProgressBar, QSizePolicy, QWidget

from jury_app.ui.kit import icons
from jury_app.ui.kit.surfaces import column, row
from jury_app.ui.kit.theme import Style, theme

Tone = Literal["", "muted", "good", "warning", "bad", "accent", "film"]
"""What a text is coloured for; "" is the plain text colour."""

_WHOLE = 1000
"""Steps of a line of progress."""


def set_tip(widget: QWidget, text: str) -> None:
    """Give a tooltip whose text is shown as it stands, whatever it looks like."""
    if "<" in text:  # Qt would guess that it is markup
        import html

        text = f"<qt>{html.escape(text)}</qt>"
    widget.setToolTip(text)


def is_right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction runs from right to left."""
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction in {"L", "R", "AL"}:
            return direction != "L"
    return False


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a property on which the stylesheet depends, and dress the widget anew."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


class Look(TypedDict, total=False):
    """What every label takes besides its text and style.

    Attributes:
        tone: What its colour is for; say the same in words or by an icon too.
        selectable: Whether it can be marked and copied, by keyboard too.
        parent: Its owner.
    """

    tone: Tone
    selectable: bool
    parent: QWidget | None


class Label(QLabel):
    """Plain text in one of the styles of the type scale.

    Args:
        text: Shown as it stands.
        style: Its size and weight.
        look: Its tone and the like.
    """

    def __init__(self, text: str = "", style: Style = "body", **look: Unpack[Look]) -> None:
        super().__init__(look.get("parent"))
        super().setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("type", style)
        self.setProperty("tone", look.get("tone", ""))
        if look.get("selectable", False):
            self.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
        self.setText(text)

    def setTextFormat(self, format_: Qt.TextFormat) -> None:
        """Labels stay plain: whatever is foreign is never read as markup.

        Raises:
            ValueError: Another format was asked for: a bug.
        """
        if format_ != Qt.TextFormat.PlainText:
            raise ValueError(format_)

    def set_tone(self, tone: Tone) -> None:
        """Colour it for something else."""
        restyle(self, "tone", tone)


class Paragraph(Label):
    """Text that wraps, and is as high as its width makes it."""

    def __init__(self, text: str = "", style: Style = "body", **look: Unpack[Look]) -> None:
        super().__init__(text, style, **look)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:
        """As narrow as its longest word, up to some ten letters, and a line high."""
        metrics = self.fontMetrics()
        words = (metrics.horizontalAdvance(word) for word in self.text().split())
        widest = max(words, default=0)
        return QSize(min(widest, metrics.averageCharWidth() * 14), metrics.height())


class Elided(Label):
    """One line that ends in “…” where there is no room, and then says all in its tooltip."""

    def __init__(self, text: str = "", style: Style = "body", **look: Unpack[Look]) -> None:
        super().__init__(text, style, **look)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def is_cut(self) -> bool:
        """Whether there is no room for all of it."""
        wanted = self.fontMetrics().horizontalAdvance(self.text())
        return wanted > self.contentsRect().width()

    def setText(self, text: str) -> None:
        """Show one line; breaks in it become spaces."""
        super().setText(" ".join(text.split()))
        self.setAccessibleName(self.text())
        self._tell()

    def minimumSizeHint(self) -> QSize:
        """A few letters wide."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), self.fontMetrics().averageCharWidth() * 6), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell in the tooltip what no longer shows."""
        super().resizeEvent(event)
        self._tell()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what fits, in the text's own direction; Qt does where that is nothing special."""
        if self.is_cut or is_right_to_left(self.text()):
            self._paint_what_fits()
        else:
            super().paintEvent(event)

    def _paint_what_fits(self) -> None:
        from PySide6.QtWidgets import QStyle, QStyleOption  # late, as `theme.STYLE` says

        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.setFont(self.font())
        direction = (
            Qt.LayoutDirection.RightToLeft
            if is_right_to_left(self.text())
            else Qt.LayoutDirection.LeftToRight
        )
        painter.setLayoutDirection(direction)
        room = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        across = QStyle.visualAlignment(self.layoutDirection(), self.alignment())
        painter.drawText(room, int(across | Qt.AlignmentFlag.AlignAbsolute), text)

    def _tell(self) -> None:
        set_tip(self, self.text() if self.is_cut else "")


class FilmTitle(QWidget):
    """A film's title, and below it the title in its own script where that is another one.

    Args:
        title: In the language of the program, or the only one.
        original: As the film bears it; empty or the same: not shown again.
        style: Of the title; the original is a caption's size.
    """

    def __init__(
        self,
        title: str = "",
        original: str = "",
        style: Style = "heading",
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._title = Elided("", style)
        self._original = Elided("", tone="muted")
        self.setLayout(column(self._title, self._original, gap=0))
        self.set_title(title, original)

    def set_title(self, title: str, original: str = "") -> None:
        """Show another title."""
        self._title.setText(title)
        self._original.setText(original)
        self._original.setVisible(bool(original) and original != title)
        self.setAccessibleName(title)


class Chip(QWidget):
    """A state in a word with an icon, on a surface tinted for what it means.

    Args:
        text: The word.
        icon: Name of an icon; the word alone may be overlooked, the colour alone is not seen.
        tone: What the colour is for.
    """

    def __init__(
        self,
        text: str = "",
        icon: str = "circle",
        tone: Tone = "muted",
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("chip", "true")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._icon = icons.Icon(icon)
        self._word = Label("", "caption")
        self.setLayout(row(self._icon, self._word, gap=1, margin=(2, 0.75)))
        self.set_state(text, icon, tone)

    @property
    def text(self) -> str:
        """The word it shows."""
        return self._word.text()

    def set_state(self, text: str, icon: str, tone: Tone = "muted") -> None:
        """Show another state."""
        self._word.setText(text)
        self._word.set_tone(tone)
        self._tell()
        self._icon.set_icon(icon, tone or "text")
        restyle(self, "tone", tone)
        self.setAccessibleName(text)

    def set_brief(self, *, is_brief: bool) -> None:
        """Show the icon alone, and the word in its tooltip."""
        self._word.setHidden(is_brief)
        self._tell()

    def _tell(self) -> None:
        if self._word.isHidden():
            set_tip(self, self.text)
        elif self.toolTip() == self.text:
            set_tip(self, "")


class Key(Label):
    """A key of the keyboard, as it is written on it."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, "key", parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)


class Progress(QProgressBar):
    """A thin line that fills from the start; says its value to screen readers too.

    A job whose length is not known shows a still, half-filled line: nothing moves by itself.
    """

    def __init__(self, name: str, *, role: str = "accent", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = role
        self._share: float | None = 0.0
        self.setAccessibleName(name)
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)
        self.set_value(0.0)

    @property
    def share(self) -> float | None:
        """What is done, 0–1; None: not known."""
        return self._share

    def set_value(self, share: float | None) -> None:
        """Show how much is done, 0–1; None where that is not known."""
        self._share = None if share is None else min(1.0, max(0.0, share))
        self.setUpdatesEnabled(False)  # Qt's own would paint at once, and a key wait for it
        self.setRange(0, 0 if self._share is None else _WHOLE)
        if self._share is not None:
            self.setValue(round(self._share * _WHOLE))
        self.setUpdatesEnabled(True)  # which lets it be painted in its turn

    def sizeHint(self) -> QSize:
        """One step high."""
        return QSize(theme().space(20), theme().space(1))

    def minimumSizeHint(self) -> QSize:
        """As short as it may be."""
        return QSize(theme().space(4), theme().space(1))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the groove and what is filled of it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        radius = self.height() / 2
        painter.setBrush(theme().colour("grid"))
        painter.drawRoundedRect(self.rect(), radius, radius)
        known = self._share is not None
        pattern = Qt.BrushStyle.SolidPattern if known else Qt.BrushStyle.BDiagPattern
        painter.setBrush(QBrush(theme().colour(self._role), pattern))
        width = round(self.width() * (0.5 if self._share is None else self._share))
        left = 0 if self.isLeftToRight() else self.width() - width
        painter.drawRoundedRect(QRect(left, 0, width, self.height()), radius, radius)
