"""Versions of a scorecard: in what each differs, and what can be done: revise, choose, confirm."""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from jury_app.base.errors import Refusal
from jury_app.base.texts import N_, _, plain, plain_lines, translate
from jury_app.desks.juror import history, scoring, signing
from jury_app.desks.juror.history import Difference, Revision
from jury_app.desks.juror.letters import late
from jury_app.desks.juror.reading import QueuedFilm, queue_of
from jury_app.desks.seat import Seat
from jury_app.store.changes import ChangeSet
from jury_app.ui.juror.moments import moment, shown
from jury_app.ui.juror.queue.cards import round_name
from jury_app.ui.juror.unlocking import Unlocking
from jury_app.ui.kit.buttons import Button
from jury_app.ui.kit.fields import TextField
from jury_app.ui.kit.jobs import Question, Work
from jury_app.ui.kit.labels import Chip, FilmTitle, Label, Paragraph, Tone
from jury_app.ui.kit.surfaces import Card, Centred, Scroll, Surface, column, row
from jury_app.ui.kit.theme import theme
from jury_app.ui.session import Session

_WIDTH = 190
"""Steps that the page is wide at most."""
_STATES: dict[str, tuple[str, str, Tone]] = {
    "draft": (N_("draft, not signed"), "progress", "accent"),
    "signed": (N_("signed"), "pen", "good"),
    "sent": (N_("signed and sent"), "sent", "good"),
    "in_file": (N_("signed, in a file to carry"), "file", "good"),
    "received": (N_("received"), "received", "good"),
    "signed_late": (N_("signed late, not sent"), "clock", "warning"),
    "sent_late": (N_("sent late: the chair decides"), "clock", "warning"),
    "received_late": (N_("received late: the chair decides"), "clock", "warning"),
    "superseded": (N_("replaced"), "history", "muted"),
    "not_chosen": (N_("not counted"), "cannot", "muted"),
    "void": (N_("void"), "cannot", "warning"),
}
"""State of a version → its words, icon and colour."""
_REVISABLE = frozenset({"signed", "sent", "received", "confirm", "void"})
"""States of a film whose signed scorecard can be revised."""
_STANDS = N_("I saw the new cut; my scorecard stands as it is.")


class Versions(Struct, frozen=True):
    """What the page shows: the film as it is queued, and its versions, oldest first."""

    film: QueuedFilm
    revisions: tuple[Revision, ...]

    @property
    def can_be_revised(self) -> bool:
        """Whether a signed scorecard stands, and no draft is open over it that says why."""
        last = self.revisions[-1]
        is_unexplained = last.state == "draft" and not last.reason and len(self.revisions) > 1
        return is_unexplained or self.film.state in _REVISABLE

    @property
    def are_void(self) -> bool:
        """Whether the chair took out of the count what was signed, and nothing replaced it."""
        states = {each.state for each in self.revisions}
        return "void" in states and states <= {"draft", "superseded", "void"}


def versions(seat: Seat, film: str, round_id: str) -> Versions:
    """The versions of a scorecard.

    Raises:
        Refusal: The film is not the juror's any more, or nothing was written about it.
    """
    queued = next(
        (each for each in queue_of(seat) if (each.film, each.round) == (film, round_id)), None
    )
    if queued is None:
        raise Refusal(N_("This film is not in your queue any more."))
    return Versions(queued, history.differences(seat, film, round_id))


