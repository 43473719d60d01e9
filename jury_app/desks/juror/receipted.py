"""What the office's receipts tell a device: where its own documents stand, and others' beside.

A document comes to a juror when it concerns them. Where the order in which documents came does not
say what a decision asked (`jury.endorsing`), or whether a card was late (`lateness`), the office
sends the places of those that matter.
"""

from jury_app.base.errors import Refusal
from jury_app.desks.filing import signed_of
from jury_app.desks.ledger import trust_of
from jury_app.exchange import forms, ledger
from jury_app.exchange.channel import Opened
from jury_app.exchange.envelope import Signed
from jury_app.store import channels, documents
from jury_app.store.reader import Reader


def places(reader: Reader, opened: Opened) -> dict[str, int]:
    """Hash → place in the ledger, of what a message's receipts tell of others' documents."""
    told: dict[str, int] = {}
    for signed in opened.documents:
        if signed.kind != forms.Receipt.KIND:
            continue
        try:
            document = forms.read(signed)
            if not isinstance(document, forms.Receipt):
                continue
            proved = {each.hash: each.key for each in _proved(reader, document, opened)}
        except Refusal:  # told where the message is judged
            continue
        of_others = set(proved.values()) - {opened.message.device}
        if of_others and signed.key == trust_of(reader)[0].sequencer:
            told |= {e.document: e.index for e in document.entries if e.document in proved}
    return told


def own(reader: Reader, receipt: forms.Receipt, opened: Opened) -> list[channels.Receipt]:
    """The receipts of documents that this device signed, each proved."""
    here = opened.message.device
    ours = {each.hash for each in _proved(reader, receipt, opened) if each.key == here}
    return [
        channels.Receipt(
            entry.document,
            entry.index,
            receipt.ledger.epoch,
            receipt.ledger.size,
            receipt.ledger.root,
        )
        for entry in receipt.entries
        if entry.document in ours
    ]


def _proved(reader: Reader, receipt: forms.Receipt, opened: Opened) -> list[Signed]:
    """The documents that a receipt names and that are here, or come with it, each proved.

    Raises:
        Refusal: One of them is not proved.
    """
    named = [entry.document for entry in receipt.entries]
    here = {each.hash: each for each in opened.documents}
    here |= {each.hash: signed_of(each) for each in documents.waiting(reader)}
    here |= {hash_: signed_of(each) for hash_, each in documents.many(reader, named).items()}
    signed = [here[hash_] for hash_ in named if hash_ in here]
    ledger.check_receipt(receipt, signed)
    return signed
