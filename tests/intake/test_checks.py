"""What is asked about a submission, one rule a test."""

import pytest
from msgspec.structs import replace

from jury_app.intake.checks import missing_items, reasons_for
from jury_app.intake.expectations import Expectations
from jury_app.intake.submissions import Key, Submission

GOOD = Submission(
    keys=(Key("id", "1"),),
    title="Latent",
    category="generative",
    categories_text="Generative Cinema",
    seconds=600,
    duration_text="10:00",
    completed="2026-02-20",
    completed_text="2026-02-20",
    statement="We conducted.",
    lanes=(60, 60, 60, 60, 60, 60),
    lanes_text=("60",) * 6,
    dossier=(("appendix", "https://x.example/a.pdf"), ("consents", "n/a"), ("proof", "Yes")),
)


def codes(expectations: Expectations, **changes: object) -> list[tuple[str, str]]:
    reasons = reasons_for(replace(GOOD, **changes), expectations)
    return [(each.weight, each.code) for each in reasons]


def test_nothing_is_asked_about_a_submission_in_order(expectations: Expectations) -> None:
    assert codes(expectations) == []


@pytest.mark.parametrize("title", ["", "\u200b\u202e", "\u00ad"])
def test_missing_or_invisible_title_is_refused(expectations: Expectations, title: str) -> None:
    assert codes(expectations, title=title) == [("refused", "title_missing")]


def test_submission_without_id_and_mail_is_refused(expectations: Expectations) -> None:
    assert codes(expectations, keys=()) == [("refused", "key_missing")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "category_missing"),
        ("Puppets", "category_unknown"),
        ("Generative Cinema, Procedural & Emergent Systems", "category_several"),
    ],
)
def test_category_must_be_one_known(expectations: Expectations, text: str, code: str) -> None:
    assert codes(expectations, category=None, categories_text=text) == [("query", code)]


@pytest.mark.parametrize(
    ("seconds", "text", "expected"),
    [
        (None, "", ["duration_missing"]),
        (None, "1:75:00", ["duration_unclear"]),
        (0, "0:00:00", ["duration_zero"]),
        (299, "4:59", ["duration_short"]),
        (300, "5:00", []),
        (21_600, "6:00:00", []),
        (21_601, "6:00:01", ["duration_long"]),
    ],
)
def test_running_time_is_clear_and_long_enough(
    expectations: Expectations, seconds: int | None, text: str, expected: list[str]
) -> None:
    found = codes(expectations, seconds=seconds, duration_text=text)
    assert found == [("query", code) for code in expected]


def test_category_of_any_length_takes_short_works(expectations: Expectations) -> None:
    assert codes(expectations, category="procedural", seconds=60, duration_text="1:00") == []


@pytest.mark.parametrize(
    ("completed", "text", "earliest", "expected"),
    [
        ("2026-01-01", "x", "2026-01-01", []),
        ("2025-12-31", "x", "2026-01-01", ["completion_early"]),
        ("2025", "x", "2026-01-01", ["completion_early"]),
        ("2026", "x", "2026-01-01", []),
        ("2026", "x", "2026-03-01", ["completion_unclear"]),
        (None, "1/9/2026", "2026-01-01", ["completion_unclear"]),
        (None, "1/9/2026", None, ["completion_unclear"]),
        (None, "", "2026-01-01", ["completion_missing"]),
        (None, "", None, []),
        ("1999", "1999", None, []),
    ],
)
def test_completion_is_clear_and_not_too_early(
    expectations: Expectations,
    completed: str | None,
    text: str,
    earliest: str | None,
    expected: list[str],
) -> None:
    bounds = replace(expectations, earliest_completion=earliest)
    found = codes(bounds, completed=completed, completed_text=text)
    assert found == [("query", code) for code in expected]


def test_lanes_that_are_unclear_outside_or_silent_are_asked_about(
    expectations: Expectations,
) -> None:
    lanes, texts = (None, None, 60, 60, 60, None), ("0.6", "150", "60", "60", "60", "")
    assert codes(expectations, lanes=lanes, lanes_text=texts) == [
        ("query", "percent_unclear"),
        ("query", "percent_outside"),
        ("query", "lanes_missing"),
        ("query", "dossier_missing"),
    ]


def test_overall_percent_is_participation_but_never_lanes(expectations: Expectations) -> None:
    overall = {"lanes": (), "lanes_text": (), "declared_overall": 70, "overall_text": "70%"}
    assert codes(expectations, **overall) == []
    unread = {**overall, "declared_overall": None, "overall_text": "lots"}
    assert codes(expectations, **unread) == [
        ("query", "percent_unclear"),
        ("query", "dossier_missing"),
    ]


@pytest.mark.parametrize(
    ("item", "answer", "missing"),
    [
        ("proof", "", True),
        ("proof", "No", True),
        ("proof", "not applicable", True),
        ("proof", "Yes", False),
        ("consents", "Pending", True),
        ("consents", "Not applicable", False),
        ("consents", "All obtained", False),
        ("model_provenance", "", True),
        ("model_provenance", "listed", False),
    ],
)
def test_dossier_items_need_an_answer(item: str, answer: str, missing: bool) -> None:
    submission = replace(GOOD, dossier=((item, answer),))
    assert missing_items(submission, (item,)) == ((item,) if missing else ())


def test_reasons_are_sentences_with_foreign_text_made_harmless(
    expectations: Expectations,
) -> None:
    hostile = replace(GOOD, seconds=None, duration_text="\u202e" + "9" * 200)
    (told,) = reasons_for(hostile, expectations)
    assert str(told) == (
        "The running time “\\u202e" + "9" * 58 + "…” can be read in more than one way or in none."
    )
