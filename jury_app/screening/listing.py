"""What a folder of submissions holds, as `match` takes it: files, and folders that are one work."""

import os
from pathlib import Path

from jury_app.base.errors import Refusal
from jury_app.base.files import told
from jury_app.base.texts import N_
from jury_app.screening.fingerprint import DEPTH_LIMIT, is_litter, too_deep

LISTING_LIMIT = 200_000
"""The most files and works that one folder of submissions may hold."""

_PROGRAMS = frozenset({".exe", ".x86_64", ".appimage", ".app"})
"""Suffixes, in lower case, of programs."""


def listing(folder: Path) -> tuple[str, ...]:
    """Paths below `folder`, relative, with `/`, sorted; a work that is a folder ends with `/`.

    A folder is one work if what starts it lies directly in it: `index.html` or a program. Hidden
    files and what systems leave behind are not listed.

    Raises:
        Problem: A folder cannot be read.
        Refusal: There are too many files, or folders inside one another without end.
    """
    found: list[str] = []
    _list(folder, folder, found)
    return tuple(sorted(found))


def _list(folder: Path, top: Path, found: list[str]) -> None:
    """Add the paths below `folder` to `found`."""
    if len(folder.parts) - len(top.parts) > DEPTH_LIMIT:
        raise too_deep(folder)
    with told(folder), os.scandir(folder) as entries:
        plain = [one for one in entries if not one.name.startswith(".") and not is_litter(one.name)]
    for entry in plain:
        path = Path(entry.path)
        name = path.relative_to(top).as_posix()
        if entry.is_dir(follow_symlinks=False):
            if _is_work(path):
                found.append(f"{name}/")
            else:
                _list(path, top, found)
        elif entry.is_file():
            found.append(name)
        if len(found) > LISTING_LIMIT:
            raise Refusal(
                N_("There are more than {limit} files here; choose the films' folder."),
                place=str(top),
                limit=LISTING_LIMIT,
            )


def _is_work(folder: Path) -> bool:
    """Whether what starts an interactive work lies directly in `folder`, or it is a program."""
    if folder.suffix.casefold() == ".app":
        return True
    with told(folder), os.scandir(folder) as entries:
        names = [entry.name.casefold() for entry in entries]
    return any(name == "index.html" or Path(name).suffix in _PROGRAMS for name in names)
