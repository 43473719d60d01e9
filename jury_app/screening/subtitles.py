"""Subtitles of plain text: how much of them a film may hold so that its picture goes on.

What they cost was measured on libvlc. Its reader of films takes a second for thirty thousand lines,
and libvlc draws a hundred lines that stand at the same moment: with 8 kB in each the picture stands
for eight seconds, with 500 bytes for one. A single line takes time by the square of its length: one
of 1.9 MB keeps a core busy for minutes, in which its film cannot be stopped. Subtitles that are
images cost nothing of the kind (180 MB at one moment); a file's word for what is an image is not
taken, libvlc's is (`ui.player.tracks`).
"""

from typing import Literal

from msgspec import Struct

State = Literal["light", "open", "heavy", "unknown"]
"""What is known of a track: it is light, counted to its end; it is light as far as it was counted;
it is too heavy; it cannot be counted."""

HEAVIEST = 2 << 20
"""Bytes of a track that can be shown; those of a long film take a tenth."""
MOST = 30_000
"""Lines of a track that can be shown; a long film has a tenth."""
LONG = 500
"""Bytes above which a line is long; two rows of any script with their tags have fewer."""
LONGEST = 32 << 10
"""Bytes that the long lines of a track may have together."""


class Weight(Struct):
    """What was counted of a track.

    Attributes:
        bytes: Of all its lines.
        lines: How many.
        long: Bytes of the long ones.
    """

    bytes: int = 0
    lines: int = 0
    long: int = 0

    def add(self, size: int, lines: int = 1) -> None:
        """Count a line of so many bytes, or some that lie together."""
        self.bytes += size
        self.lines += lines
        if size > LONG:
            self.long += size

    @property
    def is_heavy(self) -> bool:
        """Whether it is too much to be shown."""
        return self.bytes > HEAVIEST or self.lines > MOST or self.long > LONGEST
