"""What the queue says where it has no card to show."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QWidget

from jury_app.base.texts import _
from jury_app.ui.kit.buttons import Button
from jury_app.ui.kit.labels import Label, Paragraph
from jury_app.ui.kit.surfaces import Centred, column
from jury_app.ui.kit.theme import theme

_WIDE = 140
"""Steps that its lines are long at most."""


class Empty(QWidget):
    """Why no card is shown, and the way on.

    Signals:
        clear_wanted: Every film shall be shown.
        sync_wanted: What waits in the mailbox shall be fetched.
        words_wanted: This computer's six words shall be shown.
    """

    clear_wanted = Signal()
    sync_wanted = Signal()
    words_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = Label("", "heading")
        self._words = Paragraph("", tone="muted")
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.clear = Button(_("Show all films"))
        self.clear.clicked.connect(self.clear_wanted)
        self.sync = Button(_("Fetch now"), "primary", icon="sync")
        self.sync.clicked.connect(self.sync_wanted)
        self.six = Button(_("This computer's six words…"), icon="key")
        self.six.clicked.connect(self.words_wanted)
        lines = column(gap=3)
        lines.addStretch(2)
        lines.addWidget(self._heading, 0, Qt.AlignmentFlag.AlignHCenter)
        lines.addWidget(Centred(self._words, _WIDE))
        for button in (self.clear, self.sync, self.six):
            lines.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        lines.addStretch(3)
        self.setLayout(lines)

    def minimumSizeHint(self) -> QSize:
        """Not more than a card's: it stands behind them, and must not press what is above."""
        return QSize(theme().space(60), theme().space(20))

    def explain(self, *, has_films: bool) -> None:
        """Say that nothing matches, or that nothing has come yet."""
        if has_films:
            self._heading.setText(_("No film matches"))
            self._words.setText(_("Search for less, or show all films again."))
        else:
            self._heading.setText(_("No films have come yet"))
            self._words.setText(
                _(
                    "They come once a round has begun and the office has accepted this computer. "
                    "For that it asks you, by telephone, for six words."
                )
            )
        self.clear.setVisible(has_films)
        self.sync.setVisible(not has_films)
        self.six.setVisible(not has_films)
