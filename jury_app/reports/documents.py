"""Documents: from a sheet or a volume to the bytes of a PDF, in the language of the sheet."""

from collections.abc import Iterator
from contextlib import contextmanager

from jury_app.base.texts import _, language, use_language
from jury_app.reports.dossiers import dossier
from jury_app.reports.minutes import minutes
from jury_app.reports.pages import Page
from jury_app.reports.painting import Entry, Printed, pdf
from jury_app.reports.scorecard import scorecard
from jury_app.reports.sheets import (
    DossierSheet,
    Paper,
    ScorecardSheet,
    Sheet,
    StandingsSheet,
)
from jury_app.reports.standings import standings
from jury_app.reports.volumes import Volume


def document(content: Sheet | Volume, paper: Paper) -> bytes:
    """The PDF of one sheet or volume; the same content gives the same bytes."""
    return pdf(laid_out(content, paper), paper)


def laid_out(content: Sheet | Volume, paper: Paper) -> Printed:
    """The pages of one sheet or volume."""
    if isinstance(content, Volume):
        return _volume(content, paper)
    with _speaking(content.language):
        if isinstance(content, ScorecardSheet):
            title = f"{content.film.number} · {content.film.title} · {content.round}"
            return Printed(scorecard(content, paper), title)
        if isinstance(content, StandingsSheet):
            return Printed(standings(content, paper), f"{_('Standings')} · {content.title}")
        if isinstance(content, DossierSheet):
            title = f"{_('Dossier')} · {content.film.number} · {content.film.title}"
            return Printed(dossier(content, paper), title)
        return Printed(minutes(content, paper), f"{_('Minutes')} · {content.title}")


@contextmanager
def _speaking(tag: str) -> Iterator[None]:
    """Texts in the language `tag`, and in the one before again afterwards."""
    before = language()
    use_language(tag)
    try:
        yield
    finally:
        use_language(before)


def _volume(volume: Volume, paper: Paper) -> Printed:
    """The volume's pages and outline.

    Every card begins on a right-hand page, so a volume can be printed on both sides and taken
    apart.
    """
    pages: list[Page] = []
    outline: list[Entry] = []
    film = None
    for card in volume.cards:
        if len(pages) % 2:
            pages.append([])
        start = len(pages)
        name = f"{card.film.number} · {card.film.title}"
        if volume.by == "film":
            outline.append(Entry(f"{card.round} · {card.juror}", start))
        elif volume.by == "juror":
            outline.append(Entry(f"{name} · {card.round}", start))
        else:
            if film != (card.film.number, card.film.title):
                outline.append(Entry(name, start))
                film = card.film.number, card.film.title
            outline.append(Entry(f"{card.round} · {card.juror}", start, 1))
        with _speaking(card.language):
            pages += scorecard(card, paper)
    title = _("Scorecards: {what}").format(what=volume.title)
    return Printed(pages, title, outline)
