"""Shaping: one word of text becomes glyphs with advances and offsets, by HarfBuzz.

A glyph keeps the characters it stands for, so that the text can be taken out of the PDF again.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import uharfbuzz as hb
from msgspec import Struct

from jury_app.reports.typesetting.fonts import face, font_for, has_han

_ATTACHED = frozenset({"Mn", "Me", "Mc", "Cf"})


class Glyph(Struct, frozen=True, gc=False):
    """One glyph; lengths in thousandths of an em.

    Attributes:
        index: In the font.
        text: What it stands for; empty for the second and later glyphs of a cluster.
        advance: How far the next glyph stands.
        x: Offset to the right of where it would stand.
        y: Offset upwards.
    """

    index: int
    text: str
    advance: float
    x: float = 0.0
    y: float = 0.0


class Run(Struct, frozen=True):
    """Glyphs of one font and direction, from left to right.

    Attributes:
        text: The characters, in reading order.
        font: Name of the font.
        level: Embedding level; odd is right to left.
        glyphs: From left to right.
        width: In thousandths of an em.
        swollen: Whether bold is made by a thicker outline, where the font has one weight only.
    """

    text: str
    font: str
    level: int
    glyphs: tuple[Glyph, ...]
    width: float
    swollen: bool = False


def _fonts(text: str, language: str, *, bold: bool) -> Iterator[str]:
    """The font of every character; marks and spaces stay in the font of what they follow."""
    base = "NotoSans-Bold" if bold else "NotoSans-Regular"
    current: str | None = None
    for char in text:
        stays = char == " " or unicodedata.category(char) in _ATTACHED
        if not (stays and current and (face(current).covers(char) or _is_joiner(char))):
            current = font_for(char, language, bold=bold) or base
        yield current or base


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


@lru_cache(maxsize=20_000)
def _shaped(text: str, font: str, level: int, *, swollen: bool) -> Run:
    buffer = hb.Buffer()
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_GRAPHEMES
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if level % 2 else "ltr"
    its_face = face(font)
    hb.shape(its_face.font, buffer)
    scale = 1000 / its_face.units
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    said = _said(
        text,
        [(info.cluster, pos.x_advance) for info, pos in zip(infos, positions, strict=True)],
        rtl=level % 2 == 1,
    )
    glyphs = tuple(
        Glyph(
            info.codepoint, part, pos.x_advance * scale, pos.x_offset * scale, pos.y_offset * scale
        )
        for info, pos, part in zip(infos, positions, said, strict=True)
    )
    return Run(text, font, level, glyphs, sum(glyph.advance for glyph in glyphs), swollen)


def _said(text: str, placed: list[tuple[int, int]], *, rtl: bool) -> list[str]:
    """The characters for which each glyph stands.

    A cluster's characters are spread over its glyphs that take room, so that a reader of the PDF
    finds neither a gap nor a letter twice; marks say nothing of their own.

    Args:
        text: The whole run.
        placed: Cluster and advance of every glyph, from left to right.
        rtl: Whether the first character is the rightmost glyph.
    """
    starts = sorted({cluster for cluster, _advance in placed})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    said = [""] * len(placed)
    for start in starts:
        members = [place for place, (cluster, _advance) in enumerate(placed) if cluster == start]
        if rtl:
            members.reverse()
        speakers = [place for place in members if placed[place][1]] or members[:1]
        chars = text[start : ends[start]]
        for number, place in enumerate(speakers[: len(chars)]):
            last = number + 1 == min(len(speakers), len(chars))
            said[place] = chars[number:] if last else chars[number]
    return said
