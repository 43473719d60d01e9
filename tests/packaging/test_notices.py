"""A frozen build brings the licences of all libraries that are in it."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
QT = {"pyside6-essentials", "pyside6-pdf", "shiboken6"}
"""Their wheels bring no licence text; `licences.md` tells of them."""


@pytest.fixture
def told(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    monkeypatch.delitem(sys.modules, "notices", raising=False)
    import notices

    return notices


def test_every_library_of_the_lock_brings_its_licence(told):
    names = told.shipped()
    brought = {folder.rpartition("/")[2] for _file, folder in told.notices()}
    assert {"sqlalchemy", "pyside6-pdf", "python-vlc"} < set(names)
    assert set(names) - brought == QT
    assert all(Path(file).is_file() for file, _folder in told.notices())


def test_the_text_of_qt_s_licence_is_brought_and_its_makers_are_named(told):
    texts = {file.name: file.read_text() for file in told.texts_of("python-bidi")}
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in texts["COPYING.LESSER"]
    assert "GNU GENERAL PUBLIC LICENSE" in texts["COPYING"]
    page = (ROOT / "packaging" / "licences.md").read_text().lower()
    assert all(name in page for name in QT)
