import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from jury_app.ui.juror.room.dossiertexts import sections
from tests.ui.juror.room.conftest import LINEAR, MISSING, press, write

CTRL = Qt.KeyboardModifier.ControlModifier
LINK = b"/Annots [<</Type/Annot/Subtype/Link/Rect[0 0 400 400]/A<</S/URI/URI(%s)>>>>]"


def pdf(*, pages=1, box=(400, 400), extra=b""):
    """A small PDF with empty pages."""
    kids = b" ".join(b"%d 0 R" % (3 + at) for at in range(pages))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages),
        *(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]%s>>" % (*box, extra)
            for _ in range(pages)
        ),
    ]
    content, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj%s endobj\n" % (number, text)
    start = len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    content += b"".join(b"%010d 00000 n \n" % place for place in places)
    return content + b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        start,
    )


@pytest.fixture
def dossier(qtbot, room, drive, opened):
    """The dossier of a film that waits, on a drive of its own."""
    opened(LINEAR, paused=True)
    press(Qt.Key.Key_D)
    return room.panel.dossier


@pytest.fixture
def read(qtbot, dossier, drive):
    """Read another appendix: these bytes."""

    def read(content):
        next(drive.glob("*appendix.pdf")).write_bytes(content)
        press(Qt.Key.Key_Return)
        qtbot.waitUntil(dossier._read.isEnabled, timeout=9000)
        return dossier

    return read


def texts(widget):
    return [each.text() for each in widget.findChildren(QLabel) if each.isVisibleTo(widget)]


def test_what_is_hidden_says_so_and_until_when(dossier):
    shown = texts(dossier)
    for name in ("Directors", "Studio", "Country"):
        assert shown[shown.index(name) + 1] == "until your scorecard for this film is received"


def test_what_the_phase_allows_is_there(dossier):
    shown = texts(dossier)
    assert {"Synopsis", "Creative statement", "Tools", "Consents and proofs"} <= set(shown)
    assert "Sora, Veo, Suno" in shown


def test_lanes_are_called_by_their_names_where_the_round_does_not_ask_them(dossier):
    shown = dossier._draft.shown
    asks_none = msgspec.structs.replace(shown.form, lanes=())
    later = msgspec.structs.replace(shown, form=asks_none)
    declared = next(
        each
        for each in sections(later, later.labels)
        if each.heading == "Declared AI participation"
    )
    names = [name for name, _value in declared.lines]
    assert names[:6] == [lane.label for lane in shown.form.lanes]
    assert f"Declared for {names[0]}" in " ".join(later.lines())


def test_technical_facts_come_when_the_file_was_looked_into(qtbot, dossier):
    assert "The file" in texts(dossier)
    press(Qt.Key.Key_V)
    press(Qt.Key.Key_Space)  # the first play lets the file be examined
    qtbot.waitUntil(lambda: "Picture" in texts(dossier), timeout=15_000)
    shown = texts(dossier)
    assert shown[shown.index("Picture") + 1].endswith("AVC · MP4")
    assert shown[shown.index("Length") + 1] == "0:10"


def test_the_appendix_is_read_inside(qtbot, dossier):
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dossier._pages.currentIndex() == 1, timeout=9000)
    assert dossier._appendix._place.text() == "Page 1 of 2"
    press(Qt.Key.Key_PageDown, CTRL)
    qtbot.waitUntil(lambda: dossier._appendix._place.text() == "Page 2 of 2")
    press(Qt.Key.Key_F, CTRL)
    write("consent")
    qtbot.waitUntil(lambda: dossier._appendix._matches.text() != "", timeout=9000)
    qtbot.waitUntil(lambda: dossier._appendix._matches.text() == "8 places", timeout=9000)


def found(dossier):
    """Which place is shown, of those that were found; and on which page."""
    appendix = dossier._appendix
    at = appendix._view.currentSearchResultIndex()
    return at, appendix._found.resultAtIndex(at).page()


def test_what_is_sought_is_gone_to_as_it_is_typed_from_the_page_that_is_read(qtbot, dossier):
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dossier._pages.currentIndex() == 1, timeout=9000)
    press(Qt.Key.Key_PageDown, CTRL)
    press(Qt.Key.Key_F, CTRL)
    write("the")
    qtbot.waitUntil(lambda: dossier._appendix._matches.text() == "8 places", timeout=9000)
    first, page = found(dossier)
    assert page == 1
    assert first > 0
    assert dossier._appendix._found.resultAtIndex(first - 1).page() == 0
    press(Qt.Key.Key_Return)
    assert found(dossier)[0] == first + 1


def test_enter_right_after_the_last_letter_is_not_lost(qtbot, dossier):
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dossier._pages.currentIndex() == 1, timeout=9000)
    press(Qt.Key.Key_F, CTRL)
    write("consent")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: found(dossier)[0] == 0, timeout=9000)


