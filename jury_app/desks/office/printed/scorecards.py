"""Scorecards as sheets: the signed card, its parts, the form it answered, what became of it.

A juror's parts hold any JSON value, so each is read for what it should be and shown as text where
it is something else.
"""

from collections.abc import Collection, Iterator
from typing import Any

from msgspec import Struct

from jury_app.base import figures
from jury_app.base.texts import N_, _, series, translate
from jury_app.desks import words
from jury_app.desks.chair.standing import value_text
from jury_app.desks.office.printed.fate import Fates
from jury_app.desks.office.printed.participation import assessed
from jury_app.desks.office.printed.source import SHORT_HASH, Source, entry
from jury_app.desks.office.printed.values import Values, moment, said
from jury_app.exchange.words import fingerprint
from jury_app.jury.film import Item
from jury_app.jury.packets import all_parts
from jury_app.jury.scorecard import Score, Scorecard, Viewing
from jury_app.reports.redacting import for_entrant
from jury_app.reports.sheets import (
    EthicsRow,
    MatrixRow,
    Remark,
    ScorecardSheet,
    SeenRow,
    Signature,
)
from jury_app.rules.forms import Form, form
from jury_app.store import cards, documents

_CANNOT = {
    "not_shown": N_("not shown"),
    "not_enough_evidence": N_("not enough evidence"),
    "other": N_("another reason"),
}
_ANSWERS = {
    "clear": N_("clear"),
    "question": N_("question"),
    "concern": N_("concern"),
    "block": N_("block: hold the film"),
}
_NOTES = {
    "praise": N_("praise"),
    "doubt": N_("doubt"),
    "question": N_("question"),
    "ethics": N_("ethics"),
}
_AUDIENCES = {
    "public": N_("for everybody"),
    "entrant": N_("for the entrant"),
    "panel": N_("for chair and panel"),
}
_VIEWINGS = {
    "played": N_("played in the program"),
    "session": N_("a session"),
    "declared": N_("declared by the juror"),
    "live": N_("live"),
}


class Entered(Struct, frozen=True):
    """A scorecard as it was entered, and what tallying knows of it."""

    stored: documents.Stored
    card: Scorecard
    known: cards.EnteredCard


class CardSheets:
    """Fills the sheets of an edition's scorecards.

    Args:
        source: The edition.
        version: `internal`, or `entrant`: only cards that count, jurors by pseudonyms.
    """

    def __init__(self, source: Source, version: str) -> None:
        self._source = source
        self._entrant = version == "entrant"
        self.entered = cards.every(source.reader)
        self._fates = Fates(source, self.entered)
        self._pseudonyms: dict[tuple[str, str], int] = {}
        jurors: dict[str, int] = {}
        for card in self.entered:
            key = (card.fact.film, card.fact.juror)
            if key not in self._pseudonyms:
                jurors[card.fact.film] = jurors.get(card.fact.film, 0) + 1
                self._pseudonyms[key] = jurors[card.fact.film]

    def is_printed(self, card: cards.EnteredCard) -> bool:
        """Whether the version shows the card: an entrant gets only what counts."""
        return not self._entrant or self._fates.states[card.fact.hash] == "counts"

    def sheets(self, wanted: Collection[cards.EnteredCard]) -> list[ScorecardSheet]:
        """The sheets of these cards."""
        stored = documents.many(self._source.reader, (card.fact.hash for card in wanted))
        read = []
        for known in wanted:
            row = stored[known.fact.hash]
            card = row.decoded()
            assert isinstance(card, Scorecard)  # noqa: S101  the table of cards holds only these
            read.append(Entered(row, card, known))
        held = [part for each in read for part in all_parts(each.card)]
        held += [
            part
            for film in {each.card.film for each in read}
            for screener in self._source.screeners.get(film, ())
            for part in all_parts(screener)
        ]
        values = self._source.by_hash(held)
        return [self._sheet(each, values) for each in read]

    def _sheet(self, each: Entered, values: dict[str, Any]) -> ScorecardSheet:
        card, source = each.card, self._source
        its = Values(all_parts(card), values)
        asked = _form(source, card)
        fate = self._fates.of(each.known.fact, complete=each.known.value is not None)
        sheet = ScorecardSheet(
            edition=source.edition,
            film=source.film(
                card.film,
                category=card.category,
                country=source.country(card.film, () if self._entrant else _hidden(source, card)),
            ),
            juror=source.person(card.juror),
            round=asked.round.label if asked else card.round.upper(),
            matrix=_matrix(asked, card, its),
            value="" if each.known.value is None else value_text(each.known.value),
            value_note=_value_note(each),
            participation=assessed(source, asked, card, its),
            ethics=_ethics(asked, its),
            cues=tuple(_cues(asked, its)),
            comments=tuple(_comments(its)),
            notes=tuple(_notes(its)),
            seen=tuple(_seen(source, card, its, values)),
            signature=self._signature(each),
            state=fate.state,
            state_note=fate.note,
            language=source.texts(card.texts, card.language).language,
        )
        if not self._entrant:
            return sheet
        nth = self._pseudonyms[card.film, card.juror]
        return for_entrant(sheet, _("Juror {n}").format(n=nth))

    def _signature(self, each: Entered) -> Signature:
        return Signature(
            words=fingerprint(each.stored.key),
            hash=each.stored.hash,
            at=self._source.when(each.card.at),
            ledger=entry(each.stored.position),
            revision=self._fates.revision(each.stored.hash),
            supersedes=tuple(old[:SHORT_HASH] for old in each.card.supersedes),
        )


