"""Standings as XLSX with the arithmetic visible: scores as numbers, values as live formulas.

Formulas are ours alone. Foreign text is written as typed strings, and the writer's guessing of
formulas, addresses and numbers is off, so `=HYPERLINK(…)` stays a film's title.
"""

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import xlsxwriter
from msgspec import Struct
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from jury_app.base.texts import _, clauses, plain
from jury_app.reports.sheets import EditionHead, StandingRow

_LONGEST = 32_767  # characters that a cell holds
_MADE = datetime(2000, 1, 1, tzinfo=UTC)  # the same book gives the same bytes
_FIRST = 5  # row of the first scorecard, from 0
_A4 = 9  # XlsxWriter's number for the paper
_HEAD = 48  # points: three lines
_SCORES = 5  # column of the first score, from 0


class BookCriterion(Struct, frozen=True):
    """A criterion: its label and weight."""

    label: str
    weight: int


class BookCard(Struct, frozen=True, kw_only=True):
    """A scorecard: whose, of which film, its scores in the matrix's order (None: cannot judge).

    Attributes:
        counts: Whether it is one of the reviews from which the value follows.
        note: What has become of it, e.g. `superseded`; else empty.
    """

    number: str
    title: str
    juror: str
    scores: tuple[float | None, ...]
    counts: bool = True
    note: str = ""


class BookMatrix(Struct, frozen=True, kw_only=True):
    """A matrix and its cards: `category` names where it applies, low and high are its scale."""

    category: str
    criteria: tuple[BookCriterion, ...]
    cards: tuple[BookCard, ...]
    low: float = 1.0
    high: float = 10.0


class BookRound(Struct, frozen=True, kw_only=True):
    """A round: its label, its weight in the combined value, its matrices."""

    label: str
    matrices: tuple[BookMatrix, ...]
    weight: int = 1


class StandingsBook(Struct, frozen=True, kw_only=True):
    """What goes into one workbook.

    Attributes:
        edition: The festival.
        title: What the standings are of.
        method: The declared method in words; formulas recompute the plain mean.
        rounds: One, or those that are combined.
        rows: The standings as signed, in their order; films not ranked have no rank.
        hash: Of the signed standings; empty if they are not signed.
    """

    edition: EditionHead
    title: str
    method: str
    rounds: tuple[BookRound, ...]
    rows: tuple[StandingRow, ...]
    hash: str = ""


class _Scores(Struct, frozen=True):
    """Where a matrix's cards stand: the sheet's name, its last row, and every film's values."""

    matrix: BookMatrix
    sheet: str
    values: dict[str, list[float]]

    def column(self, letter: str) -> str:
        """A column of the cards, as formulas name it."""
        last = max(_FIRST + len(self.matrix.cards), _FIRST + 1)
        return f"'{self.sheet}'!${letter}${_FIRST + 1}:${letter}${last}"


