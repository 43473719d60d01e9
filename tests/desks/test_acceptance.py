"""Slips at the desks: a mistyped passphrase, an erased film, a word that the rules have not."""

import pytest

from jury_app.base.errors import Refusal
from jury_app.desks.chair.deciding import decide
from jury_app.desks.juror.joining import join
from jury_app.desks.juror.syncing import sync
from jury_app.desks.office.devices import accept
from jury_app.desks.office.films import change, queries
from jury_app.desks.office.founding import found
from jury_app.desks.office.inviting import invite
from jury_app.desks.office.people import NewPerson, add
from jury_app.desks.office.receiving import receive
from jury_app.desks.seat import Seat
from jury_app.exchange.keys import Cost

CHEAP = Cost(time=1, memory=64, lanes=1)


def test_a_mistyped_passphrase_at_accepting_costs_nothing(tmp_path):
    def seat(name, typed="right"):
        return Seat(tmp_path / name, passphrase=lambda: typed)

    found(
        tmp_path / "office",
        "hkaiiff-2027",
        passphrase="right",
        mailbox=str(tmp_path / "mailbox"),
        cost=CHEAP,
    )
    with seat("office") as office:
        add(office, NewPerson("Ada"))
        (written,) = invite(office, tmp_path / "invitations")
    join(tmp_path / "ada", tmp_path / written.file, passphrase="right", cost=CHEAP)
    with seat("ada") as ada:
        sync(ada)
        device = ada.public.signing
    with seat("office") as office:
        receive(office)
    with seat("office", "mistyped") as office, pytest.raises(Refusal, match="passphrase"):
        accept(office, ["Ada"])
    with seat("office") as office:
        assert accept(office, ["Ada"]) == [device]


def test_an_erased_film_can_still_be_withdrawn(office):
    with office() as seat:
        decide(seat, "erase", "#3", {"confirm": "yes"}, "The maker asked for it.")
        queries(seat)
        with pytest.raises(Refusal, match="erased"):
            change(seat, ["#3"], fields={"title": "Another"})
        change(seat, ["#3"], fields={}, state="withdrawn", reason="The maker asked for it.")


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("recategorise", {"category": "nonsense", "cards": "stay"}),
        ("gate_ruling", {"round": "r9", "verdict": "meets"}),
        ("honour", {"honour": "nonsense"}),
    ],
)
def test_a_decision_names_only_what_the_rules_have(office, kind, fields):
    with office() as seat, pytest.raises(Refusal, match="needs --set"):
        decide(seat, kind, "#3", fields, "A slip of the pen.")
