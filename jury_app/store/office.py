"""What only the office knows: people's addresses, submitters' contacts, the rows they came in.

None of it is ever in a document, a packet, a log or a bundle, and all of it can be erased.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from jury_app.store.reader import Reader, among
from jury_app.store.verbs import Verbs


class Person(Struct, frozen=True):
    """A juror, chair or office worker as the office writes to them.

    Attributes:
        person: Their id.
        name: As one addresses them.
        email: Where one writes, if known.
        attributes: What the jurors' file said besides: a JSON object.
    """

    person: str
    name: str
    email: str | None = None
    attributes: dict[str, Any] = msgspec.field(default_factory=dict)


class Submission(Struct, frozen=True):
    """A row of an imported file.

    Attributes:
        key: What identifies the submission through imports (an id, or e-mail and title).
        film: The film that it became.
        row: Column → text.
        source: Name of the file.
        line: Where in it.
    """

    key: str
    film: str
    row: dict[str, str]
    source: str
    line: int


def keep_people(tx: Verbs, batch: Sequence[Person]) -> None:
    """Keep people; a known one is replaced."""
    tx.put(
        "people",
        ("person", "name", "email", "attributes"),
        [(p.person, p.name, p.email, p.attributes) for p in batch],
    )
    tx.touch("people", (person.person for person in batch))


def people(reader: Reader) -> dict[str, Person]:
    """Everybody by id, in the order of names."""
    rows = reader.rows("SELECT person, name, email, attributes FROM people")
    found = [
        Person(person, name, email, msgspec.json.decode(attributes))
        for person, name, email, attributes in rows
    ]
    return {each.person: each for each in sorted(found, key=lambda p: (p.name, p.person))}


def keep_contacts(tx: Verbs, contacts: dict[str, dict[str, str]]) -> None:
    """Keep submitters' contacts: film → field → text; a known one is replaced."""
    tx.put("contacts", ("film", "contact"), list(contacts.items()))
    tx.touch("contacts", contacts)


def contacts(reader: Reader, films: Iterable[str]) -> dict[str, dict[str, str]]:
    """Film → contact, of those that are known and not erased."""
    sql = "SELECT film, contact FROM contacts WHERE film IN ({keys})"
    return {film: msgspec.json.decode(contact) for film, contact in among(reader, sql, films)}


def keep_submissions(tx: Verbs, batch: Sequence[Submission]) -> None:
    """Keep rows of imported files; one with a known key is replaced."""
    tx.put(
        "submissions",
        ("key", "film", "row", "source", "line"),
        [(s.key, s.film, s.row, s.source, s.line) for s in batch],
    )
    tx.touch("submissions", (submission.key for submission in batch))


def submissions(reader: Reader) -> dict[str, Submission]:
    """All submissions by key, in the order of keys."""
    rows = reader.rows("SELECT key, film, row, source, line FROM submissions ORDER BY key")
    return {
        key: Submission(key, film, msgspec.json.decode(row), source, line)
        for key, film, row, source, line in rows
    }


def erase_film(tx: Verbs, film: str) -> None:
    """Erase contact and imported rows of a film for good."""
    tx.delete("contacts", {"film": film})
    tx.delete("submissions", {"film": film})
    tx.touch("contacts", [film])


def erase_person(tx: Verbs, person: str) -> None:
    """Erase a person's name, address and attributes for good."""
    tx.delete("people", {"person": person})
    tx.touch("people", [person])
