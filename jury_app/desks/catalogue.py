"""The catalogue: films and people of a workspace by id, with the words they are known by.

Built once for a verb from the course and the parts that are at hand; finds a film by its id, its
number, its tracking number or its title, and a person by name.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from jury_app.base.errors import Refusal
from jury_app.base.texts import N_, series
from jury_app.jury.course import Course
from jury_app.jury.packets import all_parts
from jury_app.store import documents, parts
from jury_app.store.reader import Reader

_SHORTEST_ID = 6
_MANY = 5


class Catalogue:
    """Films and people.

    Attributes:
        course: The course of the edition.
        films: Film → name of the part → value, of the parts that are at hand.
        people: Person → name of the part → value.
    """

    def __init__(
        self,
        course: Course,
        films: Mapping[str, Mapping[str, Any]],
        people: Mapping[str, Mapping[str, Any]],
    ) -> None:
        self.course = course
        self.films = films
        self.people = people

    def title(self, film: str) -> str:
        """The film's title, or its number where the title is not at hand."""
        known = self.films.get(film, {})
        if "title" in known:
            return str(known["title"])
        return f"#{self.course.films[film].number}" if film in self.course.films else film[:8]

    def name(self, person: str) -> str:
        """The person's name, or the beginning of their id."""
        return str(self.people.get(person, {}).get("name", person[:8]))

    def find(self, reference: str) -> str:
        """The id of the film that is meant.

        Raises:
            Refusal: None, or several.
        """
        wanted = _folded(reference)
        loose = self.named(reference) or [
            film
            for film in self.course.films
            if (len(wanted) >= _SHORTEST_ID and film.startswith(wanted))
            or any(wanted in name for name in self._names(film))
        ]
        if len(loose) == 1:
            return loose[0]
        if not loose:
            raise Refusal(N_("No film is called “{reference}”."), reference=reference)
        raise Refusal(
            N_("“{reference}” may be any of these: {titles}. Say its number."),
            reference=reference,
            titles=_few(f"#{self.course.films[film].number} {self.title(film)}" for film in loose),
        )

    def named(self, reference: str) -> list[str]:
        """Ids of the films of exactly this id, number, tracking number or title."""
        wanted = _folded(reference)
        number = wanted.removeprefix("#")
        return [
            film
            for film, course in self.course.films.items()
            if film == wanted
            or (number.isdecimal() and course.number == int(number))
            or wanted in self._names(film)
        ]

    def find_person(self, reference: str) -> str:
        """The id of the person who is meant.

        Raises:
            Refusal: None, or several.
        """
        wanted = _folded(reference)
        exact = [p for p in self.people if p == wanted or _folded(self.name(p)) == wanted]
        loose = exact or [p for p in self.people if wanted in _folded(self.name(p))]
        if len(loose) == 1:
            return loose[0]
        if not loose:
            raise Refusal(N_("Nobody is called “{reference}”."), reference=reference)
        raise Refusal(
            N_("“{reference}” may be any of these: {names}."),
            reference=reference,
            names=_few(self.name(person) for person in loose),
        )

    def _names(self, film: str) -> set[str]:
        known = self.films.get(film, {})
        return {
            _folded(str(known[name]))
            for name in ("title", "title_original", "tracking_number")
            if known.get(name)
        }


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _few(names: Iterable[str]) -> str:
    found = sorted(names)
    return series([*found[:_MANY], "…" if len(found) > _MANY else ""])


def catalogue(reader: Reader, film: str | None = None) -> Catalogue:
    """The catalogue of a workspace; with `film`, an id, what is known of that film alone."""
    course = documents.course(reader)
    wanted = course.films.values() if film is None else filter(None, [course.films.get(film)])
    held = [
        ("film", each.film, part.name, part.hash) for each in wanted for part in each.document.parts
    ]
    held += [
        ("person", person, part.name, part.hash)
        for person, document in course.persons.items()
        for part in all_parts(document)
    ]
    values = parts.values(reader, (digest for *_, digest in held))
    found: dict[str, dict[str, dict[str, Any]]] = {"film": {}, "person": {}}
    for person in course.persons:
        found["person"][person] = {}
    for kind, identity, name, digest in held:
        if digest in values:
            found[kind].setdefault(identity, {})[name] = values[digest]
    return Catalogue(course, found["film"], found["person"])
