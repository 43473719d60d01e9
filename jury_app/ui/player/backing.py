"""Backing: the X server keeps what others cover of a window, where it would forget it.

Where no compositor runs, what was under a preview, a menu or a notice is dark when that goes, until
it is drawn anew; libvlc does so with a standing film every 80 ms. Only the owner of a window knows
how its own is made, and libvlc asks for nothing; but any program may ask the server, by xcb, in
which a window that is gone meanwhile is a reply and not, as in Xlib, the end of the program.
"""

import ctypes
from collections.abc import Iterator
from functools import cache
from typing import Any

from PySide6.QtGui import QGuiApplication

_BACKING_STORE = 64  # XCB_CW_BACKING_STORE
_NOT_USEFUL, _ALWAYS = 0, 2
_Address = ctypes.POINTER(ctypes.c_void_p)


def keep_covered(window: int, *, keeps: bool) -> None:
    """Let the windows in a native window be kept where they are covered, or no longer.

    It costs a copy of each picture that is drawn: ask for it while a film stands.
    """
    server = _server()
    if server is not None:
        server.keep(window, _ALWAYS if keeps else _NOT_USEFUL)


@cache
def _server() -> "_Server | None":
    """The X server that Qt draws on; None where it draws on none."""
    if QGuiApplication.platformName() != "xcb":
        return None
    try:
        xcb, libc = ctypes.CDLL("libxcb.so.1"), ctypes.CDLL(None)
    except OSError:  # whoever packed Qt with an xcb of its own: a film is dark for a moment
        return None
    return _Server(xcb, libc)


class _Server:
    """A connection of our own, for as long as the program lives."""

    def __init__(self, xcb: Any, libc: Any) -> None:  # noqa: ANN401  libraries have no types
        self._xcb, self._free = xcb, libc.free
        self._free.argtypes = [ctypes.c_void_p]
        for name, answers, given in (
            ("xcb_connect", ctypes.c_void_p, (ctypes.c_char_p, ctypes.c_void_p)),
            ("xcb_query_tree", ctypes.c_uint, (ctypes.c_void_p, ctypes.c_uint32)),
            ("xcb_query_tree_reply", ctypes.c_void_p, (ctypes.c_void_p, ctypes.c_uint, _Address)),
            ("xcb_query_tree_children", ctypes.POINTER(ctypes.c_uint32), (ctypes.c_void_p,)),
            ("xcb_query_tree_children_length", ctypes.c_int, (ctypes.c_void_p,)),
            ("xcb_change_window_attributes_checked", ctypes.c_uint,
             (ctypes.c_void_p, ctypes.c_uint32, ctypes.c_uint32, ctypes.c_void_p)),
            ("xcb_discard_reply", None, (ctypes.c_void_p, ctypes.c_uint)),
            ("xcb_flush", ctypes.c_int, (ctypes.c_void_p,)),
        ):  # fmt: skip
            function = getattr(xcb, name)
            function.restype, function.argtypes = answers, given
        self._connection = ctypes.c_void_p(xcb.xcb_connect(None, None))

    def keep(self, window: int, how: int) -> None:
        """Give what lies in a window this backing store."""
        wanted = ctypes.c_uint32(how)
        for inner in self._within(window):
            asked = self._xcb.xcb_change_window_attributes_checked(
                self._connection, inner, _BACKING_STORE, ctypes.byref(wanted)
            )
            self._xcb.xcb_discard_reply(self._connection, asked)
        self._xcb.xcb_flush(self._connection)

    def _within(self, window: int) -> Iterator[int]:
        """The windows in a window, at any depth."""
        asked = self._xcb.xcb_query_tree(self._connection, window)
        failed = ctypes.c_void_p()
        reply = self._xcb.xcb_query_tree_reply(self._connection, asked, ctypes.byref(failed))
        self._free(failed)
        if reply is None:  # it is gone
            return
        children = self._xcb.xcb_query_tree_children(reply)
        found = [children[at] for at in range(self._xcb.xcb_query_tree_children_length(reply))]
        self._free(reply)
        for each in found:
            yield each
            yield from self._within(each)
