"""Papers: whether a PDF that comes with a film can be one, by its bytes alone; no parser runs.

It reads no object: a viewer mends much that is broken, and what none can mend lacks these words.
"""

import mmap
import os
import re
from pathlib import Path

from jury_app.base.errors import Refusal
from jury_app.base.files import told
from jury_app.base.texts import N_

_HEAD = 1024
"""Bytes within which a PDF says that it is one."""
_OBJECT = re.compile(rb"\d\s+\d+\s+obj\b")
_ROOT = re.compile(rb"/Root\s+\d+\s+\d+\s+R")
_ENCRYPTED = re.compile(rb"/Encrypt\s*(?:<<|\d+\s+\d+\s+R)")


def is_encrypted(path: Path) -> bool:
    """Whether a PDF is encrypted, so that it may ask whoever opens it for a password.

    Raises:
        Problem: It cannot be read.
        Refusal: It is empty, or no PDF that could be opened.
    """
    with told(path), path.open("rb") as file:
        if not os.fstat(file.fileno()).st_size:
            raise Refusal(N_("This file is empty (0 bytes); ask for it again."), place=str(path))
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            if content.find(b"%PDF-", 0, _HEAD) < 0:
                raise Refusal(N_("This is no PDF, whatever its name says."), place=str(path))
            if not (_OBJECT.search(content) and _ROOT.search(content)):
                raise Refusal(N_("This PDF is damaged; ask for it again."), place=str(path))
            return _ENCRYPTED.search(content) is not None
