"""Tracks are called as those call their language who speak it, or by their number."""

import pytest

from jury_app.base.texts import use_language
from jury_app.ui.player.tracks import Track


@pytest.mark.parametrize(
    ("language", "title", "name"),
    [
        ("eng", "", "English"),
        ("yue", "", "粵語"),
        ("cmn", "", "普通話"),
        ("chi", "Director", "中文 · Director"),
        ("fre", "français", "français"),
        ("qaa", "", "qaa"),  # of nobody's use alone
        ("und", "Music", "Music"),
        ("und", "", "Track 4"),
        ("", "", "Track 4"),
    ],
)
def test_a_track_is_called_by_its_language_and_title(language, title, name):
    assert Track(9, title, language, 4).name == name


def test_a_track_of_which_nothing_is_told_has_a_number_in_every_language():
    use_language("zh-Hant")
    try:
        assert Track(9, "", "", 2).name not in {"Track 2", ""}
        assert "2" in Track(9, "", "", 2).name
    finally:
        use_language("en")
