"""A form: what a juror is asked about a film, in words."""

import msgspec
import pytest

from jury_app.rules.forms import Anchor, GateForm, Named, form
from jury_app.rules.rules import Texts
from tests.rules.samples import shipped, small


def test_a_category_with_a_matrix_of_its_own_is_asked_by_it():
    profile = small()
    games = form(profile.rules, "r1", "games", profile.texts["de"])
    films = form(profile.rules, "r1", "films", profile.texts["de"])

    assert [(each.id, each.label) for each in games.criteria] == [("agency", "Wirkung")]
    assert [(each.id, each.label) for each in films.criteria] == [
        ("craft", "Handwerk"),
        ("idea", "Idee"),
    ]
    assert films.criteria[0].anchors == (Anchor(1, "Roh"), Anchor(3, "Solide"), Anchor(5, "Fein"))
    assert films.total_weight == 3


def test_a_round_asks_what_its_rules_ask():
    profile = small()
    first = form(profile.rules, "r1", "films", profile.texts["en"])
    second = form(profile.rules, "r2", "films", profile.texts["en"])

    assert [(lane.label, lane.weight) for lane in first.lanes][-1] == ("Post", 10)
    assert first.ethics == (Named("likeness", "Likeness", "Did they consent?"),)
    assert first.cues == (Named("daring", "Daring", ""),)
    assert first.gate == GateForm("threshold", "At least 51 %.", 51, (51, 80), (), ())
    assert (second.lanes, second.ethics, second.cues, second.gate) == ((), (), (), None)


def test_scores_go_in_steps_from_low_to_high():
    profile = small()

    assert form(profile.rules, "r1", "films", profile.texts["en"]).units == tuple(range(2, 11))
    assert form(profile.rules, "r2", "films", profile.texts["en"]).units == tuple(range(11))


def test_a_checklist_gate_shows_its_items():
    profile = shipped("hkaiiff-2027")
    gate = form(profile.rules, "r1", "generative", profile.texts["en"]).gate

    assert gate is not None
    assert gate.threshold is None
    assert [item.label for item in gate.checklist] == [
        "Main audiovisual material",
        "Performance",
        "Narrative organisation",
        "Generative rules",
        "Audience experience",
    ]
    assert [item.id for item in gate.not_enough] == ["subtitles", "denoise", "upscaling"]


def test_a_line_that_a_language_lacks_is_shown_in_english():
    profile = small()
    german = profile.texts["de"]
    lacking = msgspec.structs.replace(
        german, lines=tuple(line for line in german.lines if not line.key.endswith("/idea/5"))
    )
    idea = form(profile.rules, "r1", "films", lacking, profile.texts["en"]).criteria[1]

    assert idea.label == "Idee"
    assert idea.anchors == (Anchor(1, "Alt"), Anchor(5, "New"))


def test_a_label_that_no_language_has_is_the_id():
    profile = small()
    empty = Texts(profile="small-2030", version=2, language="fr", lines=())

    assert form(profile.rules, "r1", "films", empty).criteria[1].label == "idea"


@pytest.mark.parametrize(
    ("units", "per", "levels"),
    [(7, 1, (7, 7)), (15, 2, (7, 10)), (1, 1, (1, 1)), (20, 2, (10, 10)), (3, 1, (1, 4))],
)
def test_a_score_stands_at_an_anchor_or_between_two(units, per, levels):
    profile = shipped("hkaiiff-2026")
    artistry = form(profile.rules, "r2", "generative", profile.texts["en"]).criteria[0]
    below, above = artistry.around(units, per)

    assert below is not None
    assert above is not None
    assert (below.level, above.level) == levels


def test_rounds_and_categories_that_do_not_exist_have_no_form():
    profile = small()

    with pytest.raises(KeyError, match="r9"):
        form(profile.rules, "r9", "films", profile.texts["en"])
    with pytest.raises(KeyError, match="songs"):
        form(profile.rules, "r1", "songs", profile.texts["en"])
