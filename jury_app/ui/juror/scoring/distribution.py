"""The juror's own scores so far in this round, and nobody else's."""

from collections.abc import Mapping

from PySide6.QtGui import QShowEvent

from jury_app.base.texts import _
from jury_app.desks.juror import own
from jury_app.pictures.histogram import Counted, histogram
from jury_app.store.changes import ChangeSet
from jury_app.ui.juror.scoring.entry import units_of
from jury_app.ui.juror.scoring.inhand import DraftInHand
from jury_app.ui.kit.canvas import PictureView
from jury_app.ui.kit.labels import Label, Paragraph
from jury_app.ui.kit.surfaces import Card
from jury_app.ui.session import Session


class Distribution(Card):
    """How often the juror gave each level, a criterion a row; read while it is shown."""

    def __init__(self, session: Session, draft: DraftInHand) -> None:
        self._picture = PictureView()
        about = Paragraph(_("Only your own cards and drafts of this round."), "caption")
        super().__init__(Label(_("My own scores so far"), "heading"), about, self._picture)
        self._session = session
        self._draft = draft
        self._counts: Mapping[str, Mapping[int, int]] = {}
        draft.changed.connect(self._changed)
        session.changed.connect(self._wrote)
        self._draw()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was given so far."""
        super().showEvent(event)
        self._draw()
        self._read()

    def _changed(self, _path: str) -> None:
        if self.isVisible():
            self._draw()

    def _read(self) -> None:
        round_id = self._draft.round
        self._session.read(self, lambda seat: own.distribution(seat, round_id), self._came)

    def _wrote(self, changes: ChangeSet) -> None:
        if self.isVisible() and (changes.touches("drafts") or changes.touches("documents")):
            self._read()

    def _came(self, counts: Mapping[str, Mapping[int, int]]) -> None:
        self._counts = counts
        self._draw()

    def _draw(self) -> None:
        form = self._draft.form
        rows = [
            Counted(
                criterion=each.id,
                label=each.label,
                counts=self._counts.get(each.id, {}),
                here=units_of(self._draft.get(f"scores/{each.id}"), form.scale),
            )
            for each in form.criteria
        ]
        scale = form.scale
        self._picture.set_picture(histogram(rows, low=scale.low, high=scale.high, per=scale.per))
