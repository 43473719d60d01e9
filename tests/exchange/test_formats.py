"""docs/formats.md is read here: what it shows is what the program writes and takes."""

import base64
import hashlib
import json
import re

import pytest

from jury_app.base import places
from jury_app.exchange import canonical, forms, heading, log, mailbox, parts, words
from jury_app.exchange.envelope import open_envelope, sign
from jury_app.exchange.needed import NEEDED
from jury_app.exchange.parts import Part
from jury_app.jury.scorecard import Scorecard

PAGE = (places.resource().parent / "docs" / "formats.md").read_text(encoding="utf-8")
EXAMPLES = dict(
    re.findall(r"^```(?:json|text) ([^\n]+)\n(.*?)\n```$", PAGE, re.MULTILINE | re.DOTALL)
)


def test_the_payload_is_canonical_and_a_scorecard() -> None:
    payload = EXAMPLES["payload"].encode()
    canonical.check(payload)
    signed = sign(bytes(range(32)), "scorecard", payload)
    document = forms.read(signed)
    assert isinstance(document, Scorecard)
    assert canonical.encode(document) == payload


def test_the_envelope_is_the_payload_signed() -> None:
    envelope = EXAMPLES["envelope"].encode()
    signed = open_envelope(envelope)
    assert signed == sign(bytes(range(32)), "scorecard", EXAMPLES["payload"].encode())
    assert signed.hash == EXAMPLES["identity"]


def test_a_reader_without_this_program_comes_to_the_same() -> None:
    """As the page tells it, with nothing but the standard library."""
    tree = json.loads(EXAMPLES["envelope"])
    payload, kind = base64.b64decode(tree["payload"]), tree["payloadType"].encode()
    body = b" ".join([b"DSSEv1", b"%d" % len(kind), kind, b"%d" % len(payload), payload])
    assert hashlib.sha256(body).hexdigest() == EXAMPLES["identity"]
    part = json.loads(EXAMPLES["part"])
    value = json.dumps(
        [part["name"], part["audience"], part["value"]], ensure_ascii=False, separators=(",", ":")
    )
    salted = b"jury-app/part/v1" + bytes.fromhex(part["salt"]) + value.encode()
    assert hashlib.sha256(salted).hexdigest() in EXAMPLES["payload"]
    leaf = hashlib.sha256(b"\0" + EXAMPLES["leaf"].encode()).hexdigest()
    assert leaf == EXAMPLES["leaf hash"]


def test_the_part_belongs_to_the_scorecard() -> None:
    tree = json.loads(EXAMPLES["part"])
    part = Part(**tree)
    assert canonical.encode(part).decode() == EXAMPLES["part"]
    signed = open_envelope(EXAMPLES["envelope"].encode())
    document = forms.read(signed)
    assert isinstance(document, Scorecard)
    assert [each.hash for each in document.parts] == [parts.hash_of(part)]


def test_the_leaf_is_the_envelopes() -> None:
    signed = open_envelope(EXAMPLES["envelope"].encode())
    entry = log.leaf(signed.hash, signed.type)
    assert entry.decode() == EXAMPLES["leaf"]
    assert log.leaf_hash(entry).hex() == EXAMPLES["leaf hash"]


def test_the_words_and_the_name() -> None:
    identity, _, six = EXAMPLES["words"].partition(" ")
    assert words.fingerprint(identity) == six
    assert mailbox.name_of(42, b"abc") == EXAMPLES["name of “abc” as number 42"]


@pytest.mark.parametrize("kind", ["message", "invitation", "bundle", "keys"])
def test_the_first_lines(kind: str) -> None:
    assert f"| `{heading.heading(kind).decode().strip()}` |" in PAGE


def test_every_kind_stands_in_the_page() -> None:
    table = PAGE.split("## Kinds")[1].split("## Trust")[0]
    for kind in (*forms.KINDS, *forms.OWN):
        assert f"`{kind}`" in table, kind


def test_what_a_bundle_must_hold_stands_in_the_page() -> None:
    said = next(line for line in PAGE.splitlines() if "It must hold every" in line)
    listed = said.split("It must hold every")[1].split(" before ")[0]
    assert set(re.findall(r"`([a-z]+)`", listed)) == set(NEEDED)
