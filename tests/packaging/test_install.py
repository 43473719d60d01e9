"""Linux: the program comes into the user's menu with its icon, and opens .jury files."""

import configparser
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

LINUX = Path(__file__).parent.parent.parent / "packaging" / "linux"
TYPE = "application/vnd.jury-app"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="menus of Linux desktops")


@pytest.fixture
def folder(tmp_path):
    """A frozen folder as it is handed out, at a place with an awkward name."""
    folder = tmp_path / "films & juries | 影展" / "jury-app"
    folder.mkdir(parents=True)
    for name in ("install.sh", "jury-app.desktop", "jury-app.xml"):
        shutil.copy(LINUX / name, folder)
    shutil.copy(LINUX.parent.parent / "resources" / "icons" / "jury-app.svg", folder)
    program = folder / "jury-app"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    return folder


def install(script: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {"HOME": str(home), "PATH": "/usr/bin:/bin"}
    command = ["sh", str(script), *arguments]
    return subprocess.run(command, env=environment, check=False, capture_output=True, text=True)


def test_the_menu_starts_the_program_and_files_are_its_own(folder, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    assert install(folder / "install.sh", home).returncode == 0
    data = home / ".local" / "share"
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(data / "applications" / "jury-app.desktop", encoding="utf-8")
    entry = entry["Desktop Entry"]
    assert entry["Exec"] == f'"{folder / "jury-app"}" %f'
    assert entry["MimeType"] == f"{TYPE};"
    types = ET.parse(data / "mime" / "packages" / "jury-app.xml").getroot()  # noqa: S314  our own file
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    (declared,) = types.findall(f"{space}mime-type")
    assert declared.get("type") == TYPE
    assert [each.get("pattern") for each in declared.findall(f"{space}glob")] == ["*.jury"]
    names = {entry["Icon"], *(each.get("name") for each in declared.findall(f"{space}icon"))}
    (icon,) = names
    assert (data / "icons" / "hicolor" / "scalable" / "apps" / f"{icon}.svg").is_file()


def test_a_checkout_installs_its_own_program_with_the_same_icon(tmp_path):
    program = tmp_path / "jury-app"
    shutil.copy("/bin/true", program)
    home = tmp_path / "home"
    home.mkdir()
    assert install(LINUX / "install.sh", home, str(program)).returncode == 0
    assert len(list(home.rglob("jury-app.svg"))) == 1


def test_uninstalling_leaves_nothing_of_it(folder, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    install(folder / "install.sh", home)
    assert install(folder / "install.sh", home, "--uninstall").returncode == 0
    assert [path for path in home.rglob("*jury-app*") if path.is_file()] == []


def test_what_is_no_program_is_refused(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    done = install(LINUX / "install.sh", home, str(home))
    assert (done.returncode, list(home.iterdir())) == (1, [])
    assert "is no program" in done.stderr
