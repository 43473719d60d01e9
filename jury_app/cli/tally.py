"""`jury-app tally` and `jury-app plan`: for festivals that have a spreadsheet, or only a plan."""

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jury_app.base.errors import Refusal
from jury_app.base.files import write_durably
from jury_app.base.texts import N_, _, headed
from jury_app.cli.answers import Answer, Table
from jury_app.cli.main import add
from jury_app.cli.planning import add_plan
from jury_app.cli.values import count, number, positive, real

if TYPE_CHECKING:
    from jury_app.desks.tallying import Tables
    from jury_app.reports.plain_tables import PlainTable, Value
    from jury_app.tally.choice import Choice
    from jury_app.tally.methods import Analysis
    from jury_app.tally.quotas import Quota
    from jury_app.tally.results import Result

METHODS = ("mean", "median", "trimmed", "zscore", "additive", "rasch")
Subparsers = Any


def add_verbs(verbs: Subparsers) -> None:
    """Declare `jury-app tally` and `jury-app plan`."""
    tally = add(verbs, "tally", _tally, _("standings from a spreadsheet of scores"), folder=False)
    tally.add_argument("file", metavar="FILE", help=_("film, juror, criterion, score: CSV or XLSX"))
    _tables(tally)
    _judging(tally)
    _choosing(tally)
    _showing(tally)
    add_plan(verbs)


def _tables(tally: argparse.ArgumentParser) -> None:
    tally.add_argument("--films", metavar="FILE", help=_("columns of films: category, country, …"))
    tally.add_argument("--jurors", metavar="FILE", help=_("columns of jurors: country, language"))
    tally.add_argument(
        "--weights",
        metavar="CRITERION=N",
        action="append",
        default=[],
        type=_weights,
        help=_("weight of a criterion, a whole number; several with commas or again"),
    )
    tally.add_argument("--low", metavar="N", type=number, help=_("low end of the scale"))
    tally.add_argument("--high", metavar="N", type=number, help=_("high end of the scale"))
    tally.add_argument(
        "--duplicates",
        choices=("refuse", "last"),
        default="refuse",
        help=_("what a second score in one cell is: refused, or the one that counts"),
    )


def _judging(tally: argparse.ArgumentParser) -> None:
    tally.add_argument("--method", choices=METHODS, default="mean")
    tally.add_argument(
        "--min-reviews", metavar="N", type=positive, default=1, help=_("below: not ranked")
    )
    tally.add_argument(
        "--fallback",
        choices=("mean", "median"),
        default="mean",
        help=_("what trimmed gives a film with fewer than five reviews"),
    )
    tally.add_argument(
        "--thresholds",
        choices=("shared", "per-criterion"),
        default="shared",
        help=_("whether the criteria share their thresholds (rasch)"),
    )
    tally.add_argument(
        "--interval", metavar="SHARE", type=real, default=0.9, help=_("level of intervals")
    )
    tally.add_argument(
        "--draws", metavar="N", type=positive, default=2_000, help=_("behind every interval")
    )
    tally.add_argument("--seed", metavar="N", type=count, default=0, help=_("of the draws"))


def _choosing(tally: argparse.ArgumentParser) -> None:
    tally.add_argument("--cut", metavar="N", type=positive, help=_("how many films go on"))
    tally.add_argument("--per-category", action="store_true", help=_("the cut in each category"))
    tally.add_argument(
        "--at-least",
        metavar="COLUMN=VALUE:N",
        action="append",
        default=[],
        type=_at_least,
        help=_("a quota, e.g. length=short:1; * as value: for each"),
    )
    tally.add_argument(
        "--at-most", metavar="COLUMN=VALUE:N", action="append", default=[], type=_at_most
    )
    for name, help_text in (
        ("--wild-card", _("put a film on the list whatever its rank")),
        ("--hold", _("a film that is in only if it is released")),
        ("--off", _("keep a film off the list")),
    ):
        tally.add_argument(
            name,
            nargs=2,
            metavar=("FILM", "REASON"),
            action="append",
            default=[],
            help=help_text,
        )


