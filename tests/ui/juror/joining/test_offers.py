import pytest
from PySide6.QtCore import Qt

from jury_app.desks.juror.offers import offers
from jury_app.desks.seat import Seat
from tests.ui.juror.hands import LONG, press, write
from tests.ui.juror.test_letter import texts


@pytest.fixture
def page(qtbot, window):
    """The page that offers a passphrase and a recovery sheet."""
    window.show_offers()
    page = window._pages["offers"]
    qtbot.waitUntil(lambda: page.has_words, timeout=LONG)
    return page


def test_a_passphrase_is_set_by_keys_and_opens_the_keys(qtbot, waiting, session, page):
    page.passphrase.first.setFocus()
    write("three blue horses")
    press(Qt.Key.Key_Return)
    write("three blue horses")
    with qtbot.waitSignal(page.told, timeout=LONG):
        press(Qt.Key.Key_Return)
    assert page.passphrase.text is None
    assert session.secret.text == "three blue horses"
    with Seat(waiting, passphrase=lambda: "three blue horses", reading_only=True) as seat:
        seat.unlock()


def test_two_that_differ_set_nothing(session, page):
    page.passphrase.first.setFocus()
    write("three blue horses")
    press(Qt.Key.Key_Return)
    write("three blue houses")
    press(Qt.Key.Key_Return)
    assert "This is not the same." in texts(page)
    assert session.secret.text == "demo"


def test_a_recovery_sheet_is_written_once_and_never_over_another(
    qtbot, tmp_path, session, page, window
):
    file = tmp_path / "sheet.pdf"
    with qtbot.waitSignal(page.told, timeout=LONG):
        page.save_sheet(file)
    written = file.read_bytes()
    assert written.startswith(b"%PDF")
    assert "recovery" in offers(session.seat).ways
    page.save_sheet(file)
    qtbot.waitUntil(
        lambda: any(notice.property("tone") == "warning" for notice in window.notices.shown),
        timeout=LONG,
    )
    assert file.read_bytes() == written
