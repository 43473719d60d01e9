"""The chair's verbs; they work in the office's workspace too, where that desk may decide."""

import argparse
from pathlib import Path
from typing import Any, Literal

from jury_app.base.texts import _, series
from jury_app.cli.answers import Answer, Table, labelled
from jury_app.cli.endorsing import add_endorse
from jury_app.cli.juror import join_from, sync_device
from jury_app.cli.main import add
from jury_app.cli.restoring import add_restore
from jury_app.cli.seats import seat_of
from jury_app.cli.sessions import add_session
from jury_app.cli.values import count, key_value
from jury_app.desks.words import said

Subparsers = Any


def add_verbs(verbs: Subparsers) -> None:
    """Declare `jury-app chair …`."""
    chair = verbs.add_parser("chair", help=_("open and close rounds, decide, select"))
    own = chair.add_subparsers(dest="verb", metavar="VERB", required=True)
    join = add(
        own, "join", join_from, _("open an invitation in a new workspace"), keys=True, makes=True
    )
    join.add_argument("invitation", metavar="INVITATION")
    sync = add(own, "sync", sync_device, _("send decisions, take the ledger"), keys=True)
    sync.add_argument("--export", metavar="FILE")
    sync.add_argument("--from", metavar="FILE", dest="source")
    add_restore(own)
    add_endorse(own)
    _rounds(own)
    add_session(own)
    _results(own)


def _rounds(own: Subparsers) -> None:
    its_round = add(own, "round", _round, _("open, close, extend or reopen a round"), keys=True)
    its_round.add_argument("round", metavar="ROUND", type=str.lower)
    its_round.add_argument(
        "act", choices=("open", "close", "extend", "reopen", "decided", "published")
    )
    its_round.add_argument("--deadline", metavar="TIME", help=_("e.g. 2026-07-10 18:00"))
    its_round.add_argument("--zone", help=_("IANA name; the festival's unless given"))
    its_round.add_argument("--reason", default="")
    its_round.add_argument(
        "--early", action="store_true", help=_("close before the deadline or under the quorum")
    )
    decide = add(own, "decide", _decide, _("decide about one film, card or juror"), keys=True)
    decide.add_argument("kind", metavar="KIND")
    decide.add_argument("subject", metavar="FILM|CARD|JUROR", nargs="?")
    decide.add_argument("--reason", required=True)
    decide.add_argument(
        "--set",
        metavar="KEY=VALUE",
        action="append",
        default=[],
        dest="fields",
        help=_("what else this kind needs, e.g. over=FILM standing=r1"),
    )


def _results(own: Subparsers) -> None:
    standings = add(own, "standings", _standings, _("sign and show standings"), keys=True)
    standings.add_argument("--round", required=True, type=str.lower)
    standings.add_argument("--look", action="store_true", help=_("show without signing"))
    standings.add_argument("--explain", metavar="FILM")
    for name, run in (("shortlist", _shortlist), ("select", _select)):
        verb = add(own, name, run, _("sign the list of films that go on"), keys=True)
        if name == "shortlist":
            verb.add_argument("--top", type=count, required=True, metavar="N")
            verb.add_argument(
                "--per-category", action="store_true", help=_("so many of each category")
            )
        else:
            verb.add_argument(
                "--per-category", type=count, required=True, metavar="N", help=_("how many of each")
            )
        verb.add_argument("--reason", default="")
    cards = add(own, "cards", _cards, _("scorecards, whether each counts, and its hash"))
    cards.add_argument("--round", required=True, type=str.lower)
    cards.add_argument("--state", help=_("only these: late, disputed, counts, …"))
    scores = add(own, "scores", _scores, _("write the scores for: jury-app tally"))
    scores.add_argument("--round", required=True, type=str.lower)
    scores.add_argument("--out", metavar="FILE.csv", required=True)
    bundle = add(own, "bundle", _bundle, _("write the results bundle"), keys=True)
    bundle.add_argument("--out", metavar="FILE", required=True)
    bundle.add_argument("--public", action="store_true", help=_("withhold all that is not public"))


