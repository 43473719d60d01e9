"""A small festival to be played by tests: an office, three jurors, and a chair who judges too."""

import json
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from jury_app.base import places
from jury_app.base.clock import SetClock
from jury_app.desks.catalogue import catalogue
from jury_app.desks.chair.rounds import RoundAct, act
from jury_app.desks.demo.films import export, films
from jury_app.desks.demo.people import Seen as SeenFilm
from jury_app.desks.demo.people import jurors, sheet
from jury_app.desks.demo.stage import CHEAP, PASSPHRASE
from jury_app.desks.juror import reading
from jury_app.desks.juror.joining import join
from jury_app.desks.juror.scoring import score
from jury_app.desks.juror.sheet import decode_sheet
from jury_app.desks.juror.signing import sign
from jury_app.desks.juror.syncing import sync
from jury_app.desks.office import devices, people
from jury_app.desks.office.assigning import Wish, assign
from jury_app.desks.office.films import change, queries
from jury_app.desks.office.founding import found
from jury_app.desks.office.importing import apply, look
from jury_app.desks.office.inviting import invite
from jury_app.desks.office.publishing import publish
from jury_app.desks.office.receiving import receive
from jury_app.desks.rules import locked_rules
from jury_app.desks.seat import Seat
from jury_app.jury.counting import card_states
from jury_app.store import cards, documents, settings

FILMS = films(8, 7)
PEOPLE = jurors(3, 7)
ADA, MINJUN, YUKI = (person.name for person in PEOPLE)
CHAIR = "Chair Person"
FIRST, SECOND = FILMS[0].title, FILMS[1].title


class Festival:
    """A small festival in a folder: an office, three jurors, and a chair who judges too."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.clock = SetClock(datetime(2026, 6, 1, 2, 0, tzinfo=UTC))

    def seat(self, name: str) -> Seat:
        """Somebody's seat, or that of a second device (`name-2`)."""
        folder = self.root / name.replace(" ", "-")
        return Seat(folder, passphrase=lambda: PASSPHRASE, clock=self.clock)

    def found(self, profile: str = "hkaiiff-2026", *, mailbox: bool = True) -> None:
        found(
            self.root / "office",
            profile,
            passphrase=PASSPHRASE,
            mailbox=str(self.root / "mailbox") if mailbox else None,
            chair=True,
            clock=self.clock,
            cost=CHEAP,
        )

    def enter_films(self) -> None:
        """Import, answer, decide."""
        table = self.root / "wave.csv"
        table.write_bytes(export(FILMS))
        with self.seat("office") as seat:
            apply(seat, look(seat, table))
            for asked in queries(seat):
                change(
                    seat,
                    [f"#{asked.number}"],
                    fields={"category": FILMS[asked.number - 1].category},
                    state="eligible",
                    reason="asked",
                )
            change(seat, ["received"], fields={}, state="eligible", reason="checked")

    def enter_people(self) -> None:
        """Three jurors, and a chair who sits on R1 too; all are invited."""
        with self.seat("office") as seat:
            for name in (ADA, MINJUN, YUKI):
                people.add(seat, people.NewPerson(name=name, panels=("r1",)))
            people.add(seat, people.NewPerson(name=CHAIR, roles=("chair", "juror"), panels=("r1",)))
            self.invitations = {
                each.name: Path(each.file) for each in invite(seat, self.root / "invitations")
            }

    def join(self, name: str, invitation: Path | None = None) -> None:
        folder = self.root / name.replace(" ", "-")
        join(
            folder,
            invitation or self.invitations[name],
            passphrase=PASSPHRASE,
            clock=self.clock,
            cost=CHEAP,
        )
        use_mailbox(folder, self.root / "mailbox")

    def sync(self, *names: str):
        for name in names:
            with self.seat(name) as seat:
                report = sync(seat)
        return report

    def post(self):
        """Receive, accept everybody who waits, publish."""
        with self.seat("office") as seat:
            report = receive(seat)
            if report.waiting:
                devices.accept(seat, ["all"])
            publish(seat)
        return report

    def open(self, *pairs: tuple[str, str]) -> None:
        """R1 opens; these films are assigned."""
        with self.seat("office") as seat:
            act(seat, RoundAct(round="r1", act="open", deadline="2026-06-24T18:00"))
            assign(seat, Wish(round="r1", add=pairs))
            publish(seat)

    def close(self) -> None:
        with self.seat("office") as seat:
            act(seat, RoundAct(round="r1", act="close", early=True, reason="done"))
            publish(seat)

    def sheet(self, name: str, title: str) -> dict:
        """What a juror thinks of a film."""
        film = next(each for each in FILMS if each.title == title)
        juror = next((each for each in PEOPLE if each.name == name[: len(each.name)]), PEOPLE[0])
        with self.seat(name) as seat, seat.workspace.reading() as reader:
            rules = locked_rules(seat, reader)
            known = catalogue(reader)
            category = known.course.films[known.find(title)].category
        seen = SeenFilm(title, film.quality, film.lanes)
        return sheet(rules, ("r1", category), juror, seen)

    def judge(self, name: str, title: str, **changes: object) -> str:
        """Score and sign one film; the hash."""
        wanted = {**self.sheet(name, title), **changes}
        with self.seat(name) as seat:
            scored = score(seat, title, "r1", decode_sheet(json.dumps(wanted).encode()))
            assert scored.missing == ()
            return sign(seat, "r1", title).signed[0][1]

    def states(self) -> dict[str, str]:
        """Hash of a card in the ledger → whether it counts."""
        with self.seat("office") as seat, seat.workspace.reading() as reader:
            entered = [each.fact for each in cards.every(reader)]
            return dict(card_states(documents.course(reader), entered))


