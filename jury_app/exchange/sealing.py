"""Sealing to readers and opening, with age's X25519 recipients and nothing else.

A passphrase-sealed file from a stranger can ask for gigabytes of memory, so the header is read
here before age sees the file (format: https://age-encryption.org/v1).
"""

import re
from collections.abc import Sequence

from jury_app.base.errors import Refusal
from jury_app.base.texts import N_

NOT_FOR_US = N_("This cannot be opened: it is sealed to somebody else, altered, or cut short.")
"""Why what is sealed to other readers is refused."""
LARGEST = 256 << 20
"""Bytes of the largest sealed file that is opened."""

_FIRST = b"age-encryption.org/v1\n"
_HEADER_LIMIT = 64 << 10
_STANZAS = 100
_END = re.compile(rb"\n--- [A-Za-z0-9+/]{43}\n")
_STANZA = re.compile(rb"^-> ([!-~]+)", re.MULTILINE)


def seal(content: bytes, readers: Sequence[str]) -> bytes:
    """Seal `content` so that each of `readers` (age X25519 recipients) can open it.

    Raises:
        Refusal: No reader, or one that is no X25519 recipient.
    """
    import pyrage

    if not readers:
        raise Refusal(N_("There is nobody to seal this for; name a reader."))
    try:
        recipients = [pyrage.x25519.Recipient.from_str(reader) for reader in readers]
    except pyrage.RecipientError:
        raise Refusal(N_("A reader's address is damaged; take it anew from the roster.")) from None
    sealed: bytes = pyrage.encrypt(content, recipients)
    return sealed


def check_header(sealed: bytes, *, place: str | None = None) -> None:
    """Refuse what is not an age file sealed to X25519 recipients, without any cryptography.

    Raises:
        Refusal: Too large, no age file, or sealed by a passphrase.
    """
    if len(sealed) > LARGEST:
        raise Refusal(
            N_("This sealed file is larger than {limit} bytes; it is not what it should be."),
            place=place,
            limit=LARGEST,
        )
    end = _END.search(sealed, 0, _HEADER_LIMIT)
    if not sealed.startswith(_FIRST) or end is None:
        raise Refusal(N_("This is no sealed file, or its beginning is missing."), place=place)
    kinds = _STANZA.findall(sealed, 0, end.start() + 1)
    if b"scrypt" in kinds:
        raise Refusal(
            N_("This was sealed with a passphrase; only what is sealed to your key is opened."),
            place=place,
        )
    if b"X25519" not in kinds or len(kinds) > _STANZAS:
        raise Refusal(
            N_("This is not sealed to keys of this program; ask for it again."), place=place
        )


def open_sealed(sealed: bytes, identity: str, *, place: str | None = None) -> bytes:
    """Open a sealed file with this device's own identity (`AGE-SECRET-KEY-1…`).

    Raises:
        Refusal: Not such a file, altered, cut short, or sealed to other readers.
    """
    import pyrage

    check_header(sealed, place=place)
    try:
        content: bytes = pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(identity)])
    except pyrage.DecryptError:
        raise Refusal(NOT_FOR_US, place=place) from None
    return content
