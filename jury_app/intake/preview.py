"""What importing a table would do, row by row, before anything is done. Pure.

Rows are new, changed (with the fields), the same, a query (with reasons), repeated (a later row of
the file has the same id and counts) or refused. Applying all or nothing is the desk's.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct

from jury_app.base.texts import N_, series
from jury_app.intake.checks import reasons_for
from jury_app.intake.expectations import Expectations
from jury_app.intake.readers import Batch, Entry
from jury_app.intake.reasons import Reason, reason
from jury_app.intake.sheets import normalise
from jury_app.intake.submissions import Key, Submission, changed_fields, merged

Kind = Literal["new", "changed", "same", "query", "repeated", "refused"]
KINDS: tuple[Kind, ...] = ("new", "changed", "same", "query", "repeated", "refused")


class Known(Struct, frozen=True):
    """A film the office has: its id and the submission as last applied."""

    film: str
    submission: Submission


class PreviewRow(Struct, frozen=True):
    """One row of the file.

    Attributes:
        line: Where it begins in the file.
        kind: What applying does with it. A query is entered too: as new if `film` is None.
        submission: As it will be known: over the known one, where that has columns this file lacks.
        film: The id of the known film it updates.
        changes: Fields of `Submission` that change; values are for the office's eyes only.
        reasons: Why it is a query, repeated or refused; of a known film only what is asked anew.
    """

    line: int
    kind: Kind
    submission: Submission
    film: str | None = None
    changes: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()


class Preview(Struct, frozen=True):
    """What importing a table would do, in the order of its rows."""

    batch: Batch
    rows: tuple[PreviewRow, ...]

    @property
    def counts(self) -> dict[Kind, int]:
        """How many rows of each kind."""
        found = Counter(row.kind for row in self.rows)
        return {kind: found[kind] for kind in KINDS}

    @property
    def to_apply(self) -> tuple[PreviewRow, ...]:
        """The rows that change something."""
        return tuple(row for row in self.rows if row.kind in {"new", "changed", "query"})


def preview(batch: Batch, known: Mapping[str, Known], expectations: Expectations) -> Preview:
    """What importing `batch` would do.

    Args:
        batch: A table as read.
        known: Films the office has, under every `Key.stored` of their submissions.
        expectations: What rows are checked against.
    """
    judged = [_judged(entry, batch, known, expectations) for entry in batch.entries]
    counting = _counting(judged)
    rows = []
    for row in judged:
        others = counting.get(row.line, ())
        rows.append(_told_of_others(row, others) if others else row)
    return Preview(batch, tuple(rows))


def find_known(keys: Iterable[Key], known: Mapping[str, Known]) -> Known | None:
    """The known film of a submission with these keys, of which the strongest decides.

    A tracking number finds a film only if no two different ids speak against it, so that tables
    with and without the id column update the same films.
    """
    stronger: list[Key] = []
    for key in keys:
        found = known.get(key.stored)
        if found is not None:
            theirs = {each.source: each for each in found.submission.keys}
            if all(theirs.get(each.source, each) == each for each in stronger):
                return found
        stronger.append(key)
    return None


def _judged(
    entry: Entry, batch: Batch, known: Mapping[str, Known], expectations: Expectations
) -> PreviewRow:
    """A row by itself, whatever the file's other rows say."""
    before = find_known(entry.submission.keys, known)
    submission = entry.submission
    asked: tuple[Reason, ...] = ()
    changes: tuple[str, ...] = ()
    if before is not None:
        submission = merged(before.submission, submission, batch.given)
        changes = changed_fields(before.submission, submission)
        asked = reasons_for(before.submission, expectations)
    reasons = tuple(
        each
        for each in (*entry.reasons, *reasons_for(submission, expectations))
        if each not in asked
    )
    film = before.film if before else None
    weights = {each.weight for each in reasons}
    kind: Kind = "changed" if before else "new"
    if "refused" in weights:
        kind = "refused"
    elif before and not changes:
        kind, reasons = "same", ()
    elif "query" in weights:
        kind = "query"
    return PreviewRow(entry.line, kind, submission, film, changes, reasons)


def _counting(rows: Iterable[PreviewRow]) -> dict[int, tuple[PreviewRow, ...]]:
    """Line of a row → all rows of the file with its id, where there are several."""
    groups: dict[str, list[PreviewRow]] = {}
    for row in rows:
        if row.kind != "refused":
            groups.setdefault(row.submission.keys[0].stored, []).append(row)
    return {row.line: tuple(group) for group in groups.values() if len(group) > 1 for row in group}


def _told_of_others(row: PreviewRow, group: tuple[PreviewRow, ...]) -> PreviewRow:
    """A row whose id stands on other rows too: the last one counts, the others are repeated.

    Two rows with one id whose title *and* e-mail differ may be two films: that is asked.
    """
    last = group[-1]
    if row is not last:
        told = reason(
            "note",
            "id_repeated",
            N_("Line {line} has the same id and counts instead."),
            line=last.line,
        )
        return PreviewRow(row.line, "repeated", row.submission, row.film, (), (told,))
    lines = series(str(each.line) for each in group[:-1])
    if row.kind == "same" or all(_same_work(each.submission, row.submission) for each in group):
        told = reason(
            "note", "id_repeated", N_("This row counts instead of line {lines}."), lines=lines
        )
        return PreviewRow(
            row.line, row.kind, row.submission, row.film, row.changes, (*row.reasons, told)
        )
    told = reason(
        "query",
        "id_of_two",
        N_("Line {lines} has the same id, another title and another e-mail: two films?"),
        lines=lines,
    )
    return PreviewRow(
        row.line, "query", row.submission, row.film, row.changes, (*row.reasons, told)
    )


def _same_work(one: Submission, other: Submission) -> bool:
    return normalise(one.title) == normalise(other.title) or (
        normalise(one.contact.email) == normalise(other.contact.email)
    )