def _form(source: Source, card: Scorecard) -> Form | None:
    """The form as the card's juror saw it; None where its rules have no such round or category."""
    texts = source.texts(card.texts, card.language)
    try:
        return form(source.rules_of(card.rules), card.round, card.category, texts, source.english)
    except KeyError:
        return None


def _hidden(source: Source, card: Scorecard) -> tuple[str, ...]:
    """Parts of a film that the card's round hides from jurors."""
    rounds = source.rules_of(card.rules).rounds
    return next((each.hidden for each in rounds if each.id == card.round), ())


def _matrix(asked: Form | None, card: Scorecard, its: Values) -> tuple[MatrixRow, ...]:
    """One row a score; what the form does not know is shown by its id, without a scale."""
    criteria = {each.id: each for each in asked.criteria} if asked else {}
    rows = []
    for score in card.scores:
        criterion = criteria.get(score.criterion)
        if asked is None or criterion is None:
            rows.append(MatrixRow(criterion=score.criterion, weight="", score=_shown(score)))
            continue
        low, high = asked.scale.low, asked.scale.high
        level = None if score.units is None else score.units / (score.per or 1)
        anchor = None
        if score.units is not None:
            anchor, _above = criterion.around(score.units, score.per or 1)
        reason = f"cannot/{score.criterion}"
        rows.append(
            MatrixRow(
                criterion=criterion.label,
                weight=str(criterion.weight),
                score=_shown(score),
                low=low,
                high=high,
                level=level if level is not None and low <= level <= high else None,
                anchor=f"{anchor.level} · {anchor.text}" if anchor else "",
                cannot=_cannot(score),
                reason=its.text(reason),
                reason_audience=its.audience(reason),
            )
        )
    return tuple(rows)


def _shown(score: Score) -> str:
    """A score as `7` or `7.5`; empty where it cannot be judged."""
    return "" if score.units is None else figures.number(score.units / (score.per or 1))


def _cannot(score: Score) -> str:
    if score.cannot is None:
        return ""
    known = _CANNOT.get(score.cannot)
    return translate(known) if known else score.cannot.replace("_", " ")


def _value_note(each: Entered) -> str:
    given = sum(score.units is not None for score in each.card.scores)
    count = len(each.card.scores)
    if each.known.value is None:
        return _("incomplete: {given} of {count} criteria scored").format(given=given, count=count)
    if given < count:
        return _("over the {given} of {count} criteria that were scored").format(
            given=given, count=count
        )
    return ""


