"""Reading: assigned films and where each stands, and one film with its form and dossier.

Opens the workspace for reading alone: no lock, no keys, no SQLAlchemy, so that it answers at once
whoever writes meanwhile.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from jury_app.base.errors import Refusal
from jury_app.base.figures import percent
from jury_app.base.ids import is_id
from jury_app.base.texts import N_, _, headed, noted
from jury_app.base.texts import language as language_in_use
from jury_app.desks.catalogue import Catalogue, catalogue
from jury_app.desks.juror import wording
from jury_app.desks.juror.heads import chairs_reason, own_cards, said_by, why_void
from jury_app.desks.juror.items import ShownItem, viewings
from jury_app.desks.juror.queued import STATES, QueuedFilm, keep
from jury_app.desks.juror.standing import Poster, Standing, no_poster, rules_of, texts_of
from jury_app.desks.words import part_name, part_text
from jury_app.jury.drafts import with_private
from jury_app.jury.packets import all_parts
from jury_app.rules.forms import Form, form
from jury_app.rules.rules import Rules
from jury_app.store import drafts, parts, settings
from jury_app.store.reader import Reader
from jury_app.store.workspace import open_for_reading

if TYPE_CHECKING:  # keys are not needed to read, and take their time to import
    from jury_app.desks.seat import Seat

__all__ = ["STATES", "QueuedFilm", "ShownFilm", "ShownItem"]

_PARTS_OF = {"dossier": "dossier", "lane": "declared"}
"""First word of a label in the profile's texts → the one of the parts of a film that it names."""


def films(folder: Path) -> list[QueuedFilm]:
    """The juror's films by round and number, with where each stands."""
    with open_for_reading(folder) as workspace, workspace.reading() as reader:
        return queue(reader)


def queue_of(seat: "Seat") -> list[QueuedFilm]:
    """As `films`, at a seat that is taken; kept for the next opening's first sight."""
    from jury_app.screening.stills import place, poster  # a terminal shows none

    with seat.workspace.reading() as reader:
        found = queue(reader, partial(poster, cache=place()))
    if not seat.reading_only:
        keep(seat.folder, found)
    return found


def queue(reader: Reader, poster: Poster = no_poster) -> list[QueuedFilm]:
    """As `films`, on an open reader; `poster` finds the picture of a recording."""
    known = catalogue(reader)
    person = str(settings.get(reader, "person", ""))
    stands = Standing(reader, known, person, poster=poster)
    queued = [
        stands.queued(film, round_id)
        for film, juror, round_id in known.course.assigned
        if juror == person and film in known.course.films and stands.is_shown(film, round_id)
    ]
    return sorted(queued, key=lambda each: (each.round, each.number))


def asked_of(reader: Reader, round_id: str, category: str | None) -> Form | None:
    """The form of the round in the language in use, English where it has no texts."""
    rules, texts = rules_of(reader), texts_of(reader)
    if rules is None or category is None or "en" not in texts:
        return None
    its = texts.get(language_in_use(), texts["en"])
    return form(rules, round_id, category, its, texts["en"])


class ShownFilm(Struct, frozen=True):
    """A film with its dossier and the juror's own scorecard.

    Attributes:
        film: As in the queue.
        dossier: (name of the part, value) of what may be seen in this phase.
        hidden: Names of parts that arrive once the card is acknowledged.
        files: Where the film's files lie on this machine.
        form: What is asked, in words; None before the rules have come.
        scorecard: Path → value of the draft, or of the signed card.
        history: Hashes of the juror's cards for this film, oldest first.
        rules: The rules in force; None before they have come.
        items: What is judged and what tells about it, in the screener's order.
        viewings: Draft path → what was played, to be laid over an open draft (`with_viewings`).
        can_undo: Whether the draft has a change to take back.
        can_redo: Whether one was taken back.
        marquee: What moves over the film by the rules; empty where nothing does.
        labels: Name of a dossier's part (`dossier/consents`, `declared/sound`) → what the profile
            calls it or its lane, asked in this round or not.
        why_void: The chair's reason for taking the scorecard out of the count; else empty.
    """

    film: QueuedFilm
    dossier: tuple[tuple[str, Any], ...]
    hidden: tuple[str, ...]
    files: tuple[str, ...]
    form: Form | None
    scorecard: dict[str, Any]
    history: tuple[str, ...]
    rules: Rules | None = None
    items: tuple[ShownItem, ...] = ()
    viewings: dict[str, Any] = {}
    can_undo: bool = False
    can_redo: bool = False
    marquee: str = ""
    labels: dict[str, str] = {}
    why_void: str = ""

    @property
    def playable(self) -> str:
        """Path of the recording to open: the one left last, else the first that is here."""
        here = [item for item in self.items if item.role in ("film", "run") and item.path]
        begun = [item for item in here if item.key == self.film.item]
        return next((item.path for item in (*begun, *here)), "")

    @property
    def appendix(self) -> str:
        """Path of the generative pipeline appendix; empty where it is not here."""
        return next((item.path for item in self.items if item.role == "appendix"), "")

    @property
    def position(self) -> int:
        """Where the film goes on, in milliseconds; 0 if it begins (anew)."""
        return self.film.position

    @property
    def notes(self) -> tuple[tuple[str, dict[str, Any]], ...]:
        """(path, note) by its moment."""
        found = [each for each in self.scorecard.items() if each[0].startswith("notes/")]
        return tuple(sorted(found, key=lambda each: (each[1]["at"], each[0])))

    def lines(self) -> Iterator[str]:
        """The film for people."""
        film = self.film
        yield f"#{film.number} {film.title}" + (f" · {film.original}" if film.original else "")
        yield f"{film.category} · {film.length} · {film.round.upper()} · {film.state_text}"
        if film.state == "void" and self.why_void:
            yield chairs_reason(self.why_void)
        for path in self.files:
            yield _("File: {path}").format(path=path)
        for name, value in self.dossier:
            yield headed(self._name(name), part_text(name, value))
        for name in self.hidden:
            yield _("{name}: hidden until your scorecard is received").format(name=self._name(name))
        yield from self._to_be_seen()
        if self.form is not None:
            yield from _form_lines(self.form)
        if self.scorecard:
            yield _("Your scorecard:")
            said_so = wording.lines(self.scorecard, self.form) if self.form else ()
            yield from (f"  {headed(line.label, line.text)}" for line in said_so)

    def _to_be_seen(self) -> Iterator[str]:
        """How much of the film must be seen before the scorecard can be signed."""
        if self.form is None or not self.form.seen:
            return
        share = percent(self.form.seen / 1000)
        if self.form.runs > 1:
            words = _("Before you sign: see at least {share} of it in {n} runs, each named.")
            yield words.format(share=share, n=self.form.runs)
        else:
            yield _("Before you sign: see at least {share} of it.").format(share=share)

    def _name(self, part: str) -> str:
        """What a part of the dossier is called: by the profile, or by the program."""
        head, _slash, rest = part.partition("/")
        if head == "declared":
            return _("Declared for {lane}").format(lane=self.labels.get(part, rest))
        return self.labels.get(part) or part_name(part)


