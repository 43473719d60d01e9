"""The demo's stage: who sits where, whose clock it is, and what the audience is told."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jury_app.base.clock import SetClock
from jury_app.base.errors import Refusal
from jury_app.base.files import told
from jury_app.base.names import person_name
from jury_app.base.texts import N_
from jury_app.desks.catalogue import Catalogue, catalogue
from jury_app.desks.demo.films import DemoFilm
from jury_app.desks.demo.people import DemoJuror, Seen, sheet
from jury_app.desks.juror.joining import join
from jury_app.desks.juror.reading import films as queue
from jury_app.desks.juror.scoring import score
from jury_app.desks.juror.sheet import decode_sheet
from jury_app.desks.juror.signing import sign
from jury_app.desks.juror.syncing import SyncReport, sync
from jury_app.desks.juror.watching import attach
from jury_app.desks.office import devices
from jury_app.desks.office.publishing import publish
from jury_app.desks.office.receiving import ReceiveReport, receive
from jury_app.desks.office.screeners import pack
from jury_app.desks.rules import locked_rules
from jury_app.desks.seat import Seat
from jury_app.exchange.keys import Cost
from jury_app.rules.rules import Rules

PASSPHRASE = "demo"  # noqa: S105  it says so itself
CHEAP = Cost(time=1, memory=8 << 10, lanes=1)
"""A passphrase that everybody knows needs no slow derivation."""
START = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)
"""When the story begins."""
CHAIR = "Wong Siu-ling 黃小玲"
Tell = Callable[[str], None]
Twist = Callable[[str, dict[str, Any]], dict[str, Any] | None]
"""(title, sheet) → the sheet as it shall be, or None: this film is left unscored."""


class Stage:
    """The folders, seats and clock of one demo.

    Args:
        root: Where everything lies.
        films: The demo's films.
        jurors: The demo's jurors.
        tell: Is told what happens.
        start: When it begins.
    """

    def __init__(
        self,
        root: Path,
        films: Sequence[DemoFilm],
        jurors: Sequence[DemoJuror],
        tell: Tell,
        start: datetime = START,
    ) -> None:
        self.root = root
        self.clock = SetClock(start)
        self.jurors = {juror.name: juror for juror in jurors}
        self.tell = tell
        self._films = {film.title: film for film in films}

    # Seats --------------------------------------------------------------------------------------

    def office(self) -> Seat:
        """The office's seat."""
        return self._seat("office")

    def chair(self) -> Seat:
        """The chair's seat."""
        return self._seat("chair")

    def juror(self, name: str) -> Seat:
        """A juror's seat."""
        return self._seat(f"jurors/{person_name(name)}")

    def _seat(self, where: str) -> Seat:
        return Seat(self.root / where, passphrase=lambda: PASSPHRASE, clock=self.clock)

    def join(self, name: str, invitation: Path) -> None:
        """A person opens an invitation in a workspace of their own."""
        where = "chair" if name == CHAIR else f"jurors/{person_name(name)}"
        folder = self.root / where
        folder.parent.mkdir(exist_ok=True)
        join(folder, invitation, passphrase=PASSPHRASE, clock=self.clock, cost=CHEAP)

    # Post ---------------------------------------------------------------------------------------

    def post(self) -> ReceiveReport:
        """The office receives, accepts who waits, and publishes."""
        with self.office() as seat:
            report = receive(seat)
            if report.waiting:
                devices.accept(seat, ["all"])
            publish(seat)
        return report

    def chair_sync(self) -> SyncReport:
        """The chair syncs."""
        with self.chair() as seat:
            return sync(seat)

    def entered(self, act: Callable[[Seat], Any]) -> Any:  # noqa: ANN401  whatever the act answers
        """The chair acts, and the act comes to the ledger and back into the chair's copy."""
        with self.chair() as seat:
            done = act(seat)
            sync(seat)
        self.post()
        self.chair_sync()
        return done

    # Jurors' work -------------------------------------------------------------------------------

    def deliver(self, names: Sequence[str]) -> None:
        """The office packs a drive for each of these jurors, and they attach it and sync."""
        for name in names:
            drive = self.root / "drives" / person_name(name)
            with self.office() as seat:
                pack(seat, name, drive)
        for name in names:
            with self.juror(name) as seat:
                sync(seat)
                attach(seat, self.root / "drives" / person_name(name))

    def judge(self, name: str, round_id: str, twist: Twist | None = None) -> int:
        """A juror scores what is to watch, signs all of it and syncs; how many were signed."""
        with self.juror(name) as seat:
            sync(seat)
            with seat.workspace.reading() as reader:
                rules = locked_rules(seat, reader)
                known = catalogue(reader)
            signed = 0
            for film in queue(seat.folder):
                if film.round != round_id or film.state not in ("to_watch", "confirm"):
                    continue
                wanted = self._sheet(known, rules, name, (film.film, film.title, round_id))
                changed = twist(film.title, wanted) if twist else wanted
                if changed is None:
                    continue
                score(seat, film.film, round_id, decode_sheet(json.dumps(changed).encode()))
                signed += 1
            if signed:
                sign(seat, round_id)
            sync(seat)
        return signed

    def _sheet(
        self,
        known: Catalogue,
        rules: Rules,
        name: str,
        film: tuple[str, str, str],
    ) -> dict[str, Any]:
        identity, title, round_id = film
        demo = self._films[title]
        category = known.course.films[identity].category or rules.categories[0].id
        seen = Seen(title, demo.quality, demo.lanes)
        return sheet(rules, (round_id, category), self.jurors[name], seen)

    def titles(self, seat: Seat) -> Catalogue:
        """The catalogue of a workspace."""
        with seat.workspace.reading() as reader:
            return catalogue(reader)


def jurors_table(
    jurors: Sequence[DemoJuror], second: Sequence[str], conflicts: dict[str, str]
) -> str:
    """The jurors as the office gets them: a CSV with attributes and declared conflicts.

    Args:
        jurors: All of them, who sit on R1.
        second: Names of those who sit on R2 too.
        conflicts: Name → the film that they declare.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(
        ["Name", "E-mail", "Panels", "Languages", "Country", "Minutes available", "Conflicts"]
    )
    for number, juror in enumerate(jurors, 1):
        panels = "r1; r2" if juror.name in second else "r1"
        conflict = conflicts.get(juror.name, "")
        writer.writerow(
            [
                juror.name,
                f"juror{number}@jury.example",
                panels,
                juror.languages,
                juror.country,
                3000,
                conflict,
            ]
        )
    return text.getvalue()


def make_root(root: Path) -> None:
    """Make the folder of a play, unless it is there and empty.

    Raises:
        Refusal: Something lies in it.
        Problem: The disk says no.
    """
    if root.exists() and any(root.iterdir()):
        raise Refusal(N_("This folder is not empty; name another, or empty it."), place=str(root))
    with told(root):
        root.mkdir(parents=True, exist_ok=True)
