"""Whether a window can open here: without a display Qt would end the process by force."""

import os
import sys

_NAMES = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def display() -> str:
    """What windows would open on; empty where none can."""
    if sys.platform in {"win32", "darwin"}:
        return sys.platform
    return next((found for name in _NAMES if (found := os.environ.get(name))), "")
