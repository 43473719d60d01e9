"""Packets: what goes to a device, as envelopes and parts, and what it was not sent yet."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from msgspec import Struct
from msgspec.structs import replace

from jury_app.desks.filing import carried, signed_of
from jury_app.exchange.parts import Part
from jury_app.jury.course import Course, Entered, read_course
from jury_app.jury.decisions import Enrol
from jury_app.jury.festival import Person
from jury_app.jury.packets import (
    all_parts,
    asked_of,
    concerns,
    deciders,
    endorsements_told,
    films_of,
    held_names,
    hidden_parts,
    parts_for_juror,
    still_to_judge,
    to_be_placed,
    without_strangers,
)
from jury_app.jury.scorecard import DEFENSE, Endorsement, Scorecard
from jury_app.rules.rules import Rules
from jury_app.store import documents, parts
from jury_app.store.documents import COURSE_KINDS
from jury_app.store.reader import Reader


class Packet(Struct, frozen=True):
    """What goes to one device.

    Attributes:
        documents: Envelopes in the ledger's order.
        parts: Values that belong to these or earlier documents.
        hashes: Of the documents and parts, for the note of what was delivered.
        placed: Documents, of this or an earlier packet, whose places in the ledger go with it.
    """

    documents: tuple[bytes, ...]
    parts: tuple[Part, ...]
    hashes: tuple[str, ...]
    placed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.documents or self.parts)


class Archive:
    """All entered documents, decoded once for a round of packets."""

    def __init__(self, reader: Reader, rules: Rules) -> None:
        self.reader = reader
        self.rules = rules
        self.stored = list(documents.read(reader))
        self.entered: list[Entered] = []
        self._at: dict[int, documents.Stored] = {}
        for stored in self.stored:
            self._at[stored.position] = stored
            document = stored.decoded()
            if document is not None:
                self.entered.append(
                    Entered(stored.position, stored.hash, stored.person or "", document)
                )
        self._film_of = {
            each.hash: each.document.film
            for each in self.entered
            if isinstance(each.document, Scorecard)
        }
        self.course: Course = read_course(
            each for each in self.entered if each.document.KIND in COURSE_KINDS
        )

    def for_juror(
        self,
        person: str,
        delivered: AbstractSet[str],
        device: str = "",
        receipted: AbstractSet[str] = frozenset(),
    ) -> Packet:
        """What concerns a juror and was not delivered to the device yet.

        Args:
            person: Whose device it is.
            delivered: Hashes of documents and parts that it was sent.
            device: Its key: what it signed itself lies there already.
            receipted: Hashes of what it signed whose first receipt goes with the packet.
        """
        films = films_of(self.course, person)
        own = [
            each
            for each in self.entered
            if isinstance(each.document, Scorecard) and each.document.juror == person
        ]
        cards = {each.hash for each in own}
        defended = films_of(self.course, person, DEFENSE)
        asked = asked_of(self.course, person, self._to_score(person), self._film_of)
        told, endorsers = endorsements_told(self.course, person, films, cards, defended)
        named = deciders(self.course, asked | told)
        entries = [
            each
            for each in self._for_jurors_device(device)
            if concerns(each.document, person, films, cards, defended)
            or each.hash in asked
            or (
                isinstance(each.document, Endorsement)
                and (each.signer == person or each.document.document in told)
            )
            or (isinstance(each.document, Enrol) and each.document.person in endorsers)
            or (isinstance(each.document, Person) and each.document.person in named)
        ]
        entries = without_strangers(entries)
        hidden = hidden_parts(self.course, self.rules, person, self._acknowledged(person))
        packet = self._packet(entries, parts_for_juror(entries, person, hidden), delivered)
        fresh = [each for each in entries if each.hash not in delivered]
        its = [each for each in own if each.hash in receipted]
        return replace(packet, placed=to_be_placed(self.course, fresh, entries, its))

    def _for_jurors_device(self, device: str) -> list[Entered]:
        """What another device than this one signed, and its endorsements (`ledger.act`)."""
        return [
            each
            for each in self.entered
            if self._at[each.index].key != device or isinstance(each.document, Endorsement)
        ]

    def _of_others(self, device: str) -> list[Entered]:
        """What another device than this one signed."""
        return [each for each in self.entered if self._at[each.index].key != device]

    def for_chair(self, person: str, delivered: AbstractSet[str], device: str = "") -> Packet:
        """The ledger, as far as it was not delivered yet.

        Left out are others' cards of films that the chair must still score, and of these films
        what their rounds hide.
        """
        to_score = self._to_score(person)
        entries = [
            each
            for each in self._of_others(device)
            if not (
                isinstance(each.document, Scorecard)
                and each.document.film in to_score
                and each.document.juror != person
            )
        ]
        hidden = hidden_parts(self.course, self.rules, person, self._acknowledged(person))
        wanted = [
            part.hash
            for each in entries
            for part in all_parts(each.document)
            if part.name not in held_names(each.document, hidden)
        ]
        unknown = [s for s in self.stored if s.key != device and s.decoded() is None]
        return self._packet(entries, wanted, delivered, unknown)

    def _acknowledged(self, person: str) -> frozenset[tuple[str, str]]:
        """(film, round) of the cards of a person that are in the ledger."""
        return frozenset(
            (each.document.film, each.document.round)
            for each in self.entered
            if isinstance(each.document, Scorecard) and each.document.juror == person
        )

    def _to_score(self, person: str) -> frozenset[str]:
        """Films that a person still has to score in some round."""
        still = still_to_judge(self.course, person, self._acknowledged(person))
        return frozenset(
            film
            for round_id in {round_id for _, round_id in still}
            for film, who in self.course.assignments(round_id)
            if who == person and (film, round_id) in still
        )

    def _packet(
        self,
        entries: Sequence[Entered],
        wanted: Sequence[str],
        delivered: AbstractSet[str],
        unknown: Sequence[documents.Stored] = (),
    ) -> Packet:
        fresh = [self._at[each.index] for each in entries if each.hash not in delivered]
        fresh += [stored for stored in unknown if stored.hash not in delivered]
        fresh.sort(key=lambda stored: stored.position)
        values = parts.of(self.reader, (each for each in wanted if each not in delivered))
        return Packet(
            tuple(signed_of(stored).envelope for stored in fresh),
            carried(values.values()),
            (*(stored.hash for stored in fresh), *values),
        )
