"""A projection: one film in the room, from its first frame to where the juror leaves it.

It keeps where the film stands and what of it was seen, lets the file be compared with its
fingerprint in the background, and turns what goes wrong into troubles. It decides nothing about the
look of the room.
"""

from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal

from jury_app.base.errors import Told
from jury_app.desks.juror import watching
from jury_app.desks.juror.items import ShownItem
from jury_app.desks.juror.reading import ShownFilm
from jury_app.desks.juror.watching import Checked
from jury_app.desks.seat import Seat
from jury_app.screening import drives
from jury_app.screening.coverage import Interval
from jury_app.ui.juror.room import troubles
from jury_app.ui.juror.room.troubles import Trouble
from jury_app.ui.kit.jobs import Cancelled, Job, Work
from jury_app.ui.player.film import FilmView
from jury_app.ui.player.marquee import Marquee
from jury_app.ui.player.player import Player
from jury_app.ui.player.stills import Stills
from jury_app.ui.session import Session

KEEP_EVERY = 3000
"""Milliseconds after which the place in a film is kept again."""


class Projection(QObject):
    """One film at a time.

    Args:
        session: Through which places and coverage are kept.
        view: Where the film is seen.

    Signals:
        troubled: Why the film cannot be watched: a `Trouble`; None: it can.
        verified: What comparing the file with its fingerprint came to: `checking`, `right`,
            `wrong`, `unknown`, or empty where nothing is compared.
        strip_came: Stills along the film: a `Strip`.
    """

    troubled = Signal(object)
    verified = Signal(str)
    strip_came = Signal(object)

    def __init__(self, session: Session, view: FilmView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.player = Player(view, parent=self)
        sound, preferences = self.player.sound, session.preferences
        sound.set(preferences.volume, muted=preferences.muted)
        sound.changed.connect(lambda volume, muted: preferences.set(volume=volume, muted=muted))
        self._marquee = Marquee(self.player)
        self._stills = Stills(session.jobs, self)
        self._stills.came.connect(self.strip_came)
        self._stills.failed.connect(self._no_stills)
        self._shown: ShownFilm | None = None
        self.item: ShownItem | None = None
        self._check: Job | None = None
        self._is_right = True
        self._kept: tuple[int, tuple[Interval, ...]] = (0, ())
        self._keeping = QTimer(self)
        self._keeping.setInterval(KEEP_EVERY)
        self._keeping.timeout.connect(self.keep)
        self.player.state.connect(self._state_changed)
        self.player.failed.connect(self._failed)
        self.player.subtitles_dropped.connect(session.failed)

    def open(self, shown: ShownFilm, item: ShownItem | None, *, paused: bool = False) -> None:
        """Open an item of a film where it was left; without one, only what is missing is told."""
        self.leave()
        self._shown, self.item = shown, item
        self._is_right = True
        if item is None or not item.path:
            self.troubled.emit(_lacking(shown))
            return
        self._kept = (item.position, item.seen)
        if item.is_silent:
            self.troubled.emit(troubles.silent(item.path))
            return
        self.troubled.emit(None)
        self._marquee.set_text(shown.marquee)
        self.player.open(Path(item.path), item.start, paused=paused, seen=item.seen)
        self._keeping.start()

    def leave(self) -> None:
        """Keep where the film stands, and let go of it."""
        self.keep()
        self._keeping.stop()
        if self._check is not None:
            self._check.cancel()
            self._check = None
        self._stills.leave()
        if self._shown is not None:
            self.player.leave()
        self._shown = self.item = None
        self.verified.emit("")

    def close(self) -> None:
        """End the player; before the window goes."""
        self.leave()
        self.player.close()

    def look_again(self) -> None:
        """Show the film, waiting where it stood, if the drive that went is back."""
        item, path = self.item, self.item.path if self.item is not None else ""

        def tell(found: drives.Presence) -> None:
            if item is self.item and found.is_here and not found.is_silent:
                self.again(paused=True)

        if path:
            self._session.read(self, lambda _seat: drives.look([path])[path], tell)

    def again(self, *, paused: bool = False) -> None:
        """Try once more what could not be shown, from where it stood."""
        if self._shown is not None and self.item is not None:
            at, seen = self._kept
            length = self.player.duration or self.item.length
            item = replace(self.item, position=at, seen=seen, length=length, is_silent=False)
            self.open(self._shown, item, paused=paused)

    def watch_anyway(self) -> None:
        """Watch a file that is not the film: nothing of it counts."""
        self.troubled.emit(None)
        self.player.play()

    def keep(self) -> None:
        """Write down where the film stands and what was seen, if either is new."""
        shown, item, player = self._shown, self.item, self.player
        if shown is None or item is None or player.status in {"empty", "opening"}:
            return
        if player.status == "failed" and not player.duration:
            return  # it never ran
        if (player.position, player.seen) == self._kept:
            return
        at, seen, length = player.position, player.seen, player.duration
        counts = self._is_right and seen != self._kept[1]
        self._kept = (at, seen)
        film = shown.film.film

        def keep(seat: Seat) -> None:
            watching.keep_position(seat, film, item.key, at, length)
            if counts:
                watching.keep_seen(seat, film, item.key, item.run, seen, length=length)

        self._session.write(self, keep)

    def _state_changed(self, state: str) -> None:
        if state in {"playing", "paused"}:
            self._compare()
        if state in {"paused", "ended", "failed"}:
            self.keep()

    def _compare(self) -> None:
        """Compare the file with its fingerprint, once, as soon as its first picture stands."""
        shown, item = self._shown, self.item
        if shown is None or item is None or not item.blake3 or self._check is not None:
            return
        film = shown.film.film
        self._stills.ask(Path(item.path), item.blake3, item.bytes)
        self.verified.emit("checking")

        def compare(seat: Seat, work: Work) -> Checked:
            return watching.check(seat, film, work.progress)

        def compared(checked: Checked) -> None:
            if item is self.item:  # nobody went on to another film meanwhile
                self._compared(item, checked)

        def failed(error: Exception) -> None:
            self._not_compared(error, is_here=item is self.item)

        self._check = self._session.work(self, compare, compared, failed, lane="check")

    def _compared(self, item: ShownItem, checked: Checked) -> None:
        wrong = next((each for each in checked.wrong if each.path == item.path), None)
        if wrong is None:
            self.verified.emit("right" if item.key in checked.good else "unknown")
            return
        self._is_right = False
        self.player.pause()
        self._take_back(item)
        self.verified.emit("wrong")
        self.troubled.emit(troubles.mismatch(wrong))

    def _take_back(self, item: ShownItem) -> None:
        """What was kept since this file was opened was not of the film."""
        assert self._shown is not None  # noqa: S101  only compared while it is open
        film, before = self._shown.film.film, item.seen
        self._session.write(
            self, lambda seat: watching.take_back_seen(seat, film, item.key, item.run, before)
        )

    def _not_compared(self, error: Exception, *, is_here: bool) -> None:
        """The player tells of a file that cannot be read; anything else is a bug of ours."""
        if is_here:
            self.verified.emit("unknown")
        if not isinstance(error, Told | Cancelled):
            self._session.failed.emit(error)

    def _no_stills(self, error: Exception) -> None:
        """The timeline does without; a film that is damaged the player tells itself."""
        if not isinstance(error, Told):
            self._session.failed.emit(error)

    def _failed(self, error: Told) -> None:
        """Tell a file that is gone from one that cannot be shown; a disk may take its time."""
        item = self.item
        if item is None:
            return

        def look(_seat: Seat) -> drives.Presence:
            return drives.look([item.path])[item.path]

        def tell(found: drives.Presence) -> None:
            if item is not self.item:
                return
            if found.is_silent:
                self.troubled.emit(troubles.silent(item.path))
            elif not found.is_here:
                self.troubled.emit(troubles.gone(item.path))
            else:
                self.troubled.emit(troubles.broken(error, item.path))

        self._session.read(self, look, tell)


def _lacking(shown: ShownFilm) -> Trouble | None:
    """What is told of a film of which there is nothing to play."""
    watched = [item for item in shown.items if item.is_watched]
    if any(item.kind == "place" for item in watched):
        return troubles.live(next(item.address for item in watched if item.kind == "place"))
    if any(item.kind == "address" or (item.role == "build" and item.path) for item in watched):
        return troubles.outside()
    return troubles.missing(sum(item.bytes for item in watched))
