"""Walking over the sound values of a profile: plain tables in which misfits are None or absent."""

from collections.abc import Iterator
from typing import Any

from jury_app.rules.mistakes import Findings
from jury_app.rules.positions import Path

Tree = dict[str, Any]


def tables(tree: Tree, *path: str | int) -> Iterator[tuple[Path, Tree]]:
    """(path, table) of each sound table of the array at `path`."""
    at: Any = tree
    for step in path:
        at = at.get(step) if isinstance(at, dict) else at[step]
        if at is None:
            return
    for index, table in enumerate(at):
        if table is not None:
            yield (*path, index), table


def ids_of(tree: Tree, key: str) -> list[str]:
    """The sound ids in the array `key`."""
    return [table["id"] for _path, table in tables(tree, key) if "id" in table]


def all_named(tree: Tree, key: str, findings: Findings) -> bool:
    """Whether every element of the array `key` has a sound id."""
    return key in tree and all(
        each is not None and "id" in each and findings.sound(key, index, "id")
        for index, each in enumerate(tree[key])
    )
