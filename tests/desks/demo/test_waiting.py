"""The evening on which films wait: who may ask for it, and that a seed gives the same films."""

import pytest

from jury_app.base.clock import SystemClock
from jury_app.base.errors import Refusal
from jury_app.desks.demo.waiting import waiting
from jury_app.desks.juror.reading import films


@pytest.mark.parametrize("wrong", [{"count": 3}, {"jury": 2}, {"who": 3}, {"who": -1}], ids=str)
def test_too_few_films_or_jurors_or_nobody_is_refused(tmp_path, wrong):
    with pytest.raises(Refusal, match="at least 4 films and 3 jurors"):
        waiting(tmp_path / "new", **{"count": 4, "jury": 3, **wrong})
    assert not (tmp_path / "new").exists()


def test_a_folder_in_use_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(Refusal, match="not empty"):
        waiting(tmp_path, count=4, jury=3)
    assert [each.name for each in tmp_path.iterdir()] == ["mine.txt"]


def test_any_juror_gets_one_film_of_each_form_with_the_deadline_ahead(tmp_path):
    told: list[str] = []
    workspace = waiting(tmp_path / "new", count=4, jury=4, who=3, tell=told.append)
    queue = films(workspace)
    assert [each.form for each in queue] == ["linear", "interactive", "procedural", "live"]
    assert all(each.here for each in queue)
    assert all(each.deadline > SystemClock().now().isoformat() for each in queue)
    assert [line.partition("]")[0] for line in told] == [f"[{n}/7" for n in range(1, 8)]
