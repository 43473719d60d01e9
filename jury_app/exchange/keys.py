"""Device keys: one Ed25519 seed and one age X25519 identity, never plain on a disk.

Both are sealed by a random key, and that key is wrapped once for each way in: argon2id of a
passphrase, a printed recovery code, the system's keychain. The file's form is in docs/formats.md.
Secrets live only in the child process `keys` (`exchange.keychild`); `exchange.unlock` talks to it.
"""

import hashlib
import hmac
import os
import re
import secrets
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct
from nacl.bindings import crypto_sign_seed_keypair
from nacl.exceptions import CryptoError
from nacl.secret import Aead

from jury_app.base.document import Key, Recipient
from jury_app.base.errors import Problem, Refusal
from jury_app.base.files import read_bounded, write_durably
from jury_app.base.texts import N_, _
from jury_app.exchange import canonical, heading, words

SERVICE = "jury-app"
"""Under this name the system's keychain holds the wrapping keys."""
RECOVERY_WORDS = 10
"""Words of a recovery code: 7776¹⁰ is about 2¹²⁹."""
NOT_OPENED = N_(
    "What was given does not open the keys: check the passphrase (capitals, keyboard), or"
    " use the words of the recovery sheet."
)
NO_KEYCHAIN = N_("The system's keychain is of no help ({reason}); give the passphrase instead.")
_LARGEST_FILE = 64 << 10


class Cost(Struct, frozen=True):
    """What argon2id spends on a passphrase: passes, memory in KiB, lanes (RFC 9106).

    The bounds keep an altered file from asking for all the machine's memory.
    """

    time: Annotated[int, Meta(ge=1, le=10)] = 3
    memory: Annotated[int, Meta(ge=64, le=1 << 20)] = 64 << 10
    lanes: Annotated[int, Meta(ge=1, le=16)] = 4


class _ByPassphrase(Struct, frozen=True, tag_field="way", tag="passphrase"):
    salt: Annotated[bytes, Meta(min_length=16, max_length=16)]
    cost: Cost
    wrapped: bytes


class _ByRecovery(Struct, frozen=True, tag_field="way", tag="recovery"):
    salt: Annotated[bytes, Meta(min_length=16, max_length=16)]
    wrapped: bytes


class _ByKeychain(Struct, frozen=True, tag_field="way", tag="keychain"):
    """The key itself lies in the keychain under `SERVICE` and the device's public key."""


_Way = _ByPassphrase | _ByRecovery | _ByKeychain
Way = Literal["passphrase", "recovery", "keychain"]
"""By what a keys file can be opened."""


class _File(Struct, frozen=True):
    signing: Key
    sealing: Recipient
    secrets: bytes
    ways: tuple[_Way, ...]


class _Secrets(Struct, frozen=True):
    seed: Annotated[bytes, Meta(min_length=32, max_length=32)]
    identity: str


class PublicKeys(Struct, frozen=True):
    """What others know of a device: its signing key (it names the device) and its recipient."""

    signing: Key
    sealing: Recipient


class DeviceKeys(Struct, frozen=True):
    """A device's unlocked keys. They never leave the process that unlocked them."""

    public: PublicKeys
    seed: bytes
    identity: str

    def __repr__(self) -> str:
        return f"DeviceKeys({self.public.signing[:8]}…)"


class WaysIn(Struct, frozen=True):
    """How to open the keys: what the person has given, in the order in which it is tried.

    Attributes:
        passphrase: The passphrase.
        recovery: The words of the recovery sheet.
        keychain: Whether to ask (or, when making keys, to use) the system's keychain.
    """

    passphrase: str | None = None
    recovery: str | None = None
    keychain: bool = False


def new_recovery_code() -> str:
    """A fresh recovery code of ten words, for the printed sheet."""
    number = secrets.randbelow(words.LIST_LENGTH**RECOVERY_WORDS)
    return " ".join(words.from_number(number, RECOVERY_WORDS))


def generate() -> DeviceKeys:
    """Fresh keys for one device; they are never copied to another."""
    import pyrage

    seed = secrets.token_bytes(32)
    identity = pyrage.x25519.Identity.generate()
    signing = crypto_sign_seed_keypair(seed)[0].hex()
    return DeviceKeys(PublicKeys(signing, str(identity.to_public())), seed, str(identity))


