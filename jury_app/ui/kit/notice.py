"""A notice: one strip that tells something, folded to a line where its words take too much room."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QWidget

from jury_app.base.texts import _, ngettext, sentences
from jury_app.ui.kit.buttons import Button, IconButton
from jury_app.ui.kit.errors import Telling
from jury_app.ui.kit.icons import Icon
from jury_app.ui.kit.labels import Elided, Label, Paragraph, restyle
from jury_app.ui.kit.surfaces import Surface, column, row
from jury_app.ui.kit.theme import theme

Act = tuple[str, Callable[[], object]]
"""A word on a button, and what it does."""
_WIDE = 180
"""From how many steps of space on a strip has room for its acts beside its words."""


class Notice(Surface):
    """One strip: an icon, what happened and what to do, and an act.

    Args:
        telling: What it says.
        act: What can be done about it at once.
        closable: Whether it has a button that closes it.

    Signals:
        closed: A person closed it, or did what it offers.
    """

    closed = Signal()

    def __init__(
        self,
        telling: Telling | None = None,
        *,
        act: Act | None = None,
        closable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("strip", parent=parent)
        self._room = QSize()
        self._is_open = False
        self._icon = Icon("info", steps=5)
        self._text = Paragraph()
        self._text.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._line = Elided()
        self._line.hide()
        self._place = Paragraph(style="caption")
        self._acts = row(gap=2)
        self._acts_box = Surface("bare", self._acts)
        self._texts = column(self._text, self._line, self._place, self._acts_box, gap=1)
        self._more = Label("", "caption")
        self._more.hide()
        self._fold = IconButton("down", _("Show all of it"), steps=4)
        self._fold.hide()
        self._fold.clicked.connect(self._turn_over)
        self._close = IconButton("close", _("Close"), steps=4)
        self._close.setVisible(closable)
        self._close.clicked.connect(self.closed)
        self._row = row(gap=3, margin=(3, 2))
        self._row.add(self._icon).add(self._texts, stretch=1).add(
            self._more, self._fold, self._close
        )
        # However high it is, its buttons stay where a hand found those of the one before.
        self._row.setAlignment(self._fold, Qt.AlignmentFlag.AlignTop)
        self._row.setAlignment(self._close, Qt.AlignmentFlag.AlignTop)
        self.setLayout(self._row)
        if telling is not None:
            self.set_telling(telling, act)

    def set_telling(self, telling: Telling, act: Act | None = None) -> None:
        """Say something else."""
        restyle(self, "tone", telling.tone)
        self._icon.set_icon(telling.icon, telling.tone or "text")
        self._text.setText(telling.text)
        self._place.setText(telling.place)
        self._place.setVisible(bool(telling.place))
        self.setAccessibleName(telling.text)
        self._offer(telling, act)

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What can be done stands beside the words where there is room, else below them."""
        super().resizeEvent(event)
        self._place_acts()

    def event(self, event: QEvent) -> bool:
        """Letters of another size may take more than there is room for, or no more now."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.set_room(self._room)
        return done

    def set_room(self, room: QSize) -> None:
        """Fold to one line where the words take more than there is room for.

        What is folded is opened by a button; where the room has no height at all, what the line
        does not hold stands in its tooltip.

        Args:
            room: How wide it is, and how high it may be unasked, in pixels.
        """
        self._room = room
        self._line.setText(sentences((self.text, self._place.text())))
        is_high = 0 < room.height() < self._height(room.width())
        is_cut = self._line.sizeHint().width() > self._width_of_words(room.width(), is_beside=True)
        is_line = not room.height() or (is_high and not (is_cut and self._is_open))
        self._fold.setVisible(is_high and is_cut)
        self._text.setHidden(is_line)
        self._line.setVisible(is_line)
        self._place.setVisible(bool(self._place.text()) and not is_line)
        self._place_acts()

    def _turn_over(self) -> None:
        """Show all of it, or one line again, because a person asked."""
        self._is_open = not self._is_open
        if self._is_open:
            self._fold.set_action("up", _("Show less"))
        else:
            self._fold.set_action("down", _("Show all of it"))
        self.set_room(self._room)

    def _height(self, width: int) -> int:
        """How high it is at a width with all its words, in pixels."""
        is_beside, has_acts = self._has_room_beside(width), not self._acts_box.isHidden()
        room = self._width_of_words(width, is_beside=is_beside)
        rows = [self._text.heightForWidth(room)]
        rows += [self._place.heightForWidth(room)] if self._place.text() else []
        rows += [self._acts_box.sizeHint().height()] if has_acts and not is_beside else []
        margins, between = self._row.contentsMargins(), self._texts.spacing() * (len(rows) - 1)
        return margins.top() + margins.bottom() + sum(rows) + between

    def _width_of_words(self, width: int, *, is_beside: bool) -> int:
        """How wide its words are at a width, in pixels; `is_beside`: the acts stand beside them."""
        others = [self._icon, self._close]
        others += [] if self._more.isHidden() else [self._more]
        others += [self._acts_box] if is_beside and not self._acts_box.isHidden() else []
        taken = sum(each.sizeHint().width() + self._row.spacing() for each in others)
        margins = self._row.contentsMargins()
        return width - margins.left() - margins.right() - taken

    def set_more(self, count: int) -> None:
        """Say how many others wait behind it."""
        self._more.setText(ngettext("{n} more", "{n} more", count).format(n=count))
        self._more.setVisible(count > 0)

    def _place_acts(self) -> None:
        is_beside = not self._line.isHidden() or self._has_room_beside(self.width())
        before, after = (self._texts, self._row) if is_beside else (self._row, self._texts)
        if before.indexOf(self._acts_box) >= 0:
            before.removeWidget(self._acts_box)
            after.insertWidget(2 if is_beside else after.count(), self._acts_box)

    def _has_room_beside(self, width: int) -> bool:
        return width >= theme().space(_WIDE)

    def _offer(self, telling: Telling, act: Act | None) -> None:
        while (item := self._acts.takeAt(0)) is not None:
            if (before := item.widget()) is not None:
                before.deleteLater()
        if telling.report:
            copy = Button(_("Copy the report"), icon="copy")
            copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(telling.report))
            self._acts.add(copy)
        if act is not None:
            word, slot = act
            button = Button(word)
            button.clicked.connect(slot)
            button.clicked.connect(self.closed)
            self._acts.add(button)
        self._acts.add(None)
        self._acts_box.setVisible(self._acts.count() > 1)