def _form_lines(asked: Form) -> Iterator[str]:
    """The form by the names under which a scorecard's file answers it."""
    scale = asked.scale
    steps = _("half steps") if scale.per > 1 else _("whole numbers")
    yield _("The form: scores {low}–{high}, {steps}").format(
        low=scale.low, high=scale.high, steps=steps
    )
    for criterion in asked.criteria:
        weight = _("weight {weight}").format(weight=criterion.weight)
        yield f"  scores.{criterion.id} = {noted(criterion.label, weight)}"
        yield from (f"    {headed(anchor.level, anchor.text)}" for anchor in criterion.anchors)
    for lane in asked.lanes:
        yield f"  lanes.{lane.id} = {noted(lane.label, percent(lane.weight / 100))}"
    if asked.gate is not None:
        yield f"  verdict = {asked.gate.about}"
        yield from (f"  checklist.{item.id} = {item.label}" for item in asked.gate.checklist)
    yield from (f"  ethics.{each.id} = {each.label}" for each in asked.ethics)
    yield from (f"  cues.{each.id} = {each.label}" for each in asked.cues)


def show(folder: Path, reference: str, round_id: str) -> ShownFilm:
    """One film of the juror's queue.

    Raises:
        Refusal: It is not in the queue of that round.
    """
    with open_for_reading(folder) as workspace, workspace.reading() as reader:
        return _shown(reader, reference, round_id, "")


def shown(seat: "Seat", film: str, round_id: str) -> ShownFilm:
    """As `show`, at a seat that is taken; `film` is an id or a reference.

    Raises:
        Refusal: It is not in the queue of that round.
    """
    today = seat.clock.now().astimezone().date().isoformat()
    with seat.workspace.reading() as reader:
        return _shown(reader, film, round_id, today)


def _shown(reader: Reader, reference: str, round_id: str, today: str) -> ShownFilm:
    known = catalogue(reader, reference if is_id(reference) else None)
    film = known.find(reference)
    person = str(settings.get(reader, "person", ""))
    stands = Standing(reader, known, person, film)
    is_theirs = (film, person, round_id) in known.course.assigned
    if not is_theirs or not stands.is_shown(film, round_id):
        raise Refusal(
            N_("“{title}” is not assigned to you in {round}."),
            title=known.title(film),
            round=round_id.upper(),
        )
    values = known.films.get(film, {})
    course = known.course.films[film]
    draft = drafts.load(reader, film, round_id)
    history = [fact.hash for fact in own_cards(reader, person, film, round_id)]
    scorecard = dict(draft.values) if draft is not None else {}
    its = stands.heads(film, round_id)
    if its.newest and (draft is None or draft.state == "signed"):
        # Which may be another laptop's; what is private was in no card.
        scorecard = with_private(said_by(reader, its.shown), scorecard)
    items = stands.items(film, _said_of(reader, known, film))
    return ShownFilm(
        stands.queued(film, round_id),
        tuple(values.items()),
        tuple(part.name for part in course.document.parts if part.name not in values),
        tuple(item.path for item in items if item.path),
        asked_of(reader, round_id, course.category),
        scorecard,
        tuple(history),
        stands.rules,
        items,
        viewings(items, scorecard),
        draft is not None and draft.can_undo,
        draft is not None and draft.can_redo,
        _marquee(stands.rules, known.name(person), today),
        _dossier_labels(stands.labels),
        why_void(reader, known.course, its.shown),
    )


def _dossier_labels(labels: Mapping[str, str]) -> dict[str, str]:
    """Name of a dossier's part → its label, of all labels."""
    named = ((*key.partition("/"), text) for key, text in labels.items() if key.endswith("/label"))
    return {
        f"{_PARTS_OF[head]}/{rest.removesuffix('/label')}": text
        for head, _slash, rest, text in named
        if head in _PARTS_OF
    }


def _said_of(reader: Reader, known: Catalogue, film: str) -> dict[str, Any]:
    """Hash → value of the parts of a film's items."""
    document = known.course.screeners.get(known.course.films[film].screener or "")
    return parts.values(reader, (part.hash for part in all_parts(document)) if document else ())


def _marquee(rules: Rules | None, name: str, today: str) -> str:
    """The juror's name and the day, where the rules want them over the film."""
    return f"{name} · {today}" if rules is not None and today and rules.marquee else ""
