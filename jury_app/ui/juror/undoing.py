"""What an undo or a redo did, in a sentence. Pure."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from jury_app.base.texts import _, ngettext, plain
from jury_app.desks.juror.wording import label, lines
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
        (path,) = made.paths
        what = _("{what}: {before} → {after}").format(
            what=_named(path, made, asked),
            before=_said(path, made.before, asked),
            after=_said(path, made.after, asked),
        )
    said = _("Redone: {what}") if made.is_redo else _("Undone: {what}")
    return said.format(what=what)


def _named(path: str, made: Step, asked: Form) -> str:
    """What was asked there."""
    found = [line.label for side in (made.after, made.before) for line in lines(side, asked)]
    return plain(found[0] if found else label(path, asked))


def _said(path: str, side: Mapping[str, Any], asked: Form) -> str:
    """The answer, shortly; a dash where there is none."""
    texts = [line.text for line in lines(side, asked) if line.path == path]
    text = plain(" ".join(" · ".join(texts).split()))
    return (text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…") or "–"
