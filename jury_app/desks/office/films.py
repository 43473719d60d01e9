"""Films at the office's desk: queries, answers, eligibility, category."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from jury_app.base.errors import Refusal
from jury_app.base.texts import N_, _, series
from jury_app.desks.catalogue import Catalogue, catalogue
from jury_app.desks.ledger import Parting, Said, act
from jury_app.desks.office.entering import (
    contact_of,
    film_document,
    kept_rows,
    kept_submission,
)
from jury_app.desks.office.profile import expectations, profile_of
from jury_app.desks.seat import Seat
from jury_app.desks.words import said
from jury_app.intake.checks import reasons_for
from jury_app.intake.durations import seconds_of
from jury_app.intake.submissions import Submission, answered
from jury_app.jury import decisions as d
from jury_app.jury.course import FilmCourse
from jury_app.jury.film import MOVES, FilmState
from jury_app.rules.profile import Profile
from jury_app.store import office
from jury_app.store.reader import Reader
from jury_app.store.verbs import Verbs

RECEIVED = "received"
"""Instead of films: all that were received and asked nothing."""


class Queried(Struct, frozen=True):
    """A film on query and what is asked."""

    film: str
    number: int
    title: str
    reasons: tuple[str, ...]


def queries(seat: Seat) -> list[Queried]:
    """Films that wait for an answer, by number, with what is asked now."""
    seat.require("office")
    with seat.workspace.reading() as reader:
        known = catalogue(reader)
        expected = expectations(profile_of(seat, reader))
        submissions = _by_film(reader)
    asked = []
    for film in sorted(known.course.films.values(), key=lambda each: each.number):
        if film.state == "query":
            row = submissions.get(film.film)  # none of a film that was erased
            reasons = tuple(
                str(each)
                for each in (reasons_for(row[0], expected) if row else ())
                if each.weight == "query"
            )
            answered = (_("Answered; decide on it: office film DIR FILM --state eligible"),)
            asked.append(
                Queried(film.film, film.number, known.title(film.film), reasons or answered)
            )
    return asked


def change(
    seat: Seat,
    references: Sequence[str],
    *,
    fields: Mapping[str, str],
    state: FilmState | None = None,
    cards: str = "stay",
    reason: str = "",
) -> list[str]:
    """Answer for films and decide about them; all or nothing.

    Args:
        seat: The office's seat.
        references: Films; or `received` alone: all that were received and asked nothing.
        fields: Field of the submission → new text; `category` by its id or a name of it.
        state: The state to move to.
        cards: What a new category does to cards of open rounds: `stay` or `again`.
        reason: Why; kept as a part of the decision.

    Returns:
        Ids of the films.

    Raises:
        Refusal: An unknown film or field, a move that is not allowed, a reason missing.
    """
    seat.require("office")
    with seat.workspace.reading() as reader:
        known = catalogue(reader)
        profile = profile_of(seat, reader)
        submissions = _by_film(reader)
    films = _meant(known, references)
    acts: list[Said] = []
    kept: list[tuple[str, Submission, office.Submission]] = []
    for film in films:
        course, title = known.course.films[film], known.title(film)
        category = course.category
        if fields:
            submission, row = _kept(submissions, film, title)
            changed = _with_fields(submission, fields, profile)
            acts += _film_said(seat, course, changed, profile, (cards, reason))
            kept.append((film, changed, row))
            category = changed.category
        if state is not None:
            _check_move(course.state, state, category, reason, title)
            acts.append(_moved(seat, film, state, reason))

    def keep(tx: Verbs) -> None:
        for film, submission, row in kept:
            office.keep_submissions(tx, kept_rows(film, submission, row.source, row.line))
            office.keep_contacts(tx, {film: contact_of(submission)})

    act(seat, acts, also=keep)
    return films


def _by_film(reader: Reader) -> dict[str, tuple[Submission, office.Submission]]:
    return {row.film: (kept_submission(row), row) for row in office.submissions(reader).values()}


def _kept(
    submissions: Mapping[str, tuple[Submission, office.Submission]], film: str, title: str
) -> tuple[Submission, office.Submission]:
    """What the office keeps of a film's submission."""
    if film not in submissions:
        raise Refusal(N_("“{title}” was erased; nothing of it can be set any more."), title=title)
    return submissions[film]


