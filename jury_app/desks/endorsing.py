"""Endorsing: the second signature under a decision, at whichever desk the person asked for it sits.

Which decisions wait for endorsements follows from the rules (`jury.endorsing`).
"""

from collections.abc import Mapping

from msgspec import Struct

from jury_app.base.errors import Refusal
from jury_app.base.texts import N_, _, ngettext, noted
from jury_app.base.texts import language as language_in_use
from jury_app.desks import moments
from jury_app.desks.catalogue import Catalogue, catalogue
from jury_app.desks.ledger import Said, act
from jury_app.desks.rules import wording_in
from jury_app.desks.seat import Seat
from jury_app.desks.words import decision_name
from jury_app.jury import decisions as d
from jury_app.jury.packets import film_decided_about
from jury_app.jury.scorecard import Endorsement
from jury_app.rules.forms import Wording
from jury_app.store import cards, documents
from jury_app.store.reader import Reader

_CARD_DIGITS = 12
"""So many digits tell a card, wherever one is named."""


class Asked(Struct, frozen=True):
    """A decision that asks for endorsements.

    Attributes:
        hash: Its identity.
        kind: Kind of decision.
        about: The film with what it is given or with its card, or the round; of a card that is not
            here its hash alone.
        signer: Name of who decided.
        role: Whose endorsements the rules ask.
        count: How many.
        by: Names of those who endorsed it, as far as this device was told.
        missing: How many it still waits for.
        what: What is decided, in a few words of the language in use.
        is_on_the_way: Whether this device endorsed it, and the ledger has not said so yet.
    """

    hash: str
    kind: str
    about: str
    signer: str
    role: str
    count: int
    by: tuple[str, ...]
    missing: int
    what: str = ""
    is_on_the_way: bool = False

    @property
    def state_text(self) -> str:
        """Whether it has its endorsements, in words."""
        text = endorsements_text(self.missing)
        return noted(text, _("yours is on its way")) if self.is_on_the_way else text


def endorsements_text(missing: int) -> str:
    """Whether a decision has its endorsements, in words."""
    if not missing:
        return _("endorsed")
    return ngettext(
        "waits for {n} more endorsement", "waits for {n} more endorsements", missing
    ).format(n=missing)


def asked(seat: Seat) -> list[Asked]:
    """The decisions that ask for endorsements and are known here, in the ledger's order."""
    with seat.workspace.reading() as reader:
        known = catalogue(reader)
        wording = wording_in(reader, language_in_use())
        endorsed = known.course.endorsed
        film_of = cards.films(reader) if endorsed else {}
        sent = _on_the_way(seat, reader)
    return [
        Asked(
            hash_,
            each.need.kind.partition("/")[2],
            _about(each.decision, known, wording, film_of),
            known.name(each.signer),
            each.need.role,
            each.need.count,
            tuple(map(known.name, each.by)),
            each.missing,
            decision_name(each.decision),
            hash_ in sent,
        )
        for hash_, each in endorsed.items()
    ]


def _about(
    decision: d.Decision, known: Catalogue, wording: Wording, film_of: Mapping[str, str]
) -> str:
    film = film_decided_about(decision, film_of)
    words = [known.title(film)] if film else []
    if isinstance(decision, d.ReopenCard | d.Admit | d.Void):
        words.append(decision.card[:_CARD_DIGITS])
    elif isinstance(decision, d.HonourGiven):
        words.append(wording.label(f"honour/{decision.honour}"))
    elif isinstance(decision, d.Open | d.Extend | d.Reopen | d.Close | d.Publish):
        words.append(wording.label(f"round/{decision.round}"))
    if isinstance(decision, d.Open | d.Extend | d.Reopen):
        words.append(moments.shown(decision.deadline, decision.zone))
    return " · ".join(words)


def endorse(seat: Seat, reference: str) -> Asked:
    """Endorse a decision.

    Args:
        seat: The seat of somebody whom the rules ask.
        reference: The decision's hash, or its first digits.

    Raises:
        Refusal: No or several such decisions are known here; it is the person's own or endorsed by
            them already; their roles do not allow it, or they are recused from its film.
    """
    person = seat.person
    with seat.workspace.reading() as reader:
        asks = documents.course(reader).endorsed
        here = seat.public.signing
        mine = {
            each.document.document
            for each in documents.entered(reader, "endorsement")
            if isinstance(each.document, Endorsement) and each.document.key == here
        }
        mine |= _on_the_way(seat, reader)
    found = [hash_ for hash_ in asks if hash_.startswith(reference.strip().lower())]
    if len(found) != 1:
        raise Refusal(
            N_("{n} decisions that ask for endorsements begin with “{hash}”; one is needed."),
            n=len(found),
            hash=reference,
        )
    (wanted,) = found
    if asks[wanted].signer == person:
        raise Refusal(N_("You took this decision; others endorse it."))
    if wanted in mine or person in asks[wanted].by:
        raise Refusal(N_("You have endorsed this decision already."))
    document = Endorsement(edition=seat.edition, document=wanted, key=here, at=seat.now)
    act(seat, [Said(document)])
    return next(each for each in asked(seat) if each.hash == wanted)


def _on_the_way(seat: Seat, reader: Reader) -> set[str]:
    """Hashes of what this device endorsed and the ledger has not brought back yet."""
    return {
        document.document
        for each in documents.waiting(reader)
        if each.key == seat.public.signing and isinstance(document := each.decoded(), Endorsement)
    }
