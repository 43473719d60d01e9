"""What a bundle that was proved says: places and lists, with the titles that it shows.

Reads the file once more and judges nothing; call it only after `verification.verify` said yes.
"""

from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from jury_app.base.document import Document
from jury_app.exchange import bundle, forms, parts
from jury_app.exchange.envelope import payload_type
from jury_app.jury.film import Film
from jury_app.jury.results import Selection, Shortlist, Standings

_KINDS = ("film", "standings", "shortlist", "selection")
_TYPES = tuple(f'"{payload_type(kind)}"'.encode() for kind in _KINDS)
_TITLE = b'"name":"title",'


class PlaceShown(Struct, frozen=True):
    """A film's place; `title` is its id's beginning where the bundle withholds the title."""

    rank: int | None
    title: str
    category: str
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
    named: tuple[str, ...] = ()
    for line in bundle.lines(path):
        if not named:
            _signed, header = forms.open_document(line.content)
            named = header.results if isinstance(header, forms.Bundle) else ()
        elif any(each in line.content for each in _TYPES):
            signed, document = forms.open_document(line.content)
            if isinstance(document, Film):
                films[document.film] = document
            elif document is not None:
                found[signed.hash] = document
        elif _TITLE in line.content:
            part = msgspec.json.decode(line.content, type=parts.Part)
            titles[parts.hash_of(part)] = str(part.value)
    shown = {film: _title(document, titles) for film, document in films.items()}
    return tuple(_shown(found[each], films, shown) for each in named if each in found)


def _title(film: Film, titles: dict[str, str]) -> str:
    known = (titles.get(part.hash) for part in film.parts if part.name == "title")
    return next((title for title in known if title), film.film[:8])


def _shown(document: Document, films: dict[str, Film], titles: dict[str, str]) -> ResultShown:
    if isinstance(document, Standings):
        return ResultShown(
            document.KIND,
            document.standing,
            document.method,
            document.at,
            tuple(_places(document, titles)),
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
        tuple(
            PlaceShown(
                None,
                titles.get(film, film[:8]),
                (films[film].category or "") if film in films else "",
                "",
                how,
            )
            for film, how in listed
        ),
    )


def _places(standings: Standings, titles: dict[str, str]) -> Iterator[PlaceShown]:
    for place in standings.places:
        value = ""
        if place.value is not None:
            whole, rest = divmod(place.value, 10**standings.digits)
            value = f"{whole}.{rest:0{standings.digits}d}"
        yield PlaceShown(
            place.rank,
            titles.get(place.film, place.film[:8]),
            place.category,
            value,
            " ".join((place.state, *place.holds)),
        )