def _round(args: argparse.Namespace) -> Answer:
    from jury_app.desks.chair.rounds import RoundAct, act

    with seat_of(args) as seat:
        done = act(
            seat,
            RoundAct(
                round=args.round,
                act=args.act,
                deadline=args.deadline,
                zone=args.zone,
                early=args.early,
                reason=args.reason,
            ),
        )
    return Answer(done, [*done.lines()])


def _decide(args: argparse.Namespace) -> Answer:
    from jury_app.desks.chair.deciding import decide
    from jury_app.desks.endorsing import endorsements_text

    fields = dict(key_value(text) for text in args.fields)
    with seat_of(args) as seat:
        done = decide(seat, args.kind, args.subject, fields, args.reason)
    lines = [_("Decided and signed: {hash}").format(hash=done.hash)]
    if done.missing:
        lines.append(endorsements_text(done.missing))
    return Answer(done, lines)


def _standings(args: argparse.Namespace) -> Answer:
    from jury_app.desks.chair.standing import explain, look, sign_standings

    with seat_of(args) as seat:
        if args.explain:
            lines = explain(seat, args.round, args.explain)
            return Answer(lines, lines)
        shown = look(seat, args.round) if args.look else sign_standings(seat, args.round)
    rows = [
        (
            p.rank,
            p.title,
            p.category,
            p.value_text,
            p.reviews,
            said(p.gate),
            series(map(said, p.holds)),
            p.note,
        )
        for p in shown.places
    ]
    titles = (
        _("rank"),
        _("title"),
        _("category"),
        _("value"),
        _("cards"),
        _("gate"),
        _("holds"),
        _("note"),
    )
    return Answer(shown, [Table(titles, rows)])


def _shortlist(args: argparse.Namespace) -> Answer:
    return _list(args, "shortlist", args.top, per_category=args.per_category)


def _select(args: argparse.Namespace) -> Answer:
    return _list(args, "selection", args.per_category, per_category=True)


def _list(
    args: argparse.Namespace,
    kind: Literal["shortlist", "selection"],
    top: int,
    *,
    per_category: bool,
) -> Answer:
    from jury_app.desks.chair.listing import sign_list
    from jury_app.jury.results import Cut

    with seat_of(args) as seat:
        done = sign_list(seat, kind, Cut(top=top, per_category=per_category), args.reason)
    rows = [
        (each.title, labelled(each.label, each.category), each.state, each.why)
        for each in done.films
    ]
    table = Table((_("title"), _("category"), _("state"), _("why")), rows)
    return Answer(done, [table, *(each.text for each in done.short)])


def _cards(args: argparse.Namespace) -> Answer:
    from jury_app.desks.chair.cards import listed

    with seat_of(args) as seat:
        rows = listed(seat, args.round, args.state)
    titles = (_("hash"), "#", _("title"), _("juror"), _("state"), _("value"))
    shown = [(r.hash[:12], r.number, r.title, r.juror, said(r.state), r.value) for r in rows]
    return Answer(rows, [Table(titles, shown)])


def _scores(args: argparse.Namespace) -> Answer:
    from jury_app.desks.chair.cards import export_scores

    with seat_of(args) as seat:
        n = export_scores(seat, args.round, Path(args.out))
    return Answer(
        {"file": args.out, "scores": n},
        [_("{n} scores in {file}").format(n=n, file=args.out)],
    )


def _bundle(args: argparse.Namespace) -> Answer:
    from jury_app.desks.chair.bundling import bundle

    with seat_of(args) as seat:
        done = bundle(seat, Path(args.out), public=args.public)
    return Answer(
        done,
        [
            _("{file}: {documents} documents, {withheld} withheld").format(
                file=done.file, documents=done.documents, withheld=done.withheld
            )
        ],
    )
