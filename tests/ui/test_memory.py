"""What is large goes back to the system when it is freed, whatever was freed before."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc")

_FILMS = """
import ctypes
import os
from pathlib import Path

import jury_app.ui

libc = ctypes.CDLL(None)
libc.malloc.restype, libc.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
libc.free.argtypes = [ctypes.c_void_p]


def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def filled(size):
    block = libc.malloc(size)
    ctypes.memset(block, 1, size)
    return block


libc.free(filled(16 << 20))
before = resident()
pictures, small = zip(*((filled(1 << 20), filled(64)) for _ in range(64)))
during = resident()
for picture in pictures:
    libc.free(picture)
print(during - before >> 20, resident() - before >> 20)
"""


def test_pictures_go_back_though_small_things_that_came_between_them_stay():
    command = [sys.executable, "-c", _FILMS]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    during, after = map(int, done.stdout.split())
    assert during >= 64
    assert after <= 4
