"""Random 128-bit ids, and the source of randomness that tests can replace."""

import secrets
from collections.abc import Callable

Random = Callable[[int], bytes]
ID_LENGTH = 32
"""Hexadecimal digits of an id."""


def new_id(random: Random = secrets.token_bytes) -> str:
    """A fresh random id: 32 lower-case hexadecimal digits."""
    return random(16).hex()


def is_id(text: str) -> bool:
    """Whether `text` has the form of an id."""
    return len(text) == ID_LENGTH and all(char in "0123456789abcdef" for char in text)
