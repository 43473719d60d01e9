"""A festival played up to the evening on which a juror's films wait: R1 is open, nothing is scored.

The first four films are one of each form: linear, interactive (a folder), procedural (three runs),
live (a place). The fifth is missing on the drive; the sixth, if interactive, is met at an address.
Everything happens in the days before now, so that the deadline lies ahead.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from jury_app.base.clock import Clock, SystemClock
from jury_app.base.errors import Refusal
from jury_app.base.files import told, write_durably
from jury_app.base.names import person_name
from jury_app.base.texts import N_, _
from jury_app.desks.chair.rounds import RoundAct, act
from jury_app.desks.demo.films import WAITING, DemoFilm, films
from jury_app.desks.demo.people import jurors
from jury_app.desks.demo.preparation import Preparation
from jury_app.desks.demo.stage import CHAIR, Tell, make_root
from jury_app.desks.juror.syncing import sync
from jury_app.desks.juror.watching import attach as attach_drive
from jury_app.desks.office.assigning import Wish, assign
from jury_app.desks.office.films import change
from jury_app.desks.office.publishing import publish
from jury_app.desks.office.screeners import attach, pack, point
from jury_app.screening.demo_clips import write_clip

LEAST_FILMS, LEAST_JURORS = 4, 3
_INTERACTIVE, _PROCEDURAL, _LIVE, _MISSING = 1, 2, 3, 4
"""Places of these films in the intake."""
_RUNS = 3
_ZONE = ZoneInfo("Asia/Hong_Kong")
_DAYS_SO_FAR, _DAYS_AHEAD = 8, 6


def waiting(
    root: Path,
    *,
    count: int = 24,
    jury: int = 8,
    seed: int = 7,
    who: int = 0,
    clock: Clock | None = None,
    tell: Tell = lambda _line: None,
) -> Path:
    """Play up to a juror's first evening in a new folder.

    Args:
        root: The folder; it must be empty or not there.
        count: How many films.
        jury: How many jurors.
        seed: Same seed, same films.
        who: Which juror's evening, from 0; the first four or five films are theirs.
        clock: Says when that evening is.
        tell: Is told each step.

    Returns:
        The juror's workspace.

    Raises:
        Refusal: Too few films or jurors, no such juror, or the folder is in use.
        Problem: The disk says no.
    """
    if count < LEAST_FILMS or jury < LEAST_JURORS or not 0 <= who < jury:
        raise Refusal(
            N_("This needs at least {films} films and {jurors} jurors, one of them yours."),
            films=LEAST_FILMS,
            jurors=LEAST_JURORS,
        )
    make_root(root)
    now = (clock or SystemClock()).now()
    evening = _Evening(root, films(count, seed, WAITING), jurors(jury, seed), tell, _start(now))
    return evening.play(who, now)


def _start(now: datetime) -> datetime:
    return now - timedelta(days=_DAYS_SO_FAR)


class _Evening(Preparation):
    """The acts up to the juror's first evening."""

    def play(self, who: int, now: datetime) -> Path:
        """All acts; the juror's workspace."""
        self._who = self._jury[who]
        self._now = now
        acts: list[tuple[str, Callable[[], None]]] = [
            (_("The office founds the edition"), self._found),
            (_("Submissions are imported and checked"), self._submissions),
            (_("Screeners are attached"), self._works),
            (_("Jurors are entered and invited"), lambda: self._write_invitations({})),
            (_("The chair joins and opens R1 until a deadline in Hong Kong"), self._open),
            (_("Films are assigned and published"), self._assign),
            (_("{name} joins and attaches a drive").format(name=self._who), self._arrive),
        ]
        for step, (told_as, each) in enumerate(acts, 1):
            self._stage.tell(f"[{step}/{len(acts)}] {told_as}")
            each()
        return self._root / "jurors" / person_name(self._who)

    def _submissions(self) -> None:
        self._import("wave-1.csv", self._films)
        with self._stage.office() as seat:
            change(seat, [f"#{_LIVE + 1}"], fields={"form": "live"})
            change(seat, ["received"], fields={}, state="eligible", reason="Checked.")

    def _works(self) -> None:
        folder = self._root / "screeners"
        for number, film in enumerate(self._films):
            if number == _INTERACTIVE:
                _write_build(folder / f"HK{number + 1:05d} build", film)
            elif film.category == self._films[_PROCEDURAL].category:
                for run in range(1, _RUNS + 1):
                    path = folder / f"HK{number + 1:05d} run {run}.webm"
                    write_clip(path, self._seed, f"{film.title} {run}")
            elif number != _LIVE and not self._is_address(number):
                self._clip(number, film, "screeners")
        write_durably(folder / "HK00001 appendix.pdf", _appendix(self._films[0]))
        with self._stage.office() as seat:
            attach(seat, folder)
            point(seat, f"#{_LIVE + 1}", _STAGE, kind="place")
            for number in filter(self._is_address, range(len(self._films))):
                point(seat, f"#{number + 1}", _ADDRESS.format(number=number + 1), kind="address")

    def _is_address(self, number: int) -> bool:
        """Whether a work is met in the web: every interactive one but the first."""
        kind = self._films[_INTERACTIVE].category
        return number > _INTERACTIVE and self._films[number].category == kind

    def _open(self) -> None:
        self._stage.clock.advance(days=1)
        self._stage.join(CHAIR, self._invitations[CHAIR])
        self._stage.chair_sync()
        self._stage.post()
        self._stage.chair_sync()
        until = (self._now + timedelta(days=_DAYS_AHEAD)).astimezone(_ZONE)
        wanted = RoundAct(round="r1", act="open", deadline=f"{until:%Y-%m-%d}T18:00")
        self._stage.entered(lambda seat: act(seat, wanted))

    def _assign(self) -> None:
        first = [f"#{number + 1}" for number in range(min(len(self._films), _MISSING + 1))]
        with self._stage.office() as seat:
            assign(seat, Wish(round="r1", add=tuple((film, self._who) for film in first)))
            assign(seat, Wish(round="r1", seed=self._seed))
            publish(seat)

    def _arrive(self) -> None:
        self._stage.clock.advance(days=6)
        self._stage.join(self._who, self._invitations[self._who])
        with self._stage.juror(self._who) as seat:
            sync(seat)
        self._stage.post()
        drive = self._root / "drives" / person_name(self._who)
        with self._stage.office() as seat:
            pack(seat, self._who, drive)
        for lost in drive.glob(f"{_MISSING + 1:04d} *"):
            lost.unlink()
        with self._stage.juror(self._who) as seat:
            sync(seat)
            attach_drive(seat, drive)


