"""The mistakes of a profile: all of them, each with its key, its line and what would be right."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from msgspec import Struct

from jury_app.base.errors import Refusal
from jury_app.base.texts import N_, _, plain, series
from jury_app.rules.positions import Path

MOST = 500
"""Mistakes that are told at once; a file with more is another kind of file."""


class Mistake(Struct, frozen=True):
    """One mistake.

    Attributes:
        key: The key as one would write it: `rounds.r1.min_reviews`.
        line: Its line, from 1; where a key is missing, the line of the table that lacks it.
        what: What is wrong, in the language in use.
        instead: What would be right.
        profile: The profile in whose file it stands (a profile may extend another).
    """

    key: str
    line: int
    what: str
    instead: str
    profile: str

    def __str__(self) -> str:
        return _("line {line}, {key}: {what} {instead}").format(
            line=self.line, key=plain(self.key), what=plain(self.what), instead=plain(self.instead)
        )


class _Listing:
    """Mistakes as lines; no `str`, so that an error keeps its line breaks."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        self._mistakes = mistakes

    def __str__(self) -> str:
        return "".join(f"\n- {mistake}" for mistake in self._mistakes)


class ProfileRefused(Refusal):
    """A profile with mistakes; the message lists them all, `mistakes` holds them."""

    def __init__(self, name: str, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__(
            N_("This profile cannot be used yet. Mistakes to mend: {count}{list}"),
            place=name,
            count=len(self.mistakes),
            list=_Listing(self.mistakes),
        )


class TooManyMistakes(Exception):  # noqa: N818  it ends the search and is caught where it began
    """As many mistakes were found as are told at once."""


class Findings:
    """Collects mistakes; knows which paths are broken, so that later checks do not echo them.

    Args:
        name: The profile.
        places: Where each path stands: the name of the profile and the line.
        tree: The values, to write `rounds.r1` where the path has a number.
    """

    def __init__(
        self, name: str, places: Mapping[Path, tuple[str, int]], tree: Mapping[str, object]
    ) -> None:
        self.name = name
        self.places = places
        self._tree = tree
        self._broken: set[Path] = set()
        self.mistakes: list[Mistake] = []

    def add(self, path: Path, what: str, instead: str, *, breaks: bool = True) -> None:
        """Note a mistake; `breaks` says that the value at `path` cannot be used.

        Raises:
            TooManyMistakes: The file is full of them.
        """
        profile, line = self.place(path)
        self.mistakes.append(Mistake(spell(path, self._tree), line, what, instead, profile))
        if breaks:
            self._broken.add(path)
        if len(self.mistakes) >= MOST:
            raise TooManyMistakes

    def place(self, path: Path) -> tuple[str, int]:
        """Profile and line of `path`, or of the nearest table around it."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.places:
                return self.places[path[:length]]
        return self.name, 1

    def spoil(self, path: Path) -> None:
        """Note that the value at `path` cannot be used, which another mistake tells already."""
        self._broken.add(path)

    def sound(self, *path: str | int) -> bool:
        """Whether nothing at or under `path` is broken."""
        return not any(broken[: len(path)] == path for broken in self._broken)


def spell(path: Path, tree: object) -> str:
    """`rounds.r1.min_reviews` for `("rounds", 0, "min_reviews")`: ids in place of numbers."""
    words: list[str] = []
    at: object = tree
    for step in path:
        at = _inside(at, step)
        name = str(step)
        if isinstance(step, int):
            named = isinstance(at, dict) and (at.get("id") or at.get("category"))
            name = named if isinstance(named, str) else f"[{step}]"
        words.append(name)
    return ".".join(words).replace(".[", "[")


def _inside(value: object, step: str | int) -> object:
    if isinstance(value, dict):
        return value.get(step)
    if isinstance(value, list | tuple) and isinstance(step, int) and step < len(value):
        return value[step]
    return None


def close(word: object, known: Iterable[str]) -> list[str]:
    """The known word that is nearest to `word`, if one is near."""
    return get_close_matches(str(word)[:100], sorted(known), n=1)


def nearest(word: object, known: Iterable[str]) -> str:
    """Advice for a word that is not known: the nearest known one, or all where none is near."""
    words = sorted(known)
    if found := close(word, words):
        return _("Did you mean “{word}”?").format(word=found[0])
    return _("Known here: {words}.").format(words=series(words) or "–")
