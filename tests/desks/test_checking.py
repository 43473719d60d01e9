"""Checking and rebuilding: what was altered or lost is found, and comes back from the mirror."""

import shutil

import pytest

from jury_app.base.errors import Refusal
from jury_app.desks.demo.stage import CHEAP, PASSPHRASE
from jury_app.desks.ledger import Said, act
from jury_app.desks.office import people
from jury_app.desks.office.checking import CheckReport, check, rebuild
from jury_app.desks.office.founding import found
from jury_app.desks.office.mirroring import mirror
from jury_app.desks.seat import Seat
from jury_app.exchange.mirror import Mirror
from jury_app.jury.decisions import Erase
from jury_app.jury.packets import all_parts
from jury_app.store import documents, parts


def faulty(report: CheckReport) -> dict[int, tuple[str, ...]]:
    """Number of the step → its faults, where it has some."""
    return {step.number: step.faults for step in report.steps if step.faults}


def of_kind(seat: Seat, kind: str) -> list[documents.Stored]:
    with seat.workspace.reading() as reader:
        return list(documents.read(reader, kind))


def all_entries(seat: Seat) -> list[tuple[str, str | None, bytes]]:
    with seat.workspace.reading() as reader:
        return [(each.hash, each.person, each.payload) for each in documents.read(reader)]


def test_a_festival_played_to_its_end_is_in_order(office):
    with office() as seat:
        report = check(seat)
    assert report.ok
    assert [step.number for step in report.steps] == [1, 2, 3, 4, 5, 6]
    assert [*report.lines()][-1] == "All is well."
    assert not report.steps[2].note.startswith("0 ")


def test_a_chairs_copy_is_checked_without_a_mirror(played, tmp_path):
    shutil.copytree(played / "chair", tmp_path / "chair")
    with Seat(tmp_path / "chair") as seat:
        report = check(seat)
    assert report.ok
    assert [step.number for step in report.steps] == [1, 2, 3, 4, 6]


def test_a_jurors_copy_is_no_ledger(played, tmp_path):
    folder = next((played / "jurors").iterdir())
    shutil.copytree(folder, tmp_path / "juror")
    with Seat(tmp_path / "juror") as seat, pytest.raises(Refusal, match="needs one of"):
        check(seat)


def test_an_altered_scorecard_is_named_and_comes_back(office):
    with office() as seat:
        before = all_entries(seat)
        card = of_kind(seat, "scorecard")[3]
        with seat.workspace.writing() as tx:
            altered = card.payload.replace(b'"units":', b'"units":1')
            assert altered != card.payload
            tx.change("documents", {"position": card.position}, payload=altered)
        found_faults = faulty(check(seat))
        (fault,) = found_faults[2]
        assert fault.startswith(f"entry {card.position + 1}: The signature is not good")
        assert f"entry {card.position + 1} is another" in found_faults[5][0]
        report = rebuild(seat)
        assert report.ok
        assert report.mended == (f"entry {card.position + 1} is restored.",)
        assert all_entries(seat) == before


def test_a_signer_that_was_exchanged_in_the_row_is_found(office):
    with office() as seat:
        before = all_entries(seat)
        first = of_kind(seat, "scorecard")[0]
        other = next(each for each in of_kind(seat, "scorecard") if each.person != first.person)
        with seat.workspace.writing() as tx:
            tx.change("documents", {"position": first.position}, person=other.person)
        assert faulty(check(seat)) == {
            2: (f"entry {first.position + 1} stands under another name or signer than it has.",)
        }
        assert rebuild(seat).ok
        assert all_entries(seat) == before


def test_entries_that_the_database_lost_come_back_with_their_values(office):
    with office() as seat:
        before = all_entries(seat)
        with seat.workspace.reading() as reader:
            last = [*documents.read(reader)][-2:]
        lost = [*of_kind(seat, "scorecard")[:2], *last]
        with seat.workspace.reading() as reader:
            kept = parts.of(reader, [p.hash for each in lost for p in all_parts(each.decoded())])
        with seat.workspace.writing() as tx:
            parts.erase(tx, sorted(kept))
            for each in lost:
                tx.delete("cards", {"position": each.position})
                tx.delete("documents", {"position": each.position})
        assert {2, 3, 6} <= faulty(check(seat)).keys()
        report = rebuild(seat)
        assert report.ok
        assert report.mended[-1] == f"{len(kept)} values are restored."
        assert all_entries(seat) == before
        with seat.workspace.reading() as reader:
            assert parts.of(reader, kept) == kept


def test_a_derived_row_that_was_altered_is_derived_anew(office):
    with office() as seat:
        card = of_kind(seat, "scorecard")[0]
        with seat.workspace.writing() as tx:
            tx.change("cards", {"position": card.position}, value_num="99", value_den="1")
        assert faulty(check(seat)) == {
            6: (f"the row of scorecard {card.hash[:16]} says something else: value_num, value_den",)
        }
        assert rebuild(seat).ok


def test_entries_in_another_order_than_results_were_signed_from_are_found(office):
    with office() as seat:
        one, two = of_kind(seat, "scorecard")[:2]
        with seat.workspace.writing() as tx:
            for old, new in ((one.position, 9_999), (two.position, one.position)):
                tx.change("documents", {"position": old}, position=new)
            tx.change("documents", {"position": 9_999}, position=two.position)
        assert {3, 5} <= faulty(check(seat)).keys()


