"""Endorsing: an honour has an effect when those whom the rules ask have endorsed it."""

import msgspec
import pytest

from jury_app.base.errors import Refusal
from jury_app.desks.catalogue import catalogue
from jury_app.desks.chair.deciding import decide
from jury_app.desks.chair.rounds import RoundAct, act
from jury_app.desks.chair.standing import look
from jury_app.desks.endorsing import asked, endorse
from jury_app.desks.juror import news
from jury_app.desks.juror.signing import recuse
from jury_app.desks.juror.syncing import sync
from jury_app.desks.ledger import Said, identity
from jury_app.desks.ledger import act as sign_and_enter
from jury_app.desks.office.assigning import Wish, assign
from jury_app.desks.office.films import change
from jury_app.desks.office.printed.decisions import Decisions
from jury_app.desks.office.printed.source import Source
from jury_app.desks.office.publishing import publish
from jury_app.desks.rules import locked_rules
from jury_app.exchange import admission
from jury_app.exchange.ledger import Ledger
from jury_app.jury.course import RoundCourse
from jury_app.jury.scorecard import Endorsement
from jury_app.store import documents, settings
from tests.desks.festival import (
    ADA,
    CHAIR,
    FIRST,
    MINJUN,
    SECOND,
    YUKI,
    Festival,
    asking_jurors,
    circulate,
)

HONOUR = "unicorn-gold"


def honour(festival, title: str = FIRST) -> str:
    """All have scored the film; the chair honours it; the decision is where it must be."""
    for name in (ADA, MINJUN, YUKI, CHAIR):
        festival.judge(name, title)
        festival.sync(name)
    festival.post()
    festival.sync(CHAIR)
    with festival.seat(CHAIR) as seat:
        given = decide(seat, "honour", title, {"honour": HONOUR}, "The panel was of one mind.")
        assert given.missing == 2
    everybody(festival)
    return given.hash


def everybody(festival) -> None:
    """What the chair and the jurors signed comes to the ledger, and back to them."""
    festival.sync(CHAIR, ADA, MINJUN, YUKI)
    festival.post()
    festival.sync(CHAIR, ADA, MINJUN, YUKI)


def in_force(festival, name: str = "office") -> int:
    with festival.seat(name) as seat, seat.workspace.reading() as reader:
        return len(documents.course(reader).honours)


def test_an_honour_is_in_force_once_two_jurors_endorsed_it(festival):
    given = honour(festival)
    states = []
    for name in (ADA, MINJUN):
        with festival.seat(name) as seat:
            assert [each.hash for each in asked(seat)] == [given]
            endorse(seat, given[:8])
        everybody(festival)
        with festival.seat("office") as seat:
            (shown,) = asked(seat)
            states.append((shown.by, shown.missing, in_force(festival, CHAIR)))
    assert states == [((ADA,), 1, 0), ((ADA, MINJUN), 0, 1)]
    assert in_force(festival) == 1


def test_who_is_asked_reads_who_decided_and_why(festival):
    honour(festival)
    with festival.seat(ADA) as seat:
        (shown,) = asked(seat)
        with seat.workspace.reading() as reader:
            people = catalogue(reader).people.values()
    assert (shown.signer, shown.decider) == (CHAIR, "chair")
    assert shown.reason == "The panel was of one mind."
    assert (shown.title, shown.detail) == (FIRST, "Unicorn Gold Award")
    assert sorted(str(known["name"]) for known in people) == [ADA, CHAIR]


def test_only_those_are_asked_who_may_endorse_and_have_not(festival):
    given = honour(festival)
    with festival.seat(YUKI) as seat:
        recuse(seat, FIRST, "knows_makers", "An old friend.")
    with festival.seat(ADA) as seat:
        endorse(seat, given)
    asks = {}
    for name in (ADA, MINJUN, YUKI, CHAIR, "office"):
        with festival.seat(name) as seat:
            asks[name] = [each.asks_here for each in asked(seat)]
    assert asks == {ADA: [False], MINJUN: [True], YUKI: [False], CHAIR: [False], "office": [False]}


