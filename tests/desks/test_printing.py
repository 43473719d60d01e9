"""Printing from the store: what stands on paper is what was signed, for whom it may."""

import io
import json
import shutil
from pathlib import Path

import msgspec
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from jury_app.base.errors import Refusal
from jury_app.desks.catalogue import catalogue
from jury_app.desks.demo.stage import CHEAP
from jury_app.desks.filing import incoming
from jury_app.desks.juror import signing, watching
from jury_app.desks.juror.scoring import score
from jury_app.desks.juror.sheet import decode_sheet
from jury_app.desks.lists import latest_list, latest_standings
from jury_app.desks.office.founding import found
from jury_app.desks.office.printed.scorecards import CardSheets
from jury_app.desks.office.printed.source import Source
from jury_app.desks.office.printed.values import moment, number, percent, running_time, said
from jury_app.desks.office.printing import Order, print_out
from jury_app.desks.seat import Seat
from jury_app.exchange.canonical import encode
from jury_app.exchange.envelope import sign
from jury_app.exchange.parts import make
from jury_app.exchange.words import fingerprint
from jury_app.reports.sheets import ScorecardSheet
from jury_app.store import cards, documents, settings
from jury_app.store import office as office_store
from tests.desks.festival import ADA, FIRST


def text_of(path: str | Path) -> str:
    """The words of a PDF, each run of spaces one."""
    pages = PdfReader(io.BytesIO(Path(path).read_bytes())).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.fixture(scope="module")
def prints(played, tmp_path_factory) -> dict[str, list[str]]:
    """Kind of document → the files of a first print of everything, internal, on A4."""
    folder = tmp_path_factory.mktemp("prints")
    shutil.copytree(played / "office", folder / "office")
    with Seat(folder / "office") as seat:
        return {
            what: print_out(seat, Order(what=what), folder / what)
            for what in ("scorecards", "standings", "dossiers", "minutes")
        }


@pytest.fixture(scope="module")
def sheets(played, tmp_path_factory) -> list[ScorecardSheet]:
    """The sheets of all scorecards."""
    folder = tmp_path_factory.mktemp("sheets") / "office"
    shutil.copytree(played / "office", folder)
    return sheets_of(Seat(folder))


def sheets_of(seat: Seat, version: str = "internal") -> list[ScorecardSheet]:
    with seat, seat.workspace.reading() as reader:
        filled = CardSheets(Source(seat, reader), version)
        return filled.sheets([card for card in filled.entered if filled.is_printed(card)])


def printed(seat: Seat, out: Path, **order: object) -> list[str]:
    with seat:
        return print_out(seat, msgspec.convert(order, Order), out)


def test_every_card_is_printed_in_the_file_of_its_film(office, prints):
    files = prints["scorecards"]
    with office() as seat, seat.workspace.reading() as reader:
        known = catalogue(reader)
        by_film: dict[str, list[str]] = {}
        for card in cards.every(reader):
            by_film.setdefault(card.fact.film, []).append(card.fact.hash)
    assert len(files) == len(by_film)
    for film, hashes in by_film.items():
        number_of = f"{known.course.films[film].number:04d}_"
        (path,) = (each for each in files if Path(each).name.startswith(number_of))
        words = text_of(path).replace(" ", "")
        assert [digest for digest in hashes if digest not in words] == []


def test_a_sheet_says_what_the_card_says(office, sheets):
    by_hash = {sheet.signature.hash: sheet for sheet in sheets}
    with office() as seat, seat.workspace.reading() as reader:
        entered = cards.every(reader)
        stored = documents.many(reader, by_hash)
    assert {card.fact.hash for card in entered} == by_hash.keys()
    for card in entered:
        sheet = by_hash[card.fact.hash]
        levels = tuple(None if each is None else float(each) for each in card.criteria)
        assert tuple(row.level for row in sheet.matrix) == levels
        assert float(sheet.value) == pytest.approx(float(card.value), abs=0.005)
        assert sheet.signature.words == fingerprint(stored[card.fact.hash].key)
        assert sheet.signature.ledger == f"entry {card.fact.index + 1} of the ledger"
        assert {row.detail for row in sheet.seen} == {"demo, not watched"}
        assert {row.item.partition(" · ")[0] for row in sheet.seen} <= {"film", "run"}


def test_the_chosen_anchor_is_the_nearest_at_or_below_the_score(sheets):
    for sheet in sheets:
        for row in sheet.matrix:
            if row.level is None:
                assert row.cannot == "not shown"
                assert row.reason == "The sound stems were missing."
            else:
                level, _, words = row.anchor.partition(" · ")
                assert row.low <= int(level) <= row.level
                assert words


