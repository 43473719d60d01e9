"""Memory: how much of it a window that shows many films keeps, and when it looks for garbage."""

import ctypes
import gc
import sys

_ARENA_MAX, _FEW = -8, 2
_MMAP_THRESHOLD, _LARGE = -3, 128 << 10
_NEW, _YOUNG, _OLD = 100_000, 5, 5
"""Objects made since the last look, and looks at each age until the next, before one is taken."""


def give_back() -> None:
    """Let the system have back what a film took once it is left (glibc: mallopt(3)).

    Large blocks, such as the pictures that a decoder fills, are pages of their own and go back when
    they are freed. But once the first one was, glibc cuts blocks of its size from where the small
    ones lie, and a small one that stays keeps all that was freed before it. So it is told what is
    large: a player held 530 MB after fifty films of 1920 × 1080, with this it holds 180.

    libvlc makes new threads for every film, and glibc takes the small blocks of each thread from a
    place of its own, of which none is given up. So all share a few: a window held 208 MB after 150
    films instead of 218. Counts only before threads are made.
    """
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
        if mallopt is not None:
            mallopt(_MMAP_THRESHOLD, _LARGE)
            mallopt(_ARENA_MAX, _FEW)


def look_rarely() -> None:
    """Let Python look for garbage in cycles less often than after every 700 new objects.

    Starting makes a hundred thousand objects that stay, and each look at them delays the window.
    """
    gc.set_threshold(_NEW, _YOUNG, _OLD)


def look_past() -> None:
    """Leave the modules that are loaded out of every later look: they stay until the end."""
    gc.freeze()
