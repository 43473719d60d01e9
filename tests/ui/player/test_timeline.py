"""The timeline and the transport: what hands and keys do, what eyes and screen readers get."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QColor, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QSlider, QVBoxLayout, QWidget

from jury_app.ui.player.preview import Preview
from jury_app.ui.player.strip import Strip
from jury_app.ui.player.timeline import LOOKS, Mark, Timeline
from jury_app.ui.player.tracks import Track, Tracks
from jury_app.ui.player.transport import RATES, Transport

from .test_player import comes_to, runs_to

LENGTH = 100_000
NOTE = Mark(at=20_000, kind="question", text="<b>Light</b> & shade", about="note/1")
FLAG = Mark(at=70_000, kind="ethics", text="Whose voice?", about="flag/1")


@pytest.fixture
def timeline(qtbot, theme):
    timeline = Timeline()
    timeline.resize(640, timeline.sizeHint().height())
    timeline.set_length(LENGTH)
    timeline.show()
    qtbot.waitExposed(timeline)
    yield timeline
    timeline.close()
    timeline.deleteLater()


@pytest.fixture
def sought(timeline):
    told = []
    timeline.sought.connect(told.append)
    return told


def place(timeline, at, *, row="stills"):
    """Where a moment lies on the widget."""
    y = {"marks": 8, "stills": timeline.height() // 2}[row]
    return QPoint(round(timeline._x(at)), y)


def near(at):
    return pytest.approx(at, abs=LENGTH / 500)


def test_each_kind_of_note_has_its_own_colour_sign_and_shape(timeline, theme):
    kinds = ("praise", "doubt", "question", "ethics")
    timeline.set_marks(
        [Mark(at=20_000 * at, kind=kind, text="") for at, kind in enumerate(kinds, 1)]
    )
    painted = timeline.grab().toImage()
    for at, kind in enumerate(kinds, 1):
        middle = QPoint(round(timeline._x(20_000 * at)) + 1, round(theme.space(2.25)))
        assert painted.pixelColor(middle) == theme.colour(LOOKS[kind].role)
    assert len({theme.colour(each.role).name() for each in LOOKS.values()}) == len(LOOKS)
    assert len({each.sign for each in LOOKS.values()}) == len(LOOKS)
    assert len({each.corners for each in LOOKS.values()}) == len(LOOKS)


def test_a_click_jumps(timeline, sought):
    QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=place(timeline, 42_000))
    assert sought == [near(42_000)]
    QTest.mouseClick(timeline, Qt.MouseButton.RightButton, pos=place(timeline, 10_000))
    assert len(sought) == 1


def test_a_click_on_a_note_jumps_to_its_moment_and_names_it(timeline, sought):
    chosen = []
    timeline.mark_chosen.connect(chosen.append)
    timeline.set_marks([FLAG, NOTE])
    beside = place(timeline, NOTE.at, row="marks") + QPoint(5, 0)
    QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=beside)
    assert (chosen, sought) == ([NOTE], [NOTE.at])
    QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=place(timeline, NOTE.at))
    assert chosen == [NOTE]  # on the stills a click means the film


def test_a_drag_scrubs_and_ends_where_the_hand_leaves(qtbot, timeline, sought):
    QTest.mousePress(timeline, Qt.MouseButton.LeftButton, pos=place(timeline, 10_000))
    for at in range(12_000, 60_000, 2_000):
        QTest.mouseMove(timeline, place(timeline, at))
    assert len(sought) < 5  # not each movement is a jump
    qtbot.waitUntil(lambda: timeline.position == near(58_000))
    timeline.set_position(11_000)  # the film is behind, the hand leads
    assert timeline.position == near(58_000)
    qtbot.waitUntil(lambda: sought[-1] == near(58_000), timeout=2_000)
    QTest.mouseMove(timeline, place(timeline, 80_000))
    QTest.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=place(timeline, 80_000))
    assert sought[-1] == near(80_000)
    assert timeline.position == sought[-1]


def test_keys_jump_and_leave_others_to_the_room(timeline, sought):
    timeline.set_position(50_000)
    keys = Qt.Key
    for key in (keys.Key_Left, keys.Key_Right, keys.Key_PageUp, keys.Key_PageDown):
        QTest.keyClick(timeline, key)
    QTest.keyClick(timeline, keys.Key_Home)
    QTest.keyClick(timeline, keys.Key_End)
    assert sought == [45_000, 55_000, 0, LENGTH, 0, LENGTH]
    for key in (keys.Key_Up, keys.Key_Down, keys.Key_Space):
        QTest.keyClick(timeline, key)
    QTest.keyClick(timeline, keys.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert len(sought) == 6


def test_screen_readers_get_a_slider_in_seconds(timeline, sought):
    told = QAccessible.queryAccessibleInterface(timeline)
    assert told.role() == QAccessible.Role.Slider
    assert told.text(QAccessible.Text.Name) == "Where the film stands, in seconds"
    timeline.set_position(33_400)
    value = told.valueInterface()
    assert (value.currentValue(), value.maximumValue()) == (33, 100)
    timeline.set_seen(((0, 25_000), (50_000, 75_000)))
    assert told.text(QAccessible.Text.Description) == "50 % of the film was seen."
    assert sought == []


def colour_at(timeline, at, y):
    image = timeline.grab().toImage()
    return image.pixelColor(round(timeline._x(at)), y).name()


def test_the_seen_part_is_shown_under_the_stills(timeline, theme):
    timeline.set_seen(((0, 25_000), (50_000, 75_000)))
    row = timeline._row(16, 1).center().y()
    shown = [colour_at(timeline, at, row) for at in (10_000, 40_000, 60_000, 90_000)]
    seen, not_seen = theme.colour("seen").name(), theme.colour("grid").name()
    assert shown == [seen, not_seen, seen, not_seen]


def test_stills_lie_where_they_belong(timeline):
    colours = ["#ff0000", "#00ff00", "#0000ff", "#ffff00"]
    picture = QPixmap(4 * 16, 9)
    for number, colour in enumerate(colours):
        single = QPixmap(16, 9)
        single.fill(QColor(colour))
        painter = QPainter(picture)
        painter.drawPixmap(number * 16, 0, single)
        painter.end()
    timeline.set_stills(Strip((12_500, 37_500, 62_500, 87_500), picture))
    middle = timeline._row(10, 1).center().y()
    assert [colour_at(timeline, at, middle) for at in (8_000, 37_500, 62_500, 92_000)] == colours


def test_pointing_at_a_note_shows_its_text_as_it_stands(qtbot, timeline):
    timeline.set_marks([NOTE, FLAG])
    QTest.mouseMove(timeline, place(timeline, NOTE.at, row="marks"))
    preview = timeline.findChild(Preview)
    qtbot.waitUntil(preview.isVisible)  # the pointer is moved by the X server, when it likes
    assert preview._words() == "0:20 / 1:40\n<b>Light</b> & shade"
    QTest.mouseMove(timeline, place(timeline, 40_000))
    qtbot.waitUntil(lambda: preview._words() == "0:40 / 1:40")
    assert preview.geometry().bottom() <= timeline.mapToGlobal(QPoint(0, 0)).y()
    timeline.hide()
    assert not preview.isVisible()


def test_without_a_length_nothing_jumps(qtbot, timeline, sought):
    timeline.set_length(0)
    QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=QPoint(300, 30))
    QTest.keyClick(timeline, Qt.Key.Key_Right)
    timeline.grab()
    assert sought == []


def test_the_nearest_still_is_found():
    strip = Strip((1_000, 3_000, 5_000), QPixmap(30, 5))
    cells = [strip.cell(at).left() for at in (0, 1_900, 2_100, 4_100, 99_000)]
    assert cells == [0, 0, 10, 20, 20]
    assert not Strip((), QPixmap())


@pytest.fixture
def transport(qtbot, stage, player, keys):
    window = QWidget()
    box = QVBoxLayout(window)
    transport = Transport(player, keys)
    box.addWidget(transport)
    window.resize(900, 60)
    window.show()
    qtbot.waitExposed(window)
    yield transport
    window.close()
    window.deleteLater()


def button(transport, name):
    names = [each for each in transport.findChildren(QAbstractButton) if each.isVisible()]
    return next(each for each in names if each.accessibleName().startswith(name))


def test_the_transport_plays_and_pauses_and_shows_the_time(qtbot, transport, player, clip):
    assert not button(transport, "Play").isEnabled()
    player.open(clip("h264.mp4"))
    runs_to(qtbot, player, 1_100)
    assert transport._time.text() == "0:01 / 0:03"
    button(transport, "Pause").click()
    comes_to(qtbot, player, "paused")
    assert button(transport, "Play").toolTip() == "Play (Space)"
    player.set_rate(1.5)
    assert button(transport, "Speed").text() == "1.5×"
    assert button(transport, "Speed").accessibleName() == "Speed: 1.5×"


def test_every_control_of_the_transport_has_a_name_and_takes_the_focus(transport):
    controls = transport.findChildren(QAbstractButton) + transport.findChildren(QSlider)
    assert len(controls) == 7
    for control in controls:
        assert control.accessibleName()
        assert control.focusPolicy() == Qt.FocusPolicy.StrongFocus or isinstance(control, QSlider)


def test_where_room_is_scarce_length_and_loudness_give_way_and_no_button(
    qtbot, transport, player, clip
):
    player.open(clip("h264.mp4"), paused=True)
    comes_to(qtbot, player, "paused")
    transport.resize(900, transport.height())
    qtbot.waitUntil(lambda: transport._time.text() == "0:00 / 0:03")
    loudness = (transport._volume, transport._no_sound)
    assert any(each.isVisible() for each in loudness)
    least = transport.minimumSizeHint().width()
    transport.resize(least, transport.height())
    qtbot.waitUntil(lambda: transport._time.text() == "0:00")
    assert not any(each.isVisible() for each in loudness)
    qtbot.waitUntil(lambda: transport.layout().minimumSize().width() <= least)


def test_menus_offer_what_the_film_has(qtbot, transport, player):
    assert not transport._audio.isVisible()
    found = Tracks(
        audio=(Track(1, "Cantonese"), Track(2, "R&B <i>mix</i>")),
        subtitles=(Track(5, "English"),),
        audio_track=2,
    )
    player._tracks = found
    player.tracks_changed.emit()
    menu = transport._audio.menu()
    menu.aboutToShow.emit()
    assert [(each.text(), each.isChecked()) for each in menu.actions()] == [
        ("Cantonese", False),
        ("R&&B <i>mix</i>", True),
    ]
    menu = transport._subtitles.menu()
    menu.aboutToShow.emit()
    assert [each.text() for each in menu.actions()] == ["No subtitles", "English"]
    audio, subtitles = transport._audio, transport._subtitles
    assert (audio.text(), audio.accessibleName()) == ("2", "Audio track: R&B <i>mix</i>")
    assert (subtitles.text(), subtitles.accessibleName()) == ("", "Subtitles")
    player._tracks = replace(found, audio_track=1, subtitle=5)
    player.tracks_changed.emit()
    assert (audio.text(), audio.accessibleName()) == ("", "Audio track: Cantonese")
    assert (subtitles.text(), subtitles.accessibleName()) == ("1", "Subtitles: English")
    menu = transport._rate.menu()
    menu.aboutToShow.emit()
    assert [each.isChecked() for each in menu.actions()] == [rate == 1.0 for rate in RATES]
    assert menu.actions()[-1].text() == "4× (does not count as seen)"
    menu.actions()[0].trigger()
    assert player.rate == 0.5


def test_loudness_is_set_and_silenced(transport, player):
    transport._volume.setValue(20)
    assert player.sound.volume == 20
    button(transport, "Sound off").click()
    assert player.sound.is_muted
    assert button(transport, "Sound on").toolTip() == "Sound on (M)"
    player.sound.set_volume(60)
    assert transport._volume.value() == 60
    assert not player.sound.is_muted


@pytest.mark.parametrize("text", [100, 200])
def test_nothing_is_cut_in_a_narrow_window(qtbot, transport, preferences, text):
    preferences.set(text=text)
    window = transport.window()
    window.resize(440, window.sizeHint().height())
    qtbot.wait(10)
    shown = [each for each in transport.findChildren(QAbstractButton) if each.isVisible()]
    rectangles = [each.geometry() for each in shown] + [transport._time.geometry()]
    assert all(transport.rect().contains(each) for each in rectangles)
    assert not any(
        one.intersects(other) for one in rectangles for other in rectangles if one is not other
    )
    preferences.set(text=100)
