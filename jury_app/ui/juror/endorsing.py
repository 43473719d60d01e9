"""Decisions that ask for endorsements: what was decided, by whom, of what, and why; one act signs.

They read like the letter: all that is signed stands there before it is signed.
"""

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from jury_app.base.texts import _, noted, plain, plain_lines, sentences
from jury_app.desks import endorsing
from jury_app.desks.endorsing import Asked
from jury_app.desks.festival import festival_zone
from jury_app.desks.seat import Seat
from jury_app.store import settings
from jury_app.store.changes import ChangeSet
from jury_app.ui.juror.moments import in_zones, moment
from jury_app.ui.juror.unlocking import Unlocking
from jury_app.ui.kit.buttons import Button
from jury_app.ui.kit.jobs import Question, Work
from jury_app.ui.kit.labels import Chip, FilmTitle, Label, Paragraph, Tone
from jury_app.ui.kit.surfaces import Card, Centred, Scroll, Surface, column, row
from jury_app.ui.session import Session

_WIDTH = 190
"""Steps that the page is wide at most."""


class Asks(Struct, frozen=True):
    """What the page shows.

    Attributes:
        decisions: Those that ask for endorsements and are known here, the newest first.
        zone: The festival's time zone.
        mailbox: Where endorsements are left; empty: they are carried by hand.
    """

    decisions: tuple[Asked, ...] = ()
    zone: str = ""
    mailbox: str = ""


class EndorsingPage(QWidget):
    """The page on which a juror endorses decisions.

    Args:
        session: Whose endorsements.
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
        self._asks = Asks()
        self._question = Question()
        self._is_busy = self._is_new = False
        self.parts: list[DecisionPart] = []
        self._lines = column(gap=4, margin=(6, 5))
        scroll = Scroll(Centred(Surface("bare", self._lines), _WIDTH))
        self.setLayout(column(gap=0).add(scroll, stretch=1))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Decisions to endorse"))
        session.changed.connect(self._others_wrote)
        session.keys.attach(self, {"sign": self.endorse})

    def read(self) -> None:
        """Show the decisions as they stand now; the first that asks has the focus."""
        self._is_new = True
        self._read()

    def _read(self) -> None:
        came = self._question.ask()(self._show)
        self._session.read(self, _asks, came)

    def endorse(self) -> None:
        """Endorse the decision that has the focus."""
        if (focused := self._focused) is not None:
            self._endorse(focused)

    @property
    def _focused(self) -> Asked | None:
        """The decision whose button has the focus."""
        has_it = (
            each for each in self.parts if each.endorse is not None and each.endorse.hasFocus()
        )
        return next((part.decision for part in has_it), None)

    def _others_wrote(self, changes: ChangeSet) -> None:
        if self.isVisible() and any(map(changes.touches, ("documents", "pending"))):
            self._read()

    # Showing ------------------------------------------------------------------------------------

    def _show(self, asks: Asks) -> None:
        if self._is_busy:
            return  # it is read again once it is signed
        had_focus = self.hasFocus() or self.isAncestorOf(self.window().focusWidget())
        focused, is_new = self._focused, self._is_new
        self._is_new = False
        self._asks = asks
        self.parts = []
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if any(each.asks_here for each in asks.decisions):
            self._lines.add(_meaning())
        else:
            self._lines.add(Label(_("Nothing asks for your endorsement"), "title"))
        for each in asks.decisions:
            part = DecisionPart(each, asks.zone)
            if part.endorse is not None:
                part.endorse.clicked.connect(self._endorser(each))
            self.parts.append(part)
            self._lines.add(part)
        self._lines.add(None)
        if had_focus:
            # Never on to the next one: a key pressed twice must not endorse what was not read.
            wanted = (
                part.endorse
                for part in self.parts
                if part.endorse is not None
                and (is_new or (focused is not None and part.decision.hash == focused.hash))
            )
            next(wanted, self).setFocus(Qt.FocusReason.OtherFocusReason)

    # Acting -------------------------------------------------------------------------------------

    def _endorser(self, decision: Asked) -> Callable[[], None]:
        return lambda: self._endorse(decision)

    def _endorse(self, decision: Asked) -> None:
        if self._is_busy:
            return
        self._is_busy = True
        for part in self.parts:
            if part.decision is decision and part.endorse is not None:
                part.endorse.set_text(_("Signing…"))

        def sign(seat: Seat, _work: Work) -> Asked:
            return endorsing.endorse(seat, decision.hash)

        self._unlocking.run(self, sign, self._endorsed, self._failed, self._given_up)

    def _endorsed(self, done: Asked) -> None:
        where = (
            _("It goes to the festival with the next sending, and counts once it is entered.")
            if self._asks.mailbox
            else _("It waits here until you export it for the office.")
        )
        about = _("You endorsed: {about}.").format(about=plain(done.about))
        self.told.emit(sentences((about, where)))
        self._given_up()

    def _failed(self, error: Exception) -> None:
        self._given_up()
        self._session.failed.emit(error)

    def _given_up(self) -> None:
        self._is_busy = False
        self._read()


class DecisionPart(Card):
    """One decision, and how it is endorsed where it asks for that.

    Args:
        decision: The decision.
        zone: The festival's time zone.
    """

    def __init__(self, decision: Asked, zone: str, parent: QWidget | None = None) -> None:
        super().__init__(gap=2, margin=4, parent=parent)
        self.decision = decision
        chip = Chip(_("asks for your endorsement"), "pen", "accent")
        if not decision.asks_here:
            chip = Chip(decision.state_text, *_look(decision))
        what = " · ".join(filter(None, (decision.what, plain(decision.detail))))
        self.column.add(row(gap=3).add(Paragraph(what, "title"), stretch=1).add(chip))
        if decision.title:
            number = f"#{decision.number}" if decision.number else ""
            title = FilmTitle(plain(decision.title), "", "heading")
            self.column.add(row(gap=3).add(title, stretch=1).add(Label(number, "caption")))
        who = noted(plain(decision.signer), decision.decider)
        if decision.signer == decision.decider:
            who = decision.decider
        when = in_zones(moment(decision.at), zone)
        by = _("Decided by {who} on {moment}.").format(who=who, moment=when)
        self.column.add(Paragraph(by, tone="muted"))
        reason = plain_lines(decision.reason) or _("No reason was given.")
        self.column.add(Label(_("Reason"), "strong"), Paragraph(reason, selectable=True))
        self.endorse: Button | None = None
        if decision.asks_here:
            self.endorse = Button(_("Endorse"), "primary", icon="pen")
            self.endorse.setAccessibleName(
                _("Endorse: {about}").format(about=plain(decision.about))
            )
            self.column.add(row(gap=3).add(None).add(self.endorse))


def _look(decision: Asked) -> tuple[str, Tone]:
    """Icon and colour of the state of a decision that does not ask here."""
    if decision.is_on_the_way:
        return "sent", "good"
    return ("waiting", "muted") if decision.missing else ("check", "good")


def _meaning() -> QWidget:
    words = _(
        "By endorsing a decision you sign that you stand behind it. It takes effect once as many "
        "have done so as the rules ask. You need not; what you endorsed cannot be taken back."
    )
    return Paragraph(words)


def _asks(seat: Seat) -> Asks:
    found = endorsing.asked(seat)
    with seat.workspace.reading() as reader:
        zone, mailbox = festival_zone(reader), str(settings.get(reader, "mailbox", ""))
    return Asks(tuple(reversed(found)), zone, mailbox)