def test_what_became_of_a_card_is_stamped_with_its_reason(sheets):
    found: dict[str, set[str]] = {}
    for sheet in sheets:
        found.setdefault(sheet.state, set()).add(sheet.state_note)
    assert found.keys() == {"", "superseded", "recused", "late", "not_counted"}
    assert found["not_counted"] == {
        "It came after the closing and was not admitted; it does not count."
    }
    assert any("My company bids for the sequel." in note for note in found["recused"])
    assert any("The train had no network until morning." in note for note in found["late"])
    assert {note[:14] for note in found["superseded"]} == {"By revision 2,"}


def test_a_revision_counts_on_from_what_it_supersedes(sheets):
    by_hash = {sheet.signature.hash[:16]: sheet for sheet in sheets}
    revised = [sheet for sheet in by_hash.values() if sheet.signature.supersedes]
    assert revised
    for sheet in revised:
        (old,) = sheet.signature.supersedes
        assert by_hash[old].state == "superseded"
        assert sheet.signature.revision == by_hash[old].signature.revision + 1


def test_lanes_show_declared_beside_assessed_and_only_where_the_round_asks(sheets):
    for sheet in sheets:
        if "Round 1" not in sheet.round:
            assert sheet.participation is None
        else:
            assert [lane.weight for lane in sheet.participation.lanes] == [20, 20, 20, 15, 15, 10]
            assert None not in {lane.assessed for lane in sheet.participation.lanes}
            assert sheet.participation.verdict


def test_an_entrant_learns_no_name_and_nothing_that_is_for_the_panel(office, tmp_path):
    files = printed(office(), tmp_path / "out", what="scorecards", version="entrant")
    with office() as seat, seat.workspace.reading() as reader:
        known = catalogue(reader)
        keys = {fingerprint(stored.key) for stored in documents.read(reader, "scorecard")}
    names = [known.name(person) for person in known.people]
    hidden = ["Strong candidate", "last year's winner", "The cut on breath works.", *names, *keys]
    shown = " ".join(map(text_of, files))
    assert [each for each in hidden if each in shown] == []
    assert "Juror 1" in shown
    assert "trust the rhythm" in shown


def test_an_entrant_gets_only_cards_that_count(office, sheets):
    everything = {sheet.signature.hash: sheet for sheet in sheets}
    given = {sheet.signature.hash for sheet in sheets_of(office(), "entrant")}
    assert given == {
        digest for digest, sheet in everything.items() if sheet.state in ("", "late", "incomplete")
    }


def test_a_pseudonym_stays_when_later_cards_come_in(office):
    with office() as seat, seat.workspace.reading() as reader:
        source = Source(seat, reader)
        whole = CardSheets(source, "entrant")
        named = {
            sheet.signature.hash: sheet.juror
            for sheet in whole.sheets([c for c in whole.entered if whole.is_printed(c)])
        }
        jurors = {card.fact.hash: (card.fact.film, card.fact.juror) for card in whole.entered}
    by_juror: dict[tuple[str, str], set[str]] = {}
    first_round = {}
    for digest, name in named.items():
        by_juror.setdefault(jurors[digest], set()).add(name)
        first_round.setdefault(jurors[digest][0], set()).add(name)
    assert {len(names) for names in by_juror.values()} == {1}
    for film, names in first_round.items():
        people = {juror for its, juror in by_juror if its == film}
        assert len(names) == len(people)


@pytest.mark.parametrize("what", ["scorecards", "standings", "dossiers", "minutes"])
def test_contact_data_is_never_printed(office, prints, what):
    with office() as seat, seat.workspace.reading() as reader:
        films = list(catalogue(reader).course.films)
        contacts = office_store.contacts(reader, films)
        people = office_store.people(reader)
    hidden = {text for contact in contacts.values() for text in contact.values() if "@" in text}
    hidden |= {person.email for person in people.values() if person.email}
    assert len(hidden) >= len(films)
    files = prints[what]
    shown = " ".join(text_of(path) for path in files if path.endswith(".pdf"))
    assert [each for each in hidden if each in shown] == []
    assert "Only I read this." not in shown
    assert all(Path(path).name.isascii() for path in files)


@pytest.mark.parametrize(("by", "least"), [("juror", 6), ("category", 3)])
def test_volumes_by_juror_or_category_hold_all_cards(office, tmp_path, by, least):
    files = printed(office(), tmp_path / "out", what="scorecards", by=by, page="letter")
    with office() as seat, seat.workspace.reading() as reader:
        hashes = [card.fact.hash for card in cards.every(reader)]
    words = "".join(map(text_of, files)).replace(" ", "")
    assert len(files) >= least
    assert [digest for digest in hashes if digest not in words] == []


