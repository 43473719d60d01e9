"""Erasing: values of parts go for good, the signed documents stay and still verify.

An `erase` decision names hashes. Wherever it is entered, the values are deleted from the database
and its free pages, and in the office from the ledger's mirror; backups expire by the rules' days.
"""

from collections.abc import Callable, Iterable

from jury_app.base.document import Document
from jury_app.base.errors import Problem
from jury_app.base.texts import _
from jury_app.desks.juror import queued
from jury_app.exchange.mirror import Mirror
from jury_app.jury.decisions import Erase
from jury_app.store import documents, office, parts, settings
from jury_app.store.folder import LEDGER
from jury_app.store.verbs import Verbs
from jury_app.store.workspace import Workspace

FINISHED = "erased"
"""The setting that holds up to which state of the ledger every erasure was finished."""


def apply_erasures(workspace: Workspace, entered: Iterable[Document | None]) -> int:
    """Erase what decisions among these documents name; how many values were here.

    Raises:
        Problem: The disk says no; doing it again is safe.
    """
    named = {
        each for document in entered if isinstance(document, Erase) for each in document.erased
    }
    if not named:
        return 0
    with workspace.writing() as tx:
        erased = parts.erase(tx, sorted(named))
        if workspace.kind == "office":
            _erase_office_rows(tx, named)
    if workspace.kind == "office":
        for copy in [workspace.folder / LEDGER, *workspace.folder.glob(f"{LEDGER}-before-epoch-*")]:
            Mirror(copy).erase(named)
    queued.forget(workspace.folder)
    workspace.checkpoint()
    return erased


def finish_erasures(workspace: Workspace, tell: Callable[[str], None]) -> None:
    """Repeat what an interruption may have left: decisions that were entered and not followed.

    What cannot be done now is told, and tried again at the next opening.
    """
    with workspace.reading() as reader:
        epoch, size = int(settings.get(reader, "epoch", 1)), documents.count(reader)
        done = settings.get(reader, FINISHED, {})
        after = int(done.get("size", 0)) - 1 if done.get("epoch") == epoch else -1
        fresh = [each.decoded() for each in documents.read(reader, "decision", after=after)]
    if not fresh:
        return
    try:
        apply_erasures(workspace, fresh)
    except Problem as problem:
        tell(
            _("An erasure is not finished; it is tried again at the next opening. {why}").format(
                why=problem
            )
        )
        return
    with workspace.writing() as tx:
        settings.put(tx, **{FINISHED: {"epoch": epoch, "size": size}})


def _erase_office_rows(tx: Verbs, named: set[str]) -> None:
    """What the office keeps beside the documents, of films and people erased as a whole."""
    course = documents.course(tx)
    for film in course.films.values():
        if named.issuperset(part.hash for part in film.document.parts):
            office.erase_film(tx, film.film)
    for person in course.persons.values():
        if person.parts and named.issuperset(part.hash for part in person.parts):
            office.erase_person(tx, person.person)
