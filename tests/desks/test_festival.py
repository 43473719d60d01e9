"""Small festivals through the desks: importing, joining, devices, scoring, decisions, bundles."""

import json
import shutil
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from jury_app.base.clock import SetClock
from jury_app.base.errors import Problem, Refusal
from jury_app.desks.catalogue import catalogue
from jury_app.desks.chair.deciding import decide
from jury_app.desks.chair.rounds import RoundAct, act
from jury_app.desks.demo.films import export, films
from jury_app.desks.demo.people import Seen as SeenFilm
from jury_app.desks.demo.people import jurors, sheet
from jury_app.desks.demo.stage import CHEAP, PASSPHRASE
from jury_app.desks.juror import reading
from jury_app.desks.juror.joining import join
from jury_app.desks.juror.scoring import revise, score, score_from
from jury_app.desks.juror.sheet import decode_sheet
from jury_app.desks.juror.signing import recuse, settle, sign
from jury_app.desks.juror.syncing import sync
from jury_app.desks.office import devices, people
from jury_app.desks.office.assigning import Wish, assign
from jury_app.desks.office.films import change, queries, show_film
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


@pytest.fixture(scope="session")
def begun(tmp_path_factory) -> Path:
    """R1 is open; every juror and the chair joined, and has two films."""
    festival = Festival(tmp_path_factory.mktemp("begun"))
    festival.found()
    festival.enter_films()
    festival.enter_people()
    for name in (ADA, MINJUN, YUKI, CHAIR):
        festival.join(name)
        festival.sync(name)
    festival.post()
    festival.open(
        *((film.title, name) for film in FILMS[:2] for name in (ADA, MINJUN, YUKI, CHAIR))
    )
    festival.sync(ADA, MINJUN, YUKI, CHAIR)
    return festival.root


@pytest.fixture
def festival(begun, tmp_path) -> Festival:
    """This test's own copy of the festival that has begun."""
    copy = Festival(tmp_path / "festival")
    shutil.copytree(begun, copy.root)
    for database in copy.root.glob("*/workspace.db"):
        use_mailbox(database.parent, copy.root / "mailbox")
    copy.invitations = {
        name: copy.root / "invitations" / f"{name.replace(' ', '-')}.jury"
        for name in (ADA, MINJUN, YUKI, CHAIR)
    }
    return copy


def use_mailbox(folder: Path, mailbox: Path) -> None:
    """A copied workspace uses the mailbox beside it, as one does whose drive has another letter."""
    with Seat(folder) as seat, seat.workspace.writing() as tx:
        if settings.get(tx, "mailbox"):
            settings.put(tx, mailbox=str(mailbox))


FIRST, SECOND = FILMS[0].title, FILMS[1].title


# Importing ----------------------------------------------------------------------------------------


def test_importing_the_same_file_again_changes_nothing_even_after_an_answer(festival):
    before = content(festival.root / "office")
    with festival.seat("office") as seat:
        shown = apply(seat, look(seat, festival.root / "wave.csv"))
    assert shown.counts["same"] == len(FILMS)
    assert sum(shown.counts.values()) == len(FILMS)
    assert content(festival.root / "office") == before


def test_looking_at_a_file_changes_nothing(festival, tmp_path):
    table = tmp_path / "wave-2.csv"
    table.write_bytes(export(films(11, 7)))
    before = content(festival.root / "office")
    with festival.seat("office") as seat:
        assert look(seat, table).counts["new"] >= 2
    assert content(festival.root / "office") == before


def test_import_is_refused_whole_when_something_was_imported_meanwhile(festival, tmp_path):
    table = tmp_path / "wave-2.csv"
    table.write_bytes(export(films(11, 7)))
    with festival.seat("office") as seat:
        stale = look(seat, table)
        apply(seat, look(seat, table))
        before = seat.workspace.folder
        with pytest.raises(Refusal, match="look at it again"):
            apply(seat, stale)
        with seat.workspace.reading() as reader:
            assert len(documents.course(reader).films) == 11
    assert before == festival.root / "office"


