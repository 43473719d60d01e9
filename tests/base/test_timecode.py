from jury_app.base.timecode import timecode


def test_timecodes_show_hours_where_there_are_any():
    moments = (0, 59_999, 60_000, 3_600_000, 3_723_000)
    assert [timecode(at) for at in moments] == ["0:00", "0:59", "1:00", "1:00:00", "1:02:03"]


def test_no_moment_is_before_the_beginning():
    assert timecode(-5) == "0:00"
