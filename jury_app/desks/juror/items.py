"""What is judged of a film, item by item: where each lies on this machine and what was seen of it.

From this come the viewings that the player kept: the juror sees of them what the chair will see.
They are no part of a draft's journal; they are laid over it wherever it is shown, judged or signed.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from msgspec import Struct

from jury_app.desks.catalogue import Catalogue
from jury_app.jury.drafts import played_path
from jury_app.jury.film import Item, Screener
from jury_app.screening import drives
from jury_app.screening.coverage import Interval, merged, share
from jury_app.store import media
from jury_app.store.reader import Reader

WATCHED = ("film", "run", "build")
"""Roles of items that are judged; the others tell about them."""
_ENDLESS = 1 << 53  # milliseconds: what is kept of a film whose length is not known
_NOWHERE = drives.Presence(is_here=False)
_NEAR_END, _LAST_PART = 2000, 50
"""A film begins anew in its last so many milliseconds; a short one in its last fiftieth."""


class ShownItem(Struct, frozen=True):
    """An item of a film's screener.

    Attributes:
        role: `film`, `run`, `build`, `trailer`, `appendix`, `poster`.
        kind: `file`, `folder`, `address` or `place`.
        key: By what it is known: its BLAKE3, or the address or place.
        path: Where it lies on this machine; empty where it does not. Of a drive that is silent:
            where it lay last.
        address: The https address, or place and time of a live work; empty for files.
        bytes: Its size; 0 for an address or a place.
        blake3: Its digest; empty for an address or a place.
        run: Which of several recordings, from `1`; empty where there is but one.
        facts: Of its file, as `screening.facts.MediaFacts` has them; empty until it was checked.
        position: Where it was left, in milliseconds.
        length: How long it plays, in milliseconds; 0 until it was checked or opened.
        seen: Its merged intervals that were played, in milliseconds.
        is_silent: Whether its drive does not answer now.
        is_other: Whether the file that lies there has another size: a damaged copy, or another cut.
    """

    role: str
    kind: Literal["file", "folder", "address", "place"]
    key: str
    path: str = ""
    address: str = ""
    bytes: int = 0
    blake3: str = ""
    run: str = ""
    facts: dict[str, Any] = {}
    position: int = 0
    length: int = 0
    seen: tuple[Interval, ...] = ()
    is_silent: bool = False
    is_other: bool = False

    @property
    def start(self) -> int:
        """Where it goes on when it is opened, in milliseconds; at its end it begins anew."""
        end = self.length - min(_NEAR_END, self.length // _LAST_PART)
        return self.position if self.position < end or not self.length else 0

    @property
    def is_watched(self) -> bool:
        """Whether it is judged, not only looked up."""
        return self.role in WATCHED

    @property
    def share(self) -> int:
        """The share that was played, in thousandths."""
        return share(self.seen, length=self.length)

    @property
    def viewing(self) -> tuple[str, dict[str, Any]] | None:
        """(path, value) as a draft holds it; None where nothing was played."""
        if not self.is_watched or not self.blake3 or not self.seen:
            return None
        value: dict[str, Any] = {"kind": "played", "share": self.share, "item": self.blake3}
        if self.run:
            value["run"] = self.run
        value["intervals"] = [list(each) for each in self.seen]
        return played_path(self.blake3, self.run), value


class Watched:
    """What this machine has of films and what was played of them; read once for a verb.

    Args:
        reader: The workspace.
        film: Only this film, unless all are wanted.
    """

    def __init__(self, reader: Reader, film: str | None = None) -> None:
        self._attached = {(each.film, each.blake3): each for each in media.attached(reader, film)}
        self._presence = drives.look(each.path for each in self._attached.values())
        self._seen: dict[tuple[str, str], list[Interval]] = {}
        for seen in media.seen(reader, film):  # an item's bytes say which run it is
            self._seen.setdefault((seen.film, seen.item), []).extend(seen.intervals)
        self._left: dict[str, dict[str, media.Playback]] = {}
        for each in media.playback(reader, film):
            self._left.setdefault(each.film, {})[each.item] = each

    def items(
        self, film: str, screener: Screener | None, values: Mapping[str, Any] | None = None
    ) -> tuple[ShownItem, ...]:
        """The items of a film's screener, in its order.

        Args:
            film: The film's id.
            screener: What is judged of it; None: nothing came yet.
            values: Hash → value of the items' parts, where addresses are wanted.
        """
        every = () if screener is None else screener.items
        recordings = [each for each in every if each.role in ("film", "run") and each.blake3]
        return tuple(self._item(film, item, values or {}, _run(item, recordings)) for item in every)

    def _item(self, film: str, item: Item, values: Mapping[str, Any], run: str) -> ShownItem:
        named = (part.hash for part in item.parts if part.name == item.kind)
        address = str(values.get(next(named, ""), ""))
        key = item.blake3 or address
        left = self._left.get(film, {}).get(key)
        found = self._attached.get((film, item.blake3 or ""))
        presence = self._presence[found.path] if found else _NOWHERE
        facts = found.facts if found else {}
        length = (left.length if left else 0) or int(facts.get("milliseconds", 0))
        return ShownItem(
            role=item.role,
            kind=item.kind,
            key=key,
            path=found.path if found and presence.is_here is not False else "",
            address=address,
            bytes=item.bytes or 0,
            blake3=item.blake3 or "",
            run=run,
            facts=facts,
            position=left.position if left else 0,
            length=length,
            seen=merged(self._seen.get((film, key), ()), length=length or _ENDLESS),
            is_silent=presence.is_silent,
            is_other=None not in (presence.bytes, item.bytes) and presence.bytes != item.bytes,
        )

    def last(self, film: str, items: Sequence[ShownItem]) -> ShownItem | None:
        """The item of these that was left last; None if none was begun."""
        left = self._left.get(film, {})
        begun = [item for item in items if item.key in left]
        return max(begun, key=lambda item: left[item.key].at, default=None)


def _run(item: Item, recordings: Sequence[Item]) -> str:
    """Which of several recordings an item is."""
    several = len(recordings) > 1 and item in recordings
    return str(recordings.index(item) + 1) if several else ""


def viewings(
    items: Sequence[ShownItem], draft: Mapping[str, Any] | None = None
) -> dict[str, dict[str, Any]]:
    """Draft path → what was played of each item, to be laid over a draft.

    Args:
        items: Those of the screener that is judged now; what was played of an earlier cut does not
            count, what was played in an earlier round does.
        draft: A draft made from a signed card may hold more, played on another device.
    """
    found = {}
    for item in items:
        made = item.viewing
        if made is None:
            continue
        path, value = made
        before = (draft or {}).get(path, {}).get("intervals", [])
        if before and item.length:
            whole = merged([*item.seen, *map(tuple, before)], length=item.length)
            value |= {
                "share": share(whole, length=item.length),
                "intervals": [list(each) for each in whole],
            }
        found[path] = value
    return found


def items_of(reader: Reader, known: Catalogue, film: str) -> tuple[ShownItem, ...]:
    """The items of what is judged of a film now."""
    screener = known.course.screeners.get(known.course.films[film].screener or "")
    return Watched(reader, film).items(film, screener)


def with_played(
    reader: Reader, known: Catalogue, film: str, values: Mapping[str, Any]
) -> dict[str, Any]:
    """A draft of a film with what was played of it: what is judged and signed."""
    return {**values, **viewings(items_of(reader, known, film), values)}
