import hashlib
import itertools
import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jury_app.base.document import Parted, PartHash
from jury_app.base.errors import Refusal
from jury_app.exchange import canonical, forms, parts
from jury_app.exchange.envelope import open_envelope, sign
from jury_app.jury.kinds import KINDS
from jury_app.jury.scorecard import Score, Scorecard, Viewing
from tests.exchange.made import make_all

SEED = bytes(range(32))
VALUES = [
    ("lane/writing", "panel", 60),
    ("comment/entrant", "entrant", "光影之間 <b>"),
    ("ethics/likeness", "panel", {"answer": "clear", "note": ""}),
    ("title", "public", "x"),
]


def card(held: tuple[parts.PartHash, ...]) -> Scorecard:
    return Scorecard(
        edition="e" * 64,
        round="r1",
        film="f" * 32,
        category="generative",
        juror="a" * 32,
        rules="b" * 64,
        texts="c" * 64,
        language="en",
        at="2026-07-18T09:30:00Z",
        scores=(Score(criterion="cohesion", units=7, per=1),),
        viewings=(Viewing(kind="played", share=1000, parts=held[2:]),),
        parts=held[:2],
    )


def test_the_hash_is_as_the_format_says() -> None:
    held, part = parts.make("title", "public", "é", random=lambda n: b"\x07" * n)
    body = b"jury-app/part/v1" + b"\x07" * 16 + '["title","public","é"]'.encode()
    assert held.hash == hashlib.sha256(body).hexdigest()
    assert part.salt == "07" * 16


def test_withheld_in_every_combination_the_signature_stays_good() -> None:
    held, values = make_all(VALUES)
    signed = sign(SEED, "scorecard", canonical.encode(card(held)))
    for count in range(len(values) + 1):
        for shown in itertools.combinations(values, count):
            assert open_envelope(signed.envelope) == signed
            opened = parts.match(card(held), parts.by_hash(shown))
            given_back = {part.name: part.value for part in opened.values.values()}
            assert given_back == {part.name: part.value for part in shown}
            missing = {each.name for each in opened.withheld}
            assert missing == {part.name for part in values} - set(given_back)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0")), st.integers(0, 3))
def test_another_value_name_audience_or_salt_does_not_match(text: str, what: int) -> None:
    held, part = parts.make("comment", "panel", "the juror's words")
    fields = {"name": part.name, "audience": part.audience, "salt": part.salt, "value": text}
    fields |= [{}, {"name": "other"}, {"audience": "public"}, {"salt": "0" * 32}][what]
    other = parts.Part(**fields)
    known = parts.by_hash([other])
    assert (held.hash in known) == (other == part)


def test_values_that_no_document_may_hold_are_refused() -> None:
    for value in (None, 1.5, 2**53, "a\0b", {"A": 1}, [[None]]):
        with pytest.raises(Refusal):
            parts.make("x", "panel", value)


def test_a_value_may_be_nested_twelve_deep_so_that_any_carrier_stays_within_sixteen() -> None:
    value: object = 1
    for _ in range(12):
        value = [value]
    _, part = parts.make("x", "panel", value)
    canonical.check(canonical.encode({"parts": [part]}))
    with pytest.raises(Refusal, match="too deep"):
        parts.make("x", "panel", [value])


def test_two_equal_values_have_different_hashes() -> None:
    assert parts.make("x", "panel", 1)[0].hash != parts.make("x", "panel", 1)[0].hash


def test_part_hashes_are_found_at_any_depth() -> None:
    held, _ = make_all(VALUES)
    assert {each.hash for each in parts.hashes(card(held))} == {each.hash for each in held}


def test_a_part_is_written_as_the_format_says() -> None:
    _, part = parts.make("title", "public", [1, {"b": "x"}], random=bytes)
    assert json.loads(canonical.encode(part)) == {
        "audience": "public",
        "name": "title",
        "salt": "0" * 32,
        "value": [1, {"b": "x"}],
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("hash", "A" * 64),
        ("hash", "g" * 64),
        ("hash", " a" * 32),
        ("hash", "a" * 63),
        ("hash", "a" * 65),
        ("hash", "٣" * 64),
        ("hash", "a" * 63 + "\n"),
        ("audience", "Panel"),
        ("audience", ""),
        ("audience", "panel\n"),
        ("audience", "a" * 65),
    ],
)
def test_a_part_hash_of_another_form_is_refused_wherever_it_stands(name: str, value: str) -> None:
    good = {"audience": "panel", "hash": "a" * 64, "name": "cue/1"}
    document = msgspec.to_builtins(card(make_all(VALUES)[0]))
    seen = {"kind": "declared", "parts": [{**good, name: value}], "share": 1000}
    for change in ({"parts": [good, {**good, name: value}]}, {"viewings": [seen]}):
        signed = sign(SEED, "scorecard", canonical.encode({**document, **change}))
        with pytest.raises(Refusal, match="not what it should be"):
            forms.read(signed)


def test_every_piece_that_holds_part_hashes_checks_their_form() -> None:
    seen = set[type]()
    waiting: list[object] = [*KINDS.values(), *forms.OWN.values()]
    while waiting:
        for info in structs_in(msgspec.inspect.type_info(waiting.pop())):
            holds = {field.name: structs_in(field.type) for field in info.fields}
            for name, items in holds.items():
                for item in items:
                    if item.cls is PartHash:
                        assert name == "parts"
                        assert issubclass(info.cls, Parted)
                    elif item.cls not in seen:
                        waiting.append(item.cls)
            seen.add(info.cls)
    assert {each.__name__ for each in seen if issubclass(each, Parted)} >= {
        "Film",
        "Item",
        "Person",
        "Scorecard",
        "Session",
        "Viewing",
    }


def structs_in(info: msgspec.inspect.Type) -> list[msgspec.inspect.StructType]:
    match info:
        case msgspec.inspect.StructType():
            return [info]
        case msgspec.inspect.UnionType(types):
            return [each for one in types for each in structs_in(one)]
        case msgspec.inspect.VarTupleType(item_type):
            return structs_in(item_type)
    return []
