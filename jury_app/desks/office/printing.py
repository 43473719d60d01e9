"""Printing at the office's desk: which documents, for whom, into which files.

The sheets are filled in `office.printed`, drawn and written by the reports' children. What only
the office knows of people and submitters is never read here.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from msgspec import Struct

from jury_app.base.errors import Refusal
from jury_app.base.texts import N_
from jury_app.desks.office.printed.scorecards import CardSheets
from jury_app.desks.office.printed.source import Source
from jury_app.desks.seat import Seat
from jury_app.reports.printing import Progress, print_jobs, scorecard_jobs
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
        files = _scorecards(source, order, after, folder, progress)
    with seat.workspace.writing() as tx:
        settings.put(tx, **{order.key: end})
    return [str(path) for path in files]


def _check(source: Source, order: Order) -> None:
    known = {each.id for each in source.rules.rounds}
    if order.what == "standings":
        known.add("combined")
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


def _scorecards(
    source: Source, order: Order, after: int, folder: Path, progress: Progress
) -> list[Path]:
    filled = CardSheets(source, order.version)
    wanted = [
        card
        for card in filled.entered
        if order.round in (None, card.fact.round) and filled.is_printed(card)
    ]
    if not wanted:
        raise Refusal(N_("No scorecard has come in yet that could be printed."))
    fresh = [card for card in wanted if card.fact.index >= after]
    total = len({card.fact.film for card in fresh})
    written: list[Path] = []

    def told(done: int, of: int) -> None:
        progress(len(written) + done, total if order.by == "film" else of)

    for portion in _portions(source, fresh) if order.by == "film" else [fresh]:
        jobs = scorecard_jobs(filled.sheets(portion), folder, by=order.by, paper=order.page)
        written += print_jobs(jobs, progress=told)
    return written


def _portions(
    source: Source, entered: list[cards.EnteredCard]
) -> Iterator[list[cards.EnteredCard]]:
    """Cards by film in the order of numbers, a film's never parted."""
    numbers = {film.film: film.number for film in source.course.films.values()}
    portion: list[cards.EnteredCard] = []
    for card in sorted(entered, key=lambda each: (numbers[each.fact.film], each.fact.index)):
        if len(portion) >= _PORTION and portion[-1].fact.film != card.fact.film:
            yield portion
            portion = []
        portion.append(card)
    if portion:
        yield portion
