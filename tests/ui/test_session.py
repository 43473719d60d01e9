import threading

from PySide6.QtCore import QObject

from jury_app.base.errors import Problem, Refusal
from jury_app.desks.demo.stage import PASSPHRASE
from jury_app.desks.juror import drafting, reading
from jury_app.desks.seat import Seat
from jury_app.store import settings
from jury_app.store.workspace import open_for_reading
from tests.ui.conftest import settle


def first(folder):
    return reading.films(folder)[0]


def test_what_is_written_is_durable_when_the_session_says_saved(qtbot, session, waiting):
    film = first(waiting)
    said = []
    session.saving.connect(said.append)
    owner = QObject(session)
    session.write(
        owner,
        lambda seat: drafting.change(seat, film.film, film.round, {"comment/panel": "Quiet."}),
    )
    assert not session.is_saved
    qtbot.waitUntil(lambda: session.is_saved)
    assert said == [True, False]
    with open_for_reading(waiting) as workspace, workspace.reading() as reader:
        from jury_app.store import drafts

        assert drafts.load(reader, film.film, film.round).values == {"comment/panel": "Quiet."}


def test_a_write_tells_all_screens_what_it_touched(qtbot, session, waiting):
    film = first(waiting)
    owner = QObject(session)
    with qtbot.waitSignal(session.changed) as told:
        session.write(
            owner,
            lambda seat: drafting.change(seat, film.film, film.round, {"comment/panel": "Quiet."}),
        )
    (changes,) = told.args
    assert changes.touches("drafts", f"{film.film}/{film.round}")
    assert not changes.touches("cards")


def test_what_another_process_of_this_workspace_writes_is_told(qtbot, session):
    with qtbot.waitSignal(session.changed, timeout=5000) as told:
        # As a sync in another lane would: through the workspace, not through the session.
        def beside():
            with session.seat.workspace.writing() as tx:
                settings.put(tx, note="beside")

        thread = threading.Thread(target=beside)
        thread.start()
        thread.join()
    assert told.args[0].touches("settings", "note")


def test_a_screen_that_closes_loses_no_write(qtbot, session, waiting):
    film = first(waiting)
    owner = QObject(session)
    session.write(
        owner, lambda seat: drafting.change(seat, film.film, film.round, {"comment/panel": "Kept."})
    )
    owner.deleteLater()
    qtbot.waitUntil(lambda: session.is_saved)
    with open_for_reading(waiting) as workspace, workspace.reading() as reader:
        from jury_app.store import drafts

        assert drafts.load(reader, film.film, film.round).values == {"comment/panel": "Kept."}


def test_signing_sees_every_write_before_it_and_forgets_the_keys(qtbot, session, waiting):
    film = first(waiting)
    owner = QObject(session)
    found = []
    for text in ("One.", "Two.", "Three."):
        session.write(
            owner,
            lambda seat, text=text: drafting.change(
                seat, film.film, film.round, {"comment/panel": text}
            ),
        )

    def signing(seat: Seat, _work):
        seat.unlock()
        return drafting.load(seat, film.film, film.round).values

    session.sign(owner, signing, found.append)
    qtbot.waitUntil(lambda: bool(found), timeout=10_000)
    assert found == [{"comment/panel": "Three."}]
    assert session.secret.text == PASSPHRASE
    assert session.seat._keys is None


def test_an_error_nobody_else_shows_goes_to_the_window(qtbot, session):
    owner = QObject(session)

    def refuse(seat):
        raise OSError("the drive went away")

    with qtbot.waitSignal(session.failed) as told:
        session.read(owner, refuse, lambda _found: None)
    assert str(told.args[0]) == "the drive went away"


def test_an_error_of_a_write_is_told_though_its_screen_was_closed(qtbot, session):
    owner = QObject(session)
    may_end = threading.Event()

    def fail(_seat):
        may_end.wait(5)
        raise Refusal("it is signed")

    heard = []
    session.write(owner, fail, heard.append, heard.append)
    owner.deleteLater()
    settle()
    with qtbot.waitSignal(session.failed) as told:
        may_end.set()
    assert (str(told.args[0]), heard) == ("it is signed", [])


