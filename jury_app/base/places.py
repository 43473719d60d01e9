"""Where things lie: resources and migrations (checkout, wheel, frozen app) and user folders."""

import sys
from functools import cache
from pathlib import Path


@cache
def _root(name: str, packed: str) -> Path:
    """The folder `name` beside the package (checkout) or `packed` inside it (wheel, frozen)."""
    package = Path(__file__).resolve().parent.parent
    inside = package / packed
    if inside.is_dir():
        return inside
    if getattr(sys, "frozen", False):
        return Path(getattr(sys, "_MEIPASS", package)) / "jury_app" / packed
    return package.parent / name


def resource(*parts: str) -> Path:
    """A shipped file or folder under `resources/`."""
    return _root("resources", "_resources").joinpath(*parts)


def migrations() -> Path:
    """The folder with Alembic's environment and its versions."""
    return _root("db", "_db")


def _folder(kind: str) -> Path:
    from platformdirs import PlatformDirs

    path = Path(getattr(PlatformDirs("jury-app", appauthor=False), kind))
    path.mkdir(parents=True, exist_ok=True)
    return path


def workspaces() -> Path:
    """The folder that holds workspaces unless one is named."""
    return _folder("user_data_dir")


def settings() -> Path:
    """The folder of this user's settings."""
    return _folder("user_config_dir")


def logs() -> Path:
    """The folder of the rotating log."""
    return _folder("user_log_dir")


def caches() -> Path:
    """The folder of what can be made again."""
    return _folder("user_cache_dir")
