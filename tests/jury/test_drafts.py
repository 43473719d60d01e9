"""Drafts: what keeps one from being signed, and the way to a card and back."""

import copy
import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from jury_app.base.document import PartHash
from jury_app.jury.composing import Subject, compose, draft_of
from jury_app.jury.drafts import faults, gate_says, lane_sum, next_note, played_path, with_private
from jury_app.jury.scorecard import Scorecard
from tests.jury.edition import EDITION, NOW, hashof, idof, small_rules

RULES = small_rules()
LANES = [lane.id for lane in RULES.lanes]
SUBJECT = Subject(
    edition=EDITION,
    round="r1",
    film=idof("Mirror"),
    category="generative",
    juror=idof("Ada"),
    rules_hash=hashof("rules"),
    texts_hash=hashof("texts"),
    language="en",
)
FULL = {
    "scores/cohesion": {"units": 7, "per": 1},
    "scores/risk": {"cannot": "not_shown", "reason": "no sound on the train"},
    **{f"lanes/{lane}": 60 for lane in LANES},
    "verdict": "meets",
    "ethics/likeness": {"answer": "clear"},
    "ethics/harm": {"answer": "concern", "note": "a child", "moment": 61_000},
    "cues/orchestration": "three models as one voice",
    "comment/entrant": "Thank you.",
    "comment/panel": "See the end credits.",
    "comment/private": "ask my sister",
    "notes/1": {"at": 1000, "text": "lovely", "kind": "praise", "audience": "entrant"},
    "notes/2": {"at": 2000, "text": "mine", "kind": "doubt", "audience": "private"},
    "viewings/1": {"kind": "declared", "share": 1000, "place": "Busan"},
}


class Sealed:
    """Keeps what was sealed, as the desk does beside the signed document."""

    def __init__(self) -> None:
        self.values: dict[str, object] = {}

    def __call__(self, name: str, audience: str, value: object) -> PartHash:
        digest = hashlib.sha256(json.dumps([name, audience, value]).encode()).hexdigest()
        self.values[digest] = value
        return PartHash(name=name, audience=audience, hash=digest)


def paths(draft: dict, round_id: str = "r1", category: str = "generative") -> list[str]:
    return [fault.path for fault in faults(draft, RULES, round_id, category)]


def without(*names: str) -> dict:
    return {path: value for path, value in FULL.items() if path not in names}


def test_a_full_draft_has_no_fault():
    assert paths(FULL) == []


@pytest.mark.parametrize("path", ["scores/cohesion", "lanes/sound", "verdict", "ethics/likeness"])
def test_what_the_round_asks_must_be_answered(path):
    assert paths(without(path)) == [path]


def test_an_empty_draft_names_every_missing_thing_in_the_forms_order():
    assert paths({}) == [
        "scores/cohesion",
        "scores/risk",
        *(f"lanes/{lane}" for lane in LANES),
        "verdict",
        "ethics/likeness",
        "ethics/harm",
        "viewings",
    ]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("scores/cohesion", {"units": 0, "per": 1}),
        ("scores/cohesion", {"units": 11, "per": 1}),
        ("scores/cohesion", {"units": 15, "per": 2}),
        ("scores/cohesion", {"units": 7.5, "per": 1}),
        ("scores/cohesion", {"cannot": "not_shown", "reason": ""}),
        ("scores/nonsense", {"units": 5, "per": 1}),
        ("lanes/sound", 52),
        ("lanes/sound", 105),
        ("ethics/harm", {"answer": "block"}),
        ("ethics/harm", {"answer": "perhaps"}),
        ("cues/unknown", "x"),
        ("notes/3", {"at": 1, "text": "", "kind": "praise", "audience": "panel"}),
        ("viewings/1", {"kind": "declared", "share": 899, "place": "Busan"}),
    ],
)
def test_what_the_rules_do_not_allow_is_a_fault_at_its_path(path, value):
    found = paths({**FULL, path: value})
    assert found == ["viewings" if path.startswith("viewings") else path]


