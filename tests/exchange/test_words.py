import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jury_app.base.errors import Refusal
from jury_app.exchange import words


def test_the_list_is_effs_large_one() -> None:
    listed = words.word_list()
    assert len(set(listed)) == len(listed) == 7776
    assert (listed[0], listed[7775]) == ("abacus", "zoom")


def test_a_fingerprint_is_six_words_and_stays_the_same() -> None:
    digest = hashlib.sha256(b"jury-app/words/v1" + bytes(32)).digest()
    number = int.from_bytes(digest) % 7776**6
    expected = [words.word_list()[number // 7776**place % 7776] for place in (5, 4, 3, 2, 1, 0)]
    assert words.fingerprint("0" * 64).split() == expected


def test_fingerprints_differ() -> None:
    assert words.fingerprint("0" * 64) != words.fingerprint("0" * 63 + "1")


@given(st.integers(0, 7776**10 - 1))
def test_words_come_back_as_their_number(number: int) -> None:
    typed = " ".join(words.from_number(number, 10)).upper()
    assert words.to_number(typed, 10) == number


def test_a_word_that_is_not_in_the_list_is_named() -> None:
    with pytest.raises(Refusal, match="abakus"):
        words.to_number("abakus " * 10, 10)
    with pytest.raises(Refusal, match="9 words"):
        words.to_number("abacus " * 9, 10)
