"""Live defenses: minuted by chair or office (`session`), looked up by jurors (`defense`)."""

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from jury_app.base.texts import _, series
from jury_app.cli.answers import Answer, Table
from jury_app.cli.main import add
from jury_app.cli.seats import seat_of

if TYPE_CHECKING:
    from jury_app.desks.chair.sessions import Minuted

Subparsers = Any


def add_session(own: Subparsers) -> None:
    """Declare `session` among the verbs of those who minute."""
    session = add(own, "session", _session, _("minute a live defense; or list them"), keys=True)
    session.add_argument("film", metavar="FILM")
    session.add_argument("--began", metavar="TIME", help=_("e.g. 2026-07-20 19:30"))
    session.add_argument("--zone", help=_("IANA name; the festival's unless given"))
    session.add_argument("--room", default="", help=_("where it was held"))
    session.add_argument(
        "--present",
        metavar="NAME",
        action="append",
        default=[],
        help=_("who was there; again for each"),
    )
    session.add_argument(
        "--question",
        metavar="TEXT",
        action="append",
        default=[],
        help=_("what was asked; again for each"),
    )


def add_defense(own: Subparsers) -> None:
    """Declare `defense` for jurors, to whom a session is one with an interactive work."""
    defense = add(own, "defense", _listed, _("a film's live defense, as it was minuted"))
    defense.add_argument("film", metavar="FILM")


def _session(args: argparse.Namespace) -> Answer:
    if args.began is None:
        return _listed(args)
    from jury_app.desks.chair.sessions import Defense, minute

    wanted = Defense(
        film=args.film,
        began=args.began,
        zone=args.zone,
        room=args.room,
        present=tuple(args.present),
        questions=tuple(args.question),
    )
    with seat_of(args) as seat:
        held = minute(seat, wanted)
    return Answer(held, _lines([held]))


def _listed(args: argparse.Namespace) -> Answer:
    from jury_app.desks.chair.sessions import sessions

    with seat_of(args, reading_only=True) as seat:
        held = sessions(seat, args.film)
    return Answer(held, _lines(held))


def _lines(held: "Sequence[Minuted]") -> list[str | Table]:
    rows = [
        (each.hash[:12], each.title, each.began, each.room, series(each.present)) for each in held
    ]
    titles = (_("hash"), _("title"), _("began"), _("room"), _("present"))
    questions = [
        f"{each.hash[:12]} {n}. {text}" for each in held for n, text in enumerate(each.questions, 1)
    ]
    return [Table(titles, rows), *questions]
