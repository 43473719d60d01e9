"""Direction: the embedding level of every character, and the order in which runs stand on a line.

Levels follow the Unicode Bidirectional Algorithm (UAX 9). Weak, neutral and implicit rules are
python-bidi's; that package leaves out paired brackets (rule N0), which stand here. Explicit
directional characters never get this far: foreign text is escaped before (`base.texts.plain`).
"""

from collections.abc import Sequence
from typing import Any, Protocol, TypeVar
from unicodedata import bidirectional

_PAIRS = {
    "(": ")", "[": "]", "{": "}", "⟨": "⟩", "⟦": "⟧", "⟪": "⟫", "〈": "〉", "《": "》",
    "「": "」", "『": "』", "【": "】", "〔": "〕", "（": "）", "［": "］", "｛": "｝",
}  # fmt: skip
_CLOSERS = frozenset(_PAIRS.values())
_NESTED = 63  # UAX 9, BD16: deeper brackets are not paired
_RIGHT = frozenset({"R", "AL", "AN"})


class Levelled(Protocol):
    """Something with an embedding level: odd is right to left."""

    @property
    def level(self) -> int:
        """The embedding level."""


T = TypeVar("T", bound=Levelled)


def is_plain_left(text: str) -> bool:
    """Whether nothing in `text` is written from right to left, so that every level is 0."""
    return text.isascii() or not any(bidirectional(char) in _RIGHT for char in text)


def levels(text: str) -> tuple[int, tuple[int, ...]]:
    """The paragraph's level (0 left to right, 1 right to left) and each character's level."""
    if is_plain_left(text):
        return 0, (0,) * len(text)
    from bidi import algorithm

    base = algorithm.get_base_level(text)
    storage: dict[str, Any] = algorithm.get_empty_storage()
    storage["base_level"] = base
    storage["base_dir"] = "LR"[base]
    algorithm.get_embedding_levels(text, storage)
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    _resolve_brackets(storage["chars"], base)
    algorithm.resolve_neutral_types(storage, debug=False)
    algorithm.resolve_implicit_levels(storage, debug=False)
    return base, _with_joiners(text, [char["level"] for char in storage["chars"]], base)


def _with_joiners(text: str, kept: Sequence[int], base: int) -> tuple[int, ...]:
    """Give back the levels of joiners, which rule X9 leaves out: the level before them."""
    if len(kept) == len(text):
        return tuple(kept)
    rest = iter(kept)
    found: list[int] = []
    for char in text:
        skipped = bidirectional(char) == "BN"
        found.append((found[-1] if found else base) if skipped else next(rest))
    return tuple(found)


def _bracket_pairs(chars: Sequence[dict[str, Any]]) -> list[tuple[int, int]]:
    """Positions of matching brackets, by where they open (UAX 9, BD16)."""
    open_ones: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for place, char in enumerate(chars):
        shown = char["ch"]
        if char["type"] != "ON":
            continue
        if shown in _PAIRS:
            if len(open_ones) == _NESTED:
                break
            open_ones.append((_PAIRS[shown], place))
        elif shown in _CLOSERS:
            depth = next(
                (d for d in range(len(open_ones) - 1, -1, -1) if open_ones[d][0] == shown), None
            )
            if depth is not None:
                pairs.append((open_ones[depth][1], place))
                del open_ones[depth:]
    return sorted(pairs)


def _strong(char: dict[str, Any]) -> str | None:
    """`L` or `R` as brackets see a character; numbers count as R, neutrals as nothing."""
    kind = char["type"]
    return "R" if kind in {"R", "EN", "AN"} else kind if kind == "L" else None


def _resolve_brackets(chars: list[dict[str, Any]], base: int) -> None:
    """Give both brackets of a pair one direction (UAX 9, N0)."""
    embedding = "LR"[base]
    for start, end in _bracket_pairs(chars):
        inside = {_strong(char) for char in chars[start + 1 : end]} - {None}
        if not inside:
            continue
        if embedding in inside:
            direction = embedding
        else:
            before = (_strong(char) for char in reversed(chars[:start]))
            context = next((kind for kind in before if kind is not None), embedding)
            direction = context
        for place in (start, end):
            chars[place]["type"] = direction
            # A mark on a bracket goes with it.
            after = place + 1
            while after < len(chars) and chars[after]["orig"] == "NSM":
                chars[after]["type"] = direction
                after += 1


def visual_order(runs: Sequence[T]) -> list[T]:
    """The runs of one line from left to right (UAX 9, L2)."""
    order = list(runs)
    highest = max((run.level for run in order), default=0)
    for level in range(highest, 0, -1):
        start = None
        for place in range(len(order) + 1):
            within = place < len(order) and order[place].level >= level
            if within and start is None:
                start = place
            elif not within and start is not None:
                order[start:place] = reversed(order[start:place])
                start = None
    return order
