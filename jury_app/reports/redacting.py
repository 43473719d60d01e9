"""Redacting: what of a printed sheet its entrant may have."""

from msgspec.structs import replace

from jury_app.reports.sheets import Participation, Remark, ScorecardSheet

_AUDIENCES = frozenset({"entrant", "public"})


def for_entrant(sheet: ScorecardSheet, pseudonym: str) -> ScorecardSheet:
    """The sheet as the entrant may have it.

    The juror goes by `pseudonym`; the key's words, which would tell one juror's cards, and every
    part for the panel are left out. What is open in the signed document stays: scores, marks that
    something cannot be judged, the verdict, the share seen.
    """
    matrix = tuple(
        row if row.reason_audience in _AUDIENCES else replace(row, reason="")
        for row in sheet.matrix
    )
    return replace(
        sheet,
        juror=pseudonym,
        matrix=matrix,
        participation=_participation(sheet.participation),
        ethics=tuple(row for row in sheet.ethics if row.audience in _AUDIENCES),
        cues=_remarks(sheet.cues),
        comments=_remarks(sheet.comments),
        notes=_remarks(sheet.notes),
        seen=tuple(replace(row, detail="") for row in sheet.seen),
        signature=replace(sheet.signature, words=""),
        state_note="",
        version="entrant",
    )


def _remarks(remarks: tuple[Remark, ...]) -> tuple[Remark, ...]:
    return tuple(remark for remark in remarks if remark.audience in _AUDIENCES)


def _participation(given: Participation | None) -> Participation | None:
    if given is None:
        return None
    kept = given
    if given.reason_audience not in _AUDIENCES:
        kept = replace(kept, reason="")
    if given.lanes_audience not in _AUDIENCES:
        # The picture would only repeat what the entrant declared.
        kept = replace(kept, lanes=(), checklist=(), disagreement="")
    return kept
