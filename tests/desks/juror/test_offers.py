"""What is offered after joining: a passphrase and a recovery sheet, each a second way in."""

import pytest

from jury_app.base.errors import Problem, Refusal
from jury_app.desks.demo.stage import CHEAP
from jury_app.desks.juror import offers
from jury_app.desks.juror.signing import recuse
from jury_app.desks.seat import Seat


def can_sign(evening, **ways) -> bool:
    with Seat(evening.workspace, **ways) as seat:
        try:
            recuse(seat, "#1", "other", "A test.")
        except Refusal as error:
            return "passphrase" not in str(error)
    return True


def test_a_new_passphrase_opens_the_keys_and_the_old_one_no_longer_does(open_seat, evening):
    with open_seat() as seat:
        assert offers.offers(seat).ways == ("passphrase", "recovery")
        with pytest.raises(Refusal, match="at least 8"):
            offers.set_passphrase(seat, "short")
        offers.set_passphrase(seat, "a river in two voices", cost=CHEAP)
    assert not can_sign(evening, passphrase=lambda: "demo")
    assert can_sign(evening, passphrase=lambda: "a river in two voices")


def test_the_words_of_a_recovery_sheet_open_the_keys(open_seat, evening, tmp_path):
    sheet = tmp_path / "sheet.pdf"
    with open_seat() as seat:
        words = offers.recovery_sheet(seat, sheet)
        with pytest.raises(Problem):
            offers.recovery_sheet(seat, sheet)
    assert sheet.read_bytes().startswith(b"%PDF")
    assert sheet.stat().st_mode & 0o077 == 0
    assert can_sign(evening, recovery=words)


def test_no_sheet_is_left_whose_words_open_nothing(evening, tmp_path):
    sheet = tmp_path / "sheet.pdf"
    with Seat(evening.workspace, passphrase=lambda: "wrong") as seat, pytest.raises(Refusal):
        offers.recovery_sheet(seat, sheet)
    assert not sheet.exists()