def _meant(known: Catalogue, references: Sequence[str]) -> list[str]:
    if list(references) == [RECEIVED]:
        films = sorted(known.course.films.values(), key=lambda each: each.number)
        return [film.film for film in films if film.state == "received"]
    return list(dict.fromkeys(known.find(reference) for reference in references))


def _film_said(
    seat: Seat,
    course: FilmCourse,
    submission: Submission,
    profile: Profile,
    why: tuple[str, str],
) -> list[Said]:
    """The film's new document, and a recategorisation where it had another category."""
    identity = (course.film, course.number)
    said = [film_document(seat, identity, submission, profile.rules.lanes, (course.document_hash,))]
    if course.category is not None and submission.category != course.category:
        cards, reason = why
        parting = Parting(seat)
        said.append(
            parting.said(
                d.Recategorise(
                    edition=seat.edition,
                    at=seat.now,
                    film=course.film,
                    category=submission.category or course.category,
                    cards="again" if cards == "again" else "stay",
                    parts=parting.reason(reason),
                )
            )
        )
    return said


_DECISIONS = {
    "query": d.Query,
    "eligible": d.Eligible,
    "ineligible": d.Ineligible,
    "withdrawn": d.Withdraw,
}


def _check_move(
    state: FilmState, wanted: FilmState, category: str | None, reason: str, title: str
) -> None:
    """Refuse a state that a film cannot come to from where it is."""
    if wanted == "eligible" and category is None:
        raise Refusal(
            N_("“{title}” has no category yet; set one (--set category=…) first."), title=title
        )
    if wanted not in MOVES[state]:
        raise Refusal(
            N_("“{title}” is {state} and cannot become {wanted}."),
            title=title,
            state=said(state),
            wanted=said(wanted),
        )
    if wanted in ("ineligible", "withdrawn", "query") and not reason:
        raise Refusal(N_("Say the reason (--reason); it is kept with the decision."))


def _moved(seat: Seat, film: str, state: FilmState, reason: str) -> Said:
    """The decision by which a film comes to a state."""
    parting = Parting(seat)
    decision = _DECISIONS[state](
        edition=seat.edition, at=seat.now, film=film, parts=parting.reason(reason)
    )
    return parting.said(decision)


_TEXTS = frozenset(
    {
        "title",
        "title_original",
        "country",
        "language",
        "directors",
        "studio",
        "cast",
        "synopsis",
        "statement",
        "tools",
        "tracking_number",
        "filename",
    }
)


def _with_fields(submission: Submission, fields: Mapping[str, str], profile: Profile) -> Submission:
    changes: dict[str, Any] = {}
    for key, text in fields.items():
        if key in _TEXTS:
            changes[key] = text
        elif key == "category":
            changes |= _category(text, profile)
        elif key == "form":
            changes |= _form(text, changes.get("category", submission.category), profile)
            changes.setdefault("categories_text", submission.categories_text)
        elif key == "duration":
            seconds = seconds_of(text)
            if seconds is None:
                raise Refusal(N_("“{text}” is no length; write it as 1:02:03."), text=text)
            changes |= {"seconds": seconds, "duration_text": text}
        elif key == "completed":
            changes |= {"completed": text, "completed_text": text}
        elif key.startswith("dossier/"):
            dossier = dict(changes.get("dossier", submission.dossier))
            dossier[key.removeprefix("dossier/")] = text
            changes["dossier"] = tuple(sorted(dossier.items()))
        else:
            raise Refusal(
                N_("“{key}” is no field that can be set; there are: {known}."),
                key=key,
                known=series(
                    [*sorted(_TEXTS), "category", "form", "duration", "completed", "dossier/…"]
                ),
            )
    return answered(submission, changes)


def _form(text: str, category: str | None, profile: Profile) -> dict[str, Any]:
    """The form of work, if the film's category takes it."""
    taken = next((each.forms for each in profile.rules.categories if each.id == category), ())
    if text not in taken:
        raise Refusal(
            N_("“{text}” is no form of work that its category takes; there are: {known}."),
            text=text,
            known=series(taken),
        )
    return {"form": text}


def _category(text: str, profile: Profile) -> dict[str, Any]:
    for category in expectations(profile).categories:
        if text.casefold() in {name.casefold() for name in category.names}:
            return {
                "category": category.id,
                "form": category.form,
                "categories_text": text,
            }
    raise Refusal(
        N_("“{text}” is no category; there are: {known}."),
        text=text,
        known=series(category.id for category in profile.rules.categories),
    )
