"""What receiving and verifying cost beside their bare parts: ratios inside one run.

Bare parts of receiving: age's open, PyNaCl's verify and msgspec's decode of each card. Of
verifying: PyNaCl's verify of each card on one core. Payloads differ from card to card.
"""

import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pyrage
import pytest
from nacl.bindings import crypto_sign_open

from jury_app.exchange import admission, channel, forms, parts, sealing, team
from jury_app.exchange.channel import Channel, Message
from jury_app.exchange.envelope import Signed, pae
from jury_app.exchange.verification import verify
from jury_app.jury import decisions as d
from jury_app.jury.scorecard import Scorecard
from tests.exchange.festival import CHAIR, OFFICE, Festival, put
from tests.exchange.made import make_all

pytestmark = pytest.mark.bench

CARDS = 10_000
JURORS = 40
IN_A_MESSAGE = 25


@pytest.fixture(scope="module")
def festival() -> Festival:
    """10,000 cards of about 4 KB by 40 jurors for 2,000 films, five a film; the round is closed."""
    chance = random.Random(7)
    made = Festival()
    names = [f"juror {number}" for number in range(JURORS)]
    for name in names:
        made.enrol(name)
    films = [made.film(f"film {number}") for number in range(CARDS // 5)]
    made.open()
    per_juror = {name: films[at :: JURORS // 5] for at, name in enumerate(names[:8])}
    assigned = {name: per_juror[names[at % 8]] for at, name in enumerate(names)}
    for name in names:
        made.assign(name, *assigned[name])
    for name in names:
        for film in assigned[name]:
            answers = [(f"ethics/{n}", "panel", {"answer": "clear"}) for n in range(14)]
            held, values = make_all(answers)
            card = made.card_of(name, film, chance.randint(1, 10), chance.randint(1, 10))
            made.parts += values
            made.enter(made.jurors[name], msgspec.structs.replace(card, parts=card.parts + held))
    made.decide(CHAIR, d.Close, round="r1")
    return made


def cards_of(festival: Festival) -> list[Signed]:
    return [signed for signed in festival.signed if signed.kind == "scorecard"]


def bare_verifications(cards: list[Signed]) -> Callable[[], None]:
    ready = [
        (each.signature + pae(each.type, each.payload), bytes.fromhex(each.key)) for each in cards
    ]

    def run() -> None:
        for signed, key in ready:
            crypto_sign_open(signed, key)

    return run


def ratio(
    ours: Callable[[], object],
    bare: Callable[[], object],
    rounds: int = 4,
    clock: Callable[[], float] = time.perf_counter,
) -> tuple[float, float, float]:
    """(ours ÷ bare, seconds ours, seconds bare): the shortest of runs that take turns."""
    best = {ours: float("inf"), bare: float("inf")}
    for _ in range(rounds):
        for work in (bare, ours):
            start = clock()
            work()
            best[work] = min(best[work], clock() - start)
    return best[ours] / best[bare], best[ours], best[bare]


def test_verify_of_ten_thousand_scorecards(
    festival: Festival,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    standings = festival.enter(CHAIR, festival.standings())
    assert len(cards_of(festival)) == CARDS
    for audiences, limit in ((("public",), 2.5), (("entrant", "panel", "public"), 6.0)):
        path = festival.bundle(tmp_path / "x.jury", [standings], audiences=audiences)
        assert verify(path).answer == "yes"
        signatures = bare_verifications(festival.signed)
        times, ours, bare = ratio(lambda p=path: verify(p), signatures)
        with monkeypatch.context() as alone:
            alone.setattr(team, "WORTH_CHILDREN", path.stat().st_size + 1)
            by_one = ratio(lambda p=path: verify(p), signatures, clock=time.process_time)[0]
        with capsys.disabled():
            print(
                f"\nverify {CARDS} cards in {len(festival.signed)} entries, parts of "
                f"{', '.join(audiences)}: {ours:.2f} s, bare verifications {bare:.2f} s: "
                f"{times:.2f} × (goal of a public bundle: 2.0); in one process "
                f"{by_one:.2f} × by processor time"
            )
        assert min(times, by_one) < limit


def messages(festival: Festival) -> dict[str, list[bytes]]:
    """Each juror's cards in messages of 25, sealed to the office."""
    values = {parts.hash_of(part): part for part in festival.parts}
    boxes: dict[str, list[bytes]] = {}
    for name, keys in festival.jurors.items():
        own = [each for each in cards_of(festival) if each.key == keys.public.signing]
        previous = None
        for at in range(0, len(own), IN_A_MESSAGE):
            batch = own[at : at + IN_A_MESSAGE]
            documents = [msgspec.json.decode(each.payload, type=Scorecard) for each in batch]
            message = Message(
                edition=festival.edition,
                sender=keys.public.signing,
                device=keys.public.signing,
                to=(OFFICE.public.sealing,),
                number=at // IN_A_MESSAGE + 1,
                previous=previous,
                documents=tuple(each.envelope.decode() for each in batch),
                parts=tuple(values[held.hash] for each in documents for held in parts.hashes(each)),
            )
            signed = put(keys, message)
            previous = signed.hash
            boxes.setdefault(name, []).append(channel.pack(signed, message.to))
    return boxes


def receive(festival: Festival, boxes: dict[str, list[bytes]]) -> int:
    """Everything between a mailbox's bytes and the rows of the store."""
    count = 0
    for name, files in boxes.items():
        key = festival.jurors[name].public.signing
        known = Channel(festival.edition, key, key)
        for content in files:
            opened = sealing.open_sealed(channel.sealed_part(content), OFFICE.identity)
            found = channel.contents(*channel.parse(opened))
            channel.check_addressed(found.message, known, OFFICE.public.sealing)
            outcome = channel.apply(known, found)
            assert isinstance(outcome, channel.Accepted)
            known = outcome.channel
            values = found.parts
            for signed in found.documents:
                document = forms.read(signed)
                admission.admit(festival.trust, count, signed, document, festival.recusals)
                assert document is not None
                assert not parts.match(document, values).withheld
                count += 1
    return count


def test_receive_ten_thousand_scorecards(
    festival: Festival, capsys: pytest.CaptureFixture[str]
) -> None:
    boxes = messages(festival)
    identity = pyrage.x25519.Identity.from_str(OFFICE.identity)
    sealed = [channel.sealed_part(content) for files in boxes.values() for content in files]
    cards = cards_of(festival)
    verifications = bare_verifications(cards)
    decoder = msgspec.json.Decoder(Scorecard)

    def bare() -> None:
        for each in sealed:
            pyrage.decrypt(each, [identity])
        verifications()
        for card in cards:
            decoder.decode(card.payload)

    assert receive(festival, boxes) == CARDS
    times, ours, least = ratio(lambda: receive(festival, boxes), bare)
    size = sum(len(each.payload) for each in cards) // len(cards)
    with capsys.disabled():
        print(
            f"\nreceive: {CARDS} cards of {size} bytes, {ours:.2f} s, bare parts without the "
            f"database {least:.2f} s: {1 / times:.2f} of their rate"
        )
    assert times < 6


def test_canonical_decode_against_bare(
    festival: Festival, capsys: pytest.CaptureFixture[str]
) -> None:
    cards: list[Any] = cards_of(festival)
    decoder = msgspec.json.Decoder(Scorecard)
    times, ours, _ = ratio(
        lambda: [forms.read(each) for each in cards],
        lambda: [decoder.decode(each.payload) for each in cards],
    )
    with capsys.disabled():
        print(
            f"\ndecode and proof of canonical form: {ours / CARDS * 1e6:.0f} µs a card, "
            f"{times:.2f} × the bare decode"
        )
    assert times < 4
