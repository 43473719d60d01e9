"""The office's ledger judged entry by entry: form, signature, signer, state.

What checking and rebuilding have in common. Nothing is written here.
"""

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from msgspec import Struct

from jury_app.base.document import Document, PartHash
from jury_app.base.errors import Refusal
from jury_app.base.texts import _
from jury_app.desks.filing import signed_of
from jury_app.exchange import admission, forms, log, roster
from jury_app.exchange.admission import Recusals
from jury_app.exchange.envelope import Signed, payload_type
from jury_app.exchange.forms import Epoch
from jury_app.exchange.mirror import Mirror
from jury_app.exchange.parts import Part, hash_of
from jury_app.exchange.roster import Trust
from jury_app.jury import results
from jury_app.jury.decisions import Erase
from jury_app.store import documents, ledger, parts
from jury_app.store.reader import Reader

_RESULTS = results.Standings | results.Shortlist | results.Selection


class Entry(Struct, frozen=True):
    """A place of the ledger as database and mirror have it; None where one lacks it.

    Attributes:
        index: The place, from 0.
        leaf: What the database's log says of it.
        stored: The database's document; None too where a chair may not read it yet.
        mirrored: The mirror's line.
    """

    index: int
    leaf: ledger.Leaf | None
    stored: documents.Stored | None
    mirrored: bytes | None

    @property
    def envelope(self) -> bytes | None:
        """The database's document as it was signed."""
        return None if self.stored is None else signed_of(self.stored).envelope


def entries(reader: Reader, mirror: Path | None) -> Iterator[Entry]:
    """Every place that the database or the mirror holds, in order.

    Raises:
        Problem: A file of the mirror cannot be read.
        Refusal: A segment of the mirror is missing.
    """
    lines = Mirror(mirror).entries() if mirror is not None and mirror.is_dir() else iter(())
    for index, (row, line) in enumerate(zip_longest(_rows(reader), lines)):
        leaf, stored = row or (None, None)
        yield Entry(index, leaf, stored, line)


def _rows(reader: Reader) -> Iterator[tuple[ledger.Leaf | None, documents.Stored | None]]:
    """The database's places in order; one that is lost between others is (None, None)."""
    read = documents.read(reader)
    stored = next(read, None)
    place = 0
    for leaf in ledger.leaves(reader):
        while place < leaf.position:
            yield None, None
            place += 1
        place += 1
        if stored is not None and stored.position == leaf.position:
            yield leaf, stored
            stored = next(read, None)
        else:
            yield leaf, None


class Judge:
    """Judges entries in the ledger's order.

    Attributes:
        trust: Whom the edition trusts after the entries so far.
    """

    def __init__(self) -> None:
        self.trust: Trust | None = None
        self._recusals = Recusals()

    def judge(self, index: int, envelope: bytes) -> tuple[Signed, Document | None, str]:
        """The document of an entry, and whose device signed it.

        Raises:
            Refusal: Its form or signature is not good, or its signer was not allowed to sign it.
        """
        where = place(index)
        signed, document = forms.open_document(envelope, place=where)
        person = ""
        if self.trust is None:
            self.trust = roster.begin(signed, document)
        else:
            admitted = admission.admit(
                self.trust, index, signed, document, self._recusals, place=where
            )
            self.trust, person = admitted.trust, admitted.person
        self._recusals.note(signed.hash, person, document)
        return signed, document, person


class States:
    """The states of the ledger that signed results and epochs name, compared with its own."""

    def __init__(self, reader: Reader) -> None:
        self._named: dict[int, list[tuple[str, results.LedgerPoint]]] = {}
        self._frontier = log.Frontier()
        points: list[tuple[str, results.LedgerPoint]] = []
        epochs: list[Epoch] = []
        for stored in documents.read(reader, "standings", "shortlist", "selection", "epoch"):
            try:
                document = forms.read(signed_of(stored))
            except Refusal:  # it is told as an entry
                continue
            if isinstance(document, Epoch):
                epochs.append(document)
                points.append((stored.kind, document.kept))
            elif isinstance(document, _RESULTS):
                points.append((stored.kind, document.ledger))
        for kind, point in points:
            kept = all(
                point.size <= epoch.kept.size for epoch in epochs if epoch.epoch > point.epoch
            )
            if kept:  # a state that was lost cannot be compared any more
                self._named.setdefault(point.size, []).append((kind, point))
        self.compared = 0

    @property
    def root(self) -> str:
        """The root of the entries so far, in hexadecimal."""
        return self._frontier.root.hex()

    def append(self, leaf: ledger.Leaf) -> Iterator[str]:
        """Take one more entry; what does not agree with it is told."""
        type_ = payload_type(leaf.kind, leaf.version)
        self._frontier = self._frontier.append(log.leaf_hash(log.leaf(leaf.hash, type_)))
        for kind, point in self._named.get(self._frontier.size, ()):
            self.compared += 1
            if point.root != self.root:
                yield _(
                    "“{kind}” was signed when the first {size} entries were others than now."
                ).format(kind=kind, size=point.size)


def erased(reader: Reader) -> frozenset[str]:
    """Hashes of the values that `erase` decisions name; decisions that are broken name none."""
    named: set[str] = set()
    for stored in documents.read(reader, "decision"):
        try:
            document = forms.read(signed_of(stored))
        except Refusal:
            continue
        if isinstance(document, Erase):
            named.update(document.erased)
    return frozenset(named)


def is_signed(part: parts.Part, named: PartHash) -> bool:
    """Whether a kept value is the one that a document holds under this hash."""
    if (part.name, part.audience) != (named.name, named.audience):
        return False
    value = Part(name=part.name, audience=part.audience, salt=part.salt, value=part.value)
    try:
        return hash_of(value) == named.hash
    except Refusal:
        return False


def place(index: int) -> str:
    """A place in the ledger for people, counted from 1."""
    return _("entry {n}").format(n=index + 1)
