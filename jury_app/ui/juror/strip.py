"""The strip on top of the window: where one is, whether all is saved, what was sent."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from jury_app.base.texts import _
from jury_app.ui.juror.handing import Handing
from jury_app.ui.juror.saved import Saved
from jury_app.ui.kit.buttons import Button, IconButton
from jury_app.ui.kit.floating import drop_below
from jury_app.ui.kit.keys import Keymap
from jury_app.ui.kit.labels import Elided, set_tip
from jury_app.ui.kit.surfaces import Surface, row
from jury_app.ui.session import Session


class Strip(Surface):
    """What holds for every page.

    Args:
        session: Whether everything is saved.
        handing: What is sent, waits and was received.

    Signals:
        back_wanted: To the page before.
        sync_wanted: What is signed shall be sent now.
        export_wanted: It shall be written into a file.
        take_in_wanted: A file from the office shall be read.
        settings_wanted: The settings.
        offers_wanted: What opens the keys of this workspace.
        keys_wanted: All keys.
    """

    back_wanted = Signal()
    sync_wanted = Signal()
    export_wanted = Signal()
    take_in_wanted = Signal()
    settings_wanted = Signal()
    offers_wanted = Signal()
    keys_wanted = Signal()

    def __init__(self, session: Session, handing: Handing, parent: QWidget | None = None) -> None:
        super().__init__("bar", parent=parent)
        self._handing = handing
        self._back = IconButton("back", _("Back"), key=session.keys.shown("back"))
        self._title = Elided("", "strong")
        self.saved = Saved(session)
        self.sync = Button("", "quiet", icon="sync", hint=session.keys.hint("sync"))
        self.stop = IconButton("close", _("Stop sending and fetching"), steps=4)
        self.stop.clicked.connect(handing.stop)
        self._more = IconButton("more", _("More"))
        self._back.clicked.connect(self.back_wanted)
        self.sync.clicked.connect(self.sync_wanted)
        self._more.clicked.connect(lambda: self._menu(session.keys))
        line = row(self._back, gap=2, margin=(6, 0.5)).add(self._title, stretch=1)
        self.setLayout(line.add(self.saved, self.sync, self.stop, self._more))
        handing.changed.connect(self._refresh)
        self._refresh()

    def show_page(self, title: str, *, has_back: bool) -> None:
        """Say where one is; and whether there is a page before."""
        self._title.setText(title)
        self._back.setVisible(has_back)

    def _refresh(self) -> None:
        words = self._handing.words() or _("Send and fetch")
        self.sync.set_text(words)
        self.sync.setEnabled(not self._handing.is_visiting)
        self.stop.setVisible(self._handing.can_stop)
        set_tip(self.sync, self._handing.more_words())

    def _menu(self, keys: Keymap) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for command, signal in (
            ("sync", self.sync_wanted),
            ("export", self.export_wanted),
            ("take_in", self.take_in_wanted),
            ("settings", self.settings_wanted),
            ("keys", self.keys_wanted),
        ):
            menu.addAction(keys.hint(command), signal.emit)
        menu.addAction(_("Passphrase, recovery sheet and six words…"), self.offers_wanted.emit)
        drop_below(menu, self._more)
