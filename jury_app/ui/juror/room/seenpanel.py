"""What was seen: each viewing as the chair will read it, runs to be seen, works met outside."""

from collections.abc import Callable, Hashable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from jury_app.base.errors import Told
from jury_app.base.texts import _, ngettext, sentences
from jury_app.desks.juror import watching
from jury_app.desks.juror.items import ShownItem
from jury_app.jury.viewings import runs_seen
from jury_app.ui.juror.draft import DraftModel
from jury_app.ui.juror.room import viewings
from jury_app.ui.juror.room.doorway import Doorway
from jury_app.ui.juror.room.outside import Door, address, folder, open_door
from jury_app.ui.juror.room.seenlines import Lines, ViewingCard, defense
from jury_app.ui.juror.room.viewingform import ViewingForm
from jury_app.ui.kit.buttons import Button
from jury_app.ui.kit.labels import Paragraph
from jury_app.ui.kit.surfaces import Card, Scroll, column
from jury_app.ui.session import Session

if TYPE_CHECKING:
    from jury_app.desks.chair.sessions import Minuted
    from jury_app.desks.seat import Seat


class SeenPanel(QWidget):
    """The viewings of one film.

    Args:
        session: Through which they are kept.

    Signals:
        play_wanted: An item whose recording shall be played.
    """

    play_wanted = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._draft: DraftModel | None = None
        self._defended: DraftModel | None = None
        self._shown: object = None
        self._acting: DraftModel | None = None
        self._at_hand: QWidget | None = None
        self._asked = Paragraph("", tone="muted")
        self._rows = Lines(gap=2)
        self._works = Lines(gap=2)
        self._acts = Lines(gap=1)
        self._hand = column()
        self._defenses = Lines(gap=2)
        content = QWidget()
        content.setLayout(
            column(
                self._asked,
                self._rows,
                self._works,
                self._hand,
                self._acts,
                self._defenses,
                None,
                gap=4,
                margin=3,
            )
        )
        self._scroll = Scroll(content)
        self._scroll.setAccessibleName(_("Seen"))
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setLayout(column(gap=0).add(self._scroll, stretch=1))

    def show_draft(self, draft: DraftModel | None) -> None:
        """Show the viewings of another film, or of none."""
        if self._draft is not None:
            self._draft.changed.disconnect(self._refresh)
        self._draft = draft
        self._shown = self._acting = None
        self._put_away()
        self._defenses.set_lines({})
        if draft is not None:
            draft.changed.connect(self._refresh)
            self._refresh("")
            self._read_defenses()

    def showEvent(self, event: QShowEvent) -> None:
        """The defenses of a film that came while another page was shown are read now."""
        super().showEvent(event)
        self._read_defenses()

    def enter(self) -> None:
        """Take the focus: to the first thing that can be done, where no film is played.

        A film is played by the key that presses a button: beside it the page takes the focus.
        """
        items = self._draft.shown.items if self._draft is not None else ()
        first: QWidget = self._scroll
        if not any(item.is_watched and item.path and _is_played(item) for item in items):
            can_be_pressed = (each for each in self._buttons() if each.isEnabled())
            first = next(can_be_pressed, self._scroll)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self, kind: Literal["declared", "live"]) -> None:
        """Ask about a viewing elsewhere, or live."""

        def keep(said: viewings.Filled) -> None:
            self._act(
                lambda seat, film, round_id: watching.declare(
                    *(seat, film, round_id, kind, said.where),
                    when=said.when,
                    share=said.share,
                    run=said.run,
                )
            )

        self._ask(kind, keep)

    def begin_run(self) -> None:
        """Ask about a run that no recording of its own was handed out of."""

        def keep(said: viewings.Filled) -> None:
            self._act(
                lambda seat, film, round_id: watching.log_run(
                    *(seat, film, round_id, said.run), share=said.share
                )
            )

        self._ask("run", keep)

    # What is shown ------------------------------------------------------------------------------

    def _refresh(self, path: str) -> None:
        if self._draft is None or (path and not path.startswith("viewings/")):
            return
        shown = self._draft.shown
        listed = viewings.rows(shown.viewings, self._draft.values)
        state = (listed, shown.items, self._draft.read_only)
        if state == self._shown:
            return
        self._shown = state
        self._asked.setText(self._asks())
        watched = [item for item in shown.items if item.is_watched]
        self._show_rows(listed, read_only=self._draft.read_only)
        self._works.set_lines(dict(filter(None, map(self._work, watched))))
        self._acts.set_lines({} if self._draft.read_only else self._offered(watched))
        before: QWidget = self._scroll
        for button in self._buttons(with_removing=True):  # Tab's order is not that of making
            self.setTabOrder(before, button)
            before = button

    def _show_rows(self, listed: tuple[viewings.Row, ...], *, read_only: bool) -> None:
        """List the viewings; of one that plays only the share moves, and its card stays."""
        keys = [(read_only, row.path or at, row.title) for at, row in enumerate(listed)]
        makers: list[Callable[[], QWidget]] = [
            partial(self._row, row.path, read_only=read_only) for row in listed
        ]
        self._rows.set_lines(dict(zip(keys, makers, strict=True)))
        for card, row in zip(self._rows.all(ViewingCard), listed, strict=True):
            card.show_row(row)

    def _buttons(self, *, with_removing: bool = False) -> "list[Button]":
        """What can be pressed, in reading order; nobody is led to what takes away."""
        cards = [card.acts for card in self._rows.all(ViewingCard)]
        rows = [each for acts in cards for each in (acts if with_removing else acts[1:])]
        rest = [*self._works.all(Button), *self._acts.all(Button)]
        return [each for each in (*rows, *rest) if not each.isHidden()]

    def _read_defenses(self) -> None:
        """Show the film's live defenses, as they were minuted; once they can be seen."""
        draft = self._draft

        def came(held: "list[Minuted]") -> None:
            if draft is self._draft:  # nobody went on to another film meanwhile
                self._defenses.set_lines(dict(enumerate(partial(defense, each) for each in held)))

        if draft is not None and draft is not self._defended and self.isVisible():
            self._defended = draft
            self._session.read(self, lambda seat: _held(seat, draft.film), came)

    def _asks(self) -> str:
        """What the profile asks to be seen, and how far that is."""
        assert self._draft is not None  # noqa: S101  there is a film
        form = self._draft.form
        said = [_("The chair sees of your watching exactly what stands here.")]
        watched = [item for item in self._draft.shown.items if item.is_watched]
        if any(item.kind == "place" for item in watched):
            said.append(
                _("This work is shown live: come to the place and time below, and put it down.")
            )
        if any(_is_met_outside(item) for item in watched):
            said.append(
                _("This work is met outside: open it here, and end the session afterwards.")
            )
        if form.seen and any(_is_played(item) for item in watched):
            said.append(
                _("{percent} % must be seen before signing.").format(percent=form.seen // 10)
            )
        if _lacks_recordings(form.runs, watched):
            said.append(_("Not every run came as a recording: log each run that you see."))
        if form.runs:
            seen = runs_seen({**self._draft.values, **self._draft.shown.viewings}, form.seen)
            said.append(
                ngettext("{seen} of {n} run seen.", "{seen} of {n} runs seen.", form.runs).format(
                    seen=len(seen), n=form.runs
                )
            )
        return sentences(said)

    def _row(self, path: str, *, read_only: bool) -> QWidget:
        card = ViewingCard(can_be_changed=bool(path) and not read_only)
        card.remove.clicked.connect(lambda: self._remove(path))
        card.end.clicked.connect(lambda: self._end(path))
        return card

    def _work(self, item: ShownItem) -> tuple[Hashable, Callable[[], QWidget]] | None:
        """What can be done to see an item: play a run's recording, or open a work outside."""
        is_here = bool(item.path)
        key = (item.key, item.run, is_here)
        if _is_played(item) and item.run:

            def watch() -> QWidget:
                button = Button(_("Watch run {run}").format(run=item.run), icon="play")
                button.setEnabled(is_here)
                button.clicked.connect(lambda: self.play_wanted.emit(self._now(item)))
                return button

            return key, watch
        if item.kind == "place":
            return key, lambda: Paragraph(item.address)
        if _is_met_outside(item):

            def open_it() -> QWidget:
                button = Button(_("Open the work…"), icon="external")
                button.setEnabled(item.kind == "address" or is_here)
                button.clicked.connect(lambda: self._knock(self._now(item)))
                return button

            return key, open_it
        return None

    def _now(self, item: ShownItem) -> ShownItem:
        """An item as it stands now, seen further than when its button was made."""
        items = self._draft.shown.items if self._draft is not None else ()
        same = (each for each in items if (each.key, each.run) == (item.key, item.run))
        return next(same, item)

    def _offered(self, watched: list[ShownItem]) -> dict[Hashable, Callable[[], QWidget]]:
        """What else can be put down."""
        offered: list[tuple[str, Callable[[], None]]] = []
        if self._draft is not None and _lacks_recordings(self._draft.form.runs, watched):
            offered.append((_("Log a run…"), self.begin_run))
        if any(item.kind == "place" for item in watched):
            offered.append((_("I saw it live…"), partial(self.begin, "live")))
        offered.append((_("I saw it elsewhere…"), partial(self.begin, "declared")))
        return {label: partial(_act, label, act) for label, act in offered}

    # What is put down ---------------------------------------------------------------------------

    def _act(self, verb: Callable[["Seat", str, str], object]) -> None:
        """Let the desk put something down; what was filled in stays until it is kept."""
        draft = self._draft
        if draft is None or draft.read_only or self._acting is draft:
            return
        self._acting = draft

        def kept() -> None:
            if self._acting is draft:  # nobody went on to another film meanwhile
                self._acting = None
                self._leave()

        def failed(error: Exception) -> None:
            if self._acting is draft:
                self._acting = None
            self._session.failed.emit(error)

        draft.act(verb, kept, failed)

    def _remove(self, path: str) -> None:
        if self._draft is not None:
            self._draft.set(path, None)
        self._leave()

    def _end(self, path: str) -> None:
        def keep(said: viewings.Filled) -> None:
            self._act(
                lambda seat, film, round_id: watching.end_session(
                    *(seat, film, round_id, path),
                    share=said.share,
                    way=said.way,
                    ending=said.ending,
                    run=said.run,
                )
            )

        self._ask("session", keep)

    def _ask(self, kind: viewings.Kind, keep: Callable[[viewings.Filled], None]) -> None:
        if self._draft is None or self._draft.read_only:
            return
        form = ViewingForm(kind, has_runs=self._draft.form.runs > 0)
        form.filled.connect(lambda texts: keep(viewings.filled(kind, texts)))
        form.left.connect(self._leave)
        self._take(form)
        form.begin()

    def _knock(self, item: ShownItem) -> None:
        """Say what would open and from where; nothing opens before somebody says yes."""

        def door(_seat: object) -> Door:
            if item.kind == "address":
                return address(item.address)
            return folder(Path(item.path))

        draft = self._draft

        def came(found: Door) -> None:
            if draft is self._draft:  # nobody went on to another film meanwhile
                self._show_door(found, item)

        def failed(error: Exception) -> None:
            if draft is self._draft:
                self._show_refusal(error)

        self._session.read(self, door, came, failed)

    def _show_door(self, door: Door, item: ShownItem) -> None:
        doorway = Doorway(door)
        doorway.opened.connect(lambda: self._open(door, item))
        doorway.left.connect(self._leave)
        self._take(doorway)
        doorway.begin()

    def _show_refusal(self, error: Exception) -> None:
        if not isinstance(error, Told):
            self._session.failed.emit(error)
            return
        self._take(Card(Paragraph(str(error), tone="warning", selectable=True), margin=3))

    def _open(self, door: Door, item: ShownItem) -> None:
        """Open it; a session begins, so that its times are known."""
        try:
            open_door(door)
        except Told as error:
            self._show_refusal(error)
            return
        self._put_away()
        self._act(
            lambda seat, film, round_id: watching.begin_session(
                seat, film, round_id, item=item.blake3
            )
        )

    def _leave(self) -> None:
        """Put away what was at hand, and go where it began."""
        self._put_away()
        self.enter()

    def _take(self, widget: QWidget) -> None:
        self._put_away()
        self._at_hand = widget
        self._hand.addWidget(widget)
        widget.show()  # at once: what is typed next belongs to it

    def _put_away(self) -> None:
        if self._at_hand is not None:
            self._at_hand.hide()
            self._at_hand.deleteLater()
            self._at_hand = None


def _is_played(item: ShownItem) -> bool:
    return item.kind == "file" and item.role != "build"


def _lacks_recordings(runs: int, watched: list[ShownItem]) -> bool:
    """Whether more runs are asked of a work that is played than there are recordings."""
    played = sum(map(_is_played, watched))
    return 0 < played < runs


def _is_met_outside(item: ShownItem) -> bool:
    return item.kind == "address" or item.role == "build"


def _held(seat: "Seat", film: str) -> "list[Minuted]":
    from jury_app.desks.chair.sessions import sessions

    return sessions(seat, film)


def _act(label: str, act: Callable[[], None]) -> Button:
    button = Button(label)
    button.clicked.connect(act)
    return button
