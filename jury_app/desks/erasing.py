"""Erasing: values of parts go for good, the signed documents stay and still verify.

An `erase` decision names hashes. Wherever it is entered, the values are deleted from the database
and its free pages, and in the office from the ledger's mirror; backups expire by the rules' days.
"""

from collections.abc import Iterable

from jury_app.base.document import Document
from jury_app.desks.juror import queued
from jury_app.desks.seat import Seat
from jury_app.exchange.mirror import Mirror
from jury_app.jury.decisions import Erase
from jury_app.store import documents, office, parts
from jury_app.store.folder import LEDGER
from jury_app.store.verbs import Verbs


def apply_erasures(seat: Seat, entered: Iterable[Document | None]) -> int:
    """Erase what decisions among these documents name; how many values were here.

    Raises:
        Problem: The disk says no; doing it again is safe.
    """
    named = {
        each for document in entered if isinstance(document, Erase) for each in document.erased
    }
    if not named:
        return 0
    with seat.workspace.writing() as tx:
        erased = parts.erase(tx, sorted(named))
        if seat.workspace.kind == "office":
            _erase_office_rows(tx, named)
    if seat.workspace.kind == "office":
        for copy in [seat.folder / LEDGER, *seat.folder.glob(f"{LEDGER}-before-epoch-*")]:
            Mirror(copy).erase(named)
    queued.forget(seat.folder)
    seat.workspace.checkpoint()
    return erased


def _erase_office_rows(tx: Verbs, named: set[str]) -> None:
    """What the office keeps beside the documents, of films and people erased as a whole."""
    course = documents.course(tx)
    for film in course.films.values():
        if named.issuperset(part.hash for part in film.document.parts):
            office.erase_film(tx, film.film)
    for person in course.persons.values():
        if person.parts and named.issuperset(part.hash for part in person.parts):
            office.erase_person(tx, person.person)