def _showing(tally: argparse.ArgumentParser) -> None:
    tally.add_argument("--format", choices=("table", "csv", "json", "xlsx"), default="table")
    tally.add_argument("--out", metavar="FILE", help=_("write there instead of showing"))
    tally.add_argument("--plot", metavar="FOLDER", help=_("ladder, severity strip, grid as SVG"))
    tally.add_argument("--compare", action="store_true", help=_("all methods side by side"))
    tally.add_argument("--explain", metavar="FILM", help=_("the whole arithmetic of one film"))


# Values of options ---------------------------------------------------------------------------


def _weights(text: str) -> dict[str, int]:
    weights = {}
    for each in text.split(","):
        name, equals, number = each.rpartition("=")
        if not equals or not name.strip():
            raise argparse.ArgumentTypeError(
                _("“{text}” is no weight; write CRITERION=2").format(text=each)
            )
        weights[name.strip()] = positive(number.strip())
    return weights


def _bound(text: str) -> tuple[str, str, int]:
    found = re.fullmatch(r"([^=]+)=(.*):([0-9]{1,6})", text)
    if not found:
        raise argparse.ArgumentTypeError(
            _("“{text}” is no quota; write COLUMN=VALUE:2").format(text=text)
        )
    column, value, number = found.groups()
    return column.strip().casefold(), value.strip(), int(number)


def _at_least(text: str) -> "Quota":
    from jury_app.tally.quotas import Quota

    column, value, number = _bound(text)
    return Quota(attribute=column, value=value, at_least=number)


def _at_most(text: str) -> "Quota":
    from jury_app.tally.quotas import Quota

    column, value, number = _bound(text)
    return Quota(attribute=column, value=value, at_most=number)


# tally ---------------------------------------------------------------------------------------


def _tally(args: argparse.Namespace) -> Answer:
    from jury_app.desks.tallying import read_tables

    quotas = (*args.at_least, *args.at_most)
    decisions = (*args.wild_card, *args.hold, *args.off)
    if (quotas or args.per_category or decisions) and args.cut is None:
        raise Refusal(N_("Quotas and decisions choose films: say how many with --cut."))
    tables = read_tables(
        Path(args.file),
        films=Path(args.films) if args.films else None,
        jurors=Path(args.jurors) if args.jurors else None,
        weights={name: n for each in args.weights for name, n in each.items()},
        low=args.low,
        high=args.high,
        duplicates=args.duplicates,
    )
    if args.compare:
        return _compared(args, tables)
    analysis = _studied(args, tables)
    if args.explain is not None:
        return _explained(args, analysis)
    choice = None
    if args.cut is not None:
        from jury_app.desks.tallying import select

        choice = select(
            tables,
            analysis.result,
            args.cut,
            per_category=args.per_category,
            quotas=quotas,
            held=dict(args.hold),
            wild_cards=dict(args.wild_card),
            off=dict(args.off),
        )
    return _shown(args, tables, analysis, choice)


def _studied(args: argparse.Namespace, tables: "Tables") -> "Analysis":
    from jury_app.tally.methods import study

    return study(
        tables.scores,
        args.method,
        cut=args.cut,
        interval=args.interval,
        seed=args.seed,
        draws=args.draws,
        min_reviews=args.min_reviews,
        fallback=args.fallback,
        thresholds=args.thresholds,
    )


def _compared(args: argparse.Namespace, tables: "Tables") -> Answer:
    from jury_app.cli import tally_tables
    from jury_app.tally.compare import compare

    first = (args.method, *(name for name in METHODS if name != args.method))
    found = compare(
        tables.scores,
        first,
        cut=args.cut,
        interval=args.interval,
        seed=args.seed,
        draws=args.draws,
        min_reviews=args.min_reviews,
        fallback=args.fallback,
        thresholds=args.thresholds,
    )
    table = tally_tables.comparison(found)
    noted = _noted(tally_tables.notes(found.notes))
    return _given(args, found, [table], [tables.source, *noted, "", _for_people(table)])


