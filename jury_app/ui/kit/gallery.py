"""The gallery: every widget of the kit in every state, in the three themes.

    python -m jury_app.ui.kit.gallery

A workshop's window and no part of the program: its samples are not translated. The tests compare
each section with its picture, and read `SECTIONS` for that.
"""

import sys
from collections.abc import Callable
from typing import NamedTuple, get_args

from msgspec import Struct
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from jury_app.base.errors import Problem, Refusal
from jury_app.base.texts import N_
from jury_app.pictures.hexagon import Lane, hexagon
from jury_app.pictures.matrix import Row, matrix
from jury_app.pictures.timeline import Mark, timeline
from jury_app.ui.kit import fonts, icons
from jury_app.ui.kit.buttons import Button, Choices, IconButton, Option, Segments, Tick
from jury_app.ui.kit.canvas import PictureView
from jury_app.ui.kit.errors import Telling, told
from jury_app.ui.kit.fields import (
    Combo,
    Labelled,
    SearchField,
    TextArea,
    TextField,
)
from jury_app.ui.kit.labels import Chip, Elided, FilmTitle, Key, Label, Paragraph, Progress
from jury_app.ui.kit.notice import Notice
from jury_app.ui.kit.numberfield import NumberField
from jury_app.ui.kit.preferences import Preferences
from jury_app.ui.kit.surfaces import Card, Item, Scroll, Separator, Steps, Surface, column, row
from jury_app.ui.kit.tables import Column, TableModel, TableView
from jury_app.ui.kit.theme import STYLE, Name, Theme

_ANSWERS = (
    Option("clear", "Clear", "Nothing to ask."),
    Option("question", "Question", "Something to ask the team in the live defense."),
    Option("concern", "Concern", "Something that the chair should look at before a decision."),
)
_WIDE = (
    "A paragraph wraps at its width and is as high as that makes it, so that nothing is cut at "
    "any size of text. Markup in it is text: <b>not bold</b> & nothing more."
)


class Section(NamedTuple):
    """A part of the gallery: its name and what makes its widgets."""

    name: str
    make: Callable[[], Item]


class _Film(Struct, frozen=True):
    number: str
    title: str
    state: str
    score: str
    value: float


def _off(widget: QWidget) -> QWidget:
    widget.setEnabled(False)
    return widget


def _texts() -> Steps:
    narrow = Elided("A title that is far too long for the little room that it was given here")
    narrow.setFixedWidth(260)
    return column(
        Label("Title", "title"),
        Label("Heading", "heading"),
        Label("Strong", "strong"),
        Label("Body text"),
        Label("A caption, which may be overlooked", "caption"),
        Label("74.5", "number"),
        row(*(Label(tone, tone=tone) for tone in ("good", "warning", "bad", "accent")), None),
        row(Key("Space"), Key("Ctrl+Z"), Key("?"), None),
        narrow,
        Separator(),
        Paragraph(_WIDE),
    )


def _titles() -> Steps:
    return column(
        FilmTitle("The Last Lighthouse", "最後的燈塔"),
        FilmTitle("Salt and Water: a Story", "מלח ומים: סיפור"),
        FilmTitle("The Night Train", "قطار الليل (٢٠٢٦)"),
        FilmTitle("Seven Small Songs", "七つの小さな歌"),
        FilmTitle("A River in Spring", "봄의 강"),
        FilmTitle("Rain", "ฝนตก"),
        FilmTitle("Зимний свет"),
        gap=3,
    )


def _states() -> Steps:
    lines = column(gap=3)
    for name, value in (("Begun", 0.35), ("All of it", 1.0), ("Unknown", None)):
        line = Progress(name)
        line.set_value(value)
        lines.add(line)
    return column(
        row(Chip("to watch", "circle"), Chip("started at 12:40", "progress", "accent"), None),
        row(Chip("signed", "pen", "good"), Chip("received", "received", "good"), None),
        row(Chip("new cut: confirm", "warning", "warning"), Chip("recused", "recused"), None),
        row(Chip("could not be watched", "error", "bad"), None),
        lines,
        gap=3,
    )


def _buttons() -> Steps:
    pressed = IconButton("panel", "Panel", key="P", checkable=True)
    pressed.setChecked(True)
    return column(
        row(Button("Open"), Button("Sign", "primary", icon="pen"), None),
        row(Button("Later", "quiet"), Button("Step off", "danger", icon="recused"), None),
        row(_off(Button("Open")), _off(Button("Sign", "primary", icon="pen")), None),
        row(_off(Button("Later", "quiet")), _off(Button("Step off", "danger")), None),
        row(IconButton("play", "Play", key="Space"), pressed, _off(IconButton("note", "N")), None),
        row(Segments("Answer", _ANSWERS), None),
        row(Segments("Answer", _ANSWERS, "question"), None),
        row(_off(Segments("Answer", _ANSWERS, "clear")), None),
        gap=3,
    )


def _choices() -> Steps:
    return column(
        Choices("Is the music cleared?", _ANSWERS, "clear"),
        Tick("All rights are cleared", "Stated by the entrant on 3 March.", on=True),
        Tick("Credits name every tool"),
        _off(Tick("Not to be changed any more", on=True)),
        gap=3,
    )


