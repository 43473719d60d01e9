"""Rest for the garbage collector while very many objects are made that live on without cycles."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Let the collector rest inside; objects without cycles are freed as ever.

    Ten thousand documents that stay make it look through all of them again and again: a seventh of
    what receiving them takes. Of several such passes at once the first to end wakes it.
    """
    was_awake = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_awake:
            gc.enable()
