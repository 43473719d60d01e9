"""The shipped profiles: complete, in both languages, every value with its source, and unchanged."""

import hashlib
import json
import re
from typing import Any

import msgspec
import pytest

from jury_app.base.document import Piece
from jury_app.rules.forms import form
from jury_app.rules.rules import LANES, Weighted
from tests.rules.samples import SHIPPED, shipped

GOLDEN = {
    "hkaiiff-2026": "6f37c906316b062c2a4cbc59b1911e3a8fe0e8303a23603a051ef51eca94ac5b",
    "hkaiiff-2027": "0317cd81a799d7c730acbf7b6801f64dedb35444b333128ecf3cf137e9575566",
    "kaiff-2024": "8014eaed665e33b541b0495e46441bbbf59710bd4f2454d66653253080c50839",
}
"""SHA-256 of the rules' canonical JSON: who changes a shipped rule changes this, and says so."""


def plain(document: Piece) -> dict[str, Any]:
    """A document as its JSON says it."""
    return json.loads(msgspec.json.encode(document))


def hash_of(document: Piece) -> str:
    text = json.dumps(plain(document), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("name", SHIPPED)
def test_the_rules_are_those_that_were_released(name):
    assert hash_of(shipped(name).rules) == GOLDEN[name]


@pytest.mark.parametrize("name", SHIPPED)
def test_both_languages_have_the_same_lines(name):
    texts = shipped(name).texts

    assert list(texts) == ["en", "zh-Hant"]
    assert [line.key for line in texts["en"].lines] == [line.key for line in texts["zh-Hant"].lines]


@pytest.mark.parametrize("name", SHIPPED)
def test_chinese_lines_are_chinese(name):
    for line in shipped(name).texts["zh-Hant"].lines:
        assert any("\u4e00" <= char <= "\u9fff" for char in line.text), line.key
        assert not any(char in line.text for char in ",;:!?"), line.key


FIGURE = re.compile(r"\d{2,}(?: ?%)?")
"""Small numbers are words in Chinese."""


@pytest.mark.parametrize("name", SHIPPED)
def test_both_languages_name_the_same_figures_in_the_same_form(name):
    english, chinese = (shipped(name).texts[language].lines for language in ("en", "zh-Hant"))
    for ours, theirs in zip(english, chinese, strict=True):
        if not ours.key.startswith("festival/"):  # its days: each language has its own order
            assert FIGURE.findall(theirs.text) == FIGURE.findall(ours.text), ours.key


def leaves(value: object, path: str = "") -> set[str]:
    """Paths of the values of plain tables, with ids in place of numbers."""
    if isinstance(value, dict):
        inside = [leaves(inner, f"{path}.{key}".lstrip(".")) for key, inner in value.items()]
        return set().union(*inside)
    if isinstance(value, list) and value and isinstance(value[0], dict):
        names = [
            each.get("id") or each.get("category") or f"[{index}]"
            for index, each in enumerate(value)
        ]
        inside = [
            leaves(each, f"{path}.{name}".replace(".[", "["))
            for name, each in zip(names, value, strict=True)
        ]
        return set().union(*inside)
    return {path}


@pytest.mark.parametrize("name", SHIPPED)
def test_every_value_of_the_rules_has_a_source(name):
    profile = shipped(name)
    values = plain(profile.rules)
    values["phases"] = {
        role: {sight.thing: 0 for sight in profile.rules.sights if sight.role == role}
        for role in ("juror", "chair", "office")
    }
    values["festival"] = {
        key: values.pop(key) for key in ("zone", "earliest_completion") if key in values
    }
    del values["sights"]
    known = {origin.path for origin in profile.provenance.origins}
    item_by_item = {path.partition("[")[0] for path in known}

    assert leaves(values) - known - item_by_item == set()


@pytest.mark.parametrize("name", SHIPPED)
def test_every_text_has_a_source(name):
    profile = shipped(name)
    known = {origin.path for origin in profile.provenance.origins}
    texts = {
        ".".join(("texts", language, *line.key.split("/")))
        for language, document in profile.texts.items()
        for line in document.lines
    }

    assert texts - known == set()


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_every_form_has_all_its_words(name, language):
    profile = shipped(name)
    for each in profile.rules.rounds:
        for category in profile.rules.categories:
            made = form(profile.rules, each.id, category.id, profile.texts[language])

            assert [criterion.weight for criterion in made.criteria] == [
                criterion.weight for criterion in each.matrix(category.id)
            ]
            for criterion in made.criteria:
                assert [anchor.level for anchor in criterion.anchors] == [1, 4, 7, 10]
                assert criterion.about
                assert criterion.label != criterion.id


def sources(name: str) -> dict[str, str]:
    return {each.path: each.source for each in shipped(name).provenance.origins}


def test_hkaiiff_2026_is_what_the_festival_published():
    profile = shipped("hkaiiff-2026")
    rules, source = profile.rules, sources("hkaiiff-2026")

    assert [(lane.id, lane.weight) for lane in rules.lanes] == list(
        zip(LANES, (20, 20, 20, 15, 15, 10), strict=True)
    )
    assert [source[f"lanes.{lane}.weight"] for lane in LANES] == [*["published"] * 5, "inferred"]
    assert (rules.gate.kind, rules.gate.threshold) == ("threshold", 51)
    assert [(each.band_low, each.band_high) for each in rules.categories] == [
        (51, 70),
        (51, 80),
        (51, 90),
        (51, 85),
    ]
    assert rules.combined == (Weighted(id="r1", weight=60), Weighted(id="r2", weight=40))
    assert source["combined.r1.weight"] == "inferred"
    assert [each.weight for each in rules.round("r2").matrix("generative")] == [35, 35, 20, 10]
    assert [(each.id, each.min_reviews, each.scale.per) for each in rules.rounds] == [
        ("r1", 3, 1),
        ("r2", 5, 2),
        ("r3", 3, 1),
    ]
    assert rules.ties == ("higher_later_round", "criteria", "pair_majority")
    assert (rules.running_time.shortest, rules.running_time.short_until) == (300, 1800)
    assert [(each.deadline, each.fee_usd) for each in profile.windows] == [
        ("Early Bird", 74),
        ("Standard", 99),
        ("Final Call", 149),
    ]
    assert {honour.compute_usd for honour in rules.honours if honour.tier == 2} == {90000}


def test_hkaiiff_2027_differs_in_its_gate_alone():
    old, new = shipped("hkaiiff-2026").rules, shipped("hkaiiff-2027").rules

    assert new.gate.kind == "checklist"
    assert msgspec.structs.replace(new, gate=old.gate, profile=old.profile) == old


def test_nothing_is_published_for_hkaiiff_2027():
    assert set(sources("hkaiiff-2027").values()) == {"inferred", "ours"}


def test_kaiff_2024_has_no_percent_and_two_panels():
    profile = shipped("kaiff-2024")

    assert profile.rules.lanes == ()
    assert profile.rules.gate.checklist == ("generative_ai",)
    assert sum(panel.jurors for panel in profile.intake.panels) == 16
    assert [each.id for each in profile.rules.categories] == [
        "narrative",
        "documentary",
        "art-culture",
        "free-format",
    ]
