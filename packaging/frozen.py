"""What every frozen build holds, whatever the system: shared by the recipes beside it."""

import sys
from pathlib import Path

from notices import notices
from PyInstaller.utils.hooks import collect_dynamic_libs, collect_submodules, copy_metadata

Files = list[tuple[str, str, str]]
"""PyInstaller's table of contents: (name in the folder, where it comes from, kind)."""

ROOT = Path(__file__).resolve().parent.parent
ENTRY = str(ROOT / "packaging" / "entry.py")
DATA = [
    (str(ROOT / "resources"), "jury_app/_resources"),
    (str(ROOT / "db"), "jury_app/_db"),
    *copy_metadata("pyrage"),  # the doctor tells its version
    *notices(),
]
BINARIES = collect_dynamic_libs("pymediainfo", search_patterns=["*.so*", "*.dylib", "*.dll"])
HIDDEN = [
    *collect_submodules("jury_app"),  # verbs and children are imported by name
    "alembic.ddl.sqlite",
    "logging.config",
    "sqlalchemy.dialects.sqlite",
    "sqlcipher3.dbapi2",
    "vlc",
]
EXCLUDED = [
    "IPython",
    "matplotlib",
    "mypy",
    "pandas",
    "psycopg",
    "pytest",
    "setuptools",
    "statsmodels",
    "tkinter",
]

_PLAYER = ("libvlc", "libstdc++", "libgcc_s")
_PYTHONS = (
    "libbz2",
    "libcrypt.",
    "libcrypto",
    "libexpat",
    "libffi",
    "liblzma",
    "libpython",
    "libreadline",
    "libsqlite3",
    "libssl",
    "libtinfo",
    "libuuid",
    "libz.",
)
_RARE = ("libxcb-", "libxkbcommon", "libgssapi_krb5", "libk5crypto", "libkrb5", "libcom_err")
_NEEDLESS = ("/Qt/translations/", "/egldeviceintegrations/", "/platformthemes/libqgtk3.so")
"""Of Qt: its own texts, which no widget here shows; screens without a desktop; GTK's look, which
brings all of the builder's GTK along."""


def icon(folder: str) -> str:
    """The program's icon as PNG, from which PyInstaller makes each system's own; its path.

    Args:
        folder: Where it is written.
    """
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    drawing = QSvgRenderer(str(ROOT / "resources" / "icons" / "jury-app.svg"))
    picture = QImage(1024, 1024, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    drawing.render(painter)
    painter.end()
    path = Path(folder) / "jury-app.png"
    picture.save(str(path))
    return str(path)


def our_binaries(binaries: Files) -> Files:
    """The libraries to ship: those of the wheels, and on Linux few of the builder's system.

    A process has one copy of a library. Were it the builder's, the system's player would be given
    it, which may be older than what its plugins need; so what a desktop with a player has anyway
    is left to it: the player itself, the C++ runtime, X11, GLib, fonts, D-Bus. Python's own modules
    bring what they need, and Qt what desktops often lack.
    """
    return [one for one in needed(binaries) if not _is_left_to_the_system(*one)]


def needed(files: Files) -> Files:
    """Files without those of Qt that nothing here uses."""
    return [one for one in files if not any(part in f"/{one[0]}" for part in _NEEDLESS)]


def _is_left_to_the_system(name: str, source: str, kind: str) -> bool:
    file = Path(name).name
    if file.startswith(_PLAYER):
        return True
    if sys.platform != "linux" or kind != "BINARY" or Path(source).is_relative_to(sys.prefix):
        return False
    return not file.startswith(_PYTHONS + _RARE)
