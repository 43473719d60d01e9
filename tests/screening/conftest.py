"""Films and folders for these tests."""

from pathlib import Path

import pytest

from jury_app.screening.demo_clips import write_clip


@pytest.fixture
def films(tmp_path: Path) -> Path:
    """A folder with one film of each container."""
    folder = tmp_path / "films"
    folder.mkdir()
    for number, suffix in enumerate((".mp4", ".webm", ".mov")):
        write_clip(folder / f"film {number}{suffix}", number, "Mirror")
    return folder
