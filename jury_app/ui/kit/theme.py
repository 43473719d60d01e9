"""The theme: tokens of `resources/tokens/` become a palette and one stylesheet over Fusion.

Widgets say what they are by properties (`setProperty("kind", "primary")`); what that looks like is
said in `resources/tokens/window.qss` alone. Colours have roles: those of pictures and those of
windows, in one name space. Lengths are steps of 4 px (surfaces keep to the 8 px grid: two steps)
that grow with the text.

    theme().colour("accent")   theme().points("caption")   theme().space(2)   theme().font("title")

A widget that paints by itself connects `theme().changed` to its `update`.
"""

import json
from functools import cache
from string import Template
from typing import Any, Final, Literal, get_args

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import (
    QAccessibilityHints,
    QColor,
    QFont,
    QFontInfo,
    QGuiApplication,
    QPalette,
    QStyleHints,
)
from PySide6.QtWidgets import QApplication, QWidget

from jury_app.base import places
from jury_app.ui.kit.preferences import Preferences

Name = Literal["dark", "light", "contrast"]
Style = Literal["title", "heading", "body", "strong", "caption", "mono", "number", "key"]

_SIZES: Final[dict[Style, float]] = {
    "title": 1.6,
    "heading": 1.2,
    "body": 1.0,
    "strong": 1.0,
    "caption": 0.88,
    "mono": 0.95,
    "number": 2.0,
    "key": 0.88,
}
"""Sizes of text styles, as multiples of the user's font size."""
_SMALLEST: Final = 10.0
"""Points below which the system's font size is not taken for body text."""
_ROUND: Final = {1: 1.0, 2: 2.0, 3: 2.5}
"""Radii of corners in steps: of small things, of controls, of cards."""
STYLE: Final = ("-style", "Fusion")
"""What `QApplication` is given, so that it draws alike everywhere. To set the style later would
make PySide learn all of `QStyle`, which takes a twentieth of a bare window's time."""
STEP: Final = 4
"""Pixels of one step of space at 100 %."""


@cache
def colours(name: Name) -> dict[str, str]:
    """Role → `#rrggbb` of a theme.

    Its tokens are some base colours, and colours made of others: `{"of": role}` with a change,
    `"lighter"` or `"darker"` by percent, or `"mix"` with so many percent of another role. They are
    JSON because a window reads that anyway; for TOML the first picture waited longer than for all
    icons.
    """
    tokens = json.loads(places.resource("tokens", f"{name}.json").read_bytes())
    found: dict[str, str] = dict(tokens["base"])
    derived: dict[str, Any] = tokens["colours"]
    for role, value in derived.items():
        found[role] = value if isinstance(value, str) else _changed(found, value)
    return found


def _changed(found: dict[str, str], change: dict[str, Any]) -> str:
    colour = QColor(found[change["of"]])
    if "lighter" in change:
        colour = colour.lighter(change["lighter"])
    if "darker" in change:
        colour = colour.darker(change["darker"])
    if "mix" in change:
        other, percent = change["mix"]
        colour = _mixed(colour, QColor(found[other]), percent)
    return colour.name()


def _mixed(colour: QColor, other: QColor, percent: int) -> QColor:
    pairs = (
        (colour.red(), other.red()),
        (colour.green(), other.green()),
        (colour.blue(), other.blue()),
    )
    return QColor(*(round(a + (b - a) * percent / 100) for a, b in pairs))


