"""Decisions: dated, signed acts that are not rules, each about one thing and never more.

A decision is a tagged union on `decision`; each kind has just its fields. The reason is a part
(`reason`, audience `panel`). Who may sign which kind: `rules.authority`.
"""

from typing import ClassVar, Literal

from jury_app.base.document import Code, Count, Document, Hash, Id, Key, Parted, Piece, Stamp, Zone
from jury_app.jury.festival import Device, Role


class Decision(
    Document, Parted, frozen=True, kw_only=True, omit_defaults=True, tag_field="decision"
):
    """What all decisions hold."""

    KIND: ClassVar[str] = "decision"

    edition: Hash
    at: Stamp


# About a round -----------------------------------------------------------------------------------


class Open(Decision, frozen=True, kw_only=True, omit_defaults=True, tag="open"):
    """Opens a round and locks the rules' hash.

    Attributes:
        deadline: Until when, in UTC; shown in `zone` and in local time. It never decides: the
            closing's place in the ledger does.
        nonce: 128 random bits, so that no opening can be prepared beforehand.
    """

    round: Code
    rules: Hash
    deadline: Stamp
    zone: Zone
    nonce: Id


class Extend(Decision, frozen=True, kw_only=True, omit_defaults=True, tag="extend"):
    """Moves the deadline of an open round."""

    round: Code
    deadline: Stamp
    zone: Zone


class Missing(Piece, frozen=True, kw_only=True, omit_defaults=True):
    """An assignment without a valid card when its round closed."""

    film: Id
    juror: Id


class Close(Decision, frozen=True, kw_only=True, omit_defaults=True, tag="close"):
    """Closes a round: cards entered later do not count unless admitted. Names what is missing."""

    round: Code
    missing: tuple[Missing, ...] = ()


class Reopen(Decision, frozen=True, kw_only=True, omit_defaults=True, tag="reopen"):
    """Opens a closed round again, under the same rules."""

    round: Code
    deadline: Stamp
    zone: Zone


class Texts(Decision, frozen=True, kw_only=True, omit_defaults=True, tag="texts"):
    """Declares changed texts: `wording` keeps earlier cards; `scoring` asks for `cards` again."""

    texts: Hash
    replaces: Hash
    effect: Literal["wording", "scoring"]
    cards: tuple[Hash, ...] = ()


class Publish(Decision, frozen=True, kw_only=True, omit_defaults=True, tag="publish"):
    """Declares a round decided or its results public."""

    round: Code
    what: Literal["decided", "published"]


# About a scorecard -------------------------------------------------------------------------------


class ReopenCard(Decision, frozen=True, kw_only=True, omit_defaults=True, tag="reopen_card"):
    """Lets one revision of `card` count although the round is closed."""

    card: Hash


class Admit(Decision, frozen=True, kw_only=True, omit_defaults=True, tag="admit"):
    """Counts one card that came after the closing, or settles a disputed one."""

    card: Hash


class Void(Decision, frozen=True, kw_only=True, omit_defaults=True, tag="void"):
    """Takes one card out of the count; its trace stays."""

    card: Hash


# About a film ------------------------------------------------------------------------------------


class Query(Decision, frozen=True, kw_only=True, omit_defaults=True, tag="query"):
    """Puts a film on query: something about it must be answered first."""

    film: Id
    about: tuple[Code, ...] = ()


class Eligible(Decision, frozen=True, kw_only=True, omit_defaults=True, tag="eligible"):
    """Admits a film to the competition."""

    film: Id


class Ineligible(Decision, frozen=True, kw_only=True, omit_defaults=True, tag="ineligible"):
    """Keeps a film out of the competition."""

    film: Id


class Withdraw(Decision, frozen=True, kw_only=True, omit_defaults=True, tag="withdraw"):
    """Takes a film out at its makers' wish; there is no way back."""

    film: Id


