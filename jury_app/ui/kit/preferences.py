"""Preferences: how this person likes their windows, on this machine; nothing of the festival.

A file that cannot be read is as good as none: preferences are no work of anybody.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, get_args

from PySide6.QtCore import QObject, Signal

from jury_app.ui.kit.jobs import no_secret_errors

if TYPE_CHECKING:  # imported with the first change: a first picture needs none
    from concurrent.futures import ThreadPoolExecutor

LIMIT = 1 << 20
"""The largest file that is read, in bytes."""

ThemeName = Literal["system", "dark", "light", "contrast"]


class Choices(NamedTuple):
    """All preferences.

    Attributes:
        theme: The theme; `system` follows the system's.
        text: Text size in percent of the system's font, 90–200.
        language: Language of the program; empty follows the system.
        reduced_motion: Whether nothing moves by itself.
        pause_on_note: Whether a note pauses the film.
        auto_sync: Whether the mailbox is visited without being asked.
        volume: Of films, in percent, 0–100.
        muted: Whether films are silent.
        panel_width: Of the panel beside the film, in pixels at 100 %, 280–1200.
        panel_open: Whether it is open.
        keys: Command → keys, where somebody chose others.
        last: Workspace → where its window was left.
        filters: Workspace → how its films are filtered and ordered.
        clock: What the festival's clocks show at its deadline, as it was told last.
        workspace: The workspace that was open last.
        geometry: Where the window stood, as Qt writes it, in base64.
        panel_apart: Where the panel's own window stood, likewise; empty: it was beside the film.
    """

    theme: ThemeName = "system"
    text: int = 100
    language: str = ""
    reduced_motion: bool = False
    pause_on_note: bool = True
    auto_sync: bool = False
    volume: int = 80
    muted: bool = False
    panel_width: int = 460
    panel_open: bool = True
    keys: Mapping[str, tuple[str, ...]] = {}
    last: Mapping[str, Mapping[str, str]] = {}
    filters: Mapping[str, Mapping[str, str]] = {}
    clock: Mapping[str, str] = {}
    workspace: str = ""
    geometry: str = ""
    panel_apart: str = ""


def _between(least: int, most: int) -> Callable[[object], bool]:
    return lambda value: type(value) is int and least <= value <= most


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_switch(value: object) -> bool:
    return isinstance(value, bool)


def _maps_to(takes: Callable[[object], bool]) -> Callable[[object], bool]:
    """Whether a value maps texts to what `takes` accepts."""
    return lambda value: (
        isinstance(value, dict)
        and all(_is_text(key) and takes(each) for key, each in value.items())
    )


def _are_texts(value: object) -> bool:
    return isinstance(value, tuple) and all(map(_is_text, value))


_TAKES: Final[Mapping[str, Callable[[object], bool]]] = {
    "theme": lambda value: value in get_args(ThemeName),
    "text": _between(90, 200),
    "language": _is_text,
    "reduced_motion": _is_switch,
    "pause_on_note": _is_switch,
    "auto_sync": _is_switch,
    "volume": _between(0, 100),
    "muted": _is_switch,
    "panel_width": _between(280, 1200),
    "panel_open": _is_switch,
    "keys": _maps_to(_are_texts),
    "last": _maps_to(_maps_to(_is_text)),
    "filters": _maps_to(_maps_to(_is_text)),
    "clock": _maps_to(_is_text),
    "workspace": _is_text,
    "geometry": _is_text,
    "panel_apart": _is_text,
}
"""Which values each preference takes. Not msgspec's to say: the first picture needs preferences,
and importing msgspec would delay it by more than its painting takes."""


class Preferences(QObject):
    """The preferences in use; every change is kept behind it: no key waits for a disk.

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
        self._writer: ThreadPoolExecutor | None = None

    @property
    def choices(self) -> Choices:
        """All of them."""
        return self._choices

    def set(self, **values: Any) -> None:  # noqa: ANN401  checked against the fields' types
        """Choose.

        Raises:
            ValueError: A value is not one of its preference: a bug of the asker.
        """
        before = self._choices
        wrong = [name for name, value in values.items() if not _TAKES[name](value)]
        if wrong:
            raise ValueError(wrong)
        self._choices = before._replace(**values)
        different = [name for name in values if getattr(before, name) != getattr(self, name)]
        if different:
            self._keep()
        for name in different:
            self.changed.emit(name)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  a field of Choices
        if name in Choices._fields:
            return getattr(self._choices, name)
        raise AttributeError(name)

    def close(self) -> None:
        """Wait until all is kept."""
        if self._writer is not None:
            self._writer.shutdown()
            self._writer = None

    def _keep(self) -> None:
        if self._file is None:
            return
        if self._writer is None:  # a first picture needs no thread
            from concurrent.futures import ThreadPoolExecutor

            self._writer = ThreadPoolExecutor(1, thread_name_prefix="jury-app-preferences")
        writing = self._writer.submit(self._write, self._file, self._choices)
        writing.add_done_callback(no_secret_errors)

    def _write(self, file: Path, choices: Choices) -> None:
        """Write them, on the writer's thread, unless newer ones wait to be written."""
        if choices is not self._choices:
            return
        from jury_app.base.errors import Problem
        from jury_app.base.files import write_durably

        # In ASCII: what is no UTF-8 in the name of a folder has no other writing.
        content = json.dumps(choices._asdict(), indent=2).encode()
        try:
            write_durably(file, content)
        except Problem as problem:
            self.failed.emit(_why(problem))


def _why(problem: Exception) -> str:
    """The system's word for what went wrong."""
    cause = problem.__cause__
    return (cause.strerror if isinstance(cause, OSError) else None) or str(problem)


def _read(file: Path) -> Choices:
    try:
        if file.stat().st_size > LIMIT:
            return Choices()
        kept = json.loads(file.read_bytes())
        kept["keys"] = {command: tuple(each) for command, each in kept.get("keys", {}).items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return Choices()
    return Choices(**{name: kept[name] for name, takes in _TAKES.items() if takes(kept.get(name))})
