"""The settings: what this person likes on this machine; declared in tables, built in loops."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from jury_app.base.texts import N_, _, translate
from jury_app.ui.kit.buttons import Button, Option, Tick
from jury_app.ui.kit.fields import Combo
from jury_app.ui.kit.labels import Label
from jury_app.ui.kit.surfaces import Card, Centred, Scroll, Surface, column, row
from jury_app.ui.kit.theme import theme
from jury_app.ui.session import Session

_THEMES = {
    "system": N_("As the system"),
    "dark": N_("Dark"),
    "light": N_("Light"),
    "contrast": N_("High contrast"),
}
_SIZES = (90, 100, 110, 125, 150, 175, 200)
_LANGUAGES = {"": N_("As the system"), "en": "English", "zh-Hant": "繁體中文"}
_WIDTH = 200


class _Switch(NamedTuple):
    """A preference that is on or off."""

    name: str
    text: str
    explanation: str


_SWITCHES = (
    _Switch(
        "auto_sync",
        N_("Send and fetch by itself"),
        N_("What you sign goes to the festival within minutes, where there is a network."),
    ),
    _Switch(
        "pause_on_note",
        N_("Pause the film for a note"),
        N_("Enter ends the note and plays on."),
    ),
    _Switch(
        "reduced_motion",
        N_("Reduced motion"),
        N_("Nothing slides or moves by itself."),
    ),
)


class SettingsPage(QWidget):
    """The settings of this person on this machine; a choice is kept at once.

    Args:
        session: Whose preferences and keys.

    Signals:
        keys_wanted: All keys shall be shown, so that others can be chosen.
        offers_wanted: Passphrase, recovery sheet and words of this workspace shall be shown.
    """

    keys_wanted = Signal()
    offers_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = session.preferences
        self._keys = Button(_("Keys…"), icon="keyboard", hint=session.keys.hint("keys"))
        self._keys.clicked.connect(self.keys_wanted)
        look = Card(Label(_("Look"), "heading"), self._look(), gap=3)
        self._secure = Button(_("Passphrase and recovery sheet…"), icon="lock")
        self._secure.clicked.connect(self.offers_wanted)
        keys = row(self._keys, self._secure, None)
        work = Card(Label(_("Work"), "heading"), *self._switches(), keys, gap=3)
        lines = column(look, work, None, gap=4, margin=(6, 4))
        content = Surface("bare", lines)
        self.setLayout(column(Scroll(Centred(content, _WIDTH)), gap=0))
        self._preferences.changed.connect(self._changed)

    def _look(self) -> QGridLayout:
        preferences = self._preferences
        themes = [Option(key, translate(text)) for key, text in _THEMES.items()]
        self.theme = Combo(_("Theme"), themes, preferences.theme)
        self.theme.chosen.connect(lambda chosen: preferences.set(theme=chosen))
        sizes = sorted({*_SIZES, preferences.text})
        options = [Option(str(each), f"{each} %") for each in sizes]
        self.text = Combo(_("Text size"), options, str(preferences.text))
        self.text.chosen.connect(lambda chosen: preferences.set(text=int(chosen)))
        languages = [Option(key, translate(text)) for key, text in _LANGUAGES.items()]
        self.language = Combo(_("Language"), languages, preferences.language)
        self.language.chosen.connect(lambda chosen: preferences.set(language=chosen))
        named = (
            (_("Theme"), self.theme),
            (_("Text size"), self.text),
            (_("Language"), self.language),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().space(4))
        grid.setVerticalSpacing(theme().space(2))
        grid.setColumnStretch(2, 1)
        for line, (name, field) in enumerate(named):
            grid.addWidget(Label(name), line, 0)
            grid.addWidget(field, line, 1)
        return grid

    def _switches(self) -> list[QWidget]:
        self.ticks: dict[str, Tick] = {}
        for name, text, explanation in _SWITCHES:
            on = bool(getattr(self._preferences, name))
            tick = Tick(translate(text), translate(explanation), on=on)
            tick.ticked.connect(self._setter(name))
            self.ticks[name] = tick
        return list(self.ticks.values())

    def _setter(self, name: str) -> Callable[[bool], None]:
        return lambda on: self._preferences.set(**{name: on})

    def _changed(self, name: str) -> None:
        preferences = self._preferences
        if name == "theme":
            self.theme.set_value(preferences.theme)
        elif name == "text":
            size = str(preferences.text)
            if self.text.findData(size) < 0:
                self.text.addItem(f"{size} %", size)
            self.text.set_value(size)
        elif name in self.ticks:
            self.ticks[name].box.setChecked(bool(getattr(preferences, name)))
