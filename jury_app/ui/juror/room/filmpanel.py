"""The panel of one film: its head, and pages for scoring, notes, dossier and what was seen."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
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
from jury_app.ui.juror.scoring.form import ScoringPanel, in_pieces
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
        self.scoring: ScoringPanel | None = None
        self._scorecards: list[ScoringPanel] = []
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
        self._show_scoring(draft)
        if draft is not None:
            draft.changed.connect(self._changed)
            draft.loaded.connect(self._loaded)
            self._loaded()
        self._changed("")

    def enter(self) -> None:
        """Take the focus to where work goes on in the page that is shown."""
        {
            "score": lambda: self.score("scores"),
            "notes": self.notes.enter,
            "dossier": self.dossier.enter,
            "seen": self.seen.enter,
        }[self.page]()

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
        return self.scoring is not None and self.scoring.close_distribution()

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

    def _show_scoring(self, draft: DraftModel | None) -> None:
        if self.scoring is not None:
            self.scoring.hide()
            self.scoring = None
        if draft is not None:
            found = (each for each in self._scorecards if each.take(draft))
            self.scoring = next(found, None) or self._scorecard(draft)
            self.scoring.show()

    def _scorecard(self, draft: DraftModel) -> ScoringPanel:
        """A scorecard for films that are asked what this one is; there are few such kinds."""
        return self._keep(ScoringPanel(self._session, draft, self._position))

    def make_ready(self, shown: ShownFilm) -> Iterator[bool]:
        """Make in small pieces what showing a film needs: a scorecard, where none asks the same.

        Each piece tells whether it was the last one.
        """
        if any(each.form == shown.form for each in self._scorecards):
            return
        draft = DraftModel(self._session, shown)
        try:
            for made in in_pieces(self._session, draft, self._position):
                yield False
                if made is not None:
                    made.hide()
                    self._keep(made)  # which dresses all of it by the stylesheet
                    yield True
        finally:
            draft.deleteLater()

    def _keep(self, made: ScoringPanel) -> ScoringPanel:
        made.evidence_wanted.connect(self._show_evidence)
        layout = self._score.layout()
        assert layout is not None  # noqa: S101  given at the beginning
        layout.addWidget(made)
        self._scorecards.append(made)
        return made

    def _show_evidence(self, what: str) -> None:
        self.show_page("dossier")
        if what == "appendix":
            self.dossier.read_appendix()

    def _loaded(self) -> None:
        if self._draft is None:
            return
        self._state = ""
        self._show_state()
        if self.scoring is not None and not self.scoring.fits(self._draft):
            self._show_scoring(
                self._draft
            )  # it is in another category now, or asked in other words

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
