"""The doctor tells what is there, and advice exactly where something lacks."""

import os
import subprocess
import sys

import pytest

from jury_app.desks import doctor


def by_name(findings):
    return {finding.name: finding for finding in findings}


@pytest.fixture
def homes(tmp_path, monkeypatch):
    """A home of its own, so that the real one is left alone."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    return tmp_path


def test_every_thing_is_looked_at_once_and_advice_stands_where_something_lacks(homes):
    findings = doctor.examine()
    assert [finding.name for finding in findings] == list(by_name(findings))
    assert {"python", "sqlite", "libvlc", "keychain", "fonts", "display", "disk"} <= set(
        by_name(findings)
    )
    for finding in findings:
        assert finding.found
        assert bool(finding.advice) is not finding.ok


def test_what_the_tests_run_on_has_all_that_is_needed(homes):
    assert [finding for finding in doctor.examine() if finding.needed and not finding.ok] == []


def test_an_old_sqlite_is_told(homes, monkeypatch):
    from sqlcipher3 import dbapi2

    monkeypatch.setattr(dbapi2, "sqlite_version_info", (3, 51, 2))
    finding = by_name(doctor.examine())["sqlite"]
    assert not finding.ok
    assert "3.51.2" in finding.advice


@pytest.mark.skipif(sys.platform != "linux", reason="a display is no question elsewhere")
def test_no_display_is_told_and_is_not_needed(homes, monkeypatch):
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    finding = by_name(doctor.examine())["display"]
    assert (finding.ok, finding.needed) == (False, False)
    monkeypatch.setenv("DISPLAY", ":7")
    assert by_name(doctor.examine())["display"].found == ":7"


def test_a_place_that_cannot_be_made_is_told(homes, monkeypatch):
    (homes / "file").touch()
    monkeypatch.setenv("XDG_DATA_HOME", str(homes / "file"))
    findings = by_name(doctor.examine())
    assert not findings["workspaces"].ok
    assert "a file" in findings["workspaces"].found
    assert not findings["disk"].ok


def test_a_machine_without_libvlc_is_told_how_to_get_it(homes):
    """In a process of its own: a library that was loaded stays."""
    program = (
        "import ctypes, ctypes.util\n"
        "ctypes.util.find_library = lambda name: None\n"
        "whole = ctypes.CDLL\n"
        "def without(name, *more, **named):\n"
        "    if name and 'vlc' in str(name): raise OSError('not here')\n"
        "    return whole(name, *more, **named)\n"
        "ctypes.CDLL = without\n"
        "from jury_app.desks.doctor import examine\n"
        "(finding,) = [one for one in examine() if one.name == 'libvlc']\n"
        "print(finding.ok, finding.needed, 'libvlc' in finding.advice)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=True
    )
    assert done.stdout == "False False True\n"
