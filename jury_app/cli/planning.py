"""`jury-app plan`: before the festival, what its jury can watch, how reliable its cut will be."""

import argparse
from typing import Any

from jury_app.base import figures
from jury_app.base.texts import _
from jury_app.cli.answers import Answer, Table
from jury_app.cli.main import add
from jury_app.cli.values import count, number, positive


def add_plan(verbs: Any) -> None:  # noqa: ANN401  argparse has no public type for it
    """Declare `jury-app plan`."""
    plan = add(verbs, "plan", _plan, _("what a festival's jury can watch and tell"), folder=False)
    for name, help_text in (
        ("--films", _("how many films")),
        ("--jurors", _("how many jurors")),
        ("--minutes-a-day", _("what a juror can watch in a day")),
        ("--days", _("for how many days")),
        ("--cut", _("how many films go on")),
    ):
        plan.add_argument(name, metavar="N", type=positive, required=True, help=help_text)
    plan.add_argument(
        "--minutes", metavar="N", type=number, required=True, help=_("mean length of a film")
    )
    plan.add_argument(
        "--reviews", metavar="N,N,…", type=_list, default=(3, 5, 7), help=_("reviews a film to try")
    )
    plan.add_argument(
        "--calibration", metavar="N", type=count, default=5, help=_("films that every juror scores")
    )
    plan.add_argument(
        "--festivals", metavar="N", type=positive, default=40, help=_("how many to simulate")
    )
    plan.add_argument("--seed", metavar="N", type=count, default=0)


def _list(text: str) -> tuple[int, ...]:
    return tuple(positive(each) for each in text.split(","))


def _plan(args: argparse.Namespace) -> Answer:
    from jury_app.tally.planning import Asked, plan, sentences

    found = plan(
        Asked(
            films=args.films,
            minutes=float(args.minutes),
            jurors=args.jurors,
            minutes_a_day=args.minutes_a_day,
            days=args.days,
            cut=args.cut,
            reviews=args.reviews,
            calibration=args.calibration,
            festivals=args.festivals,
            seed=args.seed,
        )
    )
    titles = (_("reviews"), _("shared set"), _("right"), _("from"), _("to"), _("Kendall's tau"))
    rows = [
        (
            each.reviews,
            each.calibration,
            figures.percent(each.right, 1),
            figures.percent(each.right_low, 1),
            figures.percent(each.right_high, 1),
            figures.number(each.tau, 3),
        )
        for each in found.reliability
    ]
    return Answer(found, [*sentences(found), Table(titles, rows)])
