"""A real drive that hangs, breaks or is pulled out when a test wants it to: a file system in FUSE.

The kernel asks this process for every file, so programs that use the drive truly wait, in the very
calls in which they would wait for a dead disk. A request that was taken and is not answered cannot
even be killed. So this process ends with the one that started it, however that ends, and frees
whoever still waits.

    python -m tests.drive SOURCE MOUNT        shows SOURCE at MOUNT; `hang`, `wake`, `fail` on stdin
"""

import array
import ctypes
import errno
import os
import shutil
import signal
import socket
import stat
import struct
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import NoReturn, Self

import pytest

_HEADER = struct.Struct("<IIQQIIII")
_ANSWER = struct.Struct("<IiQ")
_LOOKUP, _FORGET, _GETATTR, _OPEN, _READ, _INIT = 1, 2, 3, 14, 15, 26
_INTERRUPT, _BATCH_FORGET = 36, 42
_UNANSWERED = frozenset({_FORGET, _INTERRUPT, _BATCH_FORGET})
_ASKS_THE_DISK = frozenset({_LOOKUP, _GETATTR, _OPEN, _READ})
_LONGEST = 60
"""Seconds after which a drive that hangs answers all the same: a test that waits for it fails, and
nothing stands still for ever."""
_NO_CACHE = 1  # every read reaches this process
_AT_ONCE = 32
"""Requests that wait here at the same time; more are refused as by a disk with errors."""
_SOON = 5
"""Seconds in which what needs no disk is done."""
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


