"""Preferences: how this person likes their windows, on this machine; nothing of the festival.

A file that cannot be read is as good as none: preferences are no work of anybody.
"""

from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct
from PySide6.QtCore import QObject, Signal

LIMIT = 1 << 20
"""The largest file that is read, in bytes."""

ThemeName = Literal["system", "dark", "light", "contrast"]


class Choices(Struct, frozen=True):
    """All preferences.

    Attributes:
        theme: The theme; `system` follows the system's.
        text: Text size in percent of the system's font.
        language: Language of the program; empty follows the system.
        reduced_motion: Whether nothing moves by itself.
        pause_on_note: Whether a note pauses the film.
        auto_sync: Whether the mailbox is visited without being asked.
        volume: Of films, in percent.
        muted: Whether films are silent.
        panel_width: Of the panel beside the film, in pixels at 100 %.
        panel_open: Whether it is open.
        keys: Command → keys, where somebody chose others.
        last: Workspace → where its window was left.
        filters: Workspace → how its films are filtered and ordered.
        workspace: The workspace that was open last.
        geometry: Where the window stood, as Qt writes it, in base64.
    """

    theme: ThemeName = "system"
    text: Annotated[int, Meta(ge=90, le=200)] = 100
    language: str = ""
    reduced_motion: bool = False
    pause_on_note: bool = True
    auto_sync: bool = False
    volume: Annotated[int, Meta(ge=0, le=100)] = 80
    muted: bool = False
    panel_width: Annotated[int, Meta(ge=280, le=1200)] = 460
    panel_open: bool = True
    keys: dict[str, tuple[str, ...]] = {}
    last: dict[str, dict[str, str]] = {}
    filters: dict[str, dict[str, str]] = {}
    workspace: str = ""
    geometry: str = ""


class Preferences(QObject):
    """The preferences in use; every change is kept at once.

    Args:
        file: Where they are kept; None: nowhere (tests).

    Signals:
        changed: The name of the one that changed.
        failed: They could not be kept; the system's word for why.
    """

    changed = Signal(str)
    failed = Signal(str)

    def __init__(self, file: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = file
        self._choices = _read(file) if file is not None else Choices()

    @property
    def choices(self) -> Choices:
        """All of them."""
        return self._choices

    def set(self, **values: Any) -> None:  # noqa: ANN401  checked against the fields' types
        """Choose.

        Raises:
            msgspec.ValidationError: A value is not one of its preference: a bug of the asker.
        """
        before = self._choices
        wanted = {**msgspec.to_builtins(before), **values}
        self._choices = msgspec.convert(wanted, Choices)
        different = [name for name in values if getattr(before, name) != getattr(self, name)]
        if different:
            self._keep()
        for name in different:
            self.changed.emit(name)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  a field of Choices
        if name in Choices.__struct_fields__:
            return getattr(self._choices, name)
        raise AttributeError(name)

    def _keep(self) -> None:
        if self._file is None:
            return
        from PySide6.QtCore import QIODevice, QSaveFile

        file = QSaveFile(str(self._file))
        content = msgspec.json.format(msgspec.json.encode(self._choices))
        if not (
            file.open(QIODevice.OpenModeFlag.WriteOnly) and file.write(content) and file.commit()
        ):
            self.failed.emit(file.errorString())


def _read(file: Path) -> Choices:
    try:
        if file.stat().st_size > LIMIT:
            return Choices()
        return msgspec.json.decode(file.read_bytes(), type=Choices)
    except (OSError, msgspec.DecodeError):
        return Choices()
