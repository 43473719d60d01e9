"""The juror's verbs that look: whose all is, news, versions, own scores, the way; and the keys."""

import argparse
from pathlib import Path
from typing import Any

from jury_app.base.figures import number
from jury_app.base.texts import _, series, translate
from jury_app.cli.answers import Answer, Table
from jury_app.cli.main import add
from jury_app.cli.seats import new_passphrase_of, seat_of


def add_looking(own: Any) -> None:  # noqa: ANN401  argparse keeps its type to itself
    """Declare `about`, `invitation`, `news`, `history`, `scores`, `state`, `keys`."""
    add(own, "about", _about, _("whose workspace this is, and the words to compare"))
    invitation = add(own, "invitation", _invitation, _("what an invitation says"), folder=False)
    invitation.add_argument("invitation", metavar="INVITATION")
    news = add(own, "news", _news, _("what the festival changed since you read it last"))
    news.add_argument("--read", action="store_true", help=_("you have read it: it is news no more"))
    history = add(own, "history", _history, _("every version of a scorecard, and what changed"))
    history.add_argument("film", metavar="FILM")
    scores = add(own, "scores", _scores, _("how often you gave each score; nobody else's"))
    for verb in (history, scores):
        verb.add_argument("--round", required=True, type=str.lower)
    add(own, "state", _state, _("what is signed, sent and received"))
    keys = add(own, "keys", _keys, _("what opens your keys; add a second way"), keys=True)
    more = keys.add_mutually_exclusive_group()
    more.add_argument(
        "--new-passphrase-file",
        metavar="FILE",
        help=_("let this passphrase open them (first line)"),
    )
    more.add_argument("--sheet", metavar="FILE.pdf", help=_("write a recovery sheet to print"))


def _about(args: argparse.Namespace) -> Answer:
    from jury_app.desks.juror.about import about

    with seat_of(args, reading_only=True) as seat:
        found = about(seat)
    return Answer(found, [*found.lines()])


def _invitation(args: argparse.Namespace) -> Answer:
    from jury_app.base import places
    from jury_app.desks.juror.arriving import read_invitation

    found = read_invitation(Path(args.invitation), places.workspaces())
    return Answer(found, [*found.lines()])


def _news(args: argparse.Namespace) -> Answer:
    from jury_app.desks import moments
    from jury_app.desks.juror.news import SET_BACK, look, told

    with seat_of(args, reading_only=not args.read) as seat:
        found = look(seat)
        if args.read:
            told(seat, found.now)
    lines = [
        each.text(moments.shown(each.deadline, each.zone) if each.deadline else "")
        for each in found.news
    ]
    if found.later:
        lines.insert(0, translate(SET_BACK).format(moment=moments.span(found.later, "")))
    return Answer(found.news, lines or [_("No news.")])


def _history(args: argparse.Namespace) -> Answer:
    from jury_app.desks.juror.history import differences

    with seat_of(args, reading_only=True) as seat:
        found = differences(seat, args.film, args.round)
    lines: list[str | Table] = []
    for each in found:
        said = (each.hash[:12], each.when, each.state_text, each.why_text, each.reason)
        head = " · ".join(filter(None, said))
        rows = [(change.label, change.before, change.after) for change in each.changes]
        lines += [head, Table((_("what"), _("before"), _("after")), rows), ""]
    return Answer(found, lines)


def _scores(args: argparse.Namespace) -> Answer:
    from jury_app.desks.juror import own

    with seat_of(args, reading_only=True) as seat:
        counts = own.distribution(seat, args.round)
        if not counts:
            return Answer(counts, [_("You have given no score in this round yet.")])
        per = own.scale_of(seat, args.round).per
        labels = own.labels(seat, args.round)
    levels = sorted({units for given in counts.values() for units in given})
    known = [criterion for criterion in labels if criterion in counts]
    rows: list[tuple[str | int, ...]] = [
        (labels.get(criterion, criterion), *(counts[criterion].get(units, 0) for units in levels))
        for criterion in (*known, *(each for each in counts if each not in labels))
    ]
    titles = (_("criterion"), *(number(units / per) for units in levels))
    return Answer(counts, [Table(titles, rows)])


def _state(args: argparse.Namespace) -> Answer:
    from jury_app.desks.juror.handing import state

    with seat_of(args, reading_only=True) as seat:
        found = state(seat, asks_mailbox=True)
    return Answer(found, [*found.lines()])


def _keys(args: argparse.Namespace) -> Answer:
    from jury_app.desks.juror import offers

    with seat_of(args) as seat:
        lines = []
        if args.new_passphrase_file:
            offers.set_passphrase(seat, new_passphrase_of(args.new_passphrase_file))
            lines.append(_("The new passphrase opens your keys; an older one no longer does."))
        elif args.sheet:
            offers.recovery_sheet(seat, Path(args.sheet))
            lines.append(_("Print {file}, keep it apart, and delete it.").format(file=args.sheet))
        found = offers.offers(seat)
    lines.append(_("Your keys are opened by: {ways}").format(ways=series(found.said)))
    return Answer(found, lines)
