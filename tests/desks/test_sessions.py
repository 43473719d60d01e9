"""Sessions: a live defense is minuted as it happened, and reaches those who judge it."""

import json
import shutil
from pathlib import Path

import msgspec
import pytest

from jury_app.base.errors import Refusal
from jury_app.desks.catalogue import catalogue
from jury_app.desks.chair.rounds import RoundAct
from jury_app.desks.chair.rounds import act as act_on_round
from jury_app.desks.chair.sessions import Defense, minute, sessions
from jury_app.desks.demo.stage import PASSPHRASE
from jury_app.desks.juror import news
from jury_app.desks.juror.letters import letter
from jury_app.desks.juror.reading import queue_of
from jury_app.desks.juror.scoring import score
from jury_app.desks.juror.sheet import decode_sheet
from jury_app.desks.juror.signing import Incomplete, sign
from jury_app.desks.ledger import Parting, act
from jury_app.desks.office.printed.decisions import Decisions
from jury_app.desks.office.printed.source import Source
from jury_app.desks.office.printing import Order, print_out
from jury_app.desks.rules import locked_rules
from jury_app.desks.seat import Seat
from jury_app.jury import decisions as d
from jury_app.jury.scorecard import Session
from jury_app.store import documents
from tests.desks.festival import ADA, FIRST, MINJUN
from tests.desks.test_printing import text_of

HELD = Defense(
    film=FIRST,
    began="2026-05-31 19:30",
    zone="Asia/Seoul",
    room="Theatre 2",
    present=("Kim Min-jun", "The director"),
    questions=("Who chose the ending?", "What was thrown away?"),
)


def test_a_session_is_kept_in_its_zone_with_its_texts_as_parts(festival):
    with festival.seat("office") as seat:
        signed = minute(seat, HELD)
        assert signed.began.startswith("2026-05-31 19:30 (Asia/Seoul)")
        assert sessions(seat, FIRST) == [signed]
        with seat.workspace.reading() as reader:
            (entered,) = documents.entered(reader, "session")
    document = entered.document
    assert (document.began, document.zone) == ("2026-05-31T10:30:00Z", "Asia/Seoul")
    assert [(part.name, part.audience) for part in document.parts] == [
        ("room", "panel"),
        ("present", "panel"),
        ("question/1", "panel"),
        ("question/2", "panel"),
    ]


def send_to_defense(seat: Seat) -> None:
    """Ada judges the first film's defense, though no selection was made yet."""
    with seat.workspace.reading() as reader:
        known = catalogue(reader)
    decision = d.Assign(
        edition=seat.edition,
        at=seat.now,
        juror=known.find_person(ADA),
        round="r3",
        films=(known.find(FIRST),),
    )
    act(seat, [Parting(seat).said(decision)])


def test_news_of_a_defense_is_about_the_film_in_the_round_of_defenses(festival):
    with festival.seat("office") as seat:
        send_to_defense(seat)
    festival.post()
    festival.sync(ADA)
    with festival.seat(ADA) as seat:
        news.told(seat, news.look(seat).now)
    with festival.seat("office") as seat:
        minute(seat, HELD)
    festival.post()
    festival.sync(ADA)
    with festival.seat(ADA) as seat:
        assert [(each.kind, each.round) for each in news.look(seat).news] == [("defense", "r3")]


def test_a_session_travels_to_jurors_of_the_defense_alone(festival):
    with festival.seat("office") as seat:
        send_to_defense(seat)
        signed = minute(seat, HELD)
    festival.post()
    festival.sync(ADA, MINJUN)
    for name, held in ((ADA, [signed]), (MINJUN, [])):
        with festival.seat(name) as seat:
            assert sessions(seat, FIRST) == held


def defended(seat):
    return next(film for film in queue_of(seat) if film.round == "r3")


