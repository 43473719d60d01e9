"""Lines: a text is cleaned, broken into lines of a given width, and each line put in visual order.

Breaks come after spaces and hyphens and between East Asian characters (with the usual rules for
what may not begin or end a line); a word wider than the line is broken between clusters. Thai is
broken at its spaces and, in a longer phrase, between clusters: dictionaries are left out.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from jury_app.base.texts import plain
from jury_app.reports.typesetting.bidi import levels, visual_order
from jury_app.reports.typesetting.fonts import han_language, has_han
from jury_app.reports.typesetting.shaping import Run, shape

ELLIPSIS = "…"
_NARROW = 250.0  # thousandths of an em: text that is longer by this measure is broken at once
_NOT_FIRST = frozenset(
    "、。，．：；！？）］｝」』】》〉〕…‥・ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々,.:;!?)]}%"
)
_NOT_LAST = frozenset("（［｛「『【《〈〔([{$￥¥")
_HYPHENS = frozenset("-‐–—/")


class Line(Struct, frozen=True):
    """One line.

    Attributes:
        runs: From left to right.
        width: In thousandths of an em.
        rtl: Whether its paragraph runs from right to left.
    """

    runs: tuple[Run, ...]
    width: float
    rtl: bool = False


class _Word(Struct, frozen=True):
    """What is never broken if it fits: its runs, its width, and the width without end spaces."""

    start: int
    end: int
    runs: tuple[Run, ...]
    width: float
    inked: float


def _breaks(text: str) -> Iterator[int]:
    """Positions before which a line may break; the end is one."""
    for place in range(1, len(text)):
        before, after = text[place - 1], text[place]
        if after == " " or unicodedata.category(after) in {"Mn", "Mc", "Me", "Cf"}:
            continue
        east = has_han(before) or has_han(after)
        forbidden = after in _NOT_FIRST or before in _NOT_LAST
        hyphened = before in _HYPHENS and after.isalpha() and text[place - 2 : place - 1].isalpha()
        if before == " " or (east and not forbidden) or hyphened:
            yield place
    if text:
        yield len(text)


def clusters(text: str) -> Iterator[str]:
    """The letters of `text` with the marks and joiners that belong to each."""
    start = 0
    for place in range(1, len(text)):
        joined = text[place - 1] == "\u200d" or text[place - 1] == "\u094d"
        if not joined and unicodedata.category(text[place]) not in {"Mn", "Mc", "Me", "Cf"}:
            yield text[start:place]
            start = place
    if text:
        yield text[start:]


class _Setter:
    """Sets one paragraph: text without line ends, in a line of `room` thousandths of an em."""

    def __init__(self, text: str, language: str, room: float, *, bold: bool) -> None:
        self.text = text
        self.room = room
        self.bold = bold
        self.language = language
        self.base, self.levels = levels(text)

    def word(self, start: int, end: int) -> _Word:
        """The characters `start`..`end` as one word."""
        part = self.text[start:end]
        runs = shape(part, self.levels[start:end], self.language, bold=self.bold)
        width = sum(run.width for run in runs)
        ink = part.rstrip(" ")
        if len(ink) == len(part):
            return _Word(start, end, runs, width, width)
        bare = shape(ink, self.levels[start : start + len(ink)], self.language, bold=self.bold)
        return _Word(start, end, runs, width, sum(run.width for run in bare))

    def words(self) -> Iterator[_Word]:
        """All words, those wider than a line in pieces."""
        start = 0
        for end in _breaks(self.text):
            word = self.word(start, end)
            if word.inked <= self.room:
                yield word
            else:
                yield from self._pieces(start, end)
            start = end

    def _pieces(self, start: int, end: int) -> Iterator[_Word]:
        kept: _Word | None = None
        place = start
        for cluster in clusters(self.text[start:end]):
            place += len(cluster)
            longer = self.word(start, place)
            if kept is not None and longer.inked > self.room:
                yield kept
                start = kept.end
                longer = self.word(start, place)
            kept = longer
        if kept is not None:
            yield kept

    def line(self, start: int, end: int) -> Line:
        """The characters `start`..`end` as a line; spaces at its end take no room."""
        text = self.text[start:end].rstrip(" ")
        runs = shape(text, self.levels[start : start + len(text)], self.language, bold=self.bold)
        return Line(
            tuple(visual_order(runs)), sum(run.width for run in runs), rtl=self.base % 2 == 1
        )

    def lines(self) -> Iterator[tuple[int, int]]:
        """Where each line begins and ends."""
        start = end = 0
        width = 0.0
        for word in self.words():
            if end > start and width + word.inked > self.room:
                yield start, end
                start, width = word.start, 0.0
            width += word.width
            end = word.end
        if end > start:
            yield start, end

    def cut(self, start: int) -> Line:
        """One line from `start` on, its end replaced by an ellipsis."""
        kept = ""
        for cluster in clusters(self.text[start:]):
            if _Setter(kept + cluster + ELLIPSIS, self.language, 0, bold=self.bold).width() > (
                self.room
            ):
                break
            kept += cluster
        short = _Setter(kept.rstrip(" ") + ELLIPSIS, self.language, self.room, bold=self.bold)
        return short.line(0, len(short.text))

    def width(self) -> float:
        """How wide the text is on one line."""
        return sum(
            run.width for run in shape(self.text, self.levels, self.language, bold=self.bold)
        )


@lru_cache(maxsize=2_000)
def set_lines(
    text: str,
    room: float,
    *,
    language: str = "en",
    bold: bool = False,
    most: int | None = None,
) -> tuple[Line, ...]:
    """`text` as lines no wider than `room`.

    Args:
        text: Foreign text; what is invisible or turns the direction is escaped, line ends kept.
        room: In thousandths of an em; a single cluster may be wider.
        language: BCP 47 tag of the form, for Chinese characters that say nothing themselves.
        bold: Whether a bold weight is wanted.
        most: The most lines; the last ends in “…” if there is more.
    """
    found: list[Line] = []
    paragraphs = text.splitlines() or [""]
    for number, paragraph in enumerate(paragraphs):
        shown = plain(paragraph.replace("\t", "    ")).strip(" ")
        setter = _Setter(shown, han_language(shown, language), room, bold=bold)
        if len(shown) * _NARROW <= room and (most is None or number + 1 == len(paragraphs)):
            whole = setter.line(0, len(shown))
            if whole.width <= room:  # most texts are a label or a name
                found.append(whole)
                continue
        spans = list(setter.lines()) or [(0, 0)]
        for place, (start, end) in enumerate(spans):
            last = most is not None and len(found) + 1 == most
            more = place + 1 < len(spans) or number + 1 < len(paragraphs)
            if last and more:
                found.append(setter.cut(start))
                return tuple(found)
            found.append(setter.line(start, end))
    return tuple(found)
