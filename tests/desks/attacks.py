"""A small festival with its first round open, and people with modified clients in it."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from jury_app.base.document import Document
from jury_app.desks.chair.rounds import RoundAct, act
from jury_app.desks.channels import JOINING
from jury_app.desks.demo.films import export
from jury_app.desks.demo.films import films as demo_films
from jury_app.desks.demo.stage import CHEAP
from jury_app.desks.entrance import AUDIENCES
from jury_app.desks.filing import carried, signed_of
from jury_app.desks.juror.joining import join
from jury_app.desks.juror.syncing import sync
from jury_app.desks.ledger import point, trust_of
from jury_app.desks.office import devices, people
from jury_app.desks.office.assigning import Wish, assign
from jury_app.desks.office.films import change, queries
from jury_app.desks.office.founding import found
from jury_app.desks.office.importing import apply, look
from jury_app.desks.office.inviting import invite
from jury_app.desks.office.publishing import publish
from jury_app.desks.office.receiving import ReceiveReport, receive
from jury_app.desks.rules import locked_rules
from jury_app.desks.seat import KEYS, Seat
from jury_app.exchange import bundle, canonical, forms
from jury_app.exchange.channel import Message, pack
from jury_app.exchange.envelope import Signed, sign
from jury_app.exchange.forms import Checkpoint
from jury_app.exchange.keys import DeviceKeys, WaysIn, unlock
from jury_app.exchange.mailbox import channel_folder, open_mailbox
from jury_app.exchange.parts import Part
from jury_app.exchange.verification import verify
from jury_app.jury.counting import card_states
from jury_app.jury.course import Course
from jury_app.jury.packets import all_parts
from jury_app.jury.scorecard import Score, Scorecard
from jury_app.rules.rules import Rules
from jury_app.store import cards, channels, documents, ledger, settings
from jury_app.store import parts as kept_parts
from tests.exchange.made import make_all

AT = "2026-07-18T09:30:00Z"
PASSPHRASE = "demo"
JURORS = ("Ada", "Bo")


def seat(folder: Path) -> Seat:
    return Seat(folder, passphrase=lambda: PASSPHRASE)


@dataclass
class Scene:
    """The folder of the festival: `office`, `Chair`, `Ada`, `Bo`, `mailbox`, `invitations`."""

    root: Path
    clients: dict[str, "Client"] = field(default_factory=dict)

    def office(self) -> Seat:
        return seat(self.root / "office")

    def at(self, name: str) -> Seat:
        return seat(self.root / name)

    def receive(self) -> ReceiveReport:
        with self.office() as office:
            return receive(office)

    def publish(self) -> None:
        with self.office() as office:
            publish(office)

    def keys(self, name: str) -> DeviceKeys:
        return unlock(self.root / name / KEYS, WaysIn(passphrase=PASSPHRASE))[0]

    def films(self, office: Seat) -> tuple[str, ...]:
        """Ids of all films."""
        with office.workspace.reading() as reader:
            return tuple(documents.course(reader).films)

    def course(self) -> Course:
        with self.office() as office, office.workspace.reading() as reader:
            return documents.course(reader)

    def entered(self) -> dict[str, str]:
        """Hash → kind, of all entries."""
        with self.office() as office, office.workspace.reading() as reader:
            return {each.hash: each.kind for each in documents.read(reader)}

    def client(self, name: str) -> "Client":
        """The one modified client of a person; their own program is not used after it."""
        if name in self.clients:
            return self.clients[name]
        with self.at(name) as its, its.workspace.reading() as reader:
            last = channels.last(reader, its.public.signing, "out")
            trust, _ = trust_of(reader)
            person = str(settings.get(reader, "person"))
        line = (0, None) if last is None else (last.number, last.hash)
        client = Client(self, self.keys(name), trust.edition, trust.readers, person)
        client.number, client.previous = line
        self.clients[name] = client
        return client


@dataclass
class Client:
    """A modified client: it signs and sends whatever it is told."""

    scene: Scene
    keys: DeviceKeys
    edition: str
    to: tuple[str, ...]
    person: str
    number: int = 0
    previous: str | None = None

    def sign(self, document: Document) -> Signed:
        return sign(self.keys.seed, document.KIND, canonical.encode(document))

    def raw(self, kind: str, version: int = 1, **payload: Any) -> Signed:
        return sign(self.keys.seed, kind, canonical.encode(payload), version)

    def send(
        self, *said: Signed, values: Sequence[Part] = (), folder: str = "", **changes: Any
    ) -> None:
        """Put one message of these documents into the mailbox."""
        own = self.keys.public.signing
        fields: dict[str, Any] = {
            "edition": self.edition,
            "sender": own,
            "device": own,
            "to": self.to,
            "number": self.number + 1,
            "previous": self.previous,
            "documents": tuple(each.envelope.decode() for each in said),
            "parts": tuple(values),
        }
        message = Message(**(fields | changes))
        signed = self.sign(message)
        content = pack(signed, self.to)
        mailbox = open_mailbox(str(self.scene.root / "mailbox"))
        mailbox.put(folder or channel_folder(own), message.number, content)
        if message.number == 1 and not folder:
            mailbox.put(JOINING, 1, content)
        self.number, self.previous = message.number, signed.hash

    def card(
        self, place: int = 0, lanes: Sequence[object] = (60,) * 6, **changes: Any
    ) -> tuple[Scorecard, tuple[Part, ...]]:
        """A whole card for the film at this place of their ids, and the values of its parts."""
        with self.scene.office() as office, office.workspace.reading() as reader:
            rules: Rules = locked_rules(office, reader)
            course = documents.course(reader)
        film_id = sorted(course.films)[place]
        category = changes.get("category", course.films[film_id].category)
        known = category if category in {each.id for each in rules.categories} else "generative"
        named = zip(rules.lanes, lanes, strict=False)
        held, values = make_all([(f"lane/{lane.id}", "panel", one) for lane, one in named])
        fields: dict[str, Any] = {
            "edition": self.edition,
            "round": "r1",
            "film": film_id,
            "category": category,
            "juror": self.person,
            "rules": course.rounds["r1"].rules,
            "texts": "d" * 64,
            "language": "en",
            "at": AT,
            "scores": tuple(
                Score(criterion=each.id, units=9, per=1)
                for each in rules.round("r1").matrix(known or "")
            ),
            "verdict": "meets",
            "parts": held,
        }
        return Scorecard(**(fields | changes)), values


def stranger(scene: Scene, keys: DeviceKeys) -> Client:
    """Somebody with keys of their own who knows whom messages are sealed to."""
    ada = scene.client("Ada")
    return Client(scene, keys, ada.edition, ada.to, ada.person)


def play(root: Path) -> None:
    """Found, import, invite, join, accept, open and assign."""
    root.mkdir()
    mailbox = root / "mailbox"
    found(
        root / "office",
        "hkaiiff-2026",
        passphrase=PASSPHRASE,
        mailbox=str(mailbox),
        officer="Office",
        chair=False,
    )
    mailbox.mkdir(exist_ok=True)
    scene = Scene(root)
    (root / "films.csv").write_bytes(export(demo_films(3, 7)))
    with scene.office() as office:
        apply(office, look(office, root / "films.csv"))
        change(office, ["received"], fields={}, state="eligible")
        for query in queries(office):
            change(
                office,
                [str(query.number)],
                fields={"category": "generative"},
                state="eligible",
                reason="asked",
            )
        for name in JURORS:
            people.add(office, people.NewPerson(name=name, panels=("r1", "r2")))
        people.add(office, people.NewPerson(name="Chair", roles=("chair", "juror")))
        people.add(office, people.NewPerson(name="Late", panels=("r1",)))
        invited = {each.name: Path(each.file) for each in invite(office, root / "invitations")}
    for name in (*JURORS, "Chair"):
        join(root / name, invited[name], passphrase=PASSPHRASE, cost=CHEAP)
        with scene.at(name) as its:
            sync(its)
    with scene.office() as office:
        receive(office)
        devices.accept(office, ["all"])
        publish(office)
    with scene.at("Chair") as chair:
        sync(chair)
        act(chair, RoundAct(round="r1", act="open", deadline="2099-12-31T18:00"))
        sync(chair)
    with scene.office() as office:
        receive(office)
        pairs = tuple((film, name) for film in sorted(scene.films(office)) for name in JURORS)
        assign(office, Wish(round="r1", add=pairs))
        publish(office)
    for name in (*JURORS, "Chair"):
        with scene.at(name) as its:
            sync(its)


def copy_of(played: Path, root: Path) -> Scene:
    """A copy with a mailbox of its own."""
    shutil.copytree(played, root)
    for name in ("office", *JURORS, "Chair"):
        with seat(root / name) as its, its.workspace.writing() as tx:
            settings.put(tx, mailbox=str(root / "mailbox"))
    return Scene(root)


def changed(document: Any, **changes: Any) -> Any:
    return msgspec.structs.replace(document, **changes)


def proves(scene: Scene) -> None:
    """What is in the ledger, whole, holds in every step of `verify` before the results' own."""

    path = scene.root / "proof.jury"
    with scene.office() as office, office.workspace.reading() as reader:
        its = point(reader)
        header = forms.Bundle(
            edition=office.edition,
            ledger=its,
            results=(),
            audiences=AUDIENCES,
            at=AT,
        )
        checkpoint = Checkpoint(edition=office.edition, ledger=its, at=AT)
        first, last = office.keys.sign_many([header, checkpoint])
        entered = list(documents.entered(reader))
        held = [part.hash for each in entered for part in all_parts(each.document)]
        shown = [
            part for part in kept_parts.of(reader, held).values() if part.audience in AUDIENCES
        ]
        values = carried(shown)
        entries = [signed_of(each).envelope for each in documents.read(reader)]
        assert len(entries) == len(list(ledger.leaves(reader)))
        bundle.write(path, first.envelope, entries, values, [last.envelope])
    steps = verify(path).steps
    # It names no results, which step 8 refuses; all that results would rest on must hold.
    assert [(each.number, each.answer) for each in steps[:7]] == [
        (number, "yes") for number in range(1, 8)
    ], steps[-1]


def to_the_ledger_and_back(scene: Scene) -> None:
    """What the chair signed is entered and comes back into the chair's copy."""
    with scene.at("Chair") as chair:
        sync(chair)
    scene.receive()
    scene.publish()
    with scene.at("Chair") as chair:
        sync(chair)


def states(scene: Scene) -> dict[str, str]:
    with scene.office() as office, office.workspace.reading() as reader:
        facts = [each.fact for each in cards.every(reader)]
        return dict(card_states(documents.course(reader), facts))