def _fields() -> Steps:
    wrong = Labelled("Reason", TextField("Reason"), "Why?")
    wrong.set_fault("Say a reason: the verdict is “doubtful”.")
    return column(
        SearchField("Search"),
        Labelled("Place", TextField("Place", "Hong Kong"), "Where it was seen."),
        wrong,
        Labelled("Note", TextArea("Note", "Two lines\nof a note"), "Only you see it."),
        row(NumberField("Percent", 0, 100, 45), Combo("Answer", _ANSWERS, "question"), None),
        _off(TextField("Not now", "Not to be changed")),
        gap=3,
    )


_COLUMNS: tuple[Column[_Film], ...] = (
    Column("number", "No.", lambda film: film.number, align="end", sort=lambda film: film.number),
    Column("title", "Film", lambda film: film.title, stretch=True),
    Column("state", "State", lambda film: film.state, icon=lambda _film: ("pen", "good")),
    Column("score", "Score", lambda film: film.score, align="end", sort=lambda film: film.value),
)


def _table() -> QWidget:
    model = TableModel(_COLUMNS, identity=lambda film: film.number)
    model.set_rows(
        [
            _Film("#12", "The Last Lighthouse 最後的燈塔", "signed", "74.5", 74.5),
            _Film("#7", "Salt and Water מלח ומים", "signed", "81.0", 81.0),
            _Film("#31", "The Night Train", "signed", "66.3", 66.3),
        ]
    )
    view = TableView(model, "Films")
    model.setParent(view)
    view.order_by("score", downwards=True)
    view.choose("#12")
    view.setMinimumHeight(190)
    return view


def _notices() -> Steps:
    refusal = told(Refusal(N_("The round is closed. Ask the chair to reopen this card.")))
    problem = Problem(N_("The drive is full. Free some space and try again."), place="films/12.mov")
    bug = Telling("Something went wrong in Jury App itself.", "bug", "bad", report="…")
    return column(
        Notice(Telling("Everything is saved.", "check", "good")),
        Notice(Telling("3 films were added by the office.", "info", "muted"), act=("Show", int)),
        Notice(refusal),
        Notice(told(problem)),
        Notice(bug),
        gap=3,
    )


def _pictures() -> Steps:
    names = ("Script", "Image", "Sound", "Voice", "Edit", "Music")
    declared, assessed = (60, 80, 40, 30, 70, 90), (50, 90, 55, 20, 60, 75)
    lanes = [
        Lane(label=name, weight=1, declared=one, assessed=other)
        for name, one, other in zip(names, declared, assessed, strict=True)
    ]
    marks = (Mark(at=130_000, kind="note", about="1"), Mark(at=410_000, kind="flag", about="2"))
    anchors = {0: "not there", 5: "there in parts", 10: "there in all of it"}
    rows = [
        Row(criterion="story", label="Story", weight=40, anchors=anchors, score=5.0),
        Row(criterion="craft", label="Craft", weight=60, anchors=anchors),
    ]
    return column(
        PictureView(hexagon(lanes, gate=51, band=(51, 70)), reachable=True),
        PictureView(timeline(600_000, [(0, 250_000), (300_000, 420_000)], marks, position=415_000)),
        PictureView(matrix(rows, low=0, high=10)),
        gap=4,
    )


def _icons() -> QGridLayout:
    grid = QGridLayout()
    for number, name in enumerate(icons.names()):
        grid.addWidget(icons.Icon(name, steps=6), number // 12, number % 12)
    return grid


SECTIONS: tuple[Section, ...] = (
    Section("texts", _texts),
    Section("titles", _titles),
    Section("states", _states),
    Section("buttons", _buttons),
    Section("choices", _choices),
    Section("fields", _fields),
    Section("table", _table),
    Section("notices", _notices),
    Section("pictures", _pictures),
    Section("icons", _icons),
)


def section(which: Section) -> Surface:
    """One section on the window's own surface."""
    card = Card(Label(which.name.capitalize(), "heading"), which.make(), None, gap=3, margin=5)
    return Surface("window", column(card, margin=3))


class Gallery(Surface):
    """All sections, and what changes theme and text size while they stand."""

    def __init__(self, preferences: Preferences) -> None:
        themes = Segments("Theme", [Option(name, name) for name in get_args(Name)], "dark")
        themes.chosen.connect(lambda name: preferences.set(theme=name))
        sizes = [Option(str(size), f"{size} %") for size in (90, 100, 125, 150, 200)]
        texts = Segments("Text size", sizes, "100")
        texts.chosen.connect(lambda size: preferences.set(text=int(size)))
        left = column(*(section(each) for each in SECTIONS[::2]), None)
        right = column(*(section(each) for each in SECTIONS[1::2]), None)
        content = Surface("bare", row(gap=2).add(left, right, stretch=1))
        super().__init__(
            "window", column(row(themes, texts, None, margin=(6, 2)), Scroll(content), gap=0)
        )


def main() -> int:
    """Show it until it is closed."""
    application = QApplication([sys.argv[0], *STYLE])
    preferences = Preferences()
    preferences.set(theme="dark")
    theme = Theme(application, preferences)
    gallery = Gallery(preferences)
    theme.dress(gallery)
    gallery.resize(1280, 900)
    gallery.show()
    fonts.load()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
