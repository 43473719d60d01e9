"""What a tally says as tables: the same rows for the terminal, CSV and XLSX."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from jury_app.base.texts import _, series
from jury_app.reports.plain_tables import PlainTable, Value

if TYPE_CHECKING:
    from jury_app.tally.choice import Choice
    from jury_app.tally.results import Comparison, Note, Own, Result


def standings(result: "Result") -> PlainTable:
    """Films, best first."""
    titles = [
        _("rank"), _("film"), _("reviews"), _("mean"), _("value"), _("measure"), _("error"),
        _("best rank"), _("worst rank"), _("group"),
    ]  # fmt: skip
    rows: list[list[Value]] = [
        [f.rank, f.film, f.n, f.raw, f.value, f.measure, f.se, f.rank_low, f.rank_high, f.group]
        for f in result.films
    ]
    if result.cut is not None:
        titles.append(_("in the best {cut}").format(cut=result.cut))
        for row, film in zip(rows, result.films, strict=True):
            row.append(film.p_above_cut)
    if any(film.fair_average is not None for film in result.films):
        titles += [_("infit"), _("outfit"), _("fair average")]
        for row, film in zip(rows, result.films, strict=True):
            row += [film.infit, film.outfit, film.fair_average]
    return PlainTable(_("Standings"), tuple(titles), rows)


def jurors(result: "Result") -> PlainTable:
    """Jurors by name, with what they are asked about."""
    spread = {one.juror: one for one in (result.differences.jurors if result.differences else ())}
    rows: list[list[Value]] = []
    for juror in result.jurors:
        own = spread.get(juror.juror)
        rows.append(
            [
                juror.juror,
                juror.n,
                juror.mean,
                juror.severity,
                juror.se,
                juror.infit,
                juror.outfit,
                own.spread if own else None,
                own.consistency if own else None,
                own.drift if own else None,
                series(juror.flags),
            ]
        )
    titles = (
        _("juror"), _("films"), _("mean"), _("severity"), _("error"), _("infit"), _("outfit"),
        _("spread"), _("inconsistency"), _("drift per film"), _("questions"),
    )  # fmt: skip
    return PlainTable(_("Jurors"), titles, rows)


def criteria(result: "Result") -> PlainTable:
    """Criteria by name."""
    rows: list[list[Value]] = [
        [
            each.criterion,
            each.difficulty,
            each.se,
            " ".join(f"{step:.3f}" for step in each.thresholds or ()),
        ]
        for each in result.criteria
    ]
    titles = (_("criterion"), _("difficulty"), _("error"), _("thresholds"))
    return PlainTable(_("Criteria"), titles, rows)


def agreement(result: "Result") -> PlainTable:
    """Agreement, variance components, log-likelihood, thresholds: one number a row."""
    names = (
        "alpha_nominal", "alpha_ordinal", "alpha_interval", "alpha_ratio",
        "icc1_1", "icc2_1", "icc3_1", "icc1_k", "icc2_k", "icc3_k",
    )  # fmt: skip
    rows: list[list[Value]] = [[name, getattr(result.agreement, name)] for name in names]
    if result.variance is not None:
        rows += [
            [_("variance of films"), result.variance.film],
            [_("variance of jurors"), result.variance.juror],
            [_("variance of the rest"), result.variance.residual],
        ]
    if result.log_likelihood is not None:
        rows.append([_("log-likelihood"), result.log_likelihood])
    rows += [
        [_("threshold {n}").format(n=n), step] for n, step in enumerate(result.thresholds or (), 1)
    ]
    return PlainTable(_("Agreement"), (_("coefficient"), _("estimate")), rows)


def unexpected(result: "Result") -> PlainTable:
    """The most unexpected scores."""
    found = result.differences.unexpected if result.differences else ()
    rows: list[list[Value]] = [
        [one.film, one.juror, one.criterion, one.score, one.expected, one.z] for one in found
    ]
    titles = (_("film"), _("juror"), _("criterion"), _("score"), _("expected"), _("z"))
    return PlainTable(_("Unexpected scores"), titles, rows)


def pairs(result: "Result") -> PlainTable:
    """Pairs of jurors who agree too well."""
    found = result.differences.pairs if result.differences else ()
    rows: list[list[Value]] = [
        [one.first, one.second, one.common, one.ratio, one.chance] for one in found
    ]
    titles = (_("juror"), _("and"), _("films of both"), _("ratio"), _("chance"))
    return PlainTable(_("Close pairs"), titles, rows)


def own_films(found: Mapping[str, "Sequence[Own]"]) -> PlainTable:
    """Films of an own country or language against others'."""
    rows: list[list[Value]] = [
        [
            column,
            one.juror,
            one.n_own,
            one.n_other,
            one.own,
            one.other,
            one.difference,
            one.low,
            one.high,
        ]
        for column, every in found.items()
        for one in every
    ]
    titles = (
        _("column"), _("juror"), _("own films"), _("others"), _("own"), _("other"),
        _("difference"), _("from"), _("to"),
    )  # fmt: skip
    return PlainTable(_("Own films"), titles, rows)


def notes(found: "Sequence[Note]", more: Sequence[str] = ()) -> PlainTable:
    """Everything people should know, warnings first, what is said of several keys once."""
    about: dict[tuple[bool, str], list[str]] = {}
    for note in found:
        about.setdefault((note.warning, note.text), []).append(note.key)
    rows: list[list[Value]] = [
        ["!" if warning else "", series(keys), text] for (warning, text), keys in about.items()
    ]
    rows += [["", "data", text] for text in more]
    titles = ("", _("about"), _("note"))
    return PlainTable(_("Notes"), titles, sorted(rows, key=lambda row: row[0] != "!"))


def selection(choice: "Choice") -> PlainTable:
    """Who is in and who is out, each with its reason."""
    words = {
        "in": _("in"),
        "held": _("on hold"),
        "wild_card": _("wild card"),
        "tie": _("tie"),
        "open": _("open"),
        "out": _("out"),
        "off": _("kept off"),
        "unranked": _("not ranked"),
    }
    rows = [[each.film, words[each.outcome], each.why] for each in choice.decided]
    return PlainTable(_("Selection"), (_("film"), _("decision"), _("why")), rows)


def comparison(compared: "Comparison") -> PlainTable:
    """Rank by method, and whether the methods disagree about the cut."""
    rows: list[list[Value]] = [
        [film.film, *film.ranks, _("changes sides") if film.changes_side else ""]
        for film in compared.films
    ]
    cut = "" if compared.cut is None else _("cut {cut}").format(cut=compared.cut)
    return PlainTable(_("Methods"), (_("film"), *compared.methods, cut), rows)