def _ethics(asked: Form | None, its: Values) -> tuple[EthicsRow, ...]:
    rows = []
    for question in asked.ethics if asked else ():
        name = f"ethics/{question.id}"
        value = its.get(name)
        given = value if isinstance(value, dict) else {}
        code: Any = given.get("answer")
        if said(code) not in _ANSWERS:
            continue
        rows.append(
            EthicsRow(
                question=question.label,
                code=code,
                answer=translate(_ANSWERS[code]),
                note=said(given.get("note", "")),
                moment=moment(given.get("moment")),
                audience=its.audience(name),
            )
        )
    return tuple(rows)


def _cues(asked: Form | None, its: Values) -> Iterator[Remark]:
    labels = {cue.id: cue.label for cue in asked.cues} if asked else {}
    for cue, value in its.under("cue"):
        yield Remark(
            label=labels.get(cue, cue), text=said(value), audience=its.audience(f"cue/{cue}")
        )


def _comments(its: Values) -> Iterator[Remark]:
    for rest, value in its.under("comment"):
        audience = its.audience(f"comment/{rest}")
        yield Remark(
            label=_("Comment"),
            text=said(value),
            audience=audience,
            audience_label=_for_whom(audience),
        )
    reason = its.text("revision_reason")
    if reason:
        audience = its.audience("revision_reason")
        yield Remark(
            label=_("Why it was revised"),
            text=reason,
            audience=audience,
            audience_label=_for_whom(audience),
        )


def _notes(its: Values) -> Iterator[Remark]:
    for rest, value in its.under("note"):
        given = value if isinstance(value, dict) else {"text": value}
        kind = said(given.get("kind", ""))
        audience = its.audience(f"note/{rest}")
        yield Remark(
            label=translate(_NOTES[kind]) if kind in _NOTES else kind,
            text=said(given.get("text", "")),
            moment=moment(given.get("at")),
            audience=audience,
            audience_label=_for_whom(audience),
        )


def _for_whom(audience: str) -> str:
    return translate(_AUDIENCES[audience]) if audience in _AUDIENCES else audience


def _seen(
    source: Source, card: Scorecard, its: Values, values: dict[str, Any]
) -> Iterator[SeenRow]:
    items = {  # of every cut: a confirmed card says of an earlier one what was seen
        item.blake3: item
        for screener in source.screeners.get(card.film, ())
        for item in screener.items
        if item.blake3
    }
    for number, viewing in enumerate(card.viewings, 1):
        yield SeenRow(
            item=_item(items.get(viewing.item or ""), viewing, values),
            kind=translate(_VIEWINGS[viewing.kind]),
            share=figures.percent(viewing.share / 1000),
            detail=" · ".join(_details(source, its, number)),
        )


def _item(item: Item | None, viewing: Viewing, values: dict[str, Any]) -> str:
    """What was seen: its role and file name, and which run of it."""
    known = []
    if item is not None:
        known.append(translate(words.ITEMS[item.role]))
        known += [said(values[p.hash]) for p in item.parts if p.name == "name" and p.hash in values]
    elif viewing.item is not None:
        known.append(viewing.item[:SHORT_HASH])
    else:
        known.append(_("film"))
    return " · ".join([*known, *((viewing.run,) if viewing.run else ())])


def _details(source: Source, its: Values, number: int) -> Iterator[str]:
    """Where it was seen, which parts of it, and the path through it."""
    if place := its.text(f"place/{number}"):
        yield place
    intervals = its.get(f"intervals/{number}")
    if isinstance(intervals, list):
        pairs = [each for each in intervals if isinstance(each, list) and len(each) == 2]
        yield series(f"{moment(low)}–{moment(high)}" for low, high in pairs)
    for name in ("path", "ending"):
        if text := its.text(f"{name}/{number}"):
            yield text
    times = [its.text(f"{name}/{number}") for name in ("began", "ended")]
    if any(times):
        yield " – ".join(source.when(each) for each in times if each)
