"""Weighing: finding out how much a film's subtitles are, beside the one who watches it.

Films up to `_FIRST` are counted to their end when they are opened. Of larger ones the rest is
counted once somebody chose subtitles that are not known to their end: from the moment on at which
the film stands, so that the count stays ahead of it.
"""

import threading
from collections.abc import Callable
from pathlib import Path

from jury_app.base.errors import Told
from jury_app.screening.facts import Probe, Subtitles

_FIRST = 256 << 20
"""Bytes of a film that are counted before somebody chose."""
_WORK, _REST = 0.25, 0.75
"""Seconds for which a film is read, and for which its disk is left to the one who watches."""


class Weighing:
    """Counts the subtitles of one film on a thread of its own, for it may wait for a disk.

    Args:
        path: The film.
        moment: Says where it stands, in milliseconds; on any thread.
        tell: Gets what is known so far, on that thread; nothing of any if it cannot be found out.
        fail: Gets a bug of ours that kept it from counting, on that thread.
    """

    def __init__(
        self,
        path: Path,
        moment: Callable[[], int],
        tell: Callable[[Subtitles], object],
        fail: Callable[[Exception], object],
    ) -> None:
        self._path = path
        self._moment = moment
        self._tell = tell
        self._fail = fail
        self._known: Subtitles = ()
        self._chosen = threading.Event()
        self._left = threading.Event()
        self.thread = threading.Thread(target=self._work, name="jury-app-subtitles", daemon=True)
        self.thread.start()

    def go_on(self) -> None:
        """Count to the end: somebody chose what is not known to its end."""
        self._chosen.set()

    def leave(self) -> None:
        """Count no more."""
        self._left.set()
        self._chosen.set()

    def _work(self) -> None:
        try:
            if self._count():
                self._chosen.wait()  # without a child: most films are watched without subtitles
                self._count()
        except Exception as error:  # noqa: BLE001  the edge of the thread
            self._tell(())  # whatever it was: text that nobody counted is not shown
            if not isinstance(error, Told):
                self._fail(error)

    def _count(self) -> bool:
        """Count as far as is wanted; whether there is more to be counted."""
        if self._left.is_set():
            return False
        with Probe() as probe:
            states = self._told(probe.subtitles(self._path))
            passed = 0
            while "open" in states and (passed < _FIRST or self._chosen.is_set()):
                most = None if self._chosen.is_set() else _FIRST
                passed, states = probe.count(self._path, self._moment(), _WORK, most)
                states = self._told(states)
                if "open" in states and self._left.wait(_REST):
                    return False
        return "open" in states

    def _told(self, states: Subtitles) -> Subtitles:
        """Tell what is known, with what the first part came to where the count begins anew."""
        if len(states) == len(self._known):  # else another file lies there now
            both = zip(self._known, states, strict=True)
            states = tuple(now if was == "open" else was for was, now in both)
        self._known = states
        self._tell(states)
        return states
