"""Signed documents: DSSE v1 envelopes with exactly one Ed25519 signature.

An envelope has one form only: the canonical JSON of `{payload, payloadType, signatures: [{keyid,
sig}]}`, base64 with padding. A document's identity is the SHA-256 of what was signed (DSSE's PAE).
Who may sign what is not decided here (`exchange.roster`).
"""

import hashlib
import re
from binascii import a2b_base64, b2a_base64
from functools import lru_cache
from typing import Annotated

import msgspec
from msgspec import Meta, Struct
from nacl.bindings import crypto_sign, crypto_sign_open, crypto_sign_seed_keypair
from nacl.exceptions import BadSignatureError

from jury_app.base.document import Key
from jury_app.base.errors import Refusal
from jury_app.base.texts import N_, _

LARGEST_DOCUMENT = 16 << 20
"""Bytes of the largest envelope of a document; a message may be larger (`exchange.channel`)."""

_TYPE = re.compile(r"application/vnd\.jury-app\.([a-z][a-z0-9_]{0,63})\.v([1-9][0-9]{0,3})\+json")


class _Signature(Struct, frozen=True, gc=False):
    keyid: Key
    sig: Annotated[bytes, Meta(min_length=64, max_length=64)]


class _Envelope(Struct, frozen=True, gc=False):
    payload: bytes
    payload_type: str = msgspec.field(name="payloadType")
    signatures: Annotated[tuple[_Signature, ...], Meta(min_length=1, max_length=1)]


_START = b'{"payload":"'
_decoder = msgspec.json.Decoder(_Envelope)
_encoder = msgspec.json.Encoder(order="sorted")


class Signed(Struct, frozen=True, gc=False):
    """A signed document whose signature is good; nothing is known yet about who the key is.

    Attributes:
        kind: Kind of document, e.g. `scorecard`.
        version: Major version of the kind's form.
        payload: The signed JSON, kept for ever as it is.
        hash: Identity: SHA-256 of the signed bytes, 64 hexadecimal digits.
        key: The Ed25519 public key that verified, 64 hexadecimal digits.
        envelope: The whole envelope, byte for byte.
    """

    kind: str
    version: int
    payload: bytes
    hash: str
    key: str
    envelope: bytes

    @property
    def type(self) -> str:
        """The payload type."""
        return payload_type(self.kind, self.version)

    @property
    def signature(self) -> bytes:
        """The 64 bytes of the signature: the envelope's one form ends with them."""
        return a2b_base64(self.envelope[-92:-4])


@lru_cache(maxsize=256)
def payload_type(kind: str, version: int = 1) -> str:
    """The payload type of a kind, e.g. `application/vnd.jury-app.scorecard.v1+json`."""
    return f"application/vnd.jury-app.{kind}.v{version}+json"


@lru_cache(maxsize=256)
def kind_of_type(text: str) -> tuple[str, int]:
    """Kind and version that a payload type names.

    Raises:
        Refusal: It is no payload type of ours.
    """
    match = _TYPE.fullmatch(text)
    if match is None:
        raise Refusal(
            N_("“{type}” is no kind of document of this program; it was not taken in."), type=text
        )
    return match[1], int(match[2])


def pae(type_: str, payload: bytes) -> bytes:
    """DSSE's pre-authentication encoding: the bytes that are signed and hashed."""
    name = type_.encode()
    return b"DSSEv1 %d %b %d %b" % (len(name), name, len(payload), payload)


def sign(seed: bytes, kind: str, payload: bytes, version: int = 1) -> Signed:
    """Sign a canonical payload.

    Args:
        seed: The 32 bytes of an Ed25519 private key.
        kind: Kind of document.
        payload: Its canonical JSON; whoever made it answers for that.
        version: Major version of the kind.
    """
    public, secret = crypto_sign_seed_keypair(seed)
    type_ = payload_type(kind, version)
    kind_of_type(type_)
    body = pae(type_, payload)
    signature = crypto_sign(body, secret)[:64]
    envelope = enclose(type_, payload, public.hex(), signature)
    return Signed(kind, version, payload, hashlib.sha256(body).hexdigest(), public.hex(), envelope)


def enclose(type_: str, payload: bytes, key: str, signature: bytes) -> bytes:
    """The envelope of a document whose signature is known, byte for byte as it was signed."""
    return _encoder.encode(_Envelope(payload, type_, (_Signature(key, signature),)))


def open_envelope(
    envelope: bytes, *, place: str | None = None, limit: int = LARGEST_DOCUMENT
) -> Signed:
    """Read an envelope and verify its signature.

    The key id is only a look-up: it names the key that must verify, and whether that key means
    anything is for the roster to say.

    Args:
        envelope: All bytes of the envelope.
        place: Where it was found, for the message.
        limit: The most bytes it may have.

    Raises:
        Refusal: Too large, not an envelope in its one form, of no payload type of ours, or the
            signature is not good.
    """
    if len(envelope) > limit:
        raise Refusal(
            N_("This document is larger than {limit} bytes; it is not what it should be."),
            place=place,
            limit=limit,
        )
    try:
        read = _decoder.decode(envelope)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _foreign(place, str(error)) from None
    if not _is_one_form(envelope, read):
        raise _foreign(place, _("not in its one form"))
    kind, version = kind_of_type(read.payload_type)
    body = pae(read.payload_type, read.payload)
    signature = read.signatures[0]
    try:
        crypto_sign_open(signature.sig + body, bytes.fromhex(signature.keyid))
    except BadSignatureError:
        raise Refusal(
            N_("The signature is not good: this was altered, or is not from whom it names."),
            place=place,
        ) from None
    digest = hashlib.sha256(body).hexdigest()
    return Signed(kind, version, read.payload, digest, signature.keyid, envelope)


def _is_one_form(envelope: bytes, read: _Envelope) -> bool:
    """Whether these bytes are those that `enclose` writes of what was read of them.

    Writing all of it anew and comparing says the same, and takes three times as long. Before and
    behind the payload's digits every byte is compared. Where the digits are as many as the payload
    needs, none of them is an escape; and only the last four may stand for the same bytes in more
    than one way, having bits to spare.
    """
    size = len(read.payload)
    last = read.payload[size - (size % 3 or 3) :] if size else b""
    signature = read.signatures[0]
    end = b'%b","payloadType":"%b","signatures":[{"keyid":"%b","sig":"%b"}]}' % (
        b2a_base64(last, newline=False),
        read.payload_type.encode(),
        signature.keyid.encode(),
        b2a_base64(signature.sig, newline=False),
    )
    whole = len(_START) + (size - len(last)) // 3 * 4 + len(end)
    return len(envelope) == whole and envelope.startswith(_START) and envelope.endswith(end)


def _foreign(place: str | None, reason: str) -> Refusal:
    return Refusal(
        N_(
            "This is no signed document in the form of docs/formats.md ({reason}); ask for it anew."
        ),
        place=place,
        reason=reason,
    )
