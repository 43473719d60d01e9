"""What this machine has and lacks for Jury App, and what to do about each."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec

from jury_app.base import places
from jury_app.base.display import display
from jury_app.base.errors import Problem
from jury_app.base.files import told
from jury_app.base.texts import _, plain, series
from jury_app.screening import libvlc

SQLITE_SOUND = (3, 51, 3)
"""The first SQLite that cannot corrupt a WAL database with two connections."""
DISK_WANTED = 2 << 30
"""Free bytes below which an edition's workspace and backups may run short."""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was looked at.

    Attributes:
        name: A code for programs, e.g. `libvlc`.
        title: What it is, in the language in use.
        ok: Whether it is as it should be.
        needed: Whether nothing works without it; otherwise only what `advice` names does not.
        found: What is there: a version, a path, a size; plain text.
        advice: What to do about it; empty if it is as it should be.
    """

    name: str
    title: str
    ok: bool
    needed: bool
    found: str
    advice: str = ""


def examine() -> list[Finding]:
    """Look at everything; nothing is changed but empty folders made where they belong."""
    return [
        _python(),
        _sqlite(),
        _sealing(),
        _resources(),
        _fonts(),
        _zones(),
        _media_facts(),
        _libvlc(),
        _keychain(),
        _display(),
        _place("workspaces", _("Workspaces"), places.workspaces, needed=True),
        _place("settings", _("Settings"), places.settings),
        _place("logs", _("Logs"), places.logs),
        _place("caches", _("Caches"), places.caches),
        _disk(),
    ]


def _finding(
    name: str, title: str, found: str, advice: str, *, ok: bool, needed: bool = False
) -> Finding:
    return Finding(
        name=name,
        title=title,
        ok=ok,
        needed=needed,
        found=plain(found),
        advice="" if ok else advice,
    )


def _python() -> Finding:
    bits = 64 if sys.maxsize > 2**32 else 32
    version = ".".join(map(str, sys.version_info[:3]))
    return _finding(
        "python",
        _("Python"),
        f"{version} ({bits} bit)",
        _("Install 64-bit Python 3.11 or newer."),
        ok=sys.version_info >= (3, 11) and bits == 64,
        needed=True,
    )


def _sqlite() -> Finding:
    advice = _(
        "Install Jury App's own packages again: SQLite up to 3.51.2 can damage a database that two"
        " programs use."
    )
    try:
        from sqlcipher3 import dbapi2
    except ImportError as error:
        return _finding("sqlite", _("SQLite"), str(error), advice, ok=False, needed=True)
    return _finding(
        "sqlite",
        _("SQLite"),
        dbapi2.sqlite_version,
        advice,
        ok=dbapi2.sqlite_version_info >= SQLITE_SOUND,
        needed=True,
    )


def _sealing() -> Finding:
    from importlib.metadata import PackageNotFoundError, version

    advice = _(
        "Install Jury App's own packages again. On Windows for Arm use the x64 build of Python and"
        " of Jury App: pyrage is not made for Arm there."
    )
    try:
        import pyrage  # noqa: F401  whether its library loads is the question

        found = f"pyrage {version('pyrage')}"
    except (ImportError, PackageNotFoundError) as error:
        return _finding("sealing", _("Sealing (age)"), str(error), advice, ok=False, needed=True)
    return _finding("sealing", _("Sealing (age)"), found, advice, ok=True, needed=True)


def _resources() -> Finding:
    profiles = sorted(path.stem for path in places.resource("profiles").glob("*.toml"))
    return _finding(
        "resources",
        _("Shipped profiles"),
        series(profiles) or "-",
        _("Jury App is installed incompletely; install it again."),
        ok=bool(profiles) and places.migrations().is_dir(),
        needed=True,
    )


def _fonts() -> Finding:
    fonts = list(places.resource("fonts").glob("*.ttf"))
    return _finding(
        "fonts",
        _("Fonts for print"),
        _("{n} files").format(n=len(fonts)),
        _("Jury App is installed incompletely; install it again."),
        ok=bool(fonts),
        needed=True,
    )


def _zones() -> Finding:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    advice = _("Install the package tzdata: deadlines are shown in the festival's own zone.")
    try:
        zone = ZoneInfo("Asia/Hong_Kong")
    except ZoneInfoNotFoundError as error:
        return _finding("zones", _("Time zones"), str(error), advice, ok=False, needed=True)
    return _finding("zones", _("Time zones"), zone.key, advice, ok=True, needed=True)


def _media_facts() -> Finding:
    advice = _("Install the package pymediainfo again: films cannot be examined without it.")
    try:
        from pymediainfo import MediaInfo

        ok = MediaInfo.can_parse()
        found = "libmediainfo" if ok else "-"
    except ImportError as error:
        ok, found = False, str(error)
    return _finding("media_facts", _("Media facts"), found, advice, ok=ok)


def _libvlc() -> Finding:
    try:
        libvlc.instance("--vout=dummy", "--aout=dummy").release()
        found, ok = libvlc.version(), True
    except Problem as error:
        found, ok = str(error.__cause__ or "-"), False
    return _finding("libvlc", _("Player (libvlc)"), found, str(libvlc.missing()), ok=ok)


def _keychain() -> Finding:
    advice = _(
        "Keys are kept under a passphrase instead. For a keychain start Jury App in a desktop"
        " session with one (Keychain, Windows Credential Manager, GNOME Keyring, KWallet)."
    )
    try:
        import keyring

        backend = keyring.get_keyring()
        found, ok = str(backend.name), float(backend.priority) > 0
    except (ImportError, OSError, RuntimeError) as error:
        ok, found = False, str(error)
    return _finding("keychain", _("System keychain"), found, advice, ok=ok)


def _display() -> Finding:
    found = display()
    return _finding(
        "display",
        _("Display"),
        found or "-",
        _("No window can open here; everything but watching works in the terminal."),
        ok=bool(found),
    )


def _place(name: str, title: str, folder: Callable[[], Path], *, needed: bool = False) -> Finding:
    advice = _("Jury App cannot write there; give this account the folder, or free room on it.")
    try:
        with told(Path.home()):
            path = folder()
    except Problem as error:
        return _finding(name, title, str(error), advice, ok=False, needed=needed)
    ok = os.access(path, os.W_OK | os.X_OK)
    return _finding(name, title, str(path), advice, ok=ok, needed=needed)


def _disk() -> Finding:
    advice = _("Free some room, or keep workspaces on another disk; films need room of their own.")
    try:
        with told(Path.home()):
            free = shutil.disk_usage(places.workspaces()).free
    except Problem as error:
        return _finding("disk", _("Free room"), str(error), advice, ok=False)
    return _finding(
        "disk", _("Free room"), f"{free / 2**30:.1f} GiB", advice, ok=free >= DISK_WANTED
    )