def test_only_the_asked_round_is_printed(office, tmp_path):
    files = printed(office(), tmp_path / "out", what="scorecards", round="r2")
    shown = text_of(files[0])
    assert "Round 2: four-axis matrix" in shown
    assert "Round 1: preliminary" not in shown


def test_what_cannot_be_printed_is_refused(office, tmp_path):
    with office() as seat:
        with pytest.raises(Refusal, match="no round “r9”"):
            print_out(seat, Order(what="scorecards", round="r9"), tmp_path)
        with pytest.raises(Refusal, match="print this version by film"):
            print_out(seat, Order(what="scorecards", by="juror", version="entrant"), tmp_path)
        with pytest.raises(Refusal, match="Only scorecards have a version"):
            print_out(seat, Order(what="minutes", version="entrant"), tmp_path)
    assert list(tmp_path.glob("*.pdf")) == []


def test_an_edition_without_results_says_what_to_do_first(tmp_path):
    found(tmp_path / "new", "hkaiiff-2026", passphrase="x", officer="Office", cost=CHEAP)
    with Seat(tmp_path / "new", passphrase=lambda: "x") as seat:
        with pytest.raises(Refusal, match="chair standings DIR --round r1"):
            print_out(seat, Order(what="standings"), tmp_path / "out")
        with pytest.raises(Refusal, match="No scorecard has come in"):
            print_out(seat, Order(what="scorecards"), tmp_path / "out")
        with pytest.raises(Refusal, match="No film has been taken in"):
            print_out(seat, Order(what="dossiers"), tmp_path / "out")
        with pytest.raises(Refusal, match="Nothing was decided yet"):
            print_out(seat, Order(what="minutes"), tmp_path / "out")


def test_since_last_prints_only_what_was_entered_after_the_last_print(office, tmp_path):
    order = Order(what="scorecards", since_last=True)
    with office() as seat:
        assert print_out(seat, order, tmp_path / "out") == []
        with seat.workspace.reading() as reader:
            last = [card.fact for card in cards.every(reader)][-3:]
            assert settings.get(reader, order.key) == documents.count(reader)
        with seat.workspace.writing() as tx:
            settings.put(tx, **{order.key: last[0].index})
        files = print_out(seat, order, tmp_path / "out")
        assert print_out(seat, order, tmp_path / "out") == []
    assert {Path(path).parent.name for path in files} == {f"from-entry-{last[0].index + 1}"}
    words = "".join(map(text_of, files)).replace(" ", "")
    assert [fact.hash for fact in last if fact.hash not in words] == []
    assert words.count("Card,SHA-256") == 3


def test_progress_ends_at_all_files(office, tmp_path):
    told: list[tuple[int, int]] = []
    with office() as seat:
        files = print_out(
            seat,
            Order(what="scorecards"),
            tmp_path / "out",
            progress=lambda done, total: told.append((done, total)),
        )
    assert told[-1] == (len(files), len(files))
    assert told == sorted(told)


def test_standings_are_printed_as_they_were_signed(office, prints):
    files = prints["standings"]
    folder = Path(files[0]).parent
    assert sorted(Path(path).name for path in files) == [
        f"standings_{name}.{end}" for name in ("combined", "r1", "r2") for end in ("pdf", "xlsx")
    ]
    with office() as seat, seat.workspace.reading() as reader:
        known = catalogue(reader)
        for name in ("r1", "r2", "combined"):
            digest, document = latest_standings(reader, name)
            words = text_of(folder / f"standings_{name}.pdf")
            assert digest in words.replace(" ", "")
            assert document.ledger.root[:16] in words
            assert "other places than were signed" not in words
            ranked = [p for p in document.places if p.state == "ranked"]
            places = [words.find(known.title(place.film)) for place in ranked]
            assert -1 not in places
            assert places == sorted(places)


def test_the_workbook_comes_to_the_values_that_were_signed(office, prints):
    folder = Path(prints["standings"][0]).parent
    with office() as seat, seat.workspace.reading() as reader:
        known = catalogue(reader)
        for name in ("r1", "combined"):
            _digest, document = latest_standings(reader, name)
            book = load_workbook(folder / f"standings_{name}.xlsx", data_only=True)
            sheet = book["Standings"]
            rows = {row[1]: row for row in sheet.iter_rows(min_row=6, values_only=True)}
            recomputed = [cell.value for cell in sheet[5]].index("Recomputed")
            for place in document.places:
                row = rows[f"{known.course.films[place.film].number:04d}"]
                if place.value is not None:
                    exact = place.value / 10**document.digits
                    assert row[recomputed] == pytest.approx(exact, abs=1e-5)
                    assert float(row[5]) == pytest.approx(exact, abs=0.006)


