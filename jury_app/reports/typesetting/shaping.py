"""Shaping: one word of text becomes glyphs with advances and offsets, by HarfBuzz.

A glyph keeps the characters it stands for, so that the text can be taken out of the PDF again.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

import uharfbuzz as hb
from msgspec import Struct

from jury_app.reports.typesetting.fonts import Face, face, font_for, has_han

_ATTACHED = frozenset({"Mn", "Me", "Mc", "Cf"})


class Glyph(Struct, frozen=True, gc=False):
    """One glyph; lengths in thousandths of an em.

    Attributes:
        key: Its index in the font, and the text for which it stands; a mark's is empty.
        advance: How far the next glyph stands.
        x: Offset to the right of where it would stand.
        y: Offset upwards.
        back: How far its own width and its offset go beyond its advance.
    """

    key: tuple[int, str]
    advance: float
    x: float
    y: float
    back: float


class Run(Struct, frozen=True):
    """Glyphs of one font and direction, from left to right.

    Attributes:
        text: The characters, in reading order.
        font: Name of the font.
        level: Embedding level; odd is right to left.
        glyphs: From left to right.
        width: In thousandths of an em.
        swollen: Whether bold is made by a thicker outline, where the font has one weight only.
        level_ground: Whether all glyphs stand on the baseline.
    """

    text: str
    font: str
    level: int
    glyphs: tuple[Glyph, ...]
    width: float
    swollen: bool = False
    level_ground: bool = True


def _fonts(text: str, language: str, *, bold: bool) -> Iterator[str]:
    """The font of every character; marks and spaces stay in the font of what they follow."""
    base = _weighted_base(bold=bold)
    current: str | None = None
    for char in text:
        stays = char == " " or unicodedata.category(char) in _ATTACHED
        if not (stays and current and (face(current).covers(char) or _is_joiner(char))):
            current = font_for(char, language, bold=bold) or base
        yield current or base


def _weighted_base(*, bold: bool) -> str:
    return "NotoSans-Bold" if bold else "NotoSans-Regular"


def _is_joiner(char: str) -> bool:
    return char in "\u200c\u200d" or "\ufe00" <= char <= "\ufe0f"


def shape(text: str, levels: tuple[int, ...], language: str, *, bold: bool) -> tuple[Run, ...]:
    """The runs of `text` in reading order.

    Args:
        text: Without line ends or directional characters.
        levels: The embedding level of each character.
        language: What `fonts.han_language` answered.
        bold: Whether a bold weight is wanted.
    """
    if text.isascii() and text and not any(levels):
        return (_shaped(text, _weighted_base(bold=bold), 0, swollen=False),)
    fonts = list(_fonts(text, language, bold=bold))
    runs: list[Run] = []
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or fonts[place] != fonts[start] or levels[place] != levels[start]:
            part = text[start:place]
            swollen = bold and has_han(part[0]) and fonts[start].endswith("-Regular")
            runs.append(_shaped(part, fonts[start], levels[start], swollen=swollen))
            start = place
    return tuple(runs)


@lru_cache(maxsize=4_000)
def _shaped(text: str, font: str, level: int, *, swollen: bool) -> Run:
    buffer = hb.Buffer()
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_GRAPHEMES
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if level % 2 else "ltr"
    its_face = face(font)
    hb.shape(its_face.font, buffer)
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    said = _said(
        text,
        [(info.cluster, pos.x_advance) for info, pos in zip(infos, positions, strict=True)],
        rtl=level % 2 == 1,
    )
    glyphs = tuple(
        _glyph(its_face, (info.codepoint, part), pos)
        for info, pos, part in zip(infos, positions, said, strict=True)
    )
    return Run(
        text,
        font,
        level,
        glyphs,
        sum(glyph.advance for glyph in glyphs),
        swollen=swollen,
        level_ground=not any(glyph.y for glyph in glyphs),
    )


def _glyph(its_face: Face, key: tuple[int, str], position: hb.GlyphPosition) -> Glyph:
    scale = 1000 / its_face.units
    advance, x = position.x_advance * scale, position.x_offset * scale
    back = its_face.width(key[0]) + x - advance
    return Glyph(key, advance, x, position.y_offset * scale, back)


def _said(text: str, placed: list[tuple[int, int]], *, rtl: bool) -> list[str]:
    """The characters for which each glyph stands.

    A cluster's characters are spread over its glyphs that take room, so that a reader of the PDF
    finds neither a gap nor a letter twice; marks say nothing of their own.

    Args:
        text: The whole run.
        placed: Cluster and advance of every glyph, from left to right.
        rtl: Whether the first character is the rightmost glyph.
    """
    said = [""] * len(placed)
    ends = [*sorted({cluster for cluster, _advance in placed})[1:], len(text)]
    order = range(len(placed) - 1, -1, -1) if rtl else range(len(placed))
    clusters = groupby(order, key=lambda place: placed[place][0])
    for (start, members), end in zip(clusters, ends, strict=True):
        its_glyphs = list(members)
        speakers = [place for place in its_glyphs if placed[place][1]] or its_glyphs[:1]
        chars = text[start:end]
        told = min(len(speakers), len(chars))
        for number, place in enumerate(speakers[:told]):
            said[place] = chars[number:] if number + 1 == told else chars[number]
    return said
