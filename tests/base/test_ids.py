"""Ids are 128 random bits in one spelling."""

import pytest

from jury_app.base.ids import ID_LENGTH, is_id, new_id


def test_an_id_is_the_random_bytes_that_were_asked_for():
    asked = []

    def random(count):
        asked.append(count)
        return bytes(range(count))

    assert new_id(random) == "000102030405060708090a0b0c0d0e0f"
    assert asked == [16]


def test_ids_are_ids_and_differ():
    ids = {new_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert all(map(is_id, ids))
    assert {len(each) for each in ids} == {ID_LENGTH}


@pytest.mark.parametrize(
    "text",
    ["", "a" * 31, "a" * 33, "A" * 32, "g" * 32, "a" * 31 + "\n", " " + "a" * 31, "١" * 32],
    ids=["empty", "short", "long", "capitals", "letter", "newline", "space", "other digits"],
)
def test_what_is_spelt_otherwise_is_no_id(text):
    assert not is_id(text)
