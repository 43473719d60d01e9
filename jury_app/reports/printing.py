"""Printing: documents as jobs that children draw on all cores and write durably.

A job is a file's path and what stands in it. Files appear whole or not at all, in any order.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Lock

from msgspec import Struct

from jury_app.base.children import Child
from jury_app.base.files import told
from jury_app.base.names import file_name
from jury_app.reports.sheets import DossierSheet, Paper, ScorecardSheet, Sheet
from jury_app.reports.volumes import By, Volume, volumes

_BATCH = 8  # cards, or other documents, that a child is asked for at once
_PATIENCE = 600.0  # seconds for one batch: far above what any takes

Progress = Callable[[int, int], None]
"""Told (documents done, documents in all), from one thread at a time."""


class Job(Struct, frozen=True, kw_only=True):
    """One file: its path, the paper, and what stands in it."""

    path: str
    paper: Paper
    content: Sheet | Volume


def scorecard_jobs(
    cards: Iterable[ScorecardSheet], folder: Path, *, by: By | None = None, paper: Paper = "a4"
) -> list[Job]:
    """One file a card, or one volume a film, juror or category."""
    if by is not None:
        return [
            Job(path=str(folder / volume.file), paper=paper, content=volume)
            for volume in volumes(cards, by)
        ]
    taken: set[str] = set()
    return [
        Job(path=str(folder / file_name(_parts(card), ".pdf", taken)), paper=paper, content=card)
        for card in cards
    ]


def _parts(card: ScorecardSheet) -> tuple[str, ...]:
    kind = "entrant" if card.version == "entrant" else ""
    return card.film.number, card.film.title[:40], card.round[:20], card.juror[:24], kind


def dossier_jobs(sheets: Iterable[DossierSheet], folder: Path, *, paper: Paper = "a4") -> list[Job]:
    """One file a film."""
    taken: set[str] = set()
    return [
        Job(
            path=str(
                folder
                / file_name((sheet.film.number, sheet.film.title[:40], "dossier"), ".pdf", taken)
            ),
            paper=paper,
            content=sheet,
        )
        for sheet in sheets
    ]


def print_jobs(
    jobs: Iterable[Job],
    *,
    workers: int | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> list[Path]:
    """Draw and write all jobs; the answer is the files written, in the order of the jobs.

    Args:
        jobs: Their folders are made if they are missing; files that are there are replaced.
        workers: Children to use; as many as there are cores unless told otherwise.
        progress: Called after every batch.
        cancelled: Asked before every batch; what was written stays.

    Raises:
        Problem: A file cannot be written, a font is missing, a child ended.
    """
    todo = list(jobs)
    for folder in {Path(job.path).parent for job in todo}:
        with told(folder):
            folder.mkdir(parents=True, exist_ok=True)
    queue: SimpleQueue[list[Job]] = SimpleQueue()
    batches = list(_batches(todo))
    for batch in batches:
        queue.put(batch)
    crew = _Crew(queue, len(todo), progress, cancelled)
    count = min(workers or os.cpu_count() or 1, len(batches))
    if count:
        with ThreadPoolExecutor(count) as threads:
            for future in [threads.submit(crew.work) for _number in range(count)]:
                future.result()
    return [Path(job.path) for job in todo if job.path in crew.done]


def _weight(job: Job) -> int:
    return len(job.content.cards) if isinstance(job.content, Volume) else 1


def _batches(jobs: Iterable[Job]) -> Iterator[list[Job]]:
    """Jobs in portions of about the same work, the heaviest first."""
    portion: list[Job] = []
    held = 0
    for job in sorted(jobs, key=_weight, reverse=True):
        portion.append(job)
        held += _weight(job)
        if held >= _BATCH:
            yield portion
            portion, held = [], 0
    if portion:
        yield portion


class _Crew:
    """What the threads share, each of which keeps one child at work."""

    def __init__(
        self,
        queue: SimpleQueue[list[Job]],
        total: int,
        progress: Progress | None,
        cancelled: Callable[[], bool] | None,
    ) -> None:
        self.done: set[str] = set()
        self._queue = queue
        self._total = total
        self._progress = progress
        self._cancelled = cancelled
        self._lock = Lock()
        self._stopped = Event()

    def work(self) -> None:
        """Let a child print batches until none is left, one fails, or all is cancelled."""
        try:
            with Child("print", timeout=_PATIENCE) as child:
                while not self._stop():
                    try:
                        batch = self._queue.get_nowait()
                    except Empty:
                        return
                    child.ask(batch)
                    self._finished(batch)
        except BaseException:
            self._stopped.set()  # the others would print on for nothing
            raise

    def _stop(self) -> bool:
        return self._stopped.is_set() or (self._cancelled is not None and self._cancelled())

    def _finished(self, batch: list[Job]) -> None:
        with self._lock:
            self.done.update(job.path for job in batch)
            if self._progress is not None:
                self._progress(len(self.done), self._total)
