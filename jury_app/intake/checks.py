"""What is asked about a submission: everything that is missing, unclear or outside the rules.

All of it follows from the submission and the expectations alone, so it can be asked again after an
answer. Nothing here refuses but a missing title or a submission that could not be known again.
"""

import unicodedata
from collections.abc import Iterator

from jury_app.base.texts import N_, series
from jury_app.intake.categories import Categories
from jury_app.intake.durations import shown
from jury_app.intake.expectations import Expectations
from jury_app.intake.reasons import Reason, reason
from jury_app.intake.submissions import Submission
from jury_app.intake.values import percent_of, span_of

_NOT_YET = frozenset(
    {"no", "none", "pending", "not yet", "tbd", "tba", "-", "否", "無", "无", "没有"}
)
_NOT_NEEDED = frozenset({"n/a", "na", "not applicable", "不適用", "不适用"})
_NEVER_NEEDLESS = frozenset({"statement", "appendix", "proof"})
"""Items for which "not applicable" is no answer."""


def reasons_for(submission: Submission, expectations: Expectations) -> tuple[Reason, ...]:
    """Why a submission is refused or a query; empty if all is in order."""
    return (
        *_identity(submission),
        *_category(submission, expectations),
        *_running_time(submission, expectations),
        *_completion(submission, expectations),
        *_participation(submission, expectations),
        *_dossier(submission, expectations),
    )


def missing_items(submission: Submission, required: tuple[str, ...]) -> tuple[str, ...]:
    """Which of the required items of the dossier are missing, in the given order.

    `statement` is the statement's text, `participation` six declared lanes or the overall percent;
    every other item must be linked or answered, and not by "no" or "pending".
    """
    return tuple(item for item in required if not _has(submission, item))


def _has(submission: Submission, item: str) -> bool:
    if item == "participation":
        lanes = submission.lanes
        return submission.declared_overall is not None or (bool(lanes) and None not in lanes)
    text = submission.statement if item == "statement" else ""
    answer = (text or dict(submission.dossier).get(item, "")).strip().casefold()
    if answer in _NOT_NEEDED:
        return item not in _NEVER_NEEDLESS
    return bool(answer) and answer not in _NOT_YET


def _identity(submission: Submission) -> Iterator[Reason]:
    if not any(unicodedata.category(char)[0] in "LNPS" for char in submission.title):
        yield reason("refused", "title_missing", N_("The title is missing."))
    elif not submission.keys:
        yield reason(
            "refused",
            "key_missing",
            N_("There is neither an id nor an e-mail address to know this submission again by."),
        )


def _category(submission: Submission, expectations: Expectations) -> Iterator[Reason]:
    text = submission.categories_text
    if submission.category is not None:
        return
    if not text:
        yield reason("query", "category_missing", N_("The category is missing."))
        return
    choice = Categories(expectations.categories).named_in(text)
    if choice.unknown:
        yield reason(
            "query",
            "category_unknown",
            N_("“{text}” is no category of this edition."),
            text=series(choice.unknown),
        )
    if len(choice.categories) > 1:
        yield reason(
            "query",
            "category_several",
            N_("{count} categories are named, a film competes in one: {text}"),
            count=len(choice.categories),
            text=series(category.id for category in choice.categories),
        )


def _running_time(submission: Submission, expectations: Expectations) -> Iterator[Reason]:
    seconds, text = submission.seconds, submission.duration_text
    any_length = any(
        category.any_length
        for category in expectations.categories
        if category.id == submission.category
    )
    if not text:
        yield reason("query", "duration_missing", N_("The running time is missing."))
    elif seconds is None:
        yield reason(
            "query",
            "duration_unclear",
            N_("The running time “{text}” can be read in more than one way or in none."),
            text=text,
        )
    elif seconds == 0:
        yield reason("query", "duration_zero", N_("The running time is zero."))
    elif seconds < expectations.shortest and not any_length:
        yield reason(
            "query",
            "duration_short",
            N_("The running time {time} is under {shortest}."),
            time=shown(seconds),
            shortest=shown(expectations.shortest),
        )
    elif seconds > expectations.longest:
        yield reason(
            "query",
            "duration_long",
            N_("The running time {time} is very long; were minutes and seconds meant?"),
            time=shown(seconds),
        )


def _completion(submission: Submission, expectations: Expectations) -> Iterator[Reason]:
    completed, text = submission.completed, submission.completed_text
    earliest = expectations.earliest_completion
    if not text:
        if earliest:
            yield reason("query", "completion_missing", N_("The date of completion is missing."))
        return
    first, last = span_of(completed) if completed else ("", "")
    if completed and (earliest is None or first >= earliest):
        return
    if completed and earliest and last < earliest:
        yield reason(
            "query",
            "completion_early",
            N_("Completed {completed}, before {earliest}."),
            completed=completed,
            earliest=earliest,
        )
        return
    yield reason(
        "query",
        "completion_unclear",
        N_("The date of completion “{text}” can be read in more than one way or in none."),
        text=text,
    )


def _participation(submission: Submission, expectations: Expectations) -> Iterator[Reason]:
    names = [lane.id for lane in expectations.lanes]
    cells = list(zip(names, submission.lanes, submission.lanes_text, strict=False))
    if submission.overall_text:
        cells.append(("overall", submission.declared_overall, submission.overall_text))
    for name, value, text in cells:
        if text and value is None:
            if percent_of(text) is None:
                message = N_("The declared percent “{text}” ({name}) cannot be read.")
                yield reason("query", "percent_unclear", message, name=name, text=text)
            else:
                message = N_("The declared percent {text} ({name}) is not between 0 and 100.")
                yield reason("query", "percent_outside", message, name=name, text=text)
    silent = [name for name, text in zip(names, submission.lanes_text, strict=False) if not text]
    if silent and len(silent) < len(names):
        yield reason(
            "query",
            "lanes_missing",
            N_("No percent is declared for: {names}"),
            names=series(silent),
        )


def _dossier(submission: Submission, expectations: Expectations) -> Iterator[Reason]:
    for item in missing_items(submission, expectations.dossier):
        yield reason("query", "dossier_missing", N_("The dossier lacks “{item}”."), item=item)
