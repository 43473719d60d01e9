"""What a bundle must show: kinds from which results follow, and results that later ones replace."""

from jury_app.jury.results import Selection, Shortlist, Standings

NEEDED = frozenset(
    {
        "genesis",
        "roster",
        "endorsement",
        "enrolment",
        "epoch",
        "rules",
        "film",
        "screener",
        "decision",
        "recusal",
        "scorecard",
    }
)
"""Kinds from which results follow; a bundle that withholds one of them proves nothing."""
Result = Standings | Shortlist | Selection
RESULTS = frozenset({Standings.KIND, Shortlist.KIND, Selection.KIND})
"""Kinds of results; an entry of them may correct an earlier one."""


def name_of(result: Result) -> tuple[str, str]:
    """What a later result of the same name replaces: standings of a round, a shortlist."""
    return result.KIND, result.standing if isinstance(result, Standings) else ""
