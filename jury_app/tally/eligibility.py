"""Who may judge what: the bars between a juror and a film, and the one question.

A bar is a fact (named, same studio, category, language). A shared family name is a question for the
office, because most families of that name are not one.
"""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

Bar = Literal["conflict", "studio", "category", "language"]
"""Why a juror may not judge a film."""


class FilmToJudge(Struct, frozen=True, kw_only=True):
    """A film that needs reviews.

    Attributes:
        film: Its id.
        minutes: What judging it takes.
        category: Its category.
        languages: A juror must know one of them; empty: anybody can.
        studios: Who made it; a juror affiliated with one of them may not judge it.
        people: Names of its makers, for the question about family names.
        title: What sentences about it call it; the id where there is none.
    """

    film: str
    minutes: int
    category: str = ""
    languages: tuple[str, ...] = ()
    studios: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    title: str = ""

    @property
    def shown(self) -> str:
        """What sentences call the film."""
        return self.title or self.film


class JurorToAssign(Struct, frozen=True, kw_only=True):
    """A juror.

    Attributes:
        juror: Their id.
        minutes: Minutes they have in all, what is assigned already included; None: not bounded.
        categories: Categories they judge; empty: all.
        languages: Languages they know; empty: not asked.
        affiliations: Studios and schools they belong to.
        conflicts: Ids of films that they named.
        name: For sentences about them and the question about family names; the id without.
    """

    juror: str
    minutes: int | None = None
    categories: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    affiliations: tuple[str, ...] = ()
    conflicts: frozenset[str] = frozenset()
    name: str = ""

    @property
    def shown(self) -> str:
        """What sentences call the juror."""
        return self.name or self.juror


def bar(film: FilmToJudge, juror: JurorToAssign) -> Bar | None:
    """Why this juror may not judge this film; None: they may."""
    if film.film in juror.conflicts:
        return "conflict"
    if _folded(film.studios) & _folded(juror.affiliations):
        return "studio"
    if juror.categories and film.category not in juror.categories:
        return "category"
    if film.languages and juror.languages:
        known = {language.split("-")[0] for language in _folded(juror.languages)}
        if not known & {language.split("-")[0] for language in _folded(film.languages)}:
            return "language"
    return None


def same_family_name(film: FilmToJudge, juror: JurorToAssign) -> bool:
    """Whether a maker may share the juror's family name; a question, never a bar.

    A family name is the last word, the first (Kim Min-ji), or what stands before a comma; two
    first words alone are more often given names. In Chinese, Japanese and Korean script without a
    space it is the first character.
    """
    first, last = _family(juror.name)
    for person in film.people:
        other_first, other_last = _family(person)
        if last and (last in {other_first, other_last} or first == other_last):
            return True
    return False


def _folded(texts: Sequence[str]) -> set[str]:
    return {" ".join(text.split()).casefold() for text in texts} - {""}


def _family(name: str) -> tuple[str, str]:
    """Two candidates for a family name: the first word and the last, case folded."""
    before, comma, _after = name.partition(",")
    words = (before if comma else name).casefold().split()
    if not words:
        return "", ""
    if len(words) == 1 and words[0][0] >= "\u2e80":  # CJK without a space
        return words[0][0], words[0][0]
    return words[0], words[-1]
