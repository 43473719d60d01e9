"""What every printed document shares: masthead, the film's title block, facts, footer."""

from collections.abc import Sequence

from jury_app.base.texts import _
from jury_app.pictures.shapes import Fill, Rectangle
from jury_app.reports.pages import (
    BODY,
    LABEL,
    MUTED,
    SMALL,
    STRONG,
    SUBTITLE,
    TITLE,
    Block,
    Flow,
    Style,
)
from jury_app.reports.sheets import EditionHead, FilmHead

_FESTIVAL = Style(9.5, 13.0, bold=True)
_KIND = Style(9.5, 13.0, role="muted")
_LONG_TITLE = Style(13.0, 17.5, bold=True)
_ASIDE = 120.0


def edition_line(edition: EditionHead) -> str:
    """Festival and edition in one line."""
    return f"{edition.festival} {edition.edition}".strip()


def masthead(flow: Flow, festival: str, kind: str) -> None:
    """The head of the first page: a bar, the festival, what this is."""
    flow.mark(
        Rectangle(
            x=flow.left, y=flow.y - 10.0, width=flow.width, height=3.0, fill=Fill(role="accent")
        )
    )
    at_left = flow.block(festival, _FESTIVAL, flow.width * 0.52, most=2)
    at_right = flow.block(kind, _KIND, flow.width * 0.45, most=2)
    flow.mark(*at_left.marks(flow.left, flow.y))
    flow.mark(*at_right.marks(flow.left + flow.width * 0.55, flow.y, "end"))
    flow.y += max(at_left.height, at_right.height) + 3.0
    flow.rule(flow.y)
    flow.y += 8.0


def title_block(flow: Flow, film: FilmHead, aside: Sequence[Block] = ()) -> None:
    """The film's title, its original title, and something at the right of both."""
    width = flow.width - (_ASIDE if aside else 0.0)
    title = flow.block(film.title, TITLE, width, most=8, language=film.language)
    if len(title.lines) > 3:  # a very long title is set smaller, and whole
        title = flow.block(film.title, _LONG_TITLE, width, most=12, language=film.language)
    top = flow.y
    flow.mark(*title.marks(flow.left, top))
    bottom = top + title.height
    if film.original_title and film.original_title != film.title:
        original = flow.block(film.original_title, SUBTITLE, width, most=5, language=film.language)
        flow.mark(*original.marks(flow.left, bottom + 1.0))
        bottom += original.height + 1.0
    y = top - 2.0
    for block in aside:
        flow.mark(*block.marks(flow.left + flow.width - block.width, y, "end"))
        y += block.height
    flow.y = max(bottom, y) + 6.0


def facts(flow: Flow, pairs: Sequence[tuple[str, str]], *, columns: int) -> None:
    """Labels with their values in columns; what is empty is left out."""
    told = [pair for pair in pairs if pair[1]]
    gap = 12.0
    width = (flow.width - gap * (columns - 1)) / columns
    flow.rule(flow.y)
    flow.y += 5.0
    for start in range(0, len(told), columns):
        row = [
            (flow.block(label, LABEL, width, most=2), flow.block(value, BODY, width, most=6))
            for label, value in told[start : start + columns]
        ]
        height = max(label.height + value.height for label, value in row)
        flow.need(height)
        for place, (label, value) in enumerate(row):
            x = flow.left + place * (width + gap)
            flow.mark(*label.marks(x, flow.y), *value.marks(x, flow.y + label.height))
        flow.y += height + 4.0
    flow.rule(flow.y)
    flow.y += 2.0


def footer(flow: Flow, *, left: str, middle: str, number: int, count: int) -> None:
    """The foot of a page: what identifies it, the profile, which page of how many."""
    y = flow.page_height - 36.0
    flow.rule(y)
    third = flow.width / 3
    page = _("page {number} of {count}").format(number=number, count=count)
    for place, (text, align) in enumerate(((left, "start"), (middle, "middle"), (page, "end"))):
        block = flow.block(text, MUTED, third - 6.0, most=1)
        x = flow.left + place * third + (3.0 if place == 1 else 6.0 if place == 2 else 0.0)
        flow.mark(*block.marks(x, y + 4.0, align))


def headline(flow: Flow, text: str) -> None:
    """The title of a document that is not about one film."""
    flow.put(flow.block(text, TITLE, most=6))
    flow.y += 6.0


def film_cell(flow: Flow, film: FilmHead, width: float) -> list[Block]:
    """A film in a table: its title, its original title, its number and what else is known."""
    blocks = [flow.block(film.title, STRONG, width, language=film.language)]
    if film.original_title and film.original_title != film.title:
        blocks.append(flow.block(film.original_title, SMALL, width, language=film.language))
    known = (film.number, film.category, film.running_time, film.country)
    blocks.append(flow.block(" · ".join(part for part in known if part), MUTED, width))
    return blocks
