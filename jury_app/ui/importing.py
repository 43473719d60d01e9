"""Importing: PySide is loaded, and looks at no module that is loaded after it."""

import builtins


def load() -> None:
    """Load PySide, and take it away from before every import that follows.

    It would read the source of each module, and keep it, to know whether the module may ask for a
    `__feature__`; none of ours does. The first picture waited for that a fifteenth of what it takes
    longer than a bare window's.
    """
    import PySide6.QtCore  # noqa: F401  puts itself there

    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
