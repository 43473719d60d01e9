"""Five hundred films in the queue beside twenty-five: scrolling and searching. Ratios in one run.

Both queues are painted by the same cards on the same grid; only their length differs, so that what
is lost to length shows, and nothing of the machine.
"""

import os
import statistics
import time

import pytest

pytestmark = pytest.mark.bench

FEW, MANY, STEPS = 25, 500, 200


def films(count):
    from jury_app.desks.juror.queued import QueuedFilm

    return [
        QueuedFilm(
            *(f"{n:032x}", n, f"The Tide Remembers {n}", f"潮汐記得一切 {n}", "Short", 600 + n),
            *("r1", ("to_watch", "draft", "received")[n % 3], True, ""),
        )
        for n in range(1, count + 1)
    ]


@pytest.fixture(scope="module")
def grids():
    """Number of films → a grid that shows them."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import QSize
    from PySide6.QtWidgets import QApplication

    from jury_app.ui.juror.queue.cards import cards
    from jury_app.ui.juror.queue.delegate import CardDelegate
    from jury_app.ui.juror.queue.grid import Grid
    from jury_app.ui.juror.queue.model import QueueModel
    from jury_app.ui.kit.preferences import Preferences
    from jury_app.ui.kit.theme import Theme

    class NoPosters:
        def pixmap(self, _path: str, _box: QSize) -> None:
            return None

    application = QApplication.instance() or QApplication(["bench"])
    theme = Theme(application, Preferences())
    made = {}
    for count in (FEW, MANY):
        model = QueueModel()
        grid = Grid(model, CardDelegate(NoPosters()))
        theme.dress(grid)
        grid.resize(1280, 720)
        model.show(cards(films(count)))
        grid.show()
        application.processEvents()
        made[count] = (grid, model)
    yield made
    for grid, _model in made.values():
        grid.close()


def test_scrolling_five_hundred_films_paints_as_fast_as_twenty_five(grids):
    def frames(count):
        grid, _model = grids[count]
        bar = grid.verticalScrollBar()
        taken = []
        for step in range(STEPS):
            bar.setValue(bar.maximum() * step // STEPS)
            began = time.perf_counter()
            grid.viewport().repaint()
            taken.append(time.perf_counter() - began)
        return taken

    frames(FEW), frames(MANY)  # texts are cut once
    few, many = frames(FEW), frames(MANY)
    ratio = statistics.median(many) / statistics.median(few)
    worst = sorted(many)[STEPS * 99 // 100]
    print(
        f"\na frame while scrolling: {MANY} films {statistics.median(many) * 1e3:.1f} ms"
        f" (p99 {worst * 1e3:.1f} ms), {FEW} films {statistics.median(few) * 1e3:.1f} ms:"
        f" {ratio:.2f} × (goal 1.5)"
    )
    assert ratio <= 1.5


def test_a_letter_of_a_search_takes_less_than_a_frame_takes_to_paint(grids):
    from jury_app.ui.juror.queue.cards import cards
    from jury_app.ui.juror.queue.filters import Filter, chosen

    grid, _model = grids[MANY]
    everything = cards(films(MANY))
    began = time.perf_counter()
    for _ in range(20):
        grid.viewport().repaint()
    frame = (time.perf_counter() - began) / 20
    began = time.perf_counter()
    for _ in range(20):
        chosen(everything, Filter(text="tide 49"))
    search = (time.perf_counter() - began) / 20
    print(
        f"\na letter of a search in {MANY} films: {search * 1e3:.2f} ms, a frame"
        f" {frame * 1e3:.2f} ms: {search / frame:.2f} × (goal 1)"
    )
    assert search <= frame
