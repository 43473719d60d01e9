from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from jury_app.base.errors import Problem, Refusal
from jury_app.exchange import bundle, canonical, parts
from jury_app.exchange.answers import Report
from jury_app.exchange.channel import pack
from jury_app.exchange.envelope import Signed, sign
from jury_app.exchange.forms import Bundle, Epoch
from jury_app.exchange.heading import heading
from jury_app.exchange.verification import verify
from jury_app.jury import decisions as d
from jury_app.jury.results import Cut, Selection, Shortlist, Standings
from jury_app.rules.rules import Rules, Weighted
from tests.exchange.festival import (
    CHAIR,
    LATER,
    NOW,
    OFFICE,
    ROOT,
    STRANGER,
    Festival,
    checkpoint_of,
    idof,
    put,
    small,
    withheld,
)


def broken(report: Report) -> tuple[int, str]:
    """Number and note of the step that says no."""
    assert report.answer == "no"
    return report.steps[-1].number, report.steps[-1].note


@pytest.fixture
def festival() -> Festival:
    return small()


def results(festival: Festival) -> list[Signed]:
    """Standings and lists of the first round: the standings are entered, the lists are not."""
    standings = festival.standings()
    signed = festival.enter(CHAIR, standings)
    lists = [festival.listed(form, signed, standings.places) for form in (Shortlist, Selection)]
    return [signed, *(put(CHAIR, each) for each in lists)]


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


# Tampering: each of these is one alteration of an honest bundle, and the step that finds it -------


