"""Singletons: keeps None, True and False alive before Python 3.12, where they can be freed.

PySide6 6.12.0 returns them without counting the reference (its wheel is made for all Pythons from
3.10, but with the headers of one in which they never die): each call that returns nothing takes
one reference of None away, and after some ten thousand the interpreter aborts with “deallocating
None”. 6.11 counts them, but QtPdf without the web engine exists for 6.12 alone.
"""

import ctypes
import sys

_ENOUGH = sys.maxsize >> 2
"""References that no program takes away."""


def hold() -> None:
    """Give the singletons more references than can ever be taken; once is enough."""
    if sys.version_info >= (3, 12):
        return
    for singleton in (None, True, False, NotImplemented, Ellipsis):
        # The count is the first field of an object in every build but that for tracing references.
        count = ctypes.c_ssize_t.from_address(id(singleton))
        if count.value < _ENOUGH:
            count.value += _ENOUGH
