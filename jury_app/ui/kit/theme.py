"""The theme: tokens of `resources/tokens/` become a palette and one stylesheet over Fusion.

Widgets say what they are by properties (`setProperty("kind", "primary")`); what that looks like is
said here alone. Colours have roles: those of pictures and those of windows, in one name space.
"""

import tomllib
from functools import cache
from typing import Any, Literal, get_args

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from jury_app.base import places
from jury_app.ui.kit.preferences import Preferences

Name = Literal["dark", "light", "contrast"]
Style = Literal["title", "heading", "body", "caption", "mono"]

_STEPS: dict[str, float] = {
    "title": 1.6,
    "heading": 1.2,
    "body": 1.0,
    "caption": 0.86,
    "mono": 0.95,
}
"""Sizes of text styles, as multiples of the user's font size."""


@cache
def colours(name: Name) -> dict[str, str]:
    """Role → `#rrggbb` of a theme."""
    tokens = tomllib.loads(places.resource("tokens", f"{name}.toml").read_text("utf-8"))
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

    Args:
        application: What is dressed.
        preferences: Which theme and which text size; a change there dresses it anew.

    Signals:
        changed: Colours or sizes are others; who paints by himself paints again.
    """

    changed = Signal()

    def __init__(self, application: QApplication, preferences: Preferences) -> None:
        super().__init__(application)
        self._application = application
        self._preferences = preferences
        self._points = application.font().pointSizeF()
        application.setStyle("Fusion")
        application.setProperty("theme", self)
        preferences.changed.connect(self._preference_changed)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._dress)
        self._dress()

    @property
    def name(self) -> Name:
        """Which of the shipped themes."""
        chosen = self._preferences.theme
        if chosen in get_args(Name):
            return chosen  # type: ignore[no-any-return]  # asked above
        light = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Light
        return "light" if light else "dark"

    @property
    def scale(self) -> float:
        """How much larger than at the system's font size everything is."""
        return float(self._preferences.text) / 100

    @property
    def moves(self) -> bool:
        """Whether things may move by themselves."""
        return not self._preferences.reduced_motion

    def colour(self, role: str) -> QColor:
        """The colour of a role.

        Raises:
            KeyError: There is no such role: a bug.
        """
        return QColor(colours(self.name)[role])

    def points(self, style: Style) -> float:
        """Size of a text style, in points."""
        return self._points * self.scale * _STEPS[style]

    def font(self, style: Style = "body", *, bold: bool = False) -> QFont:
        """The font of a text style."""
        font = QFont(self._application.font())
        font.setPointSizeF(self.points(style))
        font.setBold(bold or style == "title")
        return font

    def space(self, steps: float = 1) -> int:
        """`steps` × 4 pixels at 100 %, growing with the text."""
        return round(4 * steps * self.scale)

    def _preference_changed(self, name: str) -> None:
        if name in {"theme", "text", "reduced_motion"}:
            self._dress()

    def _dress(self) -> None:
        font = QFont(self._application.font())
        font.setPointSizeF(self.points("body"))
        self._application.setFont(font)
        self._application.setPalette(self._palette())
        self._application.setStyleSheet(stylesheet(self))
        self.changed.emit()

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


def theme() -> Theme:
    """The theme in force."""
    application = QApplication.instance()
    found = application.property("theme") if application is not None else None
    assert isinstance(found, Theme)  # noqa: S101  made before the first widget
    return found


def stylesheet(theme: Theme) -> str:
    """The one stylesheet of the program."""
    values: dict[str, object] = {f"{k}": v for k, v in colours(theme.name).items()}
    values |= {f"{style}_pt": f"{theme.points(style):.1f}pt" for style in get_args(Style)}
    values |= {f"s{n}": f"{theme.space(n)}px" for n in (1, 2, 3, 4, 6)}
    return _SHEET.format_map(values)


_SHEET = """
QToolTip {{ background: {raised}; color: {text}; border: 1px solid {border}; padding: {s1}; }}
[surface="panel"] {{ background: {panel}; }}
[surface="raised"] {{ background: {raised}; border-radius: {s2}; }}
[surface="film"] {{ background: {film}; }}
QLabel[text="title"] {{ font-size: {title_pt}; font-weight: 600; }}
QLabel[text="heading"] {{ font-size: {heading_pt}; font-weight: 600; }}
QLabel[text="caption"] {{ font-size: {caption_pt}; color: {muted}; }}
QLabel[tone="muted"] {{ color: {muted}; }}
QLabel[tone="good"] {{ color: {good}; }}
QLabel[tone="warning"] {{ color: {warning}; }}
QLabel[tone="bad"] {{ color: {bad}; }}
QPushButton {{ background: {raised}; color: {text}; border: 1px solid {border};
  border-radius: {s2}; padding: {s2} {s4}; }}
QPushButton:hover {{ background: {hover}; }}
QPushButton:focus {{ border: 2px solid {focus}; }}
QPushButton:disabled {{ color: {disabled}; border-color: {grid}; }}
QPushButton[kind="primary"] {{ background: {accent}; color: {on_accent}; border-color: {accent};
  font-weight: 600; }}
QPushButton[kind="quiet"] {{ background: transparent; border-color: transparent; }}
QLineEdit, QPlainTextEdit {{ background: {field}; color: {text}; border: 1px solid {border};
  border-radius: {s2}; padding: {s2}; selection-background-color: {accent};
  selection-color: {on_accent}; }}
QLineEdit:focus, QPlainTextEdit:focus {{ border: 2px solid {focus}; }}
"""
