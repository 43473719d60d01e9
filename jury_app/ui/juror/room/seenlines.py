"""The lines of what was seen, which are changed and not made anew: the focus stays where it is."""

from collections.abc import Callable, Hashable, Mapping
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QWidget

from jury_app.base.texts import _, plain, series
from jury_app.ui.juror.moments import in_zones, moment
from jury_app.ui.juror.room.viewings import Row
from jury_app.ui.kit.buttons import Button
from jury_app.ui.kit.labels import Label, Paragraph, Progress
from jury_app.ui.kit.surfaces import Card, Surface, column, row

if TYPE_CHECKING:
    from jury_app.desks.chair.sessions import Minuted

Shown = TypeVar("Shown", bound=QWidget)


class Lines(QWidget):
    """A column of widgets, each of which stays for as long as it is wanted.

    Args:
        gap: Between them, in steps of the theme's space.
    """

    def __init__(self, gap: float) -> None:
        super().__init__()
        self._shown: dict[Hashable, QWidget] = {}
        self._column = column(gap=gap)
        self.setLayout(self._column)
        self.hide()

    def set_lines(self, wanted: Mapping[Hashable, Callable[[], QWidget]]) -> None:
        """Show widgets in this order; one whose key is known already is not made again."""
        for key in [each for each in self._shown if each not in wanted]:
            gone = self._shown.pop(key)
            gone.hide()
            self._column.removeWidget(gone)
            gone.deleteLater()
        for at, (key, make) in enumerate(wanted.items()):
            if key not in self._shown:
                self._shown[key] = make()
            if self._column.indexOf(self._shown[key]) != at:
                self._column.removeWidget(self._shown[key])
                self._column.insertWidget(at, self._shown[key])
        self.setVisible(bool(wanted))

    def all(self, kind: type[Shown]) -> list[Shown]:
        """The widgets of a kind that are shown, from the top."""
        ordered = sorted(self._shown.values(), key=self._column.indexOf)
        return [each for each in ordered if isinstance(each, kind)]


class ViewingCard(Card):
    """One viewing, as the chair will read it.

    Args:
        can_be_changed: Whether it can be taken away, and a session ended.
    """

    def __init__(self, *, can_be_changed: bool) -> None:
        self._title, self._seen = Label("", "strong"), Label("")
        self._detail = Paragraph("", "caption")
        self._bar = Progress("", role="seen")
        words = column(row(self._title, None, self._seen), self._detail, gap=1)
        self.remove = Button(_("Remove"), "quiet")
        self.end = Button(_("End this session…"), "primary")
        self._buttons = Surface("bare", row(None, self.remove, self.end))
        self._buttons.setVisible(can_be_changed)
        super().__init__(words, self._bar, self._buttons, margin=3)

    @property
    def acts(self) -> tuple[Button, ...]:
        """What can be done about it: to take it away, to end it; often nothing."""
        return () if self._buttons.isHidden() else (self.remove, self.end)

    def show_row(self, shown: Row) -> None:
        """Say what was seen by now."""
        self._title.setText(shown.title)
        self._seen.setText(shown.seen)
        self._detail.setText(shown.detail)
        self._detail.setVisible(bool(shown.detail))
        self._bar.setAccessibleName(shown.title)
        self._bar.set_value(shown.share / 1000)
        self.end.setVisible(bool(shown.began))


def defense(held: "Minuted") -> QWidget:
    """A live defense: when, where, who was there, what was asked."""
    card = Card(Label(_("The live defense"), "strong"), margin=3)
    when = in_zones(moment(held.at), held.zone)
    where = " · ".join(filter(None, (when, plain(held.room))))
    card.column.add(Paragraph(where, "caption"))
    if held.present:
        names = series(map(plain, held.present))
        card.column.add(Paragraph(_("Present: {names}").format(names=names), "caption"))
    for question in held.questions:
        card.column.add(Paragraph(plain(question), selectable=True))
    return card
