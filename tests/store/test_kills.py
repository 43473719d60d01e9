import os

import pytest

from tests.store.killing import kill_often


@pytest.mark.skipif(os.name == "nt", reason="writers are forked")
def test_a_writer_killed_at_any_moment_loses_nothing_acknowledged(folder):
    assert kill_often(folder, kills=10, seed=7) > 10
