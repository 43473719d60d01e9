"""Reading a profile: what comes out, what is refused, one profile on top of another."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jury_app.base.errors import Refusal
from jury_app.rules.mistakes import MOST, Mistake, ProfileRefused
from jury_app.rules.profile import DEEPEST, LARGEST, extended, read_profile
from jury_app.rules.rules import Endorsements, Matrix, Origin, Quorum, Rules, Sight, Weighted
from tests.rules.samples import SMALL, changed, mistakes_after, small

OVER = """
extends = "small-2030"
inherited = "inferred"
profile = "small-2031"
version = 1
source = "ours"
gate = { kind = "checklist", checklist = ["ai"] }

[texts.en]
gate.ai.label = "Made with AI"

[texts.de]
gate.ai.label = "Mit KI gemacht"
"""


def refusal(content: bytes, bases: dict[str, bytes] | None = None) -> ProfileRefused:
    with pytest.raises(ProfileRefused) as refused:
        read_profile(content, "x.toml", bases)
    return refused.value


def outcome(text: str) -> tuple[Mistake, ...]:
    """The mistakes of a profile; none if it is read."""
    try:
        read_profile(text.encode(), "x.toml")
    except ProfileRefused as refused:
        return refused.mistakes
    return ()


def over(*changes: tuple[str, str]) -> bytes:
    """The profile on top, changed."""
    text = OVER
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text.encode()


def test_values_become_rules():
    rules = small().rules

    assert (rules.profile, rules.version, rules.zone) == ("small-2030", 2, "Europe/Berlin")
    assert rules.earliest_completion == "2029-01-01"
    assert rules.round("r1").quorum == Quorum(parts=2, of=3)
    assert rules.round("r1").matrices[0] == Matrix(
        category="games", criteria=(Weighted(id="agency", weight=1),)
    )
    assert rules.round("r1").matrix("films") == (
        Weighted(id="craft", weight=2),
        Weighted(id="idea", weight=1),
    )
    assert rules.endorsements == (Endorsements(kind="decision/honour", role="juror", count=1),)
    assert rules.sights == (
        Sight(role="juror", thing="own_scores", phase="open"),
        Sight(role="juror", thing="own_scores", phase="closed"),
        Sight(role="juror", thing="standings", phase="published"),
        Sight(role="chair", thing="others_scores", phase="open"),
        Sight(role="chair", thing="standings", phase="open"),
        Sight(role="office", thing="names", phase="open"),
    )


def test_texts_are_one_document_a_language_sorted_by_key():
    texts = small().texts

    assert list(texts) == ["de", "en"]
    german = {line.key: line.text for line in texts["de"].lines}
    assert german["criterion/r1/all/craft/3"] == "Solide"
    assert german["category/games/label"] == "Spiele"
    assert [line.key for line in texts["de"].lines] == sorted(german)


def test_a_source_holds_for_its_table_until_a_value_says_otherwise():
    origins = set(small().provenance.origins)

    assert Origin(path="gate.threshold", source="published") in origins
    assert Origin(path="lanes.writing.weight", source="ours") in origins
    assert Origin(path="lanes.post.weight", source="inferred") in origins
    assert Origin(path="texts.de.criterion.r1.all.craft.3", source="ours") in origins


def test_a_value_without_a_source_is_told():
    mistakes, lines = mistakes_after(('source = "ours"\n', ""))

    assert {each.what for each in mistakes} == {"Nothing says where this value comes from."}
    assert lines[mistakes[0].line - 1] == 'profile = "small-2030"'
    assert not any(each.key.startswith("gate") and each.key != "gate.about" for each in mistakes)


def test_the_order_of_lanes_criteria_and_ties_is_kept():
    rules = read_profile(
        changed(
            ('"criteria", "pair_majority"', '"pair_majority", "criteria"'),
            (
                '{ id = "craft", weight = 2 },\n  { id = "idea", weight = 1 }',
                '{ id = "idea", weight = 1 },\n  { id = "craft", weight = 2 }',
            ),
        ).encode(),
        "small.toml",
    ).rules

    assert rules.ties == ("higher_later_round", "pair_majority", "criteria", "lot")
    assert [criterion.id for criterion in rules.round("r1").matrix("films")] == ["idea", "craft"]


def test_all_mistakes_are_told_at_once_in_the_order_of_lines():
    mistakes, _lines = mistakes_after(
        ('"higher_later_round"', '"highest"'),
        ("Europe/Berlin", "Europe/Berlim"),
        ("band_low = 51", "band_low = -1"),
        ("weight = { value = 10", "weight = { value = 11"),
        ("min_reviews = 3", "min_review = 3"),
        ('sound.label = "Ton"\n', ""),
    )

    assert [each.key for each in mistakes] == [
        "ties[0]",
        "festival.zone",
        "categories.films.band_low",
        "lanes",
        "rounds.r1.min_review",
        "texts.de.lane.sound.label",
    ]
    assert [each.line for each in mistakes] == sorted(each.line for each in mistakes)


def test_the_message_lists_every_mistake_on_a_line_of_its_own():
    error = refusal(
        changed(("threshold = 51", "threshold = 101"), ("seen = 500", "seen = 1001")).encode()
    )

    assert isinstance(error, Refusal)
    first, *rest = str(error).split("\n")
    assert first == "x.toml: This profile cannot be used yet. Mistakes to mend: 2"
    assert [line.split(":")[0] for line in rest] == [
        "- line 56, gate.threshold",
        "- line 71, rounds.r1.seen",
    ]


def test_foreign_text_cannot_break_out_of_its_line():
    error = refusal(changed(("version = 2", 'version = "\\n\\u001b[31m"')).encode())

    assert len(str(error).split("\n")) == 2
    assert "\x1b" not in str(error)


def test_a_file_of_nothing_but_mistakes_ends_the_search():
    many = "\n".join(f"key{number} = 1" for number in range(5000))

    assert len(refusal(f"{many}\n{SMALL}".encode()).mistakes) == MOST


@pytest.mark.parametrize(
    ("content", "what", "line"),
    [
        (b"", "missing", 1),
        (b"a = 1\nb = = 2\n", "This is no TOML: Invalid value.", 2),
        (b"a = 1\na = 2\n", "This is no TOML: Cannot overwrite a value.", 2),
        (b"a = 2026-02-30\n", "This is no TOML: Invalid date or datetime.", 1),
        (b"a = 1\n\xff = 2\n", "This is not UTF-8.", 2),
        (b"\xff\xfea\x00", "This is not UTF-8.", 1),
        (b"a = 1\x00\n", "This is no TOML", 1),
        (b"a = " + b"[" * 4000, "", 1),
        (b"a = " + b"[" * 300 + b"]" * 300, "deeper", 1),
        (b"a" + b".a" * (DEEPEST + 1) + b" = 1", "deeper", 1),
        (b"a = 1\nb = { c" + b" . 'd'" * 3000 + b" = 1 }", "characters", 2),
        (b"a = 1\nb = { c" + b" . 'd'" * 900 + b" = 1 }", "deeper", 2),
        (b"a = 1\n[c" + b".d" * 3000 + b"]", "deeper", 2),
        (b"\n" + b"a" * 9000 + b" = 1", "9004 characters", 2),
        (b"a = " + b"9" * 5000, "This is no TOML", 1),
        (b"#" * (LARGEST + 1), f"{LARGEST + 1} bytes", 1),
    ],
)
def test_what_is_no_profile_is_refused_with_its_line(content, what, line):
    told = refusal(content).mistakes[0]

    assert what in told.what
    assert told.line == line
    assert told.instead


def test_rules_survive_being_written_and_read():
    rules = small().rules

    assert msgspec.json.decode(msgspec.json.encode(rules), type=Rules) == rules


def test_a_byte_order_mark_and_windows_line_ends_change_nothing():
    assert read_profile(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode(), "x") == small()


def test_a_profile_on_top_replaces_keys_and_adds_texts():
    profile = read_profile(over(), "over", {"small-2030": SMALL.encode()})

    assert profile.rules.gate.checklist == ("ai",)
    assert profile.rules.gate.threshold is None
    assert profile.rules.rounds == small().rules.rounds
    german = {line.key: line.text for line in profile.texts["de"].lines}
    assert german["gate/ai/label"] == "Mit KI gemacht"
    assert german["gate/about"] == "Mindestens 51 %."


def test_what_was_published_for_another_edition_is_only_inferred():
    base = SMALL.replace("[running_time]\n", '[running_time]\nsource = "published"\n').encode()
    origins = {
        each.path: each.source
        for each in read_profile(over(), "over", {"small-2030": base}).provenance.origins
    }

    assert origins["running_time.shortest"] == "inferred"
    assert origins["lanes.writing.weight"] == "ours"
    assert origins["gate.kind"] == "ours"
    assert "gate.threshold" not in origins


def test_inherited_texts_that_belong_to_nothing_are_dropped():
    profile = read_profile(
        over(("[texts.en]", "honours = []\n[texts.en]")), "over", {"small-2030": SMALL.encode()}
    )

    assert "honour/best-game/label" not in {line.key for line in profile.texts["en"].lines}


def test_a_mistake_names_the_profile_in_which_it_stands():
    base = SMALL.replace("seen = 500", "seen = 1001").encode()
    told = refusal(over(('checklist = ["ai"]', "checklist = []")), {"small-2030": base}).mistakes

    assert {(each.key, each.profile, each.line) for each in told} == {
        ("gate.checklist", "x.toml", 7),
        ("rounds.r1.seen", "small-2030", 71),
    }


def test_a_profile_extends_one_that_is_at_hand_and_extends_none():
    assert extended(over(), "over") == "small-2030"
    assert extended(SMALL.encode(), "small") is None
    assert extended(over(('"small-2030"', '"../small-2030"')), "over") is None
    assert "not at hand" in refusal(over()).mistakes[0].what
    assert "itself" in refusal(over(), {"small-2030": over()}).mistakes[0].what


def test_inherited_needs_a_profile_to_inherit_from():
    mistakes, _lines = mistakes_after(("version = 2", 'version = 2\ninherited = "inferred"'))

    assert [each.key for each in mistakes] == ["inherited"]


VALUES = ("1", "-1", '"x"', '"all"', "[]", "[[1]]", "{}", "[{}]", "true", "1.5", "2030-01-01")


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_whatever_is_changed_a_profile_is_read_or_refused(data):
    lines = SMALL.split("\n")
    for _change in range(data.draw(st.integers(1, 3))):
        number = data.draw(st.integers(0, len(lines) - 1))
        key, equals, _value = lines[number].partition(" = ")
        value = data.draw(st.sampled_from((*VALUES, None)))
        if value is None:
            del lines[number]
        elif equals:
            lines[number] = f"{key} = {value}"
    text = "\n".join(lines)
    mistakes = outcome(text)

    assert all(1 <= each.line <= len(lines) for each in mistakes)
    assert all(each.what and each.instead for each in mistakes)
