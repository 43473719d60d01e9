"""The office's verbs about what is watched: files, addresses, places, drives."""

import argparse
from pathlib import Path
from typing import Any

from jury_app.base.texts import _
from jury_app.cli.answers import Answer, Table
from jury_app.cli.main import add
from jury_app.cli.seats import seat_of


def add_screeners(own: Any) -> None:  # noqa: ANN401  argparse keeps its type to itself
    """Declare `attach`, `point`, `unwatched` and `pack`."""
    attach = add(own, "attach", _attach, _("match a folder's files to films"), keys=True)
    attach.add_argument("folder", metavar="FOLDER")
    point = add(own, "point", _point, _("say where a work is met that is no file"), keys=True)
    point.add_argument("film", metavar="FILM")
    where = point.add_mutually_exclusive_group(required=True)
    where.add_argument("--address", metavar="URL", help=_("an https address"))
    where.add_argument("--place", metavar="TEXT", help=_("place and time of a live work"))
    for verb in (attach, point):
        verb.add_argument(
            "--new-cut",
            choices=("same", "confirm"),
            dest="cut",
            help=_("what a changed file means for scorecards already given"),
        )
        verb.add_argument("--reason", default="")
    add(own, "unwatched", _unwatched, _("films that jurors could not watch, and why"))
    pack = add(own, "pack", _pack, _("copy a juror's films to a drive"), keys=True)
    pack.add_argument("--juror", metavar="NAME", required=True, help=_("whose films"))
    pack.add_argument("--out", metavar="FOLDER", required=True, help=_("where to write"))


def _attach(args: argparse.Namespace) -> Answer:
    from jury_app.desks.office.screeners import attach

    with seat_of(args) as seat:
        done = attach(seat, Path(args.folder), cut=args.cut, reason=args.reason)
    return Answer(done, [*done.lines()])


def _point(args: argparse.Namespace) -> Answer:
    from jury_app.desks.office.screeners import point

    where = args.address or args.place
    with seat_of(args) as seat:
        film = point(
            seat,
            args.film,
            where,
            kind="address" if args.address else "place",
            cut=args.cut,
            reason=args.reason,
        )
    return Answer({"film": film}, [_("Jurors will be told: {where}").format(where=where)])


def _unwatched(args: argparse.Namespace) -> Answer:
    from jury_app.desks.office.unwatched import unwatched

    with seat_of(args, reading_only=True) as seat:
        found = unwatched(seat)
    rows = [(each.number, each.title, each.juror, each.reason) for each in found]
    return Answer(found, [Table(("#", _("title"), _("juror"), _("why")), rows)])


def _pack(args: argparse.Namespace) -> Answer:
    from jury_app.desks.office.screeners import pack

    with seat_of(args) as seat:
        done = pack(seat, args.juror, Path(args.out))
    return Answer(done, [*done.lines()])