def test_half_steps_are_allowed_where_the_scale_has_them():
    draft = {"scores/artistry": {"units": 15, "per": 2}, "viewings/1": FULL["viewings/1"]}
    assert paths(draft, "r2") == []
    assert paths({**draft, "scores/artistry": {"units": 1, "per": 2}}, "r2") == ["scores/artistry"]


@pytest.mark.parametrize("verdict", ["doubtful", "does_not"])
def test_a_verdict_that_is_not_meets_needs_a_reason(verdict):
    assert paths({**FULL, "verdict": verdict}) == ["verdict_reason"]
    assert paths({**FULL, "verdict": verdict, "verdict_reason": "the stems"}) == []


def test_a_verdict_against_the_sum_of_the_lanes_needs_a_reason():
    low = {**FULL, **{f"lanes/{lane}": 50 for lane in LANES}}
    assert gate_says(low, RULES) == "does_not"
    assert paths(low) == ["verdict_reason"]


def test_a_verdict_against_the_checklist_needs_a_reason():
    gate = replace(
        RULES.gate,
        kind="checklist",
        threshold=None,
        checklist=("performance", "narrative"),
        not_enough=("subtitles",),
    )
    rules = replace(RULES, gate=gate)
    for ticked in ((), ("subtitles",)):
        draft = FULL | {f"checklist/{item}": True for item in ticked}
        assert gate_says(draft, rules) == "does_not"
        assert [fault.path for fault in faults(draft, rules, "r1", "generative")] == [
            "verdict_reason"
        ]
    draft = FULL | {"checklist/narrative": True}
    assert gate_says(draft, rules) == "meets"
    assert faults(draft, rules, "r1", "generative") == ()


def test_the_lane_sum_is_exact_and_only_there_when_all_lanes_are():
    lanes = dict(zip(LANES, (55, 50, 45, 60, 40, 55), strict=True))
    assert lane_sum(lanes, RULES.lanes) == (20 * 150 + 15 * 100 + 10 * 55) / 100
    assert lane_sum({**{k: v for k, v in lanes.items() if k != "post"}}, RULES.lanes) is None


def test_a_procedural_work_must_be_seen_in_as_many_named_runs_as_the_category_says():
    one = {"kind": "played", "share": 1000, "run": "seed 1"}
    draft = {**FULL, "viewings/1": one}
    assert paths(draft, "r1", "procedural") == ["viewings"]
    draft["viewings/2"] = {**one, "run": "seed 2"}
    assert paths(draft, "r1", "procedural") == []


def composed(draft: dict) -> tuple[Scorecard, dict[str, object]]:
    sealed = Sealed()
    return compose(draft, SUBJECT, RULES, NOW, sealed), sealed.values


def test_private_words_leave_neither_text_nor_hash():
    card, values = composed(FULL)
    assert "ask my sister" not in values.values()
    assert all("mine" not in str(value) for value in values.values())
    public, _ = composed(without("comment/private", "notes/2"))
    assert [part.name for part in card.parts] == [part.name for part in public.parts]


def test_only_ids_scores_verdict_share_and_hold_are_open():
    card, _ = composed(FULL)
    assert card.verdict == "meets"
    assert card.hold is False
    assert [(s.criterion, s.units, s.cannot) for s in card.scores] == [
        ("cohesion", 7, None),
        ("risk", None, "not_shown"),
    ]
    audiences = {part.name: part.audience for part in card.parts}
    assert audiences["comment/entrant"] == "entrant"
    assert audiences["note/1"] == "entrant"
    assert {audiences[name] for name in audiences} == {"entrant", "panel"}


def test_an_ethics_block_asks_for_a_hold():
    card, _ = composed({**FULL, "ethics/harm": {"answer": "block", "note": "stop"}})
    assert card.hold is True


def test_a_card_turns_back_into_the_draft_without_what_was_private():
    card, values = composed(FULL)
    assert draft_of(card, values) == without("comment/private", "notes/2")


