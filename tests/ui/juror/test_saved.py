from jury_app.ui.juror.saved import Saved


def test_nothing_is_said_to_be_saved_where_nothing_is_kept(qtbot, session):
    session.reading_only = True
    saved = Saved(session)
    qtbot.addWidget(saved)
    assert saved.text == "Read only"
    session.saving.emit(False)
    assert saved.text == "Read only"