@pytest.mark.parametrize(
    "body", [b"", b"\x00" * 100, b"PK\x03\x04broken", b"a,b\n1,2\n", b"\xff\xfe" + b"\xd8" * 9]
)
def test_broken_table_changes_nothing_and_is_named(festival, tmp_path, body):
    table = tmp_path / "broken.csv"
    table.write_bytes(body)
    before = content(festival.root / "office")
    with festival.seat("office") as seat, pytest.raises((Refusal, Problem), match=r"broken\.csv"):
        look(seat, table)
    assert content(festival.root / "office") == before


def test_answers_are_all_or_nothing(festival):
    before = content(festival.root / "office")
    with festival.seat("office") as seat, pytest.raises(Refusal, match="No film is called"):
        change(seat, [FIRST, "no such film"], fields={}, state="withdrawn", reason="x")
    assert content(festival.root / "office") == before


def test_a_film_withdrawn_cannot_become_eligible_again_unsaid(festival):
    with festival.seat("office") as seat:
        with pytest.raises(Refusal, match="reason"):
            change(seat, [FIRST], fields={}, state="withdrawn")
        change(seat, [FIRST], fields={}, state="withdrawn", reason="rights")
        assert dict(show_film(seat, FIRST).rows)["state"] == "withdrawn"


def test_unknown_field_or_category_is_refused_with_what_there_is(festival):
    with festival.seat("office") as seat:
        with pytest.raises(Refusal, match="title_original"):
            change(seat, [FIRST], fields={"colour": "red"})
        with pytest.raises(Refusal, match="generative"):
            change(seat, [FIRST], fields={"category": "Opera"})


@pytest.mark.parametrize(("cards_do", "state"), [("stay", "counts"), ("again", "sign_again")])
def test_new_category_keeps_cards_or_asks_for_them_again(festival, cards_do, state):
    digest = festival.judge(ADA, FIRST)
    festival.sync(ADA)
    festival.post()
    with festival.seat("office") as seat:
        change(seat, [FIRST], fields={"category": "procedural"}, cards=cards_do, reason="asked")
    assert (festival.states()[digest] == "counts") == (state == "counts")


# Joining and devices ------------------------------------------------------------------------------


@pytest.mark.parametrize("keep", [0, 5, 200, 2000])
def test_torn_invitation_is_refused_and_leaves_no_workspace(festival, tmp_path, keep):
    torn = tmp_path / "torn.jury"
    torn.write_bytes(festival.invitations[ADA].read_bytes()[:keep])
    with pytest.raises((Refusal, Problem), match=r"torn\.jury"):
        festival.join("New", torn)
    assert not (festival.root / "New" / "workspace.db").exists()


def test_altered_invitation_is_refused(festival, tmp_path):
    body = festival.invitations[ADA].read_bytes()
    altered = tmp_path / "altered.jury"
    for at in range(100, len(body), len(body) // 7):
        altered.write_bytes(body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :])
        with pytest.raises((Refusal, Problem)):
            festival.join("New", altered)
        assert not (festival.root / "New" / "workspace.db").exists()


def test_expired_invitation_is_refused(festival):
    festival.clock.advance(days=61)
    with pytest.raises(Refusal):
        festival.join("New", festival.invitations[ADA])


def test_another_file_is_no_invitation(festival, tmp_path):
    festival.judge(ADA, FIRST)
    with festival.seat(ADA) as seat:
        sync(seat, export=tmp_path / "carried.jury")
    with pytest.raises(Refusal):
        festival.join("New", tmp_path / "carried.jury")


def test_joining_never_overwrites_a_workspace(festival):
    before = content(festival.root / ADA.replace(" ", "-"))
    with pytest.raises((Refusal, Problem)):
        festival.join(ADA)
    assert content(festival.root / ADA.replace(" ", "-")) == before


def test_invitation_answered_twice_counts_once(festival):
    festival.join("Thief", festival.invitations[ADA])
    festival.sync("Thief")
    with festival.seat("office") as seat:
        report = receive(seat)
        assert "used before" in report.alarms[0].what
        assert report.waiting == ()
        assert [e.name for e in devices.devices(seat) if e.state == "enrolled"].count(ADA) == 1


def test_invitation_of_another_festival_is_not_accepted(festival, tmp_path):
    other = Festival(tmp_path / "other")
    other.found()
    other.enter_people()
    other.join(ADA)
    with other.seat(ADA) as seat:
        sync(seat, export=tmp_path / "foreign.jury")
    with festival.seat("office") as seat:
        before = content_of(seat)
        report = receive(seat, [tmp_path / "foreign.jury"])
        assert report.alarms
        assert report.entered == {}
        assert content_of(seat) == before


