"""Minutes of a selection: who decided what, when and why; what is in, held and out."""

from collections.abc import Sequence

from jury_app.base.texts import _, ngettext
from jury_app.reports.heads import edition_line, facts, film_cell, footer, headline, masthead
from jury_app.reports.pages import BODY, MUTED, SMALL, Flow, Page, Style
from jury_app.reports.sheets import ListedFilm, MinutesSheet, Paper
from jury_app.reports.tables import Column, Table

_LINE_TO_SIGN = 44.0


def minutes(sheet: MinutesSheet, paper: Paper) -> list[Page]:
    """The pages of one selection's minutes."""
    running = (_("Minutes"), sheet.title), (edition_line(sheet.edition),)
    flow = Flow(paper, sheet.language, running_head=running)
    masthead(flow, edition_line(sheet.edition), _("Minutes"))
    headline(flow, sheet.title)
    facts(flow, (*sheet.facts, (_("From the ledger"), sheet.ledger)), columns=4)
    for heading, films in sheet.chosen:
        _films(flow, _("In: {group}").format(group=heading), films)
    if sheet.held:
        _films(flow, _("Held, in if released"), sheet.held)
    _decisions(flow, sheet)
    for heading, films in sheet.left_out:
        _films(flow, _("Not in: {group}").format(group=heading), films)
    _panel(flow, sheet)
    _to_sign(flow, sheet)
    signed = _("List {hash}").format(hash=sheet.hash[:16]) if sheet.hash else _("not signed")
    return flow.finish(
        lambda page, number, count: footer(
            page, left=signed, middle=sheet.edition.profile, number=number, count=count
        )
    )


def _films(flow: Flow, heading: str, films: Sequence[ListedFilm]) -> None:
    flow.heading(heading, keep=60.0)
    if not films:
        flow.put(flow.block(_("None."), BODY))
        return
    columns = (Column(_("Film"), 52.0), Column(_("Standing"), 24.0), Column(_("Why"), 60.0))
    table = Table(flow, columns)
    film, standing, why = table.widths
    for listed in films:
        table.row(
            (
                film_cell(flow, listed.film, film),
                [flow.block(listed.standing, BODY, standing)],
                [flow.block(listed.reason, SMALL, why)],
            )
        )


def _decisions(flow: Flow, sheet: MinutesSheet) -> None:
    flow.heading(_("Decisions"), keep=60.0)
    if not sheet.decisions:
        flow.put(flow.block(_("None."), BODY))
        return
    columns = (
        Column(_("When"), 22.0),
        Column(_("Who"), 26.0),
        Column(_("What"), 38.0),
        Column(_("Why"), 54.0),
    )
    table = Table(flow, columns)
    when, who, what, why = table.widths
    for row in sheet.decisions:
        people = [flow.block(row.who, SMALL, who)]
        people += [
            flow.block(_("endorsed: {name}").format(name=name), MUTED, who) for name in row.endorsed
        ]
        if row.missing:
            waits = ngettext(
                "waits for {n} more endorsement", "waits for {n} more endorsements", row.missing
            )
            people.append(flow.block(waits.format(n=row.missing), MUTED, who))
        act = [flow.block(row.what, Style(8.0, 11.0, bold=True), what)]
        if row.about:
            act.append(flow.block(row.about, SMALL, what))
        reasons = [flow.block(row.reason, SMALL, why)]
        if row.hash:
            reasons.append(flow.block(row.hash[:16], MUTED, why))
        table.row(([flow.block(row.at, SMALL, when)], people, act, reasons))


def _panel(flow: Flow, sheet: MinutesSheet) -> None:
    if not sheet.panel:
        return
    flow.heading(_("Panel"), keep=50.0)
    table = Table(flow, (Column(_("Name"), 50.0), Column(_("Part"), 70.0)))
    name, part = table.widths
    for person, role in sheet.panel:
        table.row(([flow.block(person, BODY, name)], [flow.block(role, SMALL, part)]))


def _to_sign(flow: Flow, sheet: MinutesSheet) -> None:
    """Lines to be signed by hand, two in a row."""
    width = flow.width / 2 - 12.0
    for start in range(0, len(sheet.signatures), 2):
        row = sheet.signatures[start : start + 2]
        flow.need(_LINE_TO_SIGN + 14.0)
        flow.y += _LINE_TO_SIGN
        for place, name in enumerate(row):
            x = flow.left + place * (width + 24.0)
            flow.rule(flow.y, role="line", width=0.8, x=x, length=width)
            flow.mark(*flow.block(name, MUTED, width, most=1).marks(x, flow.y + 2.0))
        flow.y += 14.0
    flow.y += 8.0
    flow.put(flow.block(_("Made {moment}").format(moment=sheet.at), MUTED))
    if sheet.hash:
        flow.put(flow.block(_("Signed list, SHA-256 {hash}").format(hash=sheet.hash), MUTED))
