"""The proof of a results bundle, in numbered steps; the list in `Proof` is the list of the code."""

from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from struct import unpack

from msgspec import Struct

from jury_app.base.document import Document
from jury_app.base.errors import Refusal
from jury_app.base.garbage import uncollected
from jury_app.base.texts import N_, _, clauses, headed, series, translate
from jury_app.exchange import admission, bundle, forms, recount, roster, words
from jury_app.exchange.admission import Recusals
from jury_app.exchange.answers import Answer, Report, Step
from jury_app.exchange.bundle import Line
from jury_app.exchange.envelope import Signed, payload_type
from jury_app.exchange.forms import Bundle, Checkpoint
from jury_app.exchange.ledger import Ledger
from jury_app.exchange.needed import NEEDED, RESULTS, Result, name_of
from jury_app.exchange.recount import Evidence
from jury_app.exchange.roster import Trust
from jury_app.exchange.team import Team
from jury_app.exchange.verifychild import CardFound, Found
from jury_app.jury.course import Entered
from jury_app.jury.decisions import Enrol
from jury_app.jury.festival import Enrolment
from jury_app.jury.results import Standings
from jury_app.rules.rules import Rules
from jury_app.tally.cards import lane_estimate

_RULES = b'"application/vnd.jury-app.rules.v1+json"'
_TAIL = 320
"""Bytes at an envelope's end that hold its payload type, key and signature."""
_PART = b'{"audience":'
_FIRST_ENTRY = 3
_LISTS = {"shortlist": N_("Shortlist"), "selection": N_("Selection")}
"""Kind of list → what it is called."""
"""Number of the line of the first entry: the heading and the header stand before."""


class Opened(Struct, frozen=True):
    """A signed document of the bundle that is no entry, and where it stands."""

    signed: Signed
    document: Document | None
    where: str


TITLES = {
    1: N_("The file is a results bundle, and says what it proves"),
    2: N_("Every entry is a signed document in its one form"),
    3: N_("Everybody who signed was allowed to, at that place in the ledger"),
    4: N_("Every value that is shown is the one that was signed"),
    5: N_("The entries are the ledger that was signed"),
    6: N_("The results are signed by whom they must be"),
    7: N_("Nothing is withheld that the results follow from"),
    8: N_("The standings follow from the scorecards that count"),
    9: N_("The lists follow from the standings"),
}


