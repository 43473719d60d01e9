"""A window that plays films, as a process of its own, for `test_player.py`.

`first-frame CLIP TURNS` prints two lists of seconds: from the choice of a film to its first picture
on the screen, in a bare libvlc window and in the player with its timeline, transport and marquee.
`memory COUNT CLIP…` opens so many films one after another and prints the resident bytes after each.
"""

import json
import sys
import tempfile
import time
from pathlib import Path

import vlc
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from jury_app.screening.fingerprint import of
from jury_app.ui.juror.commands import COMMANDS
from jury_app.ui.kit.jobs import Jobs
from jury_app.ui.kit.keys import Keymap
from jury_app.ui.kit.preferences import Preferences
from jury_app.ui.kit.theme import Theme
from jury_app.ui.player.film import FilmView
from jury_app.ui.player.marquee import Marquee
from jury_app.ui.player.player import Player
from jury_app.ui.player.stills import Stills
from jury_app.ui.player.timeline import Timeline
from jury_app.ui.player.transport import Transport

SILENT = "--aout=dummy"
SIZE = (854, 640)


def run(seconds: float) -> None:
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


class Bare:
    """The least that plays a film into a window."""

    def __init__(self) -> None:
        self.view = QWidget()
        self.view.resize(*SIZE)
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Window, QColor("black"))
        self.view.setPalette(palette)
        self.view.show()
        self._libvlc = vlc.Instance("--quiet", SILENT)
        self._player = self._libvlc.media_player_new()
        self._player.set_xwindow(int(self.view.winId()))

    def open(self, film: Path) -> None:
        self._player.set_media(self._libvlc.media_new_path(str(film)))
        self._player.play()

    def leave(self) -> None:
        self._player.stop()

    def close(self) -> None:
        """End it: a film that still runs when the process exits draws with OpenGL while the
        library's own exit handler takes the pool of its threads away, and the process dies."""
        self._player.stop()
        self._player.release()
        self._libvlc.release()


class Ours:
    """The player as a room composes it."""

    def __init__(self, keys: Keymap) -> None:
        window = self.window = QWidget()
        window.resize(*SIZE)
        box = QVBoxLayout(window)
        self.view = FilmView()
        self.player = Player(self.view, options=(SILENT,))
        self.timeline = Timeline()
        for each in (self.view, self.timeline, Transport(self.player, keys)):
            box.addWidget(each)
        Marquee(self.player).set_text("Chen Ying-ju · 2026-11-21")
        self.player.moved.connect(self.timeline.set_position)
        self.player.length.connect(self.timeline.set_length)
        self.player.seen_changed.connect(self.timeline.set_seen)
        self.open, self.leave = self.player.open, self.player.leave
        self.close = self.player.close
        window.show()


def seconds_to_first_picture(what: Bare | Ours, film: Path) -> float:
    view = what.view
    window, screen = int(view.winId()), view.screen()
    place = (view.width() // 2, view.height() // 2, 1, 1)

    def is_dark() -> bool:
        return screen.grabWindow(window, *place).toImage().pixelColor(0, 0).value() < 60

    what.leave()
    run(0.3)
    view.repaint()
    run(0.1)
    assert is_dark()
    start = time.perf_counter()
    what.open(film)
    while is_dark():
        QApplication.processEvents()
        assert time.perf_counter() - start < 20
    return time.perf_counter() - start


def first_frame(keys: Keymap, film: Path, turns: int) -> list[list[float]]:
    both = [Bare(), Ours(keys)]
    both[0].view.move(0, 0)
    both[1].window.move(900, 0)
    run(0.5)
    times = [[seconds_to_first_picture(each, film) for each in both] for _ in range(turns + 1)]
    for each in both:
        each.close()
    return [list(column) for column in zip(*times[1:], strict=True)]


def memory(keys: Keymap, count: int, films: list[Path]) -> list[int]:
    ours, jobs = Ours(keys), Jobs()
    digests = [of(film).blake3 for film in films]
    found = []
    with tempfile.TemporaryDirectory() as folder:
        stills = Stills(jobs, cache=Path(folder))
        stills.came.connect(ours.timeline.set_stills)
        for number in range(count):
            at = number % len(films)
            ours.open(films[at])
            stills.ask(films[at], digests[at])
            wait = QEventLoop()
            stills.came.connect(wait.quit)
            QTimer.singleShot(20_000, wait.quit)
            wait.exec()
            stills.came.disconnect(wait.quit)
            run(0.5)
            resident = Path("/proc/self/statm").read_text().split()[1]
            found.append(int(resident) * 4096)
        jobs.close()
    ours.close()
    return found


def main() -> None:
    application = QApplication([])
    preferences = Preferences()
    theme = Theme(application, preferences)
    keys = Keymap(COMMANDS, preferences)
    match sys.argv[1:]:
        case ["first-frame", film, turns]:
            print(json.dumps(first_frame(keys, Path(film), int(turns))))
        case ["memory", count, *films]:
            print(json.dumps(memory(keys, int(count), [Path(film) for film in films])))
    theme.deleteLater()


if __name__ == "__main__":
    main()
