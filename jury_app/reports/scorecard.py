"""The scorecard on paper: what one juror said about one film in one round.

Readable in black and white: every state has a word or a mark besides its colour.
"""

from collections.abc import Sequence

from jury_app.base.texts import _, ngettext, series
from jury_app.pictures.shapes import Circle, Fill, Picture, Point, Shape, Stroke
from jury_app.pictures.shapes import Line as Ruled
from jury_app.reports.heads import edition_line, facts, footer, masthead, title_block
from jury_app.reports.pages import (
    BODY,
    LABEL,
    MUTED,
    SMALL,
    STRONG,
    Block,
    Flow,
    Page,
    Style,
)
from jury_app.reports.participation import participation
from jury_app.reports.sheets import (
    EthicsRow,
    MatrixRow,
    Paper,
    Remark,
    ScorecardSheet,
)
from jury_app.reports.tables import Column, Table

_VALUE = Style(27.0, 31.0, bold=True)
_SCORE = Style(12.0, 14.5, bold=True)
_MARKS = {"clear": "", "question": "? ", "concern": "! ", "block": "■ "}


def scorecard(sheet: ScorecardSheet, paper: Paper) -> list[Page]:
    """The pages of one scorecard."""
    film = sheet.film
    running = (film.number, film.title), (sheet.round, sheet.juror)
    flow = Flow(paper, sheet.language, running_head=running)
    kind = _("Scorecard") if sheet.version == "internal" else _("Scorecard for the entrant")
    masthead(flow, edition_line(sheet.edition), f"{kind} · {sheet.round}")
    _stamp(flow, sheet)
    title_block(flow, sheet.film, aside=_value(flow, sheet))
    _facts(flow, sheet)
    _matrix(flow, sheet)
    if sheet.participation is not None:
        participation(flow, sheet.participation)
    _ethics(flow, sheet)
    _remarks(flow, _("Breakthrough cues"), sheet.cues)
    _remarks(flow, _("Comments"), sheet.comments)
    _remarks(flow, _("Notes in the film"), sheet.notes)
    _seen(flow, sheet)
    _signature(flow, sheet)
    return flow.finish(
        lambda page, number, count: footer(
            page,
            left=_("Card {hash}").format(hash=sheet.signature.hash[:16]),
            middle=sheet.edition.profile,
            number=number,
            count=count,
        )
    )


def _stamp(flow: Flow, sheet: ScorecardSheet) -> None:
    """What has become of the card, where a reader sees it first."""
    words = {
        "superseded": _("SUPERSEDED"),
        "void": _("VOID"),
        "recused": _("VOID: RECUSED"),
        "late": _("LATE, ADMITTED"),
        "disputed": _("DISPUTED"),
        "not_counted": _("NOT COUNTED"),
        "incomplete": _("INCOMPLETE"),
    }
    if not sheet.state:
        return
    word = flow.block(words[sheet.state], Style(11.0, 15.0, bold=True, role="bad"))
    note = flow.block(sheet.state_note, SMALL, flow.width - word.natural - 34.0, most=20)
    height = max(word.height, note.height) + 9.0
    flow.box(flow.y, height, stroke=Stroke(role="bad", width=1.2))
    flow.mark(*word.marks(flow.left + 9.0, flow.y + 4.0))
    flow.mark(*note.marks(flow.left + word.natural + 24.0, flow.y + 6.0))
    flow.y += height + 8.0


def _value(flow: Flow, sheet: ScorecardSheet) -> Sequence[Block]:
    """The value in large figures, for the place beside the title."""
    width = 104.0
    if sheet.value:
        blocks = [
            flow.block(sheet.value, _VALUE, width, most=1),
            flow.block(_("of 100"), MUTED, width, most=1),
        ]
    else:
        blocks = [flow.block(_("no value"), Style(14.0, 20.0, bold=True), width, most=1)]
    if sheet.value_note:
        blocks.append(flow.block(sheet.value_note, MUTED, width, most=5))
    return blocks


def _facts(flow: Flow, sheet: ScorecardSheet) -> None:
    film, signature = sheet.film, sheet.signature
    facts(
        flow,
        (
            (_("Juror"), sheet.juror),
            (_("Round"), sheet.round),
            (_("Category"), film.category),
            (_("Film number"), film.number),
            (_("Running time"), film.running_time),
            (_("Country"), film.country),
            (_("Signed"), signature.at),
            (_("Revision"), str(signature.revision)),
        ),
        columns=4,
    )


def _scale(row: MatrixRow, width: float) -> Picture:
    """The score among the levels of its scale: one tick a level, the score a disc."""
    y, left, right = 7.0, 4.0, width - 4.0
    span = row.high - row.low
    grid, accent = Stroke(role="line", width=0.7), Stroke(role="accent", width=2.0)

    def place(level: float) -> float:
        return left + (right - left) * (level - row.low) / span

    shapes: list[Shape] = [Ruled(start=Point(left, y), end=Point(right, y), stroke=grid)]
    steps = round(span) if span <= 20 else 10  # a scale of 0–100 has a tick for every ten
    for step in range(steps + 1):
        x = place(row.low + step * span / steps)
        shapes.append(Ruled(start=Point(x, y - 2.2), end=Point(x, y + 2.2), stroke=grid))
    if row.level is not None:
        x = place(row.level)
        shapes.append(Ruled(start=Point(left, y), end=Point(x, y), stroke=accent))
        shapes.append(Circle(centre=Point(x, y), radius=3.6, fill=Fill(role="accent")))
    return Picture(width=width, height=14.5, title="", description="", shapes=tuple(shapes))


