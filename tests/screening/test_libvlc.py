"""What libvlc may use is named as libvlc names it: films with any other name would not play."""

import sys
from pathlib import Path

import pytest

from jury_app.screening import libvlc

ELSEWHERE = frozenset(
    {"videotoolbox", "mft", "a52", "aom", "dca", "fdkaac", "mad", "mpg123", "vpx", "none"}
)
"""macOS's and Windows's own decoders, those that not every Linux has, and the end of the search."""
BY_ACCELERATION = frozenset({"d3d11va", "dxva2", "vaapi", "vaapi_drm", "vdpau_avcodec"})
"""What `avcodec` uses by itself (VLC's option `avcodec-hw`): no decoders by that option's name."""


@pytest.fixture(scope="module")
def here():
    """The names of the decoders of the VLC on this machine."""
    if not sys.platform.startswith("linux"):
        pytest.skip("plugins lie elsewhere")
    files = Path("/usr/lib").glob("**/vlc/plugins/codec/lib*_plugin.so")
    names = {each.stem.removeprefix("lib").removesuffix("_plugin") for each in files}
    return names or pytest.skip("VLC is not here")


def test_every_decoder_is_one_of_vlc(here):
    named = libvlc.DECODERS.split(",")
    assert set(named) - here <= ELSEWHERE
    assert len(named) == len(set(named))
    assert named[-1] == "none"


def test_systems_own_decoders_are_asked_before_the_one_without_them():
    named = libvlc.DECODERS.split(",")
    assert named.index("videotoolbox") < named.index("avcodec") < named.index("mft")
    assert not BY_ACCELERATION & set(named)
    assert not any("avcodec-hw" in option for option in libvlc.OPTIONS)
