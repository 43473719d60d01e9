"""Rules that every window keeps, read from the source."""

import ast
import re
from functools import cache
from pathlib import Path

UI = Path(__file__).resolve().parents[3] / "jury_app" / "ui"
FILES = sorted(UI.rglob("*.py"))


@cache
def parsed(file):
    return ast.parse(file.read_text("utf-8"))


def imported(file):
    return {
        name.name
        for node in ast.walk(parsed(file))
        if isinstance(node, ast.ImportFrom)
        for name in node.names
    }


def calls(file, name):
    return [
        node.lineno
        for node in ast.walk(parsed(file))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == name
    ]


def test_there_are_windows_to_look_at():
    assert len(FILES) > 20


def faults(rule):
    """Files that break a rule, with what it found there."""
    found = {str(file.relative_to(UI)): rule(file) for file in FILES}
    return {file: broken for file, broken in found.items() if broken}


def test_colours_stand_in_tokens_alone():
    literal = re.compile(r"[\"']#[0-9a-fA-F]{3,8}[\"']|GlobalColor\.(?!transparent)")
    assert faults(lambda file: literal.findall(file.read_text("utf-8"))) == {}


def test_there_is_one_stylesheet():
    assert list(faults(lambda file: calls(file, "setStyleSheet"))) == ["kit/theme.py"]


def test_texts_stand_in_labels_that_are_plain_by_construction():
    rich = {"QLabel", "QTextBrowser", "QTextEdit"}
    asked = faults(lambda file: rich & imported(file))
    # The keys ask only whether a text field has the focus.
    assert asked == {"kit/labels.py": {"QLabel"}, "kit/keys.py": {"QTextEdit"}}
    assert faults(lambda file: calls(file, "setHtml") + calls(file, "insertHtml")) == {}


def test_tooltips_are_never_read_as_markup():
    assert list(faults(lambda file: calls(file, "setToolTip"))) == ["kit/labels.py"]


def test_tables_are_views_over_models():
    widgets = {"QTableWidget", "QListWidget", "QTreeWidget"}
    assert faults(lambda file: widgets & imported(file)) == {}


def test_a_file_stays_small():
    def lines(file):
        found = len(file.read_text("utf-8").splitlines())
        return found if found > 400 else 0

    assert faults(lines) == {}