def test_a_card_of_the_defense_is_signed_once_its_session_is_here_and_names_it(festival):
    with festival.seat("office") as seat:
        act_on_round(seat, RoundAct(round="r3", act="open", deadline="2026-06-24T18:00"))
        send_to_defense(seat)
    festival.post()
    festival.sync(ADA)
    with festival.seat(ADA) as seat:
        with seat.workspace.reading() as reader:
            rules, known = locked_rules(seat, reader), catalogue(reader)
        category = known.course.films[known.find(FIRST)].category
        scores = {each.id: 7 for each in rules.round("r3").matrix(category)}
        assert defended(seat).phase == "defense_to_come"
        wanted = json.dumps({"scores": scores}).encode()  # nothing of the film is to be seen again
        assert score(seat, FIRST, "r3", decode_sheet(wanted)).missing == ()
        assert (defended(seat).state, defended(seat).phase) == ("draft", "defense_to_come")
        (written,) = letter(seat, None, "r3").films
        assert [each.path for each in written.missing] == ["sessions"]
        with pytest.raises(Incomplete) as caught:
            sign(seat, "r3", FIRST)
        assert "defense is not minuted" in " ".join(caught.value.details())
    with festival.seat("office") as seat:
        held = minute(seat, HELD)
    festival.post()
    festival.sync(ADA)
    with festival.seat(ADA) as seat:
        assert defended(seat).phase == "complete"
        written = letter(seat, None, "r3")
        assert [(each.missing, each.defenses) for each in written.films] == [((), (held,))]
        assert any(held.began in line for line in written.lines())
        ((_title, signed),) = sign(seat, "r3", FIRST).signed
        with seat.workspace.reading() as reader:
            (card,) = (each.decoded() for each in documents.waiting(reader) if each.hash == signed)
    assert card.sessions == (held.hash,)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"began": "2026-06-09 19:30"}, "begins later"),
        ({"began": "tonight"}, "no time"),
        ({"began": "2026-05-31"}, "no time"),
        ({"zone": "Asia"}, "no time zone"),
        ({"zone": "../../etc/passwd"}, "no time zone"),
        ({"film": "no such film"}, "No film"),
    ],
)
def test_what_cannot_have_happened_is_refused(festival, changed, said):
    with festival.seat("office") as seat:
        with pytest.raises(Refusal, match=said):
            minute(seat, msgspec.structs.replace(HELD, **changed))
        with seat.workspace.reading() as reader:
            assert list(documents.entered(reader, "session")) == []


def test_a_juror_minutes_no_session(festival):
    with festival.seat(ADA) as seat, pytest.raises(Refusal, match="roles do not allow"):
        minute(seat, HELD)


def test_dossier_and_minutes_print_the_session(played, tmp_path):
    shutil.copytree(played / "office", tmp_path / "office")
    with Seat(tmp_path / "office", passphrase=lambda: PASSPHRASE) as seat:
        with seat.workspace.reading() as reader:
            decisions = Decisions(Source(seat, reader))
            minuted = [m for m in decisions.all if isinstance(m.entered.document, Session)]
            row = decisions.rows(minuted)[0]
            films = {film for each in minuted for film in each.films}
        printed = print_out(seat, Order(what="dossiers", by="film"), tmp_path / "out")
    assert row.what == "Defense held"
    assert "Theatre 2" in row.about
    assert row.reason.startswith("Present: ")
    assert row.reason.endswith("1. Which decisions did the system take on its own?")
    pages = " ".join(text_of(path) for path in printed)
    assert pages.count("Which decisions did the system take on its own?") == len(films)


def test_a_session_with_values_of_any_shape_is_shown(festival):
    with festival.seat("office") as seat:
        parting = Parting(seat)
        for name, value in (("present", 7), ("question/x", "?"), ("question/1", {"a": 1})):
            parting(name, "panel", value)
        with seat.workspace.reading() as reader:
            film = next(iter(documents.course(reader).films))
        document = Session(
            edition=seat.edition,
            film=film,
            began=seat.now,
            zone="Mars/Olympus",
            at=seat.now,
            parts=tuple(parting.hashes),
        )
        act(seat, [parting.said(document)])
        (shown,) = sessions(seat, "#1")
    assert (shown.present, shown.questions) == (("7",), ("{'a': 1}",))
    assert shown.began.endswith("UTC (Mars/Olympus)")


def test_what_came_after_the_last_list_is_minuted_too(played, tmp_path):
    shutil.copytree(played / "office", tmp_path / "office")
    with Seat(tmp_path / "office", passphrase=lambda: PASSPHRASE) as seat:
        written = [Path(each) for each in print_out(seat, Order(what="minutes"), tmp_path)]
    printed = {each.stem.removeprefix("minutes_"): each for each in written}
    assert set(printed) == {"shortlist", "selection", "decisions"}
    rest = text_of(printed["decisions"])
    assert rest.count("Defense held") == 3
    assert "Honour given" in rest
    assert rest.count("endorsed:") == 2
    assert "Honour given" not in text_of(printed["selection"])
