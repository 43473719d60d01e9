import itertools
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jury_app.base.errors import Refusal
from jury_app.exchange import parts
from jury_app.exchange.forms import Epoch
from jury_app.exchange.ledger import Ledger, check_extends, check_receipt
from jury_app.exchange.mirror import Mirror
from jury_app.exchange.parts import Part
from tests.exchange.festival import NOW, OFFICE, Festival, small


def entries(count: int) -> list[tuple[str, str]]:
    return [(f"{number:064x}", "application/vnd.jury-app.film.v1+json") for number in range(count)]


def test_every_entered_document_has_a_receipt_that_proves_it() -> None:
    festival = small(films=2, jurors=2)
    hashes = [signed.hash for signed in festival.signed]
    receipt = festival.ledger.receipt(festival.edition, hashes, NOW)
    check_receipt(receipt, festival.signed)


def test_receipts_prove_that_the_ledger_only_grew() -> None:
    festival = small(films=2, jurors=2)
    first = festival.ledger.receipt(festival.edition, [festival.signed[9].hash], NOW)
    festival.film("another")
    second = festival.ledger.receipt(
        festival.edition, [festival.signed[9].hash], NOW, since=first.ledger
    )
    check_receipt(second, [festival.signed[9]], last=first.ledger)
    for forged in (
        msgspec.structs.replace(second, consistency=()),
        msgspec.structs.replace(second, since=None),
        msgspec.structs.replace(second, consistency=second.consistency[::-1]),
    ):
        with pytest.raises(Refusal, match="does not begin"):
            check_receipt(forged, [], last=first.ledger)


def test_a_receipt_exposes_what_was_removed_or_changed() -> None:
    """The chair drops a card and signs a fresh ledger: the juror's receipt is no part of it."""
    festival = small(films=2, jurors=2)
    card = next(signed for signed in festival.signed if signed.kind == "scorecard")
    receipt = festival.ledger.receipt(festival.edition, [card.hash], NOW)
    rewritten = Ledger(
        (signed.hash, signed.type) for signed in festival.signed if signed is not card
    )
    later = rewritten.point
    with pytest.raises(Refusal, match="does not begin"):
        check_extends(receipt.ledger, later, [])
    with pytest.raises(KeyError):
        rewritten.receipt(festival.edition, [card.hash], NOW)
    forged = msgspec.structs.replace(receipt, ledger=later)
    with pytest.raises(Refusal, match="does not prove"):
        check_receipt(forged, [card])
    other = next(signed for signed in festival.signed if signed.kind == "film")
    with pytest.raises(Refusal, match="does not prove"):
        check_receipt(receipt, [other])


@given(st.integers(1, 40), st.integers(0, 40))
def test_a_ledger_that_grew_proves_its_past(old: int, more: int) -> None:
    grown = Ledger(entries(old + more))
    past = Ledger(entries(old)).point
    check_extends(past, grown.point, grown.consistency(past))
    other = Ledger([("f" * 64, "x"), *entries(old + more)[1:]])
    with pytest.raises(Refusal):
        check_extends(past, other.point, other.consistency(past))


def test_nothing_is_entered_twice() -> None:
    ledger = Ledger(entries(3))
    with pytest.raises(Refusal, match="twice"):
        ledger.append(*entries(1)[0], None)
    assert (len(ledger), ledger.index(entries(3)[2][0]), ledger.index("f" * 64)) == (3, 2, None)


def test_a_new_epoch_begins_where_what_was_kept_ends() -> None:
    festival = Festival()
    kept = festival.ledger.point
    for wrong in (
        Epoch(edition=festival.edition, epoch=3, kept=kept, at=NOW),
        Epoch(
            edition=festival.edition,
            epoch=2,
            kept=msgspec.structs.replace(kept, size=kept.size - 1),
            at=NOW,
        ),
    ):
        with pytest.raises(Refusal, match="does not begin where"):
            festival.enter(OFFICE, wrong)
    festival.enter(OFFICE, Epoch(edition=festival.edition, epoch=2, kept=kept, at=NOW))
    assert festival.ledger.point.epoch == 2


# The copy on the disk -----------------------------------------------------------------------------


def values(number: int) -> tuple[Part, ...]:
    return (parts.make("comment", "panel", f"value {number}")[1],)


def batch(first: int, count: int) -> list[tuple[bytes, tuple[Part, ...]]]:
    return [(b'{"entry":%d}' % number, values(number)) for number in range(first, first + count)]


def test_the_mirror_gives_back_entries_in_order_and_all_values(tmp_path: Path) -> None:
    mirror = Mirror(tmp_path / "mirror")
    whole = batch(0, 2500)
    for at in range(0, 2500, 700):
        mirror.append(whole[at : at + 700])
    again = Mirror(tmp_path / "mirror")
    assert len(again) == 2500
    assert list(again.entries()) == [entry for entry, _ in whole]
    assert list(again.parts()) == [part for _, (part,) in whole]
    assert len(list((tmp_path / "mirror").glob("entries-*"))) == 3


def test_the_mirror_takes_any_split_of_the_same_entries(tmp_path: Path) -> None:
    whole = batch(0, 1003)
    for number, cuts in enumerate(((0, 1003), (0, 999, 1000, 1001, 1003), (0, 1, 1003))):
        mirror = Mirror(tmp_path / str(number))
        for low, high in itertools.pairwise(cuts):
            mirror.append(whole[low:high])
        files = {path.name: path.read_bytes() for path in (tmp_path / str(number)).iterdir()}
        first = {path.name: path.read_bytes() for path in (tmp_path / "0").iterdir()}
        assert files == first


@pytest.mark.parametrize("cut", range(1, 13))
def test_a_torn_last_line_is_cut_off_and_written_again(tmp_path: Path, cut: int) -> None:
    mirror = Mirror(tmp_path)
    mirror.append(batch(0, 3))
    path = tmp_path / "entries-0000000000.jsonl"
    path.write_bytes(path.read_bytes()[:-cut])
    torn = Mirror(tmp_path)
    assert len(torn) == 2
    torn.append(batch(2, 2))
    assert list(Mirror(tmp_path).entries()) == [b'{"entry":%d}' % number for number in range(4)]


def test_a_gap_in_the_segments_is_told(tmp_path: Path) -> None:
    Mirror(tmp_path).append(batch(0, 2100))
    (tmp_path / "entries-0000001000.jsonl").unlink()
    with pytest.raises(Refusal, match="gap"):
        list(Mirror(tmp_path).entries())


def test_erased_values_are_gone_from_the_disk_and_entries_stay(tmp_path: Path) -> None:
    mirror = Mirror(tmp_path)
    whole = batch(0, 1200)
    mirror.append(whole)
    (part,), (later,) = whole[7][1], whole[1100][1]
    assert mirror.erase({parts.hash_of(part), parts.hash_of(later)}) == 2
    everything = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b'"value 7"' not in everything
    assert b'"value 1100"' not in everything
    assert b'"value 8"' in everything
    assert len(Mirror(tmp_path)) == 1200