class Theme(QObject):
    """The look in force.

    The stylesheet is given to each window, not to the application: Qt would dress every widget
    again with each layout that takes it in, and at a change once for each widget around it.

    Args:
        application: What is dressed; made with `STYLE`.
        preferences: Which theme and which text size; a change there dresses it anew.

    Attributes:
        name: Which of the shipped themes.
        scale: How much larger than at the system's font size everything is.

    Signals:
        changed: Colours or sizes are others; who paints by himself paints again.
    """

    changed = Signal()

    def __init__(self, application: QApplication, preferences: Preferences) -> None:
        super().__init__(application)
        self._application = application
        self._preferences = preferences
        self._system = QFont(application.font())
        points = self._system.pointSizeF()  # not positive where it is given in pixels
        self._points = max(
            points if points > 0 else QFontInfo(self._system).pointSizeF(), _SMALLEST
        )
        application.setProperty("theme", self)
        preferences.changed.connect(self._preference_changed)
        self._read()
        hints, wishes = _hints()
        hints.colorSchemeChanged.connect(self._dress)
        wishes.contrastPreferenceChanged.connect(self._dress)
        self._dress()

    def _read(self) -> None:
        """Keep what is asked for thousands of times in each painting."""
        self.name: Name = self._chosen()
        self.scale = float(self._preferences.text) / 100
        self._colours = {role: QColor(value) for role, value in colours(self.name).items()}
        self._fonts: dict[tuple[Style, bool], QFont] = {}

    def _chosen(self) -> Name:
        chosen = self._preferences.theme
        if chosen in get_args(Name):
            return chosen  # type: ignore[no-any-return]  # asked above
        if wants_contrast():
            return "contrast"
        light = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Light
        return "light" if light else "dark"

    @property
    def moves(self) -> bool:
        """Whether things may move by themselves: neither this person nor the system says no."""
        return not self._preferences.reduced_motion and not wants_stillness()

    def duration(self, milliseconds: int) -> int:
        """How long a movement takes: 0 where motion is reduced."""
        return milliseconds if self.moves else 0

    def colour(self, role: str) -> QColor:
        """The colour of a role.

        Raises:
            KeyError: There is no such role: a bug.
        """
        return QColor(self._colours[role])

    def points(self, style: Style) -> float:
        """Size of a text style, in points."""
        return self._points * self.scale * _SIZES[style]

    def font(self, style: Style = "body", *, bold: bool = False) -> QFont:
        """The font of a text style; `fonts` says what stands behind it."""
        known = self._fonts.get((style, bold))
        if known is None:
            known = self._fonts[style, bold] = self._made_font(style, bold=bold)
        return QFont(known)

    def _made_font(self, style: Style, *, bold: bool) -> QFont:
        font = QFont(self._system)
        font.setPointSizeF(self.points(style))
        if bold or style in {"title", "heading", "strong", "number"}:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def space(self, steps: float = 1) -> int:
        """`steps` × 4 pixels at 100 %, growing with the text."""
        return round(STEP * steps * self.scale)

    def _preference_changed(self, name: str) -> None:
        if name in {"theme", "text"}:
            self._dress()
        elif name == "reduced_motion":
            self.changed.emit()

    def _dress(self) -> None:
        self._read()
        self._application.setFont(self.font())
        self._application.setPalette(self._palette())
        self._sheet = stylesheet(self)
        for window in QApplication.topLevelWidgets():
            if window.styleSheet():
                self.dress(window)
        self.changed.emit()

    def dress(self, window: QWidget) -> None:
        """Give a window its look, now and at every change; what has a parent looks as that does."""
        window.setStyleSheet(self._sheet)

    def _palette(self) -> QPalette:
        palette = QPalette()
        role = QPalette.ColorRole
        for which, token in (
            (role.Window, "window"),
            (role.WindowText, "text"),
            (role.Base, "field"),
            (role.AlternateBase, "raised"),
            (role.Text, "text"),
            (role.PlaceholderText, "muted"),
            (role.Button, "raised"),
            (role.ButtonText, "text"),
            (role.Highlight, "accent"),
            (role.HighlightedText, "on_accent"),
            (role.ToolTipBase, "raised"),
            (role.ToolTipText, "text"),
            (role.Link, "accent"),
        ):
            palette.setColor(which, self.colour(token))
        disabled = self.colour("disabled")
        for which in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, which, disabled)
        return palette


@cache
def _hints() -> tuple[QStyleHints, QAccessibilityHints]:
    """What the system says of itself; kept, because the second dies with Python's first."""
    hints = QGuiApplication.styleHints()
    return hints, hints.accessibility()


def wants_contrast() -> bool:
    """Whether the system asks for high contrast."""
    return _hints()[1].contrastPreference() == Qt.ContrastPreference.HighContrast


def wants_stillness() -> bool:
    """Whether the system asks for reduced motion; Qt before 6.12 does not know."""
    return getattr(_hints()[1].property("motionPreference"), "name", "") == "ReducedMotion"


def theme() -> Theme:
    """The theme in force."""
    application = QApplication.instance()
    found = application.property("theme") if application is not None else None
    assert isinstance(found, Theme)  # noqa: S101  made before the first widget
    return found


@cache
def _sheet() -> Template:
    return Template(places.resource("tokens", "window.qss").read_text("utf-8"))


def stylesheet(theme: Theme) -> str:
    """The one stylesheet of the program."""
    values: dict[str, object] = dict(colours(theme.name))
    values |= {f"{style}_pt": f"{theme.points(style):.1f}pt" for style in _SIZES}
    values |= {f"s{n}": f"{theme.space(n)}px" for n in (1, 2, 3, 4, 5, 6)}
    values |= {f"r{n}": f"{theme.space(steps)}px" for n, steps in _ROUND.items()}
    # Half of what is drawn round: a larger radius than half would be drawn square.
    values |= {"tick_round": f"{theme.space(4) // 2 + 1}px", "half3": f"{theme.space(3) // 2}px"}
    return _sheet().substitute(values)
