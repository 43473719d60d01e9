"""A decision without the endorsements that the rules ask changes no proved result."""

from pathlib import Path

import msgspec
import pytest

from jury_app.base.errors import Refusal
from jury_app.exchange.envelope import Signed
from jury_app.exchange.keys import DeviceKeys
from jury_app.exchange.verification import verify
from jury_app.jury import decisions as d
from jury_app.jury.results import Shortlist
from jury_app.jury.scorecard import Endorsement, Scorecard
from jury_app.rules.rules import Endorsements
from tests.exchange.festival import CHAIR, NOW, OFFICE, Festival, put, small
from tests.jury.edition import idof, small_rules

NEED = Endorsements(kind="decision/override", role="juror", count=2)
ONE, TWO, THREE = (f"juror {number}" for number in range(3))


@pytest.fixture
def festival() -> Festival:
    """Its rules ask two jurors to endorse what keeps a film off a list."""
    return small(rules=msgspec.structs.replace(small_rules(), endorsements=(NEED,)))


def best(festival: Festival) -> str:
    return festival.standings().places[0].film


def keep_off(festival: Festival) -> Signed:
    return festival.decide(CHAIR, d.Override, film=best(festival), off="shortlist")


def endorsement(festival: Festival, keys: DeviceKeys, decision: Signed) -> Endorsement:
    key = keys.public.signing
    return Endorsement(edition=festival.edition, document=decision.hash, key=key, at=NOW)


def endorse(festival: Festival, name: str, decision: Signed) -> Signed:
    keys = festival.jurors[name]
    return festival.enter(keys, endorsement(festival, keys, decision))


def proved(festival: Festival, path: Path, **changes: object) -> tuple[str, int, str]:
    """Answer, last step and its note for a bundle with a shortlist, which may be changed."""
    standings = festival.standings()
    signed = festival.enter(CHAIR, standings)
    listed = festival.listed(Shortlist, signed, standings.places)
    changed = put(CHAIR, msgspec.structs.replace(listed, **changes))
    report = verify(festival.bundle(path / "x.jury", [signed, changed]))
    return report.answer, report.steps[-1].number, report.steps[-1].note


def test_an_override_that_is_not_endorsed_keeps_nothing_off(
    festival: Festival, tmp_path: Path
) -> None:
    film = best(festival)
    endorse(festival, ONE, keep_off(festival))
    standings = festival.standings()
    listed = festival.listed(Shortlist, put(CHAIR, standings), standings.places)
    assert film in {chosen.film for chosen in listed.films}
    assert proved(festival, tmp_path)[0] == "yes"


def test_a_list_that_leaves_a_film_out_before_it_was_endorsed_is_found(
    festival: Festival, tmp_path: Path
) -> None:
    film = best(festival)
    endorse(festival, ONE, keep_off(festival))
    answer, step, note = proved(festival, tmp_path, off=(film,))
    assert (answer, step) == ("no", 9)
    assert "do not follow" in note


def test_an_override_that_two_jurors_endorsed_keeps_its_film_off(
    festival: Festival, tmp_path: Path
) -> None:
    film, decision = best(festival), keep_off(festival)
    for name in (ONE, TWO):
        endorse(festival, name, decision)
    standings = festival.standings()
    assert festival.listed(Shortlist, put(CHAIR, standings), standings.places).off == (film,)
    assert proved(festival, tmp_path)[0] == "yes"


def test_who_has_not_the_role_endorses_nothing(festival: Festival, tmp_path: Path) -> None:
    decision = keep_off(festival)
    document = endorsement(festival, OFFICE, decision)
    with pytest.raises(Refusal, match="role “juror”"):
        festival.enter(OFFICE, document)
    festival.append(put(OFFICE, document), document)
    answer, step, note = proved(festival, tmp_path)
    assert (answer, step) == ("no", 3)
    assert "role “juror”" in note


def test_who_stepped_off_the_film_endorses_nothing_about_it(
    festival: Festival, tmp_path: Path
) -> None:
    decision = keep_off(festival)
    festival.recuse(ONE, best(festival))
    with pytest.raises(Refusal, match="recused"):
        endorse(festival, ONE, decision)
    keys = festival.jurors[ONE]
    document = endorsement(festival, keys, decision)
    festival.append(put(keys, document), document)
    assert proved(festival, tmp_path)[:2] == ("no", 3)


def test_honours_are_told_by_whether_they_are_in_force(tmp_path: Path) -> None:
    need = Endorsements(kind="decision/honour", role="juror", count=1)
    festival = small(rules=msgspec.structs.replace(small_rules(), endorsements=(need,)))
    first, second = (
        festival.decide(CHAIR, d.HonourGiven, film=best(festival), honour=each)
        for each in ("gold", "silver")
    )
    endorse(festival, THREE, second)
    assert first.hash != second.hash
    answer, _step, note = proved(festival, tmp_path)
    assert answer == "yes"
    assert note.endswith("honours in force: 1, waiting for endorsements: 1")


def test_a_card_that_came_before_the_closing_was_endorsed_counts_for_the_verifier(
    tmp_path: Path,
) -> None:
    need = Endorsements(kind="decision/close", role="juror", count=1)
    festival = small(rules=msgspec.structs.replace(small_rules(), endorsements=(need,)))
    closing = next(
        signed
        for signed, document in zip(festival.signed, festival.documents, strict=True)
        if isinstance(document, d.Close)
    )
    before = festival.standings()
    answer, _step, note = proved(festival, tmp_path)
    assert answer == "yes"
    assert note.endswith("other decisions waiting for endorsements: 1")
    film = before.places[-1].film
    card = next(
        signed.hash
        for signed, document in zip(festival.signed, festival.documents, strict=True)
        if isinstance(document, Scorecard) and (document.film, document.juror) == (film, idof(ONE))
    )
    revised = festival.score(ONE, film, 10, 10, supersedes=(card,))
    meanwhile = festival.standings()
    assert meanwhile.places != before.places
    endorse(festival, TWO, closing)
    festival.score(ONE, film, 1, 1, supersedes=(revised.hash,))
    assert festival.standings().places == meanwhile.places
    assert proved(festival, tmp_path)[0] == "yes"
    stale = put(CHAIR, msgspec.structs.replace(before, ledger=festival.ledger.point))
    report = verify(festival.bundle(tmp_path / "stale.jury", [stale]))
    assert (report.answer, report.steps[-1].number) == ("no", 8)
