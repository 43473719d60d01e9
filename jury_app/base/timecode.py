"""How a moment of a film is written, on every screen and on paper."""


def timecode(milliseconds: int) -> str:
    """A moment of a film as `1:02:03`, or `2:03` within the first hour.

    Args:
        milliseconds: Since its beginning; whole seconds are shown, and none before the beginning.
    """
    minutes, seconds = divmod(max(milliseconds, 0) // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
