"""The shipped fonts, and which of them draws a character.

Chinese, Japanese and Korean share code points that each writes in its own way, so these four fonts
are chosen for a whole text, from its own letters first and its language second.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import uharfbuzz as hb

from jury_app.base import places
from jury_app.base.errors import Problem
from jury_app.base.texts import N_

_FOLDER = places.resource("fonts")
_BASE = "NotoSans"  # Latin, Cyrillic, Greek, Devanagari
_SCRIPTS = ("NotoSansArabic", "NotoSansHebrew", "NotoSansThai")
_HAN = {"zh-hant": "NotoSansTC", "zh-hans": "NotoSansSC", "ja": "NotoSansJP", "ko": "NotoSansKR"}
_STANDARDS = {"ja": "shift_jis", "ko": "euc_kr"}
_ONE_WEIGHT = frozenset({"NotoSansSC", "NotoSansJP", "NotoSansKR"})


class Face:
    """One font file: its glyphs, its coverage, its measures in thousandths of an em.

    Attributes:
        name: The file's name without its end; unique among the shipped fonts.
    """

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise Problem(N_("This font is missing; install Jury App again."), place=str(path))
        self.name = path.stem
        self.face = hb.Face(hb.Blob.from_file_path(str(path)))
        self.font = hb.Font(self.face)
        self.units: int = self.face.upem
        self._covered: frozenset[int] = frozenset(self.face.unicodes)
        self._widths: dict[int, float] = {}
        extents = self.font.get_font_extents("ltr")
        self.ascent = round(extents.ascender * 1000 / self.units)
        self.descent = round(extents.descender * 1000 / self.units)

    def covers(self, char: str) -> bool:
        """Whether the font has a glyph for `char`."""
        return ord(char) in self._covered

    def width(self, glyph: int) -> float:
        """The glyph's own width in thousandths of an em, as a PDF declares it."""
        found = self._widths.get(glyph)
        if found is None:
            advance = float(self.font.get_glyph_h_advance(glyph))
            found = self._widths[glyph] = round(advance * 1000 / self.units, 2)
        return found


@cache
def face(name: str) -> Face:
    """The shipped font `name` (e.g. `NotoSans-Bold`), read once.

    Raises:
        Problem: The file is missing.
    """
    return Face(_FOLDER / f"{name}.ttf")


def _weighted(family: str, *, bold: bool) -> str:
    heavy = bold and family not in _ONE_WEIGHT
    return f"{family}-{'Bold' if heavy else 'Regular'}"


def _is_kana(char: str) -> bool:
    return (
        "\u3041" <= char <= "\u30ff" or "\u31f0" <= char <= "\u31ff" or "\uff66" <= char <= "\uff9f"
    )


def _is_hangul(char: str) -> bool:
    return (
        "\uac00" <= char <= "\ud7a3" or "\u1100" <= char <= "\u11ff" or "\u3130" <= char <= "\u318f"
    )


def _encodes(text: str, codec: str) -> bool:
    try:
        text.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def han_language(text: str, language: str) -> str:
    """In whose way Chinese characters of `text` are drawn: `zh-hant`, `zh-hans`, `ja` or `ko`.

    Kana make a text Japanese, Hangul make it Korean. Then `language` (a BCP 47 tag) decides for
    Japanese and Korean if their standards know all characters; then characters that only one of
    the old Chinese standards knows (Big5, GB 2312) decide which Chinese, then `language`, and
    Traditional Chinese where it says nothing.
    """
    if any(map(_is_kana, text)):
        return "ja"
    if any(map(_is_hangul, text)):
        return "ko"
    han = "".join(char for char in text if "\u3400" <= char <= "\u9fff")
    tag = language.lower()
    standard = _STANDARDS.get(tag[:2])
    if standard is not None and _encodes(han, standard):
        return tag[:2]
    traditional, simplified = _encodes(han, "big5"), _encodes(han, "gb2312")
    if traditional != simplified:
        return "zh-hant" if traditional else "zh-hans"
    return "zh-hans" if tag.startswith(("zh-hans", "zh-cn", "zh-sg")) else "zh-hant"


@cache
def chain(language: str, *, bold: bool) -> tuple[str, ...]:
    """Names of the fonts in the order in which they are asked for a character.

    Args:
        language: What `han_language` answered.
        bold: Whether a bold weight is wanted; of the East Asian fonts, only the Traditional Chinese
            one has it.
    """
    first = _HAN[language]
    others = [family for family in _HAN.values() if family != first]
    families = (_BASE, *_SCRIPTS, first, *others)
    return tuple(_weighted(family, bold=bold) for family in families)


def has_han(char: str) -> bool:
    """Whether `char` is an East Asian character or its punctuation, drawn by those fonts."""
    return "\u2e80" <= char <= "\ufaff" or "\ufe30" <= char <= "\uffee" or char >= "\U00020000"


@cache
def font_for(char: str, language: str, *, bold: bool) -> str | None:
    """The name of the font that draws `char`; None if none of the shipped ones can."""
    names: Iterator[str] = iter(chain(language, bold=bold))
    return next((name for name in names if face(name).covers(char)), None)
