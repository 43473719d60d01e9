"""Checking at the office's desk: database, ledger, values, mirror and tables, each against another.

1. The database is whole.
2. Every entry is a signed document in its form, of whom it may be, at its place.
3. The entries are those that were there when standings, lists and epochs were signed.
4. Every value is the one that was signed, and none is missing but what was erased.
5. The mirror holds the same entries and values.
6. The derived tables follow from the documents.

In a chair's workspace, which has no mirror and from which documents may be withheld, 5 is left
out and missing values are no fault.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

import msgspec
from msgspec import Struct

from jury_app.base.document import PartHash
from jury_app.base.errors import Refusal, Told
from jury_app.base.texts import N_, _, ngettext, series, translate
from jury_app.desks.office.ledgerproof import (
    Entry,
    Judge,
    States,
    entries,
    erased,
    is_signed,
    place,
)
from jury_app.desks.office.mending import mend, renew_mirror
from jury_app.desks.office.mirroring import mirror
from jury_app.desks.seat import Seat
from jury_app.exchange.mirror import Mirror
from jury_app.exchange.parts import hash_of, hashes
from jury_app.store import parts
from jury_app.store.folder import LEDGER
from jury_app.store.reader import Reader
from jury_app.store.rebuild import Difference, compare
from jury_app.store.rebuild import rebuild as derive_anew
from jury_app.store.sqlite import check as check_database

_TITLES = {
    1: N_("The database is whole"),
    2: N_("Every entry is signed, in its form, by whom it may be"),
    3: N_("The entries are those from which results were signed"),
    4: N_("Every value is the one that was signed; none is missing but what was erased"),
    5: N_("The mirror holds the same entries and values"),
    6: N_("The tables follow from the documents"),
}
_DIFFERENCES = {
    "place": N_("entry {which} is missing"),
    "missing": N_("the row of scorecard {which} is missing"),
    "other": N_("the row of scorecard {which} says something else: {columns}"),
    "stray": N_("the row of scorecard {which} has no document"),
}
_TOLD = 20
"""Faults of one step that are told one by one."""
_BATCH = 500


class Step(Struct, frozen=True):
    """One step of a check: its number as above, every fault found, what else there is to say."""

    number: int
    faults: tuple[str, ...] = ()
    note: str = ""

    def lines(self) -> Iterator[str]:
        """The step for people."""
        answer = _("no") if self.faults else _("yes")
        line = _("{number}. {title}: {answer}").format(
            number=self.number, title=translate(_TITLES[self.number]), answer=answer
        )
        yield _("{text} ({note})").format(text=line, note=self.note) if self.note else line
        yield from (f"   {fault}" for fault in self.faults[:_TOLD])
        n = len(self.faults) - _TOLD
        if n > 0:
            yield "   " + ngettext("and {n} more", "and {n} more", n).format(n=n)


class CheckReport(Struct, frozen=True):
    """What a check found."""

    steps: tuple[Step, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not any(step.faults for step in self.steps)

    def lines(self) -> Iterator[str]:
        """The report for people, with what to do where something is wrong."""
        for step in self.steps:
            yield from step.lines()
        if self.ok:
            yield _("All is well.")
        elif self.steps[-1].number == 1:
            yield _("Restore the newest backup; then check again.")
        else:
            yield _("To mend this, run: office rebuild DIR")


def check(seat: Seat) -> CheckReport:
    """Check a whole workspace; nothing is written.

    Raises:
        Refusal: This is a juror's workspace: its documents come in no order of the ledger.
        Problem: A file cannot be read.
    """
    seat.require("office", "chair")
    try:
        check_database(seat.workspace.path)
    except Told as error:
        return CheckReport((Step(1, (str(error),)),))
    with seat.workspace.reading() as reader:
        return CheckReport((Step(1), *_Check(seat, reader).steps(), _rows(reader)))


class _Check:
    """Goes through the ledger once, a batch of entries at a time; fills steps 2 to 5."""

    def __init__(self, seat: Seat, reader: Reader) -> None:
        self._reader = reader
        self._is_office = seat.workspace.kind == "office"
        self._folder = seat.folder / LEDGER
        self._judge, self._states = Judge(), States(reader)
        self._erased = erased(reader)
        self._faults: dict[int, list[str]] = {2: [], 3: [], 4: [], 5: []}
        self._mirrored: dict[bytes, bool] = {}
        """Value in the mirror → whether a document names it."""
        self._entries = self._values = self._behind = 0

    def steps(self) -> Iterator[Step]:
        """The steps, one after the other."""
        if self._is_office:
            self._read_mirror()
        try:
            walk = entries(self._reader, self._folder if self._is_office else None)
            while batch := list(islice(walk, _BATCH)):
                self._check_values([each for entry in batch for each in self._entry(entry)])
        except Told as error:  # the mirror cannot be read to its end
            self._faults[5].append(str(error))
        n = self._entries
        note = ngettext("{n} entry, root {root}", "{n} entries, root {root}", n)
        yield self._step(2, note.format(n=n, root=self._states.root))
        yield self._step(3, _("{n} compared").format(n=self._states.compared))
        note = _("{count} values, {erased} erased")
        yield self._step(4, note.format(count=self._values, erased=len(self._erased)))
        if self._is_office:
            self._tell_strays()
            behind = _("{n} entries are mirrored at the next receiving").format(n=self._behind)
            yield self._step(5, behind if self._behind else "")

    def _step(self, number: int, note: str) -> Step:
        return Step(number, tuple(self._faults[number]), note)

    def _read_mirror(self) -> None:
        try:
            for part in Mirror(self._folder).parts():
                self._mirrored[bytes.fromhex(hash_of(part))] = False
        except Told as error:
            self._faults[5].append(str(error))

    def _entry(self, entry: Entry) -> Iterator[tuple[PartHash, bool]]:
        """Check one entry; the parts that it names, and whether the mirror must hold them."""
        if entry.leaf is not None:
            self._entries += 1
            self._faults[3] += self._states.append(entry.leaf)
        if self._is_office:
            self._compare(entry)
        stored, envelope = entry.stored, entry.envelope
        if stored is None or envelope is None:
            if entry.leaf is None:
                missing = _("{place} is missing in the database.")
                self._faults[2].append(missing.format(place=place(entry.index)))
            return
        try:
            signed, document, person = self._judge.judge(entry.index, envelope)
        except Refusal as refusal:
            self._faults[2].append(str(refusal))
            return
        if (signed.hash, person) != (stored.hash, stored.person or ""):
            self._faults[2].append(
                _("{place} stands under another name or signer than it has.").format(
                    place=place(entry.index)
                )
            )
        for held in hashes(document) if document is not None else ():
            yield held, entry.mirrored is not None

    def _compare(self, entry: Entry) -> None:
        """The entries' half of step 5."""
        if entry.mirrored is None:
            self._behind += 1
        elif entry.stored is not None and entry.mirrored != entry.envelope:
            self._faults[5].append(
                _("{place} is another in the mirror than in the database.").format(
                    place=place(entry.index)
                )
            )

    def _check_values(self, held: Sequence[tuple[PartHash, bool]]) -> None:
        """Step 4, and the values' half of step 5."""
        kept = parts.of(self._reader, (each.hash for each, _mirrored in held))
        for named, is_mirrored in held:
            digest = bytes.fromhex(named.hash)
            in_mirror = digest in self._mirrored
            if in_mirror:
                self._mirrored[digest] = True
            part = kept.get(named.hash)
            self._values += part is not None
            fault = self._fault(named, part)
            if fault:
                self._faults[4].append(_value(fault, named))
            is_erased = named.hash in self._erased
            if in_mirror and is_erased:
                self._faults[5].append(_value(N_("was erased and is still here"), named))
            elif is_mirrored and part is not None and not in_mirror and not is_erased:
                self._faults[5].append(_value(N_("is missing"), named))

    def _fault(self, named: PartHash, part: parts.Part | None) -> str:
        """What is wrong with a value in the database, as a message id; empty if nothing."""
        is_erased = named.hash in self._erased
        if part is None:
            return N_("is missing") if self._is_office and not is_erased else ""
        if is_erased:
            return N_("was erased and is still here")
        if not is_signed(part, named):
            return N_("is not the one that was signed")
        return ""

    def _tell_strays(self) -> None:
        strays = [digest for digest, is_named in self._mirrored.items() if not is_named]
        for digest in sorted(strays):
            told = _("The value {hash} stands in no document.").format(hash=digest.hex()[:16])
            self._faults[5].append(told)


