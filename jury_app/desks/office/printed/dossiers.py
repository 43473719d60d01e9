"""Dossiers as sheets: what a film brought with it, what was found, what was decided about it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from jury_app.base import figures
from jury_app.base.texts import _, series, translate
from jury_app.desks import moments, words
from jury_app.desks.chair.sessions import present, questions
from jury_app.desks.endorsing import endorsements_text
from jury_app.desks.office.entering import kept_submission
from jury_app.desks.office.printed.decisions import Decisions
from jury_app.desks.office.printed.participation import declared
from jury_app.desks.office.printed.source import Source
from jury_app.desks.office.printed.values import running_time, said
from jury_app.desks.office.profile import expectations, profile_of
from jury_app.desks.office.showing import PROBED
from jury_app.desks.seat import Seat
from jury_app.intake.checks import missing_items, reasons_for
from jury_app.jury.course import FilmCourse
from jury_app.jury.film import Item
from jury_app.jury.packets import all_parts
from jury_app.jury.scorecard import Session
from jury_app.reports.sheets import DossierSection, DossierSheet
from jury_app.screening.facts import MediaFacts
from jury_app.store import media, office

_FACTS = (
    "directors",
    "studio",
    "country",
    "language",
    "year",
    "cast",
    "tools",
    "tracking_number",
)
_TEXTS = ("synopsis", "statement")


class Checked(Struct, frozen=True):
    """What the intake's checks ask of a film now: (weight, sentence), and missing items."""

    reasons: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]


def checks(seat: Seat, source: Source) -> dict[str, Checked]:
    """Film → what is asked of it; only the office has the submissions to ask again.

    Of a submission nothing but these sentences is used, which never hold anybody's contact.
    """
    if seat.workspace.kind != "office":
        return {}
    expected = expectations(profile_of(seat, source.reader))
    found = {}
    for row in office.submissions(source.reader).values():
        submission = kept_submission(row)
        found[row.film] = Checked(
            tuple((each.weight, str(each)) for each in reasons_for(submission, expected)),
            missing_items(submission, expected.dossier),
        )
    return found


class DossierSheets:
    """Fills the sheets of films' dossiers."""

    def __init__(
        self, source: Source, decisions: Decisions, asked: Mapping[str, Checked], at: str
    ) -> None:
        self._source = source
        self._decisions = decisions
        self._asked = asked
        self._at = source.when(at)
        self._media: dict[str, MediaFacts] = {
            each.blake3: msgspec.convert(each.facts, MediaFacts)
            for each in media.attached(source.reader)
            if each.role in PROBED and each.facts
        }

    def sheet(self, film: str) -> DossierSheet:
        """A film's dossier."""
        source = self._source
        course = source.course.films[film]
        values = source.known.films.get(film, {})
        asked = self._asked.get(film, Checked((), ()))
        return DossierSheet(
            edition=source.edition,
            film=source.film(film, country=source.country(film)),
            state=words.said(course.state),
            sections=tuple(
                section
                for section in (*self._sections(course, values), _checked(asked))
                if section.text or section.facts
            ),
            at=self._at,
            participation=declared(source, film),
            missing=tuple(source.wording.label(f"dossier/{item}") for item in asked.missing),
            language=source.language,
        )

    def _sections(self, course: FilmCourse, values: Mapping[str, Any]) -> Iterator[DossierSection]:
        yield DossierSection(
            heading=_("Submission"),
            facts=tuple(
                (words.part_name(name), said(values[name])) for name in _FACTS if name in values
            ),
        )
        for name in _TEXTS:
            yield DossierSection(heading=words.part_name(name), text=said(values.get(name, "")))
        yield DossierSection(
            heading=_("Dossier"),
            facts=tuple(
                (self._source.wording.label(name), said(value))
                for name, value in values.items()
                if name.startswith("dossier/")
            ),
        )
        yield DossierSection(heading=_("Screener"), facts=tuple(self._screener(course)))
        yield DossierSection(heading=_("Decisions"), facts=tuple(self._decided(course.film)))
        yield DossierSection(heading=_("Defense"), facts=tuple(self._defended(course.film)))

    def _screener(self, course: FilmCourse) -> Iterator[tuple[str, str]]:
        screener = self._source.course.screeners.get(course.screener or "")
        if screener is None:
            return
        names = self._source.by_hash(all_parts(screener))
        for item in screener.items:
            yield translate(words.ITEMS[item.role]), " · ".join(self._item(item, names))

    def _item(self, item: Item, names: Mapping[str, Any]) -> Iterator[str]:
        yield from (said(names[part.hash]) for part in item.parts if part.hash in names)
        if item.bytes is not None:
            yield _("{n} bytes").format(n=figures.count(item.bytes))
        facts = self._media.get(item.blake3 or "")
        if facts is not None:
            yield from _media_facts(facts)
        if item.blake3 is not None:
            yield f"BLAKE3 {item.blake3}"

    def _decided(self, film: str) -> Iterator[tuple[str, str]]:
        for minuted in self._decisions.about_film(film):
            if isinstance(minuted.entered.document, Session):
                continue
            row = self._decisions.rows([minuted])[0]
            waits = endorsements_text(row.missing) if row.missing else ""
            told: Sequence[str] = (
                words.decision_name(minuted.entered.document),
                row.who,
                row.reason,
                waits,
            )
            yield row.at, " · ".join(filter(None, told))

    def _defended(self, film: str) -> Iterator[tuple[str, str]]:
        """Each session of the film's defense: when and where, who was there, what was asked."""
        for minuted in self._decisions.about_film(film):
            session = minuted.entered.document
            if isinstance(session, Session):
                values = self._source.values(session.parts)
                room = said(values.get("room", ""))
                when = moments.in_zone(session.began, session.zone)
                yield _("Session"), " · ".join(filter(None, (when, room)))
                yield _("Present"), series(present(values))
                for number, text in enumerate(questions(values), 1):
                    yield _("Question {n}").format(n=number), text


def _media_facts(facts: MediaFacts) -> Iterator[str]:
    if facts.milliseconds:
        yield running_time(facts.milliseconds // 1000)
    if facts.width and facts.height:
        yield f"{facts.width} × {facts.height}"
    if facts.rate:
        yield _("{rate} frames/s").format(rate=figures.number(facts.rate / 1000))
    yield from filter(None, (facts.container.upper(), facts.picture, *facts.sounds))


def _checked(asked: Checked) -> DossierSection:
    return DossierSection(
        heading=_("Checks"),
        facts=tuple((words.said(weight), told) for weight, told in asked.reasons),
    )
