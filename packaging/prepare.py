"""Prepare a checkout: system libraries, a virtual environment, the locked dependencies.

Needs nothing but Python 3.11 or newer and runs on every system; `make` calls it before each of its
targets. A second run finds that nothing changed and ends at once. What it may not install itself
(no apt, no root, no sudo without a password) it lists, and ends with status 1.
"""

import ctypes
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
LOCK = ROOT / "requirements-dev.lock"
STAMP = ENVIRONMENT / "prepared"

LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libvlc.so.5": "libvlc5",
}
"""Shared libraries that Qt and the player load → their Debian and Ubuntu packages."""
PLUGINS = {
    "demux/libmp4_plugin.so": "vlc-plugin-base",
    "video_output/libxcb_x11_plugin.so": "vlc-plugin-video-output",
}
"""Files below a folder of VLC's plugins → their packages."""
PROGRAMS = {
    "Xvfb": "xvfb",
    "dbus-run-session": "dbus",
    "ffmpeg": "ffmpeg",
    "fusermount3": "fuse3",
    "ibus-daemon": "ibus-libpinyin",
    "pdftotext": "poppler-utils",
    "setxkbmap": "x11-xkb-utils",
    "xdotool": "xdotool",
    "xrandr": "x11-xserver-utils",
}
"""Programs that the tests run → their packages."""
FREEZING = {"objdump": "binutils"}
"""Programs that freezing runs besides (`--package`) → their packages."""
ELSEWHERE = {
    "darwin": "Films play once VLC is there: brew install --cask vlc",
    "win32": "Films play once 64-bit VLC is there: winget install VideoLAN.VLC",
}


def loads(library: str) -> bool:
    """Whether the system finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_packages(*, freezing: bool) -> list[str]:
    """The Debian packages of what this Linux machine lacks."""
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    roots = [Path("/usr/lib"), Path("/usr/lib64"), Path("/usr/local/lib")]
    plugins = [folder for root in roots for folder in root.glob("**/vlc/plugins")]
    missing = [package for library, package in LIBRARIES.items() if not loads(library)]
    missing += [
        package
        for file, package in PLUGINS.items()
        if not any((folder / file).is_file() for folder in plugins)
    ]
    programs = {**PROGRAMS, **(FREEZING if freezing else {})}
    missing += [package for name, package in programs.items() if shutil.which(name) is None]
    if importlib.util.find_spec("ensurepip") is None:  # Debian keeps it in a package of its own
        missing.append(f"python{python}-venv")
    if freezing and not loads(f"libpython{python}.so.1.0"):
        missing.append(f"libpython{python}")
    return missing


def as_root() -> list[str] | None:
    """How to run a command as root with variables set: `env`, `sudo env`, or None if neither."""
    if os.geteuid() == 0:
        return ["env"]
    if shutil.which("sudo"):
        asked = subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True)
        if asked.returncode == 0:
            return ["sudo", "-n", "env"]
    return None


def install_system_packages(*, freezing: bool) -> None:
    """Install what is missing by apt where that is allowed; else list it and end."""
    missing = missing_packages(freezing=freezing)
    if not missing:
        return
    prefix = as_root() if shutil.which("apt-get") else None
    if prefix is None:
        sys.exit(
            "This machine lacks what these Debian packages hold, and this account may not install"
            " them.\nAs root, or with your system's own names for them:\n\n"
            f"    apt-get install --no-install-recommends {' '.join(missing)}\n\n"
            "Then run this again."
        )
    print("Installing system packages:", " ".join(missing), flush=True)
    apt = [*prefix, "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]
    for command in (["update"], ["install", "--no-install-recommends", *missing]):
        done = subprocess.run(
            [*apt, *command], check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        if done.returncode != 0:
            sys.stderr.buffer.write(done.stdout)
            sys.exit("apt could not install them; what went wrong stands above.")
    importlib.invalidate_caches()


def interpreter() -> Path:
    """The environment's Python."""
    folder = "Scripts/python.exe" if os.name == "nt" else "bin/python"
    return ENVIRONMENT / folder


def usable() -> bool:
    """Whether the environment's Python runs, is new enough and has pip."""
    check = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    command = [str(interpreter()), "-c", check]
    return (
        interpreter().exists()
        and subprocess.run(command, check=False, capture_output=True).returncode == 0
    )


def state() -> str:
    """What the environment follows from: if it is what it was, there is nothing to do."""
    digest = hashlib.sha256(f"{ROOT} {sys.version}".encode())
    for file in (LOCK, ROOT / "pyproject.toml"):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def fill_environment() -> None:
    """Make `.venv` hold exactly what the lock says, and this checkout."""
    if not usable():
        print("Making the virtual environment .venv", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)], check=True)
    print("Installing the locked dependencies (once)", flush=True)
    pip = [str(interpreter()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    wheels = ["--require-hashes", "--only-binary", ":all:"]
    subprocess.run([*pip, *wheels, "--requirement", str(LOCK)], check=True)
    checkout = ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
    subprocess.run([*pip, *checkout], check=True)


def main() -> None:
    """Prepare this checkout, or say what to do first and end with status 1."""
    if sys.version_info < (3, 11) or sys.maxsize < 2**32:
        found = platform.python_version()
        sys.exit(f"Jury App needs 64-bit Python 3.11 or newer; this is {found}.")
    if sys.platform == "linux":
        install_system_packages(freezing="--package" in sys.argv[1:])
    wanted = state()
    if STAMP.is_file() and STAMP.read_text() == wanted and usable():
        return
    try:
        fill_environment()
    except subprocess.CalledProcessError as error:
        sys.exit(f"The set-up stopped; what went wrong stands above (status {error.returncode}).")
    STAMP.write_text(wanted)
    if sys.platform in ELSEWHERE:
        print(ELSEWHERE[sys.platform])


if __name__ == "__main__":
    main()
