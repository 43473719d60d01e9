from pathlib import Path
from typing import Any

import msgspec
import pytest

from jury_app.base.errors import Problem, Refusal
from jury_app.exchange import bundle, canonical
from jury_app.exchange.channel import pack
from jury_app.exchange.envelope import sign
from jury_app.exchange.forms import Bundle, Epoch
from jury_app.exchange.heading import heading
from jury_app.exchange.verification import verify
from jury_app.jury.results import Standings
from jury_app.rules.rules import Rules, Weighted
from tests.exchange.festival import (
    CHAIR,
    NOW,
    OFFICE,
    Festival,
    idof,
    put,
    small,
    withheld,
)
from tests.exchange.proving import broken, lines_of, results, rewritten


@pytest.fixture
def festival() -> Festival:
    return small()


def test_an_honest_bundle_is_proved(festival: Festival, tmp_path: Path) -> None:
    report = verify(festival.bundle(tmp_path / "results.jury", results(festival)))
    assert (report.answer, report.edition) == ("yes", festival.edition)
    assert [step.number for step in report.steps] == list(range(1, 10))
    assert len(report.words.split()) == 6


def test_a_public_bundle_that_withholds_parts_is_proved(festival: Festival, tmp_path: Path) -> None:
    path = festival.bundle(tmp_path / "public.jury", results(festival), audiences=("public",))
    report = verify(path)
    assert report.answer == "yes"
    assert b"juror 1 on" not in path.read_bytes()
    assert "as signed" in report.steps[7].note


def test_kinds_from_which_no_result_follows_may_be_withheld(
    festival: Festival, tmp_path: Path
) -> None:
    proved = results(festival)
    texts = festival.enter(CHAIR, checkpointless_texts())
    path = festival.bundle(
        tmp_path / "x.jury",
        proved,
        entry=lambda _, each: withheld(each) if each is texts else each.envelope,
    )
    report = verify(path)
    assert report.answer == "yes"
    assert "withheld: 1" in report.steps[1].note


def checkpointless_texts() -> Any:
    from jury_app.rules.rules import Texts

    return Texts(profile="small", version=1, language="en", lines=())


@pytest.mark.parametrize(
    "kind", ["genesis", "roster", "enrolment", "rules", "film", "decision", "scorecard"]
)
def test_a_bundle_that_withholds_what_it_rests_on_proves_nothing(
    festival: Festival, tmp_path: Path, kind: str
) -> None:
    proved = results(festival)
    chosen = [each for each in festival.signed if each.kind == kind][-1]
    path = festival.bundle(
        tmp_path / "x.jury",
        proved,
        entry=lambda _, each: withheld(each) if each is chosen else each.envelope,
    )
    assert verify(path).answer == "no"


def test_a_withheld_scorecard_is_named(festival: Festival, tmp_path: Path) -> None:
    proved = results(festival)
    chosen = next(index for index, each in enumerate(festival.signed) if each.kind == "scorecard")
    path = festival.bundle(
        tmp_path / "x.jury",
        proved,
        entry=lambda at, each: withheld(each) if at == chosen else each.envelope,
        shown=[],
    )
    number, note = broken(verify(path))
    assert number == 7
    assert note.startswith(f"x.jury, line {chosen + 3}: ")
    assert "scorecard" in note


def test_what_is_entered_after_the_results_changes_none_of_them(
    festival: Festival, tmp_path: Path
) -> None:
    proved = results(festival)
    festival.open("r2")
    festival.assign("juror 1", idof("film 1"), round_id="r2")
    later = festival.score("juror 1", idof("film 1"), 3, round="r2")
    path = festival.bundle(
        tmp_path / "x.jury",
        proved,
        entry=lambda _, each: withheld(each) if each is later else each.envelope,
        shown=[],
    )
    assert verify(path).answer == "yes"


def test_a_bundle_that_names_no_result_proves_nothing(tmp_path: Path) -> None:
    number, note = broken(verify(small().bundle(tmp_path / "x.jury", [])))
    assert number == 8
    assert "proves nothing" in note


def test_another_festivals_bundle_has_other_words(tmp_path: Path) -> None:
    small().bundle(tmp_path / "x.jury", [])
    lines = lines_of(tmp_path / "x.jury")
    number, _ = broken(rewritten(tmp_path / "x.jury", [lines[0], lines[1], *lines[3:]]))
    assert number in (2, 3)


# What this version cannot judge -------------------------------------------------------------------


