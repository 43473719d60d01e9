"""The marquee: the juror's name and the date as a quiet line that drifts over the film.

It deters and gives evidence where a screener leaks; it promises nothing more. libvlc draws it into
the picture, so it is there on every screen. With reduced motion it stands still.
"""

from typing import Any

from PySide6.QtCore import QObject, QTimer

from jury_app.base.texts import plain
from jury_app.ui.kit.theme import theme
from jury_app.ui.player.player import Player

_LONGEST = 120
_EVERY = 250
"""Milliseconds between two places: slow enough to cost nothing, near enough to drift."""
_CROSSING = 90_000
"""Milliseconds in which it crosses the picture once."""
_PLACES = (0.74, 0.12, 0.56, 0.3)
"""Heights at which it crosses, one after the other, as shares of the picture's height.

None is so low that controls over the film, which are opaque, would cut it.
"""
_LETTER, _SMALLEST = 30, 11
"""The picture is so many letters high; no letter has fewer pixels than the smallest."""
_WIDE = 0.55
"""A letter's width as a share of its height, more or less."""
_OPACITY, _WHITE = 120, 0xFFFFFF
_TOP_LEFT = 5


class Marquee(QObject):
    """A line over the films of a player; made after it, gone before it."""

    def __init__(self, player: Player) -> None:
        super().__init__(player)
        self._player = player
        self._text = ""
        self._passed = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self._drift)
        player.state.connect(self._run)
        player.shown.connect(self._place)
        player.tracks_changed.connect(self._place)

    def set_text(self, text: str) -> None:
        """What it says; empty: there is none."""
        self._text = plain(text)[:_LONGEST]
        self._player.set_overlay(self._write)
        self._run(self._player.status)

    def _write(self, player: Any) -> None:  # noqa: ANN401  python-vlc ships no types
        """Write it, unseen until its place is known.

        Before a film begins: told later, libvlc may go on without a text.
        """
        import vlc

        option = vlc.VideoMarqueeOption
        # `%` alone would be the time of day.
        player.video_set_marquee_string(option.Text, self._text.replace("%", "%%"))
        for name, value in (
            (option.Color, _WHITE),
            (option.Position, _TOP_LEFT),
            (option.Timeout, 0),
            (option.Opacity, 0),
        ):
            player.video_set_marquee_int(name, value)

    def _run(self, state: str) -> None:
        self._place()
        if self._text and state == "playing":
            self._timer.start()
        else:
            self._timer.stop()

    def _drift(self) -> None:
        if theme().moves:
            self._passed += _EVERY
        self._place()

    def _place(self) -> None:
        """Say where it stands; again and again, for libvlc forgets it with every new output."""
        width, height = self._player.tracks.size
        if not height or not self._text:
            return
        x, y = place(self._passed, len(self._text), width, height)
        size = letter(height)

        def put(player: Any) -> None:  # noqa: ANN401  python-vlc ships no types
            import vlc

            option = vlc.VideoMarqueeOption
            for name, value in (
                (option.Size, size),
                (option.X, x),
                (option.Y, y),
                (option.Opacity, _OPACITY),
            ):
                player.video_set_marquee_int(name, value)

        self._player.call(put)


def letter(height: int) -> int:
    """Pixels of a letter in a picture of `height` pixels."""
    return max(height // _LETTER, _SMALLEST)


def place(passed: int, letters: int, width: int, height: int) -> tuple[int, int]:
    """Where the line stands in a picture, in pixels from its left and top.

    Args:
        passed: Milliseconds for which it has drifted.
        letters: Of its text.
        width: Of the picture, in pixels.
        height: Of the picture, in pixels.
    """
    crossings, within = divmod(passed, _CROSSING)
    room = max(width - letters * letter(height) * _WIDE, 0)
    inset = min(letter(height), room / 2)
    share = within / _CROSSING
    along = share if crossings % 2 == 0 else 1 - share
    return round(inset + (room - 2 * inset) * along), round(
        height * _PLACES[crossings % len(_PLACES)]
    )
