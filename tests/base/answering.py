"""A child for tests: it does what the request says. Run as a program by test_children."""

import os
import signal
import sys
import threading
from fractions import Fraction

from jury_app.base.children import limit, serve
from jury_app.base.errors import Problem, Refusal
from jury_app.base.texts import N_


def say(text):
    print(text)
    print(text, file=sys.stderr)
    return "said"


def refuse(name):
    raise Refusal(N_("No film is called “{reference}”."), place="a.csv", reference=name)


def problem():
    raise Problem(N_("{reason}."), reason=Fraction(1, 3))


def spin():
    limit(cpu_seconds=1)
    while True:
        pass


DEEDS = {
    "echo": lambda value: value,
    "say": say,
    "refuse": refuse,
    "problem": problem,
    "bug": lambda: {}["no such key"],
    "need": lambda megabytes: len(bytes(megabytes << 20)),
    "limit": lambda megabytes: limit(memory=megabytes << 20),
    "die": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "spin": spin,
    "wait": lambda: threading.Event().wait(),
    "large": lambda count: "x" * count,
    "pid": os.getpid,
}


if __name__ == "__main__":
    serve(lambda request: DEEDS[request[0]](*request[1:]))
