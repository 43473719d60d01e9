"""The table of document kinds: kind → type. Others are entered, kept and shown, never judged."""

from typing import Any

from jury_app.jury.decisions import AnyDecision
from jury_app.jury.festival import Enrolment, Genesis, Person, Roster
from jury_app.jury.film import Film, Screener
from jury_app.jury.results import Selection, Shortlist, Standings
from jury_app.jury.scorecard import Endorsement, Recusal, Scorecard, Session
from jury_app.rules.rules import Provenance, Rules, Texts

KINDS: dict[str, Any] = {
    "genesis": Genesis,
    "roster": Roster,
    "enrolment": Enrolment,
    "person": Person,
    "rules": Rules,
    "texts": Texts,
    "provenance": Provenance,
    "film": Film,
    "screener": Screener,
    "decision": AnyDecision,
    "scorecard": Scorecard,
    "recusal": Recusal,
    "endorsement": Endorsement,
    "session": Session,
    "standings": Standings,
    "shortlist": Shortlist,
    "selection": Selection,
}
"""Kind → the type with which its payload is decoded (version 1 of each)."""
