"""A film's dossier on paper: what it brought with it, and what is missing."""

from jury_app.base.texts import _
from jury_app.pictures.shapes import Stroke
from jury_app.reports.heads import edition_line, facts, footer, masthead, title_block
from jury_app.reports.pages import BODY, LABEL, MUTED, SMALL, Flow, Page, Style
from jury_app.reports.participation import participation
from jury_app.reports.sheets import DossierSection, DossierSheet, Paper


def dossier(sheet: DossierSheet, paper: Paper) -> list[Page]:
    """The pages of one dossier."""
    running = (sheet.film.number, sheet.film.title), (_("Dossier"),)
    flow = Flow(paper, sheet.language, running_head=running)
    masthead(flow, edition_line(sheet.edition), _("Dossier"))
    title_block(flow, sheet.film)
    film = sheet.film
    facts(
        flow,
        (
            (_("Film number"), film.number),
            (_("Category"), film.category),
            (_("Running time"), film.running_time),
            (_("Country"), film.country),
            (_("State"), sheet.state),
        ),
        columns=5,
    )
    _missing(flow, sheet)
    if sheet.participation is not None:
        participation(flow, sheet.participation)
    for section in sheet.sections:
        _section(flow, section)
    if sheet.blind:
        flow.y += 8.0
        flow.put(flow.block(sheet.blind, MUTED))
    return flow.finish(
        lambda page, number, count: footer(
            page,
            left=_("Printed {moment}").format(moment=sheet.at),
            middle=sheet.edition.profile,
            number=number,
            count=count,
        )
    )


def _missing(flow: Flow, sheet: DossierSheet) -> None:
    if not sheet.missing:
        return
    flow.y += 8.0
    inner = flow.width - 20.0
    blocks = [flow.block(_("Missing"), Style(9.5, 13.0, bold=True, role="bad"), inner)]
    blocks += [flow.block(f"– {thing}", SMALL, inner) for thing in sheet.missing]
    height = sum(block.height for block in blocks) + 12.0
    if height <= flow.body:
        flow.need(height)
        flow.box(flow.y, height, stroke=Stroke(role="bad", width=1.0))
    flow.y += 6.0
    for block in blocks:
        flow.put(block, flow.left + 10.0)
    flow.y += 6.0


def _section(flow: Flow, section: DossierSection) -> None:
    flow.heading(section.heading, keep=36.0)
    width = flow.width * 0.26
    for label, value in section.facts:
        name = flow.block(label, LABEL, width, most=6)
        text = flow.block(value, BODY, flow.width - width - 10.0)
        flow.need(min(name.height + 2.0, text.height + 2.0))
        flow.mark(*name.marks(flow.left, flow.y + 1.0))
        page, top = len(flow.pages), flow.y
        flow.put(text, flow.left + width + 10.0)
        if len(flow.pages) == page:
            flow.y = max(flow.y, top + name.height)
        flow.y += 2.5
    if section.text:
        flow.y += 2.0
        flow.put(flow.block(section.text, BODY))
