"""The stage: the film's place. Where no film can be shown, it tells why and what can be done."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from jury_app.base.texts import translate
from jury_app.ui.juror.room.troubles import ACTS, Act, Trouble
from jury_app.ui.kit.buttons import Button
from jury_app.ui.kit.labels import Paragraph
from jury_app.ui.kit.surfaces import Card, Scroll, Surface, column, row
from jury_app.ui.kit.theme import theme
from jury_app.ui.player.film import FilmView

_WIDE = 100
"""The told words' width where there is room for it, in steps of the theme's space."""


class Stage(Surface):
    """The film, or what is told in its place.

    Signals:
        acted: What somebody chose to do about a trouble: one of `troubles.ACTS`.
    """

    acted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("film", parent=parent)
        self.film = FilmView(self)
        self._told: Notice | None = None
        self.trouble: Trouble | None = None
        self.margin = 0
        theme().changed.connect(self._lay_out)

    def tell(self, trouble: Trouble | None) -> None:
        """Tell a trouble in the film's place; None: show the film."""
        if trouble == self.trouble:
            return
        self.trouble = trouble
        if self._told is not None:
            self._told.hide()
            self._told.deleteLater()
            self._told = None
        if trouble is not None:
            self._told = Notice(trouble, self)
            self._told.acted.connect(self.acted)
            self._told.show()
            self._told.take_focus()
        self.film.setVisible(trouble is None)
        self._lay_out()

    def take_focus(self) -> None:
        """Give the focus to the film, or to the likeliest thing to do about its trouble."""
        if self._told is not None:
            self._told.take_focus()
        else:
            self.film.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_margin(self, margin: int) -> None:
        """Tell troubles above some pixels at the bottom, where something lies over the film."""
        if margin != self.margin:
            self.margin = margin
            self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The film takes what there is."""
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        self.film.setGeometry(self.rect())
        if self._told is not None:
            self._told.place(self.rect().adjusted(0, 0, 0, -self.margin))


class Notice(Scroll):
    """The words of a trouble in the middle of the stage, with its acts.

    Signals:
        acted: What somebody chose.
    """

    acted = Signal(str)

    def __init__(self, trouble: Trouble, stage: Stage) -> None:
        words = [Paragraph(trouble.heading, "heading"), Paragraph(trouble.text, selectable=True)]
        if trouble.detail:
            words.append(Paragraph(trouble.detail, "caption", tone="muted", selectable=True))
        self._buttons = [self._button(act, at) for at, act in enumerate(trouble.acts)]
        self._card = Card(*words, column(*self._buttons, gap=1), gap=3)
        middle = column(None, row(None, self._card, None), None, margin=3)
        super().__init__(Surface("bare", middle), stage)
        self.setAccessibleName(trouble.heading)

    def take_focus(self) -> None:
        """Let Enter do the likeliest thing."""
        if self._buttons:
            self._buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self, place: QRect) -> None:
        """Stand there, as wide as lines are read well, and never wider than the place."""
        bar = self.verticalScrollBar().sizeHint().width()
        room = place.width() - theme().space(8) - bar
        self._card.setFixedWidth(max(min(theme().space(_WIDE), room), 0))
        self.setMinimumWidth(0)
        self.setGeometry(place)

    def _button(self, act: Act, at: int) -> Button:
        button = Button(translate(ACTS[act]), "primary" if at == 0 else "plain")
        button.clicked.connect(lambda: self.acted.emit(act))
        return button
