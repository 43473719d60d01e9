"""Coverage: which part of a film was seen, as merged intervals of milliseconds. Pure."""

from collections.abc import Iterable

Interval = tuple[int, int]
"""From (included) and to (excluded), in milliseconds from the beginning of the film."""


def merged(intervals: Iterable[Interval], *, length: int) -> tuple[Interval, ...]:
    """The same moments as few intervals: sorted, disjoint, none touching, all inside the film.

    Args:
        intervals: What was seen, in any order; one that ends before it begins is nothing.
        length: Of the film, in milliseconds.
    """
    joined: list[Interval] = []
    for start, end in sorted((max(start, 0), min(end, length)) for start, end in intervals):
        if start >= end:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(joined)


def seen(intervals: Iterable[Interval], *, length: int) -> int:
    """Milliseconds of the film that were seen at least once."""
    return sum(end - start for start, end in merged(intervals, length=length))


def share(intervals: Iterable[Interval], *, length: int) -> int:
    """The share seen, in thousandths, rounded down: 1000 is every millisecond.

    Of a film without a length (damaged, or never opened) nothing can have been seen.
    """
    if length <= 0:
        return 0
    return seen(intervals, length=length) * 1000 // length
