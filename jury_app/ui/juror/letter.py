"""The letter: what is signed, what is missing, who reads it, what stays here; one act signs it.

It is read as it will be sent. A scorecard that cannot be signed yet says what is missing, each a
way to its place; those that can are signed together.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from jury_app.base.texts import N_, _, ngettext, plain, plain_lines, sentences, translate
from jury_app.desks.juror import letters, signing
from jury_app.desks.juror.letters import Letter, LetterFilm
from jury_app.desks.juror.reading import queue_of
from jury_app.desks.juror.wording import Line
from jury_app.desks.seat import Seat
from jury_app.store.changes import ChangeSet
from jury_app.ui.juror.moments import in_zones, moment, shown
from jury_app.ui.juror.queue.cards import SIGNABLE, round_name
from jury_app.ui.juror.unlocking import Unlocking
from jury_app.ui.kit.buttons import Button
from jury_app.ui.kit.jobs import Question, Work
from jury_app.ui.kit.labels import Chip, FilmTitle, Label, Paragraph
from jury_app.ui.kit.surfaces import Card, Centred, Scroll, Separator, Surface, column, row
from jury_app.ui.kit.theme import theme
from jury_app.ui.session import Session

_WIDTH = 190
"""Steps that a letter is wide at most: longer lines are hard to read."""
_UNFOLDED = 3
"""With more scorecards than these, what each says is shown when it is asked for."""
_READERS = {
    "open": N_("Everybody who gets the results reads"),
    "entrant": N_("The entrant, chair and panel read"),
    "panel": N_("Chair and panel read"),
}
Wanted = list[tuple[str, str]]
"""(film, round) of scorecards; empty: all that were begun in open rounds.

