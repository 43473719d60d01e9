"""A folder that never answers, as a share whose server is gone."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.drive import Drive


@contextmanager
def hanging(folder: Path) -> Iterator[Path]:
    """Whoever looks into the folder inside waits until they are killed, or the block ends."""
    with Drive(None, folder):
        yield folder