_STAGE = "Hong Kong Arts Centre, black box, 18 July, 20:00"
_ADDRESS = "https://works.example/play/{number}"
_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>{title}</title>
<h1>{title}</h1><p>Where does the sea go?</p>
<details><summary>Inland</summary><p>An ending: it is remembered.</p></details>
<details><summary>Out</summary><p>Another ending: it forgets.</p></details></html>
"""


def _write_build(folder: Path, film: DemoFilm) -> None:
    """A small interactive work: one page with two endings."""
    with told(folder):
        folder.mkdir(parents=True, exist_ok=True)
    write_durably(folder / "index.html", _PAGE.format(title=film.title).encode())


def _appendix(film: DemoFilm) -> bytes:
    """The generative pipeline appendix of a film, on two pages."""
    from jury_app.reports.letters import Letter, Section, letter  # reportlab takes its time

    sections = [
        Section("Tools", ("Sora for exteriors, Kling for faces, Suno for the second theme.",)),
        Section(
            "Seeds and prompts",
            tuple(f"Sequence {n}: seed {n * 7919}, {40 - n} takes." for n in range(1, 41)),
        ),
        Section(
            "Human checkpoints",
            ("Every cut was made by hand; each line was recorded with its speaker's consent.",) * 8,
        ),
    ]
    return letter(
        Letter(
            sender="Generative pipeline appendix",
            kind="2026",
            title=film.title,
            language="en",
            sections=sections,
        ),
        "a4",
    )
