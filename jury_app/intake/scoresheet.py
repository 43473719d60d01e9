"""Reading score sheets for `jury-app tally`: film, juror, criterion, score, one score a row.

What a cell says is read here, with file, line and column in every refusal; what the scores mean,
duplicates and the scale belong to `jury_app.tally`. Tables of films and of jurors hold any further
columns, for quotas and comparisons.
"""

import re
import unicodedata
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from jury_app.base.errors import Refusal
from jury_app.base.texts import N_, _, ngettext, series
from jury_app.intake.sheets import Limits, Row, Sheet, normalise, open_sheet

FILM = (
    "film", "film title", "title", "project title", "submission", "entry", "item",
    "影片", "電影", "电影", "片名", "作品", "영화", "작품",
)  # fmt: skip
JUROR = (
    "juror", "judge", "jury member", "reviewer", "rater", "coder",
    "評審", "评审", "評委", "评委", "審査員", "심사위원",
)  # fmt: skip
CRITERION = (
    "criterion", "criteria", "axis", "trait",
    "準則", "准则", "評分項目", "评分项目", "項目", "评价标准", "評価項目", "기준",
)  # fmt: skip
SCORE = (
    "score",
    "rating",
    "mark",
    "points",
    "value",
    "分數",
    "分数",
    "評分",
    "评分",
    "点数",
    "점수",
)
ORDER = ("order", "seen", "sequence", "position", "次序", "順序", "顺序", "순서")
"""Names that a column may have, in any case; the first one found is taken."""

LIMITS = Limits(size=1 << 29, rows=5_000_000, columns=200)
"""A hundred times the largest festival known; more needs a server, and is refused with its line."""

_NUMBER = re.compile(r"[+-]?[0-9]{1,9}(?:[.,][0-9]{1,9})?")
_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3},[0-9]{3}")
_NOT_NUMBERS = frozenset({"nan", "inf", "-inf", "+inf", "infinity", "-infinity", "#n/a", "#num!"})


@dataclass(frozen=True, eq=False)
class Scoresheet:
    """The columns of a score sheet, as long as it has scores.

    Args:
        file: Its name, without the folder.
        detail: How it was read, for people.
        film: Names of films, as written but for spaces at the ends and between words.
        juror: Names of jurors.
        criterion: Names of criteria; None where there is no such column.
        score: Exact scores.
        order: When the juror saw the film, where a column says so.
        notes: What was read in a way that people should know of.
    """

    file: str
    detail: str
    film: list[str]
    juror: list[str]
    criterion: list[str] | None
    score: list[Fraction]
    order: list[int] | None
    notes: tuple[str, ...]
    _lines: "array[int]" = field(repr=False)

    def place(self, row: int) -> str:
        """A place for an error about a row, counted from 0: `scores.csv, line 12`."""
        return _("{file}, line {line}").format(file=self.file, line=self._lines[row])


def read_scores(path: Path, limits: Limits = LIMITS) -> Scoresheet:
    """Read a score sheet, CSV or XLSX, its columns in any order.

    A row whose score is empty is left out and counted in the notes. A comma in a score is a decimal
    comma.

    Raises:
        Problem: The file cannot be read.
        Refusal: It is no such table, or a cell is not what its column needs; names line and column.
    """
    expected = {normalise(name) for name in (*FILM, *JUROR, *CRITERION, *SCORE, *ORDER)}
    with open_sheet(path, expected=expected, limits=limits) as sheet:
        return _Reader(sheet).read()


