"""Memory: how much of it a window that shows many films keeps for itself."""

import ctypes
import sys

_ARENA_MAX, _FEW = -8, 2


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
