"""A window under a real input method: types into it by keys of the X server, and prints what came.

    dbus-run-session -- python -m tests.ui.kit.input_method_window

starts ibus with its Pinyin engine, presses J on a button, n i Space in a text field, and J again,
and prints one JSON object. `test_input_method.py` runs it.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from jury_app.ui.kit.buttons import Button
from jury_app.ui.kit.fields import TextField
from jury_app.ui.kit.keys import Command, Keymap
from jury_app.ui.kit.preferences import Preferences
from jury_app.ui.kit.surfaces import Card
from jury_app.ui.kit.theme import Theme

ENGINE = "libpinyin"
PATIENCE = 20.0
"""Seconds that each step may take."""
_J, _N, _I, _SPACE = "44", "57", "31", "65"


def run(*command: str) -> str:
    return subprocess.run(command, check=False, capture_output=True, text=True).stdout.strip()


def until(true: Callable[[], bool]) -> bool:
    """Deliver events until something holds; False if it does not in time."""
    end = time.monotonic() + PATIENCE
    while not true():
        QApplication.processEvents()
        if time.monotonic() > end:
            return False
    return True


def start_daemon() -> None:
    subprocess.run(
        ["ibus-daemon", "--daemonize", "--panel", "disable", "--emoji-extension", "disable"],
        check=True,
    )
    until(lambda: run("ibus", "address") not in {"", "(null)"})


def choose_engine() -> str:
    """Choose Pinyin, and say what is chosen."""
    until(lambda: bool(run("ibus", "engine", ENGINE) or run("ibus", "engine") == ENGINE))
    return run("ibus", "engine")


def main() -> None:
    start_daemon()
    QApplication(sys.argv)
    preferences = Preferences()
    Theme(QApplication.instance(), preferences)
    commands = (
        Command("back", "Back", ("J",), "Film"),
        Command("play", "Play", ("Space",), "Film"),
    )
    keymap = Keymap(commands, preferences)
    acted: list[str] = []
    told: list[str] = []
    button, field = Button("Button"), TextField("Field")
    window = Card(button, field)
    keymap.attach(
        window, {"back": lambda: acted.append("back"), "play": lambda: acted.append("play")}
    )
    field.settled.connect(told.append)
    window.show()
    window.activateWindow()
    button.setFocus()
    until(window.isActiveWindow)
    found: dict[str, object] = {"engine": choose_engine()}

    run("xdotool", "key", _J)
    found["acted on a button"] = until(lambda: acted == ["back"])
    field.setFocus()
    until(lambda: field.hasFocus() and QApplication.inputMethod().locale() is not None)
    run("xdotool", "key", _N, _I)
    found["composed"] = until(lambda: field.composes)
    field.set_text("what another window wrote")
    found["while composing"] = field.text()
    run("xdotool", "key", _SPACE)
    until(lambda: bool(field.text()) and not field.composes)
    until(lambda: bool(told))
    found["typed"], found["told"] = field.text(), told
    button.setFocus()
    until(button.hasFocus)
    run("xdotool", "key", _J)
    found["acted again"] = until(lambda: len(acted) == 2)
    found["acted"] = acted
    run("ibus", "exit")
    print(json.dumps(found))


if __name__ == "__main__":
    main()
