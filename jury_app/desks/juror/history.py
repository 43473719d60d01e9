"""History: every revision of a scorecard, and in what each differs from the one before."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from jury_app.base.errors import Refusal
from jury_app.base.texts import N_, translate
from jury_app.desks import moments
from jury_app.desks.catalogue import catalogue
from jury_app.desks.festival import festival_zone
from jury_app.desks.juror.carrying import in_files, leaving
from jury_app.desks.juror.heads import chairs_reason, heads, own_cards, why_void
from jury_app.desks.juror.items import with_played
from jury_app.desks.juror.lateness import Lateness
from jury_app.desks.juror.queued import PHASES
from jury_app.desks.juror.reading import asked_of
from jury_app.desks.juror.standing import brought
from jury_app.desks.juror.wording import lines
from jury_app.desks.seat import Seat
from jury_app.jury.composing import draft_of
from jury_app.jury.packets import all_parts
from jury_app.jury.scorecard import Scorecard
from jury_app.rules.forms import Form
from jury_app.store import channels, documents, drafts, parts
from jury_app.store.reader import Reader

_STATES = {
    "draft": N_("begun"),
    "signed": N_("signed, not sent"),
    "sent": N_("sent"),
    "in_file": N_("signed, in a file to carry"),
    "received": N_("received"),
    "signed_late": PHASES["signed_late"],
    "sent_late": PHASES["sent_late"],
    "received_late": PHASES["received_late"],
    "superseded": N_("superseded"),
    "not_chosen": N_("not counted: the chair admitted the other one"),
    "void": N_("void"),
}


class Difference(Struct, frozen=True):
    """One value that a revision gave otherwise; empty: it was not there, or is no more."""

    path: str
    label: str
    before: str
    after: str


class Revision(Struct, frozen=True):
    """One version of a scorecard.

    Attributes:
        hash: Of the signed card; empty for the open draft.
        at: When it was signed, by its own clock, in UTC; empty for the draft.
        reason: Why it was revised; empty for the first.
        state: `draft`, `signed`, `in_file` (it left in a file only, to be carried), `sent`,
            `received`, these three with `_late` where it came after the closing; `superseded` once
            one that is not late replaced it; `void` where the chair took it out of the count;
            `not_chosen` where the chair admitted another of several that disputed each other.
        changes: In what it differs from the version before; of the first, all of it.
        zone: The festival's time zone.
        why: The chair's reason for taking it out of the count, where that came here.
        is_disputed: Whether it is one of those of which the juror has to choose one.
    """

    hash: str
    at: str
    reason: str
    state: str
    changes: tuple[Difference, ...]
    zone: str = ""
    why: str = ""
    is_disputed: bool = False

    @property
    def when(self) -> str:
        """When it was signed, by the festival's clocks and by those here; empty for the draft."""
        return moments.shown(self.at, self.zone) if self.at else ""

    @property
    def state_text(self) -> str:
        """The state in words."""
        return translate(_STATES[self.state])

    @property
    def why_text(self) -> str:
        """Why the chair took it out of the count, in a sentence; empty where nothing tells."""
        return chairs_reason(self.why) if self.why else ""


def differences(seat: Seat, film: str, round_id: str) -> tuple[Revision, ...]:
    """The revisions of the juror's scorecard of a film, oldest first, an open draft last.

    Two cards that dispute each other are both compared with what both supersede.

    Raises:
        Refusal: Nothing was written for the film in this round, or the form has not come.
    """
    with seat.workspace.reading() as reader:
        known = catalogue(reader)
        film = known.find(film)
        asked = asked_of(reader, round_id, known.course.films[film].category)
        draft = drafts.load(reader, film, round_id)
        table = _Table(reader, str(seat.setting(reader, "person")), film, round_id)
        if asked is None or (draft is None and not table.cards):
            raise Refusal(
                N_("Nothing of yours was written for “{title}” in {round}."),
                title=known.title(film),
                round=round_id.upper(),
            )
        found = [table.revision(digest, asked) for digest in table.cards]
        if draft is not None and draft.state == "open":
            values = with_played(reader, known, film, draft.values)
            before = table.values.get(table.heads.shown, {})
            reason = str(values.get("revision_reason", ""))
            changes = _differences(before, values, asked)
            found.append(Revision("", "", reason, "draft", changes))
    return tuple(found)


