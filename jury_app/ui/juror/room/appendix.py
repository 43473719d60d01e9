"""The generative pipeline appendix: a PDF shown inside, with pages, zoom and search.

It comes from outside: its size, its pages and their shape are bounded before anything is drawn,
and no link in it is ever followed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QModelIndex, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtPdf import QPdfDocument, QPdfSearchModel
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QWidget

from jury_app.base.errors import Refusal, Told
from jury_app.base.files import told
from jury_app.base.texts import N_, _, ngettext
from jury_app.ui.kit.buttons import Button, IconButton
from jury_app.ui.kit.fields import SearchField
from jury_app.ui.kit.labels import Label, set_tip
from jury_app.ui.kit.surfaces import column, row
from jury_app.ui.session import Session

SIZE_LIMIT = 64 << 20
"""The largest PDF that is shown, in bytes."""
PAGES_LIMIT = 500
SIDE_LIMIT = 4000.0
"""The longest side of a page, in points (1.4 m)."""
SHAPE_LIMIT = 5.0
"""How many times longer than wide, or wider than long, a page may be."""
PIXELS_LIMIT = 40_000_000
"""The largest picture of a page that a zoom may make, in pixels."""
ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
"""Steps of the zoom, as multiples of the paper's size."""

_HEAD = 1024
_ERRORS = {
    QPdfDocument.Error.IncorrectPassword: N_(
        "This PDF is locked by a password. Ask the office for a copy without one."
    ),
    QPdfDocument.Error.UnsupportedSecurityScheme: N_(
        "This PDF is locked in a way that cannot be opened here. Ask the office for another copy."
    ),
}
_DAMAGED = N_("This PDF is damaged and cannot be shown. Ask the office for another copy.")
_TOO_LARGE = N_("This PDF is larger than what is shown here. Ask the office for a smaller copy.")


def read_pdf(path: Path) -> bytes:
    """The bytes of a file that may be opened as a PDF; a drive is only read off the UI thread.

    Raises:
        Problem: It cannot be read.
        Refusal: It is no PDF, or too large.
    """
    with told(path), path.open("rb") as file:
        content = file.read(SIZE_LIMIT + 1)
    if len(content) > SIZE_LIMIT:
        raise Refusal(_TOO_LARGE, place=path.name)
    if b"%PDF-" not in content[:_HEAD]:
        raise Refusal(_DAMAGED, place=path.name)
    return content


class _Page(NamedTuple):
    width: float
    height: float

    @property
    def is_shown(self) -> bool:
        """Whether a page of this shape is drawn in bounded memory at every zoom."""
        short, long = sorted(self)
        return short > 0 and long <= SIDE_LIMIT and long / short <= SHAPE_LIMIT


