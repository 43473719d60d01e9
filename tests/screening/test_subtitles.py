"""How much a film's subtitles are: counted in the film, whatever it says."""

import io
import os
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jury_app.base.errors import Problem, Told
from jury_app.screening import matroska, mp4, probechild
from jury_app.screening.facts import Probe
from jury_app.screening.subtitles import HEAVIEST, LONGEST, MOST
from tests.ui.player.conftest import ffmpeg, pattern

LINE = "W" * 400


def lines(*texts):
    """Subtitles that stand at the same time; no two alike, for ffmpeg leaves the second out."""
    numbered = enumerate(texts, 1)
    return "".join(f"{n}\n00:00:01,000 --> 00:00:04,000\n{text}{n}\n\n" for n, text in numbered)


@pytest.fixture(scope="module")
def subtitled(tmp_path_factory):
    """`subtitled(coding, film)`: a film with three tracks of subtitles, the second one heavy."""
    folder = tmp_path_factory.mktemp("subtitled")

    def made(coding, name, *more, heavy=(LINE,) * 6_000):
        for number, texts in enumerate(((LINE,) * 2, heavy, (LINE,) * 3)):
            (folder / f"{number}.srt").write_text(lines(*texts))
        inputs = [part for n in range(3) for part in ("-i", folder / f"{n}.srt")]
        maps = [part for n in range(5) for part in ("-map", n)]
        ffmpeg(*pattern(5), *inputs, *maps, "-c:v", "libx264", "-preset", "ultrafast", "-c:a",
               "aac", "-c:s", coding, *more, folder / name)  # fmt: skip
        return folder / name

    return made


def counted(path):
    """What is known of a film's subtitles when they were counted to the end."""
    with Probe() as probe:
        states = probe.subtitles(path)
        while "open" in states:
            _, states = probe.count(path, 0, 1)
    return states


@pytest.mark.parametrize(
    ("coding", "name"), [("srt", "film.mkv"), ("webvtt", "film.webm.mkv"), ("mov_text", "film.mp4")]
)
def test_a_track_of_two_megabytes_is_too_heavy(subtitled, coding, name):
    assert counted(subtitled(coding, name)) == ("light", "heavy", "light")


@pytest.mark.parametrize(("coding", "name"), [("copy", "film.mkv"), ("mov_text", "film.mp4")])
@pytest.mark.parametrize("heavy", [("W",) * (MOST + 1), (LINE * 4,) * 30], ids=["many", "long"])
def test_so_are_many_lines_and_long_ones(subtitled, coding, name, heavy):
    assert counted(subtitled(coding, name, heavy=heavy)) == ("light", "heavy", "light")


def test_what_a_film_says_of_itself_is_not_believed(subtitled):
    small = ("-metadata:s:s:1", "NUMBER_OF_BYTES=10", "-metadata:s:s:1", "NUMBER_OF_FRAMES=1")
    assert counted(subtitled("srt", "liar.mkv", *small)) == ("light", "heavy", "light")


def test_text_in_fragments_of_an_mp4_is_not_known(subtitled):
    film = subtitled("mov_text", "pieces.mp4", "-movflags", "frag_keyframe+empty_moov")
    assert counted(film) == ("unknown",) * 3


def test_a_film_without_subtitles_has_none(tmp_path):
    ffmpeg(*pattern(1), "-c:v", "libx264", "-preset", "ultrafast", tmp_path / "film.mkv")
    assert counted(tmp_path / "film.mkv") == ()


def test_of_text_in_other_containers_nothing_is_known(tmp_path):
    ffmpeg(*pattern(1), "-c:v", "mpeg4", tmp_path / "film.avi")
    assert counted(tmp_path / "film.avi") == ()


@pytest.fixture
def endless():
    """Time for this process again, after a part of a child set an end to it."""
    resource = pytest.importorskip("resource", reason="a folder cannot be opened there")
    bounds = resource.getrlimit(resource.RLIMIT_CPU)
    yield
    resource.setrlimit(resource.RLIMIT_CPU, bounds)


