"""Letters: a masthead, a headline, sections of plain text; what needs no layout of its own.

The recovery sheet is one, and the demo's appendices are.
"""

from collections.abc import Sequence

from msgspec import Struct

from jury_app.reports.heads import footer, headline, masthead
from jury_app.reports.pages import BODY, Flow, Style
from jury_app.reports.painting import Leaf, Printed, pdf
from jury_app.reports.sheets import Paper

_LARGE = Style(13.0, 20.0, bold=True)
_PARAGRAPH = 4.0  # points between paragraphs


class Section(Struct, frozen=True):
    """A heading and its paragraphs; `large`: words to be read from the paper and typed."""

    heading: str
    paragraphs: Sequence[str]
    large: bool = False


class Letter(Struct, frozen=True, kw_only=True):
    """What a letter says.

    Attributes:
        sender: At the left of the masthead: a festival, a studio.
        kind: At its right: what this is.
        title: The headline.
        language: BCP 47 tag.
        sections: The text.
        foot: What identifies the letter at the foot of each page.
    """

    sender: str
    kind: str
    title: str
    language: str
    sections: Sequence[Section]
    foot: str = ""


def letter(content: Letter, paper: Paper) -> bytes:
    """The PDF of a letter; the same content gives the same bytes."""
    flow = Flow(paper, content.language, running_head=((content.title,), (content.sender,)))
    masthead(flow, content.sender, content.kind)
    headline(flow, content.title)
    for section in content.sections:
        flow.heading(section.heading)
        for paragraph in section.paragraphs:
            flow.put(flow.block(paragraph, _LARGE if section.large else BODY))
            flow.y += _PARAGRAPH
    pages = flow.finish(
        lambda page, number, count: footer(
            page, left=content.foot, middle="", number=number, count=count
        )
    )
    return pdf(Printed(content.title, [Leaf(page) for page in pages]), paper)