class _Pages(QPdfView):
    """Qt's view of pages, deaf to clicks: it would open the links that it finds under them.

    Signals:
        zoomed: +1 or -1: the wheel was turned with Ctrl.
    """

    zoomed = Signal(int)

    @contextmanager
    def staying(self) -> Iterator[None]:
        """Read on at the same place when the pages have another size; Qt keeps the pixels."""
        bar = self.verticalScrollBar()
        share = bar.value() / max(1, bar.maximum() + bar.pageStep())
        yield
        bar.setValue(round(share * (bar.maximum() + bar.pageStep())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pages as wide as the view grow with it."""
        with self.staying():
            super().resizeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Only take the focus."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show no hand over a link."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Follow no link."""
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; zoom with Ctrl."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoomed.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)


class Appendix(QWidget):
    """A PDF with its pages, zoom and search.

    Args:
        session: Through which the file is looked at before it is opened.

    Signals:
        failed: Why it cannot be shown: a `Told`.
        opened: Its number of pages.
        widened: Whether it wants most of the window, to be read without zooming.
    """

    failed = Signal(object)
    opened = Signal(int)
    widened = Signal(bool)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._document = QPdfDocument(self)
        self._content = QBuffer(self)
        self._wanted: Path | None = None
        self._found = QPdfSearchModel(self)
        self._found.setDocument(self._document)
        self._found.countChanged.connect(self._tell_found)
        self._view = self._pages()
        self._place = Label("", "caption", tone="muted")
        self._search = SearchField(_("Search in the appendix"))
        self._matches = Label("", "caption", tone="muted")
        self._matches.hide()
        self._seeks_from: int | None = None
        self._zooms: tuple[float, ...] = ZOOMS
        keys = session.keys
        self._smaller = IconButton("minus", _("Smaller pages"), key=keys.shown("zoom_out"))
        self._larger = IconButton("plus", _("Larger pages"), key=keys.shown("zoom_in"))
        self._wide = Button(_("Wide"), "quiet", icon="larger")
        self._wide.setCheckable(True)
        set_tip(self._wide, _("Read it in most of the window, beside a small film"))
        self._lay_out()
        self.setFocusProxy(self._view)
        keys.attach(
            self,
            {
                "page_next": lambda: self.turn(1),
                "page_back": lambda: self.turn(-1),
                "zoom_in": lambda: self.zoom(1),
                "zoom_out": lambda: self.zoom(-1),
                "zoom_fit": self.fit,
                "find": self._search.setFocus,
            },
        )

    def open(self, path: Path) -> None:
        """Show a PDF; `opened` or `failed` follows."""
        self.close_file()
        self._wanted = path

        def came(content: bytes) -> None:
            if path is self._wanted:  # nobody went on to another film meanwhile
                self._load(content, path.name)

        def failed(error: Exception) -> None:
            if path is self._wanted:
                self.failed.emit(error)

        self._session.read(self, lambda _seat: read_pdf(path), came, failed)

    def close_file(self) -> None:
        """Let go of the file."""
        self._wanted = None
        self._wide.setChecked(False)
        self._search.empty()
        self._document.close()
        self._content.close()
        self._content.setData(QByteArray())

    def turn(self, pages: int) -> None:
        """Go some pages on, or back."""
        navigator = self._view.pageNavigator()
        page = navigator.currentPage() + pages
        if 0 <= page < self._document.pageCount():
            navigator.jump(page, QPointF(), 0)

    def zoom(self, steps: int) -> None:
        """Larger or smaller by some steps, from the step next to the present size."""
        now = self._present()
        nearest = min(range(len(self._zooms)), key=lambda at: abs(self._zooms[at] - now))
        step = min(max(nearest + steps, 0), len(self._zooms) - 1)
        with self._view.staying():
            self._view.setZoomMode(QPdfView.ZoomMode.Custom)
            self._view.setZoomFactor(self._zooms[step])

    def fit(self) -> None:
        """As large as the panel is wide."""
        with self._view.staying():
            self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    def step_back(self) -> bool:
        """Give back the room that was taken to read; whether that was much of the window."""
        was_wide = self._wide.isChecked()
        self._wide.setChecked(False)
        return was_wide

    def _present(self) -> float:
        """The present size, as a multiple of the paper's."""
        if self._view.zoomMode() != QPdfView.ZoomMode.FitToWidth:
            return self._view.zoomFactor()
        page = self._document.pagePointSize(self._view.pageNavigator().currentPage())
        margins = self._view.documentMargins()
        room = self._view.viewport().width() - margins.left() - margins.right()
        return room / (page.width() * self.logicalDpiX() / 72)

    def _pages(self) -> _Pages:
        view = _Pages(self)
        view.setAccessibleName(_("Pages of the appendix"))
        # A bar that comes and goes would make pages of the view's width lay out without end.
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        view.setDocument(self._document)
        view.setSearchModel(self._found)
        view.setPageMode(QPdfView.PageMode.MultiPage)
        view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        view.zoomed.connect(self.zoom)
        view.pageNavigator().currentPageChanged.connect(self._tell_place)
        return view

    def _lay_out(self) -> None:
        self._search.settled.connect(self._seek)
        self._search.returnPressed.connect(self._next_found)
        self._smaller.clicked.connect(lambda: self.zoom(-1))
        self._larger.clicked.connect(lambda: self.zoom(1))
        self._wide.toggled.connect(self.widened)
        finding = row(self._search, self._matches)
        tools = row(self._smaller, self._larger, self._wide, None, self._place, gap=1)
        self.setLayout(column(finding, tools).add(self._view, stretch=1))

    def _load(self, content: bytes, name: str) -> None:
        self._content.setData(content)
        self._content.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._content)
        error = self._document.error()
        if error != QPdfDocument.Error.None_:
            self.failed.emit(Refusal(_ERRORS.get(error, _DAMAGED), place=name))
            return
        trouble = self._trouble(name)
        if trouble is not None:
            self.close_file()
            self.failed.emit(trouble)
            return
        self.fit()
        self._view.verticalScrollBar().setValue(0)  # else it opens where another one was left
        self._tell_place(0)
        self.opened.emit(self._document.pageCount())

    def _trouble(self, name: str) -> Told | None:
        """Why its pages are not drawn, if they are not; else the zooms that they allow."""
        count = self._document.pageCount()
        if count == 0:
            return Refusal(_DAMAGED, place=name)
        if count > PAGES_LIMIT:
            return Refusal(_TOO_LARGE, place=name)
        sizes = (self._document.pagePointSize(page) for page in range(count))
        pages = [_Page(size.width(), size.height()) for size in sizes]
        if not all(page.is_shown for page in pages):
            return Refusal(_TOO_LARGE, place=name)
        largest = max(page.width * page.height for page in pages)
        dots = self.logicalDpiX() / 72 * self.devicePixelRatioF()
        self._zooms = (
            tuple(zoom for zoom in ZOOMS if largest * (zoom * dots) ** 2 <= PIXELS_LIMIT)
            or ZOOMS[:1]
        )
        return None

    def _seek(self, text: str) -> None:
        """Search, and go to the first place from the present page on once it is found."""
        if text != self._found.searchString():
            self._seeks_from = self._view.pageNavigator().currentPage() if text else None
            self._found.setSearchString(text)

    def _next_found(self) -> None:
        """Go to the next place; before any was gone to, the one that is being sought comes first.

        Where none follows the present page, the first of all is the next.
        """
        self._search.flush()
        count = self._found.rowCount(QModelIndex())
        if count:
            is_first = self._seeks_from is not None
            self._go_to(0 if is_first else (self._view.currentSearchResultIndex() + 1) % count)

    def _go_to(self, at: int) -> None:
        self._seeks_from = None
        self._view.setCurrentSearchResultIndex(at)
        found = self._found.resultAtIndex(at)
        self._view.pageNavigator().jump(found.page(), found.location(), 0)

    def _tell_found(self) -> None:
        count = self._found.rowCount(QModelIndex())
        start = self._seeks_from
        if start is not None:
            places = (at for at in range(count) if self._found.resultAtIndex(at).page() >= start)
            sought = next(places, None)
            if sought is not None:
                self._go_to(sought)
        self._matches.setText(ngettext("{n} place", "{n} places", count).format(n=count))
        self._matches.setVisible(bool(self._search.text()))

    def _tell_place(self, page: int) -> None:
        self._place.setText(
            _("Page {page} of {pages}").format(page=page + 1, pages=self._document.pageCount())
        )