def content(folder: Path) -> str:
    """Hash of all documents, drafts and rows of a workspace, to compare before and after."""
    digest = sha256()
    with Seat(folder) as seat, seat.workspace.reading() as reader:
        for stored in documents.read(reader):
            digest.update(stored.hash.encode())
        for waiting in documents.waiting(reader):
            digest.update(waiting.hash.encode())
        for row in reader.rows("SELECT film, round, state FROM drafts ORDER BY film, round"):
            digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()


def content_of(seat: Seat) -> list[str]:
    with seat.workspace.reading() as reader:
        return [each.hash for each in documents.read(reader)]


def state_of(festival, folder: str) -> str:
    """Where the first film stands on a laptop."""
    return next(f for f in reading.films(festival.root / folder) if f.title == FIRST).state


def asking_jurors(tmp_path, *kinds: str) -> Festival:
    """Films are entered and people have joined; the rules ask a juror to endorse these kinds."""
    shipped = places.resource("profiles", "hkaiiff-2026.toml").read_text()
    head = "endorsements = [\n"
    assert head in shipped
    asks = "".join(f'{{ kind = "{kind}", role = "juror", count = 1 }},\n' for kind in kinds)
    profile = tmp_path / "careful.toml"
    profile.write_text(shipped.replace(head, head + asks))
    festival = Festival(tmp_path / "festival")
    festival.root.mkdir()
    festival.found(str(profile))
    festival.enter_films()
    festival.enter_people()
    for name in (ADA, MINJUN, CHAIR):
        festival.join(name)
        festival.sync(name)
    festival.post()
    festival.sync(ADA, MINJUN, CHAIR)
    return festival


def circulate(festival: Festival) -> None:
    """What anybody signed comes to the ledger, and to those whom it concerns."""
    festival.sync(CHAIR, ADA, MINJUN)
    festival.post()
    festival.sync(CHAIR, ADA, MINJUN)


def use_mailbox(folder: Path, mailbox: Path) -> None:
    """A copied workspace uses the mailbox beside it, as one does whose drive has another letter."""
    with Seat(folder) as seat, seat.workspace.writing() as tx:
        if settings.get(tx, "mailbox"):
            settings.put(tx, mailbox=str(mailbox))
