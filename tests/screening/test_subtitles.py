"""How much a film's subtitles are: counted in the film, whatever it says."""

import io

import pytest

from jury_app.base.errors import Told
from jury_app.screening import matroska
from jury_app.screening.facts import Probe
from tests.ui.player.conftest import ffmpeg, pattern

LIMIT = 1 << 20
LINE = "W" * 400


def lines(count):
    """So many lines that stand at the same time."""
    return "".join(f"{n}\n00:00:01,000 --> 00:00:04,000\n{LINE}{n}\n\n" for n in range(1, count))


@pytest.fixture(scope="module")
def subtitled(tmp_path_factory):
    """`subtitled(coding, film)`: a film with three tracks of subtitles, the second one heavy."""
    folder = tmp_path_factory.mktemp("subtitled")

    def made(coding, name, *more):
        for number, count in enumerate((3, 6_000, 4)):
            (folder / f"{number}.srt").write_text(lines(count))
        inputs = [part for n in range(3) for part in ("-i", folder / f"{n}.srt")]
        maps = [part for n in range(5) for part in ("-map", n)]
        ffmpeg(*pattern(5), *inputs, *maps, "-c:v", "libx264", "-preset", "ultrafast", "-c:a",
               "aac", "-c:s", coding, *more, folder / name)  # fmt: skip
        return folder / name

    return made


@pytest.mark.parametrize(("coding", "name"), [("srt", "film.mkv"), ("mov_text", "film.mp4")])
def test_the_bytes_of_each_track_are_counted(subtitled, coding, name):
    with Probe() as probe:
        first, heavy, third = probe.subtitles(subtitled(coding, name), LIMIT)
    assert 2 * 400 < first < 2 * 500
    assert heavy > LIMIT
    assert 3 * 400 < third < 3 * 500


def test_what_a_film_says_of_itself_is_not_believed(subtitled):
    small = ("-metadata:s:s:1", "NUMBER_OF_BYTES=10", "-metadata:s:s:1", "NUMBER_OF_FRAMES=1")
    with Probe() as probe:
        assert probe.subtitles(subtitled("srt", "liar.mkv", *small), LIMIT)[1] > LIMIT


def test_a_film_without_subtitles_has_none(tmp_path):
    ffmpeg(*pattern(1), "-c:v", "libx264", "-preset", "ultrafast", tmp_path / "film.mkv")
    with Probe() as probe:
        assert probe.subtitles(tmp_path / "film.mkv", LIMIT) == ()


def test_what_is_no_film_is_told(tmp_path):
    (tmp_path / "film.mkv").write_text("#EXTM3U\n")
    with Probe() as probe, pytest.raises(Told):
        probe.subtitles(tmp_path / "film.mkv", LIMIT)


@pytest.mark.parametrize(
    "damaged",
    [b"", b"\x00" * 100, b"\xa3", b"\xa3\xff", b"\xff" * 100, b"\x18\x53\x80\x67\x01" + b"\xff" * 9,
     b"\xa0\x80" * 1000],
)  # fmt: skip
def test_damage_ends_the_counting(damaged):
    assert not matroska.counted(io.BytesIO(damaged), [1], LIMIT)
