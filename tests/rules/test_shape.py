"""Unknown and missing keys, wrong types, values out of bounds."""

import pytest

from tests.rules.samples import lines_of

CASES = [
    ("version = 2", "version = 2\nversoin = 1", "versoin", "not known", "“version”", "versoin = 1"),
    (
        "min_reviews = 3",
        "min_review = 3",
        "rounds.r1.min_review",
        "not known",
        "“min_reviews”",
        "min_review = 3",
    ),
    (
        "weight = 2 }",
        "wieght = 2 }",
        "craft.wieght",
        "not known",
        "“weight”",
        '{ id = "craft", wieght = 2 },',
    ),
    (
        "short_until = 1800",
        "",
        "running_time.short_until",
        "missing",
        "whole number",
        "[running_time]",
    ),
    ('method = "mean/1"\n', "", "rounds.r2.method", "missing", "such as “mean/1”", "[[rounds]]"),
    ("version = 2", 'version = "2"', "version", "“2”", "whole number, 1 or more", 'version = "2"'),
    ("version = 2", "version = true", "version", "true", "whole number", "version = true"),
    ("version = 2", "version = 2.0", "version", "2.0", "whole number", "version = 2.0"),
    ("version = 2", "version = 0", "version", "0", "1 or more", "version = 0"),
    (
        "version = 2",
        "version = 0x" + "f" * 5000,
        "version",
        "huge",
        "whole number",
        "version = 0xfff",
    ),
    (
        "threshold = 51",
        "threshold = 101",
        "gate.threshold",
        "101",
        "from 0 to 100",
        "threshold = 101",
    ),
    ("seen = 500", "seen = 1001", "rounds.r1.seen", "1001", "from 0 to 1000", "seen = 1001"),
    (
        "any_length = true",
        "any_length = 1",
        "categories.games.any_length",
        "1",
        "true or",
        "any_length = 1",
    ),
    (
        'forms = ["linear"]',
        'forms = ["film"]',
        "categories.films.forms[0]",
        "“film”",
        "linear",
        'forms = ["film"]',
    ),
    (
        'forms = ["linear"]',
        "forms = []",
        "categories.films.forms",
        "at least one",
        "linear",
        "forms = []",
    ),
    (
        'forms = ["linear"]',
        'forms = "linear"',
        "categories.films.forms",
        "“linear”",
        "list",
        'forms = "linear"',
    ),
    (
        'id = "writing"',
        'id = "Writing"',
        "lanes.Writing.id",
        "“Writing”",
        "small letters",
        'id = "Writing"',
    ),
    ("[gate]", "[[gate]]", "gate", "A list", "a table with", "[[gate]]"),
    (
        "first = 2030-05-01",
        'first = "1 May"',
        "festival.first",
        "“1 May”",
        "2026-07-17",
        'first = "1 May"',
    ),
    (
        "first = 2030-05-01",
        "first = 2030-05-01T10:00:00Z",
        "festival.first",
        "10:00",
        "date",
        "first = 2030-05-01T10:00:00Z",
    ),
    (
        '"likeness"]',
        '"likeness\\u0000"]',
        "ethics[0]",
        "likeness",
        "small letters",
        'ethics = ["likeness\\u0000"]',
    ),
    ('profile = "small-2030"', 'profile = "small\\n"', "profile", "small", "short id", "profile ="),
    ('dossier = ["statement"]', "dossier = [7]", "dossier[0]", "7 does not", "short id", "dossier"),
    ('dossier = ["statement"]', f"dossier = {['x'] * 201}", "dossier", "201 el", "200", "dossier"),
]
"""Text, what replaces it, key, what is wrong, what would be right, beginning of the line."""


@pytest.mark.parametrize("case", CASES)
def test_a_mistake_is_told_with_key_line_and_what_is_right(case):
    assert lines_of(case) == [case[-1]]
