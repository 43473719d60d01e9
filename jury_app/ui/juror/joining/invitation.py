"""The page of an invitation: whose festival, whom it invites, six words, and one button."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from jury_app.base import places
from jury_app.base.texts import _, plain
from jury_app.desks.juror.arriving import Invited, new_folder
from jury_app.desks.juror.joining import Joined, join
from jury_app.exchange.unlock import is_locked
from jury_app.ui.juror.joining.passphrase import PassphraseForm
from jury_app.ui.juror.moments import in_zones, moment
from jury_app.ui.kit.buttons import Button
from jury_app.ui.kit.errors import told
from jury_app.ui.kit.jobs import Jobs, Work
from jury_app.ui.kit.labels import Label, Paragraph
from jury_app.ui.kit.notice import Notice
from jury_app.ui.kit.surfaces import Card, Surface, column, row


class InvitationPage(QWidget):
    """An invitation, to be accepted by one button.

    Args:
        jobs: Where the workspace is made.
        file: The invitation.
        invited: What it says.

    Signals:
        joined: A workspace was made: its folder, and the passphrase that was typed or None.
        chosen: The workspace that was made before shall be opened: its folder.
        left: Back to the start.
    """

    joined = Signal(object, object)
    chosen = Signal(object)  # Qt's own text ends where a name is no UTF-8
    left = Signal()

    def __init__(
        self, jobs: Jobs, file: Path, invited: Invited, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._file = file
        self._invited = invited
        self.card = Card(gap=3, margin=6)
        self._say_who()
        self._say_words()
        self.passphrase = PassphraseForm()
        self.passphrase.hide()
        self._notice = Notice(closable=False)
        self._notice.hide()
        self.join = Button("", "primary", icon="check")
        self._word = _("Join the jury")
        self.join.set_text(self._word)
        self.join.clicked.connect(self.accept)
        self.passphrase.entered.connect(self.accept)
        self._before = Button(_("Open the workspace of before"), "primary")
        self._before.clicked.connect(lambda: self.chosen.emit(invited.folder))
        self._back = Button(_("Not now"), "quiet")
        self._back.clicked.connect(self.left)
        self.card.column.add(self._notice, self.passphrase, self._acts())
        self.card.column.add(Paragraph(self._promise(), "caption"))
        self.setLayout(column(self.card, gap=0))
        self.setFocusProxy(self._before if invited.folder else self.join)

    def _say_who(self) -> None:
        invited = self._invited
        as_what = (
            _("{name}, you are invited to chair the jury.")
            if invited.is_chair
            else _("{name}, you are invited to the jury.")
        )
        festival = plain(f"{invited.festival} {invited.edition}".strip())
        self.card.column.add(
            Paragraph(festival, "title"),
            Paragraph(as_what.format(name=plain(invited.name)), "heading"),
        )

    def _say_words(self) -> None:
        ask = _(
            "Six words of this festival. Compare them with those on its site or in its letter: "
            "if one differs, the file is not from the festival."
        )
        words = Paragraph("   ".join(self._invited.words.split()), "heading", selectable=True)
        self.card.column.add(Paragraph(ask), Surface("strip", row(words, margin=(3, 2))))

    def _acts(self) -> QWidget:
        acts = row(gap=2)
        if self._invited.folder:
            self._word = _("Join anew, as another device")
            self.join.set_text(self._word)
            self.join.setProperty("kind", "plain")
            before = Label(_("You joined this festival on this machine before."), "strong")
            self.card.column.add(before)
            acts.add(self._before)
        else:
            self._before.hide()
        holder = QWidget()
        holder.setLayout(acts.add(self.join, None, self._back))
        return holder

    def _promise(self) -> str:
        until = in_zones(moment(self._invited.expires), self._invited.zone)
        return _(
            "Your keys are made on this laptop and never leave it. You work offline; only "
            "your answer and what you sign are sent. This invitation can be accepted until {until}."
        ).format(until=until)

    def accept(self) -> None:
        """Make the workspace; the button waits meanwhile."""
        if not self.join.isEnabled() or (
            self.passphrase.isVisible() and not self.passphrase.check()
        ):
            return
        passphrase = self.passphrase.text
        file, festival = self._file, f"{self._invited.festival} {self._invited.edition}"
        self._busy(busy=True)
        made: list[Path] = []

        def make(_work: Work) -> Joined:
            folder = new_folder(places.workspaces(), festival)
            made.append(folder)
            return join(folder, file, passphrase=passphrase, with_recovery=False)

        self._jobs.start(
            self,
            make,
            lambda _joined: self.joined.emit(str(made[0]), passphrase),
            failed=self._failed,
            lane="long",
        )

    def _busy(self, *, busy: bool) -> None:
        self.join.setEnabled(not busy)
        self.join.set_text(_("Making your keys…") if busy else self._word)
        self._back.setEnabled(not busy)
        self._notice.hide()

    def _failed(self, error: Exception) -> None:
        self._busy(busy=False)
        if is_locked(error):
            self.passphrase.ask()
        else:
            self._notice.set_telling(told(error))
            self._notice.show()
