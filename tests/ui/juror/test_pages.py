"""Every page of the window, walked for names, cut texts and markup, in every language and size."""

from contextlib import suppress

import pytest

from jury_app.base.texts import LANGUAGES, use_language
from jury_app.desks.juror.signing import sign
from tests.ui.juror.hands import LONG
from tests.ui.walk import walk

LOOKS = [(language, text) for language in LANGUAGES for text in (100, 200)]


@pytest.fixture(params=LOOKS, ids=[f"{language}-{text}" for language, text in LOOKS])
def look(request, preferences):
    """A language and a size of letters."""
    language, text = request.param
    use_language(language)
    preferences.set(text=text)


@pytest.fixture
def small(look, scored, session, window):
    """The window on the smallest screen, with one film signed and one to be signed."""
    sign(session.seat, scored[0].round, scored[0].film)
    window.resize(1280, 720)
    return window


def checked(qtbot, window, ready):
    qtbot.waitUntil(ready, timeout=LONG)
    qtbot.waitUntil(lambda: window.size().height() <= 720)
    with suppress(qtbot.TimeoutError):  # texts that wrap settle their heights in a few rounds
        qtbot.waitUntil(lambda: not walk(window), timeout=LONG)
    return "\n".join(walk(window))


def test_the_queue(qtbot, small):
    grid = small.queue.grid
    assert not checked(
        qtbot, small, lambda: grid.card is not None and grid.card.queued.state == "signed"
    )


def test_the_letter(qtbot, small):
    small.show_letter([])
    page = small._pages["letter"]
    assert not checked(qtbot, small, lambda: page.ready == 1)


def test_the_versions(qtbot, small, scored):
    small.show_history(scored[0].film, scored[0].round)
    page = small._pages["history"]
    assert not checked(qtbot, small, lambda: page.reviser is not None)


def test_the_settings(qtbot, small):
    small.show_settings()
    assert not checked(qtbot, small, lambda: small.page == "settings")


def test_the_keys_of_the_workspace(qtbot, small):
    small.show_offers()
    page = small._pages["offers"]
    assert not checked(qtbot, small, lambda: page.has_words)
