"""Films that jurors could not watch: who stepped off for want of a copy that plays, and why."""

from msgspec import Struct

from jury_app.desks.catalogue import catalogue
from jury_app.desks.seat import Seat
from jury_app.jury.scorecard import Recusal, ends_with_assignment
from jury_app.store import parts


class Unwatched(Struct, frozen=True):
    """A film that a juror could not watch.

    Attributes:
        film: Its id.
        number: Its number.
        title: Its title.
        juror: Who could not.
        reason: Why, in the juror's words.
        at: When, by the juror's clock, in UTC.
    """

    film: str
    number: int
    title: str
    juror: str
    reason: str
    at: str


def unwatched(seat: Seat) -> list[Unwatched]:
    """Films that a juror could not watch, by number, until each is assigned to them anew."""
    seat.require("office", "chair")
    with seat.workspace.reading() as reader:
        known = catalogue(reader)
        found = [
            entered.document
            for entered in known.course.recusals.values()
            if isinstance(entered.document, Recusal)
            and ends_with_assignment(entered.document)
            and known.course.films[entered.document.film].state == "eligible"
        ]
        values = parts.values(reader, (part.hash for each in found for part in each.parts))
    rows = [
        Unwatched(
            each.film,
            known.course.films[each.film].number,
            known.title(each.film),
            known.name(each.juror),
            " ".join(str(values[part.hash]) for part in each.parts if part.hash in values),
            each.at,
        )
        for each in found
    ]
    return sorted(rows, key=lambda row: (row.number, row.juror))
