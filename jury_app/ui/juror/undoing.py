"""What an undo or a redo did, in a sentence. Pure."""

from collections.abc import Iterable, Mapping
from itertools import takewhile
from typing import Any

from msgspec import Struct

from jury_app.base.texts import _, ngettext, plain
from jury_app.desks.juror.wording import Line, label, lines
from jury_app.rules.forms import Form

_LONGEST = 40
"""Characters of a value that are said; the rest of a text is seen where it stands."""


class Step(Struct, frozen=True):
    """One step back or forward.

    Attributes:
        paths: Of the values that it changed.
        before: Those values as they were shown; a path without a value is absent.
        after: As they are now.
        is_redo: Whether it made again what was taken back.
    """

    paths: tuple[str, ...]
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    is_redo: bool


def step(before: Mapping[str, Any], after: Mapping[str, Any], *, is_redo: bool) -> Step:
    """What lies between two states of a draft."""
    every = dict.fromkeys([*before, *after])
    paths = tuple(path for path in every if before.get(path) != after.get(path))
    return Step(
        paths,
        {path: before[path] for path in paths if path in before},
        {path: after[path] for path in paths if path in after},
        is_redo,
    )


def sentence(made: Step, asked: Form) -> str:
    """A step in words; empty where it changed nothing."""
    if not made.paths:
        return ""
    if len(made.paths) > 1:
        what = ngettext("{n} answer", "{n} answers", len(made.paths)).format(n=len(made.paths))
    else:
        what = _change(made.paths[0], made, asked)
    said = _("Redone: {what}") if made.is_redo else _("Undone: {what}")
    return said.format(what=what)


def _change(path: str, made: Step, asked: Form) -> str:
    """What was asked there, and how the answer changed: its words, else its kind or its readers."""
    before, after = _lines(path, made.before, asked), _lines(path, made.after, asked)
    named = _plain([(after or before)[0].label] if after or before else [label(path, asked)])
    changed = [_plain(line.text for line in side) for side in (before, after)]
    if changed[0] == changed[1]:
        kinds = [_plain(line.label for line in side[:1]) for side in (before, after)]
        if kinds[0] != kinds[1]:
            named, changed = _cut(changed[0]), kinds
        else:
            changed = [_plain(line.readers for line in side[:1]) for side in (before, after)]
    if changed[0] == changed[1]:
        return named
    # Of long texts with the same beginning, what is shown begins a little before the difference.
    same = sum(
        1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(*changed, strict=False))
    )
    start = max(0, same - _LONGEST // 4) if max(map(len, changed)) > _LONGEST else 0
    shown = [_cut(f"…{text[start:]}" if start else text) or "–" for text in changed]
    return _("{what}: {before} → {after}").format(what=named, before=shown[0], after=shown[1])


def _lines(path: str, side: Mapping[str, Any], asked: Form) -> list[Line]:
    return [line for line in lines(side, asked) if line.path == path]


def _plain(texts: Iterable[str]) -> str:
    """Texts in one line."""
    return plain(" ".join(" · ".join(texts).split()))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
