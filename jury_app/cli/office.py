"""The office's verbs."""

import argparse
from pathlib import Path
from typing import Any

from jury_app.base import figures
from jury_app.base.texts import _, clauses, ngettext
from jury_app.cli.answers import Answer, Table
from jury_app.cli.endorsing import add_endorse
from jury_app.cli.main import add
from jury_app.cli.people import add_people
from jury_app.cli.restoring import add_restore
from jury_app.cli.screeners import add_screeners
from jury_app.cli.seats import passphrase_of, seat_of
from jury_app.cli.values import key_value
from jury_app.desks.words import said

Subparsers = Any


def add_verbs(verbs: Subparsers) -> None:
    """Declare `jury-app office …`."""
    office = verbs.add_parser("office", help=_("import, assign, receive, print"))
    own = office.add_subparsers(dest="verb", metavar="VERB", required=True)
    _founding(own)
    _films(own)
    add_screeners(own)
    add_people(own)
    _exchange(own)
    _printing(own)
    add_endorse(own)


def _founding(own: Subparsers) -> None:
    new = add(
        own,
        "new",
        _new,
        _("found an edition: keys, genesis, roster, rules"),
        keys=True,
        makes=True,
    )
    new.add_argument("--profile", required=True, help=_("a shipped profile's name, or a file"))
    new.add_argument("--mailbox", metavar="URL", help=_("folder through which channels go"))
    new.add_argument("--name", default="Office", help=_("name of the person at this desk"))
    new.add_argument("--no-chair", action="store_true", help=_("this desk may not decide as chair"))


def _films(own: Subparsers) -> None:
    imported = add(own, "import", _import, _("take submissions in, after a preview"), keys=True)
    imported.add_argument("file", metavar="FILE")
    imported.add_argument("--dry-run", action="store_true")
    imported.add_argument("--without-refused", action="store_true")
    add(own, "queries", _queries, _("films that wait for an answer, and why"))
    film = add(own, "film", _film, _("show, answer or decide about films"), keys=True)
    film.add_argument(
        "film", metavar="FILM", nargs="+", help=_("title, number or id; or: received")
    )
    film.add_argument("--set", metavar="KEY=VALUE", action="append", default=[], dest="fields")
    film.add_argument("--state", choices=("eligible", "ineligible", "withdrawn", "query"))
    film.add_argument(
        "--cards",
        choices=("stay", "again"),
        default="stay",
        help=_("what a new category does to cards of open rounds"),
    )
    film.add_argument("--reason", default="")


def _exchange(own: Subparsers) -> None:
    publish = add(own, "publish", _publish, _("write what each device should have"), keys=True)
    publish.add_argument(
        "--export", metavar="FOLDER", help=_("write files to carry by hand, one a device")
    )
    receive = add(own, "receive", _receive, _("take messages in and verify them"), keys=True)
    receive.add_argument("files", metavar="FILE", nargs="*")
    add(own, "check", _check, _("verify the ledger, its mirror and the database"))
    add_restore(own)
    rebuild = add(own, "rebuild", _rebuild, _("derive the tables from log and parts"), keys=True)
    rebuild.add_argument(
        "--new-epoch", action="store_true", help=_("go on after a backup was restored")
    )


def _printing(own: Subparsers) -> None:
    printed = add(own, "print", _print, _("make PDFs and spreadsheets"))
    printed.add_argument(
        "--what", required=True, choices=("scorecards", "standings", "dossiers", "minutes")
    )
    printed.add_argument("--by", choices=("film", "juror", "category"), default="film")
    printed.add_argument("--round", type=str.lower)
    printed.add_argument(
        "--version", choices=("internal", "entrant"), default="internal", dest="edition_of"
    )
    printed.add_argument("--page", choices=("a4", "letter"), default="a4")
    printed.add_argument("--since-last", action="store_true")
    printed.add_argument("--out", metavar="FOLDER", required=True)


def _new(args: argparse.Namespace) -> Answer:
    from jury_app.desks.office.founding import found

    done = found(
        Path(args.dir),
        args.profile,
        passphrase=passphrase_of(args, new=True),
        mailbox=args.mailbox,
        officer=args.name,
        chair=not args.no_chair,
    )
    lines = [
        _("Edition {name} is founded.").format(name=done.name),
        _("Its six words: {words}").format(words=done.words),
        _("Recovery words (print them, keep them apart): {words}").format(words=done.recovery),
    ]
    return Answer(done, lines)


