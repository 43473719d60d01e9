"""Memory: how much of it a window that shows many films keeps, and when it looks for garbage."""

import ctypes
import gc
import sys

_ARENA_MAX, _FEW = -8, 2
_NEW, _YOUNG, _OLD = 100_000, 5, 5
"""Objects made since the last look, and looks at each age until the next, before one is taken."""


def share() -> None:
    """Let all threads take memory from a few common places (glibc: mallopt(3), M_ARENA_MAX).

    libvlc makes new threads for every film, and glibc keeps a place of memory for each that it
    never gives back: after forty films a window had grown by two fifths, with this by a tenth.
    Counts only before threads are made.
    """
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
        if mallopt is not None:
            mallopt(_ARENA_MAX, _FEW)


def look_rarely() -> None:
    """Let Python look for garbage in cycles less often than after every 700 new objects.

    Starting makes a hundred thousand objects that stay, and each look at them delays the window.
    """
    gc.set_threshold(_NEW, _YOUNG, _OLD)


def look_past() -> None:
    """Leave the modules that are loaded out of every later look: they stay until the end."""
    gc.freeze()
