"""Documents: from a sheet or a volume to the bytes of a PDF, in the language of the sheet."""

from collections.abc import Iterator
from contextlib import contextmanager

from jury_app.base.texts import _, language, use_language
from jury_app.reports.dossiers import dossier
from jury_app.reports.minutes import minutes
from jury_app.reports.pages import Page
from jury_app.reports.painting import Entry, Leaf, Printed, pdf
from jury_app.reports.scorecard import scorecard
from jury_app.reports.sheets import (
    DossierSheet,
    Paper,
    ScorecardSheet,
    Sheet,
    StandingsSheet,
)
from jury_app.reports.standings import standings
from jury_app.reports.volumes import By, Volume


def document(content: Sheet | Volume, paper: Paper) -> bytes:
    """The PDF of one sheet or volume; the same content gives the same bytes."""
    return pdf(laid_out(content, paper), paper)


def laid_out(content: Sheet | Volume, paper: Paper) -> Printed:
    """The pages of one sheet or volume; those of a volume are made as they are asked for."""
    if isinstance(content, Volume):
        title = _("Scorecards: {what}").format(what=content.title)
        return Printed(title, _leaves(content, paper))
    with _speaking(content.language):
        title, pages = _pages(content, paper)
    return Printed(title, [Leaf(page) for page in pages])


def _pages(sheet: Sheet, paper: Paper) -> tuple[str, list[Page]]:
    if isinstance(sheet, ScorecardSheet):
        title = f"{sheet.film.number} · {sheet.film.title} · {sheet.round}"
        return title, scorecard(sheet, paper)
    if isinstance(sheet, StandingsSheet):
        return f"{_('Standings')} · {sheet.title}", standings(sheet, paper)
    if isinstance(sheet, DossierSheet):
        title = f"{_('Dossier')} · {sheet.film.number} · {sheet.film.title}"
        return title, dossier(sheet, paper)
    return f"{_('Minutes')} · {sheet.title}", minutes(sheet, paper)


@contextmanager
def _speaking(tag: str) -> Iterator[None]:
    """Texts in the language `tag`, and in the one before again afterwards."""
    before = language()
    use_language(tag)
    try:
        yield
    finally:
        use_language(before)


def _leaves(volume: Volume, paper: Paper) -> Iterator[Leaf]:
    """The volume's pages with its outline.

    Every card begins on a right-hand page, so a volume can be printed on both sides and taken
    apart.
    """
    count = 0
    before: ScorecardSheet | None = None
    for card in volume.cards:
        if count % 2:
            yield Leaf([])
            count += 1
        with _speaking(card.language):
            first, *others = scorecard(card, paper)
        yield Leaf(first, _entries(volume.by, card, before))
        yield from map(Leaf, others)
        count += 1 + len(others)
        before = card


def _entries(by: By, card: ScorecardSheet, before: ScorecardSheet | None) -> list[Entry]:
    """What leads to a card; in a category's volume a film's cards stand below the film."""
    film, who = f"{card.film.number} · {card.film.title}", f"{card.round} · {card.juror}"
    if by == "film":
        return [Entry(who)]
    if by == "juror":
        return [Entry(f"{film} · {card.round}")]
    known = before is not None and before.film == card.film
    return [Entry(who, 1)] if known else [Entry(film), Entry(who, 1)]
