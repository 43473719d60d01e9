"""The codes that documents and tables hold, in the words of people.

`--json` and files keep the codes; what is read by people goes through `said`.
"""

from jury_app.base.document import Document
from jury_app.base.figures import length, percent
from jury_app.base.texts import N_, series, translate
from jury_app.jury import decisions as d
from jury_app.jury.scorecard import Recusal, Session, Verdict

_WORDS = {
    # roles of people
    "juror": N_("juror"),
    "chair": N_("chair"),
    "office": N_("office"),
    "enrol": N_("enrols others"),
    # devices
    "officer": N_("named by the root"),
    "waiting": N_("waits to be accepted"),
    "enrolled": N_("accepted"),
    "revoked": N_("revoked"),
    # films, and rows of a table that is taken in
    "received": N_("received"),
    "query": N_("on query"),
    "eligible": N_("eligible"),
    "ineligible": N_("not eligible"),
    "withdrawn": N_("withdrawn"),
    "new": N_("new"),
    "changed": N_("changed"),
    "same": N_("unchanged"),
    "refused": N_("refused"),
    "note": N_("note"),
    # whether a scorecard counts
    "counts": N_("counts"),
    "void": N_("void"),
    "recused": N_("stepped off"),
    "rules": N_("other rules"),
    "unassigned": N_("not assigned"),
    "late": N_("late"),
    "superseded": N_("superseded"),
    "disputed": N_("disputed"),
    "category": N_("another category"),
    "confirm": N_("new cut: confirm"),
    "texts": N_("changed anchors"),
    # a film in standings
    "ranked": N_("ranked"),
    "few_reviews": N_("not enough reviews"),
    "incomplete": N_("incomplete"),
    # how a film comes onto a list or stays off it
    "rank": N_("by rank"),
    "decision": N_("by the chair's decision"),
    "wild_card": N_("by the chair's decision"),
    "held": N_("on hold"),
    "off": N_("kept off by the chair"),
    # what is done with a round
    "open": N_("opened"),
    "close": N_("closed"),
    "extend": N_("extended"),
    "reopen": N_("reopened"),
    "decided": N_("decided"),
    "published": N_("published"),
    # answers of a verification
    "yes": N_("yes"),
    "no": N_("no"),
    "cannot_judge": N_("cannot judge"),
    # the gate, and about what a film is held
    "meets": N_("meets"),
    "doubtful": N_("doubtful"),
    "does_not": N_("does not"),
    "dispute": N_("disputed"),
    "ethics": N_("ethics"),
    "gate": N_("AI participation"),
}

DECISIONS: dict[type[Document], str] = {
    d.Open: N_("Round opened"),
    d.Extend: N_("Deadline moved"),
    d.Close: N_("Round closed"),
    d.Reopen: N_("Round opened again"),
    d.Texts: N_("Texts changed"),
    d.Publish: N_("Round declared"),
    d.ReopenCard: N_("Scorecard opened for a revision"),
    d.Admit: N_("Scorecard admitted"),
    d.Void: N_("Scorecard taken out of the count"),
    d.Query: N_("Film put on query"),
    d.Eligible: N_("Film eligible"),
    d.Ineligible: N_("Film not eligible"),
    d.Withdraw: N_("Film withdrawn"),
    d.Recategorise: N_("Category changed"),
    d.NewCut: N_("New cut"),
    d.Hold: N_("Film held"),
    d.Release: N_("Holds released"),
    d.GateRuling: N_("Ruling on the gate"),
    d.Shortlisted: N_("Put on the shortlist"),
    d.Select: N_("Put on the selection"),
    d.Override: N_("Kept off a list"),
    d.TieBreak: N_("Tie broken"),
    d.HonourGiven: N_("Honour given"),
    d.Erase: N_("Values erased"),
    Recusal: N_("Juror stepped off"),
    Session: N_("Defense held"),
}
"""What is minuted → what it is called; assignments and devices are not."""

DOCUMENTS = {
    "scorecard": N_("scorecards"),
    "recusal": N_("recusals"),
    "endorsement": N_("endorsements"),
    "session": N_("live defenses"),
    "decision": N_("decisions"),
    "enrolment": N_("answers to invitations"),
}
"""Kind of what people send to the office → what many of them are called."""

PARTS = {
    "title": N_("Title"),
    "title_original": N_("Original title"),
    "directors": N_("Directors"),
    "studio": N_("Studio"),
    "country": N_("Country"),
    "language": N_("Language"),
    "year": N_("Year"),
    "cast": N_("Cast"),
    "tools": N_("Tools"),
    "tracking_number": N_("Tracking number"),
    "synopsis": N_("Synopsis"),
    "statement": N_("Creative statement"),
    "seconds": N_("Running time"),
    "declared_overall": N_("Declared AI participation"),
}
"""Parts of a film → their names; those of its dossier are named by the profile."""

VERDICTS: dict[Verdict, str] = {
    "meets": N_("meets the gate"),
    "doubtful": N_("doubtful"),
    "does_not": N_("does not meet the gate"),
}
"""What a juror finds of the gate, where nothing beside it names the gate."""

ITEMS: dict[str, str] = {
    "film": N_("film"),
    "run": N_("run"),
    "build": N_("build"),
    "trailer": N_("trailer"),
    "appendix": N_("appendix"),
    "poster": N_("poster"),
}
"""Role of a screener's item → what it is."""


def said(code: str) -> str:
    """A code in the language in use; one that is not known stays as it is."""
    word = _WORDS.get(code)
    return translate(word) if word else code


def part_text(name: str, value: object) -> str:
    """A part's value for people: lists in a row, a running time by the clock."""
    if isinstance(value, list | tuple):
        return series(value)
    if isinstance(value, bool):
        return said("yes" if value else "no")
    if name == "seconds" and isinstance(value, int):
        return length(value)
    if name.startswith("declared") and isinstance(value, int):
        return percent(value / 100)
    return "" if value is None else str(value)


def decision_name(document: Document) -> str:
    """What was decided, in a few words; empty for what is not minuted."""
    name = DECISIONS.get(type(document))
    return translate(name) if name else ""


def documents_name(kind: str) -> str:
    """What documents of a kind are called in the language in use; an unknown kind stays."""
    name = DOCUMENTS.get(kind)
    return translate(name) if name else kind


def part_name(name: str) -> str:
    """The name of a film's part in the language in use; one that is not known stays as it is."""
    label = PARTS.get(name)
    return translate(label) if label else name
