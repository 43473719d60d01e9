"""All methods side by side: rank by method, and the films that change sides of the cut."""

from jury_app.base.errors import Refusal
from jury_app.base.texts import N_
from jury_app.tally.methods import METHODS, analyse
from jury_app.tally.results import ComparedFilm, Comparison, FilmResult, Note, Result
from jury_app.tally.scores import Scores


def compare(
    scores: Scores,
    methods: tuple[str, ...] = tuple(METHODS),
    *,
    cut: int | None = None,
    **choices: object,
) -> Comparison:
    """Tally by each method; one that refuses the table is left out, and its reason is noted.

    Args:
        scores: The table.
        methods: Names, with or without version; films come in the order of the first that judges.
        cut: Place of the cut.
        choices: As for `methods.study`.

    Raises:
        Refusal: Every method refuses (the last reason is given), or a name is unknown.
    """
    results: list[Result] = []
    notes: list[Note] = []
    refused: Refusal | None = None
    for method in methods:
        try:
            results.append(analyse(scores, method, cut=cut, **choices))
        except Refusal as reason:
            refused = reason
            notes.append(Note(method, str(reason), warning=True))
    if not results:
        raise refused or Refusal(N_("Name at least one method to compare."))
    notes += [
        Note(result.method, note.text, warning=True)
        for result in results
        for note in result.notes
        if note.warning
    ]
    tables = [{film.film: film for film in result.films} for result in results]
    return Comparison(
        methods=tuple(result.method for result in results),
        cut=cut,
        films=tuple(
            _side_by_side([table[film.film] for table in tables], cut) for film in results[0].films
        ),
        notes=tuple(notes),
    )


def _side_by_side(films: list[FilmResult], cut: int | None) -> ComparedFilm:
    above = {film.rank <= cut for film in films if film.rank is not None and cut is not None}
    return ComparedFilm(
        film=films[0].film,
        ranks=tuple(film.rank for film in films),
        values=tuple(film.value for film in films),
        changes_side=len(above) == 2,
    )
