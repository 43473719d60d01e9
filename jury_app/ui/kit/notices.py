"""Notices: what a window tells by itself, in strips that take room and never the focus.

    notices.tell(text)                    passes by itself after a while
    notices.tell(text, "good", act=(word, slot))
    notices.show_error(error)             stays until it is closed
    Notice(...)                           one strip, for a place of its own in a form

Strips are opaque siblings of what they tell about, so that they can stand beside a film, too.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication
from PySide6.QtWidgets import QWidget

from jury_app.base.texts import _
from jury_app.ui.kit.buttons import Button, IconButton
from jury_app.ui.kit.errors import Telling, told
from jury_app.ui.kit.icons import Icon
from jury_app.ui.kit.labels import Paragraph, Tone, restyle
from jury_app.ui.kit.surfaces import Surface, column, row

Act = tuple[str, Callable[[], object]]
"""A word on a button, and what it does."""
PASSES_AFTER = 6000
"""Milliseconds that a passing notice stays."""
MOST = 3
"""Notices shown at once; an older one goes when another comes."""
_ICONS: dict[Tone, str] = {"good": "check", "warning": "warning", "bad": "error"}


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
        self._icon = Icon("info", steps=5)
        self._text = Paragraph()
        self._text.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._place = Paragraph(style="caption")
        self._acts = row(gap=2)
        self._acts_box = Surface("bare", self._acts)
        texts = column(self._text, self._place, self._acts_box, gap=1)
        self._close = IconButton("close", _("Close"), steps=4)
        self._close.setVisible(closable)
        self._close.clicked.connect(self.closed)
        layout = row(gap=3, margin=(3, 2))
        layout.add(self._icon).add(texts, stretch=1).add(self._close)
        self.setLayout(layout)
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


class Notices(QWidget):
    """Where a window tells: strips below each other, the newest on top."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = column(gap=2)
        self.setLayout(self._column)
        self._shown: list[Notice] = []
        self.setVisible(False)

    @property
    def shown(self) -> tuple[Notice, ...]:
        """The strips that stand now, the newest first."""
        return tuple(self._shown)

    def tell(self, text: str, tone: Tone = "muted", *, act: Act | None = None) -> Notice:
        """Tell something in passing; it stays while it is pointed at or has the focus."""
        notice = self._add(Telling(text, _ICONS.get(tone, "info"), tone), act)
        _Passing(notice, self._remove)
        return notice

    def show_error(self, error: BaseException, *, act: Act | None = None) -> Notice:
        """Tell an error; it stays until it is closed, and the same one is not told twice."""
        telling = told(error)
        same = next((each for each in self._shown if each.text == telling.text), None)
        # Of a bug that comes with every paint, the first report is the one that matters.
        return self._add(telling, act) if same is None else same

    def clear(self) -> None:
        """Take all of them away."""
        for notice in self.shown:
            self._remove(notice)

    def _add(self, telling: Telling, act: Act | None) -> Notice:
        for same in [each for each in self._shown if each.text == telling.text]:
            self._remove(same)
        for old in self._shown[MOST - 1 :]:
            self._remove(old)
        notice = Notice(telling, act=act)
        notice.closed.connect(lambda: self._remove(notice))
        self._shown.insert(0, notice)
        self._column.insertWidget(0, notice)
        self.setVisible(True)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, telling.text))
        return notice

    def _remove(self, notice: Notice) -> None:
        if notice in self._shown:
            self._shown.remove(notice)
            notice.hide()
            notice.deleteLater()
            self.setVisible(bool(self._shown))


class _Passing(QObject):
    """Lets a notice go after a while, unless somebody is at it; a child of it."""

    def __init__(self, notice: Notice, remove: Callable[[Notice], None]) -> None:
        super().__init__(notice)
        self._notice = notice
        self._remove = remove
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PASSES_AFTER)
        self._timer.timeout.connect(self._pass)
        self._timer.start()
        notice.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._timer.start()
        return super().eventFilter(watched, event)

    def _pass(self) -> None:
        focused = QGuiApplication.focusObject()
        within = isinstance(focused, QWidget) and self._notice.isAncestorOf(focused)
        if self._notice.underMouse() or within:
            self._timer.start()
        else:
            self._remove(self._notice)