def _import(args: argparse.Namespace) -> Answer:
    from jury_app.desks.office.importing import apply, look

    with seat_of(args) as seat:
        preview = look(seat, Path(args.file))
        if not args.dry_run:
            apply(seat, preview, without_refused=args.without_refused)
    counts = preview.counts
    rows = [
        (row.line, said(row.state), row.title, clauses(row.reasons))
        for row in preview.rows
        if row.state != "same"
    ]
    return Answer(
        preview.value,
        [
            Table((_("line"), _("state"), _("title"), _("reasons")), rows),
            _("{new} new, {changed} changed, {same} same, {query} query, {refused} refused").format(
                **counts
            ),
            _("Nothing was changed: this is a preview.") if args.dry_run else _("Taken in."),
        ],
    )


def _queries(args: argparse.Namespace) -> Answer:
    from jury_app.desks.office.films import queries

    with seat_of(args) as seat:
        found = queries(seat)
    rows = [(each.number, each.title, clauses(each.reasons)) for each in found]
    return Answer(found, [Table(("#", _("title"), _("reasons")), rows)])


def _film(args: argparse.Namespace) -> Answer:
    from jury_app.desks.office.films import change

    fields = dict(key_value(text) for text in args.fields)
    if not fields and args.state is None:
        return _shown_films(args)
    with seat_of(args) as seat:
        done = change(
            seat, args.film, fields=fields, state=args.state, cards=args.cards, reason=args.reason
        )
    n = len(done)
    return Answer(done, [ngettext("{n} film changed.", "{n} films changed.", n).format(n=n)])


def _shown_films(args: argparse.Namespace) -> Answer:
    """What is kept of films: fields by the keys that `--set` takes, and what is attached."""
    from jury_app.desks.office.showing import show_film

    with seat_of(args, reading_only=True) as seat:
        shown = [show_film(seat, reference) for reference in args.film]
    of_rows, of_items = (
        (_("field"), _("what"), _("content")),
        (_("for"), _("file"), _("size"), _("fingerprint"), _("state")),
    )
    tables: list[str | Table] = []
    for film in shown:
        rows = [(key, film.labels.get(key, ""), text) for key, text in film.rows]
        items = [
            (
                each.role_text,
                each.name,
                figures.size(each.bytes) if each.bytes else "",
                each.blake3[:16],
                each.state_text,
            )
            for each in film.items
        ]
        tables += [
            Table(of_rows, rows),
            Table(of_items, items) if items else _("Nothing is attached."),
        ]
    return Answer(shown, tables)


def _publish(args: argparse.Namespace) -> Answer:
    from jury_app.desks.office.publishing import publish

    with seat_of(args) as seat:
        sent = publish(seat, export=Path(args.export) if args.export else None)
    rows = [(each.name, each.number, each.documents, each.parts) for each in sent]
    titles = (_("device of"), _("message"), _("documents"), _("parts"))
    return Answer(sent, [Table(titles, rows)])


def _receive(args: argparse.Namespace) -> Answer:
    from jury_app.desks.office.receiving import receive

    with seat_of(args) as seat:
        taken = receive(seat, [Path(each) for each in args.files])
    return Answer(taken, [*taken.lines()], status=1 if taken.alarms else 0)


def _check(args: argparse.Namespace) -> Answer:
    from jury_app.desks.office.checking import check

    with seat_of(args) as seat:
        report = check(seat)
    return Answer(report, [*report.lines()], status=0 if report.ok else 1)


def _rebuild(args: argparse.Namespace) -> Answer:
    from jury_app.desks.office.checking import rebuild
    from jury_app.desks.office.epochs import begin_epoch

    with seat_of(args) as seat:
        if args.new_epoch:
            begun = begin_epoch(seat)
            lines = [
                _("Epoch {n} begins after {size} entries.").format(
                    n=begun.epoch, size=begun.kept.size
                ),
                _("New recovery words (print them, keep them apart): {words}").format(
                    words=begun.recovery
                ),
                _("Next: office receive DIR, office publish DIR; every device syncs once more."),
            ]
            return Answer(begun, lines)
        report = rebuild(seat)
    return Answer(report, [*report.lines()], status=0 if report.ok else 1)


def _print(args: argparse.Namespace) -> Answer:
    from jury_app.desks.office.printing import Order, print_out

    order = Order(
        what=args.what,
        by=args.by,
        round=args.round,
        version=args.edition_of,
        page=args.page,
        since_last=args.since_last,
    )
    with seat_of(args) as seat:
        files = print_out(seat, order, Path(args.out))
    return Answer(files, files or [_("Nothing new since the last print.")])
