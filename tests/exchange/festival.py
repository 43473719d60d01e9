"""A whole small festival for tests of trust, ledger and bundle: real keys, real signatures."""

import hashlib
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jury_app.base.document import Document
from jury_app.exchange import admission, bundle, canonical, parts, roster
from jury_app.exchange.admission import Recusals
from jury_app.exchange.envelope import Signed, sign
from jury_app.exchange.forms import Bundle, Checkpoint, point
from jury_app.exchange.keys import DeviceKeys
from jury_app.exchange.ledger import Ledger
from jury_app.exchange.parts import Part
from jury_app.exchange.recount import Evidence
from jury_app.exchange.roster import Trust
from jury_app.exchange.verifychild import Examiner
from jury_app.jury import decisions as d
from jury_app.jury.course import Entered
from jury_app.jury.festival import Device, Enrolment, Genesis, Officer, Roster
from jury_app.jury.film import Film
from jury_app.jury.results import Cut, Selection, Shortlist, Standings
from jury_app.jury.scorecard import Recusal, Score, Scorecard
from jury_app.rules.rules import Rules
from jury_app.tally import edition
from jury_app.tally.cards import lane_estimate
from tests.exchange.conftest import device
from tests.exchange.made import make_all
from tests.jury.edition import small_rules

NOW = "2026-07-18T09:30:00Z"
LATER = "2026-07-25T09:30:00Z"
DIGEST = "d" * 64
ROOT, ROOT_2, OFFICE, CHAIR, STRANGER = (device(number) for number in range(101, 106))


def idof(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:32]


def device_of(keys: DeviceKeys) -> Device:
    return Device(key=keys.public.signing, sealing=keys.public.sealing)


def put(keys: DeviceKeys, document: Document) -> Signed:
    """The document, signed by a device."""
    return sign(keys.seed, document.KIND, canonical.encode(document))


def genesis(*keys: DeviceKeys, threshold: int = 1, **changes: Any) -> Genesis:
    fields = {
        "name": "A small festival",
        "edition": "2026",
        "nonce": "0" * 32,
        "version": 1,
        "root_keys": tuple(sorted(each.public.signing for each in keys)),
        "threshold": threshold,
        "recovery": ROOT.public.sealing,
        "at": NOW,
    }
    return Genesis(**(fields | changes))


