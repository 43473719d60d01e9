"""A film as the office sees it: what is kept of it, and the files that are attached to it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from jury_app.base.texts import N_, _, translate
from jury_app.base.texts import language as language_in_use
from jury_app.desks.catalogue import Catalogue, catalogue
from jury_app.desks.rules import wording_in
from jury_app.desks.seat import Seat
from jury_app.desks.words import ITEMS, part_name
from jury_app.jury.film import Item
from jury_app.rules.forms import Wording
from jury_app.screening import drives
from jury_app.store import media, parts
from jury_app.store.reader import Reader

IS_LOCKED = "is_locked"
"""Fact of an attached PDF: it is encrypted."""
PROBED = frozenset({"film", "trailer"})
"""Roles of attached files whose facts are a film's (`screening.facts.MediaFacts`)."""
_STATES = {
    "here": N_("here"),
    "gone": N_("not where it was attached"),
    "silent": N_("its disk does not answer"),
    "encrypted": N_("encrypted: it may ask for a password"),
    "": "",
}


class ShownItem(Struct, frozen=True):
    """One file of a film, or where it is met.

    Attributes:
        role: What it is for: `film`, `appendix`, …
        name: Its file's name; the address or the place of what is no file.
        bytes: Its size; 0 of what is no file.
        blake3: Its digest; empty of what is no file.
        path: Where it lies on this machine; empty where it was not attached here.
        state: `here`; `encrypted`, where it may ask for a password; `gone`; `silent`, where its
            disk does not answer; empty of what is no file.
    """

    role: str
    name: str
    bytes: int
    blake3: str
    path: str
    state: str

    @property
    def role_text(self) -> str:
        """What it is for, in words."""
        return translate(ITEMS[self.role])

    @property
    def state_text(self) -> str:
        """The state in words."""
        return translate(_STATES[self.state])


class ShownFilm(Struct, frozen=True):
    """A film with all that the office knows of it but its contact.

    Attributes:
        film: Its id.
        rows: (field, content).
        items: What is attached.
        labels: Field → what it is called, in the language in use.
    """

    film: str
    rows: tuple[tuple[str, str], ...]
    items: tuple[ShownItem, ...] = ()
    labels: dict[str, str] = {}


def show_film(seat: Seat, reference: str) -> ShownFilm:
    """What is known of a film."""
    with seat.workspace.reading() as reader:
        known = catalogue(reader)
        film = known.find(reference)
        items = _items(reader, known, film)
        wording = wording_in(reader, language_in_use())
    course = known.course.films[film]
    values = known.films.get(film, {})
    rows = [
        ("id", film),
        ("number", str(course.number)),
        ("state", course.state),
        ("category", course.category or ""),
        ("form", course.document.form),
        *((name, str(value)) for name, value in values.items()),
    ]
    return ShownFilm(film, tuple(rows), items, dict(_labels(values, wording)))


def _labels(values: Mapping[str, Any], wording: Wording) -> Iterator[tuple[str, str]]:
    for name in values:
        head, _slash, rest = name.partition("/")
        if head == "declared":
            yield name, _("Declared for {lane}").format(lane=wording.label(f"lane/{rest}"))
        elif head == "dossier":
            yield name, wording.label(name)
        elif part_name(name) != name:
            yield name, part_name(name)


def _items(reader: Reader, known: Catalogue, film: str) -> tuple[ShownItem, ...]:
    document = known.course.screeners.get(known.course.films[film].screener or "")
    items = document.items if document else ()
    values = parts.values(reader, (part.hash for item in items for part in item.parts))
    attached = {each.blake3: each for each in media.attached(reader) if each.film == film}
    present = drives.look(each.path for each in attached.values())
    return tuple(_shown(item, values, attached, present) for item in items)


def _shown(
    item: Item,
    values: Mapping[str, Any],
    attached: Mapping[str, media.Attached],
    present: Mapping[str, drives.Presence],
) -> ShownItem:
    said = [str(values.get(part.hash, "")) for part in item.parts]
    found = attached.get(item.blake3 or "")
    path = found.path if found is not None else ""
    name = next(filter(None, said), Path(path).name)
    state = ""
    if found is not None:
        there = present[found.path]
        state = "here" if there.is_here else "silent" if there.is_silent else "gone"
        if state == "here" and found.facts.get(IS_LOCKED):
            state = "encrypted"
    elif item.blake3 is not None:
        state = "gone"
    return ShownItem(item.role, name, item.bytes or 0, item.blake3 or "", path, state)
