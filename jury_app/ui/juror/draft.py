"""One film's draft in a window: a change shows at once, and is saved behind it.

Changes go to the desk one after the other in the order in which they were made; until the disk has
taken them, they stay as they are shown. What others write meanwhile (a second window, the terminal)
is read when the change sets tell of it.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from jury_app.desks.juror import drafting, reading
from jury_app.desks.juror.reading import ShownFilm
from jury_app.jury.drafts import Fault, faults, unheld
from jury_app.rules.forms import Form
from jury_app.rules.rules import Rules
from jury_app.store.changes import ChangeSet
from jury_app.store.drafts import Draft
from jury_app.tally.cards import card_value
from jury_app.ui.juror.undoing import step
from jury_app.ui.kit.jobs import Failed, Question
from jury_app.ui.session import Session

if TYPE_CHECKING:  # desks are loaded once the first picture stands
    from jury_app.desks.seat import Seat

READ_ONLY_STATES = frozenset(
    {"signed", "sent", "received", "disputed", "confirm", "void", "recused"}
)
"""States of `reading.STATES` in which a scorecard is shown and not changed."""
_OPEN_STATES = frozenset({"to_watch", "draft", "complete"})


class DraftModel(QObject):
    """What a juror has put down about one film in one round.

    Args:
        session: Through which it is saved.
        shown: The film as the desk shows it, with its form.

    Signals:
        changed: The path that has another value; empty: all may have; `viewings/`: more was seen.
        loaded: The film was read anew (state, history, dossier may be others).
        stepped: An `undoing.Step`: what an undo or a redo did.
        settled: Everything that was changed is durable.
    """

    changed = Signal(str)
    loaded = Signal()
    stepped = Signal(object)
    settled = Signal()

    def __init__(self, session: Session, shown: ShownFilm, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._pending = 0
        self._sent = 0
        self._question = Question()
        self._stale = False
        self._steps: list[bool] = []
        self._take(shown)
        session.changed.connect(self._others_wrote)

    def _take(self, shown: ShownFilm) -> None:
        assert shown.form is not None  # noqa: S101  no room opens before the rules have come
        assert shown.rules is not None  # noqa: S101  as above
        self.shown = shown
        self.form: Form = shown.form
        self.rules: Rules = shown.rules
        self._values: dict[str, Any] = dict(shown.scorecard)
        self.can_undo = shown.can_undo
        self.can_redo = shown.can_redo

    @property
    def film(self) -> str:
        """The film's id."""
        return self.shown.film.film

    @property
    def round(self) -> str:
        """The round's id."""
        return self.shown.film.round

    @property
    def read_only(self) -> bool:
        """Whether it is signed or stepped off and must be revised first, or nothing is kept."""
        return self.shown.film.state in READ_ONLY_STATES or self._session.reading_only

    @property
    def values(self) -> Mapping[str, Any]:
        """Path → value, as shown."""
        return self._values

    def get(self, path: str, default: Any = None) -> Any:  # noqa: ANN401  any JSON value
        """The value of a path, or `default` where there is none."""
        return self._values.get(path, default)

    def set(self, path: str, value: Any) -> None:  # noqa: ANN401  any JSON value
        """Change one value; None takes it away. Shown at once, durable when the session says."""
        self.set_together({path: value})

    def set_together(self, changes: Mapping[str, Any]) -> None:
        """Change several values by one act, which is undone as one; as `set`."""
        made = {path: value for path, value in changes.items() if self._values.get(path) != value}
        if self.read_only or not made:
            return
        for path, value in made.items():
            if value is None:
                del self._values[path]
            else:
                self._values[path] = value
        film, round_id = self.film, self.round
        self._send(lambda seat: drafting.change(seat, film, round_id, made))
        for path in made:
            self.changed.emit(path)

    def act(
        self,
        verb: Callable[["Seat", str, str], object],
        done: Callable[[], object] = lambda: None,
        failed: Failed | None = None,
    ) -> None:
        """Let a desk change the draft by a rule of its own; shown once it is durable.

        Args:
            verb: Is given seat, film and round.
            done: Is called once what it did is shown.
            failed: Gets its error; the window tells it, unless given.
        """
        film, round_id = self.film, self.round

        def change(seat: "Seat") -> Draft | None:
            verb(seat, film, round_id)
            return drafting.load(seat, film, round_id)

        if not self.read_only:
            self._send(change, done, failed)

    def undo(self) -> None:
        """Take the last change back, also one that is on its way."""
        if self.can_undo or self._pending:
            self._step(drafting.undo, is_redo=False)

    def redo(self) -> None:
        """Make the change again that was taken back last."""
        if self.can_redo or self._pending:
            self._step(drafting.redo, is_redo=True)

    def _step(self, verb: Callable[["Seat", str, str], Draft], *, is_redo: bool) -> None:
        if self.read_only or self._session.keeping.trouble is not None:
            return  # while the disk says no, nothing would be seen of it until long after the key
        film, round_id = self.film, self.round
        self._steps.append(is_redo)

        def go(seat: "Seat") -> Draft | None:
            # A key that is held asks for more steps than there are: the last ones do nothing.
            kept = drafting.load(seat, film, round_id)
            if kept is None or not (kept.can_redo if is_redo else kept.can_undo):
                return kept
            return verb(seat, film, round_id)

        self._send(go)

    def faults(self) -> tuple[Fault, ...]:
        """What keeps it from being signed, in the form's order."""
        draft = {**self._values, **self.shown.viewings}
        held = self.shown.film.defense == "held"
        return (
            *unheld(self.round, is_minuted=held),
            *faults(draft, self.rules, self.round, self.form.category.id),
        )

    @property
    def state(self) -> str:
        """The film's state (`reading.STATES`), as what is put down now makes it."""
        state = self.shown.film.state
        if state not in _OPEN_STATES:
            return state
        if not self._values:
            return "to_watch"
        return "draft" if self.faults() else "complete"

    def value(self) -> Fraction | None:
        """The card's value by its scores so far, 0–100; None below half of the weight."""
        scale = self.form.scale
        return card_value(
            [self._score(criterion.id) for criterion in self.form.criteria],
            [criterion.weight for criterion in self.form.criteria],
            scale.low,
            scale.high,
        )

    def _score(self, criterion: str) -> Fraction | None:
        value = self._values.get(f"scores/{criterion}", {})
        return Fraction(value["units"], value.get("per", 1)) if "units" in value else None

    def reread(self) -> None:
        """Read the film anew, once all that was changed is durable."""
        if self._pending:
            self._stale = True
            return
        film, round_id, sent, newest = self.film, self.round, self._sent, self._question.ask()

        def came(shown: ShownFilm) -> None:
            if sent != self._sent or self._pending:
                # What is on its way, or was changed after the asking, is newer than this answer.
                self._stale = True
                self._reread_stale()
                return
            self._read_anew(shown)

        self._session.read(self, lambda seat: reading.shown(seat, film, round_id), newest(came))

    def _read_anew(self, shown: ShownFilm) -> None:
        """Take another reading, and tell of what it brings: while a film plays, of no answers."""
        before, now = _face(self.shown), _face(shown)
        kept = (self._values, self.can_undo, self.can_redo)
        watched = (self.shown.film, self.shown.items, self.shown.viewings)
        self._take(shown)
        has_other_answers = kept != (self._values, self.can_undo, self.can_redo)
        has_more_seen = watched != (shown.film, shown.items, shown.viewings)
        if before != now or has_more_seen:
            self.loaded.emit()
        if before != now or has_other_answers:
            self.changed.emit("")
        elif has_more_seen:
            self.changed.emit("viewings/")

    @property
    def is_settled(self) -> bool:
        """Whether everything that was changed is durable."""
        return not self._pending

    def _reread_stale(self) -> None:
        if self._stale and not self._pending:
            self._stale = False
            self.reread()

    def _send(
        self,
        verb: Callable[["Seat"], Draft | None],
        done: Callable[[], object] = lambda: None,
        failed: Failed | None = None,
    ) -> None:
        def saved(draft: Draft | None) -> None:
            self._saved(draft)
            done()

        def refused(error: Exception) -> None:
            self._refused()
            (failed or self._session.failed.emit)(error)

        self._pending += 1
        self._sent += 1
        self._session.write(self, verb, saved, refused)

    def _saved(self, draft: Draft | None) -> None:
        self._pending -= 1
        if self._pending:
            return  # a later change is on its way; its answer will hold this one too
        if draft is not None:
            self._show_kept(draft)
        self._reread_stale()
        self.settled.emit()

    def _show_kept(self, draft: Draft) -> None:
        """Show what the disk holds now, and say what steps did to it."""
        steps, self._steps = self._steps, []
        before, could = self._values, (self.can_undo, self.can_redo)
        if (draft.values, (draft.can_undo, draft.can_redo)) != (before, could):
            self._values = dict(draft.values)
            self.can_undo, self.can_redo = draft.can_undo, draft.can_redo
            self.changed.emit("")
        if steps:
            self.stepped.emit(step(before, self._values, is_redo=steps[-1]))

    def _refused(self) -> None:
        """What the desk will not keep is not shown any longer."""
        self._pending -= 1
        self._steps.clear()
        self._stale = True
        self._reread_stale()
        if not self._pending:
            self.settled.emit()

    def _others_wrote(self, changes: ChangeSet) -> None:
        if any(changes.touches(kind) for kind in ("documents", "pending", "receipts")) or any(
            changes.touches(kind, self.film) for kind in ("media", "coverage")
        ):
            self.reread()
        elif not self._pending and changes.touches("drafts", f"{self.film}/{self.round}"):
            film, round_id = self.film, self.round
            self._session.read(
                self, lambda seat: drafting.load(seat, film, round_id), self._draft_came
            )

    def _draft_came(self, draft: Draft | None) -> None:
        if self._pending or draft is None:
            return
        if (draft.values, draft.can_undo, draft.can_redo, draft.state == "signed") != (
            self._values,
            self.can_undo,
            self.can_redo,
            self.read_only,
        ):
            self.reread()