class Festival:
    """Enters documents one after the other, as the office does; `entries` are the ledger."""

    def __init__(self, rules: Rules | None = None) -> None:
        self.rules = rules or small_rules()
        self.signed: list[Signed] = []
        self.documents: list[Document] = []
        self.parts: list[Part] = []
        self.recusals = Recusals()
        self.ledger = Ledger()
        self.jurors: dict[str, DeviceKeys] = {}
        self._number = 200
        self.trust: Trust
        founding = genesis(ROOT)
        self.edition = put(ROOT, founding).hash
        self.enter(ROOT, founding)
        self.enter(ROOT, self.roster())
        self.rules_hash = self.enter(OFFICE, self.rules).hash

    def roster(self, **changes: Any) -> Roster:
        fields = {
            "edition": self.edition,
            "version": 1,
            "officers": (
                Officer(
                    person=idof("office"), roles=("enrol", "office"), devices=(device_of(OFFICE),)
                ),
                Officer(person=idof("chair"), roles=("chair",), devices=(device_of(CHAIR),)),
            ),
            "sequencer": OFFICE.public.signing,
            "readers": (OFFICE.public.sealing,),
            "at": NOW,
        }
        return Roster(**(fields | changes))

    def enter(self, keys: DeviceKeys, document: Document) -> Signed:
        """Sign, admit and append, as the office does."""
        signed = put(keys, document)
        index = len(self.ledger)
        if index == 0:
            self.trust, person = roster.begin(signed, document), ""
        else:
            admitted = admission.admit(self.trust, index, signed, document, self.recusals)
            self.trust, person = admitted.trust, admitted.person
        return self.append(signed, document, person)

    def append(self, signed: Signed, document: Document, person: str = "") -> Signed:
        """Append whatever it is, admitted or not."""
        self.recusals.note(signed.hash, person, document)
        self.ledger.append(signed.hash, signed.type, document)
        self.signed.append(signed)
        self.documents.append(document)
        return signed

    def decide(self, keys: DeviceKeys, kind: type[d.Decision], **fields: Any) -> Signed:
        return self.enter(keys, kind(edition=self.edition, at=NOW, **fields))

    def enrol(self, name: str, *roles: str, keys: DeviceKeys | None = None) -> DeviceKeys:
        """A person's device answers an invitation and is accepted."""
        if keys is None:
            self._number += 1
            keys = device(self._number)
        answer = Enrolment(
            edition=self.edition,
            invitation=idof(f"invitation {name}"),
            person=idof(name),
            device=device_of(keys),
            proof=DIGEST,
            at=NOW,
        )
        signed = self.enter(keys, answer)
        self.decide(
            OFFICE,
            d.Enrol,
            person=idof(name),
            roles=roles or ("juror",),
            device=device_of(keys),
            enrolment=signed.hash,
        )
        self.jurors[name] = keys
        return keys

    def film(self, name: str, category: str = "generative") -> str:
        held, values = make_all([("title", "public", name), ("directors", "panel", ["x"])])
        self.parts += values
        self.enter(
            OFFICE,
            Film(
                edition=self.edition,
                film=idof(name),
                number=len(self.documents),
                form="linear",
                at=NOW,
                category=category,
                parts=held,
            ),
        )
        self.decide(OFFICE, d.Eligible, film=idof(name))
        return idof(name)

    def open(self, round_id: str = "r1") -> None:
        self.decide(
            CHAIR,
            d.Open,
            round=round_id,
            rules=self.rules_hash,
            deadline=LATER,
            zone="Asia/Hong_Kong",
            nonce=idof(round_id),
        )

    def assign(self, juror: str, *films: str, round_id: str = "r1") -> None:
        self.decide(OFFICE, d.Assign, juror=idof(juror), round=round_id, films=films)

    def card_of(self, juror: str, film: str, *scores: int, **changes: Any) -> Scorecard:
        round_id = changes.pop("round", "r1")
        criteria = self.rules.round(round_id).matrix("generative")
        lanes = changes.pop("lanes", (60,) * 6)
        named = zip(self.rules.lanes, lanes, strict=True)
        held, values = make_all(
            [(f"lane/{lane.id}", "panel", value) for lane, value in named]
            + [("comment/entrant", "entrant", f"{juror} on {film}")]
        )
        self.parts += values
        fields: dict[str, Any] = {
            "edition": self.edition,
            "round": round_id,
            "film": film,
            "category": "generative",
            "juror": idof(juror),
            "rules": self.rules_hash,
            "texts": DIGEST,
            "language": "en",
            "at": NOW,
            "scores": tuple(
                Score(criterion=criterion.id, units=units, per=1)
                for criterion, units in zip(criteria, scores, strict=True)
            ),
            "verdict": "meets",
            "parts": held,
        }
        return Scorecard(**(fields | changes))

    def score(self, juror: str, film: str, *scores: int, **changes: Any) -> Signed:
        return self.enter(self.jurors[juror], self.card_of(juror, film, *scores, **changes))

    def recuse(self, juror: str, film: str) -> Signed:
        document = Recusal(edition=self.edition, film=film, juror=idof(juror), why="other", at=NOW)
        return self.enter(self.jurors[juror], document)

    # Results -------------------------------------------------------------------------------------

    def evidence(self) -> Evidence:
        examiner = Examiner()
        evidence = Evidence(rules={self.rules_hash: self.rules})
        for signed in self.signed:
            if signed.kind == "rules":
                examiner.learn(signed.envelope)
        for index, (signed, document) in enumerate(zip(self.signed, self.documents, strict=True)):
            ((found, _document),) = examiner.entries("", 0, [signed.envelope])
            if found.card is not None:
                evidence.cards.append((index, found.card))
            else:
                holder = self.trust.who(signed.key)
                person = holder.person if holder else ""
                evidence.entered.append(Entered(index, signed.hash, person, document))
        for part in self.parts:
            if part.name.startswith("lane/"):
                evidence.lanes[bytes.fromhex(parts.hash_of(part))] = lane_estimate(part.value)
        return evidence

    def standings(self, standing: str = "r1", **changes: Any) -> Standings:
        evidence = self.evidence()
        size = len(self.ledger)
        cards, _ = evidence.tally_cards(size, self.rules)
        result = edition.standings(evidence.course(size), cards, self.rules, standing)
        fields: dict[str, Any] = {
            "edition": self.edition,
            "standing": standing,
            "rules": self.rules_hash,
            "ledger": self.ledger.point,
            "method": "combined/1" if standing == "combined" else "mean/1",
            "digits": 6,
            "places": result.places,
            "at": NOW,
        }
        return Standings(**(fields | changes))

    def listed(
        self, form: type[Shortlist | Selection], standings: Signed, places: Any, top: int = 2
    ) -> Shortlist | Selection:
        cut = Cut(top=top, per_category=True)
        kind: edition.ListKind = "shortlist" if form is Shortlist else "selection"
        course = self.evidence().course(len(self.ledger))
        made = edition.choose(course, places, self.rules, kind, cut)
        return form(
            edition=self.edition,
            standings=standings.hash,
            ledger=self.ledger.point,
            cut=cut,
            films=made.films,
            at=NOW,
            held=made.held,
            off=made.off,
        )

    def bundle(
        self,
        path: Path,
        results: list[Signed],
        *,
        audiences: tuple[str, ...] = ("entrant", "panel", "public"),
        entry: Callable[[int, Signed], bytes | bundle.Withheld] = lambda _, each: each.envelope,
        keys: DeviceKeys = CHAIR,
        shown: list[Part] | None = None,
        closing: list[Signed] | None = None,
        proved: list[Signed] | None = None,
    ) -> Path:
        """Write a bundle of everything; results that are no entries stand at its end."""
        header = Bundle(
            edition=self.edition,
            ledger=self.ledger.point,
            results=tuple(each.hash for each in (results if proved is None else proved)),
            audiences=audiences,
            at=NOW,
        )
        checkpoint = put(OFFICE, self.ledger.checkpoint(self.edition, NOW))
        entered = {each.hash for each in self.signed}
        tail = [each for each in results if each.hash not in entered]
        values = self.parts if shown is None else shown
        bundle.write(
            path,
            put(keys, header).envelope,
            [entry(index, each) for index, each in enumerate(self.signed)],
            [each for each in values if shown is not None or each.audience in audiences],
            [each.envelope for each in ([checkpoint, *tail] if closing is None else closing)],
        )
        return path


def withheld(signed: Signed) -> bundle.Withheld:
    return bundle.Withheld(signed.hash, signed.type)


def small(seed: int = 7, films: int = 5, jurors: int = 3, rules: Rules | None = None) -> Festival:
    """A festival whose first round is closed: every juror scored every film."""
    chance = random.Random(seed)
    festival = Festival(rules)
    names = [f"juror {number}" for number in range(jurors)]
    for name in names:
        festival.enrol(name)
    listed = [festival.film(f"film {number}") for number in range(films)]
    festival.open()
    for name in names:
        festival.assign(name, *listed)
    for name in names:
        for film in listed:
            festival.score(name, film, chance.randint(1, 10), chance.randint(1, 10))
    festival.decide(CHAIR, d.Close, round="r1")
    return festival


def checkpoint_of(festival: Festival, **changes: Any) -> Checkpoint:
    fields: dict[str, Any] = {
        "edition": festival.edition,
        "ledger": festival.ledger.point,
        "at": NOW,
    }
    return Checkpoint(**(fields | changes))


__all__ = ["Festival", "checkpoint_of", "point", "small"]
