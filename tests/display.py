"""An X display of a test's own: no test needs or touches anybody's."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def own_display(size: str = "1600x1000") -> Iterator[str]:
    """The name of a display that lives as long as the block; Xvfb picks a free number."""
    read, write = os.pipe()
    screen = ("-screen", "0", f"{size}x24")
    xvfb = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), *screen, "-nolisten", "tcp", "-noreset"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as answer:
            yield f":{answer.readline().strip()}"
    finally:
        xvfb.terminate()
        xvfb.wait()
