"""Stills: of the right moments, from a child that nothing harms, in a cache that is bounded."""

import os
import random
import shutil
import subprocess
import sys
from contextlib import suppress

import pytest
from PIL import Image

from jury_app.base import children
from jury_app.base.errors import Problem, Refusal
from jury_app.screening import libvlc, stills, stillschild
from jury_app.screening.demo_clips import write_clip

DIGEST = "0123456789abcdef" * 4
COLOURS = {"red": (255, 0, 0), "lime": (0, 255, 0), "blue": (0, 0, 255), "white": (255, 255, 255)}


@pytest.fixture(autouse=True)
def needs_libvlc():
    pytest.importorskip("vlc", exc_type=OSError)


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "stills"


@pytest.fixture(scope="session")
def coloured(tmp_path_factory):
    """A film of four seconds: a second each of black, red, lime, blue."""
    if shutil.which("ffmpeg") is None:
        pytest.skip("ffmpeg is not here")
    film = tmp_path_factory.mktemp("coloured") / "film.mp4"
    parts = [f"color={each}:size=320x136:rate=25:duration=1" for each in ("black", *COLOURS)]
    inputs = [word for part in parts for word in ("-f", "lavfi", "-i", part)]
    join = f"{''.join(f'[{n}]' for n in range(len(parts)))}concat=n={len(parts)}"
    subprocess.run(
        ["ffmpeg", "-v", "error", "-nostdin", *inputs, "-filter_complex", join, "-c:v", "libx264",
         "-pix_fmt", "yuv420p", "-preset", "ultrafast", film],
        check=True,
    )  # fmt: skip
    return film


def is_near(pixel, colour):
    return all(abs(one - other) < 40 for one, other in zip(pixel, colour, strict=True))


