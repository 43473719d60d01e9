"""Settings of a workspace: named JSON values."""

from typing import Any

import msgspec

from jury_app.store.reader import Reader, one
from jury_app.store.verbs import Verbs


def get(reader: Reader, key: str, default: Any = None) -> Any:  # noqa: ANN401  any JSON value
    """The value of a setting, or `default` if it was never set."""
    found = one(reader, "SELECT value FROM settings WHERE key = ?", key)
    return default if found is None else msgspec.json.decode(found[0])


def put(tx: Verbs, **values: object) -> None:
    """Set settings to JSON values (not None)."""
    tx.put("settings", ("key", "value"), list(values.items()))
    tx.touch("settings", values)


def drop(tx: Verbs, key: str) -> None:
    """Forget a setting."""
    tx.delete("settings", {"key": key})
    tx.touch("settings", [key])
