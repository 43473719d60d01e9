"""Loudspeakers: whether this machine can make a sound at all.

Where it cannot, libvlc tries ALSA again with every piece of a film and writes some hundred lines a
second into the terminal.
"""

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

_CARDS = Path("/proc/asound/cards")
_CARD = re.compile(r"^ *\d+ \[", re.MULTILINE)
_SERVERS = ("PULSE_SERVER", "PIPEWIRE_REMOTE")
"""Variables that name a sound server, maybe on another machine."""
_SOCKETS = ("pulse/native", "pipewire-0")
"""Where sound servers of this session listen, in its folder."""


def are_here(environment: Mapping[str, str] = os.environ, cards: Path = _CARDS) -> bool:
    """Whether there is a sound card or a sound server; True where that cannot be known.

    Args:
        environment: The variables of this process.
        cards: The table of sound cards (Linux).
    """
    if not sys.platform.startswith("linux"):
        return True
    if any(environment.get(name) for name in _SERVERS):
        return True
    folder = environment.get("XDG_RUNTIME_DIR")
    if folder and any(Path(folder, socket).exists() for socket in _SOCKETS):
        return True
    try:
        return _CARD.search(cards.read_text("utf-8", "replace")) is not None
    except OSError:  # the kernel knows of no sound
        return False