def test_minutes_name_every_film_and_every_reason(office, prints):
    files = prints["minutes"]
    names = ("shortlist", "selection", "decisions")
    assert [Path(path).name for path in files] == [f"minutes_{name}.pdf" for name in names]
    words = text_of(files[1])
    for told in (
        "The proof of human authorship was withdrawn.",
        "The makers sold the rights.",
        "Consent was shown to the chair.",
        "The train had no network until morning.",
        "By the combined standings.",
        "0.60 × R1 + 0.40 × R2",
    ):
        assert told in words
    with office() as seat, seat.workspace.reading() as reader:
        known = catalogue(reader)
        _digest, selection = latest_list(reader, "selection")
        standings = documents.find(reader, selection.standings).decoded()
    before, _decisions, after = words.partition("Decisions")
    for chosen in selection.films:
        assert known.title(chosen.film) in before
    for held in selection.held:
        assert known.title(held) in before.partition("Held, in if released")[2]
    out = {p.film for p in standings.places} - {c.film for c in selection.films}
    for film in out - set(selection.held):
        assert known.title(film) in after


def test_a_dossier_holds_submission_screener_and_decisions(office, prints):
    files = prints["dossiers"]
    assert len(files) == 12
    with office() as seat, seat.workspace.reading() as reader:
        known = catalogue(reader)
    for film, course in known.course.films.items():
        (path,) = (each for each in files if Path(each).name.startswith(f"{course.number:04d}_"))
        words = text_of(path)
        assert str(known.films[film]["directors"]) in words
        if course.screener is not None:
            assert "BLAKE3" in words
        assert words.count("Festival office") >= len(course.moves)


def test_a_card_that_fits_no_form_is_printed_as_it_is(office, tmp_path):
    """Nobody keeps a juror's own program from signing such a card; it never counts."""
    with office() as seat, seat.workspace.reading() as reader:
        genuine = next(documents.read(reader, "scorecard"))
        card = genuine.decoded()
        held, part = make("note/1", "panel", ["no", {"note": 7}])
        odd = msgspec.structs.replace(
            card,
            film="f" * 32,
            category="nowhere",
            round="r4",
            language="../x",
            texts="0" * 64,
            parts=(held,),
            supersedes=(),
        )
        said = incoming(sign(b"s" * 32, "scorecard", encode(odd)), odd, card.juror, [part])
        with seat.workspace.writing() as tx:
            documents.enter(tx, [said])
    files = printed(office(), tmp_path / "out", what="scorecards")
    (path,) = (each for each in files if "f" * 32 in Path(each).name)
    words = text_of(path)
    assert said.hash in words.replace(" ", "")
    assert "NOT COUNTED It names other rules" in words
    assert '["no",{"note":7}]' in words


@pytest.mark.parametrize("odd", [None, True, 1.5, -3, "7", [], {}, 101])
def test_odd_values_in_parts_are_no_percent(odd):
    assert percent(odd) is None


def test_values_are_read_for_what_they_should_be():
    assert said({"b": 1}) == '{"b":1}'
    assert number(True) is None
    assert running_time(1450) == "24:10"
    assert running_time(3723) == "1:02:03"
    assert running_time("long") == ""
    assert moment(72_000) == "1:12"
    assert moment("0:01:12") == "0:01:12"
    assert moment([1]) == ""


def test_when_a_session_was_is_told_by_the_festivals_clock(festival):
    with festival.seat(ADA) as seat, seat.workspace.reading() as reader:
        film = catalogue(reader).find(FIRST)
    with festival.seat(ADA) as seat:
        watching.begin_session(seat, film, "r1", run="4711")
        path = watching.open_session(seat, film, "r1")
        festival.clock.advance(minutes=90)
        watching.end_session(seat, film, "r1", path, share=1000)
    wanted = {key: value for key, value in festival.sheet(ADA, FIRST).items() if key != "viewings"}
    with festival.seat(ADA) as seat:
        score(seat, FIRST, "r1", decode_sheet(json.dumps(wanted).encode()))
        signing.sign(seat, "r1", FIRST)
    festival.sync(ADA)
    festival.post()
    (sheet,) = sheets_of(festival.seat("office"))
    (row,) = sheet.seen
    assert row.detail == "2026-06-01 10:00 HKT – 2026-06-01 11:30 HKT"