def test_a_decision_that_asks_is_news_until_it_is_read_or_endorsed(festival):
    given = honour(festival)
    for name in (ADA, MINJUN):
        with festival.seat(name) as seat:
            assert ("endorse", f"{FIRST} · Unicorn Gold Award") in [
                (each.kind, each.title) for each in news.look(seat).news
            ]
    with festival.seat(ADA) as seat:
        endorse(seat, given)
        assert "endorse" not in {each.kind for each in news.look(seat).news}
    with festival.seat(MINJUN) as seat:
        news.told(seat, news.look(seat).now)
        assert news.look(seat).news == ()


def test_standings_and_minutes_say_what_an_honour_waits_for(festival):
    given = honour(festival)
    with festival.seat(ADA) as seat:
        endorse(seat, given)
    everybody(festival)
    with festival.seat("office") as seat:
        note = next(place.note for place in look(seat, "r1").places if place.title == FIRST)
        assert note.endswith("waits for 1 more endorsement")
        with seat.workspace.reading() as reader:
            minuted = Decisions(Source(seat, reader))
            (row,) = minuted.rows([each for each in minuted.all if each.entered.hash == given])
    assert (row.endorsed, row.missing) == ((ADA,), 1)


def test_each_person_endorses_once_and_never_their_own_decision(festival):
    given = honour(festival)
    with festival.seat(CHAIR) as seat, pytest.raises(Refusal, match="others endorse it"):
        endorse(seat, given)
    with festival.seat(ADA) as seat:
        endorse(seat, given)
        with pytest.raises(Refusal, match="already"):
            endorse(seat, given)


def test_a_forged_endorsement_by_the_decider_counts_for_nothing(festival):
    given = honour(festival)
    with festival.seat(CHAIR) as seat:
        here = seat.public.signing
        own = Endorsement(edition=seat.edition, document=given, key=here, at=seat.now)
        sign_and_enter(seat, [Said(own)])
    everybody(festival)
    with festival.seat("office") as seat:
        (shown,) = asked(seat)
    assert (shown.by, shown.missing) == ((), 2)


def test_the_office_has_not_the_role_that_the_rules_ask(festival):
    given = honour(festival)
    with festival.seat("office") as seat, pytest.raises(Refusal, match="role “juror”"):
        endorse(seat, given)


def test_who_stepped_off_the_film_does_not_endorse_its_honour(festival):
    given = honour(festival)
    with festival.seat(ADA) as seat:
        recuse(seat, FIRST, "knows_makers", "An old friend.")
        with pytest.raises(Refusal, match="recused"):
            endorse(seat, given)


def test_an_honour_reaches_no_juror_who_still_has_to_score_the_film(festival):
    with festival.seat("office") as seat:
        given = decide(seat, "honour", SECOND, {"honour": HONOUR}, "Too early.")
    festival.judge(ADA, SECOND)
    everybody(festival)
    for name, known in ((ADA, [given.hash]), (MINJUN, [])):
        with festival.seat(name) as seat:
            assert [each.hash for each in asked(seat)] == known


def test_only_what_asks_for_endorsements_is_endorsed(festival):
    with festival.seat("office") as seat, pytest.raises(Refusal, match="0 decisions"):
        endorse(seat, "ab")


def test_admission_judges_an_endorsement_by_the_rules_in_force(festival):
    given = honour(festival)
    with festival.seat("office") as seat, seat.workspace.reading() as reader:
        recusals = admission.Recusals()
        for stored in documents.read(reader):
            recusals.note(stored.hash, stored.person or "", stored.decoded())
    assert recusals.asks.endorsed[given].need.role == "juror"


@pytest.fixture
def careful(tmp_path) -> Festival:
    """R1 waits: its rules ask a juror to endorse openings, extensions, withdrawals and voids."""
    kinds = ("open", "extend", "withdraw", "void")
    festival = asking_jurors(tmp_path, *(f"decision/{kind}" for kind in kinds))
    with festival.seat(CHAIR) as seat:
        opened = act(seat, RoundAct(round="r1", act="open", deadline="2026-06-24T18:00"))
    assert list(opened.lines())[-1] == "waits for 1 more endorsement"
    circulate(festival)
    return festival


def round_at(festival: Festival, name: str) -> RoundCourse | None:
    with festival.seat(name) as seat, seat.workspace.reading() as reader:
        return documents.course(reader).rounds.get("r1")


