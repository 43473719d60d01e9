"""The panel of one film: its head, and pages for scoring, notes, dossier and what was seen."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from jury_app.base.texts import _
from jury_app.desks.juror.reading import ShownFilm
from jury_app.ui.juror.draft import DraftModel
from jury_app.ui.juror.room.dossier import Dossier
from jury_app.ui.juror.room.drawer import Panel
from jury_app.ui.juror.room.head import Head
from jury_app.ui.juror.room.notes import Note, notes
from jury_app.ui.juror.room.notespanel import NotesPanel
from jury_app.ui.juror.room.seenpanel import SeenPanel
from jury_app.ui.juror.scoring.form import ScoringPanel
from jury_app.ui.juror.scoring.making import Making
from jury_app.ui.juror.scoring.sections import Section
from jury_app.ui.kit.surfaces import column
from jury_app.ui.kit.theme import theme
from jury_app.ui.player.timeline import Mark
from jury_app.ui.session import Session

_LOW = 160
"""Steps of the theme's space below which a panel is low."""
_PAGE_OF = {"notes": "notes", "viewings": "seen", "sessions": "seen"}
"""First word of a draft's path → the page that shows it; all others are the scorecard's."""


class FilmPanel(Panel):
    """What is written, read and scored beside a film.

    Args:
        session: Through which everything is kept.
        position: Where the film stands, in milliseconds; None: none is open.

    Signals:
        marks_changed: Notes and flags as `Mark`s.
    """

    marks_changed = Signal(object)

    def __init__(
        self,
        session: Session,
        position: Callable[[], int | None],
        parent: QWidget | None = None,
    ) -> None:
        self.head = Head(session)
        super().__init__(self.head, parent)
        self._session = session
        self._position = position
        self._draft: DraftModel | None = None
        self._state = ""
        self._scoring: ScoringPanel | None = None
        self._scorecards: list[ScoringPanel] = []
        self._making: Making | None = None
        self.notes = NotesPanel(session)
        self.dossier = Dossier(session)
        self.seen = SeenPanel(session)
        self._score = QWidget()
        self._score.setLayout(column(gap=0))
        for name, label, page in (
            ("score", _("Score"), self._score),
            ("notes", _("Notes"), self.notes),
            ("dossier", _("Dossier"), self.dossier),
            ("seen", _("Seen"), self.seen),
        ):
            self.add(name, label, page)
        theme().changed.connect(self._fit)

    def show_draft(self, draft: DraftModel | None) -> None:
        """Show another film, or none."""
        if self._draft is not None:
            self._draft.changed.disconnect(self._changed)
            self._draft.loaded.disconnect(self._loaded)
        self._draft = draft
        for page in (self.notes, self.dossier, self.seen):
            page.show_draft(draft)
        self._forget_scoring()
        if draft is not None:
            draft.changed.connect(self._changed)
            draft.loaded.connect(self._loaded)
            self._loaded()
        self._changed("")

    def end(self) -> None:
        """Take away what was begun and nobody will see."""
        if self._making is not None:
            self._making.drop()
            self._making = None

    def enter(self) -> None:
        """Take the focus to where work goes on in the page that is shown."""
        {
            "score": lambda: self.score("scores"),
            "notes": self.notes.enter,
            "dossier": self.dossier.enter,
            "seen": self.seen.enter,
        }[self.page]()

    def showEvent(self, event: QShowEvent) -> None:
        """What waited for a pause is there as soon as it is seen."""
        self._show_scoring()
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The head leaves room to the page where there is little."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.head.set_close(is_close=self.height() < theme().space(_LOW))

    def score(self, command: str) -> None:
        """Give a command of the scorecard; one that the round does not ask does nothing."""
        if self.scoring is not None and command in (known := self.scoring.commands()):
            self.show_page("score")
            known[command]()

    def step_back(self) -> bool:
        """Close what was opened last in the page that is seen; whether there was anything."""
        if self.dossier.step_back():
            return True
        return self._scoring is not None and self._scoring.close_distribution()

    def asks(self, command: str) -> bool:
        """Whether the scorecard has a command."""
        return self.scoring is not None and command in self.scoring.commands()

    def shows(self, path: str, focused: QWidget | None) -> bool:
        """Whether what a path of the draft holds is seen, in the section that has the focus."""
        if _page_of(path) != self.page or not self.isVisible():
            return False
        section = focused
        while section is not None and not isinstance(section, Section):
            section = section.parentWidget()
        return self.page != "score" or (
            section is not None and any(row.owns(path) for row in section.rows)
        )

    def go_to(self, path: str) -> None:
        """Go to where a path of the draft is put down."""
        page = _page_of(path)
        self.show_page(page)
        if page == "notes":
            self.notes.select(path)
        elif page == "score" and self.scoring is not None and not self.scoring.go_to(path):
            self.score(path)

    @property
    def scoring(self) -> ScoringPanel | None:
        """The scorecard of the film that is shown; if that waited for a pause, it is there now."""
        self._show_scoring()
        return self._scoring

    def _show_scoring(self) -> None:
        draft = self._draft
        if self._scoring is None and draft is not None:
            for _piece in self.make_ready(draft.shown):
                """All of them now."""
            self._scoring = next(each for each in self._scorecards if each.take(draft))
            self._scoring.show()

    def _forget_scoring(self) -> None:
        """Show the scorecard of another film: at once where it is seen, else in a pause."""
        if self._scoring is not None:
            self._scoring.hide()
            self._scoring = None
        if self.isVisible():
            self._show_scoring()

    def fill(self) -> Iterator[None]:
        """Show the film's scorecard, hidden as it may be, in small pieces."""
        if self._draft is not None and self._scoring is None:
            yield from self.make_ready(self._draft.shown)
            scoring = self.scoring
            yield
            if scoring is not None and not scoring.isVisible():
                scoring.grab(QRect(0, 0, 1, 1))  # lays out what is hidden, as far as that goes

    def make_ready(self, shown: ShownFilm) -> Iterator[None]:
        """Make in small pieces what showing a film needs: a scorecard, where none asks the same.

        There are few kinds of them. One that was begun is gone on with.
        """
        while not any(each.form == shown.form for each in self._scorecards):
            if self._making is None or self._making.form != shown.form:
                self.end()
                self._making = Making(self._session, shown, self._position, self._place)
            making, self._making = self._making, None  # one that fails is not gone on with
            made = making.go_on()
            if made is None:
                self._making = making
            else:
                made.evidence_wanted.connect(self._show_evidence)
                self._scorecards.append(made)
            yield

    def _place(self, made: ScoringPanel) -> None:
        layout = self._score.layout()
        assert layout is not None  # noqa: S101  given at the beginning
        layout.addWidget(made)

    def _show_evidence(self, what: str) -> None:
        self.show_page("dossier")
        if what == "appendix":
            self.dossier.read_appendix()

    def _loaded(self) -> None:
        if self._draft is None:
            return
        self._state = ""
        self._show_state()
        if self._scoring is not None and not self._scoring.fits(self._draft):
            self._forget_scoring()  # it is in another category now, or asked in other words

    def _show_state(self) -> None:
        """Show where the film stands, as what is written on its card now makes it."""
        if self._draft is None:
            return
        state = self._draft.state
        if state != self._state:
            self._state = state
            film = self._draft.shown.film._replace(state=state)
            shown = self._draft.shown
            self.head.show_film(film, has_versions=bool(shown.history), why_void=shown.why_void)

    def _changed(self, path: str) -> None:
        """Tell how far the card is, and the marks of notes and answers that have a moment."""
        self._show_state()
        if path and path.partition("/")[0] not in ("notes", "ethics"):
            return
        values = self._draft.values if self._draft is not None else {}
        written = notes(values)
        self.label("notes", " ".join((_("Notes"), *([str(len(written))] if written else []))))
        flags = [
            Mark(at=value["moment"], kind="ethics", text=str(value.get("note", "")), about=path)
            for path, value in values.items()
            if path.startswith("ethics/") and isinstance(value.get("moment"), int)
        ]
        self.marks_changed.emit([*map(_mark, written), *flags])


def _page_of(path: str) -> str:
    return _PAGE_OF.get(path.partition("/")[0], "score")


def _mark(note: Note) -> Mark:
    return Mark(at=note.at, kind=note.shown_as, text=note.text, about=note.path)