class Proof:
    """Proves one bundle.

    1. The first line is a signed `bundle` document.
    2. Each entry's line is an envelope in its one form with a good signature, a canonical payload
       and fields of their types; or the leaf of a withheld document. None comes twice.
    3. The first entry is the genesis whose hash is the edition's id. Each signer holds, at that
       place, a role that may sign the kind; rosters are the root's, enrolments name an answer
       that was entered, nobody decides about a film they are recused from.
    4. Each value's salted hash stands in a document here, and its audience is a declared one.
    5. Epochs follow one another; the entries' Merkle root is the one in the bundle, in the
       sequencer's checkpoint and, for their sizes, in all results.
    6. Exactly the named results are here, signed by the chair; so is the bundle itself.
    7. No document is withheld from which these results follow.
    8. Which cards count (in time by their place, not superseded, void or disputed) and what they
       are worth is computed anew and compared with every place of the standings. A bundle that
       names no result proves nothing.
    9. Shortlists and selections are derived from the signed standings and compared.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._name = path.name
        self._steps: list[Step] = []
        self._at = 1
        self._header: Opened
        self._bundle: Bundle
        self._trust: Trust
        self._ledger = Ledger()
        self._recusals = Recusals()
        self._evidence = Evidence()
        self._enrolments: dict[str, Enrolment] = {}
        self._withheld: list[tuple[int, str]] = []
        self._unknown: set[str] = set()
        self._held: list[bytes] = []
        self._results: dict[str, Result] = {}
        self._closing: list[Opened] = []

    def run(self) -> Report:
        """The report; a broken step ends it.

        Raises:
            Problem: The file cannot be read.
        """
        try:
            with uncollected():
                self._prove()
        except Refusal as refusal:
            self._steps.append(Step(self._at, translate(TITLES[self._at]), "no", str(refusal)))
        edition = self._trust.edition if hasattr(self, "_trust") else ""
        six = words.fingerprint(edition) if edition else ""
        return Report("bundle", tuple(self._steps), edition, six)

    def _prove(self) -> None:
        lines = bundle.lines(self._path)
        self._read_header(lines)
        self._done(1)
        with Team.for_bytes(self._path.name, self._path.stat().st_size) as team:
            self._at = 2
            for index, examined in enumerate(team.entries(self._entry_lines(lines, team))):
                self._keep(index, *examined)
                self._at = 3
                self._judge(index, *examined)
                self._at = 2
            self._check_size()
            self._done(2, self._said_of_entries())
            self._done(
                3, answer="cannot_judge" if self._unknown else "yes", note=self._said_unknown()
            )
            self._at = 4
            shown = self._check_parts(team, lines)
            self._done(4, _("{n} values shown").format(n=shown))
        self._at = 5
        self._check_ledger()
        self._done(5, self._bundle.ledger.root)
        for number, check in ((6, self._check_signers), (7, self._check_withheld)):
            self._at = number
            check()
            self._done(number)
        self._at = 8
        self._recount()
        self._at = 9
        self._derive_lists()

    def _done(self, number: int, note: str = "", answer: Answer = "yes") -> None:
        self._steps.append(Step(number, translate(TITLES[number]), answer, note))

    # 1 ------------------------------------------------------------------------------------------

    def _read_header(self, lines: Iterator[Line]) -> None:
        line = next(lines, None)
        if line is None:
            raise Refusal(N_("The file is empty; ask for it again."), place=self._path.name)
        where = bundle.place(self._path, line.number)
        signed, document = forms.open_document(line.content, place=where)
        if not isinstance(document, Bundle):
            raise Refusal(N_("The first document does not say what is proved."), place=where)
        self._header, self._bundle = Opened(signed, document, where), document

    # 2 ------------------------------------------------------------------------------------------

    def _entry_lines(self, lines: Iterator[Line], team: Team) -> Iterator[Line]:
        for line in islice(lines, self._bundle.ledger.size):
            if _RULES in line.content[-_TAIL:]:
                team.learn(line.content)
            yield line

    def _keep(self, index: int, found: Found, document: Document | None) -> None:
        """Append the leaf; keep what results follow from."""
        if found.card is not None:
            self._evidence.cards.append((index, found.card))
        elif found.is_withheld:
            self._withheld.append((index, found.kind))
        self._held.append(found.parts)
        self._ledger.append(found.hash, payload_type(found.kind, found.version), document)

    def _check_size(self) -> None:
        if len(self._ledger) < self._bundle.ledger.size:
            raise Refusal(
                N_("The file ends after {found} of {size} entries; ask for it again."),
                place=self._path.name,
                found=len(self._ledger),
                size=self._bundle.ledger.size,
            )

    def _said_of_entries(self) -> str:
        return _("entries: {n}, scorecards: {cards}, withheld: {withheld}").format(
            n=len(self._ledger), cards=len(self._evidence.cards), withheld=len(self._withheld)
        )

    def _said_unknown(self) -> str:
        kinds = series(sorted(self._unknown))
        return kinds and _("kinds that this version does not know: {kinds}").format(kinds=kinds)

    # 3 ------------------------------------------------------------------------------------------

    def _judge(self, index: int, found: Found, document: Document | None) -> None:
        """Whether the signer was allowed to; what is withheld has no signer that could be seen."""
        if not forms.is_known(found.kind, found.version):
            self._unknown.add(f"{found.kind}.v{found.version}")
        try:
            if found.card is not None and index > 0:
                self._judge_card(found.card, found)
            elif not found.is_withheld or index == 0:
                self._judge_document(index, _signed(found), document)
        except Refusal as refusal:
            refusal.place = bundle.place(self._path, _FIRST_ENTRY + index)
            raise

    def _judge_card(self, card: CardFound, found: Found) -> None:
        admission.admit_card(
            self._trust, key=found.key, edition=card.edition, juror=card.fact.juror
        )
        self._recusals.film_of[found.hash] = card.fact.film

    def _judge_document(self, index: int, signed: Signed, document: Document | None) -> None:
        person = ""
        if index == 0:
            self._trust = roster.begin(signed, document)
        else:
            if isinstance(document, Enrol):
                self._check_answered(document)
            admitted = admission.admit(self._trust, index, signed, document, self._recusals)
            self._trust, person = admitted.trust, admitted.person
        self._recusals.note(signed.hash, person, document)
        if isinstance(document, Enrolment):
            self._enrolments[signed.hash] = document
        elif isinstance(document, Rules):
            self._evidence.rules[signed.hash] = document
        elif isinstance(document, Result):
            self._results[signed.hash] = document
        if document is not None:
            self._evidence.entered.append(Entered(index, signed.hash, person, document))

    def _check_answered(self, decision: Enrol) -> None:
        """Nobody is enrolled who did not ask: the answer was entered and names the same device."""
        answer = self._enrolments.get(decision.enrolment)
        if answer is None or (answer.person, answer.device) != (decision.person, decision.device):
            raise Refusal(N_("This accepts a device whose own answer is not in the ledger."))

    # 4 ------------------------------------------------------------------------------------------

    def _check_parts(self, team: Team, lines: Iterator[Line]) -> int:
        """How many values are shown; the lines after them are left in `_closing`."""
        first = _FIRST_ENTRY + len(self._ledger)
        line_of: dict[bytes, int] = {}
        shown = 0
        for hash_, audience, lane in team.parts(self._part_lines(lines)):
            if audience not in self._bundle.audiences:
                raise Refusal(
                    N_("This value is for “{audience}”, to whom the file does not go."),
                    place=bundle.place(self._path, first + shown),
                    audience=audience,
                )
            line_of.setdefault(hash_, first + shown)
            if lane is not None:
                self._evidence.lanes[hash_] = lane_estimate(lane)
            shown += 1
        unheld = set(line_of)
        for hashes in self._held:
            unheld.difference_update(unpack("32s" * (len(hashes) // 32), hashes))
        self._held.clear()
        if unheld:
            raise Refusal(
                N_("This value stands in no document of the file: it was altered or added."),
                place=bundle.place(self._path, min(line_of[each] for each in unheld)),
            )
        return shown

    def _part_lines(self, lines: Iterator[Line]) -> Iterator[Line]:
        for line in lines:
            if not line.content.startswith(_PART):
                self._read_closing(chain([line], lines))
                return
            yield line

    def _read_closing(self, lines: Iterator[Line]) -> None:
        for line in lines:
            where = bundle.place(self._path, line.number)
            signed, document = forms.open_document(line.content, place=where)
            self._closing.append(Opened(signed, document, where))
            if isinstance(document, Result):
                self._results[signed.hash] = document

    # 5 ------------------------------------------------------------------------------------------

    def _check_ledger(self) -> None:
        points = [("bundle", self._bundle.ledger)]
        checkpoints = [
            each.document for each in self._closing if isinstance(each.document, Checkpoint)
        ]
        if not any(each.ledger == self._bundle.ledger for each in checkpoints):
            raise Refusal(
                N_("The sequencer's checkpoint of the ledger is missing; ask for the file again."),
                place=self._path.name,
            )
        points += [("checkpoint", each.ledger) for each in checkpoints]
        points += [(each.KIND, each.ledger) for each in self._results.values()]
        for what, point in points:
            self._ledger.check(what, point, place=self._path.name)

    # 6 ------------------------------------------------------------------------------------------

    def _check_signers(self) -> None:
        for each in (self._header, *self._closing):
            if each.document is None or not isinstance(each.document, Result | Checkpoint | Bundle):
                raise Refusal(
                    N_("Only a checkpoint and results may stand after the entries."),
                    place=each.where,
                )
            admission.admit(
                self._trust,
                len(self._ledger),
                each.signed,
                each.document,
                self._recusals,
                place=each.where,
            )
        missing = set(self._bundle.results) - set(self._results)
        if missing:
            raise Refusal(
                N_("A result that the bundle names is not in it: {hash}."),
                place=self._path.name,
                hash=min(missing)[:12],
            )
        replaced = {old for each in self._results.values() for old in each.supersedes}
        # Results stand in the ledger's order: the last of a name is what was decided.
        latest = {name_of(each): hash_ for hash_, each in self._results.items()}
        if not replaced.isdisjoint(self._bundle.results) or any(
            latest[name_of(self._results[hash_])] != hash_ for hash_ in self._bundle.results
        ):
            raise Refusal(
                N_("A result that the bundle names was corrected by a later one in it."),
                place=self._path.name,
            )

    # 7 ------------------------------------------------------------------------------------------

    def _check_withheld(self) -> None:
        """Of the entries before the last of the results' points; later ones change none of them.

        A later result may be the correction of one that is proved here, so none is ever withheld.
        """
        end = max((each.ledger.size for each in self._proved()), default=0)
        for index, kind in self._withheld:
            if (index < end and kind in NEEDED) or kind in RESULTS:
                raise Refusal(
                    N_(
                        "A document of the kind “{kind}” is withheld; without it nothing is proved."
                    ),
                    place=bundle.place(self._path, _FIRST_ENTRY + index),
                    kind=kind,
                )

    def _proved(self) -> list[Result]:
        """What the bundle names, and the standings from which its lists follow."""
        named = [self._results[hash_] for hash_ in self._bundle.results]
        below = dict.fromkeys(each.standings for each in named if not isinstance(each, Standings))
        others = [hash_ for hash_ in below if hash_ not in self._bundle.results]
        return named + [self._results[hash_] for hash_ in others if hash_ in self._results]

    # 8, 9 ---------------------------------------------------------------------------------------

    def _recount(self) -> None:
        if not self._bundle.results:
            raise Refusal(N_("The bundle names no result: it proves nothing."), place=self._name)
        standings = [each for each in self._proved() if isinstance(each, Standings)]
        note, answer = recount.recount(self._evidence, standings)
        self._done(8, note, answer)

    def _derive_lists(self) -> None:
        notes = []
        for each in self._proved():
            if isinstance(each, Standings):
                continue
            standings = self._results.get(each.standings)
            if not isinstance(standings, Standings):
                raise Refusal(
                    N_("The standings from which a “{kind}” follows are not in the file."),
                    place=self._path.name,
                    kind=each.KIND,
                )
            recount.check_list(self._evidence, each, standings)
            notes.append(headed(translate(_LISTS[each.KIND]), len(each.films)))
        self._done(9, clauses([*notes, *recount.acts(self._evidence, len(self._ledger))]))


def _signed(found: Found) -> Signed:
    return Signed(found.kind, found.version, found.payload, found.hash, found.key, b"")
