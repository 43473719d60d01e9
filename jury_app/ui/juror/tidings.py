"""Tidings: what the window tells by itself, and what the festival changed meanwhile.

Errors that nobody else shows, what the disk does not take, what a visit of the mailbox came to, and
news from the office: each a notice, none of them a dialog.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from jury_app.base.errors import Problem, Refusal
from jury_app.base.texts import N_, _, ngettext, plain
from jury_app.ui.juror.handing import Handing
from jury_app.ui.juror.moments import in_zones, moment, shown
from jury_app.ui.kit.errors import bugs_alone, catch_bugs
from jury_app.ui.kit.jobs import Question
from jury_app.ui.kit.notice import Act, Notice
from jury_app.ui.kit.notices import Notices
from jury_app.ui.session import Session

if TYPE_CHECKING:  # desks are loaded once the first picture stands
    from jury_app.desks.juror.news import Found, News, Told
    from jury_app.desks.seat import Seat
    from jury_app.store.changes import ChangeSet

MOST = 3
"""Pieces of news that one notice says; how many more there are it counts."""

_LONGEST = 400
"""Letters of one piece of news; a reason may be longer, and stands whole with what it is about."""
_GONE = ("taken", "withdrawn")
"""Kinds of news about films that there is nothing more to be seen of."""
_ABOUT_CARD = ("confirm", "revise", "void", "chosen")
"""Kinds of news about a signed scorecard, of which its versions tell more."""


class Tidings(QObject):
    """Tells in a window's notices.

    Args:
        session: Whose workspace.
        notices: Where it is told.
        handing: Whose visits are told.

    Signals:
        films_wanted: The films of the news shall be shown: a list of (film, round).
        versions_wanted: The versions of its scorecard shall be: film and round.
        export_wanted: What is signed shall be written into a file, to be carried by hand.
        endorsing_wanted: The decisions that ask for endorsements shall be.
    """

    films_wanted = Signal(object)
    versions_wanted = Signal(str, str)
    endorsing_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, session: Session, notices: Notices, handing: Handing) -> None:
        super().__init__(notices)
        self._session = session
        self._notices = notices
        self._news: tuple[News, ...] = ()
        self._notice: Notice | None = None
        self._question = Question()
        self._has_warned = False
        self._later = ""
        self.put_back: Callable[[], None] = catch_bugs(self.show_error)
        session.failed.connect(self.show_error)
        session.noticed.connect(notices.tell)
        session.keeping.changed.connect(self._show_keeping)
        session.changed.connect(self._others_wrote)
        session.preferences.failed.connect(self._preferences_failed)
        handing.told.connect(notices.tell)
        handing.failed.connect(lambda error: notices.show_error(error, about="handing"))
        handing.unreached.connect(self._say_unreached)
        handing.reached.connect(lambda: notices.forget("handing"))
        if session.keeping.trouble is not None:  # told by the window before, in another language
            self._show_keeping()
        if session.reading_only:
            self._say_reading_only()
        else:
            self._ask()

    def show_error(self, error: BaseException) -> None:
        """Tell an error that nobody else shows; what keeps all from being saved is told once."""
        if str(error) == str(self._session.keeping.trouble):
            self._show_keeping()
        else:
            self._notices.show_error(error)

    def may_close(self) -> bool:
        """Whether nothing is lost by closing; else that is said, and the second time it may."""
        if self._session.keeping.trouble is None or self._has_warned:
            return True
        self._has_warned = True
        words = N_(
            "What you typed last is not saved. Make room on the disk, or close once more and lose"
            " it."
        )
        self._notices.show_error(Refusal(words), stays=True, about="keeping")
        return False

    def _show_keeping(self) -> None:
        """Say that what is typed is not saved, for as long as that is so."""
        trouble = self._session.keeping.trouble
        self._has_warned = False
        if trouble is None:
            self._notices.forget("keeping")
            self._notices.tell(_("Everything is saved again."), "good")
            return
        self._say_unsaved(trouble, N_("{why} Not saved yet: it is tried again by itself."))

    def may_sign(self) -> bool:
        """Whether all that was typed is saved, and so can be signed; else that is said."""
        trouble = self._session.keeping.trouble
        if trouble is not None:
            self._say_unsaved(trouble, N_("{why} What you typed can be signed once it is saved."))
        return trouble is None

    def _say_unsaved(self, trouble: Problem, words: str) -> None:
        act = (_("Try again now"), self._session.keeping.try_again)
        error = Refusal(words, why=trouble.sentence)
        self._notices.show_error(error, act=act, stays=True, about="keeping")

    def _say_reading_only(self) -> None:
        words = N_(
            "You can look at everything here, and nothing that you do is kept. To work, close this"
            " workspace where it is written in, or make its disk writable; then open it again."
        )
        self._notices.show_error(Refusal(words), stays=True, about="reading")

    def _preferences_failed(self, reason: str) -> None:
        self._notices.tell(
            _("Your settings could not be kept: {reason}").format(reason=reason), "warning"
        )

    def _say_unreached(self, error: Problem) -> None:
        """Tell why the mailbox was not reached, and offer the other way."""
        act = (_("Export for the office…"), self._export)
        self._notices.show_error(error, act=act, about="handing")

    def _export(self) -> None:
        self.export_wanted.emit()

    # News ---------------------------------------------------------------------------------------

    def _others_wrote(self, changes: "ChangeSet") -> None:
        if changes.touches("documents") and not self._session.reading_only:
            self._ask()

    def _ask(self) -> None:
        came = self._question.ask()(self._came)
        self._session.read(self, _look, came, bugs_alone(self._session.failed.emit))

    def _came(self, found: "Found") -> None:
        self._say_set_back(found.later)
        if found.news == self._news:
            return
        self._news = found.news
        if self._notice is not None:
            self._notices.remove(self._notice)
            self._notice = None
        if found.news:
            self._notice = self._tell(found)

    def _say_set_back(self, later: str) -> None:
        """Say once that this machine's clock was set back, until it is right again."""
        if later == self._later:
            return
        self._later = later
        self._notices.forget("clock")
        if later:
            from jury_app.desks.juror.news import SET_BACK

            told = Refusal(SET_BACK, moment=shown(moment(later)))
            self._notices.show_error(told, stays=True, about="clock")

    def _tell(self, found: "Found") -> Notice:
        news = found.news
        notice = self._notices.tell("\n".join(_sentences(news)), act=self._way_to(news))
        notice.closed.connect(lambda: self._told(found.now))
        return notice

    def asks_are_shown(self) -> None:
        """What asks for endorsements is shown on its page: news of nothing else are read."""
        if self._notice is not None and {each.kind for each in self._news} == {"endorse"}:
            self._notice.closed.emit()

    def _told(self, now: "Told") -> None:
        if self._notice is None:
            return
        self._notice = None
        self._session.write(self, lambda seat: _told(seat, now))

    def _show_asks(self) -> None:
        self.endorsing_wanted.emit()

    def _way_to(self, news: "tuple[News, ...]") -> Act:
        """The way to what news is about; a film is opened by whoever wants to see it."""
        if any(each.kind == "endorse" for each in news):
            return _("Show"), self._show_asks
        about = [each for each in news if each.film and each.kind not in _GONE]
        films = list(dict.fromkeys((each.film, each.round) for each in about))
        if not films:
            return _("All right"), lambda: None
        if len(films) == 1 and any(each.kind in _ABOUT_CARD for each in about):
            return _("Show"), lambda: self.versions_wanted.emit(*films[0])
        return _("Show"), lambda: self.films_wanted.emit(films)


def _sentences(found: "tuple[News, ...]") -> list[str]:
    """News in sentences: what is new in the queue in one, the rest as far as one can read it."""
    new = [each for each in found if each.kind == "assigned"]
    rest = found if len(new) == 1 else [each for each in found if each.kind != "assigned"]
    said = [_sentence(each) for each in rest[:MOST]]
    if len(new) > 1:
        films = ngettext(
            "{n} film is new in your queue.", "{n} films are new in your queue.", len(new)
        )
        said.append(films.format(n=len(new)))
    if len(rest) > MOST:
        more = len(rest) - MOST
        said.append(ngettext("And {n} more.", "And {n} more.", more).format(n=more))
    return said


def _sentence(each: "News") -> str:
    deadline = in_zones(moment(each.deadline), each.zone) if each.deadline else ""
    said = plain(each.text(deadline))
    return said if len(said) <= _LONGEST else said[: _LONGEST - 1].rstrip() + "…"


def _look(seat: "Seat") -> "Found":
    from jury_app.desks.juror import news

    return news.look(seat)


def _told(seat: "Seat", now: "Told") -> None:
    from jury_app.desks.juror import news

    news.told(seat, now)