class _Book:
    """Writes one workbook."""

    def __init__(self, book: StandingsBook) -> None:
        self._book = book
        self._sink = io.BytesIO()
        self._file = xlsxwriter.Workbook(
            self._sink,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self._file.set_properties({"title": plain(book.title), "created": _MADE})
        self._head = self._file.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        self._bold = self._file.add_format({"bold": True})
        self._value = self._file.add_format({"num_format": "0.00"})
        self._wrap = self._file.add_format({"text_wrap": True, "valign": "top"})

    def written(self) -> bytes:
        """The workbook: Standings first, then the scores of every matrix."""
        standings = self._file.add_worksheet(_("Standings"))
        scores = [
            [self._scores(round_, matrix, f"{_('Scores')} {number}.{place}")
             for place, matrix in enumerate(round_.matrices, start=1)]
            for number, round_ in enumerate(self._book.rounds, start=1)
        ]  # fmt: skip
        self._standings(standings, scores)
        for sheet in self._file.worksheets():
            sheet.set_landscape()
            sheet.set_paper(_A4)
            sheet.fit_to_pages(1, 0)
            sheet.repeat_rows(_FIRST - 1)
            sheet.set_row(_FIRST - 1, _HEAD)  # not every program makes room for broken lines
        self._file.close()
        return self._sink.getvalue()

    def _text(self, sheet: Any, row: int, column: int, text: str, form: Any = None) -> None:  # noqa: ANN401  the writer has no types
        sheet.write_string(row, column, plain(text.replace("\n", " "))[:_LONGEST], form)

    def _texts(self, sheet: Any, row: int, texts: Sequence[str], form: Any = None) -> None:  # noqa: ANN401  XlsxWriter has no types
        for column, text in enumerate(texts):
            self._text(sheet, row, column, text, form)

    def _scores(self, round_: BookRound, matrix: BookMatrix, name: str) -> _Scores:
        sheet = self._file.add_worksheet(name)
        self._texts(sheet, 0, (f"{round_.label} · {matrix.category}",), self._bold)
        self._text(sheet, 1, 0, _("Scale: lowest, highest"))
        sheet.write_number(1, 1, matrix.low)
        sheet.write_number(1, 2, matrix.high)
        self._text(sheet, 2, 0, _("Weights"))
        for place, criterion in enumerate(matrix.criteria):
            sheet.write_number(2, _SCORES + place, criterion.weight)
        labels = [criterion.label for criterion in matrix.criteria]
        heads = [_("Film"), _("Title"), _("Juror"), _("Counts"), _("Remark"), *labels, _("Value")]
        self._texts(sheet, _FIRST - 1, heads, self._head)
        values: dict[str, list[float]] = {}
        for row, card in enumerate(matrix.cards, start=_FIRST):
            value = self._card(sheet, row, card, matrix)
            if card.counts and value is not None:
                values.setdefault(plain(card.number), []).append(value)
        sheet.freeze_panes(_FIRST, 2)
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, 1, 34)
        sheet.set_column(2, 2, 22)
        sheet.set_column(_SCORES, _SCORES + len(matrix.criteria), 16)
        return _Scores(matrix, name, values)

    def _card(self, sheet: Any, row: int, card: BookCard, matrix: BookMatrix) -> float | None:  # noqa: ANN401  XlsxWriter has no types
        counts = _("yes") if card.counts else _("no")
        self._texts(sheet, row, (card.number, card.title, card.juror, counts, card.note))
        for place, score in enumerate(card.scores):
            if score is not None:
                sheet.write_number(row, _SCORES + place, score)
        last = _SCORES + len(matrix.criteria) - 1
        scores = f"{xl_rowcol_to_cell(row, _SCORES)}:{xl_rowcol_to_cell(row, last)}"
        weights = f"${xl_col_to_name(_SCORES)}$3:${xl_col_to_name(last)}$3"
        given = f"SUMPRODUCT({weights}*ISNUMBER({scores}))"
        formula = (
            f'=IF({given}=0,"",100*SUMPRODUCT({weights}*ISNUMBER({scores})*({scores}-$B$2))'
            f"/({given}*($C$2-$B$2)))"
        )
        value = _value(card, matrix)
        shown = "" if value is None else value
        sheet.write_formula(row, last + 1, formula, self._value, shown)
        return value

    def _standings(self, sheet: Any, scores: Sequence[Sequence[_Scores]]) -> None:  # noqa: ANN401  XlsxWriter has no types
        book = self._book
        self._text(sheet, 0, 0, f"{book.edition.festival} {book.edition.edition}", self._bold)
        self._text(sheet, 1, 0, f"{_('Standings')} · {book.title} · {book.method}")
        if book.hash:
            self._text(sheet, 2, 0, _("Signed standings, SHA-256 {hash}").format(hash=book.hash))
        labels = [_("{round}: mean, recomputed").format(round=each.label) for each in book.rounds]
        heads = [
            _("Rank"), _("Film"), _("Title"), _("Original title"), _("Category"),
            _("Value, as signed"), _("Reviews"), *labels, _("Recomputed"), _("Remarks"),
        ]  # fmt: skip
        first = _FIRST
        self._text(sheet, first - 2, 5, _("Weights of the rounds"))
        for place, round_ in enumerate(book.rounds):
            sheet.write_number(first - 2, 7 + place, round_.weight)
        self._texts(sheet, first - 1, heads, self._head)
        for row, standing in enumerate(book.rows, start=first):
            self._standing(sheet, row, standing, scores)
        sheet.freeze_panes(first, 3)
        sheet.set_column(2, 3, 34)
        sheet.set_column(4, 4, 22)
        sheet.set_column(5, 6, 12)
        sheet.set_column(7, 7 + len(book.rounds), 14)
        sheet.set_column(8 + len(book.rounds), 8 + len(book.rounds), 60, self._wrap)

    def _standing(
        self,
        sheet: Any,  # noqa: ANN401  XlsxWriter has no types
        row: int,
        standing: StandingRow,
        scores: Sequence[Sequence[_Scores]],
    ) -> None:
        film = standing.film
        self._texts(
            sheet,
            row,
            (
                standing.rank, film.number, film.title, film.original_title, film.category,
                standing.value,
            ),
        )  # fmt: skip
        sheet.write_number(row, 6, standing.reviews)
        means = [
            self._mean(sheet, row, 7 + place, standing, sheets)
            for place, sheets in enumerate(scores)
        ]
        count = len(means)
        start, end = xl_rowcol_to_cell(row, 7), xl_rowcol_to_cell(row, 6 + count)
        weights = f"$H${_FIRST - 1}:${xl_col_to_name(6 + count)}${_FIRST - 1}"
        formula = (
            f'=IF(COUNT({start}:{end})<{count},"",'
            f"SUMPRODUCT({weights}*{start}:{end})/SUM({weights}))"
        )
        sheet.write_formula(row, 7 + count, formula, self._value, _combined(means, self._book))
        remarks = (standing.hold, standing.tie, standing.note)
        self._text(sheet, row, 8 + count, clauses(remarks))

    def _mean(
        self,
        sheet: Any,  # noqa: ANN401  XlsxWriter has no types
        row: int,
        column: int,
        standing: StandingRow,
        sheets: Sequence[_Scores],
    ) -> float | None:
        """A live mean over the film's cards that count, wherever its category's scores stand."""
        number = plain(standing.film.number)
        its = next((each for each in sheets if number in each.values), None)
        if its is None:
            return None
        values = its.values[number]
        mean = sum(values) / len(values)
        letter = xl_col_to_name(_SCORES + len(its.matrix.criteria))
        counted = (
            f'({its.column("A")}={xl_rowcol_to_cell(row, 1)})*({its.column("D")}="{_("yes")}")'
        )
        cards = its.column(letter)
        formula = f"=SUMPRODUCT({counted},{cards})/SUMPRODUCT({counted}*ISNUMBER({cards}))"
        sheet.write_formula(row, column, formula, self._value, mean)
        return mean


def _value(card: BookCard, matrix: BookMatrix) -> float | None:
    """100 × Σ w·(score − low)/(high − low) ÷ Σ w over the scored criteria; for show only."""
    scored = [
        (criterion.weight, score)
        for criterion, score in zip(matrix.criteria, card.scores, strict=True)
        if score is not None
    ]
    if not scored:
        return None
    total = sum(weight * (score - matrix.low) for weight, score in scored)
    return 100 * total / (sum(weight for weight, _score in scored) * (matrix.high - matrix.low))


def _combined(means: Sequence[float | None], book: StandingsBook) -> float | str:
    weights = [round_.weight for round_ in book.rounds]
    known = [
        (weight, mean) for weight, mean in zip(weights, means, strict=True) if mean is not None
    ]
    if len(known) < len(weights):
        return ""
    return sum(weight * mean for weight, mean in known) / sum(weights)


def workbook(book: StandingsBook) -> bytes:
    """The workbook as XLSX; the same book gives the same bytes."""
    return _Book(book).written()
