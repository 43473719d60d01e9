"""Prove that a packaged program opens its window: from outside, by keys alone, as a person would.

    python packaging/window.py PROGRAM [ARGUMENT …]

On an X server of its own PROGRAM opens an evening on which films wait, plays the first one at a
key and pauses it at another; then it opens an invitation, with which a juror joins. Each window is
closed as a window manager closes it, and must end with 0. What does not come within `PATIENCE`
seconds ends the proof with a picture of what was there instead.
"""

import ctypes
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from PIL import Image, ImageChops, ImageGrab

PATIENCE = 90.0
"""Seconds that each step may take."""
COLOURS = 64
"""An empty window has a few; one with text and pictures has more than these."""
PART = 0.2
"""Share of the screen's width and height in which a film moves or a page changes."""
LAST = 30
"""So many lines of what a program said are shown when something did not come."""
PASSPHRASE = "a passphrase of four words"  # noqa: S105  of a juror who joins, and is gone with the folder


class Missing(Exception):  # noqa: N818  it says what did not come
    """Something that must show did not."""


@contextmanager
def display() -> Iterator[str]:
    """An X server of our own: its name, e.g. `:7`."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1440x900x24", "-noreset"]
    server = subprocess.Popen(
        [*command, "-nolisten", "tcp"], pass_fds=(write,), stderr=subprocess.DEVNULL
    )
    os.close(write)
    try:
        with os.fdopen(read) as answer:
            yield f":{answer.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


class Person:
    """Somebody before the screen: sees its picture, presses keys, closes windows.

    Args:
        screen: Name of the X server.
        home: A folder for all that the program keeps for its user.
    """

    def __init__(self, screen: str, home: Path) -> None:
        self._screen = screen
        kept = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
        self.environment = kept | {"HOME": str(home), "DISPLAY": screen, "LANG": "C.UTF-8"}

    def sees(self) -> Image.Image:
        """What is on the screen now."""
        return ImageGrab.grab(xdisplay=self._screen)

    def sees_text(self) -> bool:
        """Whether more than an empty window is there."""
        return self.sees().getcolors(COLOURS) is None

    def sees_other_than(self, before: Image.Image) -> bool:
        """Whether a large part of the screen is not what it was: more than a caret or a button."""
        changed = ImageChops.difference(before, self.sees()).getbbox()
        if changed is None:
            return False
        left, top, right, bottom = changed
        return right - left > PART * before.width and bottom - top > PART * before.height

    def sees_motion(self) -> bool:
        """Whether a large part of the screen changes within a third of a second."""
        before = self.sees()
        time.sleep(1 / 3)
        return self.sees_other_than(before)

    def waits(self, what: str, until: Callable[[], bool]) -> None:
        """Wait until something shows.

        Raises:
            Missing: It does not in time; a picture of what was there instead is kept.
        """
        end = time.monotonic() + PATIENCE
        while not until():
            if time.monotonic() > end:
                picture = Path(tempfile.gettempdir()) / "jury-app-window.png"
                self.sees().save(picture)
                raise Missing(f"{what}; what was there instead: {picture}")
            time.sleep(0.1)
        print(f"   {what}", flush=True)

    def keys(self, *names: str) -> None:
        """Press keys one after the other."""
        self._xdotool("key", *names)

    def types(self, text: str) -> None:
        """Type a text and Return."""
        self._xdotool("type", text)
        self.keys("Return")

    def windows(self) -> list[int]:
        """The program's windows that are to be seen."""
        found = self._xdotool("search", "--onlyvisible", "--class", "jury-app")
        return [int(each) for each in found.split()]

    def closes(self, window: int) -> None:
        """Ask a window to close, as a window manager does when its cross is pressed."""
        ask_to_close(self._screen, window)

    def _xdotool(self, *arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments],
            env=self.environment,
            check=False,
            capture_output=True,
            text=True,
        )
        return done.stdout


