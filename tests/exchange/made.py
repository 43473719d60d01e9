"""Parts made for tests, several at once."""

from collections.abc import Iterable

from jury_app.base.document import PartHash
from jury_app.exchange.parts import Part, make


def make_all(
    values: Iterable[tuple[str, str, object]],
) -> tuple[tuple[PartHash, ...], tuple[Part, ...]]:
    """Parts of (name, audience, value), in the order given."""
    made = [make(name, audience, value) for name, audience, value in values]
    return tuple(held for held, _ in made), tuple(part for _, part in made)