@pytest.mark.usefixtures("endless")
def test_a_drive_that_goes_away_while_a_film_is_counted_is_told(subtitled):
    film = subtitled("srt", "film.mkv")
    session = probechild._Session()
    assert session.answer(["subtitles", str(film)]) == ["open"] * 3
    folder = os.open("/", os.O_RDONLY)  # which answers every reading by an error
    os.dup2(folder, session._counting._file.fileno())
    os.close(folder)
    with pytest.raises(Problem) as raised:
        session.answer(["count", 0, 1, None])
    session._counting._file.close()
    assert raised.value.place == str(film)


def test_what_is_no_film_is_told(tmp_path):
    (tmp_path / "film.mkv").write_text("#EXTM3U\n")
    with Probe() as probe, pytest.raises(Told):
        probe.subtitles(tmp_path / "film.mkv")


# Matroska, element by element.

OPEN = b"\x01" + b"\xff" * 7
"""A size that is not said."""


def element(name, *content, size=None):
    body = b"".join(content)
    return bytes.fromhex(name) + (size or (len(body) | 1 << 56).to_bytes(8, "big")) + body


def cluster(seconds, *blocks, size=None):
    return element(
        "1F43B675", element("E7", (seconds * 1000).to_bytes(4, "big")), *blocks, size=size
    )


def block(text, flags=0):
    return element("A3", b"\x81", b"\0\0", bytes([flags]), text)


NUMBER, TYPE, CODING = element("D7", b"\1"), element("83", b"\x11"), element("86", b"S_TEXT/UTF8")


def film(*clusters, packing=b"", kind=(NUMBER, TYPE, CODING), size=None):
    """A film of one track of text and these clusters."""
    table = element("1654AE6B", element("AE", *kind, packing))
    head = element("1A45DFA3")
    return io.BytesIO(head + element("18538067", table, *clusters, size=size))


def state(file):
    counting = matroska.Counting(file)
    counting.go_on(60)
    return counting.states


def packed(algorithm, settings=b"", kind=b"\0"):
    how = element("5034", element("4254", bytes([algorithm])), element("4255", settings))
    return element("6D80", element("6240", element("5033", kind), how))


