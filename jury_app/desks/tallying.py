"""A tally from spreadsheets: read the tables, judge them by a method, choose, draw. No edition."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from jury_app.base.errors import Refusal
from jury_app.base.files import told, write_durably
from jury_app.base.texts import N_, _, ngettext, series
from jury_app.intake.scoresheet import Attributes, read_films, read_jurors, read_scores
from jury_app.tally.choice import Candidate, Choice, choose
from jury_app.tally.quotas import Quota

if TYPE_CHECKING:
    from jury_app.pictures.shapes import Picture
    from jury_app.tally.methods import Analysis
    from jury_app.tally.results import Own, Result
    from jury_app.tally.scores import Scores


@dataclass(frozen=True)
class Tables:
    """What was read.

    Attributes:
        scores: The canonical table of scores.
        films: Further columns of films, if there is such a table.
        jurors: Further columns of jurors, if there is such a table.
        source: The file and how it was read, for people.
        notes: What people should know about the reading.
    """

    scores: "Scores"
    films: Attributes | None
    jurors: Attributes | None
    source: str
    notes: tuple[str, ...]


def read_tables(
    path: Path,
    *,
    films: Path | None = None,
    jurors: Path | None = None,
    weights: Mapping[str, int] | None = None,
    low: Fraction | None = None,
    high: Fraction | None = None,
    duplicates: Literal["refuse", "last"] = "refuse",
) -> Tables:
    """Read a score sheet and the tables beside it.

    Args:
        path: Film, juror, criterion (optional), score, one score a row.
        films: A table of films with category, country and whatever quotas ask about.
        jurors: A table of jurors with country, language.
        weights: Criterion → weight; 1 for those not named.
        low: Low end of the scale; the lowest score where not given.
        high: High end of the scale; the highest score where not given.
        duplicates: Whether a second score in one cell is refused, or the last one counts.

    Raises:
        Problem: A file cannot be read.
        Refusal: A file is no such table; names file, line and column.
    """
    from jury_app.tally.scores import Scores

    sheet = read_scores(path)
    if not sheet.score:
        raise Refusal(
            N_("There is no score in this table; a row needs a film, a juror and a score."),
            place=sheet.file,
        )
    film_table = read_films(films) if films else None
    juror_table = read_jurors(jurors) if jurors else None
    scores = Scores.of_columns(
        sheet.film,
        sheet.juror,
        sheet.score,
        criterion=sheet.criterion,
        low=low,
        high=high,
        weights=weights,
        order=sheet.order,
        duplicates=duplicates,
        also_films=film_table.rows if film_table else (),
        place=sheet.place,
    )
    notes = [
        *sheet.notes,
        *_unknown(film_table, {*scores.films, *scores.unscored}),
        *_unknown(juror_table, set(scores.jurors)),
    ]
    return Tables(scores, film_table, juror_table, f"{sheet.file} ({sheet.detail})", tuple(notes))


def _unknown(table: Attributes | None, names: Collection[str]) -> list[str]:
    """A note about names of the scores that a table beside them does not hold."""
    missing = sorted(set(names) - set(table.rows)) if table else []
    if not table or not missing:
        return []
    text = ngettext(
        "{n} name of the scores is not in {file}: {first}.",
        "{n} names of the scores are not in {file}, as {first}.",
        len(missing),
    )
    return [text.format(n=len(missing), file=table.file, first=missing[0])]


def select(
    tables: Tables,
    result: "Result",
    top: int,
    *,
    per_category: bool = False,
    quotas: Sequence[Quota] = (),
    held: Mapping[str, str] | None = None,
    wild_cards: Mapping[str, str] | None = None,
    off: Mapping[str, str] | None = None,
) -> Choice:
    """Choose the best films of a tally, with the quotas' columns from the table of films.

    Args:
        tables: What was read.
        result: The tally.
        top: Places, overall or in each category.
        per_category: Whether `top` counts in each category.
        quotas: Bounds on the whole list.
        held: Film → why it is on hold.
        wild_cards: Film → the chair's reason to put it on the list.
        off: Film → the chair's reason to keep it off.

    Raises:
        Refusal: A quota or `per_category` asks for a column that no table of films has.
    """
    columns = set(tables.films.columns) if tables.films else set()
    wanted = [quota.attribute for quota in quotas] + ["category"] * per_category
    for name in wanted:
        if name not in columns:
            raise Refusal(
                N_("No table of films has a column “{name}”; give one with --films."), name=name
            )
    return choose(
        _candidates(result, tables.films.rows if tables.films else {}),
        top,
        per_category=per_category,
        quotas=quotas,
        held=held,
        wild_cards=wild_cards,
        off=off,
    )


def _candidates(
    result: "Result", attributes: Mapping[str, Mapping[str, tuple[str, ...]]]
) -> list[Candidate]:
    """Films with their ranks within their category, films of the same rank sharing one."""
    placed: dict[str, tuple[int, int, int]] = {}  # category → its films, last rank, its place
    candidates = []
    for film in result.films:  # best first
        own = attributes.get(film.film, {})
        category = (*own.get("category", ()), "")[0]
        within = None
        if film.rank is not None:
            count, last, place = placed.get(category, (0, 0, 0))
            within = place if film.rank == last else count + 1
            placed[category] = count + 1, film.rank, within
        candidates.append(
            Candidate(
                film=film.film,
                category=category,
                rank=film.rank,
                category_rank=within,
                attributes=own,
                note=_("Not ranked: {n} reviews.").format(n=film.n),
            )
        )
    return candidates


def own_films(tables: Tables, analysis: "Analysis") -> Mapping[str, "tuple[Own, ...]"]:
    """What jurors gave films of an own country or language against others', by that column.

    Only columns that both the films' and the jurors' table have are compared.
    """
    from jury_app.tally.differences import own_films as compare_own

    if tables.films is None or tables.jurors is None or analysis.model is None:
        return {}
    found: dict[str, tuple[Own, ...]] = {}
    for column in ("country", "language"):
        if column in tables.films.columns and column in tables.jurors.columns:
            found[column] = compare_own(
                tables.scores,
                analysis.model,
                {name: own[column] for name, own in tables.films.rows.items()},
                {name: own[column] for name, own in tables.jurors.rows.items()},
                analysis.result.interval,
            )
    return found


def pictures(analysis: "Analysis") -> Mapping[str, "Picture"]:
    """Ladder, severity strip (where the method tells severity) and grid, by file name."""
    found = {"ladder": _ladder(analysis.result), "grid": _grid(analysis)}
    if any(juror.severity is not None for juror in analysis.result.jurors):
        found["severity-strip"] = _strip(analysis.result)
    return found


def draw(analysis: "Analysis", folder: Path) -> tuple[Path, ...]:
    """Write the pictures of a tally into a folder as SVG; the answer is what was written.

    Raises:
        Problem: The folder cannot be made or written to.
    """
    from jury_app.pictures.svg import svg

    with told(folder):
        folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, picture in sorted(pictures(analysis).items()):
        path = folder / f"{name}.svg"
        write_durably(path, svg(picture).encode())
        written.append(path)
    return tuple(written)


def _ladder(result: "Result") -> "Picture":
    from jury_app.pictures.ladder import Rung, ladder

    rungs = [
        Rung(
            film=film.film,
            label=film.film,
            rank=film.rank,
            low=film.rank_low or film.rank,
            high=film.rank_high or film.rank,
            value=film.value or 0.0,
            p_above_cut=film.p_above_cut,
            group=film.group,
        )
        for film in result.films
        if film.rank is not None
    ]
    return ladder(rungs, cut=result.cut, level=result.interval)


def _strip(result: "Result") -> "Picture":
    from statistics import NormalDist

    from jury_app.pictures.severity_strip import Judged, severity_strip

    reach = NormalDist().inv_cdf((1 + result.interval) / 2)
    judged = [
        Judged(
            juror=juror.juror,
            label=juror.juror,
            severity=juror.severity,
            margin=None if juror.se is None else reach * juror.se,
            n=juror.n,
            consistent=not juror.flags,
            note=series(juror.flags),
        )
        for juror in result.jurors
        if juror.severity is not None
    ]
    unit = _("logits") if result.method.startswith("rasch") else _("points")
    return severity_strip(judged, unit=unit)


def _grid(analysis: "Analysis") -> "Picture":
    """Cards' values on the scale, coloured by their distance from the film's mean."""
    from jury_app.pictures.grid import Cell, grid

    result, cards = analysis.result, analysis.scores.cards
    films, jurors = analysis.scores.films, analysis.scores.jurors
    count: dict[int, int] = {}
    total: dict[int, float] = {}
    rows: list[Any] = list(
        zip(cards.film.tolist(), cards.juror.tolist(), cards.value.tolist(), strict=True)
    )
    for film, _juror, value in rows:
        count[film] = count.get(film, 0) + 1
        total[film] = total.get(film, 0.0) + value
    distance = [value - total[film] / count[film] for film, _juror, value in rows]
    furthest = max(map(abs, distance), default=0.0) or 1.0
    cells = {
        (films[film], jurors[juror]): Cell(
            state="scored", text=f"{value:.3g}", deviation=far / furthest
        )
        for (film, juror, value), far in zip(rows, distance, strict=True)
    }
    return grid(
        [(film.film, film.film) for film in result.films],
        [(juror.juror, juror.juror) for juror in result.jurors],
        cells,
    )