def test_a_round_opens_everywhere_once_a_juror_endorsed_it(careful):
    everywhere = ("office", CHAIR, ADA, MINJUN)
    assert [round_at(careful, name) for name in everywhere] == [None] * 4
    with careful.seat(ADA) as seat:
        (waits,) = asked(seat)
        assert (waits.kind, waits.about.partition(" · ")[0]) == ("open", "Round 1: preliminary")
        endorse(seat, waits.hash)
    circulate(careful)
    rounds = [round_at(careful, name) for name in everywhere]
    assert [its is not None and its.is_open for its in rounds] == [True] * 4


def test_a_round_is_not_opened_again_while_its_opening_waits(careful):
    again = RoundAct(round="r1", act="open", deadline="2026-06-30T18:00")
    for name in ("office", CHAIR):
        with careful.seat(name) as seat:
            (waits,) = asked(seat)
            with pytest.raises(Refusal, match=f"{waits.hash[:12]}.*2026-06-24 18:00.*extended"):
                act(seat, again)
    with careful.seat(ADA) as seat:
        endorse(seat, waits.hash)
    circulate(careful)
    with careful.seat("office") as seat, pytest.raises(Refusal, match="is open"):
        act(seat, again)


def test_a_chair_opens_a_round_once_before_the_ledger_has_it(tmp_path):
    festival = asking_jurors(tmp_path)
    with festival.seat(CHAIR) as seat:
        act(seat, RoundAct(round="r1", act="open", deadline="2026-06-24T18:00"))
        for _sent in range(2):
            with pytest.raises(Refusal, match="opened R1 already"):
                act(seat, RoundAct(round="r1", act="open", deadline="2026-06-25T18:00"))
            sync(seat)
    circulate(festival)
    assert round_at(festival, CHAIR).is_open


def test_rules_that_nobody_endorses_do_not_keep_a_round_from_opening_under_others(careful):
    with careful.seat("office") as seat:
        with seat.workspace.reading() as reader:
            rules = locked_rules(seat, reader)
        changed = msgspec.structs.replace(rules, endorsements=())
        sign_and_enter(seat, [Said(changed)])
        with seat.workspace.writing() as tx:
            settings.put(tx, rules=identity(changed))
        act(seat, RoundAct(round="r1", act="open", deadline="2026-06-30T18:00"))
    circulate(careful)
    assert all(round_at(careful, name).is_open for name in ("office", CHAIR, ADA, MINJUN))


def test_a_deadline_moves_at_every_desk_once_it_is_endorsed(careful):
    with careful.seat(ADA) as seat:
        endorse(seat, asked(seat)[0].hash)
    circulate(careful)
    with careful.seat("office") as seat:
        moved = act(seat, RoundAct(round="r1", act="extend", deadline="2026-06-30T18:00"))
        assert moved.endorsements == 1
    circulate(careful)
    before = round_at(careful, "office").deadline
    assert {round_at(careful, name).deadline for name in (CHAIR, ADA, MINJUN)} == {before}
    with careful.seat(ADA) as seat:
        endorse(seat, moved.hash)
    circulate(careful)
    after = {round_at(careful, name).deadline for name in ("office", CHAIR, ADA, MINJUN)}
    assert after == {"2026-06-30T10:00:00Z"}


def test_a_card_s_void_is_asked_of_who_scored_its_film_and_told_to_its_juror(careful):
    with careful.seat(ADA) as seat:
        endorse(seat, asked(seat)[0].hash)
    circulate(careful)
    with careful.seat("office") as seat:
        assign(seat, Wish(round="r1", add=tuple((FIRST, name) for name in (ADA, MINJUN))))
    circulate(careful)
    card = careful.judge(ADA, FIRST)
    circulate(careful)
    with careful.seat("office") as seat:
        given = decide(seat, "void", card[:12], {}, "Scored for another film.")
        assert given.missing == 1
    circulate(careful)
    with careful.seat(MINJUN) as seat:
        assert given.hash not in {each.hash for each in asked(seat)}
    careful.judge(MINJUN, FIRST)
    circulate(careful)
    with careful.seat(MINJUN) as seat:
        (about,) = (each.about for each in asked(seat) if each.hash == given.hash)
        assert about == card[:12]  # whose it is, no juror's desk knows
        endorse(seat, given.hash)
    with careful.seat("office") as seat:
        (about,) = (each.about for each in asked(seat) if each.hash == given.hash)
    assert about == f"{FIRST} · {card[:12]}"
    assert careful.states()[card] == "counts"
    circulate(careful)
    assert careful.states()[card] == "void"
    with careful.seat(ADA) as seat, seat.workspace.reading() as reader:
        assert documents.course(reader).voided.keys() == {card}