def test_stills_show_their_moments_and_the_poster_shows_something(coloured, cache):
    made = stills.make(coloured, DIGEST, cache=cache)
    assert made.times == (500, 1500, 2500, 3500, 4500)
    with Image.open(made.strip) as strip:
        width = strip.width // len(made.times)
        assert (width, strip.height) == (254, 108)
        for number, colour in enumerate([(0, 0, 0), *COLOURS.values()]):
            assert is_near(strip.getpixel((number * width + width // 2, 54)), colour), number
    with Image.open(made.poster) as poster:
        assert poster.size == (320, 136)


def test_the_poster_is_the_first_picture_that_is_not_one_colour():
    black, grey = Image.new("RGB", (8, 8)), Image.new("RGB", (8, 8), (90, 90, 90))
    scene, other = Image.new("RGB", (8, 8)), Image.new("RGB", (8, 8))
    scene.paste((255, 255, 255), (0, 0, 4, 8))
    other.paste((255, 0, 0), (0, 0, 2, 8))
    assert stills._telling([black, grey, other, scene]) is other
    assert stills._telling([black, grey]) is black


def test_what_was_made_is_kept_and_told_once_a_still(coloured, cache):
    told = []
    made = stills.make(coloured, DIGEST, cache=cache, progress=lambda *each: told.append(each))
    assert told == [(n, 5) for n in range(1, 6)]
    told.clear()
    again = stills.make(coloured, DIGEST, cache=cache, progress=lambda *each: told.append(each))
    assert (again, told) == (made, [])
    assert stills.poster(DIGEST, cache) == made.poster
    assert stills.poster("f" * 64, cache) is None
    made.strip.unlink()
    assert stills.kept(DIGEST, cache) is None
    assert stills.make(coloured, DIGEST, cache=cache) == made


def test_to_cancel_leaves_nothing(coloured, cache):
    def cancel(done, _total):
        if done == 2:
            raise Refusal("enough")

    with pytest.raises(Refusal, match="enough"):
        stills.make(coloured, DIGEST, cache=cache, progress=cancel)
    assert not cache.exists() or list(cache.iterdir()) == []


def test_the_cache_gives_up_what_was_longest_not_looked_at(coloured, cache):
    digests = [f"{n:064x}" for n in range(4)]
    for at, digest in enumerate(digests):
        stills.make(coloured, digest, cache=cache)
        os.utime(cache / digest, (1_000 + at, 1_000 + at))
    size = sum(each.stat().st_size for each in (cache / digests[0]).iterdir())
    stills.kept(digests[0], cache)  # looked at now
    stills.bound(cache, limit=2 * size + size // 2)
    assert sorted(each.name for each in cache.iterdir()) == [digests[0], digests[3]]


@pytest.mark.parametrize("suffix", [".mp4", ".webm", ".mov"])
def test_the_demos_films_have_stills(tmp_path, cache, suffix):
    film = tmp_path / f"film{suffix}"
    digest = write_clip(film, 7, "鏡子").blake3
    made = stills.make(film, digest, cache=cache)
    assert len(made.times) == 10


def test_the_moments_are_spread_and_bounded():
    assert stills.moments(400) == (200,)
    assert stills.moments(4_000) == (500, 1_500, 2_500, 3_500)
    long = stills.moments(20 * 3600 * 1000)
    assert len(long) == stills.MOST
    assert all(0 < at < 20 * 3600 * 1000 for at in long)


@pytest.mark.parametrize(
    ("width", "height", "size"),
    [(1920, 1080, (480, 270)), (1080, 1920, (152, 270)), (64, 36, (64, 36)), (4096, 1, (480, 2))],
)
def test_pictures_are_fitted_into_the_box(width, height, size):
    assert stillschild.fitted(width, height) == size


def test_what_is_no_film_is_refused_without_libvlc(tmp_path, cache):
    film = tmp_path / "film.mp4"
    for content in (b"", b"#EXTM3U\nhttp://127.0.0.1:9/1.ts\n", bytes(range(256))):
        film.write_bytes(content)
        with pytest.raises(Refusal):
            stills.make(film, DIGEST, cache=cache)
    film.unlink()
    with pytest.raises(Problem):
        stills.make(film, DIGEST, cache=cache)


def test_a_sound_has_no_stills(tmp_path, cache):
    film = tmp_path / "film.mkv"
    source = ("-f", "lavfi", "-i", "sine=440:duration=2")
    subprocess.run(["ffmpeg", "-v", "error", *source, "-c:a", "flac", film], check=True)
    with pytest.raises(Refusal, match="no picture"):
        stills.make(film, DIGEST, cache=cache)


def test_a_film_whose_coding_nobody_knows_is_given_up_after_a_few_moments(
    coloured, tmp_path, cache, monkeypatch
):
    film = tmp_path / "film.mp4"
    film.write_bytes(coloured.read_bytes().replace(b"avc1", b"zzz9"))
    monkeypatch.setattr(stills, "MOST", 48)
    monkeypatch.setattr(stills, "APART", 100)
    told = []
    with pytest.raises(Refusal, match="no picture"):
        stills.make(film, DIGEST, cache=cache, progress=lambda *each: told.append(each))
    assert told == [(n, 48) for n in range(1, 5)]


def test_a_broken_copy_or_another_cut_is_not_kept_as_the_film(coloured, tmp_path, cache):
    size, film = coloured.stat().st_size, tmp_path / "film.mp4"
    film.write_bytes(coloured.read_bytes() + b"\0\0\0\x08free")
    with pytest.raises(Refusal, match="not the film"):
        stills.make(film, DIGEST, size, cache=cache)
    assert stills.kept(DIGEST, cache) is None
    assert len(stills.make(coloured, DIGEST, size, cache=cache).times) == 5


def test_mutated_films_harm_nobody(coloured, tmp_path, cache, monkeypatch):
    """Each is told, or gives stills; the one that asks goes on either way."""
    monkeypatch.setattr(stills, "TIMEOUT", 20)
    whole, chance = coloured.read_bytes(), random.Random(5)
    film = tmp_path / "film.mp4"
    for number in range(8):
        content = bytearray(whole)
        for _ in range(chance.choice((1, 20, 400))):
            content[chance.randrange(32, len(content))] = chance.randrange(256)
        film.write_bytes(content)
        with suppress(Problem, Refusal):
            made = stills.make(film, f"{number:064x}", cache=cache)
            with Image.open(made.strip) as strip:
                assert strip.height == stills.HEIGHT


def test_a_child_that_ends_or_hangs_is_told(coloured, cache, monkeypatch):
    dies = [sys.executable, "-c", "import os; os.abort()"]
    monkeypatch.setattr(children, "command", lambda _name: dies)
    with pytest.raises(Problem):
        stills.make(coloured, DIGEST, cache=cache)
    monkeypatch.setattr(stills, "TIMEOUT", 0.3)
    hangs = [sys.executable, "-c", "import time; time.sleep(60)"]
    monkeypatch.setattr(children, "command", lambda _name: hangs)
    with pytest.raises(Problem):
        stills.make(coloured, DIGEST, cache=cache)
    assert not cache.exists()


def test_pixels_of_another_size_are_not_believed(coloured, cache, monkeypatch):
    lies = (
        "from jury_app.base import children\n"
        "children.serve(lambda r: [64, 36, 3000] if r[0] == 'open' else b'x' * 999)"
    )
    monkeypatch.setattr(children, "command", lambda _name: [sys.executable, "-c", lies])
    with pytest.raises(Refusal, match="no picture"):
        stills.make(coloured, DIGEST, cache=cache)


@pytest.mark.parametrize(
    "answer", ["[1, 10**8, 3000]", "[0, 0, 3000]", "[480, 271, 3000]", "[64, 36, -1]", "None"]
)
def test_a_size_outside_the_box_is_not_believed(tmp_path, cache, monkeypatch, answer):
    lies = f"from jury_app.base import children\nchildren.serve(lambda _request: {answer})"
    monkeypatch.setattr(children, "command", lambda _name: [sys.executable, "-c", lies])
    with pytest.raises(Problem, match="hostile"):
        stills.make(tmp_path / "film.mp4", DIGEST, cache=cache)


def test_where_libvlc_is_missing_it_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "vlc", None)
    for system, how in (("darwin", "brew"), ("win32", "winget"), ("linux", "apt install libvlc5")):
        monkeypatch.setattr(sys, "platform", system)
        with pytest.raises(Problem, match=how):
            libvlc.instance()
