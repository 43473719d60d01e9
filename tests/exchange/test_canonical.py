import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jury_app.base.document import LARGEST
from jury_app.base.errors import Refusal
from jury_app.exchange import canonical
from jury_app.exchange.channel import Message
from jury_app.exchange.parts import Part
from jury_app.jury.kinds import KINDS
from jury_app.jury.scorecard import Score

names = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"))
scalars = texts | st.booleans() | st.integers(-LARGEST, LARGEST)
values = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(names, inner), max_leaves=20
)

ODD = {
    "duplicate member": b'{"a":1,"a":1}',
    "unsorted members": b'{"b":1,"a":2}',
    "white space": b'{"a": 1}',
    "line feed after it": b"[1]\n",
    "NaN": b"[NaN]",
    "infinity": b"[Infinity]",
    "beyond a double": b"[1e999]",
    "exponent": b"[1e2]",
    "fraction": b"[1.5]",
    "whole fraction": b"[1.0]",
    "minus zero": b"[-0]",
    "leading zero": b"[01]",
    "2^53": b"[9007199254740992]",
    "-2^53": b"[-9007199254740992]",
    "2^64": b"[18446744073709551616]",
    "null": b'{"a":null}',
    "bare null": b"null",
    "byte-order mark": b"\xef\xbb\xbf[1]",
    "escaped letter": b'["\\u0061"]',
    "escaped slash": b'["\\/"]',
    "upper-case escape": b'["\\u001F"]',
    "NUL": b'["\\u0000"]',
    "raw NUL": b'["\x00"]',
    "lone surrogate": b'["\\ud800"]',
    "encoded surrogate": b'["\xed\xa0\x80"]',
    "surrogate pair escaped": b'["\\ud83d\\ude00"]',
    "not UTF-8": b'["\xff"]',
    "capital in a name": b'{"A":1}',
    "empty name": b'{"":1}',
    "number as a name": b'{"1":1}',
    "depth 17": b"[" * 17 + b"]" * 17,
    "depth 100,000": b"[" * 100_000 + b"]" * 100_000,
    "cut short": b'{"a":',
    "nothing": b"",
    "UTF-16": '{"a":1}'.encode("utf-16"),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_json_is_refused(name: str) -> None:
    with pytest.raises(Refusal):
        canonical.check(ODD[name])


@pytest.mark.parametrize("name", ODD)
def test_odd_json_is_refused_in_every_document(name: str) -> None:
    """Also where it hides in a field that this version does not know."""
    hidden = b'{"criterion":"c","later":' + ODD[name] + b',"per":1,"units":3}'
    with pytest.raises(Refusal):
        canonical.decode(hidden, msgspec.json.Decoder(Score))
    with pytest.raises(Refusal):
        canonical.decode(ODD[name], msgspec.json.Decoder(Score))


@given(values)
def test_what_is_encoded_is_canonical_and_comes_back(value: object) -> None:
    encoded = canonical.encode(value)
    canonical.check(encoded)
    assert json.loads(encoded) == value


@given(values)
def test_the_form_is_that_of_rfc_8785(value: object) -> None:
    """Of strings, integers and ASCII names, sorted compact JSON without ASCII escapes is JCS."""
    jcs = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert canonical.encode(value) == jcs.encode()


def test_rfc_8785_string_example() -> None:
    """RFC 8785 §3.2.2.2: its example string, and the bytes it must become."""
    text = "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/"
    assert canonical.encode(text) == b'"\xe2\x82\xac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'


def test_sixteen_levels_are_allowed() -> None:
    canonical.check(b"[" * 16 + b"]" * 16)


def test_a_literal_backslash_u0000_is_no_nul() -> None:
    payload = canonical.encode(Score(criterion="c", cannot="x"))
    assert canonical.decode(payload, msgspec.json.Decoder(Score)).cannot == "x"
    canonical.check(b'["\\\\u0000"]')


def test_unknown_fields_are_ignored_and_their_oddities_are_not() -> None:
    decoder = msgspec.json.Decoder(Score)
    assert canonical.decode(b'{"criterion":"c","later":[1],"per":1,"units":3}', decoder) == Score(
        criterion="c", units=3, per=1
    )
    for odd in (b'{"criterion":"c","later":1.5}', b'{"criterion":"c","later":null}'):
        with pytest.raises(Refusal):
            canonical.decode(odd, decoder)


def test_a_known_field_that_is_written_as_its_default_is_canonical_too() -> None:
    class Held(msgspec.Struct, omit_defaults=True):
        hold: bool = False

    assert canonical.decode(b'{"hold":false}', msgspec.json.Decoder(Held)) == Held()


def test_a_wrong_type_is_refused_with_its_path() -> None:
    with pytest.raises(Refusal, match=r"\$\.units"):
        canonical.decode(b'{"criterion":"c","units":"3"}', msgspec.json.Decoder(Score))


@pytest.mark.parametrize("kind", [*KINDS, "message"])
def test_types_of_documents_admit_nothing_that_is_not_canonical(kind: str) -> None:
    """The fast way of `decode` rests on this: integers bounded, no fraction, no required null."""
    _walk(msgspec.inspect.type_info(KINDS.get(kind, Message)), kind, set())


def _walk(info: msgspec.inspect.Type, path: str, seen: set[type]) -> None:
    match info:
        case msgspec.inspect.StructType():
            if info.cls is Part or info.cls in seen:
                return  # a part's value is walked by itself
            seen.add(info.cls)
            assert info.cls.__struct_config__.omit_defaults, path
            for field in info.fields:
                kinds = getattr(field.type, "types", (field.type,))
                if any(isinstance(kind, msgspec.inspect.NoneType) for kind in kinds):
                    assert field.default is None, f"{path}.{field.name} can be a written null"
                _walk(field.type, f"{path}.{field.name}", seen)
        case msgspec.inspect.UnionType():
            for each in info.types:
                _walk(each, path, seen)
        case msgspec.inspect.VarTupleType():
            assert not isinstance(info.item_type, msgspec.inspect.NoneType), path
            _walk(info.item_type, f"{path}[]", seen)
        case msgspec.inspect.IntType():
            assert info.ge is not None, path
            assert info.ge >= -LARGEST, path
            assert info.le is not None, path
            assert info.le <= LARGEST, path
        case _:
            allowed = (
                msgspec.inspect.StrType,
                msgspec.inspect.BoolType,
                msgspec.inspect.LiteralType,
                msgspec.inspect.NoneType,
            )
            assert isinstance(info, allowed), f"{path}: {info}"
