"""The recipes for other systems: what can be known of them without those systems."""

import plistlib
import runpy
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image

PACKAGING = Path(__file__).parent.parent.parent / "packaging"


class Build:
    """What a recipe asks of PyInstaller: the arguments of each of its classes."""

    def __init__(self, recipe: Path, work: Path) -> None:
        self.asked: dict[str, dict] = {}
        names = {name: self._kept(name) for name in ("Analysis", "PYZ", "EXE", "COLLECT", "BUNDLE")}
        runpy.run_path(
            str(recipe), {**names, "SPECPATH": str(recipe.parent), "workpath": str(work)}
        )

    def _kept(self, name: str):
        def call(*_arguments, **named):
            self.asked[name] = named
            return SimpleNamespace(pure=[], scripts=[], binaries=[], datas=[])

        return call


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    before = list(sys.path)
    work = tmp_path_factory.mktemp("work")
    yield {
        system: Build(PACKAGING / system / "jury-app.spec", work)
        for system in ("linux", "macos", "windows")
    }
    sys.path[:] = before


def test_a_mac_shows_a_window_and_opens_invitations(built):
    mac = built["macos"].asked
    assert mac["EXE"]["console"] is False  # PyInstaller would make it an app without windows
    about = mac["BUNDLE"]["info_plist"]
    (declared,) = about["UTExportedTypeDeclarations"]
    (opened,) = about["CFBundleDocumentTypes"]
    assert opened["LSItemContentTypes"] == [declared["UTTypeIdentifier"]]
    assert declared["UTTypeTagSpecification"]["public.filename-extension"] == ["jury"]
    with Path(mac["EXE"]["entitlements_file"]).open("rb") as file:
        assert plistlib.load(file)["com.apple.security.cs.disable-library-validation"]


def test_windows_keeps_the_terminal_and_hides_a_console_of_its_own(built):
    asked = built["windows"].asked["EXE"]
    assert (asked["console"], asked["hide_console"]) == (True, "hide-early")


@pytest.mark.parametrize(("system", "part"), [("macos", "BUNDLE"), ("windows", "EXE")])
def test_the_icon_is_a_square_picture_with_content(built, system, part):
    with Image.open(built[system].asked[part]["icon"]) as picture:
        assert picture.size == (1024, 1024)
        assert picture.convert("RGBA").getextrema()[3] == (0, 255)


@pytest.mark.parametrize("system", ["linux", "macos", "windows"])
def test_no_library_is_packed_by_upx(built, system):
    parts = built[system].asked
    assert not parts["EXE"]["upx"]
    assert not parts["COLLECT"]["upx"]
