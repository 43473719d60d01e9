"""Notices: what a window tells by itself, in strips that never take the focus.

    notices.tell(text)                    passes by itself after a while
    notices.tell(text, "good", act=(word, slot))    stays until it is answered
    notices.show_error(error)             stays until it is closed, or its page is left
    notices.turn_page()                   what was told of the page that is left goes

Strips (`notice`) are opaque siblings of what they tell about, so that they can stand beside a
film, too.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from jury_app.base.errors import Problem
from jury_app.ui.kit.errors import Telling, told
from jury_app.ui.kit.floating import Swallowing
from jury_app.ui.kit.labels import Tone
from jury_app.ui.kit.notice import Act, Notice
from jury_app.ui.kit.surfaces import column

PASSES_AFTER = 6000
"""Milliseconds that a passing notice stays."""
MOST = 3
"""Notices kept at once, of which the newest is shown; an older one goes when another comes.

What waits for an answer is kept besides, and what is so until it is forgotten (`about`).
"""
_ICONS: dict[Tone, str] = {"good": "check", "warning": "warning", "bad": "error"}


class Notices(QWidget):
    """Where a window tells: the newest strip, which says how many others wait behind it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = column(gap=0)
        self.setLayout(self._column)
        self._shown: list[Notice] = []
        self._staying: set[Notice] = set()
        self._asking: set[Notice] = set()
        self._about: dict[str, Notice] = {}
        self._room, self._asks = QSize(-1, -1), True
        self._before: QWidget | None = None
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]  # there is one
        self.setVisible(False)

    @property
    def shown(self) -> tuple[Notice, ...]:
        """The strips that are kept now, the newest first."""
        return tuple(self._shown)

    def tell(self, text: str, tone: Tone = "muted", *, act: Act | None = None) -> Notice:
        """Tell something in passing; it stays while it is pointed at or has the focus.

        With an act it stays until somebody does what it offers, or closes it by its button.
        """
        notice = self._add(Telling(text, _ICONS.get(tone, "info"), tone), act)
        if act is None:
            _Passing(notice, self.remove)
        else:
            self._asking.add(notice)
            self._arrange()
        return notice

    def show_error(
        self,
        error: BaseException,
        *,
        act: Act | None = None,
        stays: bool = False,
        about: str = "",
    ) -> Notice:
        """Tell an error; it stays until it is closed, and the same one is not told twice.

        Args:
            error: What happened.
            act: What can be done about it at once.
            stays: Whether it holds for every page. Problems of the surroundings and bugs always
                do; a refusal is about what was asked on one page, and goes with it.
            about: What it kept from, for `forget`, until when it is kept; what was told of that
                before goes.
        """
        self.forget(about)
        telling = told(error)
        same = next((each for each in self._shown if each.text == telling.text), None)
        # Of a bug that comes with every paint, the first report is the one that matters.
        notice = self._add(telling, act) if same is None else same
        if stays or telling.report or isinstance(error, Problem):
            self._staying.add(notice)
        if about:
            self._about[about] = notice
        return notice

    def forget(self, about: str) -> None:
        """Take away the error about something that went well since."""
        if about in self._about:
            self.remove(self._about.pop(about))

    def turn_page(self) -> None:
        """Take away what was told of the page that is left."""
        for notice in self.shown:
            if notice not in self._staying | self._asking:
                self.remove(notice)

    def clear(self) -> None:
        """Take all of them away."""
        for notice in self.shown:
            self.remove(notice)

    def set_room(self, room: QSize) -> None:
        """Take no more room than this unasked, where what stands below needs it (`Notice`)."""
        if room != self._room:
            self._room = room
            self._arrange()

    def set_asking(self, *, asks: bool) -> None:
        """Show what asks, or let it wait: it does not stand in a film's way."""
        self._asks = asks
        self._arrange()

    def take_escape(self, scope: QWidget) -> None:
        """Let Escape in `scope` close the strip that is shown, before it does anything else."""
        scope.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close the strip that is shown by Escape."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self.isVisible()
            and (seen := self._in_sight()[0]) not in self._asking
        ):
            self.remove(seen)
            return True
        return super().eventFilter(watched, event)

    def remove(self, notice: Notice) -> None:
        """Take one away; one that is gone already may be given too."""
        if notice in self._shown:
            self._give_focus_back(notice)
            self._shown.remove(notice)
            self._staying.discard(notice)
            self._asking.discard(notice)
            notice.hide()
            notice.deleteLater()
            self._arrange()

    def _add(self, telling: Telling, act: Act | None) -> Notice:
        for same in [each for each in self._shown if each.text == telling.text]:
            self.remove(same)
        kept = self._asking.union(self._about.values())
        for old in [each for each in self._shown if each not in kept][MOST - 1 :]:
            self.remove(old)
        notice = Notice(telling, act=act)
        notice.closed.connect(lambda: self._close(notice))
        self._shown.insert(0, notice)
        self._column.insertWidget(0, notice)
        self._arrange()
        _announce(self, telling.text)
        return notice

    def _close(self, notice: Notice) -> None:
        """A person closed it: whoever clicks twice does not close the next one, unread."""
        Swallowing(self)
        self.remove(notice)

    def _focus_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        """Know from where somebody came."""
        if now is not None and self.isAncestorOf(now):
            is_new = before is not None and not self.isAncestorOf(before)
            self._before = before if is_new else self._before

    def _give_focus_back(self, notice: Notice) -> None:
        """Whoever did what it offers goes on where they were, not at what lies next to it."""
        focused, before = QApplication.focusWidget(), self._before
        if focused is not None and notice.isAncestorOf(focused):
            self._before = None
            if before is not None and isValid(before) and before.isVisible():
                before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _in_sight(self) -> list[Notice]:
        """Those of which the first is shown."""
        return [each for each in self._shown if self._asks or each not in self._asking]

    def _arrange(self) -> None:
        seen = self._in_sight()
        for notice in self._shown:
            notice.set_more(len(seen) - 1)
            notice.set_room(self._room)
            if notice not in seen[:1]:  # before the other is shown: there is room for one
                notice.hide()
        for notice in seen[:1]:
            notice.show()
        self.setVisible(bool(seen))


def _announce(widget: QWidget, text: str) -> None:
    """Let a screen reader say it."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


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
