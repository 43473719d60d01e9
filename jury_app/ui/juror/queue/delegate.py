"""How a card is painted: the still, the titles in their own direction, the state with its icon."""

from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QCursor, QFont, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from jury_app.ui.juror.queue.cards import Card
from jury_app.ui.juror.queue.model import Index, QueueModel
from jury_app.ui.juror.queue.posters import Posters
from jury_app.ui.kit import icons
from jury_app.ui.kit.fonts import suited
from jury_app.ui.kit.labels import is_right_to_left
from jury_app.ui.kit.theme import Style, theme

MINIMUM = 232
"""Width below which a card does not go at 100 %, in pixels."""
GAP = 3
"""Steps between cards, of which each keeps a half on every side."""
_COLUMNS, _MOST_COLUMNS = 3, 6
"""Fewer columns than the first have their stills beside their texts; a large screen has larger
cards, not more columns than the second."""
_MOST_FITTED = 8000
_FORMS = {"interactive": "interactive", "procedural": "runs", "live": "live"}
"""Form of a work → its icon; a film's is a film."""
_LEFT, _RIGHT = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft


class _Line(NamedTuple):
    """A line of text under the still."""

    name: str
    font: QFont
    metrics: QFontMetrics
    role: str


class _Look:
    """Fonts and measures of the theme in force, computed once."""

    def __init__(self) -> None:
        style = theme()
        # Grounds that differ by a shade alone are told apart by an edge in high contrast.
        self.has_edges = style.name == "contrast"
        self.title = _line("body", "text", bold=True)
        self.original = _line("body", "text")
        self.facts = _line("caption", "muted")
        self.state = _line("caption", "text")
        self.number = _line("title", "muted")
        self.gap = style.space(GAP)
        self.inset = style.space(3)
        self.radius = style.space(2)
        self.bar = max(3, style.space(1))
        self.icon = self.state.metrics.height()
        lines = (self.title, self.original, self.facts, self.state)
        self.below = sum(line.metrics.height() for line in lines) + 2 * self.inset + style.space(3)
        self.roles = {
            role: style.colour(role)
            for role in (
                *("raised", "panel", "border", "focus", "text", "muted", "accent", "seen"),
                *("good", "warning", "bad", "hover", "film", "window"),
            )
        }


def _line(style: Style, role: str, *, bold: bool = False) -> _Line:
    font = theme().font(style, bold=bold)
    return _Line(f"{style}/{bold}", font, QFontMetrics(font), role)


