"""Declared conflicts: which films a juror means who names a film or somebody who made it.

Names are compared word by word, never by letters inside of words: "Li" is in "Li Wei" and not in
"Olivia". A word that may mean more films bars more: a juror can be given another film, a judgement
cannot be taken back.
"""

import re
import unicodedata

from jury_app.desks.catalogue import Catalogue

_MAKERS = ("directors", "studio", "cast")
_BETWEEN_NAMES = re.compile(r"[,;/&|\n、，；／＆]|\band\b|\bund\b|\bet\b")


class Conflicts:
    """Finds the films that declared conflicts mean; made once for many jurors.

    Args:
        known: The edition's films.
    """

    def __init__(self, known: Catalogue) -> None:
        self._known = known
        self._meant: dict[str, frozenset[str]] = {}
        self._makers: dict[str, list[tuple[frozenset[str], str]]] = {}
        for film, values in known.films.items():
            for name in (n for maker in _MAKERS for n in names(str(values.get(maker, "")))):
                words = _words(name)
                for word in words:
                    self._makers.setdefault(word, []).append((words, film))

    def films(self, text: str) -> frozenset[str]:
        """Films of this title, number or id; or else those that somebody of this name made."""
        if text not in self._meant:
            exact = self._known.named(text)
            self._meant[text] = frozenset(exact) if exact else self._made_by(_words(text))
        return self._meant[text]

    @property
    def unmatched(self) -> list[str]:
        """What was asked for and names no film or maker here, in order."""
        return [text for text, films in self._meant.items() if not films]

    def _made_by(self, wanted: frozenset[str]) -> frozenset[str]:
        if not wanted:
            return frozenset()
        among = min((self._makers.get(word, []) for word in wanted), key=len)
        return frozenset(film for words, film in among if wanted <= words)


def names(text: str) -> tuple[str, ...]:
    """The names in a text that lists several: `Ada Lau, Bo Chan and Kim Min-jun`."""
    folded = unicodedata.normalize("NFKC", text)
    return tuple(filter(None, (each.strip() for each in _BETWEEN_NAMES.split(folded))))


def _words(text: str) -> frozenset[str]:
    """Words without case, accents or punctuation: of `Lau, Ada-Maria` ada, lau, maria."""
    spread = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(char for char in spread if not unicodedata.combining(char))
    return frozenset(re.findall(r"\w+", unicodedata.normalize("NFKC", bare)))
