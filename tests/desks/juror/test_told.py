"""What a visit of the mailbox did, in sentences."""

from jury_app.desks.juror.handing import SyncReport


def said(**counts):
    nothing = {"taken": 0, "documents": 0, "sent": 0, "waiting": 0, "receipts": 0}
    return list(SyncReport(**{**nothing, **counts}, alarms=()).lines())


def test_only_what_happened_is_told():
    assert said() == ["Nothing new came."]
    assert said(sent=5, waiting=1) == ["5 documents sent.", "1 message waits for the office."]
    assert said(receipts=1) == ["1 receipt came: it is in the festival's ledger."]
    assert said(documents=29, receipts=2) == [
        "29 documents came.",
        "2 receipts came: these are in the festival's ledger.",
    ]
