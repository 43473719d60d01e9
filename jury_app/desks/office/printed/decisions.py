"""Decisions in words: what was decided about what, by whom, when and why."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from msgspec import Struct

from jury_app.base.document import Document
from jury_app.base.texts import N_, _, headed, ngettext, series, translate
from jury_app.desks import moments
from jury_app.desks.chair.sessions import present, questions
from jury_app.desks.office.printed.fate import RECUSALS
from jury_app.desks.office.printed.source import SHORT_HASH, Source
from jury_app.desks.office.printed.values import said
from jury_app.desks.words import DECISIONS, VERDICTS, decision_name
from jury_app.jury import decisions as d
from jury_app.jury.course import Entered
from jury_app.jury.scorecard import Recusal, Scorecard, Session
from jury_app.reports.sheets import DecisionRow
from jury_app.store import documents
from jury_app.tally.official import standing_name

_NAMED = 12
"""How many missing scorecards are named in a row; the closing itself holds all."""
HOLDS = {"ethics": N_("ethics"), "gate": N_("AI participation"), "query": N_("query")}
"""About what a film is held → in words."""
LISTS = {"shortlist": N_("the shortlist"), "selection": N_("the selection")}
"""A list → in words."""
_EFFECTS = {
    "stay": N_("scorecards stay"),
    "again": N_("scorecards of open rounds are signed again"),
    "same": N_("the same work"),
    "confirm": N_("scorecards must be confirmed"),
    "wording": N_("wording only: scorecards stay"),
    "scoring": N_("for scoring: scorecards are signed again"),
    "decided": N_("decided"),
    "published": N_("published"),
}


class Minuted(Struct, frozen=True):
    """A decision with the films that it is about."""

    entered: Entered
    films: tuple[str, ...]


class Decisions:
    """The decisions of an edition in words."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.all = [
            Minuted(each, self._films(each.document))
            for each in documents.entered(source.reader, "decision", "recusal", "session")
            if type(each.document) in DECISIONS
        ]
        self._by_film: dict[str, list[Minuted]] = {}
        for minuted in self.all:
            for film in minuted.films:
                self._by_film.setdefault(film, []).append(minuted)

    def about_film(self, film: str) -> Sequence[Minuted]:
        """The decisions about a film, in the ledger's order."""
        return self._by_film.get(film, ())

    def rows(self, wanted: Iterable[Minuted]) -> tuple[DecisionRow, ...]:
        """Rows in the ledger's order; a run of the same act on many films is one row."""
        rows = []
        for _key, run in groupby(wanted, self._run):
            same = list(run)
            first = same[0].entered
            document = first.document
            asked = self._source.course.endorsed.get(first.hash)
            about = self.about(document) if len(same) == 1 else self._numbers(same)
            rows.append(
                DecisionRow(
                    at=self._source.when(document.at),  # type: ignore[attr-defined]  # all that are minuted have it
                    who=self._source.person(first.signer),
                    what=decision_name(document),
                    about=about,
                    reason=self._why(document),
                    endorsed=tuple(map(self._source.person, asked.by)) if asked else (),
                    missing=asked.missing if asked else 0,
                    hash=first.hash if len(same) == 1 else "",
                )
            )
        return tuple(rows)

    def _why(self, document: Document) -> str:
        if not isinstance(document, Session):
            return self._source.reason(document)
        values = self._source.values(document.parts)
        names = series(present(values))
        told = [_("Present: {names}").format(names=names)] if names else []
        told += [f"{n}. {text}" for n, text in enumerate(questions(values), 1)]
        return " · ".join(told)

    def why(self, digest: str) -> str:
        """The reason of the decision with this hash, with who took it."""
        entered = next(each.entered for each in self.all if each.entered.hash == digest)
        name = self._source.person(entered.signer)
        return " ".join(
            filter(None, (_("By {name}.").format(name=name), self._source.reason(entered.document)))
        )

    def _run(self, minuted: Minuted) -> tuple[str, ...]:
        """What decisions share that are told in one row; the hash where they are told alone."""
        entered = minuted.entered
        if not isinstance(entered.document, d.Query | d.Eligible | d.Ineligible | d.Withdraw):
            return (entered.hash,)
        reason = self._source.reason(entered.document)
        return type(entered.document).__name__, entered.signer, entered.document.at[:10], reason

    def _numbers(self, run: list[Minuted]) -> str:
        """Many films by their numbers: `22 films: 0001–0021, 0024`."""
        numbers = sorted({self._source.course.films[film].number for m in run for film in m.films})
        spans: list[list[int]] = []
        for each in numbers:
            if spans and each == spans[-1][1] + 1:
                spans[-1][1] = each
            else:
                spans.append([each, each])
        told = (f"{low:04d}" if low == high else f"{low:04d}–{high:04d}" for low, high in spans)
        n = len(numbers)
        return ngettext("{n} film: {numbers}", "{n} films: {numbers}", n).format(
            n=n, numbers=series(told)
        )

    def _films(self, document: Document) -> tuple[str, ...]:
        if isinstance(document, d.TieBreak):
            return document.film, document.over
        if isinstance(document, d.ReopenCard | d.Admit | d.Void):
            card = self._card(document.card)
            return (card.film,) if card else ()
        film = getattr(document, "film", None)
        return (film,) if isinstance(film, str) else ()

    def _card(self, digest: str) -> Scorecard | None:
        stored = documents.find(self._source.reader, digest)
        document = stored.decoded() if stored else None
        return document if isinstance(document, Scorecard) else None

    def about(self, document: Document) -> str:
        """What a decision is about, with what it says of it."""
        parts = [self._title(film) for film in self._films(document)[:1]]
        tell = _TELL.get(type(document))
        if tell is not None:
            parts.append(tell(self._source, document))
        if isinstance(document, d.ReopenCard | d.Admit | d.Void):
            card = self._card(document.card)
            parts.append(self._source.person(card.juror) if card else document.card[:SHORT_HASH])
        return " · ".join(filter(None, parts))

    def _title(self, film: str) -> str:
        if film not in self._source.course.films:
            return film[:8]
        number = self._source.course.films[film].number
        return f"{number:04d} {self._source.known.title(film)}"


