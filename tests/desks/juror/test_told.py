"""What a visit of the mailbox did, in sentences."""

from jury_app.desks.juror.handing import SyncReport


def said(**counts):
    nothing = {"taken": 0, "documents": 0, "sent": 0, "waiting": 0, "receipts": 0}
    return list(SyncReport(**{**nothing, **counts}, alarms=()).lines())


def test_only_what_happened_is_told():
    assert said() == ["Nothing new came."]
    assert said(sent=5, waiting=1) == [
        "What you signed was sent: 5 items.",
        "1 message waits for the office.",
    ]
    assert said(receipts=1) == ["1 receipt came: the festival holds what you sent."]
    assert said(documents=29, receipts=2) == [
        "29 updates came from the festival.",
        "2 receipts came: the festival holds what you sent.",
    ]
