"""Fingerprints as six words that people compare by another route than the invitation took.

Words come from the EFF's large list (7,776 words, CC-BY 3.0, `resources/words`): six of them hold
77 bits.
"""

import hashlib
from functools import cache

from jury_app.base import places
from jury_app.base.errors import Refusal
from jury_app.base.texts import N_

COUNT = 6
LIST_LENGTH = 7776


@cache
def word_list() -> tuple[str, ...]:
    """The 7,776 words in the list's own order."""
    path = places.resource("words", "eff_large_wordlist.txt")
    lines = path.read_text(encoding="ascii").splitlines()
    return tuple(line.split("\t")[1] for line in lines)


def fingerprint(identity: str) -> str:
    """Six words for an edition's id or a device's key.

    The SHA-256 of "jury-app/words/v1" and the 32 bytes, as one big-endian number, modulo 7776⁶;
    its six digits to the base 7776, highest first, are the words' places in the list from 0.

    Args:
        identity: 64 hexadecimal digits.
    """
    digest = hashlib.sha256(b"jury-app/words/v1" + bytes.fromhex(identity)).digest()
    return " ".join(from_number(int.from_bytes(digest) % LIST_LENGTH**COUNT, COUNT))


def from_number(number: int, count: int) -> list[str]:
    """The `count` digits of a number to the base 7776, highest first, as words."""
    words = word_list()
    digits = []
    for _ in range(count):
        number, digit = divmod(number, LIST_LENGTH)
        digits.append(words[digit])
    return digits[::-1]


def to_number(text: str, count: int) -> int:
    """The number that `from_number` wrote, from words in any case with spaces or dots between.

    Raises:
        Refusal: Not `count` words, or one that is not in the list.
    """
    typed = text.lower().replace(".", " ").replace(",", " ").split()
    if len(typed) != count:
        raise Refusal(
            N_("These are {found} words, and {count} are needed."), found=len(typed), count=count
        )
    index = {word: place for place, word in enumerate(word_list())}
    number = 0
    for word in typed:
        if word not in index:
            raise Refusal(N_("“{word}” is not in the list of words; check its letters."), word=word)
        number = number * LIST_LENGTH + index[word]
    return number
