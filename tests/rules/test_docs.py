"""docs/profiles.md names every key, and its examples are read."""

import re
import tomllib
from pathlib import Path

import pytest
from msgspec import inspect

from jury_app.rules.profile import read_profile
from jury_app.rules.sheet import Sheet
from tests.rules.samples import content

PAGE = (Path(__file__).parents[2] / "docs" / "profiles.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)


def keys_of(kind: inspect.Type) -> set[str]:
    """Every key of a struct and of those inside it."""
    if isinstance(kind, inspect.UnionType):
        return set().union(*(keys_of(each) for each in kind.types))
    if isinstance(kind, inspect.VarTupleType):
        return keys_of(kind.item_type)
    if not isinstance(kind, inspect.StructType):
        return set()
    inside = [{field.encode_name} | keys_of(field.type) for field in kind.fields]
    return set().union(*inside)


def test_every_key_of_a_profile_is_on_the_page():
    words = set(re.findall(r"[a-z0-9_]+", " ".join(re.findall(r"`+[^`]*`+", PAGE))))

    assert keys_of(inspect.type_info(Sheet)) - words == set()


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_toml(example):
    assert tomllib.loads(example)


def test_the_first_example_is_a_whole_profile():
    rules = read_profile(
        EXAMPLES[0].encode(), "example", {"hkaiiff-2026": content("hkaiiff-2026")}
    ).rules

    assert (rules.profile, rules.zone) == ("my-festival-2027", "Europe/Berlin")
