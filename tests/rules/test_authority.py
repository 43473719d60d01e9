"""Who may sign what, and that nobody decides about a film they are recused from."""

import typing

import pytest

from jury_app.jury.decisions import AnyDecision
from jury_app.jury.kinds import KINDS as DOCUMENT_TYPES
from jury_app.rules.authority import (
    ANYONE,
    DECISIONS,
    DOCUMENTS,
    KINDS,
    Signer,
    decides_about_film,
    may_sign,
    signers,
)

ROLES = typing.get_args(Signer)


def test_every_kind_of_decision_and_document_is_in_the_table():
    tags = {each.__struct_config__.tag for each in typing.get_args(AnyDecision)}

    assert tags == DECISIONS.keys()
    assert DOCUMENT_TYPES.keys() - {"decision"} <= DOCUMENTS.keys() | ANYONE


@pytest.mark.parametrize(
    ("kind", "who"),
    [
        ("genesis", {"root"}),
        ("roster", {"root"}),
        ("scorecard", {"juror"}),
        ("film", {"office"}),
        ("receipt", {"office"}),
        ("standings", {"chair"}),
        ("endorsement", set(ROLES)),
        ("decision/open", {"chair"}),
        ("decision/admit", {"chair"}),
        ("decision/gate_ruling", {"chair"}),
        ("decision/eligible", {"office", "chair"}),
        ("decision/assign", {"office", "chair"}),
        ("decision/enrol", {"enrol"}),
        ("decision/revoke", {"enrol"}),
        ("enrolment", set(ROLES)),
        ("decision/unheard_of", set()),
        ("unheard_of", set()),
        ("decision", set()),
        ("decision/genesis", set()),
    ],
)
def test_a_kind_is_signed_by_its_roles_alone(kind, who):
    assert {role for role in ROLES if may_sign(kind, [role])} == who


def test_the_root_signs_no_decision():
    assert [kind for kind in DECISIONS if may_sign(f"decision/{kind}", ["root"])] == []


def test_one_of_several_roles_suffices():
    assert may_sign("decision/open", ["juror", "chair"])
    assert not may_sign("decision/open", [])


def test_whoever_is_recused_decides_nothing_about_the_film():
    about_film = [kind for kind in KINDS if decides_about_film(kind)]

    assert {"decision/void", "decision/eligible", "decision/tie_break"} <= set(about_film)
    assert not any(may_sign(kind, ROLES, recused=True) for kind in about_film)


def test_a_recusal_bars_nothing_else():
    assert may_sign("recusal", ["juror"], recused=True)
    assert may_sign("scorecard", ["juror"], recused=True)
    assert may_sign("decision/close", ["chair"], recused=True)
    assert may_sign("decision/assign", ["office"], recused=True)


def test_the_table_names_roles_that_exist():
    assert set().union(*(signers(kind) for kind in KINDS)) == set(ROLES)
