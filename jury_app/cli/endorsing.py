"""The verb `endorse`, which every group of people has: the second signature under a decision."""

import argparse
from typing import Any

from jury_app.base.texts import _
from jury_app.cli.answers import Answer, Table
from jury_app.cli.main import add
from jury_app.cli.seats import seat_of
from jury_app.desks.words import said


def add_endorse(own: Any) -> None:  # noqa: ANN401  argparse keeps its type to itself
    """Declare `endorse` among a group's verbs."""
    verb = add(own, "endorse", _endorse, _("endorse a decision; or list what asks"), keys=True)
    verb.add_argument("hash", metavar="HASH", nargs="?", help=_("its first digits are enough"))


def _endorse(args: argparse.Namespace) -> Answer:
    from jury_app.desks.endorsing import asked, endorse

    with seat_of(args, reading_only=not args.hash) as seat:
        if args.hash:
            done = endorse(seat, args.hash)
            return Answer(done, [_("Endorsed: {about}").format(about=done.about)])
        listed = asked(seat)
    rows = [
        (
            each.hash[:12],
            each.what or said(each.kind),
            each.about,
            each.signer,
            each.count,
            each.state_text,
        )
        for each in listed
    ]
    titles = (_("hash"), _("decision"), _("about"), _("by"), _("asked"), _("state"))
    return Answer(listed, [Table(titles, rows)])