def _face(shown: ShownFilm) -> ShownFilm:
    """A reading but for the juror's answers and for how far the film was seen."""
    film = shown.film._replace(position=0, seen=0, is_seen=False, item="")
    items = tuple(replace(each, position=0, length=0, seen=()) for each in shown.items)
    return replace(
        shown, film=film, items=items, viewings={}, scorecard={}, can_undo=False, can_redo=False
    )


class Unsettled(QObject):
    """Drafts of films that were left before the disk had taken all of it.

    They stay as they were shown, for whoever comes back to the film.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: dict[tuple[str, str], DraftModel] = {}

    def leave(self, draft: DraftModel) -> None:
        """Take a draft that nobody shows any longer; it goes when all of it is durable."""
        if draft.is_settled:
            draft.deleteLater()
            return
        self._kept[draft.film, draft.round] = draft
        draft.setParent(self)
        draft.settled.connect(self._let_go)

    def take(self, film: str, round_id: str) -> DraftModel | None:
        """Give back the draft of a film in a round; None where there is none."""
        draft = self._kept.pop((film, round_id), None)
        if draft is not None:
            draft.settled.disconnect(self._let_go)
        return draft

    def _let_go(self) -> None:
        for key, draft in list(self._kept.items()):
            if draft.is_settled:
                del self._kept[key]
                draft.deleteLater()