def test_an_altered_line_of_the_mirror_is_named_and_the_mirror_written_anew(office, ledger_folder):
    (segment,) = ledger_folder.glob("entries-*.jsonl")
    whole = segment.read_bytes()
    lines = whole.split(b"\n")
    lines[7] = lines[7].replace(b'"payload":"', b'"payload":"A', 1)
    segment.write_bytes(b"\n".join(lines))
    with office() as seat:
        assert faulty(check(seat)) == {
            5: ("entry 8 is another in the mirror than in the database.",)
        }
        report = rebuild(seat)
    assert report.ok
    assert segment.read_bytes() == whole
    assert [path.name for path in ledger_folder.parent.iterdir() if "broken" in path.name] == []


def test_an_altered_value_of_the_mirror_is_found(office, ledger_folder):
    (segment,) = ledger_folder.glob("parts-*.jsonl")
    content = segment.read_bytes()
    segment.write_bytes(content.replace(b'"salt":"', b'"salt":"00', 1))
    with office() as seat:
        assert 5 in faulty(check(seat))
    segment.write_bytes(content.replace(b"Hong Kong", b"Kong Hong", 1))
    with office() as seat:
        assert list(faulty(check(seat))) == [5]
        assert rebuild(seat).ok


def test_a_mirror_that_is_gone_is_written_anew(office, ledger_folder):
    before = {path.name: path.read_bytes() for path in ledger_folder.glob("entries-*")}
    shutil.rmtree(ledger_folder)
    with office() as seat:
        assert rebuild(seat).ok
    assert {path.name: path.read_bytes() for path in ledger_folder.glob("entries-*")} == before


def test_an_altered_value_is_named_and_comes_back(office):
    with office() as seat:
        film = of_kind(seat, "film")[0]
        title = next(part for part in film.decoded().parts if part.name == "title")
        with seat.workspace.writing() as tx:
            tx.change("parts", {"hash": bytes.fromhex(title.hash)}, value=b'"Another title"')
        assert faulty(check(seat)) == {
            4: (f"The value “title” {title.hash[:16]} is not the one that was signed.",)
        }
        report = rebuild(seat)
        assert report.ok
        assert report.mended == ("1 values are restored.",)


def test_what_neither_database_nor_mirror_holds_is_told_as_lost(office, ledger_folder):
    (segment,) = ledger_folder.glob("entries-*.jsonl")
    with office() as seat:
        card = of_kind(seat, "scorecard")[0]
        lines = segment.read_bytes().split(b"\n")
        lines[card.position] = lines[card.position].replace(b'"sig":"', b'"sig":"AAAA', 1)
        segment.write_bytes(b"\n".join(lines))
        with seat.workspace.writing() as tx:
            tx.change("documents", {"position": card.position}, signature=bytes(64))
        report = rebuild(seat)
        assert not report.ok
        assert report.lost == (f"entry {card.position + 1} is lost.",)
        assert [*report.lines()][-1].startswith("What is still wrong, only a backup can mend")


def test_entries_not_mirrored_yet_are_no_fault(tmp_path):
    with new_edition(tmp_path) as seat:
        report = check(seat)
        assert report.ok
        assert "are mirrored at the next receiving" in report.steps[4].note
        assert rebuild(seat).ok
        assert check(seat).steps[4].note == ""


def new_edition(tmp_path) -> Seat:
    found(tmp_path / "new", "hkaiiff-2026", passphrase=PASSPHRASE, officer="Wong", cost=CHEAP)
    return Seat(tmp_path / "new", passphrase=lambda: PASSPHRASE)


def name_of_somebody(seat: Seat) -> str:
    """Hash of the name of a juror who was just entered and mirrored."""
    people.add(seat, people.NewPerson(name="Mei-Ling Chan", roles=("juror",)))
    mirror(seat)
    return of_kind(seat, "person")[-1].decoded().parts[0].hash


def test_a_value_may_be_missing_only_if_a_decision_erased_it(tmp_path):
    with new_edition(tmp_path) as seat:
        name = name_of_somebody(seat)
        with seat.workspace.writing() as tx:
            parts.erase(tx, [name])
        assert faulty(check(seat)) == {4: (f"The value “name” {name[:16]} is missing.",)}
        act(seat, [Said(Erase(edition=seat.edition, at=seat.now, erased=(name,)))])
        report = check(seat)
        assert report.ok
        assert report.steps[3].note.endswith("1 erased")
        assert name not in mirrored_values(seat)


def mirrored_values(seat: Seat) -> set[str]:
    from jury_app.exchange.parts import hash_of

    return {hash_of(part) for part in Mirror(seat.folder / "ledger").parts()}


def test_an_erased_value_that_came_back_is_found_and_goes_again(tmp_path):
    with new_edition(tmp_path) as seat:
        name = name_of_somebody(seat)
        with seat.workspace.reading() as reader:
            kept = parts.of(reader, [name])[name]
        act(seat, [Said(Erase(edition=seat.edition, at=seat.now, erased=(name,)))])
        with seat.workspace.writing() as tx:
            parts.keep(tx, [kept])
        assert faulty(check(seat)) == {
            4: (f"The value “name” {name[:16]} was erased and is still here.",)
        }
        report = rebuild(seat)
        assert report.ok
        with seat.workspace.reading() as reader:
            assert parts.of(reader, [name]) == {}


def test_a_damaged_database_is_told_and_nothing_else_tried(office, tmp_path):
    with office() as seat:
        path = seat.workspace.path
        content = bytearray(path.read_bytes())
        content[8192:16384] = bytes(8192)
        path.write_bytes(bytes(content))
        report = check(seat)
    assert not report.ok
    assert list(faulty(report)) == [1]
    assert "Restore the newest" in report.steps[0].faults[0]
