"""Verbs of nobody in particular: the demo, verifying, the doctor."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from jury_app.base.clock import readable
from jury_app.base.display import display
from jury_app.base.texts import _, noted, series
from jury_app.cli.answers import Answer, Table, labelled
from jury_app.cli.main import add
from jury_app.cli.values import count, positive
from jury_app.desks.words import said

if TYPE_CHECKING:
    from jury_app.exchange.summary import ResultShown

Subparsers = Any


def add_verbs(verbs: Subparsers) -> None:
    """Declare `jury-app demo`, `verify` and `doctor`."""
    demo = add(verbs, "demo", _demo, _("play a whole festival in a new folder"), makes=True)
    demo.add_argument("--headless", action="store_true", help=_("play the story, open no window"))
    demo.add_argument(
        "--waiting", action="store_true", help=_("stop on the evening on which films wait")
    )
    demo.add_argument("--juror", type=positive, default=1, metavar="N", help=_("whose evening"))
    demo.add_argument("--films", type=count, default=24, metavar="N", help=_("how many films"))
    demo.add_argument("--jurors", type=count, default=8, metavar="N", help=_("how many jurors"))
    demo.add_argument("--seed", type=count, default=7, metavar="N")
    verify = add(verbs, "verify", _verify, _("prove a results bundle"), folder=False)
    verify.add_argument("file", metavar="FILE")
    add(verbs, "doctor", _doctor, _("what this machine has and lacks"), folder=False)


def _demo(args: argparse.Namespace) -> Answer | int:
    from jury_app.desks.demo.story import play
    from jury_app.desks.demo.waiting import waiting

    def tell(line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    has_window = bool(display()) and not args.headless
    if args.waiting or has_window:
        folder = waiting(
            Path(args.dir),
            count=args.films,
            jury=args.jurors,
            seed=args.seed,
            who=args.juror - 1,
            tell=tell,
        )
        lines = [_("Films wait in {folder}").format(folder=folder)]
        if not args.waiting:
            return _window(folder)
        return Answer({"workspace": str(folder)}, [*lines])
    played = play(Path(args.dir), count=args.films, jury=args.jurors, seed=args.seed, tell=tell)
    rows = [(rank, title, value) for rank, title, value in played.standings]
    return Answer(
        played,
        [
            Table((_("rank"), _("title"), _("combined")), rows),
            _("Selected for the live defense: {titles}").format(titles=series(played.selected)),
            _(
                "Bundle: {answer}. Everything lies in {folder}; README.md says what is where."
            ).format(answer=said(played.report.answer), folder=played.folder),
        ],
        status=0 if played.report.answer == "yes" else 1,
    )


def _window(folder: Path) -> int:
    """Show the evening in a window of its own, until it is closed."""
    import subprocess

    from jury_app.base.children import program
    from jury_app.desks.demo.stage import PASSPHRASE

    lines = (
        _("Films wait in {folder}; the window opens.").format(folder=folder),
        _("It opens again with: jury-app {folder}").format(folder=folder),
        _("The passphrase of every demo workspace is: {passphrase}").format(passphrase=PASSPHRASE),
    )
    print("\n".join(lines), flush=True)
    return subprocess.run([*program(), str(folder)], check=False).returncode  # noqa: S603  ours


def _verify(args: argparse.Namespace) -> Answer:
    from jury_app.exchange.summary import results
    from jury_app.exchange.verification import verify

    report = verify(Path(args.file))
    marks = {"yes": "✓", "no": "✗", "cannot_judge": "?"}
    lines: list[str | Table] = [
        f"{marks[step.answer]} {step.number}. " + noted(step.title, step.note)
        for step in report.steps
    ]
    if report.words:
        lines.append(_("Six words of the edition: {words}").format(words=report.words))
    answers = {
        "yes": _("Yes: every step holds."),
        "no": _("No: do not trust this file."),
        "cannot_judge": _("Cannot judge: see the steps marked with a question mark."),
    }
    lines.append(answers[report.answer])
    value = {"answer": report.answer, **msgspec.structs.asdict(report)}
    if report.answer == "yes" and report.kind == "bundle":
        value["results"] = results(Path(args.file))
        for each in value["results"]:
            lines += _result(each)
    return Answer(value, lines, status=0 if report.answer == "yes" else 1)


def _result(result: "ResultShown") -> list[str | Table]:
    """A proved result for people."""
    from jury_app.tally.official import standing_name

    names = {"standings": _("Standings"), "shortlist": _("Shortlist"), "selection": _("Selection")}
    at = readable(result.at)
    head = " · ".join(
        filter(None, (names[result.kind], standing_name(result.standing), result.method, at))
    )
    titles: tuple[str, ...] = (_("title"), _("category"), _("state"))
    rows: list[tuple[str | int | None, ...]] = [
        (p.title, labelled(p.label, p.category), series(map(said, p.state.split())))
        for p in result.places
    ]
    if result.kind == "standings":  # a list has neither ranks nor values
        titles = (_("rank"), *titles[:2], _("value"), titles[2])
        rows = [
            (p.rank, *row[:2], p.value, row[2]) for p, row in zip(result.places, rows, strict=True)
        ]
    return ["", head, Table(titles, rows)]


def _doctor(args: argparse.Namespace) -> Answer:  # noqa: ARG001  every verb takes its arguments
    from jury_app.desks.doctor import examine

    findings = examine()
    lines: list[str | Table] = [
        Table(
            (_("what"), "", _("found")),
            [(each.title, "✓" if each.ok else "✗", each.found) for each in findings],
        )
    ]
    lines += [
        _("{title}: {advice}").format(title=each.title, advice=each.advice)
        for each in findings
        if each.advice
    ]
    broken = any(each.needed and not each.ok for each in findings)
    return Answer(findings, lines, status=1 if broken else 0)