def content_of(seat: Seat) -> list[str]:
    with seat.workspace.reading() as reader:
        return [each.hash for each in documents.read(reader)]


def test_refused_device_is_not_heard(festival):
    with festival.seat("office") as seat:
        (again,) = invite(seat, festival.root / "again", persons=[ADA], again=True)
    festival.join("Ada-2", Path(again.file))
    festival.sync("Ada-2")
    with festival.seat("office") as seat:
        assert receive(seat).waiting == (ADA,)
        devices.refuse(seat, [ADA])
        before = content_of(seat)
    festival.sync("Ada-2")
    with festival.seat("office") as seat:
        assert receive(seat).messages == 0
        assert content_of(seat) == before
        states = [each.state for each in devices.devices(seat) if each.name == ADA]
        assert sorted(states) == ["enrolled", "refused"]


def test_what_a_revoked_device_sends_counts_for_nothing(festival):
    first = festival.judge(ADA, FIRST)
    festival.sync(ADA)
    festival.post()
    with festival.seat("office") as seat:
        with pytest.raises(Refusal, match="reason"):
            devices.revoke(seat, ADA, "")
        assert len(devices.revoke(seat, ADA, "laptop stolen")) == 1
    later = festival.judge(ADA, SECOND)
    festival.sync(ADA)
    festival.post()
    states = festival.states()
    assert states[first] == "counts"
    assert later not in states


# Messages -----------------------------------------------------------------------------------------


def test_messages_repeated_change_nothing(festival, tmp_path):
    digest = festival.judge(ADA, FIRST)
    with festival.seat(ADA) as seat:
        sync(seat, export=tmp_path / "carried.jury")
    with festival.seat("office") as seat:
        assert receive(seat, [tmp_path / "carried.jury"]).entered == {"scorecard": 1}
        before = content_of(seat)
        again = receive(seat, [tmp_path / "carried.jury", tmp_path / "carried.jury"])
        assert (again.messages, again.entered, again.alarms) == (0, {}, ())
        assert content_of(seat) == before
    assert festival.states()[digest] == "counts"


def test_dropped_message_is_put_again_until_it_is_acknowledged(festival):
    digest = festival.judge(ADA, FIRST)
    festival.sync(ADA)
    for path in (festival.root / "mailbox").rglob("*"):
        if path.is_file():
            path.unlink()
    festival.sync(ADA)
    festival.post()
    assert festival.states()[digest] == "counts"
    assert festival.sync(ADA).waiting == 0


def test_message_before_another_waits_and_is_told(festival, tmp_path):
    carried = []
    for number, title in enumerate((FIRST, SECOND)):
        festival.judge(ADA, title)
        with festival.seat(ADA) as seat:
            sync(seat, export=tmp_path / f"{number}.jury")
        carried.append((tmp_path / f"{number}.jury").read_bytes().splitlines(keepends=True))
    gap = tmp_path / "gap.jury"
    gap.write_bytes(carried[1][0] + carried[1][-1])
    with festival.seat("office") as seat:
        report = receive(seat, [gap])
        assert report.messages == 0
        assert "it waits" in report.alarms[0].what
        assert receive(seat, [tmp_path / "1.jury"]).entered == {"scorecard": 2}


def test_restored_copy_of_a_device_forks_and_both_are_told(festival, tmp_path):
    folder = festival.root / ADA.replace(" ", "-")
    shutil.copytree(folder, tmp_path / "stolen")
    festival.judge(ADA, FIRST)
    festival.sync(ADA)
    festival.post()
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "stolen", folder)
    festival.judge(ADA, SECOND)
    with festival.seat(ADA) as seat:
        sync(seat, export=tmp_path / "fork.jury")
    with festival.seat("office") as seat:
        before = content_of(seat)
        report = receive(seat, [tmp_path / "fork.jury"])
        assert any("Two different messages" in each.what for each in report.alarms)
        assert content_of(seat) == before


