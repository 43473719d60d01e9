"""Whether a machine can make a sound: by its cards, or by a sound server of the session."""

import sys

import pytest

from jury_app.screening import loudspeakers

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc/asound")

NONE = "--- no soundcards ---\n"
CARD = (
    " 0 [PCH            ]: HDA-Intel - HDA Intel PCH\n"
    "                      HDA Intel PCH at 0xf7f10000 irq 31\n"
)


@pytest.fixture
def cards(tmp_path):
    return tmp_path / "cards"


def test_a_machine_without_a_card_and_without_a_server_is_silent(cards, tmp_path):
    assert not loudspeakers.are_here({}, cards)
    cards.write_text(NONE)
    assert not loudspeakers.are_here({"XDG_RUNTIME_DIR": str(tmp_path)}, cards)


def test_a_card_is_enough(cards):
    cards.write_text(CARD)
    assert loudspeakers.are_here({}, cards)


@pytest.mark.parametrize("socket", ["pulse/native", "pipewire-0"])
def test_a_server_of_this_session_is_enough(cards, tmp_path, socket):
    (tmp_path / socket).parent.mkdir(exist_ok=True)
    (tmp_path / socket).touch()
    assert loudspeakers.are_here({"XDG_RUNTIME_DIR": str(tmp_path)}, cards)


def test_a_server_elsewhere_is_enough(cards):
    assert loudspeakers.are_here({"PULSE_SERVER": "tcp:192.0.2.1"}, cards)
