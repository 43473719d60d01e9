"""A device's keys as the rest of the program sees them: made, unlocked for a while, never held.

`with unlocked(path, ways) as keys:` starts the child process that holds the secrets and ends it.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Protocol, TypeVar

import msgspec

from jury_app.base.children import Child
from jury_app.base.document import Document
from jury_app.base.errors import Problem, Refusal, Told
from jury_app.exchange import canonical, sealing
from jury_app.exchange.envelope import Signed, open_envelope
from jury_app.exchange.keys import NO_KEYCHAIN, NOT_OPENED, Cost, PublicKeys, WaysIn

_T = TypeVar("_T")
_BATCH_COUNT = 1024
_BATCH_BYTES = 32 << 20


class Signer(Protocol):
    """Something that signs with one device's key."""

    @property
    def public(self) -> PublicKeys:
        """The public half of the key."""

    def sign(self, document: Document) -> Signed:
        """The document, signed."""

    def sign_many(self, documents: Iterable[Document]) -> list[Signed]:
        """The documents, signed, in their order."""


class Unlocked:
    """Unlocked keys in the child process; valid inside `with unlocked(…)`.

    Attributes:
        public: The public half.
        told: What went wrong with the keychain where another way had to be used, to be shown.
    """

    def __init__(self, child: Child, path: Path, ways: WaysIn) -> None:
        self._child = child
        public, trouble = child.ask(["unlock", str(path), msgspec.to_builtins(ways)])
        self.public = msgspec.convert(public, PublicKeys)
        self.told: Problem | None = None
        if trouble:
            message, place, arguments = trouble
            self.told = Problem(message, place=place, **arguments)

    def sign(self, document: Document) -> Signed:
        """The document, signed."""
        return self.sign_many([document])[0]

    def sign_many(self, documents: Iterable[Document]) -> list[Signed]:
        """The documents, signed, in their order; in few requests.

        Raises:
            Refusal: One of them is not of its own form: once entered, nobody could read it.
        """
        payloads = [(each, canonical.encode(each)) for each in documents]
        for document, payload in payloads:
            canonical.decode(payload, _decoder(type(document)), place=document.KIND)
        wanted = [(each.KIND, each.VERSION, payload) for each, payload in payloads]
        made: list[Signed] = []
        for batch in _batches(wanted, size=lambda each: len(each[2])):
            made.extend(
                open_envelope(envelope, limit=sealing.LARGEST)
                for envelope in self._child.ask(["sign", batch])
            )
        return made

    def renew(self, path: Path, ways: WaysIn, *, cost: Cost | None = None) -> PublicKeys:
        """Write keys that sign anew and open what these open (`keys.renewed`) to another file.

        Raises:
            Problem: The file exists or cannot be written.
        """
        request = [
            "renew",
            str(path),
            msgspec.to_builtins(ways),
            msgspec.to_builtins(cost or Cost()),
        ]
        return msgspec.convert(self._child.ask(request), PublicKeys)

    def open_sealed(self, sealed: bytes) -> bytes:
        """What is in a sealed file.

        Raises:
            Refusal: It is not sealed to this device, altered, or no such file.
        """
        opened = next(self.open_many([sealed]))
        if isinstance(opened, Refusal):
            raise opened
        return opened

    def open_many(self, sealed: Iterable[bytes]) -> Iterator[bytes | Refusal]:
        """What is in each sealed file, or why it cannot be opened; in few requests, streaming."""
        for batch in _batches(sealed, size=len):
            for opened in self._child.ask(["open", batch]):
                if isinstance(opened, bytes):
                    yield opened
                else:
                    message, arguments = opened
                    yield Refusal(message, **arguments)


def is_locked(error: Exception) -> bool:
    """Whether an error says that nothing that was given opens the keys: ask for the passphrase."""
    return isinstance(error, Told) and error.message in {NO_KEYCHAIN, NOT_OPENED}


def create_keys(path: Path, ways: WaysIn, *, cost: Cost | None = None) -> PublicKeys:
    """Make a device's keys in the child process and write them, sealed.

    Args:
        path: The new keys file; it must not exist.
        ways: The ways by which it can be opened: at least a passphrase or the keychain.
        cost: What argon2id spends; the default takes about 0.2 s.

    Raises:
        Problem: The file exists or cannot be written, or the keychain does not take the key.
        Refusal: No way in was given.
    """
    with Child("keys") as child:
        request = [
            "create",
            str(path),
            msgspec.to_builtins(ways),
            msgspec.to_builtins(cost or Cost()),
        ]
        return msgspec.convert(child.ask(request), PublicKeys)


def add_ways(path: Path, given: WaysIn, more: WaysIn, *, cost: Cost | None = None) -> None:
    """Let more ways open a keys file, in the child process (`keys.add_ways`).

    Args:
        path: The keys file.
        given: What opens it now.
        more: What shall open it besides; a new passphrase or code replaces the old one.
        cost: As in `create_keys`.
    """
    with Child("keys") as child:
        builtins = [msgspec.to_builtins(each) for each in (given, more, cost or Cost())]
        child.ask(["add_ways", str(path), *builtins])


@cache
def _decoder(kind: type[Document]) -> msgspec.json.Decoder[Any]:
    """Structs are made without a check of their fields: only decoding checks them."""
    return msgspec.json.Decoder(kind)


@contextmanager
def unlocked(path: Path, ways: WaysIn) -> Iterator[Unlocked]:
    """A device's keys, unlocked in a child process that ends with the block.

    Raises:
        Problem: The file cannot be read, or the keychain does not answer and nothing else is given.
        Refusal: The passphrase is wrong, or the file is no keys file.
    """
    with Child("keys") as child:
        yield Unlocked(child, path, ways)


def _batches(items: Iterable[_T], size: Callable[[_T], int]) -> Iterator[list[_T]]:
    """Lists of items that are bounded in count and in bytes, so that no request grows for ever."""
    batch: list[_T] = []
    weight = 0
    for item in items:
        if batch and (len(batch) == _BATCH_COUNT or weight + size(item) > _BATCH_BYTES):
            yield batch
            batch, weight = [], 0
        batch.append(item)
        weight += size(item)
    if batch:
        yield batch