class _Table:
    """The juror's cards of one film in one round, as they were entered."""

    def __init__(self, reader: Reader, person: str, film: str, round_id: str) -> None:
        own = own_cards(reader, person, film, round_id)
        stored = documents.many(reader, [fact.hash for fact in own])
        self._supersedes = {fact.hash: fact.supersedes for fact in own}
        course = documents.course(reader)
        self._received = channels.receipts(reader)
        lateness = Lateness(reader, course, self._received)
        self._late = {fact.hash for fact in own if lateness.is_late(fact)}
        timely = (fact for fact in own if fact.hash not in self._late)
        self._superseded = {old for fact in timely for old in fact.supersedes}
        self._why = {
            fact.hash: why_void(reader, course, fact.hash)
            for fact in own
            if fact.hash in course.voided
        }
        self.heads = heads(own, course, lateness.is_late)
        self._unsent = {each.hash for each in documents.waiting(reader)} | leaving(reader)
        self._in_files = in_files(reader)
        self._brought = brought(reader, person, [fact.hash for fact in own])
        self._zone = festival_zone(reader)
        self.cards: dict[str, Scorecard] = {}
        self.values: dict[str, dict[str, Any]] = {}
        for fact in own:
            card = stored[fact.hash].decoded()
            if isinstance(card, Scorecard):
                held = parts.values(reader, (part.hash for part in all_parts(card)))
                self.cards[fact.hash] = card
                self.values[fact.hash] = draft_of(card, held)

    def revision(self, digest: str, asked: Form) -> Revision:
        """One card against the last of those that it supersedes."""
        values = self.values[digest]
        before = [old for old in self.cards if old in self._supersedes[digest]]
        return Revision(
            digest,
            self.cards[digest].at,
            str(values.get("revision_reason", "")),
            self._state(digest),
            _differences(self.values[before[-1]] if before else {}, values, asked),
            self._zone,
            self._why.get(digest, ""),
            any(fact.hash == digest for fact in self.heads.disputed),
        )

    def _state(self, digest: str) -> str:
        if digest in self._why:
            return "void"
        if digest in self._superseded:
            return "superseded"
        if digest in self.heads.passed:
            return "not_chosen"
        late = "_late" if digest in self._late else ""
        if digest in self._received or digest in self._brought:
            return f"received{late}"
        if digest in self._unsent:
            return f"signed{late}"
        return "in_file" if digest in self._in_files else f"sent{late}"


def _differences(
    before: Mapping[str, Any], after: Mapping[str, Any], asked: Form
) -> tuple[Difference, ...]:
    """What differs between two drafts in words; private notes and the reason are left out."""
    old, new = (_shown(each, asked) for each in (before, after))
    changed = [path for path in dict.fromkeys([*new, *old]) if before.get(path) != after.get(path)]
    return tuple(
        Difference(path, (new.get(path) or old[path])[0], _text(old, path), _text(new, path))
        for path in changed
    )


def _shown(values: Mapping[str, Any], asked: Form) -> dict[str, tuple[str, ...]]:
    """Path → its label and its texts."""
    found: dict[str, tuple[str, ...]] = {}
    for line in lines(values, asked):
        if line.audience != "private" and line.path != "revision_reason":
            found[line.path] = (*found.get(line.path, (line.label,)), line.text)
    return found


def _text(of: Mapping[str, tuple[str, ...]], path: str) -> str:
    return " · ".join(of.get(path, ())[1:])