def renewed(old: DeviceKeys) -> DeviceKeys:
    """Keys that sign anew and open what was sealed to the old ones: for a new epoch after a loss.

    Numbers of messages that the old signing key used after a backup are not known any more, so it
    must not sign again; what waits in the mailbox was sealed to its recipient and must be read.
    """
    seed = secrets.token_bytes(32)
    signing = crypto_sign_seed_keypair(seed)[0].hex()
    return DeviceKeys(PublicKeys(signing, old.public.sealing), seed, old.identity)


def store(path: Path, keys: DeviceKeys, ways: WaysIn, cost: Cost) -> None:
    """Write the keys file, sealed; an existing one is never replaced.

    Raises:
        Problem: The file exists, cannot be written, or the keychain does not take the key.
        Refusal: No way in was given.
    """
    key = secrets.token_bytes(Aead.KEY_SIZE)
    made = _wrapped(key, ways, cost, keys.public)
    if not made:
        raise Refusal(N_("Keys are never kept open: give a passphrase or use the keychain."))
    inner = canonical.encode(_Secrets(keys.seed, keys.identity))
    file = _File(
        keys.public.signing, keys.public.sealing, _seal(key, inner, keys.public), tuple(made)
    )
    write_durably(path, _content(file), overwrite=False, private=True)


def add_ways(path: Path, given: WaysIn, more: WaysIn, cost: Cost) -> None:
    """Open a keys file and let more ways open it; a new passphrase or code replaces the old one.

    Raises:
        Problem: The file cannot be read or written, or the keychain does not take the key.
        Refusal: It is no keys file, was altered, or no way that was given opens it.
    """
    file = _read(path)
    public = PublicKeys(file.signing, file.sealing)
    key, _told = _key_of(file, given, path)
    _opened(file, key, public, path)
    made = _wrapped(key, more, cost, public)
    kept = [way for way in file.ways if type(way) not in {type(each) for each in made}]
    changed = msgspec.structs.replace(file, ways=(*kept, *made))
    write_durably(path, _content(changed), private=True)


def ways_of(path: Path) -> tuple[Way, ...]:
    """By which ways a keys file can be opened; needs none of them.

    Raises:
        Problem: The file cannot be read.
        Refusal: It is no keys file.
    """
    names: dict[type, Way] = {
        _ByPassphrase: "passphrase",
        _ByRecovery: "recovery",
        _ByKeychain: "keychain",
    }
    return tuple(names[type(way)] for way in _read(path).ways)


def _wrapped(key: bytes, ways: WaysIn, cost: Cost, public: PublicKeys) -> list[_Way]:
    """The file's key, wrapped for each way that is given."""
    made: list[_Way] = []
    if ways.passphrase:
        salt = secrets.token_bytes(16)
        wrapping = _from_passphrase(ways.passphrase, salt, cost)
        made.append(_ByPassphrase(salt, cost, _seal(wrapping, key, public)))
    if ways.recovery:
        salt = secrets.token_bytes(16)
        made.append(_ByRecovery(salt, _seal(_from_recovery(ways.recovery, salt), key, public)))
    if ways.keychain:
        _put_in_keychain(public.signing, key)
        made.append(_ByKeychain())
    return made


def _content(file: _File) -> bytes:
    return heading.heading("keys") + canonical.encode(file)


def public_keys(path: Path) -> PublicKeys:
    """The public half, readable without unlocking (unlocking checks that it is the right one).

    Raises:
        Problem: The file cannot be read.
        Refusal: It is no keys file.
    """
    file = _read(path)
    return PublicKeys(file.signing, file.sealing)


def unlock(path: Path, ways: WaysIn) -> tuple[DeviceKeys, Problem | None]:
    """Open the keys file by the first way that is given and works.

    Returns:
        The keys, and what went wrong with the keychain where another way had to be used.

    Raises:
        Problem: The file cannot be read, or only the keychain was given and it does not answer.
        Refusal: It is no keys file, was altered, or no way that was given opens it.
    """
    file = _read(path)
    key, told = _key_of(file, ways, path)
    return _opened(file, key, PublicKeys(file.signing, file.sealing), path), told


