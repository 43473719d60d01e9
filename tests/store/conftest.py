from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from jury_app.base.clock import SetClock
from jury_app.store.workspace import Workspace, create
from tests.store.making import Maker


@pytest.fixture
def clock() -> SetClock:
    return SetClock(datetime(2026, 7, 18, 9, 30, tzinfo=UTC))


@pytest.fixture
def maker() -> Maker:
    return Maker()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "workspace"


@pytest.fixture
def office(folder: Path, clock: SetClock) -> Iterator[Workspace]:
    with create(folder, kind="office", clock=clock, who="Office") as workspace:
        yield workspace


@pytest.fixture
def juror(folder: Path, clock: SetClock) -> Iterator[Workspace]:
    with create(folder, kind="juror", clock=clock, who="Anna") as workspace:
        yield workspace
