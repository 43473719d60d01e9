"""Packets: which documents and which parts concern one juror. What is not sent cannot leak.

A juror gets the rules, what the festival says to everybody, and what is about their own films and
cards; never another juror's card, never a chair's hold or ruling, and of a film only the parts
that the round shows (what R1 hides arrives once their card is acknowledged).
"""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from jury_app.base.document import Document, PartHash
from jury_app.jury import decisions as d
from jury_app.jury.course import Course, Entered
from jury_app.jury.festival import Enrolment, Genesis, Person, Roster
from jury_app.jury.film import Film, Screener
from jury_app.jury.scorecard import Endorsement, Recusal, Scorecard, Session
from jury_app.rules.rules import Provenance, Rules, Texts

_EVERYBODY = (
    Genesis,
    Roster,
    Rules,
    Texts,
    Provenance,
    d.Open,
    d.Extend,
    d.Close,
    d.Reopen,
    d.Publish,
    d.Texts,
)
_ABOUT_FILM = (
    d.Query,
    d.Eligible,
    d.Ineligible,
    d.Withdraw,
    d.Recategorise,
    d.NewCut,
    Film,
    Screener,
)
_ABOUT_CARD = (d.ReopenCard, d.Admit, d.Void)


def films_of(course: Course, juror: str, round_id: str | None = None) -> frozenset[str]:
    """Every film that was ever assigned to the juror, in this round or in any."""
    return frozenset(
        film
        for film, who, its in course.assigned
        if who == juror and (round_id is None or its == round_id)
    )


def concerns(  # noqa: PLR0911  one return a group of kinds
    document: Document,
    juror: str,
    films: AbstractSet[str],
    cards: AbstractSet[str],
    defended: AbstractSet[str] = frozenset(),
) -> bool:
    """Whether a document belongs in the juror's packet.

    Args:
        document: Any entered document.
        juror: The juror's person id.
        films: Films that were ever theirs (`films_of`).
        cards: Hashes of their own entered cards.
        defended: Films whose defense they judge.
    """
    if isinstance(document, _EVERYBODY):
        return True
    if isinstance(document, _ABOUT_FILM):
        return document.film in films
    if isinstance(document, Session):
        return document.film in defended
    if isinstance(document, _ABOUT_CARD):
        return document.card in cards
    if isinstance(document, Scorecard | Recusal | d.Assign | d.Unassign):
        return document.juror == juror
    if isinstance(document, Person | Enrolment):
        return document.person == juror
    if isinstance(document, d.Enrol):  # whose decisions they must be able to verify
        return document.person == juror or set(document.roles) != {"juror"}
    return isinstance(document, d.Revoke | d.Erase)  # an erasure holds wherever a value may lie


def asked_of(
    course: Course, juror: str, to_score: AbstractSet[str], film_of: Mapping[str, str]
) -> frozenset[str]:
    """Hashes of the decisions about films and cards that ask this juror for an endorsement.

    They are asked of those to whom the film was assigned, when they have scored it: a juror who
    still has to must not know what others decided about it.

    Args:
        course: The course of the edition.
        juror: The juror's person id.
        to_score: Films that they still have to score.
        film_of: Hash of a card → its film.
    """
    films = films_of(course, juror) - to_score
    return frozenset(
        hash_
        for hash_, each in course.endorsed.items()
        if each.need.role == "juror"
        and (film := film_decided_about(each.decision, film_of)) in films
        and (film, juror) not in course.recusals
    )


def deciders(course: Course, asked: AbstractSet[str]) -> frozenset[str]:
    """Who took these decisions: whom one endorses, one must know by name."""
    return frozenset(course.endorsed[hash_].signer for hash_ in asked)


def film_decided_about(decision: d.Decision, film_of: Mapping[str, str]) -> str:
    """The film that a decision is about, itself or by its card; empty for any other.

    Args:
        decision: The decision.
        film_of: Hash of a card → its film.
    """
    if isinstance(decision, _ABOUT_CARD):
        return film_of.get(decision.card, "")
    return str(getattr(decision, "film", ""))


def endorsements_told(
    course: Course,
    juror: str,
    films: AbstractSet[str],
    cards: AbstractSet[str],
    defended: AbstractSet[str],
) -> tuple[frozenset[str], frozenset[str]]:
    """Decisions whose endorsements go to the juror, and who endorsed these.

    A decision that a packet brings has its effect at the juror's desk where it has it in the
    ledger; so its endorsements come with it, and the enrolments by which they are verified. The
    arguments are those of `concerns`.
    """
    told = {
        hash_: each
        for hash_, each in course.endorsed.items()
        if concerns(each.decision, juror, films, cards, defended)
    }
    return frozenset(told), frozenset(who for each in told.values() for who in each.by)


