"""Answers of verbs: a value for `--json`, and lines or a table for people.

Text from outside is shown as one harmless line: no control characters reach the terminal.
"""

import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from jury_app.base.texts import noted, plain


class Table(Struct, frozen=True):
    """Rows under titles; numbers are aligned right."""

    titles: tuple[str, ...]
    rows: Sequence[Sequence[str | int | None]]


class Answer(Struct, frozen=True):
    """What a verb answers.

    Attributes:
        value: For `--json`: anything msgspec encodes.
        lines: For people: text lines and tables, in order.
        status: Exit status.
    """

    value: Any
    lines: Sequence[str | Table] = ()
    status: int = 0


def labelled(label: str, id_: str) -> str:
    """A label with the id by which verbs and files name the same thing."""
    return label if label == id_ else noted(label, id_)


def show(answer: Answer, *, as_json: bool) -> None:
    """Print an answer on standard output."""
    if as_json:
        body = msgspec.json.format(msgspec.json.encode(answer.value), indent=2)
        sys.stdout.buffer.write(body + b"\n")
        sys.stdout.buffer.flush()
        return
    for line in answer.lines:
        print(_table(line) if isinstance(line, Table) else plain(line))


def width_of(text: str) -> int:
    """Columns that a text takes on a terminal: wide characters two, marks none (UAX #11)."""
    if text.isascii():
        return len(text)
    return sum(
        0
        if unicodedata.category(char) in {"Mn", "Me", "Cf"}
        else 2
        if unicodedata.east_asian_width(char) in {"W", "F"}
        else 1
        for char in text
    )


_PAGE = 120
"""Columns of a table that goes to no terminal."""
LEAST_WIDTH = 12
"""Columns to which a text is cut at most."""
_FOLLOWS = "  "
_CLOSING = frozenset("，。；：？！、」』）》…")
"""Marks that never begin a line."""


def cut(text: str, width: int) -> str:
    """A text in at most `width` columns of a terminal, its end cut off with “…”."""
    if width_of(text) <= width:
        return text
    while text and width_of(text) >= width:
        text = text[:-1]
    return text.rstrip() + "…"


def wrapped(text: str, width: int) -> Iterator[str]:
    """A text in lines of at most `width` columns.

    It is broken at spaces and after characters of double width; what cannot be broken sticks out.
    """
    line, used = "", 0
    for piece in _pieces(text):
        if line and used + width_of(piece.rstrip()) > width:
            yield line.rstrip()
            line, used = "", 0
        line += piece
        used += width_of(piece)
    if line.strip():
        yield line.rstrip()


def _pieces(text: str) -> Iterable[str]:
    """What a line break may not part: a word with its space, a wide character with its marks."""
    pieces: list[str] = []
    for char in " ".join(text.split()):
        last = pieces[-1][-1] if pieces else " "
        stays = char == " " or char in _CLOSING or (width_of(last) < 2 and width_of(char) < 2)
        if pieces and stays and not (last == " " and char != " "):
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def folded(line: str) -> Iterator[str]:
    """A line of text in lines that are as wide as a table may be; those that follow are indented.

    What is in it from outside is made harmless before, as it takes its columns then.
    """
    indent = line[: len(line) - len(line.lstrip())]
    lines = wrapped(plain(line), _room() - len(indent) - len(_FOLLOWS))
    for number, each in enumerate(lines):
        yield indent + (_FOLLOWS if number else "") + each


def fitting(widths: Sequence[int], room: int) -> list[int]:
    """Widths of columns whose table takes `room` at most: the widest give way first."""
    given = list(widths)
    while sum(given) + 2 * (len(given) - 1) > room and max(given) > LEAST_WIDTH:
        given[given.index(max(given))] -= 1
    return given


def _room() -> int:
    """How wide a table may be: as the terminal, or as a page; whole texts stand in `--json`."""
    return shutil.get_terminal_size((_PAGE, 0)).columns


def _table(table: Table) -> str:
    """A table by display width, so that Chinese titles stay in their column."""
    cells = [[plain(str("" if cell is None else cell)) for cell in row] for row in table.rows]
    rows = [list(table.titles), *cells]
    needed = [max(width_of(row[n]) for row in rows) for n in range(len(table.titles))]
    widths = fitting(needed, _room())
    rows = [[cut(text, width) for text, width in zip(row, widths, strict=True)] for row in rows]
    right = [
        bool(table.rows) and all(isinstance(row[n], int | None) for row in table.rows)
        for n in range(len(table.titles))
    ]
    lines = []
    for row in rows:
        padded = []
        for text, width, to_right in zip(row, widths, right, strict=True):
            space = " " * (width - width_of(text))
            padded.append(space + text if to_right else text + space)
        lines.append("  ".join(padded).rstrip())
    lines.insert(1, "  ".join("─" * width for width in widths))
    return "\n".join(lines)