@pytest.mark.parametrize("body", [b"", b"nonsense\n", b"jury-app messages 1\n{}\n"])
def test_file_that_holds_no_messages_is_named(festival, tmp_path, body):
    path = tmp_path / "none.jury"
    path.write_bytes(body)
    for name, take in (
        ("office", lambda s: receive(s, [path])),
        (ADA, lambda s: sync(s, source=path)),
    ):
        with festival.seat(name) as seat, pytest.raises(Refusal, match=r"none\.jury"):
            take(seat)


def said_in_between(festival, from_office, hand):
    """A card is in a file once that is written: not when one is read, nor when none could be."""

    def said():
        with festival.seat(ADA) as seat:
            return [film.phase for film in reading.queue_of(seat)]

    assert from_office(ADA).sent == 0
    with festival.seat(ADA) as seat:
        sync(seat)
    assert said() == ["signed"]
    with festival.seat(ADA) as seat, pytest.raises(Problem):
        sync(seat, export=hand / "nowhere" / "up.jury")
    assert said() == ["signed"]
    with festival.seat(ADA) as seat:
        sync(seat, export=hand / "first.jury")
    assert said() == ["in_file"]


def test_festival_without_any_mailbox_works_both_ways_by_hand(tmp_path):
    festival = Festival(tmp_path / "festival")
    festival.found(mailbox=False)
    festival.enter_films()
    festival.enter_people()
    hand = tmp_path / "hand"
    hand.mkdir()

    def to_office(name: str):
        with festival.seat(name) as seat:
            sync(seat, export=hand / "up.jury")
        with festival.seat("office") as seat:
            report = receive(seat, [hand / "up.jury"])
            if report.waiting:
                devices.accept(seat, ["all"])
            publish(seat, export=hand / "down")
        return report

    def from_office(name: str):
        (path,) = (hand / "down").glob(f"{name.replace(' ', '-')}-*.jury")
        with festival.seat(name) as seat:
            return sync(seat, source=path)

    festival.join(ADA)
    to_office(ADA)
    festival.open((FIRST, ADA))
    with festival.seat("office") as seat:
        publish(seat, export=hand / "down")
    assert from_office(ADA).documents > 0
    digest = festival.judge(ADA, FIRST)
    said_in_between(festival, from_office, hand)
    assert to_office(ADA).entered == {"scorecard": 1}
    assert from_office(ADA).receipts == 1
    assert festival.states() == {digest: "counts"}
    with festival.seat("office") as seat, pytest.raises(Refusal, match="no mailbox"):
        receive(seat)


# Scoring ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b'{"scores": 7}',
        b'{"scores": {"cohesion": "7"}}',
        b'{"scores": {"cohesion": NaN}}',
        b'{"scores": {"../x": 7}}',
        b'{"lanes": {"writing": 1.5}}',
        b'{"verdict": "maybe"}',
        b'{"ethics": {"harm": "bad"}}',
        b'{"viewings": [{"share": 1001}]}',
        b'{"notes": [{"at": "soon", "text": "x"}]}',
        b'{"unknown": 1}',
        b'{"comments": {"everybody": "x"}}',
        b'{"comments": {"panel": "a\\u0000b"}}',
        b"\xff\xfe{}",
        b"[" * 100_000,
    ],
)
def test_sheet_with_wrong_content_is_refused_by_name_and_changes_nothing(festival, tmp_path, body):
    path = tmp_path / "sheet.json"
    path.write_bytes(body)
    before = content(festival.root / "Ada-Lau")
    with festival.seat(ADA) as seat, pytest.raises(Refusal, match=r"sheet\.json"):
        score_from(seat, FIRST, "r1", path)
    assert content(festival.root / "Ada-Lau") == before


@pytest.mark.parametrize(
    "changes",
    [
        {"scores": {"cohesion": 7.25}},
        {"scores": {"cohesion": -1}},
        {"scores": {"cohesion": 1e308}},
    ],
)
def test_score_that_is_no_half_is_refused(festival, changes):
    with festival.seat(ADA) as seat, pytest.raises(Refusal, match="whole or half"):
        score(seat, FIRST, "r1", decode_sheet(json.dumps(changes).encode()))


@pytest.mark.parametrize(
    "changes",
    [
        {"scores": {"no_such_criterion": 5}},
        {"lanes": {"writing": 101}},
        {"lanes": {"cooking": 50}},
        {"viewings": []},
    ],
)
def test_draft_that_breaks_the_rules_is_kept_and_cannot_be_signed(festival, changes):
    wanted = {**festival.sheet(ADA, FIRST), **changes}
    with festival.seat(ADA) as seat:
        scored = score(seat, FIRST, "r1", decode_sheet(json.dumps(wanted).encode()))
        assert scored.missing
        with pytest.raises(Refusal, match="Nothing can be signed"):
            sign(seat, "r1", FIRST)