def _deadline(source: Source, document: d.Open | d.Extend | d.Reopen) -> str:
    until = _("until {deadline}").format(deadline=source.when(document.deadline))
    return f"{_round(source, document)} · {until}"


def _round(source: Source, document: d.Open | d.Extend | d.Reopen | d.Close | d.Publish) -> str:
    return source.wording.label(f"round/{document.round}")


def _closed(source: Source, document: d.Close) -> str:
    n = len(document.missing)
    if not n:
        return _round(source, document)
    named = [
        f"{source.film(each.film).number} {source.person(each.juror)}"
        for each in document.missing[:_NAMED]
        if each.film in source.course.films
    ]
    missing = ngettext("{n} scorecard is missing", "{n} scorecards are missing", n).format(n=n)
    named.append("…" if n > _NAMED else "")
    return f"{_round(source, document)} · {headed(missing, series(named))}"


def _honour(source: Source, document: d.HonourGiven) -> str:
    return source.wording.label(f"honour/{document.honour}")


def _recategorised(source: Source, document: d.Recategorise) -> str:
    label = source.wording.label(f"category/{document.category}")
    return f"{label} · {translate(_EFFECTS[document.cards])}"


def _tie_break(source: Source, document: d.TieBreak) -> str:
    return _("before {title} in {standing}").format(
        title=source.known.title(document.over), standing=standing_name(document.standing)
    )


def _held(source: Source, document: Session) -> str:
    room = said(source.values(document.parts).get("room", ""))
    return " · ".join(filter(None, (moments.in_zone(document.began, document.zone), room)))


def _erased(_source: Source, document: d.Erase) -> str:
    n = len(document.erased)
    return ngettext("{n} value", "{n} values", n).format(n=n)


_TELL: dict[type[Document], Callable[..., str]] = {
    **dict.fromkeys((d.Open, d.Extend, d.Reopen), _deadline),
    d.Close: _closed,
    d.Publish: lambda s, doc: f"{_round(s, doc)} · {translate(_EFFECTS[doc.what])}",
    d.Texts: lambda _s, doc: translate(_EFFECTS[doc.effect]),
    d.Recategorise: _recategorised,
    d.NewCut: lambda _s, doc: translate(_EFFECTS[doc.effect]),
    d.Hold: lambda _s, doc: translate(HOLDS[doc.about]),
    d.GateRuling: lambda _s, doc: translate(VERDICTS[doc.verdict]),
    d.Override: lambda _s, doc: translate(LISTS[doc.off]),
    d.TieBreak: _tie_break,
    d.HonourGiven: _honour,
    d.Erase: _erased,
    Session: _held,
    Recusal: lambda s, doc: f"{s.person(doc.juror)} · {translate(RECUSALS[doc.why])}",
}
"""Kind of decision → what it says besides the film."""
