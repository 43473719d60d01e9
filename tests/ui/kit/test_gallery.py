import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from jury_app.ui.kit.gallery import SECTIONS, Gallery
from jury_app.ui.kit.surfaces import Scroll
from tests.ui.conftest import settle
from tests.ui.kit.gallery_pictures import paint
from tests.ui.walk import walk

GOLDEN = Path(__file__).parent / "golden"
NAMES = sorted(file.name for file in GOLDEN.glob("*.png"))
FAR = 24
"""Steps of 255 by which a pixel must differ to count: what smoothing of edges may do, is less."""
MOST = 0.002
"""The share of pixels that may differ."""

pytestmark = pytest.mark.skipif(
    sys.platform in {"win32", "darwin"}, reason="the pictures are of FreeType's letters"
)


@pytest.fixture(scope="module")
def painted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("gallery")
    paint(folder)
    return folder


def pixels(image: QImage) -> np.ndarray:
    """Height × width × (red, green, blue), 0–255."""
    image = image.convertToFormat(QImage.Format.Format_RGBX8888)
    held = np.frombuffer(image.constBits(), np.uint8)
    return held.reshape(image.height(), image.width(), 4)[:, :, :3].astype(int)


def differing(one: QImage, other: QImage) -> float:
    """The share of pixels that differ."""
    return float((np.abs(pixels(one) - pixels(other)).max(axis=2) > FAR).mean())


def test_every_section_has_its_picture_in_every_theme(painted):
    assert sorted(file.name for file in painted.glob("*.png")) == NAMES
    for section in SECTIONS:
        for name in ("dark", "light", "contrast"):
            assert f"{section.name}-{name}-100.png" in NAMES


@pytest.mark.parametrize("name", NAMES)
def test_the_gallery_looks_as_it_did(painted, name):
    golden, now = QImage(str(GOLDEN / name)), QImage(str(painted / name))
    assert (now.width(), now.height()) == (golden.width(), golden.height())
    assert differing(golden, now) <= MOST


def test_a_changed_colour_is_a_difference(painted):
    picture = QImage(str(GOLDEN / "buttons-dark-100.png"))
    other = QImage(str(GOLDEN / "buttons-contrast-100.png"))
    assert differing(picture, picture) == 0
    assert differing(picture, other) > MOST


@pytest.mark.parametrize("theme_name", ["dark", "light", "contrast"])
@pytest.mark.parametrize("text", [90, 200])
def test_every_control_of_the_gallery_is_named_and_whole(
    theme, preferences, qtbot, theme_name, text
):
    preferences.set(theme=theme_name, text=text)
    gallery = Gallery(preferences)
    qtbot.addWidget(gallery)
    gallery.resize(round(12.8 * text), 900)
    gallery.show()
    settle()
    assert walk(gallery) == []


def test_the_gallery_changes_theme_and_size_while_it_stands(theme, preferences, qtbot):
    gallery = Gallery(preferences)
    qtbot.addWidget(gallery)
    gallery.resize(1280, 900)
    gallery.show()
    settle()
    before = gallery.findChild(Scroll).widget().height()
    preferences.set(theme="light", text=200)
    gallery.resize(2560, 1200)
    settle()
    QApplication.processEvents()
    assert gallery.findChild(Scroll).widget().height() > 1.5 * before
    assert gallery.grab().toImage().pixelColor(2, 2) == theme.colour("window")
    assert walk(gallery) == []
