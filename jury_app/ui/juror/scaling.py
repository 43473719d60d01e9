"""The text size by keys: pressed as fast as one likes, shown once the keys rest."""

from PySide6.QtCore import QObject, QTimer

from jury_app.ui.kit.preferences import Preferences

REST = 120
"""Milliseconds without a key after which the size is shown: everything is laid out anew by it."""
_STEP = 10
_SMALLEST, _LARGEST = 90, 200


class Scaling(QObject):
    """Chooses the text size in steps.

    Args:
        preferences: Where it is chosen.
    """

    def __init__(self, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._wanted = 0
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(lambda: preferences.set(text=self._wanted))

    def larger(self) -> None:
        """One step more, up to 200 %."""
        self._change(_STEP)

    def smaller(self) -> None:
        """One step less, down to 90 %."""
        self._change(-_STEP)

    def _change(self, step: int) -> None:
        before: int = self._wanted if self._rest.isActive() else self._preferences.text
        self._wanted = min(_LARGEST, max(_SMALLEST, before + step))
        self._rest.start()
