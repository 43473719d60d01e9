"""Opening works outside the program: what would open and from where, asked before anything does.

A work of the drive is opened by showing its folder: the program starts nothing that came with a
film. An address must be https with a host, without a name or password in it.
"""

import os
from pathlib import Path
from typing import Literal

from msgspec import Struct
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from jury_app.base.errors import Problem, Refusal
from jury_app.base.files import told
from jury_app.base.texts import N_, _
from jury_app.screening.pack import MANIFEST

ADDRESS_LIMIT = 2000
"""The longest address that is opened, in characters."""


class Door(Struct, frozen=True):
    """Something that can be opened outside.

    Attributes:
        kind: A `folder` of this machine, or an `address`.
        target: The folder's path, or the address.
        source: From where it comes: the host of an address, the folder of the attached pack.
    """

    kind: Literal["folder", "address"]
    target: str
    source: str

    def words(self) -> str:
        """What opens, and from where, before anything does."""
        if self.kind == "address":
            return _(
                "Your browser opens an address of the host {host}. It leaves this program: what is"
                " shown there is not checked, and the host sees that you came."
            ).format(host=self.source)
        return _(
            "Your file manager opens the work's folder in {pack}. Its content was compared with"
            " what the festival entered; this program starts nothing of it. Start the work there"
            " yourself if you trust it."
        ).format(pack=self.source)


def address(text: str) -> Door:
    """The door to an address.

    Raises:
        Refusal: It is not https, or hides where it leads.
    """
    url = QUrl(text, QUrl.ParsingMode.StrictMode)
    host = url.host(QUrl.ComponentFormattingOption.FullyEncoded)
    plain = url.isValid() and host and not url.userName() and not url.password()
    if len(text) > ADDRESS_LIMIT or url.scheme() != "https" or not plain:
        raise Refusal(
            N_("This address is not opened: only a plain https address is. Tell the office."),
            place=text[:100],
        )
    return Door("address", url.toString(QUrl.ComponentFormattingOption.FullyEncoded), host)


def folder(path: Path) -> Door:
    """The door to a work's folder, or to the folder that holds its file; reads the disk.

    Args:
        path: Where the work was found when its pack was attached.

    Raises:
        Problem: It is no longer there.
        Refusal: It lies outside the attached folder, or a link leads out of it.
    """
    with told(path):
        its, root = path.resolve(strict=True), _pack(path).resolve(strict=True)
    if its != root and root not in its.parents:
        raise Refusal(
            N_(
                "This work no longer lies in the folder that was attached; attach the folder again."
            ),
            place=str(path),
        )
    # A folder with an ending may be a program (macOS) or a door of the shell (Windows): both would
    # start when opened, so what is shown is the first folder around it without one.
    around = (each for each in (its, *its.parents) if each.is_dir() and not each.suffix)
    shown = next(around, its.parent)
    if not os.access(shown, os.R_OK | os.X_OK):
        raise Problem(
            N_("You may not read or write here; choose another place or ask its owner."),
            place=str(shown),
        )
    return Door("folder", str(shown), str(root))


def _pack(path: Path) -> Path:
    """The attached pack in which a work lies: where its manifest is, else the folder around it."""
    packs = (folder for folder in path.parents if (folder / MANIFEST).is_file())
    return next(packs, path.parent)


def open_door(door: Door) -> None:
    """Hand a door to the system, on the UI thread.

    Raises:
        Problem: No program of this machine takes it.
    """
    url = QUrl.fromLocalFile(door.target) if door.kind == "folder" else QUrl(door.target)
    if not QDesktopServices.openUrl(url):
        raise Problem(
            N_("No program on this machine opens this. Open it by hand: {target}"),
            target=door.target,
        )
