"""Sources: takes `source` and `{ value = …, source = … }` out of a profile's tables.

A table's `source` holds for all that is in it, down to the next that says otherwise.
"""

from typing import Any, Literal, get_args

from jury_app.base.texts import _, series
from jury_app.rules.mistakes import Findings
from jury_app.rules.positions import Path
from jury_app.rules.shape import shown

Source = Literal["published", "inferred", "ours"]
SOURCES: tuple[Source, ...] = get_args(Source)


class Sources:
    """Unwraps one profile file; `found` maps the path of each value to its source.

    Args:
        findings: Where mistakes go.
        published_as: What `published` counts as: a value published for the edition that a profile
            extends may be only inferred for this one.
    """

    def __init__(self, findings: Findings, published_as: Source = "published") -> None:
        self.found: dict[Path, Source] = {}
        self._findings = findings
        self._published_as = published_as
        self._without: set[Path] = set()

    def unwrap(self, value: Any, path: Path, source: Source | None) -> Any:  # noqa: ANN401  any TOML value
        """`value` with plain values only; `source` is what holds where it says nothing."""
        if isinstance(value, dict):
            if value.keys() == {"value", "source"}:
                own = self._source(value["source"], (*path, "source"))
                return self.unwrap(value["value"], path, own)
            if "source" in value:
                source = self._source(value["source"], (*path, "source"))
            return {
                key: self.unwrap(inner, (*path, key), source)
                for key, inner in value.items()
                if key != "source"
            }
        if isinstance(value, list) and any(isinstance(each, dict) for each in value):
            return [self.unwrap(each, (*path, n), source) for n, each in enumerate(value)]
        if source is not None:
            self.found[path] = source
        elif path[:-1] not in self._without:
            self._without.add(path[:-1])
            self._findings.add(
                path,
                _("Nothing says where this value comes from."),
                _("Write source = “published”, “inferred” or “ours” in its table."),
                breaks=False,
            )
        return value

    def _source(self, word: object, path: Path) -> Source:
        for source in SOURCES:
            if word == source:
                return self._published_as if source == "published" else source
        self._findings.add(
            path,
            _("{value} is no source.").format(value=shown(word)),
            _("Expected: {expected}.").format(expected=series(SOURCES)),
            breaks=False,
        )
        return "ours"
