"""The notes panel: the line of the note being written, and all notes of the film below it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from jury_app.base.texts import _
from jury_app.jury.drafts import next_note
from jury_app.ui.juror.draft import DraftModel
from jury_app.ui.juror.room.composer import Composer
from jury_app.ui.juror.room.notes import ETHICS, KINDS, PANEL, Note, notes
from jury_app.ui.juror.room.noteslist import NotesList, NotesModel
from jury_app.ui.kit.buttons import Button
from jury_app.ui.kit.labels import Paragraph
from jury_app.ui.kit.surfaces import column, row
from jury_app.ui.session import Session


class NotesPanel(QWidget):
    """The notes of one film.

    Signals:
        jumped: A moment that is wanted, in milliseconds.
        wanted: A note at the present moment.
        finished: A note was written to its end: the film may go on.
        left: Nothing more is to be written now.
    """

    jumped = Signal(int)
    wanted = Signal()
    finished = Signal()
    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft: DraftModel | None = None
        self.setAccessibleName(_("Notes"))
        self._kind, self._audience = KINDS[0].code, PANEL
        self._composer = Composer(session.keys)
        self._empty = Paragraph("", tone="muted")
        self._begin = Button(session.keys.hint("note"), icon="note")
        self._begin.clicked.connect(self.wanted)
        self._model = NotesModel(self)
        self._list = NotesList()
        self._list.setModel(self._model)
        self.setLayout(
            column(self._composer, self._empty, row(self._begin, None), gap=3, margin=3).add(
                self._list, stretch=1
            )
        )
        self._composer.hide()
        self._composer.edited.connect(self._keep)
        self._composer.finished.connect(self.finish)
        self._composer.left.connect(self._leave)
        self._list.jumped.connect(lambda note: self.jumped.emit(note.at))
        self._list.opened.connect(self._edit)
        self._list.deleted.connect(self._delete)

    def show_draft(self, draft: DraftModel | None) -> None:
        """Show the notes of another film, or of none."""
        if self._draft is not None:
            self._put_away()
            self._draft.changed.disconnect(self._refresh)
        self._draft = draft
        self._audience = PANEL  # whoever got a note of the film before gets none of this one's
        if draft is not None:
            draft.changed.connect(self._refresh)
        self._refresh("")

    @property
    def is_writing(self) -> bool:
        """Whether a note is in hand."""
        return self._composer.note is not None

    def begin(self, at: int, kind: str | None = None) -> bool:
        """Open a line at a moment; False where the scorecard is signed.

        Args:
            at: In milliseconds.
            kind: Of the note; the one used last, unless given. Its audience is the one used last
                on this film, but a flag's is always chair and panel at first.
        """
        if self._draft is None or self._draft.read_only:
            return False
        self._put_away()
        kind = kind or self._kind
        audience = PANEL if kind == ETHICS else self._audience
        self._take(Note(next_note(self._draft.values), at, "", kind, audience))
        return True

    def finish(self) -> None:
        """The note in hand is written."""
        self._put_away()
        self.finished.emit()

    def enter(self) -> None:
        """Take the focus: to the note in hand, or the list; Space is the film's, no button's."""
        first = self._list if self._begin.isHidden() else self
        (self._composer if self.is_writing else first).setFocus()

    def select(self, path: str) -> None:
        """Go to a note in the list."""
        row = self._model.row_of(path)
        if row >= 0:
            self._list.setCurrentIndex(self._model.index(row))
            self._list.setFocus()

    def _leave(self) -> None:
        self._put_away()
        self.left.emit()

    def _take(self, note: Note) -> None:
        self._composer.show()
        self._composer.write(note)
        self._show_empty(none=False)

    def _put_away(self) -> None:
        """Hide the line; a note without a text is none."""
        note = self._composer.put_away()
        self._composer.hide()
        if note is not None and not note.text.strip() and self._draft is not None:
            self._draft.set(note.path, None)

    def _keep(self, note: Note) -> None:
        """Save at every keystroke; what has no text yet is not begun."""
        if self._draft is None:
            return
        if note.kind != ETHICS:
            self._kind, self._audience = note.kind, note.audience
        if note.text or note.path in self._draft.values:
            self._draft.set(note.path, note.value)

    def _hint(self) -> str:
        if self._draft is not None and self._draft.read_only:
            return _("There are no notes. To write some, open your signed scorecard again.")
        return _("No notes yet.")

    def _follow(self) -> None:
        """The note in hand is another by undo, or by another window: show that."""
        note = self._composer.note
        if note is None or self._draft is None or not note.text:
            return
        kept = next((each for each in notes(self._draft.values) if each.path == note.path), None)
        if kept is None and not self._draft.read_only:  # else it is all that is left of the text
            self._composer.put_away()
            self._composer.hide()
        elif kept is not None and kept != note:
            self._composer.show_note(kept)

    def _edit(self, note: Note) -> None:
        if self._draft is not None and not self._draft.read_only:
            self.jumped.emit(note.at)
            self._take(note)

    def _delete(self, note: Note) -> None:
        if self._draft is None or self._draft.read_only:
            return
        if self._composer.note is not None and self._composer.note.path == note.path:
            self._composer.put_away()
            self._composer.hide()
        self._draft.set(note.path, None)

    def _refresh(self, path: str) -> None:
        if path and not path.startswith("notes/"):
            return
        self._follow()
        shown = notes(self._draft.values) if self._draft is not None else ()
        current = self._list.currentIndex().row()
        self._model.show(shown)
        if current >= 0 and shown and not self._list.currentIndex().isValid():
            self._list.setCurrentIndex(self._model.index(min(current, len(shown) - 1)))
        self._empty.setText(self._hint())
        self._show_empty(none=not shown and not self.is_writing)

    def _show_empty(self, *, none: bool) -> None:
        """Say that there are no notes, with the way to the first."""
        self._empty.setVisible(none)
        self._begin.setVisible(none and self._draft is not None and not self._draft.read_only)
