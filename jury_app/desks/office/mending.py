"""Mending the office's ledger: what the database lost or had altered comes back from the mirror.

Only what proves itself is taken: a signed document that its signer was allowed to sign at that
place, a value whose hash a document holds. Where database and mirror hold two different good
documents, the database is kept. What neither holds is told as lost.
"""

import shutil
from collections.abc import Iterator
from itertools import islice

from msgspec import Struct

from jury_app.base.document import Document
from jury_app.base.errors import Refusal
from jury_app.base.files import told
from jury_app.base.texts import _
from jury_app.desks.filing import incoming, kept
from jury_app.desks.office.ledgerproof import Entry, Judge, entries, erased, is_signed, place
from jury_app.desks.office.mirroring import mirror
from jury_app.desks.seat import Seat
from jury_app.exchange.envelope import Signed
from jury_app.exchange.mirror import Mirror
from jury_app.exchange.parts import Part, hash_of, hashes
from jury_app.store import documents, ledger, parts
from jury_app.store.folder import LEDGER
from jury_app.store.verbs import Verbs

_BATCH = 500
_BROKEN = f"{LEDGER}.broken"


class Mended(Struct, frozen=True):
    """What came back, and what is lost, each in a sentence."""

    mended: tuple[str, ...]
    lost: tuple[str, ...]


class _Found(Struct):
    """What going through the ledger found: documents to write at their places, places lost."""

    back: list[tuple[int, documents.Incoming]]
    lost: list[str]
    wanted: set[str]
    """Values that documents hold and the database has not, or has altered."""


def mend(seat: Seat) -> Mended:
    """Bring back what the database lost of entries and values; one transaction.

    Raises:
        Refusal: A segment of the mirror is missing.
        Problem: A file cannot be read or written.
    """
    found = _Found([], [], set())
    with seat.workspace.reading() as reader:
        named = erased(reader)
        walk = _judged(entries(reader, seat.folder / LEDGER), found)
        while batch := list(islice(walk, _BATCH)):
            held = {each.hash: each for document in batch for each in hashes(document)}
            here = parts.of(reader, held)
            good = {digest for digest, part in here.items() if is_signed(part, held[digest])}
            found.wanted.update(held.keys() - good - named)
    said = [_("{place} is restored.").format(place=place(index)) for index, _each in found.back]
    with seat.workspace.writing() as tx:
        _write(tx, found.back)
        said += _values(tx, Mirror(seat.folder / LEDGER).parts(), found.wanted)
        gone = parts.erase(tx, sorted(named))
    Mirror(seat.folder / LEDGER).erase(named)
    if gone:
        said.append(_("{n} values that decisions erased are gone.").format(n=gone))
    return Mended(tuple(said), tuple(found.lost))


def _judged(walk: Iterator[Entry], found: _Found) -> Iterator[Document]:
    """The good document of every place; notes those to be written back, and the lost."""
    judge = Judge()
    for entry in walk:
        read = _good(judge, entry.index, entry.envelope) or _good(
            judge, entry.index, entry.mirrored
        )
        if read is None:
            found.lost.append(_("{place} is lost.").format(place=place(entry.index)))
            continue
        signed, document, person = read
        stored = entry.stored
        if stored is None or not _says(stored, signed, person):
            found.back.append((entry.index, incoming(signed, document, person)))
        if document is not None:
            yield document


def _good(
    judge: Judge, index: int, envelope: bytes | None
) -> tuple[Signed, Document | None, str] | None:
    if envelope is None:
        return None
    try:
        return judge.judge(index, envelope)
    except Refusal:
        return None


def _says(stored: documents.Stored, signed: Signed, person: str) -> bool:
    """Whether a row says of a good document what it is."""
    return (stored.hash, stored.payload, stored.signature, stored.person or "") == (
        signed.hash,
        signed.payload,
        signed.signature,
        person,
    )


def _write(tx: Verbs, back: list[tuple[int, documents.Incoming]]) -> None:
    """Put documents at their places, instead of whatever stands there."""
    for position, each in back:
        tx.delete("cards", {"position": position})
        tx.delete("cards", {"hash": bytes.fromhex(each.hash)})
        tx.delete("documents", {"position": position})
    ledger.copy(tx, back)


def _values(tx: Verbs, mirrored: Iterator[Part], wanted: set[str]) -> Iterator[str]:
    """Take wanted values from the mirror; those that neither holds are told by the check."""
    count = 0
    while batch := list(islice(mirrored, _BATCH)):
        by_hash = {hash_of(part): part for part in batch}
        fresh = kept({digest: part for digest, part in by_hash.items() if digest in wanted})
        parts.erase(tx, [part.hash for part in fresh])
        parts.keep(tx, fresh)
        count += len(fresh)
        wanted.difference_update(part.hash for part in fresh)
    if count:
        yield _("{n} values are restored.").format(n=count)


def renew_mirror(seat: Seat) -> None:
    """Write the mirror anew from a database that is good; the broken one goes when it is there.

    Raises:
        Problem: A file cannot be written.
    """
    folder, broken = seat.folder / LEDGER, seat.folder / _BROKEN
    with told(folder):
        if folder.exists():
            folder.rename(broken)
    mirror(seat)
    with told(broken):
        if broken.exists():
            shutil.rmtree(broken)
