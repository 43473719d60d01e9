"""The ledger's own state: what is entered, its epochs, checkpoints and receipts. Pure.

Exactly one device, the sequencer, appends. The store keeps the entries in the same transaction as
what follows from them; this state is what it takes to append, to sign and to prove. The copy on
the disk beside the database is `exchange.mirror`.
"""

from collections.abc import Iterable, Sequence

from jury_app.base.document import Document
from jury_app.base.errors import Refusal
from jury_app.base.texts import N_
from jury_app.exchange import log
from jury_app.exchange.envelope import Signed
from jury_app.exchange.forms import Checkpoint, Epoch, Inclusion, Receipt, point
from jury_app.jury.results import LedgerPoint


class Ledger:
    """A ledger of which every leaf is known: appends, and proves what it holds.

    Args:
        entries: (hash, payload type) of what is entered already, in order; all of it is of `epoch`.
        epoch: The epoch at its end.
    """

    def __init__(self, entries: Iterable[tuple[str, str]] = (), epoch: int = 1) -> None:
        self.epoch = epoch
        self._tree = log.Tree()
        self._index: dict[str, int] = {}
        for hash_, type_ in entries:
            self._append(hash_, type_)

    def __len__(self) -> int:
        return len(self._index)

    def index(self, hash_: str) -> int | None:
        """The place of a document, or None where it is not entered."""
        return self._index.get(hash_)

    @property
    def point(self) -> LedgerPoint:
        """The present state."""
        return point(self.epoch, len(self), self._tree.root())

    def root(self, size: int) -> str:
        """The root of the first `size` entries, in hexadecimal."""
        return self._tree.root(size).hex()

    def append(self, hash_: str, type_: str, document: Document | None) -> int:
        """Enter a document that was admitted; its index.

        Args:
            hash_: Its identity.
            type_: Its payload type.
            document: Its content, for an epoch's sake; None where it is withheld or not known.

        Raises:
            Refusal: It is entered already, or is an epoch that does not follow.
        """
        if hash_ in self._index:
            raise Refusal(N_("This document is in the ledger already; nothing was entered twice."))
        if isinstance(document, Epoch):
            self._begin(document)
        return self._append(hash_, type_)

    def _append(self, hash_: str, type_: str) -> int:
        index = len(self._index)
        self._tree.append(log.leaf_hash(log.leaf(hash_, type_)))
        self._index[hash_] = index
        return index

    def _begin(self, document: Epoch) -> None:
        if document.epoch != self.epoch + 1 or document.kept != self.point:
            raise Refusal(
                N_("Epoch {epoch} does not begin where the ledger that was kept ends."),
                epoch=document.epoch,
            )
        self.epoch = document.epoch

    def check(self, what: str, state: LedgerPoint, *, place: str | None = None) -> None:
        """Refuse a state that is neither the present one nor one of the past.

        Args:
            what: Whose state it is, for the message.
            state: The state.
            place: Where it was found.

        Raises:
            Refusal: Its root is not that of the first `size` entries, or its epoch never began.
        """
        if state.size > len(self) or state.root != self.root(state.size):
            raise Refusal(
                N_("The entries are not those on which “{what}” of {size} entries rests."),
                place=place,
                what=what,
                size=state.size,
            )
        if state.epoch > self.epoch:
            raise Refusal(
                N_("“{what}” names the epoch {epoch}, which never began."),
                place=place,
                what=what,
                epoch=state.epoch,
            )

    def checkpoint(self, edition: str, at: str) -> Checkpoint:
        """What the sequencer signs of the present state."""
        return Checkpoint(edition=edition, ledger=self.point, at=at)

    def receipt(
        self, edition: str, hashes: Sequence[str], at: str, since: LedgerPoint | None = None
    ) -> Receipt:
        """What the sequencer signs for the sender of these documents.

        Args:
            edition: The edition's id.
            hashes: The documents.
            at: Now.
            since: The state of the last receipt to the same device, to prove that the ledger only
                grew.

        Raises:
            KeyError: One of them is not entered.
        """
        entries = []
        for hash_ in hashes:
            index = self._index[hash_]
            path = tuple(node.hex() for node in self._tree.inclusion(index))
            entries.append(Inclusion(document=hash_, index=index, path=path))
        grown = since is not None and since.epoch == self.epoch and since.size > 0
        return Receipt(
            edition=edition,
            ledger=self.point,
            entries=tuple(entries),
            at=at,
            since=since if grown else None,
            consistency=self.consistency(since) if since is not None and grown else (),
        )

    def consistency(self, old: LedgerPoint) -> tuple[str, ...]:
        """RFC 6962's proof that the present log begins with an earlier state of it."""
        return tuple(node.hex() for node in self._tree.consistency(old.size))


def check_receipt(
    receipt: Receipt, documents: Iterable[Signed], last: LedgerPoint | None = None
) -> None:
    """What a juror checks: each of these documents is an entry, and the ledger only grew.

    That the receipt is the sequencer's is judged before (`exchange.admission`).

    Args:
        receipt: The receipt.
        documents: What the juror handed over.
        last: The state of the last receipt, which the new one must continue; a new epoch begins
            anew, and then all documents must be in the receipt again.

    Raises:
        Refusal: A document is not in the receipt, its proof does not lead to the root, or what was
            proved before is gone.
    """
    if last is not None and last.epoch == receipt.ledger.epoch:
        check_extends(last, receipt.ledger, receipt.consistency if receipt.since == last else ())
    known = {entry.document: entry for entry in receipt.entries}
    root = bytes.fromhex(receipt.ledger.root)
    for signed in documents:
        entry = known.get(signed.hash)
        if entry is None or not log.verify_inclusion(
            log.leaf_hash(log.leaf(signed.hash, signed.type)),
            entry.index,
            receipt.ledger.size,
            [bytes.fromhex(node) for node in entry.path],
            root,
        ):
            raise Refusal(
                N_("The receipt does not prove that “{kind}” {hash} is entered; ask the office."),
                kind=signed.kind,
                hash=signed.hash[:12],
            )


def check_extends(old: LedgerPoint, new: LedgerPoint, path: Sequence[str]) -> None:
    """What who keeps an old checkpoint checks: the later ledger begins with it.

    Raises:
        Refusal: Something that was entered is gone or was changed.
    """
    proof = [bytes.fromhex(node) for node in path]
    if not log.verify_consistency(
        old.size, new.size, bytes.fromhex(old.root), bytes.fromhex(new.root), proof
    ):
        raise Refusal(
            N_(
                "The ledger of {new} entries does not begin with the {old} that were proved before."
            ),
            new=new.size,
            old=old.size,
        )
