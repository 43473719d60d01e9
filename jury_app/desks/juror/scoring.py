"""Scoring: drafts that are filled from a sheet, and revisions of what was signed."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from jury_app.base.errors import Refusal
from jury_app.base.texts import N_, _, headed, noted
from jury_app.desks.catalogue import Catalogue, catalogue
from jury_app.desks.juror.heads import Heads, heads_of, said_by
from jury_app.desks.juror.items import with_played
from jury_app.desks.juror.reading import asked_of
from jury_app.desks.juror.sheet import Sheet, changes_of, read_sheet
from jury_app.desks.juror.wording import label
from jury_app.desks.rules import locked_rules
from jury_app.desks.seat import Seat
from jury_app.jury.counting import cut_stays
from jury_app.jury.course import Course
from jury_app.jury.drafts import faults, unexplained, with_private
from jury_app.rules.rules import Rules
from jury_app.store import cards, drafts
from jury_app.store.reader import Reader


class Scored(Struct, frozen=True):
    """A draft after it was filled; `missing` is what keeps it from being signed."""

    film: str
    title: str
    round: str
    missing: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """The report for people."""
        if not self.missing:
            yield _("“{title}” can be signed.").format(title=self.title)
        else:
            yield from lacking_lines(self.title, self.missing)


def lacking_lines(title: str, missing: Iterable[str]) -> Iterator[str]:
    """What a draft lacks, for people."""
    yield _("“{title}” is kept as a draft. Missing:").format(title=title)
    yield from (f"  {each}" for each in missing)


def score_from(seat: Seat, reference: str, round_id: str, path: Path) -> Scored:
    """Put a scorecard down from a file; what it leaves out stays as it was.

    Raises:
        Refusal: No such film is assigned in the round, or the file cannot be read.
        Refusal: The scorecard is signed; it must be revised first.
    """
    return score(seat, reference, round_id, read_sheet(path))


def score(seat: Seat, reference: str, round_id: str, sheet: Sheet) -> Scored:
    """Put a scorecard down; as `score_from`."""
    with seat.workspace.reading() as reader:
        known = catalogue(reader)
        rules = locked_rules(seat, reader)
        film = assigned_film(seat, reader, known, reference, round_id)
    with seat.workspace.writing() as tx:
        before = drafts.load(tx, film, round_id)
        present = () if before is None else tuple(before.values)
        changes = changes_of(sheet, _item(known, film), present)
        for path, value in changes.items():
            drafts.change(tx, film, round_id, path, value)
        draft = drafts.load(tx, film, round_id)
        values = with_played(tx, known, film, draft.values if draft else {})
        heads = own_heads(seat, tx, known.course, film, round_id).newest
        category = known.course.films[film].category
        lacking = missing(tx, values, rules, round_id, category, replaces=bool(heads))
    return Scored(film, known.title(film), round_id, lacking)


def missing(
    reader: Reader,
    values: dict[str, object],
    rules: Rules,
    round_id: str,
    category: str | None,
    *,
    replaces: bool = False,
) -> tuple[str, ...]:
    """What keeps a draft from being signed, in sentences, with the path by which a file says it.

    Args:
        reader: The workspace.
        values: The draft's.
        rules: The rules in force.
        round_id: The round.
        category: The film's.
        replaces: Whether cards of the juror stand that it would supersede.
    """
    category = category or rules.categories[0].id
    asked = asked_of(reader, round_id, category)
    return tuple(
        headed(noted(label(each.path, asked), each.path) if asked else each.path, each.text)
        for each in (
            *unexplained(values, replaces=replaces),
            *faults(values, rules, round_id, category),
        )
    )


def assigned_film(
    seat: Seat, reader: Reader, known: Catalogue, reference: str, round_id: str
) -> str:
    """The film that is meant, if it is this juror's in the round.

    Raises:
        Refusal: It is not, they stepped off it, or the round has not opened.
    """
    film = known.find(reference)
    person = str(seat.setting(reader, "person"))
    if (film, person) in known.course.recusals:
        raise Refusal(N_("You stepped off “{title}”."), title=known.title(film))
    if (film, person) not in known.course.assignments(round_id):
        raise Refusal(
            N_("“{title}” is not assigned to you in {round}."),
            title=known.title(film),
            round=round_id.upper(),
        )
    if round_id not in known.course.rounds:
        raise Refusal(N_("{round} has not opened yet."), round=round_id.upper())
    return film


def open_drafts(reader: Reader, known: Catalogue, round_id: str, person: str) -> list[str]:
    """Films of the round that are assigned to a juror and have an open draft, by number."""
    assigned = {film for film, who in known.course.assignments(round_id) if who == person}
    films = [
        draft.film
        for draft in drafts.every(reader)
        if draft.round == round_id and draft.state == "open" and draft.film in assigned
    ]
    return sorted(films, key=lambda film: known.course.films[film].number)


def _item(known: Catalogue, film: str) -> str | None:
    """BLAKE3 of the film's file, where it has one."""
    document = known.course.screeners.get(known.course.films[film].screener or "")
    items = document.items if document else ()
    return next((item.blake3 for item in items if item.role == "film"), None)


