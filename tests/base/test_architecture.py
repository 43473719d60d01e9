"""The map for developers leads to files that are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
ROOMS = sorted(each.parent.name for each in (ROOT / "jury_app").glob("*/__init__.py"))


def test_every_file_that_the_map_names_is_there() -> None:
    rows = PAGE.partition("## Where do I find")[2]
    named = set(re.findall(r"`([a-z_]+(?:/[a-z_]+)+\.py)`", rows))
    assert len(named) > 30
    assert sorted(name for name in named if not (ROOT / "jury_app" / name).is_file()) == []


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_has_a_line_and_begins_with_files_of_its_own(room: str) -> None:
    (line,) = re.findall(rf"^\| `{room}` \|.*$", PAGE, re.MULTILINE)
    begin = re.findall(r"`([^`]+)`", line.split("|")[3])
    assert begin
    assert [name for name in begin if not (ROOT / "jury_app" / room / name).exists()] == []