def test_escape_goes_back_one_step_at_a_time(qtbot, room, dossier):
    left = []
    room.left.connect(lambda: left.append(True))
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dossier._pages.currentIndex() == 1, timeout=9000)
    appendix = dossier._appendix
    appendix._wide.click()
    press(Qt.Key.Key_F, CTRL)
    write("consent")
    press(Qt.Key.Key_Escape)
    assert appendix._search.text() == ""
    assert appendix._wide.isChecked()
    press(Qt.Key.Key_Escape)
    assert not appendix._wide.isChecked()
    assert dossier._pages.currentIndex() == 1
    press(Qt.Key.Key_Escape)
    assert dossier._pages.currentIndex() == 0
    assert dossier._front_scroll.hasFocus()
    assert left == []
    press(Qt.Key.Key_Escape)
    assert left == [True]


def test_an_appendix_that_is_not_seen_keeps_nobody_in_the_room(qtbot, room, dossier):
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dossier._pages.currentIndex() == 1, timeout=9000)
    room.show_page("notes")
    with qtbot.waitSignal(room.left):
        press(Qt.Key.Key_Escape)


def test_the_page_that_is_read_stays_whatever_its_size(qtbot, room, read):
    dossier = read(pdf(pages=40))
    qtbot.waitUntil(lambda: dossier._pages.currentIndex() == 1, timeout=9000)
    appendix = dossier._appendix
    appendix.turn(29)
    assert appendix._place.text() == "Page 30 of 40"
    acts = (appendix._wide.click, lambda: appendix.zoom(1), lambda: appendix.zoom(-2), appendix.fit)
    for act in (*acts, appendix._wide.click):
        act()
        qtbot.waitUntil(lambda: room.panel.width() == room.drawer.width())
        assert appendix._place.text() == "Page 30 of 40"
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Return)  # opened again, it begins where its label says
    qtbot.waitUntil(lambda: dossier._pages.currentIndex() == 1, timeout=9000)
    assert appendix._place.text() == "Page 1 of 40"
    assert appendix._view.verticalScrollBar().value() == 0


def test_pages_grow_and_shrink_by_keys(qtbot, dossier):
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dossier._pages.currentIndex() == 1, timeout=9000)
    view = dossier._appendix._view
    press(Qt.Key.Key_Plus)
    larger = view.zoomFactor()
    press(Qt.Key.Key_Minus)
    assert view.zoomFactor() < larger


def test_the_appendix_is_read_in_most_of_the_window_and_pages_grow_by_buttons(qtbot, room, dossier):
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dossier._pages.currentIndex() == 1, timeout=9000)
    appendix = dossier._appendix
    before = room.drawer.wanted
    appendix._wide.click()
    assert room.drawer.width() == pytest.approx(0.7 * room.window().width(), abs=1)
    qtbot.waitUntil(lambda: room.panel.width() == room.drawer.width())
    fitting = appendix._present()
    appendix._larger.click()
    assert appendix._present() > fitting
    assert "+" in appendix._larger.toolTip()
    appendix._smaller.click()
    appendix._smaller.click()
    assert appendix._present() < fitting
    dossier._close_appendix()
    assert room.drawer.width() == before


def test_a_link_is_never_followed(qtbot, read, desktop):
    dossier = read(pdf(extra=LINK % b"https://evil.example/"))
    qtbot.waitUntil(lambda: dossier._pages.currentIndex() == 1)
    view = dossier._appendix._view.viewport()
    for x in range(20, view.width(), 40):
        QTest.mouseMove(view, QPoint(x, 80))
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(x, 80))
    assert desktop.opened == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "damaged"),
        (b"MZ not a PDF", "damaged"),
        (b"%PDF-1.7\n" + b"\xff" * 4000, "damaged"),
        (pdf()[:150], "damaged"),
        (pdf(pages=501), "larger"),
        (pdf(box=(10, 14000)), "larger"),
        (pdf(box=(4500, 4500)), "larger"),
    ],
)
def test_a_pdf_that_cannot_be_shown_is_told(qtbot, read, content, words):
    dossier = read(content)
    assert dossier._pages.currentIndex() == 0
    assert dossier._trouble.isVisible()
    assert words in dossier._trouble.text()


def test_the_key_of_the_dossier_leaves_the_film_its_own_key(qtbot, room, dossier):
    assert not dossier._read.isHidden()
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: room.player.is_playing)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dossier._pages.currentIndex() == 1, timeout=9000)
    for _way in range(2):  # in the appendix, and back in the texts
        press(Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: room.player.status == "paused")
        press(Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: room.player.is_playing)
        dossier._close_appendix()
    assert dossier._pages.currentIndex() == 0


def test_an_appendix_that_comes_late_is_not_shown_in_another_films_dossier(
    qtbot, session, dossier, room, opened
):
    dossier.read_appendix()
    opened(MISSING)
    done = []
    for _ in range(2):  # as many as read beside each other: what was asked before is told
        session.read(session, lambda _seat: None, lambda _: done.append(True))
    qtbot.waitUntil(lambda: len(done) == 2)
    assert dossier._pages.currentIndex() == 0
    assert dossier._appendix._document.pageCount() == 0
