"""Who sees what, when."""

import typing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jury_app.rules.phases import sees, until
from jury_app.rules.rules import Phase, Thing, Viewer
from tests.rules.samples import SHIPPED, shipped, small

ROLES, THINGS, PHASES = (typing.get_args(each) for each in (Viewer, Thing, Phase))
OF_OTHERS = {"others_scores", "comments", "standings", "earlier_round"}
RULES = [shipped(name).rules for name in SHIPPED]


@pytest.mark.parametrize("rules", RULES, ids=SHIPPED)
def test_a_juror_never_sees_anothers_score(rules):
    assert not any(
        sees(rules, "juror", thing, phase)
        for thing in ("names", "others_scores", "comments", "earlier_round")
        for phase in PHASES
    )


@pytest.mark.parametrize("rules", RULES, ids=SHIPPED)
def test_jurors_see_their_own_scores_always_and_standings_when_published(rules):
    assert [phase for phase in PHASES if sees(rules, "juror", "own_scores", phase)] == list(PHASES)
    assert [phase for phase in PHASES if sees(rules, "juror", "standings", phase)] == ["published"]


@pytest.mark.parametrize("rules", RULES, ids=SHIPPED)
def test_the_office_sees_scores_once_the_round_is_closed(rules):
    seen = [phase for phase in PHASES if sees(rules, "office", "others_scores", phase)]

    assert seen == ["closed", "decided", "published"]


@given(
    st.sampled_from(RULES), st.sampled_from(ROLES), st.sampled_from(THINGS), st.sampled_from(PHASES)
)
def test_whoever_owes_a_card_sees_nothing_of_others(rules, role, thing, phase):
    usual = sees(rules, role, thing, phase)

    assert sees(rules, role, thing, phase, owes_card=True) == (usual and thing not in OF_OTHERS)


def test_a_chair_who_scores_sees_scores_after_signing():
    rules = shipped("hkaiiff-2026").rules

    assert not sees(rules, "chair", "others_scores", "open", owes_card=True)
    assert sees(rules, "chair", "others_scores", "open")


def test_what_the_table_does_not_list_is_not_seen():
    rules = small().rules
    seen = {
        (role, thing, phase)
        for role in ROLES
        for thing in THINGS
        for phase in PHASES
        if sees(rules, role, thing, phase)
    }

    assert seen == {(sight.role, sight.thing, sight.phase) for sight in rules.sights}


def test_screens_can_say_until_when_something_is_hidden():
    rules = shipped("hkaiiff-2026").rules

    assert until(rules, "office", "standings", "open") == "closed"
    assert until(rules, "juror", "standings", "closed") == "published"
    assert until(rules, "juror", "own_scores", "closed") == "closed"
    assert until(rules, "juror", "others_scores", "open") is None
