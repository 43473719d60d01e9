"""A folder that never answers, as a share whose server is gone: a file system nobody serves."""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_DETACH = 2


@contextmanager
def hanging(folder: Path) -> Iterator[Path]:
    """Whoever looks into the folder inside waits until they are killed, or the block ends."""
    if not sys.platform.startswith("linux") or os.geteuid() or not os.access("/dev/fuse", os.W_OK):
        pytest.skip("mounting needs Linux, FUSE and root")
    libc = ctypes.CDLL(None, use_errno=True)
    folder.mkdir(exist_ok=True)
    target = os.fsencode(folder)
    served_by = os.open("/dev/fuse", os.O_RDWR)
    options = f"fd={served_by},rootmode=40000,user_id=0,group_id=0".encode()
    if libc.mount(b"hanging", target, b"fuse", 0, options):
        os.close(served_by)
        pytest.skip(f"mounting is not allowed: {os.strerror(ctypes.get_errno())}")
    try:
        yield folder
    finally:
        os.close(served_by)  # whoever still waits is told that nobody serves
        libc.umount2(target, _DETACH)
