"""A signal from the system ends the window's program as its cross would, and in silence."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="looks for children in /proc"
)


def children(pid):
    """What the children of a process were started with."""
    found: list[list[bytes]] = []
    for thread in Path(f"/proc/{pid}/task").iterdir():
        with suppress(OSError):  # it has ended meanwhile
            begun = (thread / "children").read_text().split()
            found += [Path(f"/proc/{each}/cmdline").read_bytes().split(b"\0") for each in begun]
    return found


@pytest.mark.parametrize("kind", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_while_stills_are_taken_ends_all_in_silence(
    qtbot, display, waiting, tmp_path, kind
):
    places = {f"XDG_{each}_HOME": str(tmp_path / each) for each in ("CONFIG", "CACHE", "STATE")}
    process = subprocess.Popen(
        [sys.executable, "-m", "jury_app", str(waiting)],
        env={**os.environ, **places, "JURY_APP_SILENT": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        qtbot.waitUntil(
            lambda: any(b"stills" in each for each in children(process.pid)), timeout=30_000
        )
        process.send_signal(kind)
        said, _ = process.communicate(timeout=30)  # which waits for all who hold the stream
    finally:
        process.kill()
        process.wait()
    assert (said, process.returncode) == (b"", 0)