What is late is signed by choice alone, and so never beside what is not.
"""


class LetterPage(QWidget):
    """The page on which a juror signs.

    Args:
        session: Whose scorecards.
        unlocking: Asks for the passphrase where the keychain does not open the keys.

    Attributes:
        ground: Over which something may float: all but the foot with its buttons.

    Signals:
        signed: It is signed; what was done, in a sentence, and the tone of that.
        told: The letter before this one is signed; in a sentence, and its tone.
        place_wanted: Something is missing there: film, round, path of the draft.
        left: Nothing shall be signed now.
    """

    signed = Signal(str, str)
    told = Signal(str, str)
    place_wanted = Signal(str, str, str)
    left = Signal()

    def __init__(
        self, session: Session, unlocking: Unlocking, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._unlocking = unlocking
        self._wanted: Wanted = []
        self._letters: Sequence[Letter] = ()
        self._parts: list[FilmPart] = []
        self._signing: Wanted | None = None
        self._is_written = self._was_at_sign = False
        self._question = Question()
        self._paper = column(gap=5, margin=(6, 5))
        self.ground = Scroll(Centred(Surface("bare", self._paper), _WIDTH))
        self._sum = Paragraph()
        self.sign = Button("", "primary", icon="pen", hint=session.keys.hint("sign"))
        self.sign.clicked.connect(self.sign_all)
        self._later = Button(_("Not yet"), "quiet", hint=session.keys.hint("back"))
        self._later.clicked.connect(self.left)
        words = column(None, self._sum, None, gap=0)
        foot = row(gap=3, margin=(6, 2)).add(words, stretch=1).add(self._later, self.sign)
        foot_surface = Surface("bar", foot)
        self.setLayout(column(gap=0).add(self.ground, stretch=1).add(foot_surface))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("The letter"))
        session.changed.connect(self._others_wrote)
        session.keys.attach(self, {"sign": self.sign_all, "sign_all": self.sign_all})

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Read on by Page Up and Down, wherever the focus is."""
        self.ground.keyPressEvent(event)

    @property
    def missing(self) -> list[Button]:
        """The ways to what is missing."""
        return [button for part in self._parts for button in part.missing]

    @property
    def ready(self) -> int:
        """How many scorecards would be signed now."""
        return sum(len(letter.ready) for letter in self._letters)

    def write(self, wanted: Wanted) -> None:
        """Write the letter about these scorecards; empty: all begun in open rounds."""
        self._wanted = [*wanted]  # which letter it is: the same films make another one
        self._is_written = False
        self._show(())
        self._sum.setText(_("Writing the letter…"))
        self._read()

    def _others_wrote(self, changes: ChangeSet) -> None:
        kinds = ("drafts", "coverage", "documents", "pending")
        if self.isVisible() and self._signing is None and any(map(changes.touches, kinds)):
            self._read()

    def _read(self) -> None:
        wanted, newest = self._wanted, self._question.ask()
        self._session.read(
            self, lambda seat: _letters(seat, wanted), newest(self._came), newest(self._refused)
        )

    def _came(self, written: Sequence[Letter]) -> None:
        self._is_written = True
        self._show(written)

    def _refused(self, error: Exception) -> None:
        if self.isVisible():
            self.left.emit()  # first: what is told stays with the page on which it is told
        self._session.failed.emit(error)

    # The paper ----------------------------------------------------------------------------------

    def _show(self, written: Sequence[Letter]) -> None:
        self._letters, self._parts = written, []
        while (item := self._paper.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        count = sum(len(letter.films) for letter in written)
        for letter in written:
            self._paper.add(_Head(letter))
            self._add(letter, [film for film in letter.films if not film.missing], count)
            lacking = [film for film in letter.films if film.missing]
            if lacking:
                self._paper.add(Label(_("Not complete, stay drafts"), "heading"))
            self._add(letter, lacking, count)
        if not count and self._is_written:
            self._paper.add(Label(_("There is nothing to sign"), "title"))
            words = _(
                "No scorecard of an open round was begun that is not signed. One of a closed round"
                " is signed by itself, from its film."
            )
            self._paper.add(Paragraph(words))
        self._paper.add(None)
        self._sum_up()
        if self.hasFocus() and self.sign.isEnabled():
            self.sign.setFocus()

    def _add(self, letter: Letter, films: Sequence[LetterFilm], count: int) -> None:
        """Put scorecards on the paper; `count`: of all that will stand there."""
        for film in films:
            part = FilmPart(film, folded=count > _UNFOLDED)
            part.place_wanted.connect(self._teller(film.film, letter.round))
            self._parts.append(part)
            self._paper.add(part)

    def _teller(self, film: str, round_id: str) -> Callable[[str], None]:
        return lambda path: self.place_wanted.emit(film, round_id, path)

    def _sum_up(self) -> None:
        ready = self.ready
        waiting = sum(len(letter.films) for letter in self._letters) - ready
        self.sign.set_text(
            ngettext("Sign {n} scorecard", "Sign {n} scorecards", ready).format(n=ready)
            if ready
            else _("Sign")
        )
        self.sign.setEnabled(ready > 0 and self._signing is None)
        self.sign.setVisible(bool(self._letters))
        said = [_where(self._letters[0])] if ready else []
        if self._signing is self._wanted:
            said = [_("Signing…")]
        elif self._signing is not None:
            said = [_("The scorecards before these are being signed; sign these after them.")]
        if self._is_late():
            said.append(letters.late())
        if waiting:
            said.append(
                ngettext(
                    "{n} scorecard is not complete and stays a draft.",
                    "{n} scorecards are not complete and stay drafts.",
                    waiting,
                ).format(n=waiting)
            )
        self._sum.setText(sentences(said))

    # Signing ------------------------------------------------------------------------------------

    def sign_all(self) -> None:
        """Sign every scorecard of the letter that is complete."""
        acts = [(letter.round, letter.ready) for letter in self._letters if letter.ready]
        if not acts or self._signing is not None:
            return

        def sign(seat: Seat, _work: Work) -> int:
            return sum(len(signing.sign(seat, rnd, films).signed) for rnd, films in acts)

        self._signing = self._wanted
        self._was_at_sign = self.sign.hasFocus()
        self._sum_up()
        signed = partial(self._signed, is_late=self._is_late())
        self._unlocking.run(self, sign, signed, self._failed, self._given_up)

    def _signed(self, count: int, *, is_late: bool) -> None:
        is_other = self._signing is not self._wanted
        self._signing = None
        text = ngettext(
            "{n} scorecard is signed. It can be revised until the round closes.",
            "{n} scorecards are signed. They can be revised until the round closes.",
            count,
        ).format(n=count)
        if is_late:
            text = ngettext("{n} scorecard is signed.", "{n} scorecards are signed.", count)
            text = sentences((text.format(n=count), letters.late()))
        if is_other:  # it lies here to be signed now
            self._sum_up()
            self._read()
        (self.told if is_other else self.signed).emit(text, "warning" if is_late else "good")

    def _is_late(self) -> bool:
        """Whether what would be signed now is of a closed round: it is, or none of it is."""
        return any(
            film.is_late for each in self._letters for film in each.films if not film.missing
        )

    def _failed(self, error: Exception) -> None:
        self._given_up()
        self._session.failed.emit(error)

    def _given_up(self) -> None:
        """Nothing was signed: what changed meanwhile is read now, where the juror was."""
        is_other = self._signing is not self._wanted
        self._signing = None
        self._sum_up()
        if self._was_at_sign and not is_other and self.isVisible():
            self.sign.setFocus(Qt.FocusReason.OtherFocusReason)
        self._read()


class _Head(QWidget):
    """To whom a letter goes, and who signs it."""

    def __init__(self, letter: Letter) -> None:
        super().__init__()
        to = _("To the jury office of {festival}").format(festival=plain(letter.festival))
        day = f"{round_name(letter.round)} · {shown(datetime.now(UTC))}"
        lines = column(Label(day, "caption"), Paragraph(to, "title"), gap=2)
        count = len(letter.ready)
        if count:
            says = ngettext(
                "I, {name}, judged this film and sign what follows.",
                "I, {name}, judged these {n} films and sign what follows.",
                count,
            ).format(name=plain(letter.name), n=count)
            lines.add(Paragraph(says, "heading"))
        self.setLayout(lines)


class FilmPart(Card):
    """One scorecard of a letter.

    Args:
        film: What it says.
        folded: Whether its lines are shown only when they are asked for.

    Signals:
        place_wanted: Something is missing there: the path of the draft.
    """

    place_wanted = Signal(str)

    def __init__(self, film: LetterFilm, *, folded: bool, parent: QWidget | None = None) -> None:
        super().__init__(gap=3, margin=4, parent=parent)
        self._film = film
        title = FilmTitle(plain(film.title), plain(film.original))
        facts = " · ".join(filter(None, (f"#{film.number}", plain(film.category))))
        head = row(gap=3).add(title, stretch=1)
        if film.value:
            head.add(Label(film.value, "caption" if film.missing else "title"))
        state = Chip(_("complete"), "check", "good")
        if film.missing:
            state = Chip(_("not complete"), "warning", "warning")
        self.column.add(head.add(state), Label(facts, "caption"))
        if film.replaces:
            self.column.add(Paragraph(_("It replaces what you signed before."), tone="muted"))
        if film.is_late:
            self.column.add(Paragraph(letters.late(), tone="warning"))
        if film.hold:
            hold = _("It asks that the film be held until the chair has ruled.")
            self.column.add(Paragraph(hold, tone="warning"))
        self.missing: list[Button] = []
        self._add_missing()
        self._unfold: Button | None = None
        if folded:
            self._unfold = Button(_("Show what it says"), "quiet", icon="down")
            self._unfold.clicked.connect(self.unfold)
            self.column.add(row(self._unfold, None))
        else:
            self.unfold()

    def _add_missing(self) -> None:
        if not self._film.missing:
            return
        ways = column(gap=0)
        for missing in self._film.missing:
            words = _("{where}: {what}").format(where=plain(missing.label), what=missing.text)
            button = Button(words, "quiet", icon="right")
            button.clicked.connect(lambda _on=False, path=missing.path: self._go(path))
            self.missing.append(button)
            ways.add(row(button, None))
        self.column.add(Label(_("Missing"), "strong"), ways)

    def _go(self, path: str) -> None:
        self.place_wanted.emit(path)

    def unfold(self) -> None:
        """Show what the scorecard says, by who reads it."""
        if self._unfold is not None:
            self._unfold.hide()
        for audience, words in _READERS.items():
            lines = [line for line in self._lines() if line.audience == audience]
            if lines:
                self._add_lines(translate(words), lines)
        if self._film.staying:
            self._add_lines(_("Stays on this computer"), self._film.staying)

    def _lines(self) -> list[Line]:
        """What goes out, the defenses that it is about before all else."""
        held = [in_zones(moment(each.at), each.zone) for each in self._film.defenses]
        return [
            *(Line("sessions", _("The live defense"), when, "open") for when in held),
            *self._film.lines,
        ]

    def _add_lines(self, heading: str, lines: Sequence[Line]) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().space(4))
        grid.setVerticalSpacing(theme().space(1))
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        top = Qt.AlignmentFlag.AlignTop
        for number, line in enumerate(lines):
            grid.addWidget(Paragraph(plain(line.label), tone="muted"), number, 0, top)
            grid.addWidget(Paragraph(plain_lines(line.text), selectable=True), number, 1, top)
        self.column.add(Separator(), Label(heading, "strong"), grid)


def _where(letter: Letter) -> str:
    if letter.mailbox:
        return _("Signed scorecards go to the festival with the next sending.")
    return _("Signed scorecards wait here until you export them for the office.")


def _letters(seat: Seat, wanted: Wanted) -> tuple[Letter, ...]:
    """The letters, one a round, about these scorecards or about all begun in open rounds."""
    if not wanted:
        begun = (film for film in queue_of(seat) if film.state in SIGNABLE)
        wanted = [(film.film, film.round) for film in begun if not film.is_closed]
    by_round = groupby(sorted(wanted, key=lambda each: each[1]), key=lambda each: each[1])
    return tuple(
        letters.letter(seat, [film for film, _round in pairs], round_id)
        for round_id, pairs in by_round
    )
