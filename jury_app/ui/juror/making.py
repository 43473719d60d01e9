"""How each page of the juror's window is made when it is first needed, and what the window hears.

Pages are imported here and not before, so that the first paint waits for none of them.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jury_app.ui.juror.endorsing import EndorsingPage
    from jury_app.ui.juror.history import HistoryPage
    from jury_app.ui.juror.joining.offers import OffersPage
    from jury_app.ui.juror.letter import LetterPage
    from jury_app.ui.juror.room.room import Room
    from jury_app.ui.juror.settings import SettingsPage
    from jury_app.ui.juror.window import JurorWindow


def room(window: "JurorWindow") -> "Room":
    """The room, its panel at the page where it was left."""
    from jury_app.ui.juror.room.room import Room

    room = Room(window.session)
    room.panel.recall(window.left.get("panel", ""))
    room.panel.turned.connect(lambda page: window.remember(panel=page))
    room.left.connect(window.leave_room)
    room.next_wanted.connect(window.open_next)
    room.ahead.asked.connect(window.expect_next)
    room.sign_wanted.connect(lambda film, round_id: window.show_letter([(film, round_id)]))
    room.history_wanted.connect(window.show_history)
    room.recused.connect(window.stepping.step_off)
    room.told.connect(window.notices.tell)
    keys = window.session.keys  # those of the room act in the panel's own window already
    room.beside.parted.connect(lambda its: keys.attach(its, window.commands))
    window.notices.take_escape(room)
    return room


def letter(window: "JurorWindow") -> "LetterPage":
    """The letter that is signed."""
    from jury_app.ui.juror.letter import LetterPage

    page = LetterPage(window.session, window.unlocking)
    page.signed.connect(window.signed)
    page.told.connect(window.notices.tell)
    page.left.connect(window.go_back)
    page.place_wanted.connect(window.go_to_place)
    return page


def history(window: "JurorWindow") -> "HistoryPage":
    """The versions of a scorecard."""
    from jury_app.ui.juror.history import HistoryPage

    page = HistoryPage(window.session, window.unlocking)
    page.revised.connect(lambda film, its: window.go_to_place(film, its, "scores"))
    page.watch_wanted.connect(window.open_film)
    page.confirmed.connect(window.show_letter)
    page.told.connect(window.notices.tell)
    page.left.connect(window.go_back)
    return page


def endorsing(window: "JurorWindow") -> "EndorsingPage":
    """The decisions that ask for endorsements."""
    from jury_app.ui.juror.endorsing import EndorsingPage

    page = EndorsingPage(window.session, window.unlocking)
    page.told.connect(lambda text: window.notices.tell(text, "good"))
    return page


def settings(window: "JurorWindow") -> "SettingsPage":
    """The settings."""
    from jury_app.ui.juror.settings import SettingsPage

    page = SettingsPage(window.session)
    page.keys_wanted.connect(window.show_keys)
    page.offers_wanted.connect(window.show_offers)
    return page


def offers(window: "JurorWindow") -> "OffersPage":
    """The keys of this workspace, and what else they can be opened by."""
    from jury_app.ui.juror.joining.offers import OffersPage

    page = OffersPage(window.session, window.unlocking)
    page.told.connect(window.notices.tell)
    return page