class Recategorise(Decision, frozen=True, kw_only=True, omit_defaults=True, tag="recategorise"):
    """Moves a film to `category`; says whether cards of open rounds stay or are signed again."""

    film: Id
    category: Code
    cards: Literal["stay", "again"]


class NewCut(Decision, frozen=True, kw_only=True, omit_defaults=True, tag="new_cut"):
    """Replaces a film's screener: `same` keeps its cards, `confirm` asks for a revision of each."""

    film: Id
    screener: Hash
    effect: Literal["same", "confirm"]


class Hold(Decision, frozen=True, kw_only=True, omit_defaults=True, tag="hold"):
    """Keeps a film from being finally selected until it is released."""

    film: Id
    about: Literal["ethics", "gate", "query"]


class Release(Decision, frozen=True, kw_only=True, omit_defaults=True, tag="release"):
    """Ends every hold of a film that stands when this is entered."""

    film: Id


class GateRuling(Decision, frozen=True, kw_only=True, omit_defaults=True, tag="gate_ruling"):
    """The chair's ruling in a gate dispute; it ends that hold."""

    film: Id
    round: Code
    verdict: Literal["meets", "does_not"]


class Shortlisted(Decision, frozen=True, kw_only=True, omit_defaults=True, tag="shortlist"):
    """Puts one film on the list of films that go to R2, whatever its rank (a wild card)."""

    film: Id


class Select(Decision, frozen=True, kw_only=True, omit_defaults=True, tag="select"):
    """Selects one film for R3, whatever its rank (a wild card)."""

    film: Id


class Override(Decision, frozen=True, kw_only=True, omit_defaults=True, tag="override"):
    """Keeps one film off a list on which its rank would put it."""

    film: Id
    off: Literal["shortlist", "selection"]


class TieBreak(Decision, frozen=True, kw_only=True, omit_defaults=True, tag="tie_break"):
    """Puts `film` before `over` wherever the two are told as a tie in `standing`."""

    film: Id
    over: Id
    standing: Code


class HonourGiven(Decision, frozen=True, kw_only=True, omit_defaults=True, tag="honour"):
    """Gives an honour to a film; the panel's endorsements name this decision."""

    film: Id
    honour: Code


# About one juror's assignments, and about people ------------------------------------------------


class Assign(Decision, frozen=True, kw_only=True, omit_defaults=True, tag="assign"):
    """Assigns films to a juror in a round; adds to what was assigned before."""

    juror: Id
    round: Code
    films: tuple[Id, ...]


class Unassign(Decision, frozen=True, kw_only=True, omit_defaults=True, tag="unassign"):
    """Takes films from a juror in a round; a card already entered stays and counts."""

    juror: Id
    round: Code
    films: tuple[Id, ...]


class Enrol(Decision, frozen=True, kw_only=True, omit_defaults=True, tag="enrol"):
    """Accepts a device that answered an invitation: what it signed counts from here on."""

    person: Id
    roles: tuple[Role, ...]
    device: Device
    enrolment: Hash


class Revoke(Decision, frozen=True, kw_only=True, omit_defaults=True, tag="revoke"):
    """Ends a device: documents in its messages after `number` do not count."""

    key: Key
    number: Count


class Erase(Decision, frozen=True, kw_only=True, omit_defaults=True, tag="erase"):
    """Erases the values of parts by their hashes; the signed documents stay as they are."""

    erased: tuple[Hash, ...]


AnyDecision = (
    Open
    | Extend
    | Close
    | Reopen
    | Texts
    | Publish
    | ReopenCard
    | Admit
    | Void
    | Query
    | Eligible
    | Ineligible
    | Withdraw
    | Recategorise
    | NewCut
    | Hold
    | Release
    | GateRuling
    | Shortlisted
    | Select
    | Override
    | TieBreak
    | HonourGiven
    | Assign
    | Unassign
    | Enrol
    | Revoke
    | Erase
)
"""Any decision; decode with this type."""
