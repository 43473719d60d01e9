"""Ending: a signal from the system or a terminal ends the program as its window's cross would.

What was typed last reaches the disk, the workspace is left, and children go. Nobody can be asked
meanwhile; so what the disk does not take is lost, as it would be with the machine.
"""

import signal
import socket

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier, Qt, QTimer

_ASKED = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGINT", "SIGHUP") if hasattr(signal, name)
)


class Ending(QObject):
    """Ends the program when a signal asks for it; a second one ends it at once.

    Args:
        application: Qt's; it may not run yet.
    """

    def __init__(self, application: QCoreApplication) -> None:
        super().__init__(application)
        self._application = application
        # Python acts on a signal between two of its own steps, and Qt's loop makes none by itself:
        # a byte in this socket wakes it.
        self._ours, self._theirs = socket.socketpair()
        for each in (self._ours, self._theirs):
            each.setblocking(False)
        signal.set_wakeup_fd(self._theirs.fileno(), warn_on_full_buffer=False)
        self._woken = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._woken.activated.connect(self._empty, Qt.ConnectionType.DirectConnection)
        for each in _ASKED:
            if signal.getsignal(each) is not signal.SIG_IGN:  # as `nohup` wants it
                signal.signal(each, lambda *_: self._end())

    def _empty(self) -> None:
        self._ours.recv(1 << 12)

    def _end(self) -> None:
        for each in _ASKED:
            signal.signal(each, signal.SIG_DFL)
        QTimer.singleShot(0, self._application, lambda: self._application.exit(0))
