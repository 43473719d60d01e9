"""The juror's verbs about what was seen: checking files, viewings elsewhere, sessions, runs."""

import argparse
from typing import Any

from jury_app.base.texts import _
from jury_app.cli.answers import Answer
from jury_app.cli.main import add
from jury_app.cli.seats import seat_of
from jury_app.cli.values import percent

_PERCENT = 10
"""Thousandths in a percent."""


def add_watching(own: Any) -> None:  # noqa: ANN401  argparse keeps its type to itself
    """Declare `check`, `seen`, `session` and `run`."""
    check = add(own, "check", _check, _("compare a film's files with what the festival entered"))
    seen = add(own, "seen", _seen, _("declare that a film was seen elsewhere, or live"))
    seen.add_argument("--place", metavar="TEXT", required=True, help=_("where and when"))
    seen.add_argument("--live", action="store_true", help=_("it is a live work"))
    seen.add_argument("--percent", type=percent, default=100, metavar="N", help=_("how much"))
    session = add(own, "session", _session, _("begin a session with a work, or end the open one"))
    session.add_argument("--end", action="store_true", help=_("end the session that is open"))
    session.add_argument("--percent", type=percent, metavar="N", help=_("how much"))
    session.add_argument("--path", metavar="TEXT", default="", help=_("the way that was taken"))
    session.add_argument("--ending", metavar="TEXT", default="", help=_("the ending reached"))
    once = add(own, "run", _run, _("log a run of a work that is seen in several"))
    once.add_argument("--percent", type=percent, default=100, metavar="N", help=_("how much"))
    for verb in (seen, session, once):
        verb.add_argument("--round", required=True, type=str.lower)
        verb.add_argument(
            "--run",
            dest="which",
            metavar="NAME",
            default="",
            required=verb is once,
            help=_("its seed or number"),
        )
    for verb in (check, seen, session, once):
        verb.add_argument("film", metavar="FILM")


def _check(args: argparse.Namespace) -> Answer:
    from jury_app.desks.juror.watching import check

    with seat_of(args) as seat:
        done = check(seat, seat_film(seat, args.film))
    return Answer(done, [*done.lines()], status=0 if done.is_good else 1)


def _seen(args: argparse.Namespace) -> Answer:
    from jury_app.desks.juror.watching import declare

    with seat_of(args) as seat:
        path = declare(
            seat,
            seat_film(seat, args.film),
            args.round,
            "live" if args.live else "declared",
            args.place,
            share=args.percent * _PERCENT,
            run=args.which,
        )
    return Answer({"path": path}, [_("Kept in your draft: {path}").format(path=path)])


def _session(args: argparse.Namespace) -> Answer:
    from jury_app.base.errors import Refusal
    from jury_app.base.texts import N_
    from jury_app.desks.juror.watching import begin_session, end_session, open_session

    with seat_of(args) as seat:
        film = seat_film(seat, args.film)
        if not args.end:
            path = begin_session(seat, film, args.round, run=args.which)
            line = _("The session has begun; end it with --end --percent N.")
            return Answer({"path": path}, [line])
        if args.percent is None:
            raise Refusal(N_("Say how much of the work you saw: --percent N."))
        path = open_session(seat, film, args.round)
        share = args.percent * _PERCENT
        end_session(seat, film, args.round, path, share=share, way=args.path, ending=args.ending)
    return Answer(
        {"path": path}, [_("The session is kept in your draft: {path}").format(path=path)]
    )


def _run(args: argparse.Namespace) -> Answer:
    from jury_app.desks.juror.watching import log_run

    with seat_of(args) as seat:
        film, share = seat_film(seat, args.film), args.percent * _PERCENT
        path = log_run(seat, film, args.round, args.which, share=share)
    return Answer({"path": path}, [_("Kept in your draft: {path}").format(path=path)])


def seat_film(seat: Any, reference: str) -> str:  # noqa: ANN401  a Seat, imported when it is needed
    """The id of the film that is meant."""
    from jury_app.desks.catalogue import catalogue

    with seat.workspace.reading() as reader:
        return catalogue(reader).find(reference)
