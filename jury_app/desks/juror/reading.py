"""Reading: assigned films and where each stands, and one film with its form and dossier.

Opens the workspace for reading alone: no lock, no keys, no SQLAlchemy, so that it answers at once
whoever writes meanwhile.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from jury_app.base.errors import Refusal
from jury_app.base.texts import N_, _, translate
from jury_app.base.texts import language as language_in_use
from jury_app.desks.catalogue import Catalogue, catalogue
from jury_app.desks.words import part_name
from jury_app.jury.counting import CardFact, cut_stays
from jury_app.jury.drafts import faults
from jury_app.jury.packets import all_parts
from jury_app.jury.scorecard import Scorecard
from jury_app.rules.forms import Form, form
from jury_app.rules.rules import Rules, Texts
from jury_app.store import cards, channels, documents, drafts, media, parts, settings
from jury_app.store.reader import Reader
from jury_app.store.workspace import open_for_reading

STATES = {
    "to_watch": N_("to watch"),
    "draft": N_("begun"),
    "complete": N_("can be signed"),
    "signed": N_("signed, not sent"),
    "sent": N_("sent"),
    "received": N_("received"),
    "disputed": N_("two scorecards: settle"),
    "confirm": N_("new cut: confirm"),
    "recused": N_("stepped off"),
}


class QueuedFilm(Struct, frozen=True):
    """A film of the juror's queue.

    Attributes:
        film: Its id.
        number: Its number.
        title: Its title.
        original: Its title in the original script; empty where that is the same.
        category: Label of its category.
        seconds: Running time.
        round: Where it is to be judged.
        state: A key of `STATES`.
        here: Whether its file was found on this machine.
        deadline: Of the round, in UTC; empty before it opened.
    """

    film: str
    number: int
    title: str
    original: str
    category: str
    seconds: int
    round: str
    state: str
    here: bool
    deadline: str

    @property
    def length(self) -> str:
        """Running time as `1:02:03`; empty where it is not known."""
        return f"{self.seconds // 3600}:{self.seconds // 60 % 60:02d}:{self.seconds % 60:02d}"

    @property
    def state_text(self) -> str:
        """The state in words."""
        return translate(STATES[self.state])


def films(folder: Path) -> list[QueuedFilm]:
    """The juror's films by round and number, with where each stands."""
    with open_for_reading(folder) as workspace, workspace.reading() as reader:
        return queue(reader)


def queue(reader: Reader) -> list[QueuedFilm]:
    """As `films`, on an open reader."""
    known = catalogue(reader)
    person = str(settings.get(reader, "person", ""))
    stands = _Standing(reader, known, person)
    labels = _labels(reader)
    here = {each.film for each in media.attached(reader)}
    queued = []
    for film, juror, round_id in known.course.assigned:
        if juror != person or not stands.is_shown(film, round_id):
            continue
        values = known.films.get(film, {})
        course = known.course.films.get(film)
        if course is None:
            continue
        its_round = known.course.rounds.get(round_id)
        queued.append(
            QueuedFilm(
                film,
                course.number,
                known.title(film),
                str(values.get("title_original", "")),
                labels.get(f"category/{course.category}/label", course.category or ""),
                int(values.get("seconds", 0)),
                round_id,
                stands.state(film, round_id),
                film in here,
                its_round.deadline if its_round else "",
            )
        )
    return sorted(queued, key=lambda each: (each.round, each.number))


class _Standing:
    """Where each of a juror's films stands."""

    def __init__(self, reader: Reader, known: Catalogue, person: str) -> None:
        self._known = known
        self._person = person
        self._rules = _rules(reader)
        self._drafts = {(each.film, each.round): each for each in drafts.every(reader)}
        own = [card.fact for card in cards.every(reader) if card.fact.juror == person]
        superseded = {old for fact in own for old in fact.supersedes}
        self._heads: dict[tuple[str, str], list[CardFact]] = {}
        for fact in own:
            if fact.hash not in superseded:
                self._heads.setdefault((fact.film, fact.round), []).append(fact)
        self._receipts = channels.receipts(reader)
        self._unsent = {each.hash for each in documents.waiting(reader)}
        rounds = {round_id for _, _, round_id in known.course.assigned}
        self._assigned = {
            (film, round_id)
            for round_id in rounds
            for film, who in known.course.assignments(round_id)
            if who == person
        }

    def is_shown(self, film: str, round_id: str) -> bool:
        """Whether the film is in the queue: assigned, signed once, or stepped off."""
        key = (film, round_id)
        return key in self._assigned or key in self._heads or self._recused(film)

    def _recused(self, film: str) -> bool:
        return (film, self._person) in self._known.course.recusals

    def state(self, film: str, round_id: str) -> str:
        """A key of `STATES`."""
        if self._recused(film):
            return "recused"
        draft = self._drafts.get((film, round_id))
        heads = self._heads.get((film, round_id), [])
        if draft is not None and draft.state == "open":
            return self._draft_state(draft, film, round_id)
        if not heads:
            return "signed" if draft is not None else "to_watch"
        return "disputed" if len(heads) > 1 else self._card_state(heads[0])

    def _card_state(self, fact: CardFact) -> str:
        if self._asks_to_confirm(fact):
            return "confirm"
        if fact.hash in self._receipts:
            return "received"
        return "signed" if fact.hash in self._unsent else "sent"

    def _asks_to_confirm(self, fact: CardFact) -> bool:
        film = self._known.course.films.get(fact.film)
        its_round = self._known.course.rounds.get(fact.round)
        return film is not None and its_round is not None and not cut_stays(film, its_round, fact)

    def _draft_state(self, draft: drafts.Draft, film: str, round_id: str) -> str:
        category = self._known.course.films[film].category
        if self._rules is None or category is None:
            return "draft"
        return "draft" if faults(draft.values, self._rules, round_id, category) else "complete"