def _explained(args: argparse.Namespace, analysis: "Analysis") -> Answer:
    from jury_app.reports.plain_tables import PlainTable
    from jury_app.tally.explain import explain

    lines = explain(analysis, args.explain)
    table = PlainTable(_("Explanation"), (_("line"),), [[line] for line in lines])
    return _given(args, {"film": args.explain, "lines": lines}, [table], lines)


def _shown(
    args: argparse.Namespace, tables: "Tables", analysis: "Analysis", choice: "Choice | None"
) -> Answer:
    import msgspec

    from jury_app.cli import tally_tables as rows
    from jury_app.desks.tallying import draw, own_films

    result = analysis.result
    own = own_films(tables, analysis)
    drawn = draw(analysis, Path(args.plot)) if args.plot else ()
    value = msgspec.to_builtins(result)
    read = ({"key": "data", "text": text, "warning": False} for text in tables.notes)
    value["notes"] = [*value["notes"], *read]
    found = [rows.standings(result), rows.jurors(result), rows.criteria(result)]
    found += [rows.agreement(result), rows.unexpected(result), rows.pairs(result)]
    if own:
        found.append(rows.own_films(own))
        value["own_films"] = msgspec.to_builtins(own)
    if choice is not None:
        found.append(rows.selection(choice))
        value["selection"] = msgspec.to_builtins(choice)
    if drawn:
        value["pictures"] = [str(path) for path in drawn]
    found.append(rows.notes(result.notes, tables.notes))
    return _given(args, value, found, _lines(tables, result, found, drawn))


def _lines(
    tables: "Tables", result: "Result", found: "Sequence[PlainTable]", drawn: Sequence[Path]
) -> list[str | Table]:
    """Everything for the terminal; the notes, which a chair must have read, come first."""
    lines: list[str | Table] = [
        tables.source,
        _(
            "{method}; scale {low:g} to {high:g}; {n} scores of {films} films by {jurors} jurors"
        ).format(
            method=result.method,
            low=result.low,
            high=result.high,
            n=result.n_scores,
            films=len(result.films),
            jurors=len(result.jurors),
        ),
    ]
    *shown, noted = found
    lines += _noted(noted)
    for table in shown:
        if table.rows:
            lines += ["", table.name, _for_people(table)]
    lines += ["", *(_("Drawn: {path}").format(path=path) for path in drawn)] if drawn else []
    return lines


def _noted(notes: "PlainTable") -> list[str]:
    return [f"{mark or '·'} {headed(about, text)}" for mark, about, text in notes.rows]


def _for_people(table: "PlainTable") -> Table:
    """A table for the terminal: numbers with few digits, columns without any value left out."""
    kept = [
        at
        for at, _title in enumerate(table.titles)
        if any(row[at] not in {None, ""} for row in table.rows)
    ]
    return Table(
        tuple(table.titles[at] for at in kept),
        [[_cell(row[at]) for at in kept] for row in table.rows],
    )


def _cell(value: "Value") -> str | int | None:
    return f"{value:9.3f}" if isinstance(value, float) else value


def _given(
    args: argparse.Namespace,
    value: object,
    tables: "Sequence[PlainTable]",
    lines: Sequence[str | Table],
) -> Answer:
    """The answer in the form that was asked for, shown or written to a file."""
    import msgspec

    from jury_app.reports.plain_tables import csv_text, workbook

    form = "json" if args.json else args.format
    if form == "table" and args.out:
        raise Refusal(N_("A table is for the terminal; write a file with --format csv or xlsx."))
    if form == "table" or (form == "json" and not args.out):
        args.json = form == "json"
        return Answer(value, lines)
    if form == "xlsx":
        body = workbook(tables)
    elif form == "csv":
        # Spreadsheets take a file for UTF-8 only by its byte-order mark.
        body = csv_text(tables[0]).encode("utf-8-sig" if args.out else "utf-8")
    else:
        body = msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"
    args.json = False
    if args.out:
        write_durably(Path(args.out), body)
        return Answer(value, [_("Written: {path}").format(path=args.out)])
    if form == "xlsx" and sys.stdout.isatty():
        raise Refusal(N_("A workbook cannot be shown here; say where with --out FILE.xlsx."))
    sys.stdout.buffer.write(body)
    sys.stdout.buffer.flush()
    return Answer(value)
