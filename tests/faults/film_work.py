"""A hasty juror at one film after another, as a process of its own: opens, seeks, steps, leaves.

Nothing waits for anything, as somebody who skips through a pack does not. The last line printed is
JSON: how often each thing was done.

    python -m tests.faults.film_work CYCLES SEED FILM…
"""

import faulthandler
import json
import random
import sys
from collections import Counter
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from jury_app.ui.juror.commands import COMMANDS
from jury_app.ui.kit.keys import Keymap
from jury_app.ui.kit.preferences import Preferences
from jury_app.ui.kit.theme import Theme
from tests.bench.playing import Ours

LONGEST = 0.25
"""Seconds between two acts at most; many come without any."""
LIFE = 60
"""Films after which the player itself is closed and made anew."""


class Hasty:
    """Acts at a player, drawn by dice."""

    def __init__(self, keys: Keymap, films: list[Path], seed: int) -> None:
        self._keys, self._films = keys, films
        self._dice = random.Random(seed)
        self._ours = Ours(keys)
        self.done: Counter[str] = Counter()

    def cycle(self) -> None:
        """One film."""
        dice, player = self._dice, self._ours.player
        at = dice.choice((0, 0, 500, 2_000, 60_000))
        player.open(dice.choice(self._films), at, paused=dice.random() < 0.3)
        self.done["open"] += 1
        for _ in range(dice.randrange(6)):
            self._rest()
            act = dice.choice(
                ("seek", "step", "toggle", "faster", "slower", "sound", "subtitle", "size", "leave")
            )
            getattr(self, f"_{act}")()
            self.done[act] += 1
        self._rest()
        if self.done["open"] % LIFE == 0:
            self.close()
            self._ours = Ours(self._keys)
            self.done["anew"] += 1

    def close(self) -> None:
        self._ours.close()
        self._ours.window.close()
        self._ours.window.deleteLater()

    def _rest(self) -> None:
        loop = QEventLoop()
        QTimer.singleShot(round(self._dice.choice((0, 0, LONGEST)) * 1000), loop.quit)
        loop.exec()

    def _seek(self) -> None:
        self._ours.player.seek(self._dice.randrange(4_000))

    def _step(self) -> None:
        self._ours.player.step(self._dice.choice((-1, 1, 5)))

    def _toggle(self) -> None:
        self._ours.player.toggle()

    def _faster(self) -> None:
        self._ours.player.faster()

    def _slower(self) -> None:
        self._ours.player.slower()

    def _sound(self) -> None:
        self._ours.player.sound.set_volume(self._dice.randrange(100))

    def _subtitle(self) -> None:
        tracks = self._ours.player.tracks.subtitles
        self._ours.player.choose_subtitle(self._dice.choice(tracks).id if tracks else -1)

    def _size(self) -> None:
        self._ours.window.resize(self._dice.randrange(400, 900), self._dice.randrange(300, 700))

    def _leave(self) -> None:
        self._ours.player.leave()


def main() -> None:
    faulthandler.enable()
    count, seed, *films = sys.argv[1:]
    application = QApplication([])
    preferences = Preferences()
    theme = Theme(application, preferences)
    hasty = Hasty(Keymap(COMMANDS, preferences), [Path(film) for film in films], int(seed))
    for _ in range(int(count)):
        hasty.cycle()
    hasty.close()
    theme.deleteLater()
    print(json.dumps(hasty.done))


if __name__ == "__main__":
    main()