def to_be_placed(
    course: Course,
    fresh: Iterable[Entered],
    told: Iterable[Entered],
    receipted: Iterable[Entered] = (),
) -> tuple[str, ...]:
    """Hashes of documents whose places in the ledger a juror must know to read a packet right.

    What a decision asked hangs on the opening before it, and a juror hears of a film's decisions
    when the film becomes theirs, perhaps after later openings. Where these ask otherwise, the
    places of such decisions are told, with those of all openings and their endorsements. Whether a
    card came after a closing the juror learns with its receipt, by the places of what opened and
    closed the round; of one that came before the first closing there is nothing to be learnt.

    Args:
        course: The course of the edition.
        fresh: What the packet brings.
        told: That, and everything that the juror was told before.
        receipted: The juror's documents whose first receipt goes with the packet.
    """
    closed = {
        each.document.round
        for each in receipted
        if isinstance(each.document, Scorecard)
        and (its_round := course.rounds.get(each.document.round)) is not None
        and 0 <= its_round.windows[0][1] < each.index
    }
    told = list(told)
    doubtful = [
        each.hash
        for each in fresh
        if isinstance(each.document, d.Decision)
        and course.asks.hangs_on_place(each.hash, each.document)
    ]
    bounds = [
        each.hash
        for each in told
        if isinstance(each.document, d.Reopen | d.Close) and each.document.round in closed
    ]
    if not (doubtful or closed):
        return ()
    openings = [each.hash for each in told if isinstance(each.document, d.Open)]
    rounds = {*openings, *bounds}
    endorsed = [
        each.hash
        for each in told
        if isinstance(each.document, Endorsement) and each.document.document in rounds
    ]
    return tuple(dict.fromkeys((*openings, *bounds, *endorsed, *doubtful)))


def without_strangers(entries: Iterable[Entered]) -> list[Entered]:
    """What is left of a juror's packet without revocations of devices that it does not enrol.

    Nobody needs them; and an enrolment that is told later, with what its device endorsed, would
    come after the revocation, where nobody may be enrolled any more.
    """
    entries = list(entries)
    enrolled = {each.document.device.key for each in entries if isinstance(each.document, d.Enrol)}
    return [
        each
        for each in entries
        if not isinstance(each.document, d.Revoke) or each.document.key in enrolled
    ]


def parts_for_juror(
    entries: Iterable[Entered],
    juror: str,
    hidden: Mapping[str, AbstractSet[str]],
) -> list[str]:
    """Hashes of the parts that go with the documents of a juror's packet.

    Of another person there is nothing but the name.

    Args:
        entries: The packet's documents.
        juror: The juror's person id.
        hidden: Film → names of parts that the juror must not have yet.
    """
    hashes: list[str] = []
    for entered in entries:
        document = entered.document
        if isinstance(document, Scorecard | Recusal) and document.juror != juror:
            continue
        held = held_names(document, hidden)
        is_stranger = isinstance(document, Person) and document.person != juror
        hashes += [
            part.hash
            for part in all_parts(document)
            if part.name not in held
            and part.name.partition("/")[0] not in held
            and (part.name == "name" or not is_stranger)
        ]
    return hashes


def held_names(document: Document, hidden: Mapping[str, AbstractSet[str]]) -> AbstractSet[str]:
    """Names of a document's parts that are held back; of a screener, how entrants call its files.

    A file's name may say whose film it is, so it is hidden while anything of the film is.
    """
    if isinstance(document, Film):
        return hidden.get(document.film, frozenset())
    if isinstance(document, Screener) and hidden.get(document.film):
        return frozenset({"name"})
    return frozenset()


def hidden_parts(
    course: Course, rules: Rules, juror: str, acknowledged: AbstractSet[tuple[str, str]]
) -> dict[str, frozenset[str]]:
    """Film → parts hidden from the juror: those of every round they still have to score.

    Args:
        course: The course of the edition.
        rules: Its rules.
        juror: The juror's person id.
        acknowledged: (film, round) for which a card of theirs is in the ledger.
    """
    hidden: dict[str, frozenset[str]] = {}
    for film, round_id in still_to_judge(course, juror, acknowledged):
        names = frozenset(rules.round(round_id).hidden)
        hidden[film] = hidden.get(film, frozenset()) | names
    return hidden


def still_to_judge(
    course: Course, juror: str, acknowledged: AbstractSet[tuple[str, str]]
) -> frozenset[tuple[str, str]]:
    """(film, round) that a juror was given and may still score, or could have.

    A round that is over, or that they were taken off, is left behind for a film that they judge in
    a round that opened later: that one says what it hides, and what it keeps from them.

    Args:
        course: The course of the edition.
        juror: The juror's person id.
        acknowledged: (film, round) for which a card of theirs is in the ledger.
    """
    own: dict[str, list[tuple[str, bool]]] = {}
    for (film, who, round_id), spans in course.assigned.items():
        if who == juror:
            own.setdefault(film, []).append((round_id, spans[-1][1] < 0))
    still: set[tuple[str, str]] = set()
    for film, judged in own.items():
        now = max((_opened(course, each) for each, is_theirs in judged if is_theirs), default=-1)
        for round_id, is_theirs in judged:
            its_round = course.rounds.get(round_id)
            is_past = not is_theirs or (its_round is not None and its_round.is_over)
            is_left = is_past and _opened(course, round_id) < now
            if (film, round_id) not in acknowledged and not is_left:
                still.add((film, round_id))
    return frozenset(still)


def _opened(course: Course, round_id: str) -> int:
    """Where in the ledger a round was opened first; −1 where it was not."""
    its_round = course.rounds.get(round_id)
    return its_round.windows[0][0] if its_round is not None and its_round.windows else -1


def all_parts(document: Document) -> tuple[PartHash, ...]:
    """Every part of a document, those of its viewings and items included."""
    own: tuple[PartHash, ...] = getattr(document, "parts", ())
    if isinstance(document, Scorecard):
        return own + tuple(part for viewing in document.viewings for part in viewing.parts)
    if isinstance(document, Screener):
        return own + tuple(part for item in document.items for part in item.parts)
    return own