def _matrix(flow: Flow, sheet: ScorecardSheet) -> None:
    columns = (
        Column(_("Criterion"), 32.0),
        Column(_("Weight"), 8.0, "end"),
        Column(_("Score"), 8.0, "end"),
        Column(_("Scale"), 17.0),
        Column(_("Anchor"), 42.0),
    )
    table = Table(flow, columns)
    name, weight, score, scale, anchor = table.widths
    rows = [
        (
            [flow.block(row.criterion, STRONG, name)],
            [flow.block(row.weight, BODY, weight)],
            [flow.block("–" if row.cannot else row.score, _SCORE, score)],
            [_scale(row, scale)],
            _anchor(flow, row, anchor),
        )
        for row in sheet.matrix
    ]
    flow.heading(_("Matrix"), keep=table.kept_together(rows))
    table.rows(rows)


def _anchor(flow: Flow, row: MatrixRow, width: float) -> list[Block]:
    if not row.cannot:
        return [flow.block(row.anchor, SMALL, width)]
    said = [
        flow.block(_("cannot judge"), Style(8.0, 11.0, bold=True), width),
        flow.block(row.cannot, SMALL, width),
    ]
    if row.reason:
        said.append(flow.block(row.reason, SMALL, width))
    return said


def _ethics(flow: Flow, sheet: ScorecardSheet) -> None:
    if not sheet.ethics:
        return
    columns = (
        Column(_("Question"), 40.0),
        Column(_("Answer"), 15.0),
        Column(_("Note"), 40.0),
        Column(_("Moment"), 11.0, "end"),
    )
    table = Table(flow, columns)
    question, answer, note, moment = table.widths
    rows = [
        (
            [flow.block(row.question, SMALL, question)],
            [flow.block(_MARKS[row.code] + row.answer, _answered(row), answer)],
            [flow.block(row.note, SMALL, note)] if row.note else [],
            [flow.block(row.moment, SMALL, moment)] if row.moment else [],
        )
        for row in sheet.ethics
    ]
    flow.heading(_("Ethics"), keep=table.kept_together(rows))
    table.rows(rows)


def _answered(row: EthicsRow) -> Style:
    return SMALL if row.code == "clear" else Style(8.0, 11.0, bold=True, role="bad")


def _remarks(flow: Flow, heading: str, remarks: Sequence[Remark]) -> None:
    if not remarks:
        return
    flow.heading(heading, keep=36.0)
    for remark in remarks:
        said = " · ".join(
            part for part in (remark.moment, remark.label, remark.audience_label) if part
        )
        label = flow.block(said, LABEL, most=2)
        flow.need(label.height + BODY.leading)
        flow.put(label)
        flow.put(flow.block(remark.text, BODY))
        flow.y += 4.5


def _seen(flow: Flow, sheet: ScorecardSheet) -> None:
    if not sheet.seen:
        flow.heading(_("What was seen"))
        flow.put(flow.block(_("No viewing is on this card."), BODY))
        return
    columns = (
        Column(_("Item"), 40.0),
        Column(_("How"), 26.0),
        Column(_("Share"), 12.0, "end"),
        Column(_("Parts"), 28.0),
    )
    table = Table(flow, columns)
    rows = [
        [
            [flow.block(text, SMALL, width)] if text else []
            for text, width in zip(
                (row.item, row.kind, row.share, row.detail), table.widths, strict=True
            )
        ]
        for row in sheet.seen
    ]
    flow.heading(_("What was seen"), keep=table.kept_together(rows))
    table.rows(rows)


def _signature(flow: Flow, sheet: ScorecardSheet) -> None:
    signature = sheet.signature
    flow.y += 12.0
    inner = flow.width - 20.0
    rows = [(_("Signed"), signature.at)]
    if signature.words:
        rows.append((_("Key, in six words"), signature.words))
    rows.append((_("Card, SHA-256"), signature.hash))
    if signature.ledger:
        rows.append((_("Ledger"), signature.ledger))
    if signature.supersedes:
        many = len(signature.supersedes)
        rows.append(
            (
                ngettext("Supersedes this card", "Supersedes these cards", many),
                series(signature.supersedes),
            )
        )
    if sheet.edition.rules:
        rows.append((_("Rules, SHA-256"), sheet.edition.rules))
    blocks = [
        (flow.block(label, LABEL, 110.0), flow.block(text, SMALL, inner - 118.0))
        for label, text in rows
    ]
    height = sum(block.height for _label, block in blocks) + 15.0
    flow.need(height)
    flow.box(flow.y, height, stroke=Stroke(role="line", width=0.8))
    y = flow.y + 7.0
    for label, block in blocks:
        flow.mark(*label.marks(flow.left + 10.0, y + 0.4), *block.marks(flow.left + 128.0, y))
        y += block.height
    flow.y += height
