"""What a bundle that was proved says: places and lists, with the titles that it shows.

Reads the file once more and judges nothing; call it only after `verification.verify` said yes.
"""

from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from jury_app.base.document import Document
from jury_app.base.texts import language as language_in_use
from jury_app.exchange import bundle, forms, parts
from jury_app.exchange.envelope import payload_type
from jury_app.jury.film import Film
from jury_app.jury.results import Selection, Shortlist, Standings
from jury_app.rules.rules import Texts

_KINDS = ("film", "texts", "standings", "shortlist", "selection")
_TYPES = tuple(f'"{payload_type(kind)}"'.encode() for kind in _KINDS)
_TITLE = b'"name":"title",'


class PlaceShown(Struct, frozen=True):
    """A film's place; `title` is its id's beginning where the bundle withholds the title.

    `label` is the category's name in the language in use; its id where the bundle has no texts.
    """

    rank: int | None
    title: str
    category: str
    label: str
    value: str
    state: str


class ResultShown(Struct, frozen=True):
    """One signed result.

    Attributes:
        kind: `standings`, `shortlist` or `selection`.
        standing: Of standings: the round, or `combined`; else empty.
        method: Of standings: the declared method; else empty.
        at: When it was signed, as its signer claims.
        places: Films, best first.
    """

    kind: str
    standing: str
    method: str
    at: str
    places: tuple[PlaceShown, ...]


def results(path: Path) -> tuple[ResultShown, ...]:
    """The results that a bundle proves, in its order.

    Raises:
        Problem: The file cannot be read.
        Refusal: It is no bundle.
    """
    found: dict[str, Document] = {}
    films: dict[str, Film] = {}
    titles: dict[str, str] = {}
    texts: dict[str, Texts] = {}
    named: tuple[str, ...] = ()
    for line in bundle.lines(path):
        if not named:
            _signed, header = forms.open_document(line.content)
            named = header.results if isinstance(header, forms.Bundle) else ()
        elif any(each in line.content for each in _TYPES):
            signed, document = forms.open_document(line.content)
            if isinstance(document, Film):
                films[document.film] = document
            elif isinstance(document, Texts):
                texts[document.language] = document
            elif document is not None:
                found[signed.hash] = document
        elif _TITLE in line.content:
            part = msgspec.json.decode(line.content, type=parts.Part)
            titles[parts.hash_of(part)] = str(part.value)
    shown = {film: _title(document, titles) for film, document in films.items()}
    names = _Names(films, shown, _labels(texts))
    return tuple(_shown(found[each], names) for each in named if each in found)


class _Names(Struct, frozen=True):
    """What films and categories are called."""

    films: dict[str, Film]
    titles: dict[str, str]
    labels: dict[str, str]

    def title(self, film: str) -> str:
        return self.titles.get(film, film[:8])

    def label(self, category: str) -> str:
        return self.labels.get(f"category/{category}/label", category)


def _labels(texts: dict[str, Texts]) -> dict[str, str]:
    """Lines of the texts in the language in use, English where it has none."""
    chosen = [texts[each] for each in ("en", language_in_use()) if each in texts]
    return {line.key: line.text for each in chosen for line in each.lines}


def _title(film: Film, titles: dict[str, str]) -> str:
    known = (titles.get(part.hash) for part in film.parts if part.name == "title")
    return next((title for title in known if title), film.film[:8])


def _shown(document: Document, names: _Names) -> ResultShown:
    if isinstance(document, Standings):
        return ResultShown(
            document.KIND,
            document.standing,
            document.method,
            document.at,
            tuple(_places(document, names)),
        )
    assert isinstance(document, Shortlist | Selection)  # noqa: S101  no other type is looked for
    listed: list[tuple[str, str]] = [(each.film, each.how) for each in document.films]
    listed += [(film, "held") for film in document.held]
    listed += [(film, "off") for film in document.off]
    return ResultShown(
        document.KIND,
        "",
        "",
        document.at,
        tuple(_listed(film, how, names) for film, how in listed),
    )


def _listed(film: str, how: str, names: _Names) -> PlaceShown:
    category = (names.films[film].category or "") if film in names.films else ""
    return PlaceShown(None, names.title(film), category, names.label(category), "", how)


def _places(standings: Standings, names: _Names) -> Iterator[PlaceShown]:
    for place in standings.places:
        value = ""
        if place.value is not None:
            whole, rest = divmod(place.value, 10**standings.digits)
            value = f"{whole}.{rest:0{standings.digits}d}"
        yield PlaceShown(
            place.rank,
            names.title(place.film),
            place.category,
            names.label(place.category),
            value,
            " ".join((place.state, *place.holds)),
        )
