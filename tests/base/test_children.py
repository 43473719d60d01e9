"""What a child answers, tells, breaks or leaves undone reaches the one who asked, and no more."""

import os
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from jury_app import __main__ as program
from jury_app.base import children
from jury_app.base.children import Child, ChildBug
from jury_app.base.errors import Problem, Refusal
from jury_app.base.texts import use_language

ANSWERING = Path(__file__).with_name("answering.py")
posix = pytest.mark.skipif(os.name == "nt", reason="signals and limits of POSIX")


@pytest.fixture(autouse=True)
def our_own_child(monkeypatch):
    """The program's table names no child for tests: start one in its place."""
    monkeypatch.setattr(children, "command", lambda _name: [sys.executable, str(ANSWERING)])


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize(
    "value", [None, True, -1, 2**53, 0.5, "花樣年華", b"\0\xff", [1, [2]], {"a": {"b": []}}]
)
def test_values_cross_as_they_are(value):
    with Child("x") as child:
        assert child.ask(["echo", value]) == value


def test_one_child_answers_many_requests_in_order():
    with Child("x") as child:
        pid = child.ask(["pid"])
        assert [child.ask(["echo", n]) for n in range(100)] == list(range(100))
        assert child.ask(["pid"]) == pid


def test_what_a_child_prints_is_no_answer(capfd):
    with Child("x") as child:
        assert child.ask(["say", "some library says hello"]) == "said"
        assert child.ask(["echo", 1]) == 1
    assert capfd.readouterr().err == "some library says hello\n" * 2


def test_a_refusal_crosses_with_message_id_place_and_arguments():
    with Child("x") as child:
        with pytest.raises(Refusal) as caught:
            child.ask(["refuse", "Mirror\u202eHarbour"])
        assert child.ask(["echo", "goes on"]) == "goes on"
    error = caught.value
    assert error.message == "No film is called “{reference}”."
    assert error.arguments == {"reference": "Mirror\u202eHarbour"}
    assert str(error) == "a.csv: No film is called “Mirror\\u202eHarbour”."


def test_what_a_child_refuses_is_told_in_the_language_of_the_one_who_asked():
    with Child("x") as child, pytest.raises(Refusal) as caught:
        child.ask(["refuse", "Mirror Harbour"])
    use_language("zh-HK")
    try:
        assert str(caught.value) == "a.csv：沒有名為「Mirror Harbour」的影片。"
    finally:
        use_language("en")


def test_a_problem_crosses_as_a_problem_with_its_values_as_text():
    with Child("x") as child, pytest.raises(Problem) as caught:
        child.ask(["problem"])
    assert (caught.value.place, caught.value.arguments) == (None, {"reason": "1/3"})


def test_a_bug_crosses_with_the_childs_traceback():
    with Child("x") as child:
        with pytest.raises(ChildBug) as caught:
            child.ask(["bug"])
        assert child.ask(["echo", "goes on"]) == "goes on"
    told = str(caught.value)
    assert told.startswith("Traceback")
    assert "answering.py" in told
    assert told.rstrip().endswith("KeyError: 'no such key'")


@posix
def test_a_child_that_is_killed_is_a_problem_that_names_it():
    with Child("probe") as child:
        with pytest.raises(Problem, match="“probe” ended while at work"):
            child.ask(["die"])
        with pytest.raises(Problem, match="“probe” ended while at work"):
            child.ask(["echo", "anybody there?"])


def test_a_child_that_takes_too_long_is_ended():
    with Child("probe", timeout=2) as child:
        pid = child.ask(["pid"])
        begun = time.monotonic()
        with pytest.raises(Problem, match="“probe” ended while at work"):
            child.ask(["wait"])
        assert 1.9 < time.monotonic() - begun < 30
    assert not is_running(pid)


@posix
def test_a_child_answers_a_program_that_has_a_thousand_files_open():
    """`select` would break at descriptor 1,024."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (1200, hard))
    except ValueError:
        pytest.skip("this machine allows fewer descriptors")
    with ExitStack() as held:
        held.callback(resource.setrlimit, resource.RLIMIT_NOFILE, (soft, hard))
        while held.enter_context(Path(os.devnull).open("rb")).fileno() < 1100:
            pass
        with Child("x", timeout=60) as child:
            assert child.ask(["echo", 1]) == 1


@posix
def test_a_child_that_computes_too_long_is_ended():
    with Child("x", timeout=60) as child, pytest.raises(Problem, match="ended while at work"):
        child.ask(["spin"])


@posix
def test_a_child_that_needs_too_much_memory_says_so_and_goes_on():
    with Child("x") as child:
        child.ask(["limit", 512])
        with pytest.raises(Problem, match="more memory than is allowed"):
            child.ask(["need", 1024])
        assert child.ask(["need", 1]) == 1 << 20


def test_an_answer_longer_than_a_frame_may_be_is_not_read(monkeypatch):
    monkeypatch.setattr(children, "FRAME_LIMIT", 1000)
    with Child("x") as child:
        assert child.ask(["large", 900]) == "x" * 900
        with pytest.raises(Problem, match="ended while at work"):
            child.ask(["large", 1001])


def test_a_request_longer_than_a_frame_may_be_ends_the_child(monkeypatch):
    head = (children.FRAME_LIMIT + 1).to_bytes(4, "big")
    command = children.command("x")
    done = subprocess.run(command, input=head, capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (0, b"")


def test_half_a_request_is_no_request():
    for piece in (b"\0\0", b"\0\0\0\x09half"):
        command = children.command("x")
        done = subprocess.run(command, input=piece, capture_output=True, check=False, timeout=60)
        assert (done.returncode, done.stdout) == (0, b"")


def test_a_child_ends_with_its_user():
    with Child("x") as child:
        pid = child.ask(["pid"])
    assert not is_running(pid)


def test_a_child_ends_when_its_user_fails():
    pids = []
    with pytest.raises(ChildBug), Child("x") as child:
        pids.append(child.ask(["pid"])) or child.ask(["bug"])
    assert not is_running(*pids)


@pytest.mark.parametrize("name", program.CHILDREN)
def test_every_child_of_the_program_starts_and_ends_with_its_input(name, monkeypatch):
    monkeypatch.undo()
    command = children.command(name)
    done = subprocess.run(command, input=b"", capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_a_frozen_program_starts_itself_as_its_child(monkeypatch):
    monkeypatch.undo()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert children.command("keys") == [sys.executable, "--child", "keys"]


@posix
def test_a_child_whose_parent_was_killed_while_it_worked_ends_in_silence():
    process = subprocess.Popen(
        [sys.executable, str(ANSWERING)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    process.stdout.close()  # as the kernel does
    children._write(process.stdin, ["large", 1 << 20])
    process.stdin.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 0
