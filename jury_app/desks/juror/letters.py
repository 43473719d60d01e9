"""The letter that a juror signs: what each scorecard says, what is missing, who will read it."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache, partial

from msgspec import Struct

from jury_app.base import figures
from jury_app.base.errors import Refusal
from jury_app.base.texts import N_, _, headed, ngettext, noted
from jury_app.desks.catalogue import Catalogue, catalogue
from jury_app.desks.chair.sessions import Minuted, sessions_of
from jury_app.desks.festival import festival_name
from jury_app.desks.juror.items import with_played
from jury_app.desks.juror.lateness import Lateness
from jury_app.desks.juror.reading import asked_of
from jury_app.desks.juror.scoring import assigned_film, open_drafts, own_heads
from jury_app.desks.juror.wording import Line, label, lines
from jury_app.desks.rules import locked_rules
from jury_app.desks.seat import Seat
from jury_app.jury.drafts import faults, unexplained, unheld
from jury_app.jury.scorecard import DEFENSE
from jury_app.rules.forms import Form
from jury_app.rules.rules import Round
from jury_app.store import drafts, settings
from jury_app.store.reader import Reader
from jury_app.tally.cards import card_value


class Missing(Struct, frozen=True):
    """What keeps a scorecard from being signed: where, and in words."""

    path: str
    label: str
    text: str


class LetterFilm(Struct, frozen=True):
    """One scorecard of the letter.

    Attributes:
        film: The film's id.
        number: Its number.
        title: Its title.
        original: Its title in the original script.
        category: Label of its category.
        value: What the scores come to on 0–100, with one decimal; empty where it is incomplete, or
            the rules do not show it.
        lines: What goes out, each with who will read it; in the form's order.
        staying: What stays on this computer: private notes and comments.
        missing: What keeps it from being signed; empty: it will be signed.
        hold: Whether an ethics answer asks that the film be held.
        replaces: How many earlier scorecards of this film it supersedes.
        is_late: Whether the round has closed: signed now, it counts only if the chair admits it.
        defenses: The live defenses that it will name.
    """

    film: str
    number: int
    title: str
    original: str
    category: str
    value: str
    lines: tuple[Line, ...]
    staying: tuple[Line, ...]
    missing: tuple[Missing, ...]
    hold: bool
    replaces: int
    is_late: bool = False
    defenses: tuple[Minuted, ...] = ()


class Letter(Struct, frozen=True):
    """What one act of signing signs.

    Attributes:
        festival: To whose office it is sent.
        round: The round.
        name: Who signs.
        films: The scorecards, by number.
        mailbox: Where it will be left; empty: it is carried by hand.
    """

    festival: str
    round: str
    name: str
    films: tuple[LetterFilm, ...]
    mailbox: str

    @property
    def ready(self) -> tuple[str, ...]:
        """Ids of the films whose scorecard will be signed."""
        return tuple(film.film for film in self.films if not film.missing)

    def lines(self) -> Iterator[str]:
        """The letter for people."""
        for film in self.films:
            original = f" · {film.original}" if film.original else ""
            yield f"#{film.number} {film.title}{original}"
            for held in film.defenses:
                where = " · ".join(filter(None, (held.began, held.room)))
                yield "  " + headed(_("The live defense"), where)
            for line in film.lines:
                yield "  " + headed(line.label, noted(line.text, line.readers))
            if film.value:
                yield "  " + _("Value: {value}").format(value=film.value)
            if film.is_late:
                yield "  " + late()
            if film.hold:
                yield "  " + _("It asks that the film be held.")
            for line in film.staying:
                yield "  " + _("Stays here: {label}").format(label=line.label)
            for each in film.missing:
                yield "  ! " + headed(each.label, each.text)
        n = len(self.ready)
        yield ngettext(
            "{n} scorecard is signed as {name} and goes to the office of {festival}.",
            "{n} scorecards are signed as {name} and go to the office of {festival}.",
            n,
        ).format(n=n, name=self.name, festival=self.festival)


def letter(seat: Seat, references: Sequence[str] | None, round_id: str) -> Letter:
    """What signing would sign now; nothing is changed.

    Args:
        seat: The juror's seat.
        references: Films; None: all open drafts of the round.
        round_id: The round.

    Raises:
        Refusal: A film is not the juror's in this round, or it has no draft.
    """
    with seat.workspace.reading() as reader:
        known = catalogue(reader)
        person = str(seat.setting(reader, "person"))
        if references is None:
            films = open_drafts(reader, known, round_id, person)
        else:
            films = [assigned_film(seat, reader, known, each, round_id) for each in references]
            films.sort(key=lambda film: known.course.films[film].number)
        writer = _Writer(seat, reader, known, round_id)
        return Letter(
            festival_name(reader),
            round_id,
            known.name(person),
            tuple(map(writer.film, films)),
            str(settings.get(reader, "mailbox", "")),
        )


def late() -> str:
    """What is said before something is signed in a round that has closed."""
    return _("The round is closed: what is signed now counts only if the chair admits it.")


class _Writer:
    """Writes the films of one letter."""

    def __init__(self, seat: Seat, reader: Reader, known: Catalogue, round_id: str) -> None:
        self._seat = seat
        self._reader = reader
        self._known = known
        self._round = round_id
        self._rules = locked_rules(seat, reader)
        self._lateness = Lateness(reader, known.course, {})
        self._form_of = cache(partial(asked_of, reader, round_id))

    def film(self, film: str) -> LetterFilm:
        """What the letter says of a film."""
        known, course = self._known, self._known.course.films[film]
        draft = drafts.load(self._reader, film, self._round)
        asked = self._form_of(course.category)
        if draft is None or draft.state == "signed" or asked is None:
            raise Refusal(N_("There is no draft for “{title}” to sign."), title=known.title(film))
        values = with_played(self._reader, known, film, draft.values)
        said = lines(values, asked)
        replaced = own_heads(self._seat, self._reader, known.course, film, self._round).hashes
        is_defense = self._round == DEFENSE
        defenses = sessions_of(self._reader, known, film) if is_defense else ()
        lacking = (
            *unexplained(values, replaces=bool(replaced)),
            *unheld(self._round, is_minuted=bool(defenses)),
            *faults(values, self._rules, self._round, asked.category.id),
        )
        answers = (value for path, value in values.items() if path.startswith("ethics/"))
        return LetterFilm(
            film,
            course.number,
            known.title(film),
            str(known.films.get(film, {}).get("title_original", "")),
            asked.category.label,
            _value(values, self._rules.round(self._round), asked),
            tuple(line for line in said if line.audience != "private"),
            tuple(line for line in said if line.audience == "private"),
            tuple(Missing(each.path, label(each.path, asked), each.text) for each in lacking),
            any(answer.get("answer") == "block" for answer in answers),
            len(replaced),
            self._lateness.would_be_late(self._round, replaced),
            tuple(defenses),
        )


def _value(values: dict[str, object], its_round: Round, asked: Form) -> str:
    """What the scores come to, where the juror may see it."""
    if not its_round.running_value:
        return ""
    scores: list[Fraction | None] = []
    for criterion in asked.criteria:
        given = values.get(f"scores/{criterion.id}")
        units = given.get("units") if isinstance(given, dict) else None
        per = given.get("per", 1) if isinstance(given, dict) else 1
        scores.append(None if units is None else Fraction(units, per))
    weights = [criterion.weight for criterion in asked.criteria]
    value = card_value(scores, weights, its_round.scale.low, its_round.scale.high)
    return "" if value is None else figures.number(float(value), 1)
