"""AI participation on paper: the hexagon beside the gate's verdict, or the checklist alone."""

from jury_app.base.texts import _
from jury_app.pictures.hexagon import Lane, hexagon
from jury_app.reports.pages import BODY, LABEL, Block, Flow, Placed, Style
from jury_app.reports.sheets import LaneRow, Participation

_HEXAGON = 60.0
"""Length of a spoke, in points."""
_VERDICT = Style(12.0, 16.0, bold=True)
_DISAGREEMENT = Style(8.4, 11.4, bold=True, role="warning")


def participation(flow: Flow, given: Participation) -> None:
    """The hexagon at the left, checklist and verdict at its right, the reason where it fits."""
    flow.heading(_("AI participation"), keep=180.0 if given.lanes else 40.0)
    if not given.lanes:
        for block in (*_verdict(flow, given, flow.width), *_reason(flow, given, flow.width)):
            flow.put(block)
            flow.y += _after(block)
        return
    picture = hexagon(
        [_lane(row) for row in given.lanes],
        radius=_HEXAGON,
        gate=given.gate,
        band=given.band,
        declared_overall=given.declared_overall,
    )
    scale = min(1.0, flow.width * 0.56 / picture.width)
    bottom = flow.y + 2.0 + picture.height * scale
    flow.mark(Placed(picture, flow.left, flow.y + 2.0, scale))
    x = flow.left + picture.width * scale + 12.0
    width = flow.left + flow.width - x
    verdict, reason = _verdict(flow, given, width), _reason(flow, given, width)
    beside = flow.y + 6.0 + _stacked([*verdict, *reason]) <= bottom
    flow.y += 6.0
    for block in [*verdict, *reason] if beside else verdict:
        flow.mark(*block.marks(x, flow.y))
        flow.y += block.height + _after(block)
    flow.y = max(flow.y, bottom)
    for block in [] if beside else _reason(flow, given, flow.width):
        flow.put(block)
        flow.y += _after(block)


def _lane(row: LaneRow) -> Lane:
    return Lane(label=row.label, weight=row.weight, declared=row.declared, assessed=row.assessed)


def _after(block: Block) -> float:
    """The gap below a block: a label stands close to what it names."""
    return 0.0 if block.style is LABEL else 6.0


def _stacked(blocks: list[Block]) -> float:
    return sum(block.height + _after(block) for block in blocks)


def _verdict(flow: Flow, given: Participation, width: float) -> list[Block]:
    blocks = [
        flow.block(f"{'[x]' if done else '[  ]'}  {label}", BODY, width)
        for label, done in given.checklist
    ]
    if given.verdict:
        blocks.append(flow.block(_("Verdict on the gate"), LABEL, width))
        blocks.append(flow.block(given.verdict, _VERDICT, width))
    if given.disagreement:
        blocks.append(flow.block(given.disagreement, _DISAGREEMENT, width))
    return blocks


def _reason(flow: Flow, given: Participation, width: float) -> list[Block]:
    if not given.reason:
        return []
    return [flow.block(_("Reason"), LABEL, width), flow.block(given.reason, BODY, width)]
