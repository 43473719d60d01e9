import base64
import hashlib
import json
import string
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.bindings import crypto_sign_open
from nacl.exceptions import BadSignatureError
from securesystemslib.dsse import Envelope as OtherEnvelope
from securesystemslib.signer import SSlibKey

from jury_app.base.errors import Refusal
from jury_app.exchange.envelope import enclose, kind_of_type, open_envelope, pae, payload_type, sign

SEED = bytes(range(32))
PAYLOAD = b'{"edition":"e","units":15}'
WYCHEPROOF = json.loads(
    (Path(__file__).parent / "vectors" / "wycheproof_ed25519.json").read_text(encoding="utf-8")
)
CASES = [
    (group["publicKey"]["pk"], case)
    for group in WYCHEPROOF["testGroups"]
    for case in group["tests"]
]


def test_published_dsse_vector() -> None:
    """protocol.md of DSSE 1.0.0."""
    encoded = pae("http://example.com/HelloWorld", b"hello world")
    assert encoded == b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"


def verifies(key: str, case: dict[str, Any]) -> bool:
    signature, message = (bytes.fromhex(case[name]) for name in ("sig", "msg"))
    try:
        opened = crypto_sign_open(signature + message, bytes.fromhex(key))
    except BadSignatureError:
        return False
    return len(signature) == 64 and opened == message


@pytest.mark.parametrize(("key", "case"), CASES, ids=lambda part: str(part)[:8])
def test_wycheproof(key: str, case: dict[str, Any]) -> None:
    """What is "acceptable" there concerns public keys of small or mixed order; see formats.md."""
    if case["result"] == "acceptable":
        assert verifies(key, case) == ("SmallOrderPublicKey" not in case["flags"])
    else:
        assert verifies(key, case) == (case["result"] == "valid")


def test_all_vectors_are_there() -> None:
    assert len(CASES) == WYCHEPROOF["numberOfTests"] == 210


@given(st.binary(max_size=200), st.sampled_from(["scorecard", "decision", "a1_b"]))
def test_what_is_signed_opens_again(payload: bytes, kind: str) -> None:
    signed = sign(SEED, kind, payload)
    assert open_envelope(signed.envelope) == signed


def test_identity_is_the_hash_of_the_signed_bytes() -> None:
    signed = sign(SEED, "scorecard", PAYLOAD)
    type_ = b"application/vnd.jury-app.scorecard.v1+json"
    body = b"DSSEv1 %d %b %d %b" % (len(type_), type_, len(PAYLOAD), PAYLOAD)
    assert signed.hash == hashlib.sha256(body).hexdigest()


def test_another_implementation_of_dsse_agrees() -> None:
    signed = sign(SEED, "scorecard", PAYLOAD)
    other = OtherEnvelope.from_dict(json.loads(signed.envelope))
    assert other.pae() == pae(signed.type, PAYLOAD)
    key = SSlibKey(signed.key, "ed25519", "ed25519", {"public": signed.key})
    assert list(other.verify([key], 1)) == [signed.key]