def _fill(painter: QPainter, box: QRect, colour: QColor) -> None:
    """As `fillRect`, whose many ways of being called take PySide milliseconds to learn."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRect(box)


def _is_under_mouse(view: QListView, box: QRect) -> bool:
    """Whether the mouse is over an item's place.

    The option's own state would say so too, and PySide would make all enumerations of `QStyle` to
    tell it, which takes as long as a tenth of a bare window.
    """
    seen = view.viewport()
    return seen.underMouse() and box.contains(seen.mapFromGlobal(QCursor.pos()))


class CardDelegate(QStyledItemDelegate):
    """Paints cards; all are of one size, which hangs on the width that they are given."""

    def __init__(self, posters: Posters, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._posters = posters
        self._width = MINIMUM
        self._beside = False
        self._look = _Look()
        self._fitted: dict[tuple[str, str, int], tuple[QFont, str]] = {}

    def dress(self) -> None:
        """Take fonts and colours from the theme anew."""
        self._look = _Look()
        self._fitted.clear()

    def fit(self, width: int) -> QSize:
        """Divide a row of `width` pixels into whole cards; the size of one with its gaps.

        Where fewer than three stand side by side, a card's still stands beside its texts, so that
        large letters on a small screen leave more than one card in sight.
        """
        least = max(1, round(MINIMUM * theme().scale))
        columns = min(max(1, width // least), _MOST_COLUMNS)
        self._beside = columns < _COLUMNS
        if self._beside:
            columns = max(1, width // (2 * least))
        self._width = max(1, width // columns)
        return self.size

    @property
    def size(self) -> QSize:
        """The size of a card with its gaps."""
        look = self._look
        still = 0 if self._beside else (self._width - look.gap) * 9 // 16
        return QSize(self._width, still + look.below + look.gap)

    def sizeHint(
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002  Qt's own signature
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002  as above
    ) -> QSize:
        """All cards are of one size."""
        return self.size

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one card."""
        model: QueueModel = index.model()  # type: ignore[assignment]  # no other model
        view: QListView = option.widget  # type: ignore[assignment]  # as above
        card = model.cards[index.row()]
        half = self._look.gap // 2
        box = option.rect.adjusted(half, half, -half, -half)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, box, is_under=_is_under_mouse(view, option.rect))
        still, texts = self._parted(box)
        outline = QPainterPath()
        outline.addRoundedRect(box, self._look.radius, self._look.radius)
        painter.setClipPath(outline)
        self._still(painter, still, card)
        self._texts(painter, texts, card)
        painter.setClipping(False)
        self._frame(painter, box, view, index)
        painter.restore()

    def _parted(self, box: QRect) -> tuple[QRect, QRect]:
        """Where a card's still and its texts stand."""
        inset = self._look.inset
        if self._beside:
            width = min(box.height() * 16 // 9, box.width() * 2 // 5)
            still = QRect(box.left(), box.top(), width, box.height())
            return still, box.adjusted(width + inset, inset, -inset, -inset)
        still = QRect(box.left(), box.top(), box.width(), box.width() * 9 // 16)
        return still, box.adjusted(inset, still.height() + inset, -inset, -inset)

    def _ground(self, painter: QPainter, box: QRect, *, is_under: bool) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.roles["hover" if is_under else "raised"])
        painter.drawRoundedRect(box, self._look.radius, self._look.radius)

    def _frame(self, painter: QPainter, box: QRect, view: QListView, index: Index) -> None:
        if index != view.currentIndex():
            if self._look.has_edges:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(self._look.roles["border"], 1))
                painter.drawRoundedRect(box, self._look.radius, self._look.radius)
            return
        focused = view.hasFocus()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        role = "focus" if focused else "muted"
        painter.setPen(QPen(self._look.roles[role], 3 if focused else 2))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), self._look.radius, self._look.radius)

    def _still(self, painter: QPainter, box: QRect, card: Card) -> None:
        look = self._look
        ratio = painter.device().devicePixelRatioF()
        picture = self._posters.pixmap(card.queued.still, box.size() * ratio)
        if picture is None:
            self._placeholder(painter, box, card)
        else:
            picture.setDevicePixelRatio(ratio)
            painter.drawPixmap(box.topLeft(), picture)
        if card.length:
            self._chip(painter, box, card.length)
        if card.queued.seen:
            seen = QRect(box.left(), box.bottom() - look.bar + 1, box.width(), look.bar)
            _fill(painter, seen, look.roles["film"])
            seen.setWidth(round(box.width() * card.queued.seen / 1000))
            _fill(painter, seen, look.roles["seen"])

    def _placeholder(self, painter: QPainter, box: QRect, card: Card) -> None:
        """A still that is not there: what kind of work it is, and its number."""
        look = self._look
        _fill(painter, box, look.roles["panel"])
        line = look.number.metrics.height()
        top = box.center().y() - line
        icon = QRect(box.left(), top, box.width(), line)
        icons.paint(painter, icon, _FORMS.get(card.queued.form, "film"), "muted")
        painter.setPen(look.roles[look.number.role])
        painter.setFont(look.number.font)
        number = icon.translated(0, line)
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, card.number)

    def _chip(self, painter: QPainter, box: QRect, text: str) -> None:
        """The running time, on an opaque ground in the still's corner."""
        look = self._look
        metrics, pad = look.facts.metrics, look.gap // 2
        width = metrics.horizontalAdvance(text) + 2 * pad
        height = metrics.height() + pad // 2
        left = box.right() - width - pad
        chip = QRect(left, box.bottom() - height - pad - look.bar, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.roles["window"])
        painter.drawRoundedRect(chip, look.radius / 2, look.radius / 2)
        painter.setPen(look.roles["text"])
        painter.setFont(look.facts.font)
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)

    def _texts(self, painter: QPainter, box: QRect, card: Card) -> None:
        look = self._look
        top = self._written(painter, box, box.top(), card.title, look.title)
        if card.original:
            top = self._written(painter, box, top, card.original, look.original)
        self._written(painter, box, top, card.facts, look.facts)
        side = look.icon
        foot = box.bottom() + 1 - look.state.metrics.height()
        place = QRect(box.left(), foot, side, side)
        icons.paint(painter, place, card.look.icon, card.look.role)
        rest = box.adjusted(side + look.gap // 2, 0, 0, 0)
        self._written(painter, rest, foot, card.state, look.state)

    def _written(self, painter: QPainter, box: QRect, top: int, text: str, line: _Line) -> int:
        """Write one line, in its own direction; where the next one begins."""
        height = line.metrics.height()
        if text:
            rtl = is_right_to_left(text)
            font, fitting = self._fitting(text, line, box.width())
            painter.setFont(font)
            painter.setPen(self._look.roles[line.role])
            painter.setLayoutDirection(_RIGHT if rtl else _LEFT)
            side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
            flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(
                QRect(box.left(), top, box.width(), height),
                flags.value | Qt.TextFlag.TextSingleLine.value,
                fitting,
            )
        return top + height

    def _fitting(self, text: str, line: _Line, width: int) -> tuple[QFont, str]:
        """In which font a text is written, and what of it fits."""
        key = (text, line.name, width)
        if key not in self._fitted:
            if len(self._fitted) > _MOST_FITTED:
                self._fitted.clear()
            font = suited(line.font, text)
            metrics = line.metrics if font is line.font else QFontMetrics(font)
            cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
            self._fitted[key] = font, cut
        return self._fitted[key]
