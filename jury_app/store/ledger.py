"""The ledger by places: its leaves, and a chair's copy of it, in which some are still withheld.

In the office's workspace places are given by `documents.enter`. A chair's copy keeps them: what the
chair may not read yet is known by its leaf only, and takes its place when it arrives.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from jury_app.base.errors import Refusal
from jury_app.base.texts import N_
from jury_app.jury.packets import all_parts
from jury_app.store import documents
from jury_app.store import parts as parts_
from jury_app.store.reader import Reader, among
from jury_app.store.verbs import Verbs


class Leaf(Struct, frozen=True):
    """An entry of the ledger as its log knows it: where it stands, and of what kind it is."""

    position: int
    kind: str
    version: int
    hash: str


def leaves(reader: Reader, after: int = -1) -> Iterator[Leaf]:
    """The ledger's entries from behind `after`, in order, withheld ones with them."""
    select = "SELECT position, kind, version, hash FROM"
    sql = (
        f"{select} documents WHERE position > ? UNION ALL"
        f" {select} withheld WHERE position > ? ORDER BY 1"
    )
    for position, kind, version, digest in reader.rows(sql, after, after):
        yield Leaf(position, kind, version, digest.hex())


def copy(tx: Verbs, batch: Sequence[tuple[int, documents.Incoming]]) -> None:
    """Enter documents at the places that they have in the office's ledger (a chair's copy of it).

    A document that was withheld takes its place; one that is there already only gets its parts.

    Raises:
        Refusal: Another document stands in one of the places; nothing may be written then.
    """
    held = documents.positions(tx, [each.hash for _, each in batch])
    _refuse_moved(tx, [(position, each.hash) for position, each in batch])
    for position, each in batch:
        if each.hash not in held:
            tx.delete("withheld", {"position": position})
    documents.write(tx, [(position, each) for position, each in batch if each.hash not in held])
    parts_.keep(tx, [part for _, each in batch for part in each.parts])


def lift(tx: Verbs) -> list[documents.Stored]:
    """Take out what came before the ledger's places were known, so that `copy` can give them.

    A chair's first packet, which the invitation carries, is entered in the order of arrival; with
    the first extract of the ledger its documents get the places they have there. Parts stay.

    Returns:
        What was taken out, in its order.
    """
    lifted = list(documents.read(tx))
    tx.delete("cards", {})
    tx.delete("documents", {})
    tx.touch("documents", (each.hash for each in lifted))
    return lifted


def take_out(tx: Verbs, digest: str) -> None:
    """Take out a document that nobody else has seen, with its parts; later ones move up.

    Only a juror's own order of arrival may be closed up so: the ledger's places never change.
    """
    stored = documents.find(tx, digest)
    if stored is None:
        return
    document = stored.decoded()
    tx.delete("cards", {"position": stored.position})
    tx.delete("documents", {"position": stored.position})
    for position in range(stored.position + 1, documents.count(tx)):
        tx.change("documents", {"position": position}, position=position - 1)
        tx.change("cards", {"position": position}, position=position - 1)
    tx.touch("documents", [digest])
    parts_.erase(tx, [part.hash for part in all_parts(document)] if document else [])


def withhold(tx: Verbs, batch: Sequence[Leaf]) -> None:
    """Note entries of the ledger of which a chair's copy has only the leaf so far.

    Raises:
        Refusal: Another document stands in one of the places; nothing may be written then.
    """
    _refuse_moved(tx, [(leaf.position, leaf.hash) for leaf in batch])
    held = documents.positions(tx, [leaf.hash for leaf in batch])
    rows = [
        (leaf.position, bytes.fromhex(leaf.hash), leaf.kind, leaf.version)
        for leaf in batch
        if leaf.hash not in held
    ]
    tx.insert("withheld", ("position", "hash", "kind", "version"), rows, once=True)
    tx.touch("documents", (leaf.hash for leaf in batch))


def _refuse_moved(reader: Reader, places: Sequence[tuple[int, str]]) -> None:
    """Refuse a place in which another document stands, or a document that stands elsewhere."""
    wanted = dict(places)
    elsewhere = {digest: position for position, digest in places}
    for table in ("documents", "withheld"):
        by_place = f"SELECT position, hash FROM {table} WHERE position IN ({{keys}})"  # noqa: S608  names of our own tables
        by_hash = f"SELECT position, hash FROM {table} WHERE hash IN ({{keys}})"  # noqa: S608  names of our own tables
        rows = [
            *among(reader, by_place, wanted),
            *among(reader, by_hash, map(bytes.fromhex, elsewhere)),
        ]
        for position, digest in rows:
            if wanted.get(position) != digest.hex() or elsewhere.get(digest.hex()) != position:
                raise Refusal(
                    N_(
                        "The ledger that was sent says something else at place {position} than the"
                        " one known here; do not go on, and ask the office."
                    ),
                    position=position,
                )