class _ClientMessage(ctypes.Structure):
    """XClientMessageEvent of Xlib, with room for the largest event."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("rest", ctypes.c_long * 24),
    )


def ask_to_close(screen: str, window: int) -> None:
    """Send `WM_DELETE_WINDOW`, which no tool among those that the tests use can send."""
    x = ctypes.CDLL("libX11.so.6")
    x.XOpenDisplay.restype = ctypes.c_void_p
    x.XInternAtom.restype = ctypes.c_ulong
    server = ctypes.c_void_p(x.XOpenDisplay(screen.encode()))
    atom = {
        name: x.XInternAtom(server, name.encode(), 0)
        for name in ("WM_PROTOCOLS", "WM_DELETE_WINDOW")
    }
    message = _ClientMessage(
        type=33,  # ClientMessage
        window=window,
        message_type=atom["WM_PROTOCOLS"],
        format=32,
    )
    message.data[0] = atom["WM_DELETE_WINDOW"]
    x.XSendEvent(server, ctypes.c_ulong(window), 0, ctypes.c_long(0), ctypes.byref(message))
    x.XCloseDisplay(server)


@contextmanager
def program(person: Person, *command: str) -> Iterator[None]:
    """A program with a window; left, the window is closed, and it must end with 0.

    Raises:
        Missing: It shows nothing, or ends otherwise.
    """
    with tempfile.TemporaryFile("w+") as said:
        running = subprocess.Popen(
            command, env=person.environment, stderr=said, start_new_session=True
        )
        try:
            yield from _shown(person, running)
        except Missing as missing:
            said.seek(0)
            lines = [line for line in said if not line.startswith("ALSA")]  # no sound card here
            raise Missing("".join([f"{missing}\n", *lines[-LAST:]])) from None
        finally:
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)
            running.wait()


def _shown(person: Person, running: "subprocess.Popen[bytes]") -> Iterator[None]:
    def opens() -> bool:
        if running.poll() is not None:
            raise Missing(f"a window; the program ended with {running.returncode}")
        return bool(person.windows())

    person.waits("a window opens", opens)
    person.waits("it is painted", person.sees_text)
    yield
    for window in person.windows():
        person.closes(window)
    with suppress(subprocess.TimeoutExpired):
        running.wait(PATIENCE)
    if running.returncode != 0:
        raise Missing(f"an end with status 0; it was {running.returncode}")
    print("   it closes, and ends with 0", flush=True)


def prove(person: Person, command: list[str], work: Path) -> None:
    """All of the proof.

    Raises:
        Missing: Something did not show.
    """
    evening = work / "evening"
    subprocess.run(
        [*command, "demo", str(evening), "--waiting", "--films", "8", "--jurors", "3"],
        env=person.environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    (desk,) = (evening / "jurors").iterdir()
    with program(person, *command, str(desk)):
        person.keys("Return")
        person.waits("Return opens the first film, and it plays", person.sees_motion)
        person.keys("space")
        person.waits("Space pauses it", lambda: not person.sees_motion())
    invitation = next((evening / "invitations").glob("Minjun*.jury"))
    with program(person, *command, str(invitation)):
        page = person.sees()
        person.keys("Return")
        person.waits("the invitation asks for a passphrase", lambda: person.sees_other_than(page))
        person.types(PASSPHRASE)
        person.types(PASSPHRASE)
        kept = Path(person.environment["HOME"])
        person.waits("its juror joins", lambda: any(kept.rglob("workspace.db")))
        person.waits("and has a desk", lambda: not person.sees_motion())


def main() -> int:
    """Prove it of the command that the arguments are."""
    with tempfile.TemporaryDirectory() as folder, display() as screen:
        work = Path(folder)
        person = Person(screen, work / "home")
        (work / "home").mkdir()
        try:
            prove(person, sys.argv[1:], work)
        except Missing as missing:
            print(f"Did not come: {missing}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