class HistoryPage(QWidget):
    """The versions of one scorecard.

    Args:
        session: Whose scorecard.
        unlocking: Asks for the passphrase where the keychain does not open the keys.

    Signals:
        revised: A draft is open over the signed card: film and round.
        watch_wanted: The new cut shall be watched: film and round.
        confirmed: The card shall be signed for the new cut: a list of one (film, round).
        told: What was done, in a sentence.
        left: Back.
    """

    revised = Signal(str, str)
    watch_wanted = Signal(str, str)
    confirmed = Signal(object)
    told = Signal(str)
    left = Signal()

    def __init__(
        self, session: Session, unlocking: Unlocking, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._unlocking = unlocking
        self._where: tuple[str, str] | None = None
        self._question = Question()
        self._is_busy = False
        self._lines = column(gap=4, margin=(6, 5))
        self._scroll = Scroll(Centred(Surface("bare", self._lines), _WIDTH))
        self.setLayout(column(gap=0).add(self._scroll, stretch=1))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Versions of your scorecard"))
        self.reviser: Reviser | None = None
        self.stands: Button | None = None
        self.keeps: list[Button] = []
        session.changed.connect(self._others_wrote)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Read on by the arrows and Page Up and Down, wherever the focus is."""
        self._scroll.keyPressEvent(event)

    def open(self, film: str, round_id: str) -> None:
        """Show the versions of a film's scorecard."""
        self._where = film, round_id
        self._clear()
        self._read()

    def _read(self) -> None:
        assert self._where is not None  # noqa: S101  opened before
        film, round_id = self._where
        newest = self._question.ask()
        self._session.read(
            self,
            lambda seat: versions(seat, film, round_id),
            newest(self._show),
            newest(self._refused),
        )

    def _others_wrote(self, changes: ChangeSet) -> None:
        kinds = ("documents", "pending", "receipts", "drafts")
        touched = any(map(changes.touches, kinds))
        if self.isVisible() and self._where and not self._is_typing and touched:
            self._read()

    @property
    def _is_typing(self) -> bool:
        return self.reviser is not None and self.reviser.is_typing

    def _refused(self, error: Exception) -> None:
        if self.isVisible():
            self.left.emit()  # first: what is told stays with the page on which it is told
        self._session.failed.emit(error)

    # Showing ------------------------------------------------------------------------------------

    def _clear(self) -> None:
        self.reviser = self.stands = None
        self.keeps = []
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _show(self, found: Versions) -> None:
        film = found.film
        if (film.film, film.round) != self._where or self._is_typing:
            return  # another film was opened, or a reason was begun, since this was asked
        self._clear()
        facts = " · ".join((f"#{film.number}", plain(film.category), round_name(film.round)))
        self._lines.add(
            FilmTitle(plain(film.title), plain(film.original), "title"), Label(facts, "caption")
        )
        if film.state == "disputed":
            self._lines.add(self._dispute(is_late=film.is_closed))
        if film.phase == "received_chosen":
            self._lines.add(self._chosen())
        if film.state == "confirm":
            self._lines.add(self._new_cut(is_late=film.is_closed))
        if found.can_be_revised:
            self.reviser = Reviser(is_late=film.is_closed, is_void=found.are_void)
            self.reviser.asked.connect(self._revise)
            self._lines.add(self.reviser)
        for number, revision in reversed([*enumerate(found.revisions, 1)]):
            part = RevisionPart(revision, number, can_keep=_can_keep(film, revision))
            part.keep_wanted.connect(self._keep)
            if part.keep is not None:
                self.keeps.append(part.keep)
            self._lines.add(part)
        self._lines.add(None)
        if self.hasFocus() and self.reviser is not None:
            self.reviser.reason.setFocus()

    def _chosen(self) -> QWidget:
        words = _(
            "Two scorecards of yours stood side by side. The chair admitted one of them: it counts,"
            " and nothing is left for you to settle."
        )
        return Card(Label(_("The chair chose one"), "heading"), Paragraph(words), gap=2)

    def _dispute(self, *, is_late: bool) -> QWidget:
        words = _(
            "Two scorecards of yours stand side by side, perhaps from two computers. Choose the "
            "one that holds; it is signed again and replaces both."
        )
        said = [Paragraph(words), *_lateness(is_late=is_late)]
        return Card(Label(_("Which one holds?"), "heading"), *said, gap=2)

    def _new_cut(self, *, is_late: bool) -> QWidget:
        words = _(
            "The festival received a new cut after you signed. Your scorecard counts again once "
            "you sign it for the new cut: as it is, or revised."
        )
        watch = Button(_("Watch the new cut"), icon="play")
        watch.clicked.connect(lambda: self.watch_wanted.emit(*(self._where or ("", ""))))
        self.stands = Button(_("It stands as it is…"), "primary", icon="confirm")
        self.stands.clicked.connect(lambda: self._revise(translate(_STANDS), stands=True))
        acts = row(self.stands, watch, None)
        said = [Paragraph(words), *_lateness(is_late=is_late)]
        return Card(Label(_("There is a new cut"), "heading"), *said, acts, gap=2)

    # Acting -------------------------------------------------------------------------------------

    def _revise(self, reason: str, *, stands: bool = False) -> None:
        if self._where is None or self._is_busy:
            return
        film, round_id = self._where
        self._is_busy = True

        def revised(_done: object) -> None:
            self._is_busy = False
            if stands:
                self.confirmed.emit([(film, round_id)])
            else:
                self.revised.emit(film, round_id)

        self._session.write(
            self, lambda seat: scoring.revise(seat, film, round_id, reason), revised, self._failed
        )

    def _keep(self, digest: str) -> None:
        if self._where is None or self._is_busy:
            return
        film, _round = self._where
        self._is_busy = True

        def settle(seat: Seat, _work: Work) -> object:
            return signing.settle(seat, film, digest)

        def settled(_done: object) -> None:
            self._is_busy = False
            self.told.emit(_("It is settled: one scorecard holds."))
            self._read()

        self._unlocking.run(self, settle, settled, self._failed, self._given_up)

    def _failed(self, error: Exception) -> None:
        self._given_up()
        self._session.failed.emit(error)

    def _given_up(self) -> None:
        self._is_busy = False


def _can_keep(film: QueuedFilm, revision: Revision) -> bool:
    return film.state == "disputed" and revision.is_disputed


def _lateness(*, is_late: bool) -> list[QWidget]:
    """What the letter will say of what is signed after the closing, before it is begun."""
    return [Paragraph(late(), tone="warning")] if is_late else []


class Reviser(Card):
    """Where a juror says why a signed scorecard is revised.

    Args:
        is_late: Whether the round has closed.
        is_void: Whether the chair took the scorecard out of the count.

    Signals:
        asked: It shall be revised, for this reason.
    """

    asked = Signal(str)

    def __init__(
        self, *, is_late: bool = False, is_void: bool = False, parent: QWidget | None = None
    ) -> None:
        words = _(
            "A signed scorecard is read-only. Revised, it is a draft again, and what you signed "
            "counts until you sign the new one."
        )
        if is_void:
            words = _(
                "The chair took this scorecard out of the count. Revised, it is a draft again; "
                "until you sign that, nothing of yours counts for this film."
            )
        said = [Paragraph(words), *_lateness(is_late=is_late)]
        super().__init__(Label(_("Revise it"), "heading"), *said, gap=2, parent=parent)
        self.reason = TextField(_("Why do you revise it?"), limit=500)
        self.reason.setPlaceholderText(_("Why do you revise it?"))
        self.go = Button(_("Revise"), "primary", icon="pen")
        self.go.setEnabled(False)
        self.reason.textChanged.connect(lambda text: self.go.setEnabled(bool(text.strip())))
        self.reason.returnPressed.connect(self._ask)
        self.go.clicked.connect(self._ask)
        self.column.add(row(gap=2).add(self.reason, stretch=1).add(self.go))

    @property
    def is_typing(self) -> bool:
        """Whether a reason was begun."""
        return bool(self.reason.text())

    def _ask(self) -> None:
        reason = self.reason.text().strip()
        if reason:
            self.asked.emit(reason)


class RevisionPart(Card):
    """One version: when it was signed, why, and in what it differs.

    Args:
        revision: The version.
        number: Its place, from 1.
        can_keep: Whether it can be chosen among several that dispute each other.

    Signals:
        keep_wanted: It shall hold: its hash.
    """

    keep_wanted = Signal(str)

    def __init__(
        self, revision: Revision, number: int, *, can_keep: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(gap=2, parent=parent)
        state, icon, tone = _STATES[revision.state]
        when = shown(moment(revision.at)) if revision.at else _("now")
        title = _("Version {n} · {moment}").format(n=number, moment=when)
        head = row(gap=3).add(Paragraph(title, "heading"), stretch=1)
        head.add(Chip(translate(state), icon, tone))
        self.keep: Button | None = None
        if can_keep:
            self.keep = Button(_("This one holds"), "primary", icon="check")
            self.keep.setAccessibleName(_("Version {n} holds").format(n=number))
            self.keep.clicked.connect(lambda: self.keep_wanted.emit(revision.hash))
            head.add(self.keep)
        self.column.add(head)
        if revision.why:
            self.column.add(Paragraph(plain(revision.why_text), tone="warning"))
        if revision.reason:
            self.column.add(Paragraph(plain(revision.reason), tone="muted"))
        if revision.changes:
            self.column.add(_table(revision.changes))
        else:
            self.column.add(Paragraph(_("It says the same as the one before."), tone="muted"))


def _table(changes: Sequence[Difference]) -> QGridLayout:
    """What was, and what is now."""
    first = not any(change.before for change in changes)
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme().space(4))
    grid.setVerticalSpacing(theme().space(1))
    for place, stretch in enumerate((3, 4) if first else (3, 4, 4)):
        grid.setColumnStretch(place, stretch)
    if not first:
        grid.addWidget(Label(_("before"), "caption"), 0, 1)
        grid.addWidget(Label(_("now"), "caption"), 0, 2)
    for number, change in enumerate(changes, 1):
        texts = (change.after,) if first else (change.before or "–", change.after or "–")
        grid.addWidget(Paragraph(plain(change.label), tone="muted"), number, 0)
        for place, text in enumerate(texts, 1):
            grid.addWidget(Paragraph(plain_lines(text), selectable=True), number, place)
    return grid
