"""The licences that go with a frozen build: one folder for each library that is in it."""

from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
FOLDER = "licences"
"""Where they lie in the build."""
_NAMES = ("licen", "copying", "notice", "authors")


def shipped() -> list[str]:
    """Names of the libraries that the lock installs on this system."""
    pins = [line.rstrip(" \\") for line in LOCK.read_text().splitlines() if line[:1].isalnum()]
    found = map(Requirement, pins)
    return [each.name for each in found if each.marker is None or each.marker.evaluate()]


def notices() -> list[tuple[str, str]]:
    """(file, folder in the build) of Jury App's licence, of the lock, and of each library's own.

    Raises:
        PackageNotFoundError: A library of the lock is not installed.
    """
    own = [(str(ROOT / "LICENSE"), "."), (str(LOCK), FOLDER)]
    own.append((str(ROOT / "packaging" / "licences.md"), FOLDER))
    return own + [(str(file), f"{FOLDER}/{name}") for name in shipped() for file in texts_of(name)]


def texts_of(name: str) -> list[Path]:
    """The licence files that a library brings; PySide6 brings none (`licences.md` tells of Qt)."""
    library = distribution(name)
    if library.files is None:
        raise PackageNotFoundError(name)
    return [
        Path(str(library.locate_file(file)))
        for file in library.files
        if file.name.lower().startswith(_NAMES) and ".dist-info" in file.parts[0]
    ]
