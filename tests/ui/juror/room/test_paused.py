"""A film that is come back to stands, and has all that a film that plays has."""

from tests.ui.juror.room.conftest import LINEAR


def test_a_film_that_is_opened_standing_has_its_stills_and_is_compared(qtbot, room, opened):
    came, verified = [], []
    room.projection.strip_came.connect(came.append)
    room.projection.verified.connect(verified.append)
    opened(LINEAR, paused=True)
    qtbot.waitUntil(lambda: bool(came) and "right" in verified, timeout=20_000)
    assert room.player.status == "paused"
