"""The meter: what of a film counts as seen. Pure; positions and a clock are told to it.

Seen is what ran by at up to twice the speed. Moments that were jumped over never count, whoever
jumped: a hand on the timeline (the player stops the meter for that), or a laptop that slept in
mid-film, after which the film may stand where the clock says it should. Nor does a glimpse between
two jumps, which a hand leaves wherever it rests while it drags. Positions are held against a clock
that may stand still or go back, but never makes more of a film seen than ran by.
"""

from collections.abc import Iterable

from jury_app.screening.coverage import Interval, merged

FASTEST = 2.0
"""The highest rate that counts."""
_LONGEST = 2.0
"""Seconds between two tellings beyond which the clock's word is not taken."""
_COARSE = 300
"""Milliseconds by which a player's word on where it is may be off."""
_DRIFT = 1.25
"""By how much a film may seem to run faster than its clock: players catch up."""
GLIMPSE = 1000
"""Milliseconds of film that must run by in one piece to be seen; a pause does not end a piece."""


class Meter:
    """What was seen of one film.

    Args:
        length: Of the film, in milliseconds.
        seen: What had been seen before.
    """

    def __init__(self, length: int, seen: Iterable[Interval] = ()) -> None:
        self._length = length
        self._seen = merged(seen, length=length)
        self._at = self._since = 0
        self._now = 0.0
        self._rate = 0.0

    @property
    def seen(self) -> tuple[Interval, ...]:
        """What was seen, merged, in milliseconds."""
        return self._seen

    def measure(self, length: int) -> None:
        """The film turns out to be so many milliseconds long."""
        self._length = length
        self._seen = merged(self._seen, length=length)

    def start(self, at: int, now: float, rate: float) -> None:
        """The film runs from here.

        Args:
            at: Where it stands, in milliseconds.
            now: What a clock shows that is not set by people, in seconds.
            rate: How fast it runs; 1 is its own speed. One that does not count stops the meter.
        """
        if at != self._at:
            self._since = at
        self._at, self._now = at, now
        self._rate = rate if 0 < rate <= FASTEST else 0.0

    def stop(self) -> None:
        """The film stands, or jumps; nothing counts until `start`."""
        self._rate = 0.0

    def tell(self, at: int, now: float) -> bool:
        """The film has come to `at`; whether that made more of it seen."""
        before, passed = self._at, min(max(now - self._now, 0.0), _LONGEST)
        self._at, self._now = at, now
        most = passed * 1000 * self._rate * _DRIFT + _COARSE
        if at != before and not (self._rate and -_COARSE <= at - before <= most):
            self._since = at
        if not self._rate:
            return False
        if at - self._since < min(GLIMPSE, self._length):
            return False
        seen = merged((*self._seen, (self._since, at)), length=self._length)
        grew, self._seen = seen != self._seen, seen
        return grew
