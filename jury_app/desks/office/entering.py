"""From a submission to a film's signed document: what becomes a part, and for whom."""

from typing import Any

import msgspec

from jury_app.desks.ledger import Parting, Said
from jury_app.desks.seat import Seat
from jury_app.intake.submissions import Submission
from jury_app.jury.film import OPEN_PARTS, Film
from jury_app.rules.rules import Weighted
from jury_app.store import office

_TEXTS = (
    "title",
    "title_original",
    "directors",
    "studio",
    "country",
    "language",
    "cast",
    "synopsis",
    "statement",
    "tools",
    "tracking_number",
)


def film_document(
    seat: Seat,
    identity: tuple[str, int],
    submission: Submission,
    lanes: tuple[Weighted, ...],
    supersedes: tuple[str, ...] = (),
) -> Said:
    """A film as the office enters it; nothing of the submitter's contact is in it.

    Args:
        seat: The office's seat.
        identity: The film's id and its place in the intake, from 1.
        submission: What was submitted.
        lanes: The lanes of the rules.
        supersedes: Earlier documents of the film.
    """
    film, number = identity
    parting = Parting(seat)
    for name, value in values_of(submission, lanes):
        parting(name, "public" if name in OPEN_PARTS else "panel", value)
    return parting.said(
        Film(
            edition=seat.edition,
            film=film,
            number=number,
            form=submission.form,
            at=seat.now,
            category=submission.category,
            parts=tuple(parting.hashes),
            supersedes=supersedes,
        )
    )


def values_of(submission: Submission, lanes: tuple[Weighted, ...]) -> list[tuple[str, str | int]]:
    """(name of the part, value) of everything about a film that is known."""
    values: list[tuple[str, str | int]] = [
        (name, getattr(submission, name)) for name in _TEXTS if getattr(submission, name)
    ]
    if submission.seconds is not None:
        values.append(("seconds", submission.seconds))
    if submission.year:
        values.append(("year", submission.year))
    if submission.declared_overall is not None:
        values.append(("declared_overall", submission.declared_overall))
    for lane, percent in zip(lanes, submission.lanes, strict=False):
        if percent is not None:
            values.append((f"declared/{lane.id}", percent))
    values += [(f"dossier/{item}", text) for item, text in submission.dossier if text]
    return values


def kept_rows(film: str, submission: Submission, source: str, line: int) -> list[office.Submission]:
    """The rows by which a later import finds the film: one for each key."""
    body: Any = {"submission": msgspec.json.encode(submission).decode()}
    return [office.Submission(key.stored, film, body, source, line) for key in submission.keys]


def kept_submission(row: office.Submission) -> Submission:
    """The submission of a kept row."""
    return msgspec.json.decode(row.row["submission"], type=Submission)


def contact_of(submission: Submission) -> dict[str, str]:
    """The submitter's contact as the erasable table keeps it; only what is there."""
    fields: dict[str, str] = msgspec.structs.asdict(submission.contact)
    return {name: text for name, text in fields.items() if text}
