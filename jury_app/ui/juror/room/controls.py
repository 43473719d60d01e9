"""The controls under the film: its timeline and transport, and the ways out of the room.

They slide away when nobody stirs, so that the film has all there is, and come back over its lower
edge, opaque, when somebody does: the film itself never jumps.
"""

from PySide6.QtCore import Qt, QVariantAnimation, Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from jury_app.base.texts import _
from jury_app.desks.juror.items import ShownItem
from jury_app.ui.juror.room.stage import Stage
from jury_app.ui.kit.buttons import IconButton
from jury_app.ui.kit.keys import Keymap
from jury_app.ui.kit.surfaces import Surface, column
from jury_app.ui.kit.theme import theme
from jury_app.ui.player.player import Player
from jury_app.ui.player.timeline import Timeline
from jury_app.ui.player.transport import Transport

SLIDE = 140
"""How long sliding takes, in milliseconds."""


class Controls(Surface):
    """Timeline, transport, and the room's own buttons.

    Args:
        player: What they work on.
        keys: Names the keys in tooltips.

    Signals:
        left: Back to the queue.
        noted: A note at this moment.
        flagged: An ethics flag at this moment.
        panel_asked: The panel, in or out.
        full_screen_asked: The whole screen, or back.
        arranged: They take another height.
    """

    left = Signal()
    noted = Signal()
    flagged = Signal()
    panel_asked = Signal()
    full_screen_asked = Signal()
    arranged = Signal()

    def __init__(self, player: Player, keys: Keymap, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent=parent)
        # Over the film only a native window of its own is seen.
        self.setAttribute(Qt.WidgetAttribute.WA_DontCreateNativeAncestors)
        self.setAttribute(Qt.WidgetAttribute.WA_NativeWindow)
        self.timeline = Timeline()
        self.transport = Transport(player, keys)
        self.transport.full_screen_asked.connect(self.full_screen_asked)
        self.timeline.sought.connect(player.seek)
        player.moved.connect(self.timeline.set_position)
        player.length.connect(self.timeline.set_length)
        player.seen_changed.connect(self.timeline.set_seen)
        self._own = (
            self._button("back", _("Back to the queue"), keys.shown("back"), self.left),
            self._button("note", _("Note at this moment"), keys.shown("note"), self.noted),
            self._button("flag", _("Ethics flag here"), keys.shown("ethics"), self.flagged),
            self._button("panel", _("Panel"), keys.shown("panel"), self.panel_asked),
        )
        self._is_two: bool | None = None
        self._rows = QGridLayout()
        self._rows.setColumnStretch(1, 1)
        self.setLayout(column(self.timeline, self._rows, gap=1, margin=(3, 1)))
        for button in (*self.transport.findChildren(IconButton), *self._own):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves Space to the film
        self.arrange(1 << 14)

    def arrange(self, width: int) -> None:
        """Stand in one row, or where that is too wide in two."""
        own = sum(button.sizeHint().width() + theme().space(2) for button in self._own)
        two = width < own + self.transport.sizeHint().width() + theme().space(8)
        if two == self._is_two:
            return  # while the panel slides, that is so at each step
        self._is_two = two
        for widget in (self.transport, *self._own):
            self._rows.removeWidget(widget)
        if two:
            self._rows.addWidget(self.transport, 0, 0, 1, 5)
        else:
            self._rows.addWidget(self.transport, 0, 1)
        for at, button in zip((0, 2, 3, 4), self._own, strict=True):
            self._rows.addWidget(button, int(two), at)

    def begin(self, item: ShownItem | None) -> None:
        """Show another item; one that is not played here (None, or not found) has no player."""
        plays = item is not None and bool(item.path)
        self.timeline.setVisible(plays)
        self.transport.setVisible(plays)
        self.arranged.emit()
        self.timeline.set_stills(None)
        self.timeline.set_length(item.length if item else 0)
        self.timeline.set_seen(item.seen if item else ())

    @staticmethod
    def _button(icon: str, name: str, key: str, told: SignalInstance) -> IconButton:
        button = IconButton(icon, name, key=key)
        button.clicked.connect(told)
        return button


class Theatre(QWidget):
    """The stage with its controls.

    Args:
        stage: The film's place.
        controls: What slides in below it.
    """

    def __init__(self, stage: Stage, controls: Controls, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self._controls = controls
        self._out = self._wanted = 0.0
        stage.setParent(self)
        controls.setParent(self)
        self._slide = QVariantAnimation(self)
        self._slide.setDuration(SLIDE)
        self._slide.valueChanged.connect(self._slid)
        theme().changed.connect(self._lay_out)
        controls.arranged.connect(self._lay_out)

    @property
    def is_shown(self) -> bool:
        """Whether the controls are there, or on their way."""
        return self._wanted == 0.0

    def show_controls(self, *, shown: bool, at_once: bool = False) -> None:
        """Let the controls slide in, or away."""
        wanted = 0.0 if shown else 1.0
        if wanted == self._wanted and not at_once:
            return
        self._slide.stop()
        self._wanted = wanted
        if at_once or not theme().moves or not self.isVisible():
            self._slid(wanted)
            return
        self._slide.setStartValue(self._out)
        self._slide.setEndValue(wanted)
        self._slide.start()

    @property
    def hands(self) -> tuple[QWidget, ...]:
        """Where a mouse that moves is a hand that stirs."""
        return self._stage, self._stage.film, self._controls, self._controls.timeline

    def is_in_use(self, focus: QWidget | None) -> bool:
        """Whether a hand or the focus rests on the controls, or a trouble is told."""
        focused = focus is not None and self._controls.isAncestorOf(focus)
        return focused or self._controls.underMouse() or self._stage.trouble is not None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stage and controls take what there is."""
        super().resizeEvent(event)
        self._lay_out()

    def _slid(self, out: float) -> None:
        """Be so far out of sight, 0 to 1."""
        self._out = out
        self._controls.setVisible(out < 1.0)
        self._place()

    def _lay_out(self) -> None:
        self._controls.arrange(self.width())
        self._stage.setGeometry(self.rect())
        self._stage.set_margin(self._height())
        self._place()

    def _place(self) -> None:
        height = self._height()
        top = self.height() - height + round(self._out * height)
        self._controls.setGeometry(0, top, self.width(), height)
        self._controls.raise_()
        # Qt leaves the last of its siblings alone, though the film's window may be a younger one.
        window = self._controls.windowHandle()
        if window is not None:
            window.raise_()

    def _height(self) -> int:
        return self._controls.sizeHint().height()
