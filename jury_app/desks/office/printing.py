"""Printing at the office's desk: which documents, for whom, into which files.

The sheets are filled in `office.printed`, drawn and written by the reports' children. What only
the office knows of people and submitters is never read here.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from msgspec import Struct

from jury_app.base.errors import Refusal
from jury_app.base.files import write_durably
from jury_app.base.texts import N_
from jury_app.desks.chair.standing import COMBINED
from jury_app.desks.office.printed import minutes, standings
from jury_app.desks.office.printed.decisions import Decisions
from jury_app.desks.office.printed.dossiers import DossierSheets, checks
from jury_app.desks.office.printed.scorecards import CardSheets
from jury_app.desks.office.printed.source import Source
from jury_app.desks.seat import Seat
from jury_app.jury.film import Film, Screener
from jury_app.reports.printing import Job, Progress, dossier_jobs, print_jobs, scorecard_jobs
from jury_app.reports.spreadsheet import workbook
from jury_app.store import cards, documents, settings

_PORTION = 400
"""Scorecards that are held in memory at once, where there is one file a film."""


class Order(Struct, frozen=True, kw_only=True):
    """What is to be printed.

    Attributes:
        what: Kind of document.
        by: What the scorecards of one file have in common.
        round: Only of this round (standings: or `combined`); None: all.
        version: `internal`, or `entrant`: jurors by pseudonyms, only what an entrant may read.
        page: Size of the paper.
        since_last: Only what was entered after the last print of the same kind, version and round;
            into a folder of its own, so that no whole file is replaced by a part of it.
    """

    what: Literal["scorecards", "standings", "dossiers", "minutes"]
    by: Literal["film", "juror", "category"] = "film"
    round: str | None = None
    version: Literal["internal", "entrant"] = "internal"
    page: Literal["a4", "letter"] = "a4"
    since_last: bool = False

    @property
    def key(self) -> str:
        """The setting that keeps how far was printed, as a size of the ledger."""
        return f"printed/{self.what}/{self.version}/{self.round or 'all'}"


def _silent(_done: int, _total: int) -> None:
    """Nobody is told."""


def print_out(seat: Seat, order: Order, out: Path, *, progress: Progress = _silent) -> list[str]:
    """Print documents into a folder.

    Args:
        seat: The office's seat, or the chair's.
        order: What.
        out: The folder, made if it is missing; files of the same names are replaced.
        progress: Told (files done, files in all).

    Returns:
        The files that were written; none where nothing is new since the last print.

    Raises:
        Refusal: There is nothing of the kind yet, no such round, or no such version.
        Problem: A file cannot be written.
    """
    seat.require("office", "chair")
    with seat.workspace.reading() as reader:
        source = Source(seat, reader)
        _check(source, order)
        end = documents.count(reader)
        after = int(settings.get(reader, order.key, 0)) if order.since_last else 0
        folder = out / f"from-entry-{after + 1}" if after else out
        task = _Task(seat, source, order, after, folder, progress)
        files = _PRINTERS[order.what](task)
    with seat.workspace.writing() as tx:
        settings.put(tx, **{order.key: end})
    return [str(path) for path in files]


def _check(source: Source, order: Order) -> None:
    known = {each.id for each in source.rules.rounds}
    if order.what == "standings":
        known.add(COMBINED)
    if order.round is not None and order.round not in known:
        raise Refusal(N_("The rules have no round “{round}”."), round=order.round)
    if order.version != "entrant":
        return
    if order.what != "scorecards":
        raise Refusal(N_("Only scorecards have a version for entrants."))
    if order.by != "film":
        raise Refusal(
            N_("An entrant gets the scorecards of one film alone: print this version by film.")
        )


class _Task(Struct, frozen=True):
    """An order with what it is filled from; `after` is the size of the ledger printed before."""

    seat: Seat
    source: Source
    order: Order
    after: int
    folder: Path
    progress: Progress


def _scorecards(task: _Task) -> list[Path]:
    source, order = task.source, task.order
    filled = CardSheets(source, order.version)
    wanted = [
        card
        for card in filled.entered
        if order.round in (None, card.fact.round) and filled.is_printed(card)
    ]
    if not wanted:
        raise Refusal(N_("No scorecard has come in yet that could be printed."))
    fresh = [card for card in wanted if card.fact.index >= task.after]
    by_film = order.by == "film"
    films = len({card.fact.film for card in fresh})
    written: list[Path] = []

    def told(done: int, of: int) -> None:
        task.progress(len(written) + done, films if by_film else of)

    for portion in _portions(source, fresh) if by_film else [fresh]:
        jobs = scorecard_jobs(filled.sheets(portion), task.folder, by=order.by, paper=order.page)
        written += print_jobs(jobs, progress=told)
    return written


def _portions(
    source: Source, entered: list[cards.EnteredCard]
) -> Iterator[list[cards.EnteredCard]]:
    """Cards by film in the order of numbers, a film's never parted."""
    numbers = {film.film: film.number for film in source.course.films.values()}

    def order(card: cards.EnteredCard) -> tuple[int, str, int]:
        return numbers.get(card.fact.film, 0), card.fact.film, card.fact.index

    portion: list[cards.EnteredCard] = []
    for card in sorted(entered, key=order):
        if len(portion) >= _PORTION and portion[-1].fact.film != card.fact.film:
            yield portion
            portion = []
        portion.append(card)
    if portion:
        yield portion


