"""Calls into Qt never free None, True or False."""

import subprocess
import sys

_MANY_CALLS = """
import jury_app.ui
from PySide6.QtCore import QObject, Signal

class Teller(QObject):
    told = Signal()

teller = Teller()
for _ in range(200_000):
    teller.setObjectName("x")
    teller.parent()
    teller.told.emit()
print("alive")
"""


def test_very_many_calls_leave_the_singletons_alive():
    command = [sys.executable, "-c", _MANY_CALLS]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    assert (done.stdout.strip(), done.stderr) == ("alive", "")
    assert done.returncode == 0