class _Reader:
    """Reads one sheet; names and numbers that repeat are kept once."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._film = _needed(sheet, FILM, _("a film"))
        self._juror = _needed(sheet, JUROR, _("a juror"))
        self._score = _needed(sheet, SCORE, _("a score"))
        self._criterion = sheet.column(*CRITERION)
        self._order = sheet.column(*ORDER)
        self._names: dict[str, str] = {}
        self._numbers: dict[str, Fraction] = {}
        self._points: dict[str, int] = {}  # "." or "," → line of the first score written so

    def read(self) -> Scoresheet:
        film: list[str] = []
        juror: list[str] = []
        criterion: list[str] = []
        score: list[Fraction] = []
        order: list[int] = []
        lines = array("q")
        empty: list[int] = []
        for row in self._rows():
            if not row.cells[self._score].strip():
                empty.append(row.line)
                continue
            film.append(self._name(row, self._film))
            juror.append(self._name(row, self._juror))
            score.append(self._number(row, self._score))
            lines.append(row.line)
            if self._criterion is not None:
                criterion.append(self._name(row, self._criterion))
            if self._order is not None:
                order.append(self._whole(row, self._order))
        return Scoresheet(
            file=self._sheet.file,
            detail=self._sheet.detail,
            film=film,
            juror=juror,
            criterion=None if self._criterion is None else criterion,
            score=score,
            order=None if self._order is None else order,
            notes=tuple(self._notes(empty)),
            _lines=lines,
        )

    def _rows(self) -> Iterator[Row]:
        width = len(self._sheet.header)
        for row in self._sheet.rows:
            if row.found > width:
                raise Refusal(
                    N_(
                        "This row has {found} cells for {width} columns; put a decimal comma in "
                        "quotation marks, or use points or another delimiter."
                    ),
                    place=self._sheet.place(row.line),
                    found=row.found,
                    width=width,
                )
            yield row

    def _name(self, row: Row, column: int) -> str:
        text = row.cells[column]
        name = self._names.get(text)
        if name is None:
            name = self._names[text] = " ".join(text.split())
        if not name:
            raise Refusal(
                N_(
                    "This cell is empty; a score needs a film, a juror and a criterion, if any "
                    "has one."
                ),
                place=self._sheet.place(row.line, column),
            )
        return name

    def _number(self, row: Row, column: int) -> Fraction:
        text = row.cells[column]
        number = self._numbers.get(text)
        if number is None:
            number = self._numbers[text] = self._parsed(text, row, column)
        return number

    def _parsed(self, text: str, row: Row, column: int) -> Fraction:
        plain = unicodedata.normalize("NFKC", text).strip().replace("\u2212", "-")
        place = self._sheet.place(row.line, column)
        if not _NUMBER.fullmatch(plain):
            if plain.casefold() in _NOT_NUMBERS:
                raise Refusal(
                    N_("“{text}” is not a score; leave the cell empty where there is none."),
                    place=place,
                    text=text,
                )
            raise Refusal(
                N_("“{text}” is no number; a score looks like 7 or 7.5."),
                place=place,
                text=text[:60],
            )
        if _THOUSANDS.fullmatch(plain):
            raise Refusal(
                N_("“{text}” may be a thousand or a decimal; write it with one or two decimals."),
                place=place,
                text=text,
            )
        for point in ".,":
            if point in plain:
                self._points.setdefault(point, row.line)
        return Fraction(plain.replace(",", "."))

    def _whole(self, row: Row, column: int) -> int:
        text = row.cells[column].strip()
        if not re.fullmatch(r"[0-9]{1,15}", text):
            raise Refusal(
                N_("“{text}” is no place in an order; write 1, 2, 3 … as the juror saw the films."),
                place=self._sheet.place(row.line, column),
                text=text[:60],
            )
        return int(text)

    def _notes(self, empty: list[int]) -> Iterator[str]:
        if empty:
            yield ngettext(
                "{n} row has no score and is left out: line {line}.",
                "{n} rows have no score and are left out, the first in line {line}.",
                len(empty),
            ).format(n=len(empty), line=empty[0])
        if "," in self._points:
            yield _("Commas in scores are read as decimal commas, as in line {line}.").format(
                line=self._points[","]
            )
        if len(self._points) > 1:
            yield _("Decimal commas and points both occur, a point in line {line}.").format(
                line=self._points["."]
            )


@dataclass(frozen=True, eq=False)
class Attributes:
    """Further columns of films or jurors.

    Args:
        file: The table's name.
        rows: Name → column (case folded) → its values; a cell may hold several, parted by `;`.
        columns: Columns in their order, case folded.
    """

    file: str
    rows: Mapping[str, Mapping[str, tuple[str, ...]]]
    columns: tuple[str, ...]


def read_films(path: Path) -> Attributes:
    """Read a table of films: one row each, with any further columns.

    Raises:
        Problem: The file cannot be read.
        Refusal: No column of films, an empty name, or a film in two rows.
    """
    return _attributes(path, FILM, _("a film"))


def read_jurors(path: Path) -> Attributes:
    """Read a table of jurors: one row each, with any further columns, such as country, language.

    Raises:
        Problem: The file cannot be read.
        Refusal: No column of jurors, an empty name, or a juror in two rows.
    """
    return _attributes(path, JUROR, _("a juror"))


def _attributes(path: Path, names: tuple[str, ...], what: str) -> Attributes:
    with open_sheet(path, expected={normalise(name) for name in names}, limits=LIMITS) as sheet:
        key = _needed(sheet, names, what)
        others = [(index, name) for name, index in sheet.columns.items() if index != key]
        rows: dict[str, dict[str, tuple[str, ...]]] = {}
        lines: dict[str, int] = {}
        for row in sheet.rows:
            name = " ".join(row.cells[key].split())
            if not name or name in rows:
                message = (
                    N_("“{name}” is in line {first} already; keep one of the two rows.")
                    if name
                    else N_("This cell is empty; every row needs a name.")
                )
                place = sheet.place(row.line, key)
                raise Refusal(message, place=place, name=name, first=lines.get(name, 0))
            lines[name] = row.line
            rows[name] = {
                column: tuple(
                    filter(None, (" ".join(v.split()) for v in row.cells[index].split(";")))
                )
                for index, column in others
            }
        return Attributes(sheet.file, rows, tuple(name for _index, name in sorted(others)))


def _needed(sheet: Sheet, names: tuple[str, ...], what: str) -> int:
    column = sheet.column(*names)
    if column is None:
        raise Refusal(
            N_("No column is {what}: one must be called “{name}”; there are {columns}."),
            place=sheet.file,
            what=what,
            name=names[0],
            columns=series(sheet.header[:20]),
        )
    return column