def _standings(task: _Task) -> list[Path]:
    """A PDF and a workbook of each of the signed standings."""
    source, order = task.source, task.order
    names = [each.id for each in source.rules.rounds] + [COMBINED]
    found = [
        signed
        for name in names
        if order.round in (None, name) and (signed := standings.signed_standings(source, name))
    ]
    if not found:
        raise Refusal(
            N_("No standings are signed yet. Sign them first: chair standings DIR --round {round}"),
            round=order.round or names[0],
        )
    fresh = [each for each in found if _is_fresh(task, each.hash)]
    jobs = [
        Job(
            path=str(task.folder / f"standings_{each.document.standing}.pdf"),
            paper=order.page,
            content=standings.sheet(source, each),
        )
        for each in fresh
    ]
    written = print_jobs(jobs, progress=task.progress)
    for each in fresh:
        path = task.folder / f"standings_{each.document.standing}.xlsx"
        write_durably(path, workbook(standings.book(source, each)))
        written.append(path)
    return written


def _is_fresh(task: _Task, digest: str) -> bool:
    """Whether a document was entered since; one that still waits for its place is."""
    place = documents.positions(task.source.reader, [digest]).get(digest)
    return place is None or place >= task.after


def _dossiers(task: _Task) -> list[Path]:
    source = task.source
    films = sorted(source.course.films.values(), key=lambda film: film.number)
    if not films:
        raise Refusal(N_("No film has been taken in yet: office import DIR FILE"))
    decisions = Decisions(source)
    touched = {film for m in decisions.all if m.entered.index >= task.after for film in m.films}
    for each in documents.entered(source.reader, "film", "screener"):
        if each.index >= task.after and isinstance(each.document, Film | Screener):
            touched.add(each.document.film)
    filled = DossierSheets(source, decisions, checks(task.seat, source), task.seat.now)
    sheets = [filled.sheet(film.film) for film in films if film.film in touched]
    jobs = dossier_jobs(sheets, task.folder, paper=task.order.page)
    return print_jobs(jobs, progress=task.progress)


def _minutes(task: _Task) -> list[Path]:
    """The minutes of each signed list, or of the decisions alone where no list is new."""
    source, after = task.source, task.after
    decisions = Decisions(source)
    lists = [each for each in minutes.signed_lists(source) if _is_fresh(task, each.hash)]
    sheets = {each.kind: minutes.of_list(source, decisions, each, after) for each in lists}
    minuted = max((each.document.ledger.size for each in lists), default=after)
    rest = [each for each in decisions.all if each.entered.index >= max(after, minuted)]
    if rest:  # what came after the last list: defenses, honours
        sheets["decisions"] = minutes.of_decisions(source, decisions, rest, task.seat.now)
    if not sheets and not after:
        raise Refusal(N_("Nothing was decided yet that could be minuted."))
    jobs = [
        Job(path=str(task.folder / f"minutes_{name}.pdf"), paper=task.order.page, content=sheet)
        for name, sheet in sheets.items()
    ]
    return print_jobs(jobs, progress=task.progress)


_PRINTERS: dict[str, Callable[[_Task], list[Path]]] = {
    "scorecards": _scorecards,
    "standings": _standings,
    "dossiers": _dossiers,
    "minutes": _minutes,
}
