"""Rounds at the chair's desk: open, close, extend, reopen, and declare decided or published."""

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from jury_app.base.clock import parse_stamp
from jury_app.base.document import PartHash
from jury_app.base.errors import Refusal
from jury_app.base.ids import new_id
from jury_app.base.texts import N_, _
from jury_app.desks import moments
from jury_app.desks.catalogue import Catalogue, catalogue
from jury_app.desks.endorsing import endorsements_text
from jury_app.desks.ledger import Parting, on_the_way
from jury_app.desks.ledger import act as enter
from jury_app.desks.rules import locked_rules
from jury_app.desks.seat import Seat
from jury_app.desks.words import said
from jury_app.jury import decisions as d
from jury_app.jury.counting import card_states
from jury_app.rules.rules import Rules
from jury_app.store import cards
from jury_app.store.reader import Reader

Acts = Literal["open", "close", "extend", "reopen", "decided", "published"]


class RoundAct(Struct, frozen=True, kw_only=True):
    """What is to be done with a round.

    Attributes:
        round: Its id.
        act: What.
        deadline: `2026-07-10 18:00` in `zone`; asked by open, extend and reopen.
        zone: IANA name; the festival's unless given.
        early: Whether a round may be closed before its deadline or under its quorum.
        reason: Why; asked by reopen.
    """

    round: str
    act: Acts
    deadline: str | None = None
    zone: str | None = None
    early: bool = False
    reason: str = ""


class RoundDone(Struct, frozen=True):
    """What was done, whose scorecards are missing (title, juror), and how many endorsements are."""

    round: str
    act: str
    hash: str
    deadline: str
    missing: tuple[tuple[str, str], ...]
    endorsements: int = 0

    def lines(self) -> Iterator[str]:
        """The act for people."""
        yield _("{round}: {act}. Signed: {hash}").format(
            round=self.round.upper(), act=said(self.act), hash=self.hash[:16]
        )
        if self.deadline:
            yield _("Deadline: {deadline}").format(deadline=self.deadline)
        for title, juror in self.missing:
            yield _("Missing: {title} – {juror}").format(title=title, juror=juror)
        if self.endorsements:
            yield endorsements_text(self.endorsements)


def act(seat: Seat, wanted: RoundAct) -> RoundDone:
    """Do something with a round.

    Raises:
        Refusal: No such round, the act does not fit its state, a deadline or reason is missing, an
            opening under these rules waits already, or closing would be early and nobody said so.
    """
    with seat.workspace.reading() as reader:
        known = catalogue(reader)
        rules = locked_rules(seat, reader)
        rules_hash = str(seat.setting(reader, "rules"))
        if wanted.round not in {each.id for each in rules.rounds}:
            raise Refusal(N_("The rules have no round “{round}”."), round=wanted.round)
        _refuse_unfit(known, wanted)
        if wanted.act == "open":
            _refuse_second_opening(reader, known, wanted.round, rules_hash)
        missing = missing_cards(reader, known, wanted.round)
    parting = Parting(seat)
    reason = parting.reason(wanted.reason)
    deadline = ""
    decision: d.Decision
    if wanted.act == "close":
        _refuse_early(seat, known, rules, wanted, missing)
        decision = _closing(seat, wanted.round, missing, reason)
    elif wanted.act in ("decided", "published"):
        decision = d.Publish(
            edition=seat.edition,
            at=seat.now,
            round=wanted.round,
            what=wanted.act,
            parts=reason,
        )
    else:
        moment, zone = _deadline(wanted, rules)
        deadline = moments.shown(moment, zone)
        decision = _dated(seat, wanted, (moment, zone, rules_hash), reason)
    need = known.course.asks.need(decision)
    signed = enter(seat, [parting.said(decision)])
    names = tuple((known.title(film), known.name(juror)) for film, juror in missing)
    return RoundDone(
        wanted.round,
        wanted.act,
        signed[0].hash,
        deadline,
        names if wanted.act == "close" else (),
        need.count if need else 0,
    )


def _closing(
    seat: Seat,
    round_id: str,
    missing: Sequence[tuple[str, str]],
    reason: tuple[PartHash, ...],
) -> d.Close:
    """The end of a round, with the cards that never came."""
    named = tuple(d.Missing(film=film, juror=juror) for film, juror in missing)
    return d.Close(edition=seat.edition, at=seat.now, round=round_id, missing=named, parts=reason)


