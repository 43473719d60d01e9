"""Resources are found in a checkout, a wheel and a frozen app; user folders are the user's."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from jury_app.base import places

ROOT = Path(__file__).resolve().parent.parent.parent
ASK = """
import sys
sys.path.insert(0, {folder!r})
{before}
from jury_app.base import places
print(places.resource("profiles", "a.toml"))
print(places.migrations())
"""


def installed(folder):
    """The package as a wheel lays it down, with its resources inside."""
    package = folder / "jury_app"
    (package / "base").mkdir(parents=True)
    for file in ("__init__.py", "base/__init__.py", "base/places.py"):
        shutil.copy(ROOT / "jury_app" / file, package / file)
    return package


def asked(folder, before=""):
    """Where a program in `folder` finds a resource, and the migrations."""
    code = ASK.format(folder=str(folder), before=before)
    command = [sys.executable, "-I", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [Path(line) for line in done.stdout.splitlines()]


def test_a_checkout_has_its_resources_beside_the_package():
    assert places.resource("profiles", "hkaiiff-2026.toml") == (
        ROOT / "resources" / "profiles" / "hkaiiff-2026.toml"
    )
    assert places.migrations() == ROOT / "db"
    assert places.migrations().is_dir()


def test_a_wheel_has_its_resources_inside_the_package(tmp_path):
    package = installed(tmp_path)
    (package / "_resources").mkdir()
    (package / "_db").mkdir()
    found = [package / "_resources" / "profiles" / "a.toml", package / "_db"]
    assert asked(tmp_path) == found


def test_a_frozen_app_has_its_resources_where_it_unpacked_itself(tmp_path):
    installed(tmp_path / "code")
    unpacked = tmp_path / "unpacked"
    before = f"sys.frozen, sys._MEIPASS = True, {str(unpacked)!r}"
    assert asked(tmp_path / "code", before) == [
        unpacked / "jury_app" / "_resources" / "profiles" / "a.toml",
        unpacked / "jury_app" / "_db",
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="the folders of the XDG specification")
@pytest.mark.parametrize(
    ("variable", "place"),
    [
        ("XDG_DATA_HOME", places.workspaces),
        ("XDG_CONFIG_HOME", places.settings),
        ("XDG_STATE_HOME", places.logs),
        ("XDG_CACHE_HOME", places.caches),
    ],
)
def test_user_folders_are_those_of_the_system_and_are_made(tmp_path, monkeypatch, variable, place):
    monkeypatch.setenv(variable, str(tmp_path / "home"))
    found = place()
    assert found.is_dir()
    assert found.is_relative_to(tmp_path / "home" / "jury-app")
    assert place() == found


def test_no_user_folder_lies_in_the_package(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", os.fspath(tmp_path))
    for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(variable, os.fspath(tmp_path / variable))
    folders = [places.workspaces(), places.settings(), places.logs(), places.caches()]
    assert len(set(folders)) == 4
    assert not any(folder.is_relative_to(ROOT) for folder in folders)
