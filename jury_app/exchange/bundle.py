"""The results bundle: one file of lines from which anyone can recompute the standings.

After the first line that names the kind, each line is canonical JSON, in this order:

1. the signed `bundle` document: edition, ledger state, results, audiences;
2. one line for each entry of the ledger, in its order: the envelope, or {hash, type} where the
   document is withheld;
3. the values of parts that may be shown: {audience, name, salt, value};
4. the sequencer's checkpoint, then the results that are not entries themselves: envelopes.

Here the form is written and read; whether it proves anything is for `exchange.verification`.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct

from jury_app.base.document import Hash
from jury_app.base.errors import Refusal
from jury_app.base.files import told, writing_durably
from jury_app.base.texts import N_
from jury_app.exchange import canonical, heading
from jury_app.exchange.envelope import LARGEST_DOCUMENT, kind_of_type
from jury_app.exchange.parts import Part

_LONGEST_LINE = LARGEST_DOCUMENT + 1
_READ_AT_ONCE = 1 << 20


class Withheld(Struct, frozen=True):
    """An entry of which only the leaf is given: identity and payload type."""

    hash: Hash
    type: str

    @property
    def kind(self) -> str:
        """Kind of the document that is withheld."""
        return kind_of_type(self.type)[0]

    @property
    def version(self) -> int:
        """Version of its kind."""
        return kind_of_type(self.type)[1]


class Line(NamedTuple):
    """A line of a bundle: its number in the file, from 1, and its bytes without the line feed."""

    number: int
    content: bytes


_withheld = msgspec.json.Decoder(Withheld)
_part = msgspec.json.Decoder(Part)


def write(
    path: Path,
    header: bytes,
    entries: Iterable[bytes | Withheld],
    parts: Iterable[Part],
    closing: Sequence[bytes],
) -> None:
    """Write a bundle, streaming; it is there whole or not at all.

    Args:
        path: The file; an existing one is replaced.
        header: The envelope of the signed `bundle` document.
        entries: The ledger's entries in order: envelopes, or what is withheld.
        parts: Values that may be shown.
        closing: Envelopes: the checkpoint, then results that are not entries.

    Raises:
        Problem: The file cannot be written.
    """
    with writing_durably(path) as file:
        file.write(heading.heading("bundle"))
        for line in _written(header, entries, parts, closing):
            file.write(line)
            file.write(b"\n")


def _written(
    header: bytes,
    entries: Iterable[bytes | Withheld],
    parts: Iterable[Part],
    closing: Sequence[bytes],
) -> Iterator[bytes]:
    yield header
    for entry in entries:
        yield entry if isinstance(entry, bytes) else canonical.encode(entry)
    for part in parts:
        yield canonical.encode(part)
    yield from closing


def lines(path: Path) -> Iterator[Line]:
    """The lines of a bundle after the first, which names the kind; bounded in length.

    Raises:
        Problem: The file cannot be read.
        Refusal: It is no bundle, a line is too long, or the last one is cut short.
    """
    with told(path), path.open("rb", buffering=_READ_AT_ONCE) as file:
        heading.expect(file.readline(heading.LONGEST), "bundle", place=str(path))
        for number, line in enumerate(iter(partial(file.readline, _LONGEST_LINE), b""), start=2):
            if not line.endswith(b"\n"):
                raise Refusal(
                    N_("This line is cut short or too long; ask for the file again."),
                    place=place(path, number),
                )
            yield Line(number, line[:-1])


def place(path: Path, number: int) -> str:
    """Where a line stands, for messages."""
    return f"{path.name}, line {number}"


def read_withheld(content: bytes, *, where: str | None = None) -> Withheld:
    """A withheld entry's line.

    Raises:
        Refusal: It has another form, or its type is none of ours.
    """
    withheld = canonical.decode(content, _withheld, place=where)
    if canonical.encode(withheld) != content:
        raise Refusal(N_("A withheld entry holds hash and type, and nothing else."), place=where)
    kind_of_type(withheld.type)
    return withheld


def read_part(content: bytes, *, where: str | None = None) -> Part:
    """A part's line.

    Raises:
        Refusal: It has another form.
    """
    return canonical.decode(content, _part, place=where)
