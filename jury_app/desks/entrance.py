"""The entrance to the ledger: what the office enters of what devices send.

An entry stays for ever, and every later proof rests on it; so more is asked here than `verify` asks
of entries: nothing that this version cannot judge, no card whose lanes could be told later, when
standings are signed already, and no card of a live defense that names no session of it.
"""

from collections.abc import Mapping
from typing import Protocol

from jury_app.base.document import Document
from jury_app.base.errors import Refusal
from jury_app.base.texts import N_
from jury_app.exchange import admission, forms
from jury_app.exchange.admission import Admitted, Recusals
from jury_app.exchange.envelope import Signed
from jury_app.exchange.roster import Trust
from jury_app.jury.scorecard import DEFENSE, Recusal, Scorecard, Session
from jury_app.store import cards, documents
from jury_app.store.reader import Reader
from jury_app.tally.cards import lane_estimate

AUDIENCES = ("entrant", "panel", "public")
"""To whom parts may go."""
_LANE = "lane/"


class Value(Protocol):
    """A part's value, as it came or as it is kept."""

    @property
    def value(self) -> object:
        """Any JSON value."""


def admit(
    trust: Trust,
    index: int,
    signed: Signed,
    document: Document | None,
    recusals: Recusals,
    *,
    reader: Reader,
    values: Mapping[str, Value],
    place: str | None = None,
) -> Admitted:
    """Judge a document that a device sent, at the place where it would be entered now.

    Args:
        trust: After all entries before.
        index: The place in the ledger.
        signed: The signed document.
        document: Its content; None for an unknown kind.
        recusals: After all entries before.
        reader: The office's workspace: a session is entered there before jurors hear of it.
        values: Hash → value, of its parts that are here.
        place: Where it was found.

    Raises:
        Refusal: It may not be entered (`exchange.admission`), is of a kind that is unknown or
            never entered, or a scorecard whose lane estimates are not all here, or of a live
            defense without its sessions.
    """
    if document is None:
        raise Refusal(
            N_("This version does not know “{kind}” and cannot enter it; update the program."),
            place=place,
            kind=f"{signed.kind}.v{signed.version}",
        )
    if signed.kind in forms.OWN and not isinstance(document, forms.Epoch):
        raise Refusal(
            N_("A document of the kind “{kind}” is never entered in the ledger."),
            place=place,
            kind=signed.kind,
        )
    if isinstance(document, Scorecard):
        _check_lanes(document, values, place)
        _check_sessions(reader, document, place)
    return admission.admit(trust, index, signed, document, recusals, place=place)


def _check_lanes(card: Scorecard, values: Mapping[str, Value], place: str | None) -> None:
    lanes = [part for part in card.parts if part.name.startswith(_LANE)]
    known = all(
        part.audience in AUDIENCES
        and part.hash in values
        and lane_estimate(values[part.hash].value) is not None
        for part in lanes
    )
    if not known or len({part.name for part in lanes}) != len(lanes):
        raise Refusal(
            N_("This scorecard came without whole lane estimates; its juror signs it anew."),
            place=place,
        )


def _check_sessions(reader: Reader, card: Scorecard, place: str | None) -> None:
    if card.round != DEFENSE:
        return
    minuted = {
        each.hash
        for each in documents.entered(reader, Session.KIND)
        if isinstance(each.document, Session) and each.document.film == card.film
    }
    if not card.sessions or not minuted.issuperset(card.sessions):
        raise Refusal(
            N_(
                "This scorecard of a live defense does not name the sessions of its film; its juror"
                " fetches these from the festival and signs it anew."
            ),
            place=place,
        )


def note(
    reader: Reader, recusals: Recusals, hash_: str, person: str, document: Document | None
) -> None:
    """Take an admitted document into account; the first recusal makes films of cards matter."""
    if isinstance(document, Recusal) and not recusals.pairs:
        recusals.film_of |= cards.films(reader)
    recusals.note(hash_, person, document)
