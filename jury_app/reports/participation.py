"""AI participation on paper: the hexagon beside the gate's verdict, or the checklist alone."""

from jury_app.base.texts import _
from jury_app.pictures.hexagon import Lane, hexagon
from jury_app.reports.pages import BODY, LABEL, Block, Flow, Placed, Style
from jury_app.reports.sheets import LaneRow, Participation

_HEXAGON = 62.0


def _lane(row: LaneRow) -> Lane:
    return Lane(label=row.label, weight=row.weight, declared=row.declared, assessed=row.assessed)


def participation(flow: Flow, given: Participation) -> None:
    """The hexagon at the left, checklist, verdict and reason at its right."""
    flow.heading(_("AI participation"), keep=190.0 if given.lanes else 40.0)
    top = flow.y
    width = flow.width
    if given.lanes:
        picture = hexagon(
            [_lane(row) for row in given.lanes],
            radius=_HEXAGON,
            gate=given.gate,
            band=given.band,
            declared_overall=given.declared_overall,
        )
        scale = min(1.0, flow.width * 0.56 / picture.width)
        flow.mark(Placed(picture, flow.left, top + 2.0, scale))
        picture_bottom = top + 2.0 + picture.height * scale
        x = flow.left + picture.width * scale + 12.0
        width = flow.left + flow.width - x
    else:
        picture_bottom, x = top, flow.left
    flow.y = top + 6.0
    for block in _verdict(flow, given, width):
        flow.mark(*block.marks(x, flow.y))
        flow.y += block.height + (0.0 if block.style is LABEL else 6.0)
    flow.y = max(flow.y, picture_bottom)


def _verdict(flow: Flow, given: Participation, width: float) -> list[Block]:
    blocks: list[Block] = []
    for label, done in given.checklist:
        blocks.append(flow.block(f"{'[x]' if done else '[  ]'}  {label}", BODY, width))
    if given.verdict:
        blocks.append(flow.block(_("Verdict on the gate"), LABEL, width))
        blocks.append(flow.block(given.verdict, Style(12.0, 16.0, bold=True), width))
    if given.disagreement:
        blocks.append(
            flow.block(given.disagreement, Style(8.4, 11.4, bold=True, role="warning"), width)
        )
    if given.reason:
        blocks.append(flow.block(_("Reason"), LABEL, width))
        blocks.append(flow.block(given.reason, BODY, width, most=24))
    return blocks