class FileSystem:
    """Answers the kernel's requests with what lies in a folder.

    Args:
        source: The folder.
        device: The open `/dev/fuse` of a mount.
    """

    def __init__(self, source: Path, device: int) -> None:
        self._device = device
        self._nodes = {1: source}
        self._numbers = {source: 1}
        self._mode = threading.Condition()
        self._free = threading.Semaphore(_AT_ONCE)
        self._is_awake, self._fails = True, False

    def hear(self, word: str) -> None:
        """Change as a test asks: `hang`, `wake` or `fail`."""
        with self._mode:
            self._is_awake, self._fails = word != "hang", word == "fail"
            self._mode.notify_all()

    def run(self) -> None:
        """Answer until the drive is unmounted."""
        while True:
            try:
                request = os.read(self._device, 1 << 20)
            except OSError as error:
                if error.errno in {errno.EINTR, errno.ENOENT}:
                    continue
                return
            _length, code, unique, *_ = _HEADER.unpack_from(request)
            if code in _UNANSWERED:
                continue
            if self._free.acquire(blocking=False):
                threading.Thread(target=self._serve, args=(request,), daemon=True).start()
            else:
                self._tell(unique, errno.EIO)

    def _serve(self, request: bytes) -> None:
        _length, code, unique, node, *_ = _HEADER.unpack_from(request)
        try:
            with self._mode:
                self._mode.wait_for(lambda: self._is_awake or code == _INIT, _LONGEST)
                number = errno.EIO if self._fails and code in _ASKS_THE_DISK else 0
            self._find(code, unique, node, request, number)
        finally:
            self._free.release()

    def _find(self, code: int, unique: int, node: int, request: bytes, number: int) -> None:
        answer = None
        if not number:
            try:
                answer = self._answer(code, self._nodes.get(node, Path()), request[_HEADER.size :])
            except OSError as error:
                number = error.errno or errno.EIO
            else:
                number = errno.ENOSYS if answer is None else 0
        self._tell(unique, number, answer or b"")

    def _tell(self, unique: int, number: int, body: bytes = b"") -> None:
        with suppress(OSError):  # the one who asked has gone meanwhile
            os.write(self._device, _ANSWER.pack(_ANSWER.size + len(body), -number, unique) + body)

    def _answer(self, code: int, path: Path, body: bytes) -> bytes | None:
        """The body of an answer; None: this is not known here."""
        answers = {
            _INIT: lambda: struct.pack("<IIIIHHIIHH32x", 7, 31, 1 << 17, 0, 8, 8, 1 << 17, 1, 0, 0),
            _LOOKUP: lambda: self._entry(path / os.fsdecode(body.rstrip(b"\0"))),
            _GETATTR: lambda: struct.pack("<QII", 0, 0, 0) + self._attributes(path),
            _OPEN: lambda: struct.pack("<QII", 0, _NO_CACHE, 0),
            _READ: lambda: self._read(path, *struct.unpack_from("<QQI", body)),
            17: lambda: struct.pack("<5Q4I24x", 1, 0, 0, 9, 9, 4096, 255, 4096, 0),  # statfs
            27: lambda: struct.pack("<QII", 0, 0, 0),  # opendir
            28: lambda: self._listed(path, *struct.unpack_from("<QQI", body)),  # readdir
            18: bytes,  # release
            25: bytes,  # flush
            29: bytes,  # releasedir
        }
        answer = answers.get(code)
        return None if answer is None else answer()

    def _read(self, path: Path, _handle: int, offset: int, size: int) -> bytes:
        with path.open("rb") as file:
            return os.pread(file.fileno(), size, offset)

    def _number(self, path: Path) -> int:
        if path not in self._numbers:
            self._numbers[path] = len(self._numbers) + 1
            self._nodes[self._numbers[path]] = path
        return self._numbers[path]

    def _entry(self, path: Path) -> bytes:
        attributes = self._attributes(path)
        return struct.pack("<QQQQII", self._number(path), 0, 0, 0, 0, 0) + attributes

    def _attributes(self, path: Path) -> bytes:
        found = path.lstat()  # a link could lead to this drive itself
        seconds, nanoseconds = divmod(found.st_mtime_ns, 10**9)
        times = (seconds, seconds, seconds, nanoseconds, nanoseconds, nanoseconds)
        return struct.pack(
            "<6Q10I",
            *(self._number(path), found.st_size, found.st_size // 512 + 1, *times),
            *(found.st_mode, found.st_nlink, os.getuid(), os.getgid(), 0, 4096, 0),
        )

    def _listed(self, path: Path, _handle: int, offset: int, size: int) -> bytes:
        body = b""
        for place, each in enumerate(sorted(path.iterdir()), 1):
            name = os.fsencode(each.name)
            kind = stat.S_IFMT(each.lstat().st_mode) >> 12
            entry = struct.pack("<QQII", self._number(each), place, len(name), kind) + name
            entry += bytes(-len(entry) % 8)
            if place > offset and len(body) + len(entry) <= size:
                body += entry
        return body


class Drive:
    """A drive in a process of its own; use as a context manager.

    Args:
        source: The folder that it shows; None: it never answers, and who waits can be killed.
        mount: Where; made if it is not there.
    """

    def __init__(self, source: Path | None, mount: Path) -> None:
        self._source = source
        self.mount = mount
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        if shutil.which("fusermount3") is None or not Path("/dev/fuse").exists():
            pytest.skip("there is no FUSE here")
        self.mount.mkdir(parents=True, exist_ok=True)
        if self._source is not None:  # over what it shows, it would ask itself without end
            source, mount = self._source.resolve(), self.mount.resolve()
            assert not source.is_relative_to(mount)
            assert not mount.is_relative_to(source)
            assert not any(mount.iterdir())
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.drive", str(self._source or ""), str(self.mount)],
            cwd=Path(__file__).resolve().parents[1],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        said = self._process.stdout.readline()
        if not said.startswith("mounted "):
            self._leave()
            pytest.skip(f"mounting is not allowed here: {said.strip()}")
        self._connection = int(said.split()[1])
        return self

    def __exit__(self, *_: object) -> None:
        self.pull()
        self._leave()

    def hang(self) -> None:
        """Answer nothing from now on."""
        self._say("hang")

    def wake(self) -> None:
        """Answer again, what was asked meanwhile too."""
        self._say("wake")

    def fail(self) -> None:
        """Answer with errors of input and output."""
        self._say("fail")

    def die(self) -> None:
        """End as a driver that crashed: the drive stays mounted, and nobody is there."""
        self._process.kill()
        try:
            self._process.wait(_SOON)
        except subprocess.TimeoutExpired:  # it waits for itself, which only this ends
            _abort(self._connection)
            self._process.wait(_SOON)

    def pull(self) -> None:
        """Be pulled out: nobody answers, and the mount is empty."""
        self.die()
        _unmount(self.mount)

    def _leave(self) -> None:
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(_SOON)

    def _say(self, word: str) -> None:
        self._process.stdin.write(f"{word}\n")
        self._process.stdin.flush()
        assert self._process.stdout.readline() == f"{word}\n"


def _device(mount: Path) -> int:
    """The open device of a new mount, as fusermount3 passes it."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        subprocess.run(
            ["fusermount3", "-o", "ro,fsname=jury-app-test,subtype=test", "--", str(mount)],
            env={**os.environ, "_FUSE_COMMFD": str(theirs.fileno())},
            pass_fds=(theirs.fileno(),),
            check=True,
            timeout=_SOON,
            stderr=subprocess.PIPE,
            text=True,
        )
        _message, control, _flags, _address = ours.recvmsg(1, socket.CMSG_SPACE(4))
    found = array.array("i")
    found.frombytes(control[0][2][:4])
    return found[0]


def _connection(mount: Path) -> int:
    """The number by which the kernel knows what is mounted there; the mount itself is not asked."""
    table = Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape").splitlines()
    point = str(mount).replace("\\", "\\134").replace(" ", "\\040")
    devices = [fields[2] for fields in map(str.split, table) if fields[4] == point]
    return int(devices[-1].partition(":")[2])


def _abort(connection: int) -> None:
    """Free whoever waits for the drive, as if it were pulled out."""
    with suppress(OSError):  # it is gone, or this system does not show it
        Path(f"/sys/fs/fuse/connections/{connection}/abort").write_text("1", "ascii")


def _unmount(mount: Path) -> None:
    subprocess.run(["fusermount3", "-uzq", "--", str(mount)], check=False, timeout=_SOON)


def _end(mount: Path) -> NoReturn:
    """Free whoever waits, and end; also when it is asked twice, by a pipe and by signals."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    with suppress(IndexError):  # it is not mounted
        _abort(_connection(mount))
        _unmount(mount)
    os._exit(0)


def main() -> None:
    source, mount = sys.argv[1], Path(sys.argv[2]).resolve()
    # The pipe alone would not do: one who is killed while the drive keeps it waiting keeps its
    # files open, and only this process can free it.
    signal.signal(signal.SIGTERM, lambda *_: _end(mount))
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGTERM)
    try:
        device = _device(mount)
    except subprocess.CalledProcessError as error:
        print(error.stderr.strip(), flush=True)
        return
    files = FileSystem(Path(source), device)
    if source:
        threading.Thread(target=files.run, daemon=True).start()
    print("mounted", _connection(mount), flush=True)
    for line in sys.stdin:
        files.hear(line.strip())
        print(line.strip(), flush=True)
    _end(mount)


if __name__ == "__main__":
    main()
