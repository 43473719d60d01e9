"""What all printed documents are filled from: the edition, its films and people, its words.

Built once for a print from one snapshot of the store. Nothing here reads the office's table of
contacts: what is not in a signed document or its parts is never printed.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from jury_app.base import figures
from jury_app.base.clock import parse_stamp
from jury_app.base.document import Document, PartHash
from jury_app.base.errors import Refusal
from jury_app.base.texts import _, noted
from jury_app.base.texts import language as language_in_use
from jury_app.desks.catalogue import catalogue
from jury_app.desks.festival import name_in
from jury_app.desks.office.printed.values import running_time, said
from jury_app.desks.rules import locked_rules, texts_in
from jury_app.desks.seat import Seat
from jury_app.jury.decisions import Decision
from jury_app.jury.festival import Genesis
from jury_app.jury.film import Screener
from jury_app.reports.sheets import EditionHead, FilmHead
from jury_app.rules.forms import Wording
from jury_app.rules.rules import Rules, Texts
from jury_app.store import documents, parts
from jury_app.store.reader import Reader

SHORT_HASH = 16
_SHORT_ID = 6


class Source:
    """One edition in one snapshot, in the words of its texts.

    Attributes:
        reader: The snapshot.
        rules: The edition's rules.
        known: Its films and people.
        course: What its documents come to.
    """

    def __init__(self, seat: Seat, reader: Reader) -> None:
        self.reader = reader
        self.rules = locked_rules(seat, reader)
        self.rules_hash = str(seat.setting(reader, "rules"))
        self.known = catalogue(reader)
        self.course = self.known.course
        self._zone = ZoneInfo(self.rules.zone)
        names = Counter(self.known.name(person) for person in self.course.persons)
        self._shared = frozenset(name for name, count in names.items() if count > 1)

    # The edition --------------------------------------------------------------------------------

    @cached_property
    def edition(self) -> EditionHead:
        """The festival as all documents name it."""
        latest = [stored.decoded() for stored in documents.read(self.reader, "genesis")][-1]
        assert isinstance(latest, Genesis)  # noqa: S101  every workspace begins with one
        return EditionHead(
            festival=name_in(self.wording, latest.name),
            edition=latest.edition,
            profile=_("{profile} · version {n}").format(
                profile=self.rules.profile, n=self.rules.version
            ),
            rules=self.rules_hash,
        )

    @cached_property
    def wording(self) -> Wording:
        """Labels in the language in use."""
        _digest, texts, fallback = texts_in(self.reader, self.language)
        return Wording(texts, fallback)

    @property
    def language(self) -> str:
        """The language in use, as a BCP 47 tag."""
        return language_in_use()

    @cached_property
    def english(self) -> Texts:
        """The texts that stand in where a language lacks a line."""
        return texts_in(self.reader, "en")[2]

    def texts(self, digest: str, language: str) -> Texts:
        """The texts with this hash: those that a form showed; else the latest of its language."""
        if digest not in self._texts:
            stored = documents.find(self.reader, digest)
            document = stored.decoded() if stored else None
            found = document if isinstance(document, Texts) else None
            self._texts[digest] = found or texts_in(self.reader, language)[1]
        return self._texts[digest]

    @cached_property
    def _texts(self) -> dict[str, Texts]:
        return {}

    def rules_of(self, digest: str) -> Rules:
        """The rules with this hash, or the edition's where these are not here."""
        if digest not in self._rules:
            self._rules[digest] = documents.rules(self.reader, digest) or self.rules
        return self._rules[digest]

    @cached_property
    def _rules(self) -> dict[str, Rules]:
        return {self.rules_hash: self.rules}

    # Films and people ---------------------------------------------------------------------------

    def film(self, film: str, *, category: str = "", country: str = "") -> FilmHead:
        """A film's head.

        Args:
            film: Its id.
            category: Another category than the one in which it competes now.
            country: What to say of its country, where a document names that at all.
        """
        course = self.course.films.get(film)
        if course is None:  # nobody keeps a juror from signing a card about no film at all
            return FilmHead(number="", title=film, category=category)
        values = self.known.films.get(film, {})
        competes = category or course.category
        return FilmHead(
            number=f"{course.number:04d}",
            title=self.known.title(film),
            original_title=said(values.get("title_original", "")),
            category=self.wording.label(f"category/{competes}") if competes else "",
            running_time=running_time(values.get("seconds")),
            country=country,
        )

    def country(self, film: str, hides: Collection[str] = ()) -> str:
        """The film's country, or that the round hides it."""
        country = said(self.known.films.get(film, {}).get("country", ""))
        return _("hidden in this round") if country and "country" in hides else country

    @cached_property
    def screeners(self) -> dict[str, list[Screener]]:
        """Film → its screeners, those of earlier cuts with them."""
        found: dict[str, list[Screener]] = {}
        for screener in self.course.screeners.values():
            found.setdefault(screener.film, []).append(screener)
        return found

    def person(self, person: str) -> str:
        """A person's name, with the beginning of their id where two have the same."""
        name = self.known.name(person)
        return noted(name, person[:_SHORT_ID]) if name in self._shared else name

    # Moments, places, parts ---------------------------------------------------------------------

    def when(self, at: str) -> str:
        """A claimed moment in the festival's zone: `2026-07-19 18:00 HKT`."""
        try:
            there = parse_stamp(at).astimezone(self._zone)
        except (Refusal, OverflowError):  # it names no day, or the last: shown as it was signed
            return at
        return there.strftime("%Y-%m-%d %H:%M %Z")

    def values(self, held: Iterable[PartHash]) -> dict[str, Any]:
        """Name → value of those parts that are at hand."""
        held = list(held)
        found = self.by_hash(held)
        return {part.name: found[part.hash] for part in held if part.hash in found}

    def by_hash(self, held: Iterable[PartHash]) -> dict[str, Any]:
        """Hash → value of those parts that are at hand."""
        return parts.values(self.reader, (part.hash for part in held))

    def reason(self, document: Document | None) -> str:
        """The reason that a decision holds; empty where there is none at hand."""
        held = document.parts if isinstance(document, Decision) else getattr(document, "parts", ())
        return said(self.values(held).get("reason", ""))


def entry(position: int) -> str:
    """A document's place in the ledger, counted from 1."""
    return _("entry {n} of the ledger").format(n=figures.count(position + 1))
