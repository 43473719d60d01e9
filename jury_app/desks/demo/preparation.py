"""The story's beginning: founding, two waves of submissions, screeners, invitations."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from jury_app.desks.demo.films import DemoFilm, export
from jury_app.desks.demo.people import DemoJuror
from jury_app.desks.demo.stage import (
    CHAIR,
    CHEAP,
    PASSPHRASE,
    START,
    Stage,
    Tell,
    jurors_table,
)
from jury_app.desks.office import people
from jury_app.desks.office.films import change, queries
from jury_app.desks.office.founding import found
from jury_app.desks.office.importing import apply, look
from jury_app.desks.office.inviting import invite
from jury_app.desks.office.screeners import attach
from jury_app.screening.demo_clips import write_clip

SECOND_PANEL = 6
"""One more than R2 asks: no film has two of them step off, so each stays complete."""


class Preparation:
    """The acts before the first round, and what every later act knows."""

    def __init__(
        self,
        root: Path,
        entered: Sequence[DemoFilm],
        jury: Sequence[DemoJuror],
        tell: Tell,
        start: datetime = START,
    ) -> None:
        self._root = root
        self._films = entered
        self._jury = [juror.name for juror in jury]
        self._demo_jury = jury
        self._second = self._jury[: max(SECOND_PANEL, round(len(jury) * 0.75))]
        self._stage = Stage(root, entered, jury, tell, start)
        self._seed = jury[0].seed

    def _found(self) -> None:
        found(
            self._root / "office",
            "hkaiiff-2026",
            passphrase=PASSPHRASE,
            mailbox=str(self._root / "mailbox"),
            officer="Festival office",
            chair=False,
            clock=self._stage.clock,
            cost=CHEAP,
        )

    def _late(self) -> list[DemoFilm]:
        """Films of the second wave: the last, and one more where there are many."""
        return list(self._films[-max(1, len(self._films) // 12) :])

    def _first_wave(self) -> None:
        late = {film.title for film in self._late()}
        self._import("wave-1.csv", [film for film in self._films if film.title not in late])
        self._stage.clock.advance(days=1)
        with self._stage.office() as seat:
            change(
                seat,
                [self._films[-2 - len(late)].title],
                fields={},
                state="ineligible",
                reason="The proof of human authorship was withdrawn.",
            )
            change(seat, ["received"], fields={}, state="eligible", reason="Checked.")

    def _import(self, name: str, entered: Sequence[DemoFilm]) -> None:
        path = self._root / "incoming" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(export(list(entered)))
        by_title = {film.title: film for film in entered}
        with self._stage.office() as seat:
            apply(seat, look(seat, path))
            for asked in queries(seat):
                change(
                    seat,
                    [f"#{asked.number}"],
                    fields={"category": by_title[asked.title].category},
                    state="eligible",
                    reason="The entrant chose the first category by letter.",
                )

    def _screeners(self) -> None:
        late = {film.title for film in self._late()}
        for number, film in enumerate(self._films):
            if film.title not in late:
                self._clip(number, film, "screeners")
        with self._stage.office() as seat:
            attach(seat, self._root / "screeners")

    def _clip(self, number: int, film: DemoFilm, folder: str, cut: str = "") -> None:
        """A film's file, named as entrants name them: by tracking number and something."""
        suffix = (".mp4", ".webm", ".mov")[number % 3]
        path = self._root / folder / f"HK{number + 1:05d} final{cut}{suffix}"
        path.parent.mkdir(exist_ok=True)
        write_clip(path, self._seed, film.title + cut)

    def _invite(self) -> None:
        conflicts = {self._jury[1]: self._films[0].title, self._jury[3]: "Director 5"}
        self._stepped_off = {self._films[0].title, self._films[4].title}
        self._write_invitations(conflicts)

    def _write_invitations(self, conflicts: dict[str, str]) -> None:
        """Enter the jury, with the conflicts that jurors declare, and invite everybody."""
        table = self._root / "incoming" / "jurors.csv"
        table.write_text(
            jurors_table(self._demo_jury, self._second, conflicts), encoding="utf-8-sig"
        )
        with self._stage.office() as seat:
            people.import_people(seat, table)
            people.add(seat, people.NewPerson(name=CHAIR, roles=("chair",)))
            written = invite(seat, self._root / "invitations")
        self._invitations = {each.name: Path(each.file) for each in written}
