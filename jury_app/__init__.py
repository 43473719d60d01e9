"""Jury App: judging for film festivals, offline, signed, and checkable by anyone."""

__version__ = "0.1.0"