def test_only_what_is_assigned_in_an_open_round_can_be_scored(festival):
    empty = decode_sheet(b"{}")
    with festival.seat(ADA) as seat:
        with pytest.raises(Refusal, match="No film is called"):
            score(seat, FILMS[2].title, "r1", empty)
        with pytest.raises(Refusal):
            score(seat, FIRST, "r2", empty)
        with pytest.raises(Refusal):
            score(seat, FIRST, "r9", empty)
        with pytest.raises(Refusal, match="No film is called"):
            score(seat, "nothing", "r1", empty)


def test_revision_supersedes_and_needs_a_reason(festival):
    first = festival.judge(ADA, FIRST)
    with festival.seat(ADA) as seat:
        with pytest.raises(Refusal, match="reason"):
            revise(seat, FIRST, "r1", "")
        with pytest.raises(Refusal, match="Nothing of yours"):
            revise(seat, SECOND, "r1", "why")
        assert revise(seat, FIRST, "r1", "Seen again.").missing == ()
        second = sign(seat, "r1", FIRST).signed[0][1]
    festival.sync(ADA)
    festival.post()
    assert festival.states() == {first: "superseded", second: "counts"}


def test_signed_card_is_not_overwritten_by_a_sheet(festival):
    festival.judge(ADA, FIRST)
    with festival.seat(ADA) as seat:
        with pytest.raises(Refusal):
            score(seat, FIRST, "r1", decode_sheet(b'{"lanes": {"writing": 5}}'))
        with pytest.raises(Refusal, match="no draft"):
            sign(seat, "r1", FIRST)


def state_of(festival, folder: str) -> str:
    """Where the first film stands on a laptop."""
    return next(f for f in reading.films(festival.root / folder) if f.title == FIRST).state


def test_both_laptops_of_a_juror_say_that_a_card_is_received(festival):
    with festival.seat("office") as seat:
        (again,) = invite(seat, festival.root / "again", persons=[ADA], again=True)
    festival.join("Ada Lau-2", Path(again.file))
    festival.sync("Ada Lau-2")
    festival.post()
    festival.judge(ADA, FIRST)
    festival.sync("Ada Lau-2", ADA)
    assert [state_of(festival, each) for each in ("Ada-Lau", "Ada-Lau-2")] == ["sent", "to_watch"]
    festival.post()
    festival.sync("Ada Lau-2", ADA)
    assert [state_of(festival, each) for each in ("Ada-Lau", "Ada-Lau-2")] == ["received"] * 2
    festival.judge("Ada Lau-2", SECOND)
    assert {f.state for f in reading.films(festival.root / "Ada-Lau-2")} == {"received", "signed"}
    festival.sync("Ada Lau-2")
    assert {f.state for f in reading.films(festival.root / "Ada-Lau-2")} == {"received", "sent"}


def test_two_devices_of_one_juror_dispute_until_settled(festival):
    with festival.seat("office") as seat:
        (again,) = invite(seat, festival.root / "again", persons=[ADA], again=True)
    festival.join("Ada Lau-2", Path(again.file))
    festival.sync("Ada Lau-2")
    festival.post()
    festival.sync("Ada Lau-2")
    one = festival.judge(ADA, FIRST)
    two = festival.judge("Ada Lau-2", FIRST, comments={"panel": "from the other laptop"})
    festival.sync(ADA, "Ada Lau-2")
    festival.post()
    assert festival.states() == {one: "disputed", two: "disputed"}
    festival.sync(ADA)
    assert state_of(festival, "Ada-Lau") == "disputed"
    with festival.seat(ADA) as seat:
        with pytest.raises(Refusal, match="one is needed"):
            settle(seat, FIRST, "0123456789")
        settled = settle(seat, FIRST, two[:12]).signed[0][1]
    festival.sync(ADA)
    festival.post()
    assert festival.states() == {one: "superseded", two: "superseded", settled: "counts"}


