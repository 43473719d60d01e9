"""The playhead: where a film stands, between one word of libvlc and the next, and what was seen.

libvlc tells three or four times a second where it is; while the film runs, the position runs on by
the clock. What was seen (`meter`) is taken from libvlc's word, and from the playhead's own only
where the film is stopped or jumps.
"""

from collections.abc import Callable, Iterable

from jury_app.screening.coverage import Interval
from jury_app.ui.player.meter import Meter

_AHEAD = 0.7
"""Seconds that a film runs on by the clock at most: one that stalls stands."""
_SETTLING = 1.0
"""Seconds after a jump in which libvlc may still tell of moments before it."""
_NEAR = 1500
"""Milliseconds from where it should be within which its word is then believed."""


class Playhead:
    """Where one film stands.

    Args:
        clock: Seconds that never go back.
        at: Where it begins, in milliseconds.
        seen: What of it was seen before.
    """

    def __init__(
        self, clock: Callable[[], float], at: int = 0, seen: Iterable[Interval] = ()
    ) -> None:
        self._clock = clock
        self._at = at
        self._since = clock()
        self._jumped = float("-inf")
        self._rate = 0.0
        self._before = tuple(seen)
        self._meter: Meter | None = None
        self.length = 0

    @property
    def position(self) -> int:
        """Where the film stands now, in milliseconds."""
        run = min(max(self._clock() - self._since, 0.0), _AHEAD)
        at = self._at + round(run * 1000 * self._rate)
        return min(at, self.length) if self.length else at

    @property
    def seen(self) -> tuple[Interval, ...]:
        """What was seen, merged, in milliseconds."""
        return self._meter.seen if self._meter else self._before

    def measure(self, length: int) -> None:
        """The film is so many milliseconds long."""
        if self._meter is None:
            self._meter = Meter(length, self._before)
        self._meter.measure(length)
        self.length = length
        self._put(self._at)

    def run(self, rate: float) -> None:
        """The film runs from here, so many times as fast as its own speed."""
        self._settle()
        self._rate = rate
        self._put(self._at)

    def stand(self, at: int | None = None) -> None:
        """The film stands: where it is, or at `at`, to which it ran."""
        self._settle(at)
        self._rate = 0.0
        self._put(self._at)

    def jump(self, at: int) -> None:
        """The film goes on (or stands) elsewhere."""
        self._settle()
        self._jumped = self._clock()
        self._put(max(0, min(at, self.length - 1) if self.length else at))

    def tell(self, at: int) -> bool:
        """What libvlc says; whether that was taken as where the film is."""
        late = self._clock() - self._jumped < _SETTLING and abs(at - self.position) > _NEAR
        if late or not self._rate:
            return False
        self._settle(at)
        return True

    def _settle(self, at: int | None = None) -> None:
        """Fix where the film has come to."""
        self._at = self.position if at is None else at
        self._since = self._clock()
        if self._meter:
            self._meter.tell(self._at, self._since)

    def _put(self, at: int) -> None:
        self._at, self._since = at, self._clock()
        if self._meter:
            self._meter.start(at, self._since, self._rate)
