"""The queue: where each of a juror's films stands, what is missing of it, how far it was seen."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from jury_app.base.texts import language as language_in_use
from jury_app.desks.catalogue import Catalogue
from jury_app.desks.juror.carrying import in_files, leaving
from jury_app.desks.juror.heads import Heads, heads
from jury_app.desks.juror.items import ShownItem, Watched, viewings
from jury_app.desks.juror.lateness import Lateness
from jury_app.desks.juror.queued import QueuedFilm
from jury_app.jury.counting import CardFact, cut_stays
from jury_app.jury.drafts import Fault, faults, unexplained, unheld
from jury_app.jury.scorecard import DEFENSE, Recusal
from jury_app.rules.rules import Rules, Texts
from jury_app.store import cards, channels, devices, documents, drafts, settings
from jury_app.store.reader import Reader

Poster = Callable[[str], Path | None]
"""BLAKE3 of a recording → its picture, if one was made."""


def no_poster(_blake3: str) -> None:
    """Nobody wants to see pictures."""


class Standing:
    """Where each of a juror's films stands.

    Args:
        reader: The workspace.
        known: Its catalogue.
        person: The juror.
        film: Only this film will be asked about, unless all are.
        poster: Finds the picture of a recording by its BLAKE3.
    """

    def __init__(
        self,
        reader: Reader,
        known: Catalogue,
        person: str,
        film: str | None = None,
        *,
        poster: Poster = no_poster,
    ) -> None:
        self._poster = poster
        self._known = known
        self._person = person
        self.rules = rules_of(reader)
        self.labels = _labels_of(reader)
        self._watched = Watched(reader, film)
        self._drafts = {(each.film, each.round): each for each in drafts.every(reader)}
        own = [card.fact for card in cards.every(reader) if card.fact.juror == person]
        self._receipts = channels.receipts(reader)
        self._lateness = Lateness(reader, known.course, self._receipts)
        by_film: dict[tuple[str, str], list[CardFact]] = {}
        for fact in own:
            by_film.setdefault((fact.film, fact.round), []).append(fact)
        self._heads = {
            key: heads(each, known.course, self._lateness.is_late) for key, each in by_film.items()
        }
        self._in_files, self._leaving = in_files(reader), leaving(reader)
        self._unsent = {each.hash for each in documents.waiting(reader)}
        mute = {fact.hash for fact in own} - self._receipts.keys() - self._unsent
        self._brought = brought(reader, person, sorted(mute))
        rounds = {round_id for _, _, round_id in known.course.assigned}
        self._assigned = {
            (film, round_id)
            for round_id in rounds
            for film, who in known.course.assignments(round_id)
            if who == person
        }

    def is_shown(self, film: str, round_id: str) -> bool:
        """Whether the film is in the queue: assigned, signed once, or stepped off.

        Of one that was withdrawn nothing more is asked: it stays only where something was signed.
        """
        key = (film, round_id)
        if self._known.course.films[film].state == "withdrawn":
            return key in self._heads
        return key in self._assigned or key in self._heads or self._recused(film)

    def _recused(self, film: str) -> bool:
        return (film, self._person) in self._known.course.recusals

    def queued(self, film: str, round_id: str) -> QueuedFilm:
        """The film as the queue shows it."""
        values = self._known.films.get(film, {})
        course = self._known.course.films[film]
        its_round = self._known.course.rounds.get(round_id)
        items = [item for item in self.items(film) if item.is_watched]
        lacking = [each for each in items if each.blake3 and (not each.path or each.is_other)]
        last = self._watched.last(film, items)
        its = self.heads(film, round_id)
        stepped = self._known.course.recusals.get((film, self._person))
        state = self.state(film, round_id)
        return QueuedFilm(
            film,
            course.number,
            self._known.title(film),
            str(values.get("title_original", "")),
            self.labels.get(f"category/{course.category}/label", course.category or ""),
            int(values.get("seconds", 0)),
            round_id,
            state,
            bool(items) and not lacking,
            its_round.deadline if its_round else "",
            course.document.form,
            sum(item.bytes for item in lacking),
            last.start if last else 0,
            max((item.share for item in items), default=0),
            still=self._still(items),
            zone=its_round.zone if its_round else "",
            asks_confirm=any(map(self._asks_to_confirm, its.standing)),
            item=last.key if last else "",
            why=stepped.document.why if stepped and isinstance(stepped.document, Recusal) else "",
            can_take_back=stepped is not None and stepped.hash in self._unsent,
            is_seen=state in ("to_watch", "draft") and self._is_seen(film, round_id),
            is_revised=state in ("draft", "complete") and bool(its.standing),
            is_silent=any(item.is_silent for item in items),
            is_closed=self._lateness.would_be_late(round_id, its.hashes),
            is_in_file=any(fact.hash in self._in_files for fact in its.standing),
            is_late=any(map(self._lateness.is_late, its.standing)),
            defense=self._defense(film, round_id),
            is_chosen=bool(its.passed),
        )

    def heads(self, film: str, round_id: str) -> Heads:
        """The juror's newest scorecards of a film in a round."""
        return self._heads.get((film, round_id), Heads())

    def _defense(self, film: str, round_id: str) -> str:
        if round_id != DEFENSE:
            return ""
        return "held" if self._known.course.sessions.get(film) else "to_come"

    def _still(self, items: Sequence[ShownItem]) -> str:
        """The picture of the first recording that has one."""
        recordings = (item.blake3 for item in items if item.role != "build" and item.blake3)
        return str(next(filter(None, map(self._poster, recordings)), ""))

    def items(self, film: str, values: Mapping[str, Any] | None = None) -> tuple[ShownItem, ...]:
        """The items of what is judged of a film now (`Watched.items`)."""
        course = self._known.course
        screener = course.screeners.get(course.films[film].screener or "")
        return self._watched.items(film, screener, values)

    def state(self, film: str, round_id: str) -> str:
        """A key of `STATES`."""
        if self._recused(film):
            return "recused"
        draft = self._drafts.get((film, round_id))
        its = self.heads(film, round_id)
        if draft is not None and draft.state == "open":
            return self._draft_state(draft, film, round_id)
        if not its.newest:
            return "signed" if draft is not None else "to_watch"
        if its.held is not None:
            return self._card_state(its.held)
        return "disputed" if its.disputed else "void"

    def _card_state(self, fact: CardFact) -> str:
        if self._asks_to_confirm(fact):
            return "confirm"
        if fact.hash in self._receipts or fact.hash in self._brought:
            return "received"
        return "signed" if fact.hash in self._unsent | self._leaving else "sent"

    def _asks_to_confirm(self, fact: CardFact) -> bool:
        film = self._known.course.films.get(fact.film)
        its_round = self._known.course.rounds.get(fact.round)
        return film is not None and its_round is not None and not cut_stays(film, its_round, fact)

    def _draft_state(self, draft: drafts.Draft, film: str, round_id: str) -> str:
        replaces = (film, round_id) in self._heads
        is_minuted = bool(self._known.course.sessions.get(film))
        if unexplained(draft.values, replaces=replaces) or unheld(round_id, is_minuted=is_minuted):
            return "draft"
        return "complete" if self._lacking(draft.values, film, round_id) == () else "draft"

    def _is_seen(self, film: str, round_id: str) -> bool:
        """Whether nothing is lacking of what must be seen, where something must."""
        if self.rules is None or not self.rules.round(round_id).seen:
            return False
        draft = self._drafts.get((film, round_id))
        lacking = self._lacking(draft.values if draft else {}, film, round_id)
        return lacking is not None and not any(each.path.startswith("viewings") for each in lacking)

    def _lacking(
        self, values: Mapping[str, Any], film: str, round_id: str
    ) -> tuple[Fault, ...] | None:
        """What keeps a draft from being signed; None where no rules tell."""
        category = self._known.course.films[film].category
        if self.rules is None or category is None:
            return None
        played = viewings(self.items(film), values)
        return faults({**values, **played}, self.rules, round_id, category)


def brought(reader: Reader, person: str, own: Sequence[str]) -> frozenset[str]:
    """Cards that another device of the juror signed: they came back from the festival's ledger."""
    here = {each.key for each in devices.every(reader, person)}
    if not (own and here):
        return frozenset()
    signed = documents.many(reader, own)
    return frozenset(hash_ for hash_, stored in signed.items() if stored.key not in here)


def rules_of(reader: Reader) -> Rules | None:
    """The rules that came, if any did."""
    digest = settings.get(reader, "rules")
    return documents.rules(reader, digest) if digest else None


def texts_of(reader: Reader) -> dict[str, Texts]:
    """Texts in English and in the language in use, as far as they have come."""
    hashes: dict[str, str] = settings.get(reader, "texts", {})
    found = {}
    for tag in ("en", language_in_use()):
        stored = documents.find(reader, hashes[tag]) if tag in hashes else None
        document = stored.decoded() if stored else None
        if isinstance(document, Texts):
            found[tag] = document
    return found


def _labels_of(reader: Reader) -> dict[str, str]:
    """Lines of the texts in the language in use, English where it has none."""
    texts = texts_of(reader)
    return {line.key: line.text for each in texts.values() for line in each.lines}