def full_disk(written):
    """A write that fails until there is room, and what makes room."""
    has_room = threading.Event()

    def write(_seat):
        if not has_room.is_set():
            raise Problem("the disk is full")
        written.append("first")

    return write, has_room


def test_what_the_disk_does_not_take_waits_until_it_does_and_nothing_overtakes_it(qtbot, session):
    written, told = [], []
    write, has_room = full_disk(written)
    session.keeping.changed.connect(lambda: told.append(session.keeping.trouble))
    session.write(session, write)
    session.write(session, lambda _seat: written.append("second"))
    qtbot.waitUntil(lambda: session.keeping.trouble is not None)
    assert not session.is_saved
    has_room.set()
    session.keeping.try_again()
    qtbot.waitUntil(lambda: session.is_saved)
    assert written == ["first", "second"]
    qtbot.waitUntil(lambda: session.keeping.trouble is None)
    assert [str(each) for each in told] == ["the disk is full", "None"]


def test_closing_tries_once_more_what_could_not_be_kept(qtbot, session):
    written = []
    write, has_room = full_disk(written)
    session.write(session, write)
    qtbot.waitUntil(lambda: session.keeping.trouble is not None)
    has_room.set()
    session.close()
    assert written == ["first"]


def test_nothing_is_signed_while_something_that_was_written_cannot_be_kept(qtbot, session):
    write, has_room = full_disk([])
    signed, refused = [], []
    session.write(session, write)
    session.sign(session, lambda _seat, _work: True, signed.append, refused.append)
    qtbot.waitUntil(lambda: bool(refused), timeout=10_000)
    assert (signed, str(refused[0])) == ([], "the disk is full")
    has_room.set()
    session.keeping.try_again()
    qtbot.waitUntil(lambda: session.is_saved)


def test_what_is_sent_holds_the_keys_only_while_it_asks_for_them(qtbot, session):
    hangs = threading.Event()
    signed, sent = [], []

    def send(_seat, _work, with_keys):
        with with_keys():
            pass
        hangs.wait(10)
        return True

    session.post(session, send, sent.append)
    session.sign(session, lambda _seat, _work: True, signed.append)
    qtbot.waitUntil(lambda: bool(signed))
    assert not sent
    hangs.set()
    qtbot.waitUntil(lambda: bool(sent))


def test_an_error_of_a_write_that_ends_with_the_window_is_told_in_the_terminal(session, capfd):
    owner = QObject(session)
    closing = threading.Event()

    def fail(_seat):
        closing.wait(5)
        raise Problem("the disk is full")

    session.write(owner, fail)
    threading.Timer(0.05, closing.set).start()
    session.close()
    assert "the disk is full" in capfd.readouterr().err


def test_once_it_is_closed_nobody_is_told(session):
    told = []
    closing = threading.Event()
    trouble = Problem("the disk is full")

    def end(error=None):
        closing.wait(5)
        if error is not None:
            raise error

    def fail(_seat):
        end(trouble)

    session.failed.connect(told.append)
    session.keeping.changed.connect(lambda: told.append("keeping"))
    session.read(session, lambda _seat: end(), told.append, told.append)
    session.read(session, fail, told.append)
    session.post(session, lambda _seat, _work, _keys: end(), told.append, told.append)
    session.write(session, fail, told.append, told.append)
    threading.Timer(0.05, closing.set).start()
    session.close()
    settle()
    assert told == []


def test_what_went_wrong_beside_an_act_that_ends_with_the_window_is_told_in_the_terminal(
    session, capfd
):
    closing = threading.Event()

    def act(seat, _work):
        closing.wait(5)
        seat.tell("The mirror was not written.")

    session.sign(session, act, id)
    threading.Timer(0.05, closing.set).start()
    session.close()
    assert "The mirror was not written." in capfd.readouterr().err
