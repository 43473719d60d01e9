"""The pages of a window by name, each made when it is needed, and the way back between them."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget


class Pages(QStackedWidget):
    """Pages in the order in which one came to them.

    Args:
        first: Name of the page from which every way begins.
        page: That page.
    """

    def __init__(self, first: str, page: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: dict[str, QWidget] = {}
        self._titles: dict[str, str] = {}
        self._way = [first]
        self._add(first, page)

    @property
    def name(self) -> str:
        """The page that is shown."""
        return self._way[-1]

    @property
    def title(self) -> str:
        """What it was called when it was shown."""
        return self._titles.get(self.name, "")

    @property
    def before(self) -> str:
        """The page to which “back” leads; from the first there is none, and it is itself."""
        return self._way[-2] if len(self._way) > 1 else self._way[0]

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401  each page is of its own kind
        """The page of a name.

        Raises:
            KeyError: It was not needed yet.
        """
        return self._pages[name]

    def get(self, name: str) -> Any:  # noqa: ANN401  each page is of its own kind
        """The page of a name; None if it was not needed yet."""
        return self._pages.get(name)

    def made(self, name: str, make: Callable[[], Any]) -> Any:  # noqa: ANN401  the page made
        """The page of a name, made when it is first needed."""
        return self._pages[name] if name in self._pages else self._add(name, make())

    def come_by(self, *names: str) -> None:
        """Have come by pages after the first, which are made when somebody goes back to them."""
        self._way[1:] = names

    def turn_to(self, name: str, title: str = "") -> None:
        """Show a page; one that lies on the way already is gone back to."""
        if title:
            self._titles[name] = title
        if name in self._way:
            del self._way[self._way.index(name) + 1 :]
        else:
            self._way.append(name)
        self.setCurrentWidget(self._pages[name])
        self._pages[name].setFocus()

    def _add(self, name: str, page: QWidget) -> QWidget:
        self._pages[name] = page
        self.addWidget(page)
        return page
