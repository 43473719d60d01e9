"""Delimited text (CSV, TSV) as records of cells, each with the line on which it begins.

The encoding is recognised by its byte-order mark or its bytes and the whole file is checked before
the first record comes out; the delimiter is recognised by the header. Names and values mean nothing
here: `sheets` gives rows their header.
"""

import codecs
import csv
import io
from collections.abc import Collection, Generator, Iterable, Iterator
from pathlib import Path
from typing import IO, NamedTuple

from jury_app.base.errors import Refusal
from jury_app.base.files import told
from jury_app.base.texts import N_, _

CELL_LIMIT = 131_072
"""The longest cell, in characters; what Python's csv module takes unless told otherwise."""

LINE_LIMIT = 4 << 20
"""The longest line, in characters."""

DELIMITERS = (",", ";", "\t", "|")
"""Recognised delimiters, the most usual first."""

_CHUNK = 1 << 20
_ENCODING_NAMES = {"utf-8-sig": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows-1252"}
_HIGH = bytes(0x68 if byte >= 0x80 else 0x2E for byte in range(256))  # b"h" or b"."
_UNDEFINED_IN_CP1252 = frozenset(b"\x81\x8d\x8f\x90\x9d")


def at_line(file: str, line: int) -> str:
    """A place for an error: `films.csv, line 12`."""
    return _("{file}, line {line}").format(file=file, line=line)


def encoding_name(encoding: str) -> str:
    """What people call a codec that `recognise_encoding` answers."""
    return _ENCODING_NAMES.get(encoding, encoding.upper())


def recognise_encoding(path: Path) -> str:
    """The codec of a text file, all of whose bytes were checked against it.

    UTF-8 and UTF-16 go with or without a byte-order mark; Windows-1252 is taken where the bytes
    are not UTF-8 and look like a Western language, in which accented letters seldom touch.

    Raises:
        Problem: The file cannot be read.
        Refusal: Another encoding, damaged text, or no text at all.
    """
    with told(path), path.open("rb") as file:
        encoding = _by_first_bytes(file.read(16), path.name)
        damage = _damage(file, encoding, path.name)
        if damage is None:
            return encoding
        file.seek(0)
        place = at_line(path.name, damage.line)
        if encoding != "utf-8-sig" or damage.at_end or file.read(3) == codecs.BOM_UTF8:
            raise Refusal(
                N_("This {encoding} text is damaged or cut off here; export it again."),
                place=place,
                encoding=encoding_name(encoding),
            )
        if _looks_western(file) and _damage(file, "cp1252", path.name) is None:
            return "cp1252"
        raise Refusal(
            N_(
                "This is neither UTF-8 nor UTF-16 nor Windows-1252 text; open it in the "
                "program it comes from and save it as “CSV UTF-8”."
            ),
            place=place,
        )


def _by_first_bytes(head: bytes, name: str) -> str:
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise Refusal(
            N_("This text is UTF-32, which is not read; save it as “CSV UTF-8”."), place=name
        )
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    # A header begins with plain letters, so every second byte of unmarked UTF-16 is zero.
    even, odd = head[0:8:2], head[1:8:2]
    if len(head) >= 8 and not any(odd) and all(even):
        return "utf-16-le"
    if len(head) >= 8 and not any(even) and all(odd):
        return "utf-16-be"
    return "utf-8-sig"


class _Damage(NamedTuple):
    """Where a text cannot be decoded: its line, and whether it just ends too early."""

    line: int
    at_end: bool


def _damage(file: IO[bytes], encoding: str, name: str) -> _Damage | None:
    """Decode everything once; the first place that is not in this encoding.

    Raises:
        Refusal: There is a NUL, with its line.
    """
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    line, last = 1, ""
    while True:
        chunk = file.read(_CHUNK)
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            before = error.object[: error.start].decode(encoding, "replace")
            return _Damage(
                line + _line_ends(last + before) - _line_ends(last),
                error.reason in {"unexpected end of data", "truncated data"},
            )
        if (nul := text.find("\0")) >= 0:
            raise Refusal(
                N_("There is a NUL byte here, which no table of text holds; export it again."),
                place=at_line(name, line + _line_ends(last + text[:nul]) - _line_ends(last)),
            )
        line += _line_ends(last + text) - _line_ends(last)
        last = text[-1:]
        if not chunk:
            return None


def _line_ends(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def _looks_western(file: IO[bytes]) -> bool:
    r"""Whether bytes that are not UTF-8 are Windows-1252.

    Letters above ASCII stand alone in Western text; in Big5, GBK, Shift-JIS, EUC-KR, Windows-1251
    and their like they come in runs. A quarter in pairs is far from both.
    """
    file.seek(0)
    high = pairs = 0
    while chunk := file.read(_CHUNK):
        if not _UNDEFINED_IN_CP1252.isdisjoint(chunk):
            return False
        marks = chunk.translate(_HIGH)
        high += marks.count(b"h")
        pairs += marks.count(b"hh")
    return pairs * 2 * 4 <= high


def recognise_delimiter(path: Path, encoding: str, expected: Collection[str]) -> str:
    """The delimiter under which the header shows most of the `expected` names, then most columns.

    A first line `sep=;`, as Excel understands it, decides.

    Args:
        path: The file.
        encoding: Its codec.
        expected: Names that a header may hold, lower case; questions asked of entrants are
            sentences with commas, so names count before columns.
    """
    with told(path), path.open(encoding=encoding, newline="") as file:
        first = file.readline(LINE_LIMIT).strip(" \r\n")
    if first.lower() in {f"sep={delimiter}" for delimiter in DELIMITERS}:
        return first[4]
    best, found = DELIMITERS[0], (-1, -1)
    for delimiter in DELIMITERS:
        with told(path), path.open(encoding=encoding, newline="") as file:
            reader = csv.reader(_lines(file, path.name), delimiter=delimiter, strict=True)
            try:
                header = next((cells for cells in reader if any(map(str.strip, cells))), [])
            except csv.Error:
                continue
        hits = sum(cell.strip().lower() in expected for cell in header)
        if (hits, len(header)) > found:
            best, found = delimiter, (hits, len(header))
    return best


def records(path: Path, encoding: str, delimiter: str) -> Generator[tuple[int, list[str]]]:
    """The records of the file in order, each with the line on which it begins, counted from 1.

    Raises:
        Problem: The file cannot be read.
        Refusal: A quote that is not closed or not followed by a delimiter, a cell above
            `CELL_LIMIT`, or a line above `LINE_LIMIT`; each with its line.
    """
    with told(path), path.open(encoding=encoding, newline="") as file:
        lines = _Recorded(_lines(file, path.name))
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        while True:
            start = reader.line_num + 1
            lines.current.clear()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise _told_of(error, path.name, start, lines.current) from None
            if not (start == 1 and [cell.lower() for cell in cells] == ["sep=", ""]):
                yield start, cells


class _Recorded(Iterable[str]):
    """Lines, of which those of the current record are kept for telling where a quote was opened."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.current: list[str] = []

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.current.append(line)
            yield line


def _lines(file: io.TextIOWrapper, name: str) -> Iterator[str]:
    """The lines of a file with their ends, none longer than `LINE_LIMIT`."""
    number = 0
    while line := file.readline(LINE_LIMIT + 1):
        number += 1
        if len(line) > LINE_LIMIT:
            raise Refusal(
                N_("This line is longer than {limit} characters; this is no table of films."),
                place=at_line(name, number),
                limit=LINE_LIMIT,
            )
        yield line


def _told_of(error: csv.Error, name: str, start: int, lines: list[str]) -> Refusal:
    """A refusal for what the csv module found wrong in the record that begins at line `start`."""
    opened, inside = start, False
    for number, line in enumerate(lines, start):
        if line.count('"') % 2:
            inside = not inside
            opened = number if inside else opened
    if inside or "unexpected end" in str(error):
        return Refusal(
            N_("A quotation mark opened here is never closed; the file is cut off or damaged."),
            place=at_line(name, opened),
        )
    if "limit" in str(error):
        return Refusal(
            N_("A cell of the row that begins here is longer than {limit} characters."),
            place=at_line(name, start),
            limit=CELL_LIMIT,
        )
    return Refusal(
        N_("A closing quotation mark is followed by text; double it inside a cell or remove it."),
        place=at_line(name, start + max(len(lines) - 1, 0)),
    )