def test_every_flipped_bit_is_refused() -> None:
    """Of an envelope in its one form nothing is malleable, not even the key id."""
    envelope = sign(SEED, "scorecard", PAYLOAD).envelope
    for place in range(len(envelope) * 8):
        flipped = bytearray(envelope)
        flipped[place // 8] ^= 1 << place % 8
        with pytest.raises(Refusal):
            open_envelope(bytes(flipped))


def test_every_prefix_is_refused() -> None:
    envelope = sign(SEED, "scorecard", PAYLOAD).envelope
    for length in range(len(envelope)):
        with pytest.raises(Refusal):
            open_envelope(envelope[:length])


def _altered(**changes: object) -> bytes:
    tree = json.loads(sign(SEED, "scorecard", PAYLOAD).envelope) | changes
    return json.dumps(tree, sort_keys=True, separators=(",", ":")).encode()


def test_one_kind_passed_as_another_is_refused() -> None:
    for kind, other in (("scorecard", "decision"), ("decision", "scorecard")):
        tree = json.loads(sign(SEED, kind, PAYLOAD).envelope)
        tree["payloadType"] = payload_type(other)
        text = json.dumps(tree, sort_keys=True, separators=(",", ":"))
        with pytest.raises(Refusal, match="signature"):
            open_envelope(text.encode())


def test_two_signatures_none_and_spare_members_are_refused() -> None:
    (signature,) = json.loads(sign(SEED, "scorecard", PAYLOAD).envelope)["signatures"]
    for changes in (
        {"signatures": [signature, signature]},
        {"signatures": []},
        {"signatures": [signature | {"spare": 1}]},
        {"spare": 1},
        {"payloadType": "application/json"},
        {"payloadType": "application/vnd.jury-app.scorecard.v0+json"},
        {"payloadType": "application/vnd.jury-app.scorecard.v1+json\n"},
    ):
        with pytest.raises(Refusal):
            open_envelope(_altered(**changes))


def test_base64_has_one_form() -> None:
    """Unused bits, missing padding and the URL alphabet would be second forms of one envelope."""
    text = base64.b64encode(PAYLOAD + b"?>").decode()
    envelope = sign(SEED, "scorecard", PAYLOAD + b"?>").envelope
    assert text.encode() in envelope
    for other in (text.rstrip("="), text.replace("+", "-").replace("/", "_") + "=", text + "\n"):
        with pytest.raises(Refusal):
            open_envelope(envelope.replace(text.encode(), other.encode()))


@pytest.mark.parametrize("size", range(7))
def test_no_escape_and_no_spare_bit_gives_a_second_form(size: int) -> None:
    """Each of these decodes to the very same payload under the very same signature."""
    envelope = sign(SEED, "scorecard", bytes(range(0xF9, 0xF9 + size))).envelope.decode()
    start = len('{"payload":"')
    end = envelope.index('","payloadType"')
    digits = string.ascii_uppercase + string.ascii_lowercase + string.digits + "+/"
    others = [
        f"{envelope[:at]}\\u{ord(envelope[at]):04x}{envelope[at + 1 :]}"
        for at in range(start, len(envelope) - 1)
        if envelope[at] not in '",:{}[]'
    ]
    others += [envelope[:at] + "\\" + envelope[at:] for at in range(start, end)]
    last = len(envelope[start:end].rstrip("=")) + start - 1
    if size:
        others += [envelope[:last] + each + envelope[last + 1 :] for each in digits]
    assert open_envelope(envelope.encode())
    for other in others:
        if other != envelope:
            with pytest.raises(Refusal):
                open_envelope(other.encode())


@given(
    st.binary(max_size=30),
    st.integers(0, 400),
    st.integers(0, 8),
    st.lists(st.sampled_from([*"AZz09+/=", "\\u0041", "\\/", " ", "\n", '"', "é"]), max_size=6),
)
def test_what_opens_is_what_would_be_written(
    payload: bytes, at: int, gone: int, pieces: list[str]
) -> None:
    envelope = sign(SEED, "scorecard", payload).envelope
    altered = envelope[:at] + "".join(pieces).encode() + envelope[at + gone :]
    try:
        opened = open_envelope(altered)
    except Refusal:
        assert altered != envelope
    else:
        assert altered == enclose(opened.type, opened.payload, opened.key, opened.signature)


def test_an_envelope_beyond_the_limit_is_not_read() -> None:
    with pytest.raises(Refusal, match="larger than 100"):
        open_envelope(sign(SEED, "scorecard", PAYLOAD).envelope, limit=100)


def test_kinds_and_versions_stand_in_the_payload_type() -> None:
    assert kind_of_type(payload_type("new_kind", 12)) == ("new_kind", 12)
    signed = sign(SEED, "new_kind", PAYLOAD, version=12)
    opened = open_envelope(signed.envelope)
    assert (opened.kind, opened.version) == ("new_kind", 12)