def revise(seat: Seat, reference: str, round_id: str, reason: str) -> Scored:
    """Open a signed scorecard as a draft again; signing it supersedes the card.

    A draft that was begun before the card came from another device of the juror goes on, and is
    given the reason.

    Raises:
        Refusal: Nothing is signed for the film, or no reason is given.
    """
    if not reason:
        raise Refusal(N_("Say the reason (--reason); it stands in your draft's history."))
    with seat.workspace.reading() as reader:
        known = catalogue(reader)
        rules = locked_rules(seat, reader)
        film = assigned_film(seat, reader, known, reference, round_id)
        heads = own_heads(seat, reader, known.course, film, round_id)
        if not heads.newest:
            raise Refusal(N_("Nothing of yours is signed for “{title}”."), title=known.title(film))
        begun = drafts.load(reader, film, round_id)
        values = _revised(reader, known, heads.shown, begun)
    with seat.workspace.writing() as tx:
        if begun is not None and begun.state == "open" and not _has_reason(begun):
            draft = drafts.change(tx, film, round_id, "revision_reason", reason)
        else:
            draft = drafts.begin(tx, film, round_id, values | {"revision_reason": reason})
        values = with_played(tx, known, film, draft.values)
        lacking = missing(tx, values, rules, round_id, known.course.films[film].category)
    return Scored(film, known.title(film), round_id, lacking)


def _has_reason(draft: drafts.Draft) -> bool:
    return bool(draft.values.get("revision_reason"))


def _revised(
    reader: Reader, known: Catalogue, head: str, before: drafts.Draft | None
) -> dict[str, object]:
    """What a revision begins with: the card, and of the draft before what the card never held."""
    values = said_by(reader, head)
    if not _is_of_this_cut(reader, known, head):
        values = {path: value for path, value in values.items() if not _was_watched(path, value)}
    return with_private(values, before.values if before else {})


def _is_of_this_cut(reader: Reader, known: Catalogue, digest: str) -> bool:
    """Whether what a card says was seen is what is judged now."""
    fact = next(each.fact for each in cards.every(reader) if each.fact.hash == digest)
    return cut_stays(known.course.films[fact.film], known.course.rounds[fact.round], fact)


def _was_watched(path: str, value: Any) -> bool:  # noqa: ANN401  any value of a draft
    """Whether a draft's value tells of a file that was played or opened here."""
    return path.startswith("viewings/") and value["kind"] in ("played", "session")


def own_heads(seat: Seat, reader: Reader, course: Course, film: str, round_id: str) -> Heads:
    """This juror's newest cards of a film in a round."""
    return heads_of(reader, course, str(seat.setting(reader, "person")), film, round_id)
