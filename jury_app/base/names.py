"""Names of files and folders: readable, unique in their folder, and allowed on every system."""

import unicodedata
from collections.abc import Iterable
from itertools import count
from pathlib import Path

_LENGTH = 80
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in range(10)}
)
_ROMAN = """
а:a б:b в:v г:g д:d е:e ё:e ж:zh з:z и:i й:i к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts
ч:ch ш:sh щ:shch ъ: ы:y ь: э:e ю:yu я:ya і:i ї:i є:ye ґ:g ў:u
α:a β:v γ:g δ:d ε:e ζ:z η:i θ:th ι:i κ:k λ:l μ:m ν:n ξ:x ο:o π:p ρ:r σ:s ς:s τ:t υ:y φ:f χ:ch ψ:ps
ω:o ß:ss æ:ae ø:o œ:oe ł:l đ:d þ:th ð:d ı:i
"""
_LETTERS: dict[str, str] = {pair[0]: pair[2:] for pair in _ROMAN.split()}
_NAMED = ("HANGUL SYLLABLE ", "HIRAGANA LETTER ", "KATAKANA LETTER ")


def _latin(char: str) -> str:
    """A letter in ASCII: by table, or by its Unicode name where that is how it sounds."""
    if char.isascii():
        return char
    if char.lower() in _LETTERS:
        letter = _LETTERS[char.lower()]
        return letter.capitalize() if char.isupper() else letter
    name = unicodedata.name(char, "")
    for start in _NAMED:
        if name.startswith(start):
            return name.removeprefix(start).removeprefix("SMALL ").lower()
    bare = unicodedata.normalize("NFKD", char)
    kept = "".join(part for part in bare if part.isascii())
    if kept:
        return kept
    base = bare[0].lower()
    return _LETTERS.get(base, " ")


def slug(text: str) -> str:
    """`text` as lower-case ASCII words joined by hyphens; empty if nothing is left of it.

    Latin letters lose their accents; Cyrillic, Greek, kana and Hangul are romanised letter by
    letter; other scripts are left out, so a name needs something else besides a title.
    """
    return _words(text).lower()


def person_name(name: str) -> str:
    """A person's name in ASCII, capitals kept; its code points where nothing else is left of it."""
    return _allowed(_words(name) or "-".join(f"{ord(char):04x}" for char in name[:6]))


def _words(text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    ascii_text = "".join(map(_latin, composed))
    words = "".join(char if char.isalnum() else " " for char in ascii_text).split()
    return "-".join(words)[:_LENGTH].strip("-")


def _allowed(stem: str) -> str:
    """A stem that Windows does not keep for its own devices."""
    return f"{stem}-1" if stem.lower() in _RESERVED else stem


def file_name(parts: Iterable[str], end: str, taken: set[str]) -> str:
    """A name made of `parts`, ending in `end`, that is not in `taken`; it is added there.

    Args:
        parts: Foreign text, most telling first; what has no ASCII form is left out.
        end: With its dot, e.g. `.pdf`.
        taken: Names that the folder holds already, in lower case.
    """
    stem = "_".join(filter(None, map(slug, parts)))[:_LENGTH].strip("-_") or "untitled"
    stem = _allowed(stem)
    name, number = stem + end, 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}{end}"
    taken.add(name)
    return name


def free_path(folder: Path, stem: str, end: str = "") -> Path:
    """A path in `folder` where nothing lies yet: `stem`, or `stem-2`, `stem-3` and so on.

    Args:
        folder: It need not exist.
        stem: A name that every system allows.
        end: With its dot, e.g. `.jury`; empty for a folder.
    """
    names = (f"{stem}{'' if number == 1 else f'-{number}'}{end}" for number in count(1))
    return next(folder / name for name in names if not (folder / name).exists())
