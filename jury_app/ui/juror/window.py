"""The juror's window: its pages, the way between them, and what holds for all of them.

    Queue ── Enter ──► Room ── Ctrl+Enter ──► Letter ── signed ──► Queue
      │                  └── Esc ──► Queue
      ├── Ctrl+H ──► History            ├── Ctrl+, ──► Settings

Pages but the queue are made when they are first needed (`making`).
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QMainWindow

from jury_app.base.texts import N_, _, plain, translate
from jury_app.ui.juror import making, place
from jury_app.ui.juror.carrying import ask_to_read, ask_to_write
from jury_app.ui.juror.commands import CONTROL_KEYS
from jury_app.ui.juror.handing import Handing
from jury_app.ui.juror.pages import Pages
from jury_app.ui.juror.queue.page import QueuePage
from jury_app.ui.juror.scaling import Scaling
from jury_app.ui.juror.stepping import SteppingOff
from jury_app.ui.juror.strip import Strip
from jury_app.ui.juror.tidings import Tidings
from jury_app.ui.juror.unlocking import Unlocking
from jury_app.ui.kit.floating import Floating
from jury_app.ui.kit.labels import Tone
from jury_app.ui.kit.notice import Notice
from jury_app.ui.kit.notices import Notices
from jury_app.ui.kit.surfaces import Surface, column
from jury_app.ui.session import Session

if TYPE_CHECKING:  # desks are loaded once the first picture stands
    from jury_app.desks.juror.about import About
    from jury_app.desks.seat import Seat

_SHEET = N_("A recovery sheet on paper opens your keys where nothing else does.")
SMALLEST = (960, 600)
"""Pixels below which the window does not go."""


class JurorWindow(QMainWindow):
    """The window of one juror's workspace.

    Args:
        session: The workspace's session; it outlives the window.

    Attributes:
        left: Where the juror is, as it is kept for the next opening: `page`, `film` and `round`,
            the `panel`'s page, and whether the `ways` to open the keys are offered still.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._sheet: QDialog | None = None
        self._festival = ""
        self._asks = True
        self.left: dict[str, str] = {}
        self.unlocking = Unlocking(session)
        self.handing = Handing(session, self.unlocking)
        self.notices = Notices()
        self.stepping = SteppingOff(session, self.unlocking, self.notices)
        self.stepping.stepped_off.connect(self._stepped_off)
        self.strip = Strip(session, self.handing)
        self.queue = QueuePage(session)
        self._pages = Pages("queue", self.queue)
        self._scaling = Scaling(session.preferences, self)
        self._lay_out()
        self._connect()
        self.tidings = Tidings(session, self.notices, self.handing)
        self.tidings.films_wanted.connect(self.show_news)
        self.tidings.export_wanted.connect(self.export)
        self.tidings.versions_wanted.connect(self.show_history)
        self.tidings.endorsing_wanted.connect(self.show_endorsing)
        self._reopen()
        session.read(self, _about, self._named)

    def _lay_out(self) -> None:
        lines = column(self.strip, self.unlocking, gap=0)
        content = Surface("window", lines.add(self._pages, stretch=1))
        self.notices.setParent(content)
        self._floating = Floating(self.notices)
        self._floating.fitted.connect(self.notices.set_room)
        self._floating.stand_on(self.queue.ground)
        self.setCentralWidget(content)
        self.setMinimumSize(*SMALLEST)
        self.resize(place.first_size(self.screen().availableSize()))
        place.restore(self, self.session.preferences)

    def _connect(self) -> None:
        session, strip, queue = self.session, self.strip, self.queue
        strip.back_wanted.connect(self.go_back)
        strip.sync_wanted.connect(self.handing.visit)
        strip.export_wanted.connect(self.export)
        strip.take_in_wanted.connect(self.take_in)
        strip.settings_wanted.connect(self.show_settings)
        strip.offers_wanted.connect(self.show_offers)
        strip.keys_wanted.connect(self.show_keys)
        queue.opened.connect(self.open_film)
        queue.next_wanted.connect(self.open_next)
        queue.letter_wanted.connect(self.show_letter)
        queue.history_wanted.connect(self.show_history)
        queue.recused.connect(self.stepping.step_off)
        queue.taken_back.connect(self.stepping.take_back)
        queue.sync_wanted.connect(self.handing.visit)
        queue.words_wanted.connect(self.show_offers)
        queue.asking.wanted.connect(self.show_endorsing)
        self.commands: dict[str, Callable[[], object]] = {
            "keys": self.show_keys,
            "settings": self.show_settings,
            "sync": self.handing.visit,
            "export": self.export,
            "take_in": self.take_in,
            "endorse": self.show_endorsing,
            "larger": self._scaling.larger,
            "smaller": self._scaling.smaller,
            "close": self.close,
        }
        session.keys.attach(
            self, {**self.commands, "back": self.go_back, "next_unscored": self.open_next}
        )
        self.notices.take_escape(self)

    # Pages --------------------------------------------------------------------------------------

    @property
    def page(self) -> str:
        """The page that is shown.

        `queue`, `room`, `letter`, `history`, `endorsing`, `settings`, `offers`.
        """
        return self._pages.name

    def _show(self, name: str, title: str = "") -> None:
        if name != self.page:
            self.notices.turn_page()
            self._let_notices_float(name)
        self._pages.turn_to(name, title)
        self._say_where()
        self.strip.setVisible(name != "room")
        self.remember(page=name)

    def _let_notices_float(self, page: str) -> None:
        """At the foot of a page, above its buttons; in the room over the film, beside the panel."""
        is_film, shown = page == "room", self._pages[page]
        self.notices.set_asking(asks=not is_film)
        self._floating.stand_on(getattr(shown, "ground", shown), is_film=is_film)

    def _say_where(self) -> None:
        where = " · ".join(filter(None, (self._pages.title, self._festival)))
        self.strip.show_page(where, has_back=self.page != "queue")
        self.setWindowTitle(where)

    def _named(self, told: "About") -> None:
        self._festival = plain(told.festival)
        self._say_where()

    def go_back(self) -> None:
        """To the page before; from the queue there is none."""
        if self.page == "room":
            self._pages["room"].close_film()
        before = self._pages.before
        if before == "room" and self.left.get("film"):
            self.open_film(self.left["film"], self.left["round"], paused=True)
        elif before in ("room", "queue"):
            self.show_queue()
        else:
            self._show(before)

    # The queue and the room ---------------------------------------------------------------------

    def show_queue(self) -> None:
        """Show the films; the one that was open is the current card."""
        self._show("queue")
        if self.left.get("film"):
            self.queue.go_to(self.left["film"], self.left["round"])
        self.remember(film="", round="")

    def show_news(self, films: list[tuple[str, str]]) -> None:
        """Show the films that news was about, by film and round."""
        if self.page == "room":
            self._pages["room"].close_film()
        self.show_queue()
        self.queue.show_news(films)

    def open_film(self, film: str, round_id: str, *, paused: bool = False) -> None:
        """Open a film in the room; one that is come back to waits there, `paused`."""
        room = self._pages.made("room", lambda: making.room(self))
        self._show("room")
        self.remember(film=film, round=round_id)
        room.open(film, round_id, paused=paused)

    def leave_room(self) -> None:
        """Let the film go, and show the films."""
        self._pages["room"].close_film()
        self.show_queue()

    def open_next(self) -> None:
        """Open the next film that waits for scores."""
        here = (self.left.get("film", ""), self.left.get("round", ""))

        def go_on() -> None:
            card = self.queue.next_unscored(here if here[0] else None)
            if card is None or card.key == here:
                self.show_queue()
                self.notices.tell(_("No other film waits for your scores."))
            else:
                self.open_film(*card.key)

        self.queue.find_next(here, go_on)

    def expect_next(self) -> None:
        """Tell the room which film it will be asked for next."""
        here = (self.left.get("film", ""), self.left.get("round", ""))

        def tell() -> None:
            card = self.queue.next_unscored(here)
            is_there = here == (self.left.get("film", ""), self.left.get("round", ""))
            if is_there and card is not None and card.key != here:
                self._pages["room"].ahead.expect(*card.key)

        self.queue.find_next(here, tell)

    # Signing and what was signed ----------------------------------------------------------------

    def show_letter(self, wanted: list[tuple[str, str]]) -> None:
        """Show what would be signed: these scorecards, or all that are complete."""
        if not self.tidings.may_sign():
            return
        page = self._pages.made("letter", lambda: making.letter(self))
        self._show("letter", _("Your scorecards, to be signed"))
        page.write(wanted)

    def signed(self, text: str, tone: Tone) -> None:
        """Say what was signed, with the films once more."""
        if self.page == "letter":  # a sending may have held it up, and the juror gone on
            self.remember(film="", round="")
            self.show_queue()
        self.notices.tell(text, tone)

    def go_to_place(self, film: str, round_id: str, path: str) -> None:
        """Show what a scorecard lacks at a path of it."""
        if path == "revision_reason":
            self.show_history(film, round_id)
            return
        self.open_film(film, round_id, paused=True)
        self._pages["room"].go_to(path)

    def show_history(self, film: str, round_id: str) -> None:
        """Show the versions of a scorecard."""
        page = self._pages.made("history", lambda: making.history(self))
        self._show("history", _("Versions of your scorecard"))
        page.open(film, round_id)

    def show_endorsing(self) -> None:
        """Show the decisions that ask for endorsements."""
        page = self._pages.made("endorsing", lambda: making.endorsing(self))
        self._show("endorsing", _("Decisions to endorse"))
        self.tidings.asks_are_shown()
        page.read()

    def _stepped_off(self, film: str) -> None:
        if self.page == "room" and self.left.get("film") == film:
            self.go_back()

    # Handing over, settings, keys ---------------------------------------------------------------

    def export(self) -> None:
        """Write what was not received into a file that is carried by hand."""
        ask_to_write(self, self.handing.export)

    def take_in(self) -> None:
        """Read a file that the office wrote for this device."""
        ask_to_read(self, self.handing.take_in)

    def show_settings(self) -> None:
        """Show the settings."""
        self._pages.made("settings", lambda: making.settings(self))
        self._show("settings", _("Settings"))

    def show_keys(self) -> None:
        """Show all keys that act now."""
        from jury_app.ui.kit.keysheet import KeySheet

        if self._sheet is None:
            self._sheet = KeySheet(self.session.keys, CONTROL_KEYS, self)
        self._sheet.show()
        self._sheet.activateWindow()

    def show_offers(self) -> None:
        """Show the keys of this workspace, and by what they can be opened."""
        self._pages.made("offers", lambda: making.offers(self))
        self._show("offers", _("Your keys"))

    def _arrive(self) -> None:
        """The first opening after joining: the answer is sent, and the rest is offered."""
        self.handing.visit()
        joined = self._offer_ways(
            _("You have joined. Your answer is being sent; your films come once it is accepted.")
        )

        def came() -> None:
            """Once the films are there, nothing is waited for."""
            if self.queue.queue and joined in self.notices.shown:
                self.notices.remove(joined)
                self._offer_ways(translate(_SHEET))

        self.queue.loaded.connect(came)

    def _offer_ways(self, text: str) -> Notice:
        """Offer a passphrase and a recovery sheet, at every opening until that is answered."""
        notice = self.notices.tell(text, "good", act=(_("Secure my keys…"), self.show_offers))
        notice.closed.connect(lambda: self.remember(ways=""))
        self.remember(ways="offered")
        return notice

    # Where it was left --------------------------------------------------------------------------

    def remember(self, **where: str) -> None:
        """Keep where the juror is, for the next opening."""
        self.left = {**self.left, **where}
        preferences = self.session.preferences
        folder = str(self.session.folder)
        preferences.set(last={**preferences.last, folder: self.left})

    def _reopen(self) -> None:
        """Begin where the juror left: in the room with its film, paused, else with the films."""
        left = dict(self.session.preferences.last.get(str(self.session.folder), {}))
        film, round_id = left.get("film", ""), left.get("round", "")
        self.left = {"panel": left.get("panel", ""), "ways": left.get("ways", "")}
        if left.get("page") == "arrived":
            QTimer.singleShot(0, self, self._arrive)
        elif self.left["ways"]:
            self._offer_ways(translate(_SHEET))
        if left.get("page") == "room" and film and round_id:
            QTimer.singleShot(0, self, lambda: self._come_back(film, round_id))
        else:
            self.left |= {"film": film, "round": round_id}
            self.show_queue()

    def _come_back(self, film: str, round_id: str) -> None:
        """To the film that was left, with the panel where it stood."""
        self.open_film(film, round_id, paused=True)
        if self.session.preferences.panel_apart:
            self._pages["room"].beside.part(again=True)

    def take_over(self, before: "JurorWindow") -> None:
        """Stand where another window of this session stands, at its settings if it is there."""
        place.keep(before, self.session.preferences)
        place.restore(self, self.session.preferences)
        if before.page == "settings":
            self.left = dict(before.left)
            if self.left.get("film"):
                self._pages.come_by("room")
            self.show_settings()

    def let_go(self) -> None:
        """Close it at any rate: another takes its place, or the program ends."""
        self._asks = False
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep where the window stood, and its card or film; and let the film go.

        Whoever asks for it (a key, the window's button, the system's menu) hears first what is not
        saved.
        """
        if self._asks and not self.tidings.may_close():
            event.ignore()
            return
        place.keep(self, self.session.preferences)
        room = self._pages.get("room")
        if room is not None:
            room.screening.keep()
        self.hide()  # nobody looks on while a disk is waited for
        if self.page == "queue":
            film, round_id = self.queue.chosen
            self.remember(film=film, round=round_id)
        if room is not None:
            room.end()
        self.tidings.put_back()
        super().closeEvent(event)


def _about(seat: "Seat") -> "About":
    from jury_app.desks.juror.about import about

    return about(seat)
