"""Endorsing: the second signature under a decision, at whichever desk the person asked for it sits.

Which decisions wait for endorsements follows from the rules (`jury.endorsing`).
"""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from jury_app.base.document import PartHash
from jury_app.base.errors import Refusal
from jury_app.base.texts import N_, _, ngettext, noted, series
from jury_app.base.texts import language as language_in_use
from jury_app.desks import moments
from jury_app.desks.catalogue import Catalogue, catalogue
from jury_app.desks.ledger import Said, act
from jury_app.desks.rules import wording_in
from jury_app.desks.seat import Seat
from jury_app.desks.words import decision_name, said
from jury_app.jury import decisions as d
from jury_app.jury.endorsing import Endorsed
from jury_app.jury.packets import film_decided_about
from jury_app.jury.scorecard import Endorsement
from jury_app.rules import authority
from jury_app.rules.forms import Wording
from jury_app.store import cards, documents, parts, settings
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
        signer: Name of who decided; what they are where no packet brought it yet.
        role: Whose endorsements the rules ask.
        count: How many.
        by: Names of those who endorsed it, as far as this device was told.
        missing: How many it still waits for.
        what: What is decided, in a few words of the language in use.
        is_on_the_way: Whether this device endorsed it, and the ledger has not said so yet.
        title: The film's title; empty for a decision about a round.
        number: The film's number; 0 where there is none.
        detail: `about` without the film.
        decider: What the signer is: chair, office.
        at: When it was signed, in UTC.
        reason: Why, as far as it is known here.
        asks_here: Whether the person at this desk may endorse it and has not.
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
    title: str = ""
    number: int = 0
    detail: str = ""
    decider: str = ""
    at: str = ""
    reason: str = ""
    asks_here: bool = False

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
        return asked_in(seat, reader, catalogue(reader))


def asked_in(seat: Seat, reader: Reader, known: Catalogue) -> list[Asked]:
    """As `asked`, by what is read already."""
    endorsed = known.course.endorsed
    if not endorsed:
        return []
    wording = wording_in(reader, language_in_use())
    film_of = cards.films(reader)
    sent = _on_the_way(seat, reader)
    person = str(settings.get(reader, "person", ""))
    reasons = parts.values(reader, (part.hash for _, part in _reasons(endorsed)))
    reason_of = {hash_: str(reasons.get(part.hash, "")) for hash_, part in _reasons(endorsed)}
    found = []
    for hash_, each in endorsed.items():
        film = film_decided_about(each.decision, film_of)
        title, detail = known.title(film) if film else "", _detail(each.decision, wording)
        found.append(
            Asked(
                hash_,
                each.need.kind.partition("/")[2],
                " · ".join(filter(None, (title, detail))),
                _signer(each, known),
                each.need.role,
                each.need.count,
                tuple(map(known.name, each.by)),
                each.missing,
                decision_name(each.decision),
                is_on_the_way=hash_ in sent,
                title=title,
                number=known.course.films[film].number if film in known.course.films else 0,
                detail=detail,
                decider=_decider(each, known),
                at=each.decision.at,
                reason=reason_of.get(hash_, ""),
                asks_here=hash_ not in sent and _may_endorse(each, film, person, known),
            )
        )
    return found


def _may_endorse(each: Endorsed, film: str, person: str, known: Catalogue) -> bool:
    """Whether a decision waits for an endorsement that this person has not given and may give."""
    here = known.course.persons.get(person)
    return (
        each.missing > 0
        and person not in (each.signer, *each.by)
        and (film, person) not in known.course.recusals
        and here is not None
        and each.need.role in here.roles
    )


def _reasons(endorsed: Mapping[str, Endorsed]) -> Iterator[tuple[str, PartHash]]:
    """(hash, part) of the reasons of decisions."""
    for hash_, each in endorsed.items():
        yield from ((hash_, part) for part in each.decision.parts if part.name == "reason")


def _decider(each: Endorsed, known: Catalogue) -> str:
    """What somebody is who decided: of their roles those that may sign such a decision."""
    may = authority.signers(each.need.kind)
    person = known.course.persons.get(each.signer)
    roles = may if person is None else may & {*person.roles}
    return series(said(role) for role in sorted(roles or may))


def _signer(each: Endorsed, known: Catalogue) -> str:
    """The name of who decided; where no packet brought it yet, what they are."""
    has_name = "name" in known.people.get(each.signer, {})
    return known.name(each.signer) if has_name else _decider(each, known)


def _detail(decision: d.Decision, wording: Wording) -> str:
    """What is decided of a film, or the round, in the festival's words."""
    words = []
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
