"""What is offered once somebody has joined: six words to compare, a passphrase, a recovery sheet.

Nothing of it is needed to begin; all of it can be done at any time.
"""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from jury_app.base.texts import _
from jury_app.desks.juror import offers
from jury_app.desks.juror.about import About, about
from jury_app.desks.juror.offers import Offers
from jury_app.desks.seat import Seat
from jury_app.ui.juror.joining.passphrase import PassphraseForm
from jury_app.ui.juror.unlocking import Unlocking
from jury_app.ui.kit.buttons import Button
from jury_app.ui.kit.jobs import Work
from jury_app.ui.kit.labels import Chip, Label, Paragraph
from jury_app.ui.kit.surfaces import Card, Centred, Scroll, Surface, column, row
from jury_app.ui.session import Session

_WIDTH = 160


class OffersPage(QWidget):
    """The keys of this workspace, and by what they can be opened.

    Args:
        session: Whose keys.
        unlocking: Asks for the passphrase where the keychain does not open the keys.

    Signals:
        told: What was done, in a sentence.
    """

    told = Signal(str)

    def __init__(
        self, session: Session, unlocking: Unlocking, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._unlocking = unlocking
        self._words = Card(Label(_("Six words to compare"), "heading"), gap=2)
        self.passphrase = PassphraseForm()
        self._has_passphrase = Chip()
        self.set = Button(_("Set this passphrase"), icon="key")
        self.set.clicked.connect(self._set)
        self.passphrase.entered.connect(self._set)
        self._has_sheet = Chip()
        self.sheet = Button(_("Save a recovery sheet…"), icon="print")
        self.sheet.clicked.connect(self._choose_file)
        lines = column(self._words, self._passphrase_card(), self._sheet_card(), None, gap=4)
        page = Centred(Surface("bare", lines), _WIDTH, margin=(6, 5))
        self.setLayout(column(Scroll(page), gap=0))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Your keys"))
        session.read(self, about, self._say_words)
        self._look()

    @property
    def has_words(self) -> bool:
        """Whether the six words have come."""
        return self._words.column.count() > 1

    def _passphrase_card(self) -> Card:
        words = _(
            "It opens your keys where the keychain of this computer does not, for instance after "
            "a repair. An older passphrase no longer opens them."
        )
        head = row(Label(_("A passphrase"), "heading"), None, self._has_passphrase)
        return Card(head, Paragraph(words), self.passphrase, row(self.set, None), gap=2)

    def _sheet_card(self) -> Card:
        words = _(
            "Ten words on paper, the last way to your keys. Print the sheet and keep it apart from "
            "this computer. An older sheet no longer opens them."
        )
        head = row(Label(_("A recovery sheet"), "heading"), None, self._has_sheet)
        return Card(head, Paragraph(words), row(self.sheet, None), gap=2)

    def _say_words(self, whose: About) -> None:
        for explanation, words in (
            (_("The festival's: they stand on its site or in its letter."), whose.festival_words),
            (_("This computer's: the office asks for them."), whose.device_words),
        ):
            shown = Paragraph("   ".join(words.split()), "strong", selectable=True)
            self._words.column.add(Paragraph(explanation), Surface("strip", row(shown, margin=2)))

    def _look(self) -> None:
        self._session.read(self, offers.offers, self._say_ways)

    def _say_ways(self, found: Offers) -> None:
        for chip, way in ((self._has_passphrase, "passphrase"), (self._has_sheet, "recovery")):
            if way in found.ways:
                chip.set_state(_("there is one"), "check", "good")
            else:
                chip.set_state(_("none yet"), "circle", "muted")

    def _set(self) -> None:
        passphrase = self.passphrase.text
        if passphrase is None or not self.passphrase.check():
            self.passphrase.check()
            return

        def write(seat: Seat, _work: Work) -> None:
            offers.set_passphrase(seat, passphrase)

        def written(_done: object) -> None:
            if self._session.secret.text is not None:
                self._session.secret.text = passphrase
            self.passphrase.clear()
            self.told.emit(_("The passphrase is set."))
            self._look()

        self._unlocking.run(self, write, written)

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, _("Save the recovery sheet"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile("jury-app-recovery.pdf")
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # the desk never overwrites
        dialog.fileSelected.connect(lambda chosen: self.save_sheet(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_sheet(self, file: Path) -> None:
        """Write a recovery sheet into a file."""

        def write(seat: Seat, _work: Work) -> str:
            return offers.recovery_sheet(seat, file)

        def written(_words: str) -> None:
            self.told.emit(
                _("{file} is written. Print it, then delete the file.").format(file=file.name)
            )
            self._look()

        self._unlocking.run(self, write, written)