@pytest.fixture
def checked(tmp_path) -> Festival:
    """Films became eligible before R1 opened; its rules ask a juror to endorse such a decision."""
    festival = asking_jurors(tmp_path, "decision/eligible", "decision/withdraw")
    with festival.seat(CHAIR) as seat:
        act(seat, RoundAct(round="r1", act="open", deadline="2026-06-24T18:00"))
    circulate(festival)
    return festival


def film_at(festival: Festival, name: str, title: str = FIRST) -> tuple[str, int]:
    """A film's state, and how many decisions wait, as far as a desk knows."""
    with festival.seat(name) as seat, seat.workspace.reading() as reader:
        known = catalogue(reader)
        return known.course.films[known.find(title)].state, len(known.course.waiting)


def test_what_was_decided_before_the_opening_waits_for_nobody_who_hears_of_it_later(checked):
    with checked.seat("office") as seat:
        assign(seat, Wish(round="r1", add=((FIRST, ADA),)))
    circulate(checked)
    everywhere = ("office", CHAIR, ADA)
    assert [film_at(checked, name) for name in everywhere] == [("eligible", 0)] * 3
    with checked.seat("office") as seat:
        change(seat, [FIRST], fields={}, state="withdrawn", reason="Rights.")
    circulate(checked)
    assert [film_at(checked, name) for name in everywhere] == [("eligible", 1)] * 3
    with checked.seat(ADA) as seat:
        (waits,) = asked(seat)
        endorse(seat, waits.hash)
    circulate(checked)
    assert [film_at(checked, name) for name in everywhere] == [("withdrawn", 0)] * 3
    with checked.seat("office") as seat:
        assign(seat, Wish(round="r1", add=((FIRST, MINJUN),)))
    circulate(checked)
    assert film_at(checked, MINJUN) == ("withdrawn", 0)


def test_a_juror_s_endorsement_counts_at_their_desk_where_the_ledger_has_it(checked):
    with checked.seat("office") as seat:
        assign(seat, Wish(round="r1", add=((FIRST, ADA),)))
        change(seat, [FIRST], fields={}, state="withdrawn", reason="Rights.")
    circulate(checked)
    with checked.seat(ADA) as seat:
        (waits,) = asked(seat)
        endorse(seat, waits.hash)
        with pytest.raises(Refusal, match="already"):
            endorse(seat, waits.hash)
    assert film_at(checked, ADA) == ("eligible", 1)
    checked.sync(ADA)
    with checked.seat(ADA) as seat:
        with pytest.raises(Refusal, match="already"):
            endorse(seat, waits.hash)
        (waits,) = asked(seat)
        assert waits.state_text == "waits for 1 more endorsement (yours is on its way)"
    checked.post()
    checked.sync(ADA)
    assert film_at(checked, ADA) == ("withdrawn", 0)
    with checked.seat(ADA) as seat:
        assert [each.state_text for each in asked(seat)] == ["endorsed"]


def test_places_of_a_forged_receipt_are_told_and_not_believed(checked, monkeypatch):
    """The office's word on places is a receipt like any other: it proves, or it is an alarm."""
    with checked.seat("office") as seat:
        assign(seat, Wish(round="r1", add=((FIRST, ADA),)))
    honest = Ledger.receipt

    def moved(*args, **kwargs):
        receipt = honest(*args, **kwargs)
        entries = [msgspec.structs.replace(e, index=e.index + 1) for e in receipt.entries]
        return msgspec.structs.replace(receipt, entries=tuple(entries))

    monkeypatch.setattr(Ledger, "receipt", moved)
    with checked.seat("office") as seat:
        publish(seat)
    report = checked.sync(ADA)
    assert any("does not prove" in each.what for each in report.alarms)
    assert film_at(checked, ADA) == ("received", 1)
