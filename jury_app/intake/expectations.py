"""What an edition expects of its tables: names of categories, lanes and questions, and bounds.

The desk fills this from the rules and the profile; no number of a festival is written in this room.
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from jury_app.rules.rules import Form


class Named(Struct, frozen=True):
    """Something of the rules and what tables call it, in any case and spacing."""

    id: str
    names: tuple[str, ...]


class ExpectedCategory(Struct, frozen=True):
    """A category.

    Attributes:
        id: Its id in the rules.
        names: What tables call it, in any language.
        form: The form of work it takes first, which a film gets until somebody says otherwise.
        any_length: Whether works under the shortest running time are no query.
    """

    id: str
    names: tuple[str, ...]
    form: Form = "linear"
    any_length: bool = False


class Expectations(Struct, frozen=True, kw_only=True):
    """What submissions are read by and checked against.

    Attributes:
        categories: The edition's categories.
        lanes: The six lanes in the rules' order; names are headers of the columns with their
            declared percents (`lane_headers`).
        questions: Parts of a film (`tools`, `statement`, `dossier/<item>`, …) and the headers of
            the custom questions that fill them.
        shortest: Seconds under which a running time is a query.
        short_until: Seconds up to and including which a film is a short.
        longest: Seconds above which a running time is a query: more likely a slip than a film.
        earliest_completion: `YYYY-MM-DD`; a completion before it is a query.
        dossier: What a dossier must hold: `statement`, `participation` (the declared lanes or the
            overall percent), and items that questions fill.
    """

    categories: tuple[ExpectedCategory, ...]
    lanes: tuple[Named, ...] = ()
    questions: tuple[Named, ...] = ()
    shortest: int = 0
    short_until: int = 0
    longest: int = 6 * 3600
    earliest_completion: str | None = None
    dossier: tuple[str, ...] = ()


def lane_headers(
    patterns: Iterable[str], lanes: Iterable[str], spellings: Mapping[str, Iterable[str]]
) -> tuple[Named, ...]:
    """The headers under which tables declare each lane.

    Args:
        patterns: Headers in which `{lane}` stands for a lane's name.
        lanes: Ids of the lanes, in the rules' order.
        spellings: Lane id → names in such headers; a lane without goes by its id.
    """
    told = tuple(patterns)
    return tuple(
        Named(
            lane,
            tuple(
                pattern.replace("{lane}", name)
                for pattern in told
                for name in spellings.get(lane, (lane,))
            ),
        )
        for lane in lanes
    )