MUCH = [block(b"W" * 400) for _ in range(HEAVIEST // 400 + 1)]


def test_blocks_are_counted_in_groups_and_in_clusters_and_films_without_an_end():
    assert state(film(cluster(0, block(b"W")))) == ["light"]
    assert state(film(cluster(0, *(element("A0", each) for each in MUCH)))) == ["heavy"]
    assert state(film(cluster(0, size=OPEN), cluster(1, *MUCH, size=OPEN), size=OPEN)) == ["heavy"]


def test_text_counts_by_what_is_unpacked():
    bomb = block(zlib.compress(b"W" * (LONGEST + 1), 9))
    assert state(film(cluster(0, bomb))) == ["light"]
    assert state(film(cluster(0, bomb), packing=packed(0))) == ["heavy"]
    assert state(film(cluster(0, block(zlib.compress(b"W"))), packing=packed(0))) == ["light"]
    begun = packed(3, b"W" * 400)
    assert state(film(cluster(0, *(block(b"") for _ in MUCH)), packing=begun)) == ["heavy"]


@pytest.mark.parametrize("packing", [packed(1), packed(2), packed(0, kind=b"\1")])
def test_text_that_is_packed_in_another_way_is_not_known(packing):
    assert state(film(cluster(0, block(b"W")), packing=packing)) == ["unknown"]


def test_lines_that_share_a_block_are_counted_each():
    shared = block(b"\xff" + b"\1" * 256, flags=0x06)
    assert state(film(cluster(0, *[shared] * (MOST // 256)))) == ["light"]
    assert state(film(cluster(0, *[shared] * (MOST // 256 + 1)))) == ["heavy"]


def test_damage_counts_as_text_that_nobody_read():
    """A player looks for more in what is damaged, and may find what was hidden there."""
    assert state(film(cluster(0, b"\0" * 1000))) == ["light"]
    assert state(film(cluster(0, b"\0", *MUCH))) == ["unknown"]
    assert state(film(b"\0", cluster(0, *MUCH))) == ["unknown"]


def test_a_film_that_breaks_off_is_counted_to_there():
    whole = film(cluster(0, block(b"W")), cluster(5, block(b"W" * 400))).getvalue()
    assert state(io.BytesIO(whole[:-100])) == ["light"]


def test_a_second_table_of_tracks_is_not_believed():
    again = film(cluster(0, block(b"W"))).getvalue() * 2
    assert state(io.BytesIO(again)) == ["unknown"]


@pytest.mark.parametrize("coding", [b"S_TEXT/UTF8", b"S_HDMV/PGS", b"S_VOBSUB"])
@pytest.mark.parametrize("type_", [b"\x11", b"\0\x11", b"\0\0\0\0\x11"])
def test_text_is_counted_however_its_track_is_called(type_, coding):
    kind = (NUMBER, element("83", type_), element("86", coding))
    assert state(film(cluster(0, *MUCH), kind=kind)) == ["heavy"]


@pytest.mark.parametrize(
    "kind",
    [
        (element("D7", b"\1\0\0\0\1"), TYPE, CODING),  # a number of which libvlc takes the end
        (NUMBER, element("D7", b"\2"), TYPE, CODING),
        (NUMBER, element("83", b"\1\x11"), CODING),
        (NUMBER, element("83", b"\2"), TYPE, CODING),
        (NUMBER, TYPE),  # which libvlc leaves out, and the next track is the first
        (NUMBER, TYPE, element("86", b"\0\0")),
    ],
)
def test_beside_a_track_that_others_read_otherwise_none_is_known(kind):
    whole = film(cluster(0, block(b"W")), kind=kind).getvalue()
    second = element("AE", element("D7", b"\3"), TYPE, CODING)
    first = element("AE", *kind)
    table = whole[: whole.index(bytes.fromhex("1F43B675"))].index(bytes.fromhex("1654AE6B"))
    both = element("1654AE6B", first, second)
    assert set(state(io.BytesIO(whole[:table] + both + cluster(0, block(b"W"))))) == {"unknown"}


def test_packing_that_is_told_twice_is_not_known():
    twice = element("5034", element("4254", b"\3"), element("4254", b"\0"))
    packing = element("6D80", element("6240", twice))
    assert state(film(cluster(0, block(b"W")), packing=packing)) == ["unknown"]


def test_what_stands_where_somebody_watches_is_counted_first():
    minutes = [cluster(60 * n, *[block(b"W")] * 300, *(MUCH if n == 70 else ())) for n in range(90)]
    counting = matroska.Counting(film(*minutes))
    counting.moment = 70 * 60_000
    while counting.states == ["open"]:
        counting.go_on(0.0001)
    assert counting.states == ["heavy"]
    assert counting.passed < len(minutes[70]) + 5 * len(minutes[0])
    counting = matroska.Counting(film(*minutes[:70], *minutes[71:]))
    counting.moment = 70 * 60_000
    counting.go_on(60)
    assert counting.states == ["light"]
    assert counting.passed == sum(len(each) - 12 for each in minutes) - len(minutes[70]) + 12


@pytest.mark.parametrize("jump", [10, 80])
def test_the_count_follows_a_jump(jump):
    minutes = [cluster(60 * n, *[block(b"W")] * 300, *(MUCH * (n == jump))) for n in range(90)]
    counting = matroska.Counting(film(*minutes))
    counting.moment = 40 * 60_000
    while counting.passed < len(minutes[40]):
        counting.go_on(60, counting.passed + 1)
    counting.moment = jump * 60_000
    while counting.states == ["open"]:
        counting.go_on(60, counting.passed + 1)
    assert counting.states == ["heavy"]
    assert counting.passed < 5 * len(minutes[40]) + len(minutes[jump])


@given(st.data())
def test_damage_never_stops_the_counting(data):
    whole = film(
        cluster(0, block(b"W" * 9), element("A0", block(zlib.compress(b"W" * 90)))),
        cluster(90, block(b"\2WW", flags=6), size=OPEN),
        packing=packed(0),
    ).getvalue()
    _damaged(data, whole, state)


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    path = tmp_path_factory.mktemp("index") / "film.mp4"
    (path.parent / "lines.srt").write_text(lines("W"))
    black = "color=black:size=16x16:duration=1"
    ffmpeg("-f", "lavfi", "-i", black, "-i", path.parent / "lines.srt",
           "-c:v", "libx264", "-c:s", "mov_text", path)  # fmt: skip
    assert mp4.weighed(io.BytesIO(path.read_bytes())) == ["light"]
    return path.read_bytes()


@pytest.mark.parametrize("kind", [b"tx3g", b"text", b"subp", b"subt", b"sbtl", b"clcp"])
def test_all_that_libvlc_takes_for_subtitles_is_counted(subtitled, kind):
    content = subtitled("mov_text", "film.mp4").read_bytes()
    content = kind.join(content.split(b"sbtl"))
    assert mp4.weighed(io.BytesIO(content)) == ["light", "heavy", "light"]


def naming_chapters(content, named):
    """The film, whose index stands last, with chapters named: number of a track → of those."""
    at = content.index(b"moov") - 4
    movie, track = content[at:], 0
    for number, chapters in named.items():
        for _ in range(number):
            track = movie.index(b"trak", track + 4)
        end = track - 4 + int.from_bytes(movie[track - 4 : track], "big")
        names = b"".join(each.to_bytes(4, "big") for each in chapters)
        box = struct.pack(">I4sI4s", 16 + len(names), b"tref", 8 + len(names), b"chap") + names
        size = (end - track + 4 + len(box)).to_bytes(4, "big")
        movie = movie[: track - 4] + size + movie[track:end] + box + movie[end:]
        track = 0
    return content[:at] + len(movie).to_bytes(4, "big") + movie[4:]


def test_chapters_are_no_subtitles_where_no_two_tracks_name_others(subtitled):
    content = subtitled("mov_text", "film.mp4").read_bytes()
    for named in ({1: [3]}, {1: [3], 2: [3]}):
        assert mp4.weighed(io.BytesIO(naming_chapters(content, named))) == ["heavy", "light"]
    for named in ({1: [9], 2: [3]}, {1: [9] * 200 + [3]}):
        assert mp4.weighed(io.BytesIO(naming_chapters(content, named))) == []


def test_a_box_that_its_own_end_cuts_is_damage(index, tmp_path):
    """Of a negative number of bytes everything is read, or a bug is told."""
    parent = bytes.fromhex("00000014") + b"tref"
    whole = index.replace(b"udta", b"free")
    at = whole.index(b"tkhd") - 4
    cut = parent + bytes.fromhex("00000001") + b"chap" + bytes(4)
    (tmp_path / "film.mp4").write_bytes(whole[:at] + cut + whole[at:])
    assert counted(tmp_path / "film.mp4") == ()


@given(data=st.data())
def test_no_more_does_that_of_an_mp4(index, data):
    _damaged(data, index, mp4.weighed)


def _damaged(data, whole, read):
    """Read what is left of a film when some of its bytes are others, or are gone."""
    content = bytearray(whole)
    for _ in range(data.draw(st.integers(0, 6))):
        at = data.draw(st.integers(0, len(content)))
        content[at : at + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=9))
    assert set(read(io.BytesIO(content))) <= {"light", "heavy", "unknown"}
