"""A thousand kills of a writing workspace (`make faults`); ten of them are in tests/store."""

import os

import pytest

from tests.store.killing import kill_often

pytestmark = pytest.mark.faults
EACH = 50


@pytest.mark.skipif(os.name == "nt", reason="writers are forked")
@pytest.mark.parametrize("seed", range(0, 1000, EACH))
def test_a_thousand_kills_lose_nothing_acknowledged(tmp_path, seed):
    entered = kill_often(tmp_path / "w", kills=EACH, seed=seed)
    print(f"{EACH} kills, {entered} documents entered")
    assert entered > EACH
