"""The child `keys`: the only process that ever holds a device's secrets, and only for a while.

Requests are `[verb, …]`: `create`, `add_ways`, `unlock`, `sign`, `open`. Everything stays in this
process but public keys, signatures and opened content.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from jury_app.base.children import serve
from jury_app.base.errors import Refusal
from jury_app.exchange import envelope, keys, sealing


class _Holder:
    """Answers requests; holds the keys from `unlock` until the process ends."""

    def __init__(self) -> None:
        self._keys: keys.DeviceKeys | None = None

    def answer(self, request: list[Any]) -> object:
        verb, *rest = request
        verbs: dict[str, Callable[..., object]] = {
            "create": self._create,
            "unlock": self._unlock,
            "sign": self._sign,
            "open": self._open,
            "renew": self._renew,
            "add_ways": self._add_ways,
        }
        return verbs[verb](*rest)

    def _create(self, path: str, ways: object, cost: object) -> object:
        made = keys.generate()
        keys.store(
            Path(path),
            made,
            msgspec.convert(ways, keys.WaysIn),
            msgspec.convert(cost, keys.Cost),
        )
        return msgspec.to_builtins(made.public)

    def _renew(self, path: str, ways: object, cost: object) -> object:
        made = keys.renewed(self._unlocked())
        keys.store(
            Path(path), made, msgspec.convert(ways, keys.WaysIn), msgspec.convert(cost, keys.Cost)
        )
        return msgspec.to_builtins(made.public)

    def _add_ways(self, path: str, given: object, more: object, cost: object) -> object:
        keys.add_ways(
            Path(path),
            msgspec.convert(given, keys.WaysIn),
            msgspec.convert(more, keys.WaysIn),
            msgspec.convert(cost, keys.Cost),
        )
        return None

    def _unlock(self, path: str, ways: object) -> object:
        self._keys, told = keys.unlock(Path(path), msgspec.convert(ways, keys.WaysIn))
        trouble = told and [told.message, told.place, told.arguments]
        return [msgspec.to_builtins(self._keys.public), trouble]

    def _sign(self, wanted: list[tuple[str, int, bytes]]) -> list[bytes]:
        held = self._unlocked()
        return [
            envelope.sign(held.seed, kind, payload, version).envelope
            for kind, version, payload in wanted
        ]

    def _open(self, sealed: list[bytes]) -> list[object]:
        """Each opened content, or [message, arguments] of the refusal in its place."""
        held = self._unlocked()
        opened: list[object] = []
        for each in sealed:
            try:
                opened.append(sealing.open_sealed(each, held.identity))
            except Refusal as refusal:
                opened.append([refusal.message, refusal.arguments])
        return opened

    def _unlocked(self) -> keys.DeviceKeys:
        assert self._keys is not None  # noqa: S101  `exchange.unlock` unlocks before all else
        return self._keys


def main() -> None:
    """Serve until the parent closes the pipe."""
    serve(_Holder().answer)