def test_recusing_before_and_after_leaves_a_trace_and_no_score(festival):
    digest = festival.judge(ADA, FIRST)
    with festival.seat(ADA) as seat:
        with pytest.raises(Refusal, match="reason"):
            recuse(seat, FIRST, "other", "")
        recuse(seat, FIRST, "business", "We share a company.")
        recuse(seat, SECOND, "made_it", "I cut it.")
        with pytest.raises(Refusal, match="before"):
            recuse(seat, FIRST, "other", "again")
        with pytest.raises(Refusal, match="stepped off"):
            score(seat, SECOND, "r1", decode_sheet(b"{}"))
    festival.sync(ADA)
    festival.post()
    assert festival.states() == {digest: "recused"}
    with festival.seat("office") as seat, pytest.raises(Refusal, match="stepped off"):
        assign(seat, Wish(round="r1", add=((SECOND, ADA),)))


# Decisions ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("decision", ["admit", "void", "reopen_card"])
def test_card_after_the_closing_counts_only_if_admitted(festival, decision):
    festival.close()
    late = festival.judge(ADA, FIRST)
    festival.sync(ADA)
    festival.post()
    assert festival.states()[late] == "late"
    with festival.seat("office") as seat:
        with pytest.raises(Refusal, match="reason"):
            decide(seat, decision, late[:16], {}, "  ")
        decide(seat, decision, late[:16], {}, "No network.")
    assert (festival.states()[late] == "counts") == (decision == "admit")


def test_void_card_counts_for_nothing(festival):
    digest = festival.judge(ADA, FIRST)
    festival.sync(ADA)
    festival.post()
    with festival.seat("office") as seat:
        decide(seat, "void", digest, {}, "Watched the wrong cut.")
    assert festival.states()[digest] == "void"


@pytest.mark.parametrize(
    ("kind", "subject", "fields"),
    [
        ("no_such_kind", FIRST, {}),
        ("hold", FIRST, {}),
        ("hold", FIRST, {"about": "taste"}),
        ("hold", None, {"about": "ethics"}),
        ("release", "no such film", {}),
        ("release", FIRST, {"extra": "1"}),
        ("admit", "ffff", {}),
        ("tie_break", FIRST, {"over": "no such film", "standing": "r1"}),
        ("assign", "Nobody", {"round": "r1", "films": FIRST}),
        ("open", "r1", {"deadline": "2026-06-24T18:00"}),
        ("extend", "r1", {"deadline": "tomorrow"}),
        ("extend", "r1", {"deadline": "2026-06-24T18:00", "zone": "../etc/passwd"}),
        ("close", "r9", {}),
    ],
)
def test_wrong_decision_is_refused_and_nothing_entered(festival, kind, subject, fields):
    before = content(festival.root / "office")
    with festival.seat("office") as seat, pytest.raises(Refusal):
        decide(seat, kind, subject, fields, "why")
    assert content(festival.root / "office") == before


def test_juror_may_not_decide(festival):
    before = content(festival.root / "Ada-Lau")
    with festival.seat(ADA) as seat, pytest.raises(Refusal):
        decide(seat, "release", FIRST, {}, "I want it in.")
    assert content(festival.root / "Ada-Lau") == before


def test_chair_sees_no_card_of_a_film_before_signing_their_own(festival):
    theirs = festival.judge(ADA, FIRST)
    festival.sync(ADA)
    festival.post()
    festival.sync(CHAIR)

    def held() -> set[str]:
        with festival.seat(CHAIR) as seat, seat.workspace.reading() as reader:
            return {card.fact.hash for card in cards.every(reader)}

    assert theirs not in held()
    own = festival.judge(CHAIR, FIRST)
    festival.sync(CHAIR)
    festival.post()
    festival.sync(CHAIR)
    assert {theirs, own} <= held()


def test_chair_decides_from_a_laptop_and_the_ledger_comes_back(festival):
    with festival.seat(CHAIR) as seat:
        decide(seat, "hold", FIRST, {"about": "query"}, "A letter came.")
    festival.sync(CHAIR)
    festival.post()
    report = festival.sync(CHAIR)
    assert report.alarms == ()
    for name in ("office", CHAIR):
        with festival.seat(name) as seat, seat.workspace.reading() as reader:
            course = documents.course(reader)
            assert sum(bool(film.held) for film in course.films.values()) == 1