def test_a_card_whose_parts_are_withheld_still_turns_into_what_is_open():
    card, _ = composed(FULL)
    assert draft_of(card, {}) == {
        "scores/cohesion": {"units": 7, "per": 1},
        "scores/risk": {"cannot": "not_shown", "reason": ""},
        "verdict": "meets",
        "viewings/1": {"kind": "declared", "share": 1000},
    }


@given(
    st.integers(1, 10),
    st.lists(st.integers(0, 20).map(lambda n: n * 5), min_size=6, max_size=6),
    st.text(min_size=1, max_size=50),
    st.sampled_from(["meets", "doubtful", "does_not"]),
)
def test_composing_what_a_card_turned_into_gives_the_same_card(score, lanes, text, verdict):
    draft = copy.deepcopy(without("comment/private", "notes/2"))
    draft["scores/cohesion"] = {"units": score, "per": 1}
    draft |= {f"lanes/{lane}": value for lane, value in zip(LANES, lanes, strict=True)}
    draft |= {"verdict": verdict, "verdict_reason": text, "comment/panel": text}
    card, values = composed(draft)
    again, _ = composed(draft_of(card, values))
    assert again == card


ITEM = hashof("film")
PLAYED = {"kind": "played", "share": 950, "item": ITEM, "intervals": [[0, 950]]}


def with_viewings(changes: dict) -> dict:
    return without("viewings/1") | changes


@pytest.mark.parametrize(
    "viewing",
    [
        {"kind": "declared", "share": 1000},
        {"kind": "live", "share": 1000, "began": NOW},
        {"kind": "session", "share": 1000, "began": NOW, "path": "inland"},
    ],
)
def test_a_viewing_says_where_and_when_and_a_session_has_ended(viewing):
    assert paths(with_viewings({"viewings/1": viewing})) == ["viewings/1"]


@pytest.mark.parametrize(
    "viewing",
    [
        {"kind": "live", "share": 1000, "place": "Hall 2", "began": NOW},
        {"kind": "session", "share": 1000, "began": NOW, "ended": NOW, "path": "in", "ending": "b"},
    ],
)
def test_a_live_work_and_an_ended_session_can_be_signed(viewing):
    assert paths(with_viewings({"viewings/1": viewing})) == []


def test_a_run_counts_only_when_enough_of_it_was_seen():
    runs = {
        played_path(ITEM, run): {**PLAYED, "run": run, "share": share}
        for run, share in (("1", 1000), ("2", 899))
    }
    assert paths(with_viewings(runs), category="procedural") == ["viewings"]
    runs[played_path(ITEM, "2")]["share"] = 900
    assert paths(with_viewings(runs), category="procedural") == []


def test_what_the_player_kept_keeps_its_path_through_a_card():
    ended = {"kind": "session", "share": 800, "began": NOW, "ended": NOW, "ending": "the sea"}
    draft = with_viewings({played_path(ITEM): PLAYED, "viewings/1": ended})
    card, values = composed(draft)
    names = [part.name for viewing in card.viewings for part in viewing.parts]
    assert names == ["ending/1", "began/1", "ended/1", "intervals/2"]
    assert draft_of(card, values) == {
        path: value for path, value in draft.items() if path not in ("comment/private", "notes/2")
    }


def _noted(audience):
    return st.dictionaries(
        st.integers(1, 5).map("notes/{}".format),
        st.builds(lambda text: {"at": 1, "text": text, "audience": audience}, st.text(max_size=2)),
    )


@given(_noted("panel"), _noted("private"), _noted("panel"))
def test_what_is_private_stays_beside_a_card_that_numbers_its_notes_by_itself(said, own, others):
    found = with_private(said, {**others, **own, "comment/private": "mine"})
    assert {path: found.pop(path) for path in said} == said
    assert found.pop("comment/private") == "mine"
    assert sorted(each["text"] for each in found.values()) == sorted(
        e["text"] for e in own.values()
    )
    assert next_note(found) not in found