def _value(fault: str, named: PartHash) -> str:
    return _("The value “{name}” {hash} {fault}.").format(
        name=named.name, hash=named.hash[:16], fault=translate(fault)
    )


def _rows(reader: Reader) -> Step:
    """Step 6."""
    try:
        return Step(6, tuple(map(told, compare(reader))))
    except msgspec.DecodeError:  # a document that is told in step 2
        return Step(6, (_("They cannot be derived while an entry is broken."),))


def told(difference: Difference) -> str:
    """A difference between tables and documents, for people."""
    which = difference.which
    shown = str(int(which) + 1) if difference.what == "place" else which[:16]
    text = translate(_DIFFERENCES[difference.what])
    return text.format(which=shown, columns=series(difference.columns))


class RebuildReport(Struct, frozen=True):
    """What rebuilding did, and what a check said afterwards.

    Attributes:
        mended: What came back from the mirror, and what was derived anew.
        lost: What neither database nor mirror holds.
        checked: The check afterwards.
    """

    mended: tuple[str, ...]
    lost: tuple[str, ...]
    checked: CheckReport

    @property
    def ok(self) -> bool:
        """Whether all is well now."""
        return self.checked.ok

    def lines(self) -> Iterator[str]:
        """The report for people."""
        if not self.mended:
            yield _("There was nothing to mend.")
        yield from self.mended
        yield from self.lost
        for step in self.checked.steps:
            yield from step.lines()
        if self.ok:
            yield _("All is well.")
        else:
            yield _("What is still wrong, only a backup can mend, or those who sent it.")


def rebuild(seat: Seat) -> RebuildReport:
    """Bring back entries and values from the mirror, derive the tables anew, renew the mirror.

    The mirror is written anew only where the database proves itself whole.

    Raises:
        Refusal: This is not the office's workspace, or a segment of the mirror is missing.
        Problem: The database is damaged as a file, or a file cannot be read or written.
    """
    seat.require("office")
    check_database(seat.workspace.path)
    done = mend(seat)
    mended = list(done.mended)
    if not done.lost:
        with seat.workspace.writing() as tx:
            mended += map(told, derive_anew(tx))
    checked = check(seat)
    if {step.number for step in checked.steps if step.faults} == {5}:
        renew_mirror(seat)
        mended.append(_("The mirror is written anew from the database."))
        checked = check(seat)
    elif checked.ok and mirror(seat):
        checked = check(seat)
    return RebuildReport(tuple(mended), done.lost, checked)
