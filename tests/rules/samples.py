"""The small profile that tests change, and the shipped ones."""

from pathlib import Path

import pytest

from jury_app.base.places import resource
from jury_app.rules.mistakes import Mistake, ProfileRefused
from jury_app.rules.profile import Profile, extended, read_profile

SMALL = (Path(__file__).parent / "small.toml").read_text(encoding="utf-8")
SHIPPED = ("hkaiiff-2026", "hkaiiff-2027", "kaiff-2024")


def small() -> Profile:
    """The small profile, compiled."""
    return read_profile(SMALL.encode(), "small.toml")


def changed(*changes: tuple[str, str]) -> str:
    """The small profile with the first place of each old text replaced by the new one."""
    text = SMALL
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def mistakes_after(*changes: tuple[str, str]) -> tuple[list[Mistake], list[str]]:
    """The mistakes of the changed small profile, and its lines."""
    text = changed(*changes)
    with pytest.raises(ProfileRefused) as refused:
        read_profile(text.encode(), "small.toml")
    return list(refused.value.mistakes), text.split("\n")


def lines_of(case: tuple[str, str, str, str, str, str]) -> list[str]:
    """The beginnings of the lines that are told for a mistake, of those that fit the case.

    Args:
        case: Text, what replaces it, key, what is wrong, what would be right, beginning of the
            line.
    """
    old, new, key, what, instead, line = case
    mistakes, lines = mistakes_after((old, new))
    return [
        lines[each.line - 1].strip()[: len(line)]
        for each in mistakes
        if each.key.endswith(key) and what in each.what and instead in each.instead
    ]


def content(name: str) -> bytes:
    """The bytes of a shipped profile."""
    return resource("profiles", f"{name}.toml").read_bytes()


def shipped(name: str) -> Profile:
    """A shipped profile, compiled."""
    base = extended(content(name), name)
    return read_profile(content(name), name, {base: content(base)} if base else None)
