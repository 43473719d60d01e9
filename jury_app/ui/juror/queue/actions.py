"""The bar under the cards: what one does with the current film."""

from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from jury_app.base.texts import _
from jury_app.ui.juror.queue.cards import Card
from jury_app.ui.juror.recusing import recusal_menu
from jury_app.ui.kit.buttons import Button
from jury_app.ui.kit.keys import Keymap
from jury_app.ui.kit.labels import Elided
from jury_app.ui.kit.surfaces import row

_OPEN, _SIGNED = ("to_watch", "draft", "complete"), ("signed", "sent", "received")


class Actions(QWidget):
    """What one does with the current film.

    Args:
        keys: Names the keys that do the same.

    Signals:
        open_wanted: It shall be opened.
        sign_wanted: It shall be signed.
        history_wanted: Earlier versions, two versions or a new cut shall be shown.
        recused: The juror steps off: film, kind of reason, reason.
        taken_back: A mistaken stepping off shall be undone.
    """

    open_wanted = Signal()
    sign_wanted = Signal()
    history_wanted = Signal()
    recused = Signal(str, str, str)
    taken_back = Signal()

    def __init__(self, keys: Keymap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card: Card | None = None
        self._title = Elided("", "strong")
        self._recuse = Button(_("Step off…"), "quiet", hint=keys.hint("recuse"))
        self.take_back = Button(_("I did not mean to step off"))
        self._history = Button("", "quiet", hint=keys.hint("history"))
        self._sign = Button(_("Sign…"), hint=keys.hint("sign"))
        self._open = Button(_("Open"), "primary", hint=keys.hint("open"))
        self._recuse.clicked.connect(self.ask_to_recuse)
        self.take_back.clicked.connect(self.taken_back)
        self._history.clicked.connect(self.history_wanted)
        self._sign.clicked.connect(self.sign_wanted)
        self._open.clicked.connect(self.open_wanted)
        buttons = (self._recuse, self.take_back, self._history, self._sign, self._open)
        self.setLayout(row(margin=(0, 2)).add(self._title, stretch=1).add(*buttons))
        self.show_card(None)

    def show_card(self, card: Card | None) -> None:
        """Offer what can be done with a film."""
        self._card = card
        self.setVisible(card is not None)
        if card is None:
            return
        state = card.queued.state
        self._title.setText(card.title)
        self._recuse.setVisible(state != "recused")
        self.take_back.setVisible(card.queued.can_take_back)
        self._sign.setVisible(state in ("draft", "complete"))
        self._history.setVisible(state not in ("to_watch", "recused"))
        words = {
            "disputed": _("Choose one of two…"),
            "confirm": _("Confirm the new cut…"),
        }
        self._history.set_text(words.get(state, _("Versions…")))

    def ask_to_recuse(self) -> None:
        """Ask for the kind of reason, above the button."""
        if self._card is None or self._card.queued.state == "recused":
            return
        # The film that was asked about: another may be the current one by the time of the answer.
        chosen = partial(self.recused.emit, self._card.queued.film)
        menu = recusal_menu(self, self._card.title, chosen)
        menu.popup(self._recuse.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def menu(self, at: QPoint) -> None:
        """The same as a menu, where the mouse is."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for button in (self._open, self._sign, self._history, self._recuse, self.take_back):
            if button.isVisible():
                menu.addAction(button.text(), button.click)
        menu.popup(at)
