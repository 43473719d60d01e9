"""Every kind of document there is, generated from its own type: signed, opened and read again."""

from functools import cache
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import inspect

from jury_app.base.document import PartHash
from jury_app.exchange import canonical, forms
from jury_app.exchange.envelope import open_envelope, sign
from jury_app.exchange.forms import OWN
from jury_app.exchange.parts import Part
from jury_app.jury.kinds import KINDS

ALL = {**KINDS, **OWN}
texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
values = st.recursive(
    texts | st.booleans() | st.integers(-5, 5),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=5,
)


def strategy(info: inspect.Type) -> st.SearchStrategy[Any]:  # noqa: C901, PLR0911  one a type
    """Values of a type, within all of its bounds."""
    match info:
        case inspect.StructType(cls) if cls is PartHash:
            return st.builds(
                PartHash,
                name=texts.filter(bool),
                audience=st.from_regex("[a-z0-9][a-z0-9_-]{0,63}", fullmatch=True),
                hash=st.from_regex("[0-9a-f]{64}", fullmatch=True),
            )
        case inspect.StructType():
            return built(info.cls)
        case inspect.UnionType():
            return st.one_of([strategy(each) for each in info.types])
        case inspect.VarTupleType():
            low, high = info.min_length or 0, min(info.max_length or 3, 3)
            return st.lists(strategy(info.item_type), min_size=low, max_size=high).map(tuple)
        case inspect.IntType():
            return st.integers(info.ge, info.le)
        case inspect.StrType():
            if info.pattern:
                return st.from_regex(info.pattern.replace("\\Z", "$"), fullmatch=True).filter(
                    lambda text: not text.endswith("\n")
                )
            return st.text(
                st.characters(codec="utf-8", exclude_characters="\0"),
                min_size=info.min_length or 0,
                max_size=20,
            )
        case inspect.BoolType():
            return st.booleans()
        case inspect.LiteralType():
            return st.sampled_from(info.values)
        case inspect.NoneType():
            return st.none()
        case inspect.AnyType():
            return values
        case _:
            raise AssertionError(info)


@cache
def built(form: type[msgspec.Struct]) -> st.SearchStrategy[Any]:
    info = inspect.type_info(form)
    assert isinstance(info, inspect.StructType)
    fields = {field.name: st.deferred(lambda f=field: strategy(f.type)) for field in info.fields}
    return st.builds(form, **fields)


def documents(kind: str) -> st.SearchStrategy[Any]:
    return strategy(inspect.type_info(ALL[kind]))


@pytest.mark.parametrize("kind", ALL)
def test_what_is_signed_is_read_again(kind: str) -> None:
    @settings(max_examples=15, deadline=None)
    @given(documents(kind))
    def holds(document: Any) -> None:
        payload = canonical.encode(document)
        canonical.check(payload)
        signed = open_envelope(sign(bytes(32), kind, payload).envelope)
        assert forms.read(signed) == document

    holds()


@pytest.mark.parametrize("kind", ALL)
def test_a_field_of_a_later_version_survives_and_is_ignored(kind: str) -> None:
    @settings(max_examples=5, deadline=None)
    @given(documents(kind))
    def holds(document: Any) -> None:
        tree = msgspec.to_builtins(document) | {"zz_later": [{"a": 1}]}
        payload = canonical.encode(tree)
        signed = open_envelope(sign(bytes(32), kind, payload).envelope)
        assert forms.read(signed) == document
        assert signed.payload == payload

    holds()


@settings(max_examples=30, deadline=None)
@given(built(Part))
def test_a_part_is_read_again(part: Part) -> None:
    assert canonical.decode(canonical.encode(part), msgspec.json.Decoder(Part)) == part
