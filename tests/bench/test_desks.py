"""What the desks cost beside the bare parts of their work: ratios inside one run.

Receiving: age's open, PyNaCl's verify of message and cards, msgspec's decode and one executemany of
three rows a card (document, parts, card), in one process; the office has two children. Standings:
absolute, because the issue asks a time. Everything lies on a real file system, payloads differ,
connections are warm.
"""

import base64
import random
import resource
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pyrage
import pytest
from nacl.bindings import crypto_sign_open

from jury_app.desks.ledger import Said, act
from jury_app.desks.office.founding import found
from jury_app.desks.office.receiving import ReceiveReport, receive
from jury_app.desks.seat import Seat
from jury_app.desks.tallied import standings_of
from jury_app.exchange import channel, envelope, keys, parts
from jury_app.exchange.channel import Message
from jury_app.exchange.envelope import pae, sign
from jury_app.exchange.keys import Cost
from jury_app.exchange.mailbox import channel_folder, open_mailbox
from jury_app.jury import decisions as d
from jury_app.jury.festival import Device, Person
from jury_app.jury.film import Film
from jury_app.jury.scorecard import Score, Scorecard, Viewing
from jury_app.store import devices, documents, sqlite
from jury_app.tally.edition import EditionStandings
from tests.exchange.made import make_all

pytestmark = pytest.mark.bench

CARDS, JURORS, IN_A_MESSAGE = 10_000, 40, 25
NOW = "2026-07-01T00:00:00Z"
CHEAP = Cost(time=1, memory=8 << 10, lanes=1)
LANES = ("writing", "direction", "generation", "editing", "sound", "post")


