"""Which categories a cell names: their names may hold commas, and so may lists of them."""

from collections.abc import Sequence

from msgspec import Struct

from jury_app.intake.expectations import ExpectedCategory
from jury_app.intake.sheets import normalise
from jury_app.intake.values import listed


class Choice(Struct, frozen=True):
    """What a cell names: categories in its order, and words that name none."""

    categories: tuple[ExpectedCategory, ...]
    unknown: tuple[str, ...]

    @property
    def one(self) -> ExpectedCategory | None:
        """The category, if the cell names exactly one and nothing else."""
        return self.categories[0] if len(self.categories) == 1 and not self.unknown else None


class Categories:
    """The edition's categories by every name they have."""

    def __init__(self, categories: Sequence[ExpectedCategory]) -> None:
        self._by_name = {
            normalise(name): category
            for category in categories
            for name in (category.id, *category.names)
        }

    def named_in(self, cell: str) -> Choice:
        """The categories that a cell names, each once."""
        whole = self._by_name.get(normalise(cell))
        if whole:
            return Choice((whole,), ())
        found: dict[str, ExpectedCategory] = {}
        unknown: list[str] = []
        words = listed(cell)
        start = 0
        while start < len(words):
            end, category = self._longest(words, start)
            if category:
                found[category.id] = category
            else:
                unknown.append(words[start])
            start = end
        return Choice(tuple(found.values()), tuple(unknown))

    def _longest(self, words: Sequence[str], start: int) -> tuple[int, ExpectedCategory | None]:
        """The longest name that begins at word `start`, with the index after it."""
        for end in range(min(len(words), start + 8), start, -1):
            category = self._by_name.get(normalise(", ".join(words[start:end])))
            if category:
                return end, category
        return start + 1, None