def _dated(
    seat: Seat, wanted: RoundAct, until: tuple[str, str, str], reason: tuple[PartHash, ...]
) -> d.Decision:
    """An act with a deadline."""
    moment, zone, rules_hash = until
    if wanted.act == "open":
        return d.Open(
            edition=seat.edition,
            at=seat.now,
            round=wanted.round,
            rules=rules_hash,
            deadline=moment,
            zone=zone,
            nonce=new_id(seat.random),
            parts=reason,
        )
    form = d.Extend if wanted.act == "extend" else d.Reopen
    return form(
        edition=seat.edition,
        at=seat.now,
        round=wanted.round,
        deadline=moment,
        zone=zone,
        parts=reason,
    )


def _refuse_unfit(known: Catalogue, wanted: RoundAct) -> None:
    its = known.course.rounds.get(wanted.round)
    opened, is_open = its is not None, its is not None and its.is_open
    fits = {
        "open": not opened,
        "close": is_open,
        "extend": is_open,
        "reopen": opened and not is_open,
        "decided": opened and not is_open,
        "published": opened and not is_open,
    }
    if not fits[wanted.act]:
        state = _("never opened") if not opened else _("open") if is_open else _("closed")
        raise Refusal(
            N_("{round} is {state}; “{act}” does not fit."),
            round=wanted.round.upper(),
            state=state,
            act=wanted.act,
        )
    if wanted.act == "reopen" and not wanted.reason:
        raise Refusal(N_("Say the reason (--reason); it is kept with the decision."))


def _refuse_second_opening(
    reader: Reader, known: Catalogue, round_id: str, rules_hash: str
) -> None:
    """Refuse to open a round under the same rules while another opening of it waits.

    Whichever counts first is the opening, and the other is passed over. Under other rules a second
    one is the only way on from rules that nobody wants to endorse.
    """
    on_way = (each.decoded() for each in on_the_way(reader) if each.kind == d.Decision.KIND)
    if any(isinstance(each, d.Open) and each.round == round_id for each in on_way):
        raise Refusal(
            N_("You opened {round} already; it counts once the ledger has it: send and fetch."),
            round=round_id.upper(),
        )
    for each in known.course.waiting.values():
        opening = each.document
        if (
            isinstance(opening, d.Open)
            and opening.round == round_id
            and opening.rules == rules_hash
        ):
            raise Refusal(
                N_(
                    "{round}: the opening {hash} until {deadline} waits for endorsements; have it"
                    " endorsed (endorse {hash}). Its deadline can be extended then."
                ),
                round=round_id.upper(),
                hash=each.hash[:12],
                deadline=moments.shown(opening.deadline, opening.zone),
            )


def missing_cards(reader: Reader, known: Catalogue, round_id: str) -> list[tuple[str, str]]:
    """(film, juror) of assignments in force that have no card that counts."""
    entered = [each.fact for each in cards.of_round(reader, round_id)]
    states = card_states(known.course, entered)
    done = {(fact.film, fact.juror) for fact in entered if states[fact.hash] == "counts"}
    missing = [
        (film, juror)
        for film, juror in known.course.assignments(round_id)
        if (film, juror) not in done and known.course.films[film].state in ("eligible", "query")
    ]
    return sorted(missing, key=lambda each: (known.course.films[each[0]].number, each[1]))


def _refuse_early(
    seat: Seat,
    known: Catalogue,
    rules: Rules,
    wanted: RoundAct,
    missing: list[tuple[str, str]],
) -> None:
    """Warn before closing early: before deadline and grace, or with too few who have finished."""
    if wanted.early:
        return
    its = known.course.rounds[wanted.round]
    its_round = rules.round(wanted.round)
    left = (parse_stamp(its.deadline) - seat.clock.now()).total_seconds() / 60
    if left + its_round.grace_minutes > 0:
        raise Refusal(
            N_(
                "The deadline with its grace has not passed ({minutes} minutes left). To close the"
                " round all the same, add --early."
            ),
            minutes=int(left + its_round.grace_minutes) + 1,
        )
    panel = {juror for _, juror in known.course.assignments(wanted.round)}
    late = {juror for _, juror in missing}
    finished = len(panel - late)
    quorum = its_round.quorum
    if finished * quorum.of < len(panel) * quorum.parts:
        raise Refusal(
            N_(
                "{done} of {all} jurors have finished; the quorum is {parts} of {of}. To close the"
                " round all the same, add --early."
            ),
            done=finished,
            all=len(panel),
            parts=quorum.parts,
            of=quorum.of,
        )


def _deadline(wanted: RoundAct, rules: Rules) -> tuple[str, str]:
    """The deadline in UTC as documents write it, and its zone."""
    zone = wanted.zone or rules.zone
    moments.zone_named(zone)
    if wanted.deadline is None:
        raise Refusal(N_("Say until when (--deadline 2026-07-10T18:00)."))
    return moments.moment(wanted.deadline, zone), zone
