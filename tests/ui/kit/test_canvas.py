import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter

from jury_app.pictures.hexagon import Lane, hexagon
from jury_app.pictures.shapes import (
    Circle,
    Fill,
    Line,
    Picture,
    Point,
    Polyline,
    Rectangle,
    Stroke,
    Text,
)
from jury_app.ui.kit.canvas import PictureView, about_at, draw

STROKE = Stroke(role="line", width=2)
SHAPES = (
    Rectangle(x=10, y=10, width=40, height=40, fill=Fill(role="good"), about="box"),
    Circle(centre=Point(80, 30), radius=10, stroke=STROKE, about="ring"),
    Line(start=Point(10, 80), end=Point(90, 80), stroke=STROKE, about="line"),
    Polyline(
        points=(Point(110, 10), Point(150, 10), Point(130, 50)),
        fill=Fill(role="bad"),
        closed=True,
        about="triangle",
    ),
    Text(at=Point(110, 80), text="word", size=10, about="word"),
)
PICTURE = Picture(width=160, height=100, title="Shapes", description="One of each.", shapes=SHAPES)


def image_of(picture, factor=1.0, ratio=1.0):
    image = QImage(
        round(picture.width * factor * ratio),
        round(picture.height * factor * ratio),
        QImage.Format.Format_ARGB32,
    )
    image.setDevicePixelRatio(ratio)
    image.fill(0)
    painter = QPainter(image)
    draw(painter, picture, factor)
    painter.end()
    return image


@pytest.mark.parametrize(
    ("x", "y", "about"),
    [
        (30, 30, "box"),
        (80, 30, ""),
        (80, 20.5, "ring"),
        (50, 83, "line"),
        (50, 90, ""),
        (130, 20, "triangle"),
        (112, 48, ""),
        (115, 77, "word"),
        (5, 95, ""),
    ],
)
def test_pointing_means_the_shape_that_is_there(x, y, about):
    assert about_at(SHAPES, Point(x, y)) == about


def test_of_two_shapes_in_one_place_the_upper_one_is_meant():
    box = {"x": 0, "y": 0, "width": 10, "height": 10, "fill": Fill(role="good")}
    shapes = (Rectangle(**box, about="lower"), Rectangle(**box, about="upper"))
    assert about_at(shapes, Point(5, 5)) == "upper"


@pytest.mark.parametrize(("factor", "ratio"), [(1, 1), (2, 1), (1.5, 2)])
def test_a_picture_is_drawn_in_the_colours_of_its_roles_at_every_size(theme, factor, ratio):
    image = image_of(PICTURE, factor, ratio)
    places = {"good": (30, 30), "bad": (130, 20), "line": (50, 80)}
    for role, (x, y) in places.items():
        found = image.pixelColor(round(x * factor * ratio), round(y * factor * ratio))
        assert found == theme.colour(role), role
    assert image.pixelColor(round(5 * factor * ratio), round(5 * factor * ratio)).alpha() == 0


def test_a_change_of_theme_repaints_a_picture(theme, preferences, qtbot):
    view = PictureView(PICTURE)
    qtbot.addWidget(view)
    view.resize(160, 100)
    preferences.set(theme="light")
    at = view.from_picture(Point(30, 30)).toPoint()
    assert view.grab().toImage().pixelColor(at) == QColor("#146039")


def test_text_never_takes_more_room_than_the_picture_was_laid_out_for(theme):
    text = Text(at=Point(0, 20), text="M" * 20, size=10)
    picture = Picture(width=400, height=30, title="", description="", shapes=(text,))
    image = image_of(picture)
    inked = [
        x
        for x in range(image.width())
        if any(image.pixelColor(x, y).alpha() for y in range(image.height()))
    ]
    assert 0 < max(inked) <= 20 * 0.7 * 10 + 1
    assert QFontMetricsF(theme.font()).horizontalAdvance("M") > 0


def test_markup_in_a_picture_is_text(theme):
    def ink(text):
        shape = Text(at=Point(2, 20), text=text, size=10)
        picture = Picture(width=200, height=30, title="", description="", shapes=(shape,))
        image = image_of(picture)
        return sum(
            image.pixelColor(x, y).alpha() > 0
            for x in range(image.width())
            for y in range(image.height())
        )

    assert ink("<b>x</b>") > 3 * ink("x")


@pytest.fixture
def view(theme, qtbot):
    view = PictureView(PICTURE, reachable=True)
    qtbot.addWidget(view)
    view.resize(320, 200)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    return view


def test_places_of_the_widget_and_of_the_picture_answer_to_each_other(view):
    for place in (Point(0, 0), Point(80, 50), Point(160, 100)):
        back = view.to_picture(view.from_picture(place))
        assert (back.x, back.y) == pytest.approx((place.x, place.y))


def test_a_picture_keeps_its_proportions_and_its_bounds(view):
    assert view.heightForWidth(160) == pytest.approx(100, abs=1)
    natural = view.logicalDpiY() / 72
    assert view.heightForWidth(10_000) == pytest.approx(100 * natural * 1.5, abs=1)


def test_the_mouse_tells_what_it_points_at_and_clicks(view, qtbot):
    hovered, clicked = [], []
    view.hovered.connect(hovered.append)
    view.clicked.connect(clicked.append)
    box = view.from_picture(Point(30, 30)).toPoint()
    qtbot.mouseMove(view, box - QPoint(1, 1))
    qtbot.mouseMove(view, box)
    qtbot.waitUntil(lambda: hovered == ["box"])
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=box)
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.from_picture(Point(5, 95)).toPoint())
    assert clicked == ["box", ""]


def test_dragging_tells_places_in_points(view, qtbot):
    pressed, dragged = [], []
    view.pressed_at.connect(pressed.append)
    view.dragged_to.connect(dragged.append)
    start, end = (view.from_picture(Point(x, 50)).toPoint() for x in (40, 60))
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view, end)
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)
    assert pressed[0].x == pytest.approx(40, abs=1)
    assert [round(place.x) for place in dragged] == [pytest.approx(60, abs=1)]


def test_shapes_are_reached_and_chosen_by_keyboard(view, qtbot):
    hovered, clicked = [], []
    view.hovered.connect(hovered.append)
    view.clicked.connect(clicked.append)
    view.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Left):
        qtbot.keyClick(view, key)
    assert hovered == ["box", "ring", "box"]
    assert clicked == ["ring"]


def test_a_screen_reader_hears_what_a_picture_says_of_itself(theme, qtbot):
    lanes = [Lane(label=name, weight=1, assessed=50.0) for name in "abcdef"]
    picture = hexagon(lanes)
    view = PictureView(picture)
    qtbot.addWidget(view)
    assert view.accessibleName() == picture.title != ""
    assert view.accessibleDescription() == picture.description != ""


def test_a_view_without_a_picture_takes_no_room(theme, qtbot):
    view = PictureView()
    qtbot.addWidget(view)
    assert view.heightForWidth(300) == 0
    assert view.to_picture(QPointF(QPoint(0, 0))).y == 0
    assert view.abouts() == ()
