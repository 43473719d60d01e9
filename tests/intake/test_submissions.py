"""Submissions survive storing, merge by what a table has, and never show whom to write to."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec import json

from jury_app.intake.submissions import (
    Contact,
    Key,
    Submission,
    answered,
    changed_fields,
    mail_key,
    merged,
)

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
SUBMISSIONS = st.builds(
    Submission,
    title=WORDS,
    seconds=st.none() | st.integers(0, 9999),
    duration_text=WORDS,
    lanes=st.tuples(*[st.none() | st.integers(0, 100)] * 2),
    dossier=st.dictionaries(WORDS, WORDS, max_size=3).map(lambda each: tuple(sorted(each.items()))),
    extra=st.dictionaries(WORDS, WORDS, max_size=3).map(lambda each: tuple(each.items())),
    contact=st.builds(Contact, name=WORDS, email=WORDS, phone=WORDS),
    keys=st.just((Key("id", "1"),)),
)
EVERYTHING = frozenset(Submission.__struct_fields__) | {
    f"contact.{name}" for name in Contact.__struct_fields__
}


@given(SUBMISSIONS)
def test_stored_submissions_read_back(submission: Submission) -> None:
    assert json.decode(json.encode(submission), type=Submission) == submission


@given(SUBMISSIONS, SUBMISSIONS)
def test_table_without_columns_changes_nothing(old: Submission, new: Submission) -> None:
    bare = Submission(keys=new.keys)
    assert merged(old, bare, frozenset()) == old


@given(SUBMISSIONS, SUBMISSIONS)
def test_table_with_every_column_replaces_all_but_kept_columns(
    old: Submission, new: Submission
) -> None:
    given_items = {f"dossier/{item}" for item, _ in old.dossier}
    both = merged(old, new, EVERYTHING | given_items)
    assert set(changed_fields(new, both)) <= {"extra"}
    assert dict(both.extra) == {**dict(old.extra), **dict(new.extra)}


@given(SUBMISSIONS, SUBMISSIONS)
def test_merging_twice_is_merging_once(old: Submission, new: Submission) -> None:
    once = merged(old, new, EVERYTHING)
    assert merged(once, new, EVERYTHING) == once


def test_value_follows_the_column_it_is_read_from() -> None:
    old = Submission(seconds=600, duration_text="10:00", title="Old")
    new = Submission(title="New")
    assert merged(old, new, frozenset({"title"})) == Submission(
        seconds=600, duration_text="10:00", title="New"
    )
    assert merged(old, new, frozenset({"duration_text"})) == Submission(title="Old")


def test_answer_stands_while_the_table_says_what_it_said() -> None:
    asked = Submission(title="A", categories_text="Film, Music", dossier=(("proof", "pending"),))
    known = answered(
        asked,
        {"category": "film", "categories_text": "film", "dossier": (("proof", "Seen on paper."),)},
    )
    given = EVERYTHING | {"dossier/proof"}
    assert merged(known, asked, given) == known
    other = Submission(title="A", categories_text="Games", category="games", dossier=asked.dossier)
    both = merged(known, other, given)
    assert (both.category, both.categories_text) == ("games", "Games")
    assert dict(both.dossier) == {"proof": "Seen on paper."}


def test_second_answer_replaces_the_first_and_not_what_the_table_says() -> None:
    asked = Submission(title="A", duration_text="5,30")
    first = answered(asked, {"seconds": 5, "duration_text": "0:05"})
    second = answered(first, {"seconds": 330, "duration_text": "5:30"})
    assert merged(second, asked, EVERYTHING) == second
    assert dict(second.answers) == {"duration_text": "5,30"}


def test_mail_key_ignores_case_and_spacing_and_is_not_shown() -> None:
    key = mail_key(" Ana@X.example ", "The  Film")
    assert key == mail_key("ana@x.EXAMPLE", "the film")
    submission = Submission(
        keys=(key,), title="The Film", contact=Contact(name="Ana", email="ana@x.example")
    )
    for shown in (key, submission, submission.contact):
        for text in (repr(shown), str(shown), f"{shown}", f"{[shown]}"):
            assert "ana" not in text.casefold()
