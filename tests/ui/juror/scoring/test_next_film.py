"""The next film is shown in the controls that are there; nothing of the last one stays."""

import msgspec
import pytest

from jury_app.ui.juror.draft import DraftModel
from tests.ui.conftest import settle
from tests.ui.juror.scoring.conftest import focused_path


@pytest.fixture
def following(session, draft):
    """Another film's draft, which was begun, with a dossier of its own."""
    dossier = {**dict(draft.shown.dossier), "declared/writing": 5, "tools": "A camera"}
    shown = msgspec.structs.replace(
        draft.shown,
        film=draft.shown.film._replace(film="another"),
        dossier=tuple(dossier.items()),
        scorecard={"scores/cohesion": {"units": 4, "per": 1}, "comment/panel": "Begun."},
    )
    return DraftModel(session, shown, session)


def test_the_next_film_shows_its_own_answers_and_dossier(panel, draft, following, fingers):
    fingers.press("7 6")
    assert panel.take(following)
    names = [row.accessibleName() for row in panel._sections["scores"].rows[:2]]
    assert names[0] == "Conductorship, not scored"
    assert names[1].startswith("Cohesion, 4 of 10")
    assert panel._bar._said.text() == "1 of 17 answered"
    gate = panel._sections["lanes"]
    assert gate.rows[0].accessibleDescription() == "weight 20 %, declared 5 %"
    assert gate._evidence._declared.text() == "Declared: 5 %"
    assert "Tools: A camera" in gate._evidence._quotes.text()
    assert "5 → –" in " ".join(
        each.text for each in gate._hexagon.picture.shapes if hasattr(each, "text")
    )
    words = panel._sections["remarks"].rows[3]._words
    assert words.toPlainText() == "Begun."
    assert draft.get("scores/cohesion") == {"units": 6, "per": 1}


def test_what_was_begun_and_said_of_the_last_film_is_over(panel, draft, following, fingers):
    panel.show_faults()
    panel.go_to_section("lanes")
    fingers.press("6")
    panel.flag_ethics()
    assert panel.take(following)
    rows = [row for section in panel._sections.values() for row in section.rows]
    assert not any(row.fault or row.hint for row in rows)
    panel.go_to_section("lanes")
    fingers.press("5 5")
    assert following.get("lanes/writing") == 55
    panel.go_to_section("ethics")
    fingers.press("2")
    assert following.get("ethics/likeness") == {"answer": "question"}


def test_changes_of_a_film_that_is_no_longer_in_hand_are_not_shown(panel, draft, following):
    panel.take(following)
    draft.set("scores/risk", {"units": 9, "per": 1})
    assert panel._sections["scores"].rows[3].accessibleName() == "Intentional risk, not scored"


def test_a_film_that_is_asked_something_else_needs_a_scorecard_of_its_own(panel, draft, asked):
    assert not panel.take(asked(category="procedural"))
    assert focused_path() == "scores/conductorship"
    assert panel._sections["scores"].rows[1].label == "Cohesion"


def test_a_film_that_was_let_go_of_leaves_its_scorecard_to_the_next(panel, draft, following, keys):
    draft.deleteLater()
    settle()
    keys.changed.emit()
    assert panel.take(following)
    following.set("scores/risk", {"units": 9, "per": 1})
    assert panel._sections["scores"].rows[3].accessibleName().startswith("Intentional risk, 9 of")


def test_a_film_whose_form_changed_meanwhile_no_longer_fits(panel, draft, asked):
    assert panel.fits(draft)
    draft.form = asked(category="procedural").form
    assert not panel.fits(draft)
    assert not panel.take(draft)
