"""Which file belongs to which film, by id, tracking number or title. Pure: names in, matches out.

A match is certain: an id or a tracking number stands in the name as a word of its own, or the name
is the title. Whatever else points to a film (a title inside a longer name, one letter's difference,
two films or two files that fit) is a question for a person, and nothing is guessed.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Literal, NamedTuple

Role = Literal["film", "trailer", "appendix", "poster", "build"]

ROLES: Mapping[str, Role] = {
    **dict.fromkeys((".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi"), "film"),
    **dict.fromkeys((".ts", ".m2ts", ".mpg", ".mpeg", ".vob", ".ogv", ".ogg"), "film"),
    **dict.fromkeys((".wmv", ".asf"), "film"),
    ".pdf": "appendix",
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".webp"), "poster"),
    ".zip": "build",
}
"""Suffix of a file, in lower case → what it is for."""
TRAILER_WORDS = frozenset({"trailer", "teaser"})
CANDIDATES_LIMIT = 5
"""The most films that one question names."""

_FREE_MARKS = ("LATIN", "ARABIC", "HEBREW")
"""Scripts whose marks people leave out; in others (Devanagari, Thai) they are vowels."""
_SHORTEST_KEY = 4
"""Letters and digits a key must have to count inside a longer name: `12` may be anything."""
_SHORTEST_TYPO = 5
"""Letters a title must have for one letter's difference to mean anything."""
_WIDE = 0x2E80
"""From here on stand the scripts that write without spaces between words."""

Words = tuple[str, ...]


class Named(NamedTuple):
    """How a film can be recognised.

    Attributes:
        film: Its id.
        keys: Tracking number, submission id, the file name given at submission.
        titles: In every language there is.
        several: Whether it has several runs, so that several files may be its film.
    """

    film: str
    keys: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    several: bool = False


class Match(NamedTuple):
    """A file that certainly belongs to a film; `by` says what told it."""

    path: str
    film: str
    role: Role
    by: Literal["id", "key", "title"]


class Question(NamedTuple):
    """A file for which a person must say the film, if any.

    Attributes:
        path: The file.
        films: The films it may belong to, the likeliest first.
        why: `contains` a title; `typo` in a title; `films`: several fit; `contradiction`: number
            and title name different films; `files`: several files fit one film.
    """

    path: str
    films: tuple[str, ...]
    role: Role
    why: Literal["contains", "typo", "films", "contradiction", "files"]


class Matching(NamedTuple):
    """What became of every file.

    Attributes:
        matches: The certain ones, by path.
        questions: The unsure ones, by path.
        unknown: Files in which nothing points to a film, by path.
        without: Films that no certain match of role `film` or `build` names, in the order given.
    """

    matches: tuple[Match, ...]
    questions: tuple[Question, ...]
    unknown: tuple[str, ...]
    without: tuple[str, ...]


def words(text: str) -> Words:
    """A text as comparable words of any script.

    Compatibility forms and case are folded, accents and points that people leave out are dropped,
    apostrophes join, everything else that is no letter or digit parts; where a script without
    spaces meets another there is a parting too.
    """
    letters: list[str] = []
    base = ""
    for char in unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold()):
        kind = unicodedata.category(char)
        if kind[0] == "M":
            if not unicodedata.name(base or char, "").startswith(_FREE_MARKS):
                letters.append(char)
        elif kind[0] in "LN":
            if base and (ord(base) >= _WIDE) != (ord(char) >= _WIDE):
                letters.append(" ")
            letters.append(char)
            base = char
        elif kind != "Cf" and char not in "'’ʼ`":
            letters.append(" ")
            base = ""
    return tuple(unicodedata.normalize("NFC", "".join(letters)).split())


def role_of(path: str) -> Role | None:
    """What a file is for by its name; None if it is nothing that a film consists of."""
    place = PurePosixPath(path)
    role = ROLES.get(place.suffix.casefold())
    if role == "film" and TRAILER_WORDS.intersection(words(place.stem)):
        return "trailer"
    return role


def match(films: Sequence[Named], paths: Iterable[str]) -> Matching:
    """Match files to films.

    Args:
        films: All films of the edition.
        paths: Files relative to the folder that is looked through, with `/`; a folder that is one
            thing (a build) ends with `/`.
    """
    index = _Index(films)
    found: list[Match | Question] = []
    unknown: list[str] = []
    for path in sorted(paths):
        role = "build" if path.endswith("/") else role_of(path)
        answer = role and index.look_up(path, role)
        if answer:
            found.append(answer)
        else:
            unknown.append(path)
    found = list(_one_file_each(found, {film.film for film in films if film.several}))
    matches = tuple(one for one in found if isinstance(one, Match))
    have = {one.film for one in matches if one.role in {"film", "build"}}
    return Matching(
        matches,
        tuple(one for one in found if isinstance(one, Question)),
        tuple(unknown),
        tuple(film.film for film in films if film.film not in have),
    )


