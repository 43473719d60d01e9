import pytest
from msgspec import Struct
from PySide6.QtCore import QPersistentModelIndex, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget

from jury_app.ui.kit.tables import Column, TableModel, TableView


class Film(Struct, frozen=True):
    number: int
    title: str
    score: str
    value: float


COLUMNS = (
    Column("number", "No.", lambda film: f"#{film.number}", align="end", sort=lambda f: f.number),
    Column("title", "Film", lambda film: film.title, stretch=True),
    Column(
        "score", "Score", lambda f: f.score, sort=lambda f: f.value, icon=lambda _f: ("pen", "good")
    ),
)
FILMS = [
    Film(9, "<b>Salt</b>", "8.5", 8.5),
    Film(10, "Water", "10.0", 10.0),
    Film(2, "Rain", "8.5", 8.5),
]


@pytest.fixture
def model(theme):
    model = TableModel(COLUMNS, identity=lambda film: film.number)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield model
    tester.deleteLater()
    model.deleteLater()


class Around(QWidget):
    def __init__(self):
        super().__init__()
        self.passed = []

    def keyPressEvent(self, event):
        self.passed.append(event.text())


@pytest.fixture
def around(theme, qtbot):
    around = Around()
    qtbot.addWidget(around)
    around.resize(500, 300)
    return around


@pytest.fixture
def view(model, around, qtbot):
    model.set_rows(FILMS)
    view = TableView(model, "Films", parent=around)
    view.resize(500, 300)
    around.show()
    around.activateWindow()
    qtbot.waitUntil(around.isActiveWindow)
    view.setFocus()
    return view


def lines(model, column=0):
    return [model.index(line, column).data() for line in range(model.rowCount())]


def test_a_model_holds_its_laws_while_rows_come_and_go(model):
    for rows in (FILMS, FILMS[:1], [], FILMS * 2, FILMS[1:]):
        model.set_rows(rows)
        model.sort(2, Qt.SortOrder.DescendingOrder)
        model.sort(0)
    assert lines(model) == ["#2", "#10"]
    assert model.columnCount(model.index(0, 0)) == 0
    assert model.rowCount(model.index(0, 0)) == 0


def test_columns_are_ordered_by_what_they_declare_not_by_their_text(model):
    model.set_rows(FILMS)
    model.sort(0)
    assert lines(model) == ["#2", "#9", "#10"]
    model.sort(2, Qt.SortOrder.DescendingOrder)
    assert lines(model, 2) == ["10.0", "8.5", "8.5"]


def test_rows_of_one_value_keep_their_order(model):
    model.set_rows(FILMS)
    model.sort(2)
    assert lines(model) == ["#9", "#2", "#10"]
    model.sort(2, Qt.SortOrder.DescendingOrder)
    assert lines(model) == ["#10", "#9", "#2"]


def test_rows_that_come_later_keep_the_order_in_force(model):
    model.set_rows(FILMS)
    model.sort(0)
    model.set_rows([*FILMS, Film(5, "Snow", "7", 7.0)])
    assert lines(model) == ["#2", "#5", "#9", "#10"]


def test_an_index_that_is_kept_follows_its_row(model):
    model.set_rows(FILMS)
    kept = QPersistentModelIndex(model.index(1, 1))
    model.sort(0)
    assert kept.row() == 2
    assert kept.data() == "Water"


def test_a_heading_says_which_way_it_orders(model):
    model.set_rows(FILMS)

    def heading(column):
        return model.headerData(column, Qt.Orientation.Horizontal)

    model.sort(0)
    assert [heading(column) for column in range(3)] == ["No. ↑", "Film", "Score"]
    model.sort(2, Qt.SortOrder.DescendingOrder)
    assert [heading(column) for column in range(3)] == ["No.", "Film", "Score ↓"]


def test_numbers_stand_at_the_end(model):
    model.set_rows(FILMS)
    aligned = model.index(0, 0).data(Qt.ItemDataRole.TextAlignmentRole)
    assert aligned & Qt.AlignmentFlag.AlignRight
    heading = model.headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
    assert heading == aligned


def test_a_line_is_chosen_and_opened_by_keyboard(view, qtbot):
    opened, selected = [], []
    view.opened.connect(opened.append)
    view.selected.connect(selected.append)
    qtbot.keyClick(view, Qt.Key.Key_Home)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert opened == [FILMS[1]]
    assert selected == FILMS[1:]
    assert view.chosen == FILMS[2]
    assert len(view.selectionModel().selectedRows()) == 1


def test_letters_go_on_to_the_commands_of_the_window(view, around, qtbot):
    view.choose(9)
    qtbot.keyClick(view, "r")
    qtbot.keyClick(view, " ")
    assert around.passed == ["r", " "]
    assert view.chosen == FILMS[0]


def test_what_was_chosen_stays_chosen_when_other_rows_come(view, model):
    view.choose(10)
    model.set_rows([FILMS[2], FILMS[1]])
    assert view.chosen == FILMS[1]
    model.set_rows([FILMS[0]])
    assert view.chosen is None


def test_a_click_on_a_heading_orders_and_another_turns_around(view, model, qtbot):
    header = view.horizontalHeader()
    place = header.sectionViewportPosition(0) + 10
    for expected in (["#2", "#9", "#10"], ["#10", "#9", "#2"]):
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place, 8))
        assert lines(model) == expected


def test_markup_in_a_cell_is_text(view, model):
    assert lines(model, 1)[0] == "<b>Salt</b>"
    assert model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole) is None