def lines_of(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines()


def rewritten(path: Path, lines: list[bytes]) -> Report:
    path.write_bytes(b"\n".join(lines) + b"\n")
    return verify(path)


def test_a_scorecard_removed_is_found(festival: Festival, tmp_path: Path) -> None:
    lines = lines_of(festival.bundle(tmp_path / "x.jury", results(festival)))
    number = next(n for n, line in enumerate(lines) if b"vnd.jury-app.scorecard" in line)
    del lines[number]
    assert rewritten(tmp_path / "x.jury", lines).answer == "no"


def test_two_entries_exchanged_are_found(festival: Festival, tmp_path: Path) -> None:
    lines = lines_of(festival.bundle(tmp_path / "x.jury", results(festival)))
    cards = [n for n, line in enumerate(lines) if b"vnd.jury-app.scorecard" in line]
    lines[cards[0]], lines[cards[1]] = lines[cards[1]], lines[cards[0]]
    number, note = broken(rewritten(tmp_path / "x.jury", lines))
    assert number == 5
    assert "entries are not those" in note


def test_an_entry_repeated_is_found(festival: Festival, tmp_path: Path) -> None:
    lines = lines_of(festival.bundle(tmp_path / "x.jury", results(festival)))
    lines[10] = lines[9]
    number, note = broken(rewritten(tmp_path / "x.jury", lines))
    assert number == 2
    assert "twice" in note


def test_an_altered_score_is_found_by_its_line(festival: Festival, tmp_path: Path) -> None:
    lines = lines_of(festival.bundle(tmp_path / "x.jury", results(festival)))
    place = next(n for n, line in enumerate(lines) if b"vnd.jury-app.scorecard" in line)
    tree = msgspec.json.decode(lines[place])
    payload = msgspec.json.decode(msgspec.json.encode(tree["payload"]), type=bytes)
    altered = payload.replace(b'"units":', b'"units":1', 1)
    tree["payload"] = altered
    lines[place] = msgspec.json.encode(tree, order="sorted")
    number, note = broken(rewritten(tmp_path / "x.jury", lines))
    assert number == 2
    assert note.startswith(f"x.jury, line {place + 1}: The signature is not good")


def test_a_value_altered_or_added_is_found(festival: Festival, tmp_path: Path) -> None:
    proved = results(festival)
    _, foreign = parts.make("title", "public", "Another title")
    altered = msgspec.structs.replace(festival.parts[0], value="Another title")
    for shown in ([foreign], [altered, *festival.parts[1:]]):
        number, note = broken(verify(festival.bundle(tmp_path / "x.jury", proved, shown=shown)))
        assert number == 4
        assert "stands in no document" in note


def test_a_value_for_an_audience_that_is_not_declared_is_found(
    festival: Festival, tmp_path: Path
) -> None:
    path = festival.bundle(
        tmp_path / "x.jury", results(festival), audiences=("public",), shown=festival.parts
    )
    number, note = broken(verify(path))
    assert number == 4
    assert "“panel”" in note


@pytest.mark.parametrize("keys", [OFFICE, STRANGER])
def test_standings_signed_by_another_than_the_chair_are_refused(
    festival: Festival, tmp_path: Path, keys: Any
) -> None:
    forged = put(keys, festival.standings())
    number, note = broken(verify(festival.bundle(tmp_path / "x.jury", [forged])))
    assert number == 6
    assert "standings" in note


def test_a_bundle_signed_by_a_juror_or_stranger_is_refused(
    festival: Festival, tmp_path: Path
) -> None:
    proved = results(festival)
    for keys in (STRANGER, festival.jurors["juror 1"]):
        number, _ = broken(verify(festival.bundle(tmp_path / "x.jury", proved, keys=keys)))
        assert number == 6


def test_a_missing_or_foreign_checkpoint_is_refused(festival: Festival, tmp_path: Path) -> None:
    proved = results(festival)
    forged = put(CHAIR, checkpoint_of(festival))
    other = put(OFFICE, checkpoint_of(festival, ledger=festival.standings().ledger))
    for closing, step in (([], 5), ([forged, *proved[1:]], 6)):
        path = festival.bundle(tmp_path / "x.jury", proved, closing=closing)
        assert broken(verify(path))[0] == step
    assert (
        verify(festival.bundle(tmp_path / "x.jury", proved, closing=[other, *proved[1:]])).answer
        == "yes"
    )


def test_a_result_that_is_named_and_missing_is_found(festival: Festival, tmp_path: Path) -> None:
    proved = results(festival)
    path = festival.bundle(tmp_path / "x.jury", proved[:1], proved=proved)
    assert broken(verify(path))[0] == 6


def changed_place(standings: Standings, at: int, **changes: Any) -> Standings:
    places = list(standings.places)
    places[at] = msgspec.structs.replace(places[at], **changes)
    return msgspec.structs.replace(standings, places=tuple(places))


@pytest.mark.parametrize(
    "change",
    [
        lambda s: changed_place(s, 0, value=(s.places[0].value or 0) + 1),
        lambda s: changed_place(s, 1, rank=1),
        lambda s: changed_place(s, 1, reviews=2),
        lambda s: changed_place(s, 0, holds=("ethics",)),
        lambda s: changed_place(s, 0, gate="does_not"),
        lambda s: msgspec.structs.replace(s, places=s.places[::-1]),
        lambda s: msgspec.structs.replace(s, places=s.places[:-1]),
        lambda s: msgspec.structs.replace(s, method="median/1"),
        lambda s: msgspec.structs.replace(s, digits=5),
        lambda s: msgspec.structs.replace(s, standing="r2"),
        lambda s: msgspec.structs.replace(s, standing="r9"),
        lambda s: msgspec.structs.replace(s, rules="a" * 64),
    ],
)
def test_standings_that_do_not_follow_are_found_even_if_the_chair_signed_them(
    festival: Festival, tmp_path: Path, change: Callable[[Standings], Standings]
) -> None:
    forged = put(CHAIR, change(festival.standings()))
    assert broken(verify(festival.bundle(tmp_path / "x.jury", [forged])))[0] == 8


def test_standings_that_rest_on_another_ledger_are_found(
    festival: Festival, tmp_path: Path
) -> None:
    standings = festival.standings()
    elsewhere = msgspec.structs.replace(standings.ledger, root="a" * 64)
    forged = put(CHAIR, msgspec.structs.replace(standings, ledger=elsewhere))
    assert broken(verify(festival.bundle(tmp_path / "x.jury", [forged])))[0] == 5


def test_a_list_that_does_not_follow_is_found(festival: Festival, tmp_path: Path) -> None:
    standings = festival.standings()
    signed = festival.enter(CHAIR, standings)
    honest = festival.listed(Selection, signed, standings.places)
    for forged in (
        msgspec.structs.replace(honest, films=honest.films[::-1]),
        msgspec.structs.replace(honest, films=honest.films[:1]),
        msgspec.structs.replace(honest, cut=Cut(top=3, per_category=True)),
        msgspec.structs.replace(honest, off=(standings.places[0].film,)),
        msgspec.structs.replace(honest, standings="a" * 64),
    ):
        path = festival.bundle(tmp_path / "x.jury", [signed, put(CHAIR, forged)])
        assert broken(verify(path))[0] == 9


def test_a_late_card_counts_only_once_it_is_admitted(festival: Festival, tmp_path: Path) -> None:
    film = idof("film 0")
    before = festival.standings().places
    current = next(
        signed
        for signed, document in zip(festival.signed, festival.documents, strict=True)
        if signed.kind == "scorecard"
        and getattr(document, "film", "") == film
        and getattr(document, "juror", "") == idof("juror 1")
    )
    late = festival.score("juror 1", film, 10, 10, supersedes=(current.hash,))
    assert festival.standings().places == before
    counted_anyway = changed_place(festival.standings(), 0, value=100_000_000)
    assert verify(festival.bundle(tmp_path / "a.jury", [put(CHAIR, counted_anyway)])).answer == "no"
    festival.decide(CHAIR, d.Admit, card=late.hash)
    assert festival.standings().places != before
    assert verify(festival.bundle(tmp_path / "b.jury", results(festival))).answer == "yes"


# Who signs ----------------------------------------------------------------------------------------


def smuggled(festival: Festival, signed: Signed, document: Any, path: Path) -> tuple[int, str]:
    """What verification says if the office enters what it must not."""
    festival.append(signed, document)
    return broken(verify(festival.bundle(path, [])))


def test_a_smuggled_document_is_found(festival: Festival, tmp_path: Path) -> None:
    """An office clerk appends to the ledger what nobody may sign."""
    film = idof("film 1")
    juror = festival.jurors["juror 1"]
    card = festival.card_of("juror 2", film, 10, 10)
    close = d.Close(edition=festival.edition, at=LATER, round="r1")
    for number, (keys, document) in enumerate(
        [
            (STRANGER, card),
            (juror, card),
            (OFFICE, card),
            (juror, close),
            (OFFICE, close),
            (OFFICE, festival.roster(version=2)),
            (ROOT, close),
            (OFFICE, d.Admit(edition=festival.edition, at=NOW, card="a" * 64)),
            (CHAIR, d.Open(**(msgspec.structs.asdict(opening(festival)) | {"edition": "f" * 64}))),
        ]
    ):
        other = small()
        step, note = smuggled(other, *rebound(other, keys, document), tmp_path / f"{number}.jury")
        assert step == 3, note


def opening(festival: Festival) -> d.Open:
    return next(each for each in festival.documents if isinstance(each, d.Open))


def rebound(festival: Festival, keys: Any, document: Any) -> tuple[Signed, Any]:
    if getattr(document, "edition", None) != "f" * 64 and hasattr(document, "edition"):
        document = msgspec.structs.replace(document, edition=festival.edition)
    return put(keys, document), document


def test_nobody_is_enrolled_who_did_not_answer(festival: Festival, tmp_path: Path) -> None:
    from tests.exchange.festival import device_of

    decision = d.Enrol(
        edition=festival.edition,
        at=NOW,
        person=idof("ghost"),
        roles=("juror",),
        device=device_of(STRANGER),
        enrolment="a" * 64,
    )
    step, note = smuggled(festival, put(OFFICE, decision), decision, tmp_path / "x.jury")
    assert (step, "own answer is not in the ledger" in note) == (3, True)


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