def _rules(reader: Reader) -> Rules | None:
    digest = settings.get(reader, "rules")
    return documents.rules(reader, digest) if digest else None


def _form(reader: Reader, round_id: str, category: str | None) -> Form | None:
    """The form of the round in the language in use, English where it has no texts."""
    rules, texts = _rules(reader), _texts(reader)
    if rules is None or category is None or "en" not in texts:
        return None
    its = texts.get(language_in_use(), texts["en"])
    return form(rules, round_id, category, its, texts["en"])


def _texts(reader: Reader) -> dict[str, Texts]:
    """Texts in English and in the language in use, as far as they have come."""
    hashes: dict[str, str] = settings.get(reader, "texts", {})
    found = {}
    for tag in ("en", language_in_use()):
        stored = documents.find(reader, hashes[tag]) if tag in hashes else None
        document = stored.decoded() if stored else None
        if isinstance(document, Texts):
            found[tag] = document
    return found


def _labels(reader: Reader) -> dict[str, str]:
    """Lines of the texts in the language in use, English where it has none."""
    texts = _texts(reader)
    return {line.key: line.text for each in texts.values() for line in each.lines}


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
    """

    film: QueuedFilm
    dossier: tuple[tuple[str, Any], ...]
    hidden: tuple[str, ...]
    files: tuple[str, ...]
    form: Form | None
    scorecard: dict[str, Any]
    history: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """The film for people."""
        film = self.film
        yield f"#{film.number} {film.title}" + (f" · {film.original}" if film.original else "")
        yield f"{film.category} · {film.length} · {film.round.upper()} · {film.state_text}"
        for path in self.files:
            yield _("File: {path}").format(path=path)
        for name, value in self.dossier:
            yield _("{name}: {value}").format(name=part_name(name), value=value)
        for name in self.hidden:
            yield _("{name}: hidden until your scorecard is received").format(name=part_name(name))
        if self.form is not None:
            yield from _form_lines(self.form)
        if self.scorecard:
            yield _("Your scorecard:")
            yield from (f"  {path}: {_value(value)}" for path, value in self.scorecard.items())


def _form_lines(asked: Form) -> Iterator[str]:
    """The form by the names under which a scorecard's file answers it."""
    scale = asked.scale
    steps = _("half steps") if scale.per > 1 else _("whole numbers")
    yield _("The form: scores {low}–{high}, {steps}").format(
        low=scale.low, high=scale.high, steps=steps
    )
    for criterion in asked.criteria:
        yield f"  scores.{criterion.id}: {criterion.label} ({criterion.weight})"
        yield from (f"    {anchor.level}: {anchor.text}" for anchor in criterion.anchors)
    for lane in asked.lanes:
        yield f"  lanes.{lane.id}: {lane.label} ({lane.weight} %)"
    if asked.gate is not None:
        yield f"  verdict: {asked.gate.about}"
        yield from (f"  checklist.{item.id}: {item.label}" for item in asked.gate.checklist)
    yield from (f"  ethics.{each.id}: {each.label}" for each in asked.ethics)
    yield from (f"  cues.{each.id}: {each.label}" for each in asked.cues)


def _value(value: Any) -> str:  # noqa: ANN401  any value of a draft
    if isinstance(value, dict) and "units" in value:
        units, per = value["units"], value.get("per", 1)
        return str(units // per) if units % per == 0 else f"{units / per:g}"
    return str(value)


def show(folder: Path, reference: str, round_id: str) -> ShownFilm:
    """One film of the juror's queue.

    Raises:
        Refusal: It is not in the queue of that round.
    """
    with open_for_reading(folder) as workspace, workspace.reading() as reader:
        known = catalogue(reader)
        film = known.find(reference)
        queued = next(
            (each for each in queue(reader) if each.film == film and each.round == round_id), None
        )
        if queued is None:
            raise Refusal(
                N_("“{title}” is not assigned to you in {round}."),
                title=known.title(film),
                round=round_id.upper(),
            )
        values = known.films.get(film, {})
        held = [part.name for part in known.course.films[film].document.parts]
        draft = drafts.load(reader, film, round_id)
        history = _history(reader, film, round_id)
        scorecard = dict(draft.values) if draft is not None else {}
        if draft is None and history:
            scorecard = _signed(reader, history[-1])
        return ShownFilm(
            queued,
            tuple(values.items()),
            tuple(name for name in held if name not in values),
            tuple(each.path for each in media.attached(reader, film)),
            _form(reader, round_id, known.course.films[film].category),
            scorecard,
            tuple(history),
        )


def _history(reader: Reader, film: str, round_id: str) -> list[str]:
    person = str(settings.get(reader, "person", ""))
    return [
        card.fact.hash
        for card in cards.of_film(reader, film)
        if card.fact.juror == person and card.fact.round == round_id
    ]


def _signed(reader: Reader, digest: str) -> dict[str, Any]:
    from jury_app.jury.composing import draft_of

    stored = documents.find(reader, digest)
    card = stored.decoded() if stored else None
    if not isinstance(card, Scorecard):
        return {}
    return draft_of(card, parts.values(reader, (part.hash for part in all_parts(card))))