class Crowd:
    """An office whose jurors' messages wait in the mailbox: 10,000 cards, 25 a message."""

    def __init__(self, root: Path) -> None:
        self.root = root
        found(
            root / "office",
            "hkaiiff-2026",
            passphrase="demo",
            mailbox=str(root / "mailbox"),
            cost=CHEAP,
        )
        self.jurors = [keys.generate() for _ in range(JURORS)]
        self.people = [f"{n:032x}" for n in range(1, JURORS + 1)]
        self.films = [f"{n:032x}" for n in range(1000, 1000 + CARDS // 5)]
        self.sealed: list[bytes] = []
        self.cards = 0
        with self.seat() as seat:
            self._enrol(seat)
            self._write(seat)

    def seat(self) -> Seat:
        return Seat(self.root / "office", passphrase=lambda: "demo")

    def _enrol(self, seat: Seat) -> None:
        edition = seat.edition
        with seat.workspace.reading() as reader:
            self.rules = str(seat.setting(reader, "rules"))
            self.texts = str(seat.setting(reader, "texts")["en"])
        said: list[Said] = []
        rows = []
        for juror, person in zip(self.jurors, self.people, strict=True):
            device = Device(key=juror.public.signing, sealing=juror.public.sealing)
            said += [
                Said(Person(edition=edition, person=person, roles=("juror",), at=NOW)),
                Said(
                    d.Enrol(
                        edition=edition,
                        at=NOW,
                        person=person,
                        roles=("juror",),
                        device=device,
                        enrolment="0" * 64,
                    )
                ),
            ]
            rows.append(devices.Device(device.key, person, device.sealing, "enrolled"))
        for number, film in enumerate(self.films, 1):
            said.append(
                Said(
                    Film(
                        edition=edition,
                        film=film,
                        number=number,
                        form="linear",
                        at=NOW,
                        category="generative",
                    )
                )
            )
            said.append(Said(d.Eligible(edition=edition, at=NOW, film=film)))
        said.append(
            Said(
                d.Open(
                    edition=edition,
                    at=NOW,
                    round="r1",
                    rules=self.rules,
                    deadline=NOW,
                    zone="UTC",
                    nonce="0" * 32,
                )
            )
        )
        self.assigned = {person: self.films[at % 8 :: 8] for at, person in enumerate(self.people)}
        for person, films in self.assigned.items():
            said.append(
                Said(
                    d.Assign(edition=edition, at=NOW, juror=person, round="r1", films=tuple(films))
                )
            )
        act(seat, said, also=lambda tx: devices.keep(tx, rows))

    def _write(self, seat: Seat) -> None:
        chance = random.Random(7)
        box = open_mailbox(str(self.root / "mailbox"))
        reader = seat.public.sealing
        for juror, person in zip(self.jurors, self.people, strict=True):
            previous = None
            films = self.assigned[person]
            for number, start in enumerate(range(0, len(films), IN_A_MESSAGE), 1):
                made = [
                    self._card(seat.edition, person, film, juror.seed, chance)
                    for film in films[start : start + IN_A_MESSAGE]
                ]
                message = Message(
                    edition=seat.edition,
                    sender=juror.public.signing,
                    device=juror.public.signing,
                    to=(reader,),
                    number=number,
                    previous=previous,
                    documents=tuple(signed.envelope.decode() for signed, _ in made),
                    parts=tuple(part for _, values in made for part in values),
                )
                signed = sign(juror.seed, "message", msgspec.json.encode(message, order="sorted"))
                previous = signed.hash
                content = channel.pack(signed, (reader,))
                self.sealed.append(content)
                box.put(channel_folder(juror.public.signing), number, content)
                self.cards += len(made)

    def _card(
        self, edition: str, person: str, film: str, seed: bytes, chance: random.Random
    ) -> tuple[envelope.Signed, list[parts.Part]]:
        values = [(f"lane/{lane}", "panel", chance.randrange(0, 105, 5)) for lane in LANES]
        values += [
            (f"ethics/q{n}", "panel", {"answer": "clear", "note": "x" * 40}) for n in range(6)
        ]
        values.append(("comment/panel", "panel", "A note on this film. " * 20))
        held, kept = make_all(values)
        card = Scorecard(
            edition=edition,
            round="r1",
            film=film,
            category="generative",
            juror=person,
            rules=self.rules,
            texts=self.texts,
            language="en",
            at=NOW,
            scores=tuple(
                Score(criterion=each, units=chance.randint(1, 10), per=1)
                for each in ("conductorship", "cohesion", "clarity", "risk")
            ),
            verdict="meets",
            viewings=(Viewing(kind="declared", share=1000),),
            parts=held,
        )
        return sign(seed, "scorecard", msgspec.json.encode(card, order="sorted")), list(kept)


@pytest.fixture(scope="module")
def crowd() -> Iterator[Crowd]:
    root = Path("build/bench-desks").absolute()
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    yield Crowd(root)
    shutil.rmtree(root)


def bare_receive(crowd: Crowd, identity: str) -> int:
    """The bare parts, in one process, into a database of their own with the same pragmas."""
    path = crowd.root / "bare.db"
    path.unlink(missing_ok=True)
    path.touch()
    connection = sqlite.connect(path, "write")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE d (h BLOB PRIMARY KEY, p BLOB, s BLOB)")
    connection.execute("CREATE TABLE v (h BLOB PRIMARY KEY, v BLOB)")
    connection.execute("CREATE TABLE c (h BLOB PRIMARY KEY, f TEXT, j TEXT)")
    opener = pyrage.x25519.Identity.from_str(identity)
    decode_message = msgspec.json.Decoder(Message).decode
    decode_card = msgspec.json.Decoder(Scorecard).decode
    decode_any = msgspec.json.Decoder().decode
    count = 0
    for content in crowd.sealed:
        sealed = channel.sealed_part(content)
        outer = decode_any(pyrage.decrypt(sealed, [opener]))
        body = base64.b64decode(outer["payload"])
        _verify(outer, body)
        message = decode_message(body)
        rows = []
        for text in message.documents:
            inner = decode_any(text)
            payload = base64.b64decode(inner["payload"])
            signature = _verify(inner, payload)
            card = decode_card(payload)
            rows.append((payload[:32] + signature[:32], payload, signature, card))
        connection.execute("BEGIN IMMEDIATE")
        connection.cursor().executemany("INSERT INTO d VALUES (?,?,?)", [r[:3] for r in rows])
        connection.cursor().executemany(
            "INSERT INTO v VALUES (?,?)",
            [(row[0], msgspec.json.encode(row[3].parts)) for row in rows],
        )
        connection.cursor().executemany(
            "INSERT INTO c VALUES (?,?,?)", [(row[0], row[3].film, row[3].juror) for row in rows]
        )
        connection.execute("COMMIT")
        count += len(rows)
    connection.close()
    return count


def _verify(outer: dict, payload: bytes) -> bytes:
    signature = base64.b64decode(outer["signatures"][0]["sig"])
    key = bytes.fromhex(outer["signatures"][0]["keyid"])
    crypto_sign_open(signature + pae(outer["payloadType"], payload), key)
    return signature


def took(work: Callable[[], object]) -> tuple[float, float]:
    """(wall time, this process's processor time) of a piece of work, in seconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


def of_children() -> float:
    """Processor time of the children that ended, in seconds."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def received(crowd: Crowd, folder: Path) -> tuple[float, float]:
    """What receiving everything takes, by an office that has received nothing yet; with its
    children, by processor."""
    shutil.copytree(crowd.root / "office", folder)
    reports: list[ReceiveReport] = []
    before = of_children()
    with Seat(folder, passphrase=lambda: "demo") as seat:
        assert seat.keys.public  # unlocked
        wall, cpu = took(lambda: reports.append(receive(seat)))
    assert reports[0].entered == {"scorecard": CARDS}
    assert not reports[0].alarms
    return wall, cpu + of_children() - before


def test_receiving_ten_thousand_cards(crowd: Crowd) -> None:
    opened, _ = keys.unlock(crowd.root / "office" / "keys.jury", keys.WaysIn(passphrase="demo"))
    bare, ours = [], []
    for turn in range(5):
        bare.append(took(lambda: bare_receive(crowd, opened.identity)))
        ours.append(received(crowd, crowd.root / f"received-{turn}"))
    (bare_wall, bare_cpu), (wall, cpu) = (
        (min(each[0] for each in runs), min(each[1] for each in runs)) for runs in (bare, ours)
    )
    print(
        f"\nreceive {CARDS} cards: {wall:.2f} s (processor with children {cpu:.2f}), bare parts"
        f" {bare_wall:.2f} s ({bare_cpu:.2f}); {bare_wall / wall:.2f} of their rate (goal 0.6)"
    )
    assert bare_wall / wall >= 0.6


def test_standings_of_ten_thousand_cards(crowd: Crowd) -> None:
    folder = crowd.root / "received-0"
    if not folder.exists():
        received(crowd, folder)
    with (
        Seat(folder, passphrase=lambda: "demo") as seat,
        seat.workspace.reading() as reader,
    ):
        rules = documents.rules(reader, crowd.rules)
        assert rules is not None
        worked: list[EditionStandings] = []

        def standings() -> None:
            worked.append(standings_of(reader, documents.course(reader), rules, "r1"))

        times = [took(standings) for _ in range(5)]
    wall, cpu = min(each[0] for each in times), min(each[1] for each in times)
    print(
        f"\nstandings of {len(worked[0].places)} films × 5: {wall:.2f} s"
        f" (processor {cpu:.2f}; goal 0.5)"
    )
    assert cpu <= 0.5
