"""Importing: modules are loaded without PySide's look at each of them."""

import builtins

import PySide6.QtCore  # noqa: F401  puts itself before every import


def plainly() -> None:
    """Take PySide away from before the import of every module.

    It reads their sources, and keeps them, to know which of them may ask for its `__feature__`s;
    none of ours does, and the first picture waited for it a fifteenth of what it takes longer than
    a bare window's.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