def _key_of(file: _File, ways: WaysIn, path: Path) -> tuple[bytes, Problem | None]:
    """The key of a file's secrets by the first way that works, and what the keychain said."""
    public = PublicKeys(file.signing, file.sealing)
    told: Problem | None = None
    for way in sorted(file.ways, key=lambda each: not isinstance(each, _ByKeychain)):
        try:
            key = _try(way, ways, public)
        except Problem as problem:
            told = problem
            continue
        if key is not None:
            return key, told
    if told is not None and not (ways.passphrase or ways.recovery):
        raise told
    raise Refusal(NOT_OPENED, place=str(path))


def _try(way: _Way, given: WaysIn, public: PublicKeys) -> bytes | None:
    """The wrapping key's content by one way, or None where it was not given or is wrong."""
    if isinstance(way, _ByKeychain):
        return _get_from_keychain(public.signing) if given.keychain else None
    if isinstance(way, _ByRecovery):
        if not given.recovery:
            return None
        return _unseal(_from_recovery(given.recovery, way.salt), way.wrapped, public)
    if not given.passphrase:
        return None
    return _unseal(_from_passphrase(given.passphrase, way.salt, way.cost), way.wrapped, public)


def _opened(file: _File, key: bytes, public: PublicKeys, path: Path) -> DeviceKeys:
    inner = _unseal(key, file.secrets, public) if len(key) == Aead.KEY_SIZE else None
    if inner is None:
        raise Refusal(
            N_("The keys file is damaged or was altered; take it from a backup."), place=str(path)
        )
    opened = msgspec.json.decode(inner, type=_Secrets)
    return DeviceKeys(public, opened.seed, opened.identity)


def _read(path: Path) -> _File:
    content = heading.expect(read_bounded(path, _LARGEST_FILE), "keys", place=str(path))
    try:
        return msgspec.json.decode(content, type=_File)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Refusal(
            N_("The keys file is damaged; take it from a backup."), place=str(path)
        ) from None


def _seal(key: bytes, content: bytes, public: PublicKeys) -> bytes:
    """XChaCha20-Poly1305 with the public keys as associated data: neither half can be swapped."""
    return bytes(Aead(key).encrypt(content, aad=canonical.encode(public)))


def _unseal(key: bytes, sealed: bytes, public: PublicKeys) -> bytes | None:
    try:
        return Aead(key).decrypt(sealed, aad=canonical.encode(public))
    except (CryptoError, ValueError):
        return None


def _from_passphrase(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        _typed(passphrase), salt, cost.time, cost.memory, cost.lanes, Aead.KEY_SIZE, Type.ID
    )


def _typed(passphrase: str) -> bytes:
    """A passphrase as bytes: Unicode NFKC, so that another keyboard types the same."""
    import unicodedata

    return unicodedata.normalize("NFKC", passphrase).encode()


def _from_recovery(code: str, salt: bytes) -> bytes:
    """HMAC-SHA-256: the code holds 129 random bits, so nothing slow is needed."""
    number = words.to_number(code, RECOVERY_WORDS)
    return hmac.digest(salt, b"jury-app/recovery/v1" + number.to_bytes(17), hashlib.sha256)


def _put_in_keychain(account: str, key: bytes) -> None:
    import keyring

    try:
        keyring.set_password(SERVICE, account, key.hex())
        kept = keyring.get_password(SERVICE, account)
    except Exception as error:  # noqa: BLE001  backends are foreign plugins and raise anything
        raise _keychain_failed(str(error)) from None
    if kept != key.hex():
        raise _keychain_failed(_("it does not give back what it was given"))


def _get_from_keychain(account: str) -> bytes:
    import keyring

    try:
        kept = keyring.get_password(SERVICE, account)
    except Exception as error:  # noqa: BLE001  backends are foreign plugins and raise anything
        raise _keychain_failed(str(error)) from None
    if kept is None or not re.fullmatch(r"[0-9a-f]{64}", kept):
        raise _keychain_failed(_("it does not hold this device's key"))
    return bytes.fromhex(kept)


def _keychain_failed(reason: str) -> Problem:
    return Problem(NO_KEYCHAIN, reason=reason or os.name)