def _one_file_each(
    found: Sequence[Match | Question], several: set[str]
) -> Iterator[Match | Question]:
    """Turn matches into questions where more than one file would be the same thing of a film."""
    files: defaultdict[tuple[str, Role], int] = defaultdict(int)
    for one in found:
        if isinstance(one, Match):
            files[one.film, one.role] += 1
    for one in found:
        if (
            isinstance(one, Match)
            and files[one.film, one.role] > 1
            and not (one.role == "film" and one.film in several)
        ):
            yield Question(one.path, (one.film,), one.role, "files")
        else:
            yield one


class _Index:
    """Films by everything that can stand in a file's name."""

    def __init__(self, films: Sequence[Named]) -> None:
        self._by_key: defaultdict[Words, dict[str, Literal["id", "key"]]] = defaultdict(dict)
        self._by_title: defaultdict[Words, list[str]] = defaultdict(list)
        self._by_typo: defaultdict[str, list[str]] = defaultdict(list)
        for film in films:
            self._by_key[words(film.film)][film.film] = "id"
            for key in filter(None, map(words, film.keys)):
                self._by_key[key].setdefault(film.film, "key")
            for title in dict.fromkeys(filter(None, map(words, film.titles))):
                self._by_title[title].append(film.film)
                for form in _one_letter_less("".join(title)):
                    self._by_typo[form].append(film.film)
        self._longest = max(map(len, [*self._by_key, *self._by_title]), default=0)

    def look_up(self, path: str, role: Role) -> Match | Question | None:
        """The film of one file, a question, or None."""
        place = PurePosixPath(path)
        stem = words(place.name if path.endswith("/") else place.stem)
        keyed = self._keyed(stem, words(place.name)) or self._keyed_by_folder(place)
        inside = _few(self._inside(stem))
        if len(keyed) > 1:
            return Question(path, _few(keyed), role, "films")
        for film, by in keyed.items():
            if inside and film not in inside:
                return Question(path, _few([film, *inside]), role, "contradiction")
            return Match(path, film, role, by)
        return self._titled(path, role, stem, inside)

    def _titled(
        self, path: str, role: Role, stem: Words, inside: tuple[str, ...]
    ) -> Match | Question | None:
        """The film whose title the name is, or what its words make one ask."""
        title = tuple(word for word in stem if word not in TRAILER_WORDS) or stem
        exact = self._by_title.get(title, [])
        if len(exact) == 1:
            return Match(path, exact[0], role, "title")
        if exact:
            return Question(path, _few(exact), role, "films")
        if inside:
            return Question(path, inside, role, "contains")
        close = self._nearly("".join(title))
        return Question(path, close, role, "typo") if close else None

    def _keyed(self, *names: Words) -> dict[str, Literal["id", "key"]]:
        """Films whose id or key stands in a name as words of its own."""
        found: dict[str, Literal["id", "key"]] = {}
        for name in names:
            for run in _runs(name, self._longest):
                if run != name and sum(map(len, run)) < _SHORTEST_KEY:
                    continue
                for film, by in self._by_key.get(run, {}).items():
                    found.setdefault(film, by)
        return found

    def _keyed_by_folder(self, place: PurePosixPath) -> dict[str, Literal["id", "key"]]:
        """The same for the folders that the file lies in, the nearest first."""
        for folder in place.parents:
            found = self._keyed(words(folder.name))
            if found:
                return found
        return {}

    def _inside(self, stem: Words) -> Iterator[str]:
        """Films whose title stands in the name, the longest title first."""
        for run in _runs(stem, self._longest):
            yield from self._by_title.get(run, ())

    def _nearly(self, title: str) -> tuple[str, ...]:
        """Films whose title has one letter more, less or other."""
        forms = sorted(_one_letter_less(title))
        return _few(film for form in forms for film in self._by_typo.get(form, ()))


def _runs(name: Words, longest: int) -> Iterator[Words]:
    """All runs of neighbouring words, the longest first."""
    for length in range(min(len(name), longest), 0, -1):
        for start in range(len(name) - length + 1):
            yield name[start : start + length]


def _one_letter_less(title: str) -> set[str]:
    """A title and all its forms with a letter left out; nothing of short ones.

    Two titles share a form exactly if one letter more, less or other makes one of the other, or
    two letters were struck in each other's place nearby.
    """
    if len(title) < _SHORTEST_TYPO:
        return set()
    return {title} | {title[:place] + title[place + 1 :] for place in range(len(title))}


def _few(films: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(films))[:CANDIDATES_LIMIT]