def test_an_unknown_kind_is_never_a_yes(festival: Festival, tmp_path: Path) -> None:
    proved = results(festival)
    payload = canonical.encode({"edition": festival.edition, "note": "from later"})
    unknown = sign(CHAIR.seed, "rebuttal", payload, version=2)
    festival.ledger.append(unknown.hash, unknown.type, None)
    festival.signed.append(unknown)
    report = verify(festival.bundle(tmp_path / "x.jury", proved))
    assert report.answer == "cannot_judge"
    assert "rebuttal.v2" in report.steps[2].note


def test_an_unknown_method_is_never_a_yes(tmp_path: Path) -> None:
    rules = modelled()
    festival = Festival(rules)
    festival.open()
    standings = msgspec.structs.replace(
        Standings(
            edition=festival.edition,
            standing="r1",
            rules=festival.rules_hash,
            ledger=festival.ledger.point,
            method="additive/1",
            digits=6,
            places=(),
            at=NOW,
        )
    )
    report = verify(festival.bundle(tmp_path / "x.jury", [put(CHAIR, standings)]))
    assert report.answer == "cannot_judge"
    assert "arithmetic not checked (additive/1)" in report.steps[7].note


def modelled() -> Rules:
    from tests.jury.edition import small_rules

    rules = small_rules()
    first = msgspec.structs.replace(rules.rounds[0], method="additive/1")
    return msgspec.structs.replace(
        rules, rounds=(first, *rules.rounds[1:]), combined=(Weighted(id="r2", weight=1),)
    )


def test_a_new_epoch_follows_from_what_was_kept(festival: Festival, tmp_path: Path) -> None:
    kept = festival.ledger.point
    festival.enter(OFFICE, Epoch(edition=festival.edition, epoch=2, kept=kept, at=NOW))
    assert festival.ledger.point.epoch == 2
    assert verify(festival.bundle(tmp_path / "x.jury", results(festival))).answer == "yes"


# Other files --------------------------------------------------------------------------------------


def test_a_message_can_be_judged_only_by_its_readers(festival: Festival, tmp_path: Path) -> None:
    path = tmp_path / "message.jury"
    path.write_bytes(pack(festival.signed[0], (OFFICE.public.sealing,)))
    assert verify(path).answer == "cannot_judge"
    path.write_bytes(path.read_bytes()[:100])
    assert verify(path).answer == "no"


def test_a_single_document_is_judged_as_far_as_can_be(festival: Festival, tmp_path: Path) -> None:
    path = tmp_path / "card.jury"
    signed = next(each for each in festival.signed if each.kind == "scorecard")
    path.write_bytes(heading("scorecard") + signed.envelope)
    report = verify(path)
    assert [step.answer for step in report.steps] == ["yes", "cannot_judge"]
    path.write_bytes(heading("decision") + signed.envelope)
    assert verify(path).answer == "no"
    path.write_bytes(heading("scorecard") + signed.envelope[:-1])
    assert verify(path).answer == "no"


def test_foreign_and_newer_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.jury"
    for content in (b"", b"PK\x03\x04", b"jury-app bundle 2\n"):
        path.write_bytes(content)
        with pytest.raises(Refusal):
            verify(path)
    with pytest.raises(Problem):
        verify(tmp_path / "gone.jury")


@pytest.mark.parametrize("cut", [20, 500, -1, -200])
def test_a_bundle_cut_short_is_found(festival: Festival, tmp_path: Path, cut: int) -> None:
    path = festival.bundle(tmp_path / "x.jury", results(festival))
    path.write_bytes(path.read_bytes()[:cut])
    assert verify(path).answer == "no"


def test_a_line_beyond_all_bounds_is_not_read(festival: Festival, tmp_path: Path) -> None:
    path = festival.bundle(tmp_path / "x.jury", [])
    with path.open("ab") as file:
        file.write(b"x" * ((16 << 20) + 2) + b"\n")
    number, note = broken(verify(path))
    assert "too long" in note
    assert number == 4


def test_a_large_bundle_is_proved_by_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    festival = small(films=12, jurors=4)
    path = festival.bundle(tmp_path / "x.jury", results(festival))
    monkeypatch.setattr("jury_app.exchange.team.WORTH_CHILDREN", 0)
    assert verify(path).answer == "yes"
    lines = lines_of(path)
    lines[40] = lines[40].replace(b"A", b"B", 1)
    number, note = broken(rewritten(path, lines))
    assert number == 2
    assert note.startswith("x.jury, line 41: ")


def test_the_header_says_what_is_proved(festival: Festival, tmp_path: Path) -> None:
    path = festival.bundle(tmp_path / "x.jury", results(festival))
    line = next(iter(bundle.lines(path)))
    signed_header = msgspec.json.decode(line.content)
    payload = msgspec.json.decode(msgspec.json.encode(signed_header["payload"]), type=bytes)
    header = msgspec.json.decode(payload, type=Bundle)
    assert header.ledger == festival.ledger.point
