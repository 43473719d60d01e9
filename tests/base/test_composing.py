"""Texts for people are put together by `base.texts`, which knows the marks of each language."""

import ast
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent.parent / "jury_app"
MARKS = {", ", "; ", "、", "；", "，"}
FOR_MACHINES = {
    "store": "SQL",
    "intake/categories.py": "what a table says is put together again, to be looked up",
    "intake/submissions.py": "a repr, for those who debug",
}
"""Where a list is no text for people → what it is."""


def joins(path):
    """Lines on which a literal mark joins things."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Attribute) and node.attr == "join":
            literal = node.value
            if isinstance(literal, ast.Constant) and literal.value in MARKS:
                yield node.lineno


def written_for_people():
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if not name.startswith(tuple(FOR_MACHINES)):
            yield name, path


def test_lists_are_joined_by_the_language_in_use_never_by_a_literal_mark():
    found = [f"{name}:{line}" for name, path in written_for_people() for line in joins(path)]
    assert found == [], "use series() or clauses() of jury_app.base.texts"


def test_what_is_excepted_still_joins_something():
    for name in FOR_MACHINES:
        place = PACKAGE / name
        files = place.rglob("*.py") if place.is_dir() else [place]
        assert any(line for path in files for line in joins(path)), f"{name} needs no exception"
