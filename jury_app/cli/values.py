"""Values of options: numbers with a message for people when they are none."""

import argparse
import re
from fractions import Fraction

from jury_app.base.errors import Refusal
from jury_app.base.texts import N_, _


def positive(text: str) -> int:
    """A whole number from 1.

    Raises:
        ArgumentTypeError: It is none.
    """
    if not re.fullmatch(r"[0-9]{1,9}", text) or not int(text):
        raise argparse.ArgumentTypeError(_("“{text}” is no whole number from 1").format(text=text))
    return int(text)


def count(text: str) -> int:
    """A whole number from 0.

    Raises:
        ArgumentTypeError: It is none.
    """
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise argparse.ArgumentTypeError(_("“{text}” is no whole number").format(text=text))
    return int(text)


def percent(text: str) -> int:
    """A whole number from 0 to 100; a sign `%` behind it is taken for what it is.

    Raises:
        ArgumentTypeError: It is none.
    """
    bare = text.removesuffix("%").rstrip()
    if not re.fullmatch(r"[0-9]{1,3}", bare) or int(bare) > 100:
        raise argparse.ArgumentTypeError(_("“{text}” is no percentage").format(text=text))
    return int(bare)


def real(text: str) -> float:
    """A number as Python reads it; whether it fits is for whoever takes it.

    Raises:
        ArgumentTypeError: It is none.
    """
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_("“{text}” is no number").format(text=text)) from None


def number(text: str) -> Fraction:
    """A number in decimals, exactly.

    Raises:
        ArgumentTypeError: It is none.
    """
    if not re.fullmatch(r"[+-]?[0-9]{1,9}(\.[0-9]{1,9})?", text):
        raise argparse.ArgumentTypeError(_("“{text}” is no number").format(text=text))
    return Fraction(text)


def key_value(text: str) -> tuple[str, str]:
    """The two sides of `KEY=VALUE`.

    Raises:
        Refusal: There is no `=`.
    """
    key, equals, value = text.partition("=")
    if not equals:
        raise Refusal(N_("“{text}” is not of the form KEY=VALUE."), text=text)
    return key, value
