"""Bundles that were altered, forged or smuggled into: each is found, and by its step."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from jury_app.exchange import parts
from jury_app.exchange.envelope import Signed
from jury_app.exchange.verification import verify
from jury_app.jury import decisions as d
from jury_app.jury.results import Cut, Selection, Standings
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
)
from tests.exchange.proving import broken, lines_of, results, rewritten


@pytest.fixture
def festival() -> Festival:
    return small()


# Tampering: each of these is one alteration of an honest bundle, and the step that finds it -------


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
