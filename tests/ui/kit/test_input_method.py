import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
TOOLS = ("ibus-daemon", "ibus", "dbus-run-session", "xdotool")
ENGINE = Path("/usr/share/ibus/component/libpinyin.xml")

pytestmark = pytest.mark.skipif(
    not (all(map(shutil.which, TOOLS)) and ENGINE.exists()),
    reason="ibus with its Pinyin engine and xdotool type as a person does",
)


@pytest.fixture(scope="module")
def typed(display, tmp_path_factory):
    """What came of keys pressed under a real input method."""
    home = tmp_path_factory.mktemp("home")
    environment = {
        **os.environ,
        "DISPLAY": display,
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home),
        "GSETTINGS_BACKEND": "memory",
        "QT_IM_MODULE": "ibus",
        "QT_QPA_PLATFORM": "xcb",
    }
    home.chmod(0o700)
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-m", "tests.ui.kit.input_method_window"],
        cwd=ROOT,
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=180,
    )
    return json.loads(done.stdout.splitlines()[-1])


def test_keys_act_while_an_input_method_is_on(typed):
    assert typed["engine"] == "libpinyin"
    assert typed["acted on a button"]
    assert typed["acted again"]
    assert typed["acted"] == ["back", "back"]  # nothing typed into the field was a command


def test_a_word_is_composed_in_a_text_field_and_told_when_it_is_written(typed):
    assert typed["composed"]
    assert typed["typed"] == "你"
    assert typed["told"] == ["你"]


def test_a_word_that_is_being_composed_is_not_overwritten(typed):
    assert typed["while composing"] == ""
