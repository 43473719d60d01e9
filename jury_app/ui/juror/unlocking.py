"""Unlocking: what needs the keys, and the field that asks for the passphrase where it must.

The keychain opens the keys unasked. Where it does not, a strip in the window asks; what was typed
is kept until the window closes, and what was to be done is done.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from jury_app.base.errors import Refusal, Told
from jury_app.base.texts import N_, _
from jury_app.ui.kit.buttons import Button
from jury_app.ui.kit.jobs import Done, Failed, Job
from jury_app.ui.kit.labels import Paragraph
from jury_app.ui.kit.surfaces import Surface, column, row
from jury_app.ui.session import Session

_READING_ONLY = N_(
    "This workspace is open for reading only: nothing can be signed or sent from here. Close it"
    " where it is written in, and open this window again."
)

Verb = Callable[..., Any]
"""Of `Session.sign` or `Session.post`."""
Start = Callable[[QObject, Verb, Done, Failed], Job]
"""`Session.sign` or `Session.post`."""


class Unlocking(Surface):
    """A strip that is hidden until keys do not open.

    Args:
        session: Whose keys.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("bare", parent=parent)
        self._session = session
        self._waiting: list[tuple[Callable[[], object], Callable[[], object]]] = []
        self._before: QWidget | None = None
        self._is_built = False
        self.hide()

    def _build(self) -> None:
        """Make the strip when it is first needed: most keychains open unasked."""
        self._is_built = True
        self._why = Paragraph()
        self._field = QLineEdit()
        self._field.setEchoMode(QLineEdit.EchoMode.Password)
        self._field.setAccessibleName(_("Passphrase"))
        self._field.setPlaceholderText(_("Passphrase"))
        self._field.installEventFilter(self)
        self._yes = Button(_("Unlock"), "primary", icon="key")
        self._no = Button(_("Not now"), "quiet")
        self._field.returnPressed.connect(self._unlock)
        self._yes.clicked.connect(self._unlock)
        self._no.clicked.connect(self._give_up)
        line = row().add(self._field, stretch=1).add(self._yes, self._no)
        strip = Surface("strip", column(self._why, line, gap=1, margin=(3, 2)))
        # Its distances are its own: while it is hidden, they are not there either.
        self.setLayout(column(strip, margin=(6, 1.5, 6, 0)))

    def run(
        self,
        owner: QObject,
        verb: Verb,
        done: Done,
        failed: Failed | None = None,
        given_up: Callable[[], object] = lambda: None,
        *,
        start: Start | None = None,
    ) -> Job | None:
        """Do something that needs the keys; as `Session.sign`, asking where they do not open.

        Args:
            owner: Who is told.
            verb: What is done.
            done: Gets its result.
            failed: Gets its error, but never that keys do not open.
            given_up: Is told that the person would not say the passphrase.
            start: What starts it; `Session.sign` unless given.

        Returns:
            The job that runs first; None where nothing may be signed here.
        """
        if self._session.reading_only:
            given_up()
            self._session.failed.emit(Refusal(_READING_ONLY))
            return None

        tried = self._session.secret.text

        def refused(error: Exception) -> None:
            from jury_app.exchange.unlock import is_locked

            if is_locked(error):
                again = partial(self.run, owner, verb, done, failed, given_up, start=start)
                if self._session.secret.text in (None, tried):
                    self._ask(error, again, given_up)
                else:  # another was typed meanwhile, for something else
                    again()
            elif failed is not None:
                failed(error)
            else:
                self._session.failed.emit(error)

        return (start or self._session.sign)(owner, verb, done, refused)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape in the field gives up."""
        pressed = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if pressed and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]  # asked before
            self._give_up()
            return True
        return super().eventFilter(watched, event)

    def _ask(
        self, error: Exception, retry: Callable[[], object], given_up: Callable[[], object]
    ) -> None:
        if not self._is_built:
            self._build()
        self._waiting.append((retry, given_up))
        was_typed = self._session.secret.text is not None
        self._session.secret.text = None
        if not self.isHidden():
            return  # it is asked already, and somebody may be typing
        why = _(
            "Your passphrase is needed to sign and to send. It is kept until you close this window."
        )
        if was_typed and isinstance(error, Told):
            why = error.sentence
        self._why.setText(why)
        self._remember_focus()
        self.show()
        self._field.clear()
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _unlock(self) -> None:
        if not self._field.text():
            return
        self._session.secret.text = self._field.text()
        self._close()
        waiting, self._waiting = self._waiting, []
        for retry, _given_up in waiting:
            retry()

    def _give_up(self) -> None:
        waiting, self._waiting = self._waiting, []
        self._close()
        for _retry, given_up in waiting:
            given_up()

    def _close(self) -> None:
        self._field.clear()
        self.hide()
        before, self._before = self._before, None
        if before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remember_focus(self) -> None:
        """Know where somebody was, to go back there."""
        focused = QApplication.focusWidget()
        if focused is not None and not self.isAncestorOf(focused):
            self._before = focused
