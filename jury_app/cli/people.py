"""The office's verbs about people: jurors, invitations, devices, and who judges what."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jury_app.base.texts import _, clauses, headed, ngettext, series
from jury_app.cli.answers import Answer, Table
from jury_app.cli.main import add
from jury_app.cli.seats import seat_of
from jury_app.cli.values import count
from jury_app.desks.words import said

if TYPE_CHECKING:
    from jury_app.desks.seat import Seat


def add_people(own: Any) -> None:  # noqa: ANN401  argparse keeps its type to itself
    """Declare `jurors`, `invite`, `devices`, `juror` and `assign`."""
    _jurors_options(own)
    _devices_options(own)
    _assign_options(own)


def _jurors_options(own: Any) -> None:  # noqa: ANN401  as above
    jurors = add(own, "jurors", _jurors, _("list, import or add people"), keys=True)
    jurors.add_argument("--import", metavar="FILE", dest="file")
    jurors.add_argument("--add", metavar="NAME", help=_("a new person"))
    jurors.add_argument("--email", default="")
    jurors.add_argument("--panel", action="append", default=[], metavar="P")
    jurors.add_argument("--role", choices=("juror", "chair", "office"), default="juror")
    jurors.add_argument("--minutes", type=count, help=_("minutes available for watching"))
    jurors.add_argument("--leaves", metavar="NAME")
    jurors.add_argument("--reason", default="")
    jurors.add_argument("--dry-run", action="store_true")
    jurors.add_argument("--without-refused", action="store_true")
    invite = add(own, "invite", _invite, _("write invitations with their first packet"), keys=True)
    invite.add_argument("--out", metavar="FOLDER", required=True)
    invite.add_argument("--person", action="append", default=[], metavar="NAME")


def _devices_options(own: Any) -> None:  # noqa: ANN401  as above
    devices = add(own, "devices", _devices, _("devices that wait, and accepting them"), keys=True)
    devices.add_argument(
        "--accept",
        action="append",
        default=[],
        metavar="DEVICE",
        help=_("first letters of its key or words, a name, or: all"),
    )
    devices.add_argument("--refuse", action="append", default=[], metavar="DEVICE")
    juror = add(own, "juror", _juror, _("invite a person again, or revoke a device"), keys=True)
    juror.add_argument("person", metavar="NAME")
    juror.add_argument("--re-invite", metavar="FOLDER")
    juror.add_argument("--revoke", action="store_true")
    juror.add_argument("--reason", default="")


def _assign_options(own: Any) -> None:  # noqa: ANN401  as above
    assign = add(own, "assign", _assign, _("assign films to jurors"), keys=True)
    assign.add_argument("--round", required=True, type=str.lower)
    assign.add_argument("--per-film", type=count, metavar="N")
    assign.add_argument("--panel", metavar="P")
    assign.add_argument(
        "--add",
        nargs=2,
        action="append",
        default=[],
        metavar=("FILM", "JUROR"),
        help=_("give a film to a juror; again for each"),
    )
    assign.add_argument("--remove", nargs=2, action="append", default=[], metavar=("FILM", "JUROR"))
    assign.add_argument("--move-from", metavar="JUROR")
    assign.add_argument("--seed", type=count, default=1)
    assign.add_argument("--dry-run", action="store_true")


def _jurors(args: argparse.Namespace) -> Answer:
    from jury_app.desks.office import people

    with seat_of(args) as seat:
        if args.file:
            return _imported(seat, args)
        if args.add:
            return _added(seat, args)
        if args.leaves:
            left = people.leave(seat, args.leaves, args.reason)
            return Answer(
                left,
                [_("{name} leaves; {n} films are free.").format(name=args.leaves, n=left.films)],
            )
        listed = people.everybody(seat)
    rows = [
        (
            p.name,
            series(map(said, p.roles)),
            " ".join(p.panels),
            p.assigned,
            p.signed,
            said(p.device),
        )
        for p in listed
    ]
    titles = (_("name"), _("roles"), _("panels"), _("assigned"), _("signed"), _("device"))
    return Answer(listed, [Table(titles, rows)])


def _imported(seat: "Seat", args: argparse.Namespace) -> Answer:
    from jury_app.desks.office.people import import_people

    report = import_people(
        seat, Path(args.file), dry_run=args.dry_run, without_refused=args.without_refused
    )
    rows = [(r.line, said(r.state), r.name, clauses(r.reasons)) for r in report]
    return Answer(report, [Table((_("line"), _("state"), _("name"), _("reasons")), rows)])


def _added(seat: "Seat", args: argparse.Namespace) -> Answer:
    from jury_app.desks.office.people import NewPerson
    from jury_app.desks.office.people import add as add_person

    person = add_person(
        seat,
        NewPerson(
            name=args.add,
            email=args.email,
            roles=(args.role,),
            panels=tuple(args.panel),
            minutes=args.minutes,
        ),
    )
    return Answer({"person": person}, [_("{name} is added.").format(name=args.add)])


def _invite(args: argparse.Namespace) -> Answer:
    from jury_app.desks.office.inviting import invite

    with seat_of(args) as seat:
        written = invite(seat, Path(args.out), persons=args.person)
    return Answer(written, [headed(each.name, each.file) for each in written])


def _devices(args: argparse.Namespace) -> Answer:
    from jury_app.desks.office import devices

    with seat_of(args) as seat:
        if args.accept:
            devices.accept(seat, args.accept)
        if args.refuse:
            devices.refuse(seat, args.refuse)
        listed = devices.devices(seat)
    rows = [(each.name, said(each.state), each.words) for each in listed]
    return Answer(listed, [Table((_("person"), _("state"), _("six words")), rows)])


def _juror(args: argparse.Namespace) -> Answer:
    from jury_app.desks.office import devices
    from jury_app.desks.office.inviting import invite

    with seat_of(args) as seat:
        if args.revoke:
            revoked = devices.revoke(seat, args.person, args.reason)
            n = len(revoked)
            line = ngettext("{n} device was revoked.", "{n} devices were revoked.", n)
            return Answer(revoked, [line.format(n=n)])
        if args.re_invite:
            written = invite(seat, Path(args.re_invite), persons=[args.person], again=True)
            return Answer(written, [headed(each.name, each.file) for each in written])
        listed = devices.of_person(seat, args.person)
    return Answer(listed, [f"{each.name}  {said(each.state)}  {each.words}" for each in listed])


def _assign(args: argparse.Namespace) -> Answer:
    from jury_app.desks.office.assigning import Wish, assign

    wish = Wish(
        round=args.round,
        per_film=args.per_film,
        panel=args.panel,
        add=tuple((film, juror) for film, juror in args.add),
        remove=tuple((film, juror) for film, juror in args.remove),
        move_from=args.move_from,
        seed=args.seed,
    )
    with seat_of(args) as seat:
        plan = assign(seat, wish, dry_run=args.dry_run)
    rows = [(each.juror, each.films, each.minutes, each.added, each.removed) for each in plan.load]
    titles = (_("juror"), _("films"), _("minutes"), _("added"), _("removed"))
    return Answer(plan, [Table(titles, rows), *plan.notes])
