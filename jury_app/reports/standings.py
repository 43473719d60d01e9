"""Standings on paper: ranks with values, ties told as ties, holds, films not ranked."""

from jury_app.base.texts import _
from jury_app.reports.heads import edition_line, facts, film_cell, footer, headline, masthead
from jury_app.reports.pages import BODY, MUTED, SMALL, STRONG, Block, Flow, Page, Style
from jury_app.reports.sheets import Paper, StandingRow, StandingsSheet
from jury_app.reports.tables import Column, Table

_HELD = Style(8.0, 11.0, bold=True, role="bad")


def standings(sheet: StandingsSheet, paper: Paper) -> list[Page]:
    """The pages of one round's, or the combined, standings."""
    running = (_("Standings"), sheet.title), (edition_line(sheet.edition),)
    flow = Flow(paper, sheet.language, running_head=running)
    masthead(flow, edition_line(sheet.edition), _("Standings"))
    headline(flow, sheet.title)
    facts(
        flow,
        (
            (_("Method"), sheet.method),
            (_("Made"), sheet.at),
            (_("From the ledger"), sheet.ledger),
            (_("Profile"), sheet.edition.profile),
        ),
        columns=4,
    )
    for heading, rows in sheet.groups:
        _group(flow, heading, rows)
    _unranked(flow, sheet)
    _notes(flow, sheet)
    signed = _("Standings {hash}").format(hash=sheet.hash[:16]) if sheet.hash else _("not signed")
    return flow.finish(
        lambda page, number, count: footer(
            page, left=signed, middle=sheet.edition.profile, number=number, count=count
        )
    )


def _group(flow: Flow, heading: str, rows: tuple[StandingRow, ...]) -> None:
    flow.heading(heading, keep=70.0)
    if not rows:
        flow.put(flow.block(_("No film is ranked."), BODY))
        return
    with_intervals = any(row.interval for row in rows)
    columns = [
        Column(_("Rank"), 9.0, "end"),
        Column(_("Film"), 54.0),
        Column(_("Value"), 12.0, "end"),
        Column(_("Reviews"), 11.0, "end"),
        *((Column(_("Ranks not told apart"), 16.0, "end"),) if with_intervals else ()),
        Column(_("Remarks"), 36.0),
    ]
    table = Table(flow, columns)
    before = ""
    for row in rows:
        if before == "in" and row.chosen == "out":
            table.cut(_("cut"))
        before = row.chosen or before
        table.row(_cells(flow, row, table.widths, with_intervals=with_intervals))


def _cells(
    flow: Flow, row: StandingRow, widths: tuple[float, ...], *, with_intervals: bool
) -> list[list[Block]]:
    rank, film, value, reviews, *_middle, remarks = widths
    cells = [
        [flow.block(row.rank, STRONG, rank)],
        film_cell(flow, row.film, film),
        [flow.block(row.value, STRONG, value)],
        [flow.block(str(row.reviews), BODY, reviews)],
    ]
    if with_intervals:
        cells.append([flow.block(row.interval, BODY, widths[4])] if row.interval else [])
    said = []
    if row.hold:
        said.append(flow.block(_("HELD: {reason}").format(reason=row.hold), _HELD, remarks))
    said += [flow.block(text, SMALL, remarks) for text in (row.tie, row.note) if text]
    return [*cells, said]


def _unranked(flow: Flow, sheet: StandingsSheet) -> None:
    if not sheet.unranked:
        return
    flow.heading(_("Not ranked"), keep=60.0)
    table = Table(
        flow,
        (Column(_("Film"), 60.0), Column(_("Reviews"), 12.0, "end"), Column(_("Why"), 60.0)),
    )
    film, reviews, why = table.widths
    for row in sheet.unranked:
        reasons = [flow.block(text, SMALL, why) for text in (row.note, row.hold) if text]
        table.row(
            (
                film_cell(flow, row.film, film),
                [flow.block(str(row.reviews), BODY, reviews)],
                reasons,
            )
        )


def _notes(flow: Flow, sheet: StandingsSheet) -> None:
    flow.y += 8.0
    for note in sheet.notes:
        flow.put(flow.block(note, SMALL))
        flow.y += 2.0
    if sheet.hash:
        flow.y += 4.0
        flow.put(flow.block(_("Signed standings, SHA-256 {hash}").format(hash=sheet.hash), MUTED))
