"""Whole scorecards for the evening's films, as jurors put them down."""

from jury_app.desks.juror import watching
from jury_app.desks.juror.reading import shown
from jury_app.desks.juror.scoring import score
from jury_app.desks.juror.sheet import decode_sheet
from jury_app.desks.juror.signing import sign

R1 = "r1"


def write(seat, film, **changes):
    """Put down everything that R1 asks of a film; `changes` are fields of the sheet."""
    import json

    form = shown(seat, film, R1).form
    sheet = {
        "scores": {each.id: 7 for each in form.criteria},
        "lanes": {each.id: 60 for each in form.lanes},
        "verdict": "meets",
        "ethics": {each.id: "clear" for each in form.ethics},
        "comments": {"entrant": "Thank you.", "private": "mine"},
    }
    return score(seat, film, R1, decode_sheet(json.dumps({**sheet, **changes}).encode()))


def watch(seat, film):
    """Play every recording of a film to its end."""
    for item in shown(seat, film, R1).items:
        if item.is_watched and item.blake3:
            watching.keep_seen(seat, film, item.key, "", [(0, 10_000)], length=10_000)


def sign_whole(seat, film, **changes):
    """Watch a film, put everything down and sign; the card's hash."""
    watch(seat, film)
    write(seat, film, **changes)
    ((_title, digest),) = sign(seat, R1, film).signed
    return digest
