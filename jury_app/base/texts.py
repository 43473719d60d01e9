"""Texts: gettext for every room, and the one gate that makes foreign text harmless in a line.

Literals stand inside the call, `.format()` after it: `_("{n} films").format(n=n)`.
"""

import gettext
import unicodedata
from collections.abc import Iterable
from contextvars import ContextVar
from functools import cache

from jury_app.base import places

LANGUAGES = {"en": ("en",), "zh_Hant": ("zh", "yue")}
"""The languages of the program → how tags that ask for them begin, in small letters.

Whoever reads Simplified Chinese reads the other script sooner than another language.
"""
_language: ContextVar[str] = ContextVar("language", default="en")


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    file = places.resource("locales", language, "LC_MESSAGES", "jury_app.mo")
    try:
        with file.open("rb") as content:
            return gettext.GNUTranslations(content)
    except OSError:  # the texts themselves are English
        return gettext.NullTranslations()


def use_language(language: str) -> None:
    """Show texts in the language nearest to a tag from now on, in this context.

    Args:
        language: A BCP 47 tag (`zh-Hant-HK`) or a POSIX locale (`zh_TW.UTF-8`); one that no
            catalogue answers to, be it malformed, gives English.
    """
    _language.set(_nearest(language))


def _nearest(tag: str) -> str:
    asked = tag.replace("-", "_").partition(".")[0].casefold() + "_"
    for known, beginnings in LANGUAGES.items():
        if any(asked.startswith(f"{beginning}_") for beginning in beginnings):
            return known
    return "en"


def language() -> str:
    """The language in which texts are shown, as a BCP 47 tag (`en`, `zh-Hant`)."""
    return _language.get().replace("_", "-")


def N_(message: str) -> str:  # noqa: N802  gettext's own name for "marked, not translated yet"
    """Mark a message id for the catalogue; it is translated where it is shown."""
    return message


def translate(message: str) -> str:
    """The text of a message id in the language in use."""
    return _catalogue(_language.get()).gettext(message)


_ = translate


def ngettext(one: str, many: str, n: int) -> str:
    """The text for `n` things in the language in use."""
    return _catalogue(_language.get()).ngettext(one, many, n)


def series(items: Iterable[object]) -> str:
    """Things in a row, `a, b, c` or 「a、b、c」; empty ones are left out."""
    # Translators: how two things of a list are joined; {more} may be a list itself.
    return _joined(_("{first}, {more}"), items)


def clauses(parts: Iterable[object]) -> str:
    """Half sentences in a row, `a; b` or 「a；b」; empty ones are left out."""
    # Translators: how two half sentences are joined, each of which may hold commas.
    return _joined(_("{first}; {more}"), parts)


def _joined(pattern: str, parts: Iterable[object]) -> str:
    joint = pattern.format(first="", more="")
    return joint.join(filter(None, map(str, parts)))


def sentences(parts: Iterable[object]) -> str:
    """Whole sentences or words in a row; a full-width mark brings its own space (「。」)."""
    said = ""
    for part in filter(None, map(str, parts)):
        space = " " if said and unicodedata.east_asian_width(said[-1]) not in "WF" else ""
        said += space + part
    return said


def headed(head: object, text: object) -> str:
    """What is said of something, after its name: `head: text` or 「head：text」."""
    # Translators: a name and what is said of it.
    return _("{head}: {text}").format(head=head, text=text)


def noted(text: object, note: object) -> str:
    """A text and a remark on it: `text (note)` or 「text（note）」; without one, the text alone."""
    # Translators: a text and a remark on it.
    return _("{text} ({note})").format(text=text, note=note) if note else str(text)


def storable(text: str) -> str:
    """`text` without what cannot stand in a document: NUL and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")


# Bidirectional overrides and isolates, zero-width characters, byte-order mark, soft hyphen.
_INVISIBLE = frozenset("\u061c\u200b\u200e\u200f\u2060\ufeff\u00ad") | {
    chr(point) for point in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
}


def plain(text: str) -> str:
    r"""Foreign text as one harmless line: control and invisible characters escaped as `\u….`.

    Joiners that scripts need (U+200C, U+200D) stay.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        f"\\u{ord(char):04x}"
        if char in _INVISIBLE or unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"}
        else char
        for char in text
    )


def plain_lines(text: str) -> str:
    """Foreign text of several lines, each harmless as `plain` makes it."""
    return "\n".join(map(plain, text.splitlines()))
