"""Notes at moments of a film, as the draft holds them: read, sorted, numbered. Pure."""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple, get_args

from msgspec import Struct

from jury_app.base.texts import N_, _, translate
from jury_app.base.timecode import timecode
from jury_app.jury.drafts import NOTE_PATH

Kind = Literal["praise", "doubt", "question", "ethics"]
Audience = Literal["entrant", "panel", "private"]

ETHICS = "ethics"
"""The kind of a note that flags something."""
PANEL = "panel"
"""The audience of a note as long as nobody chooses another."""


class Choice(NamedTuple):
    """A kind or an audience: its code, what it is called, and what choosing it means."""

    code: str
    label: str
    about: str


KINDS = (
    Choice("praise", N_("Praise"), N_("Something that works.")),
    Choice("doubt", N_("Doubt"), N_("Something that does not convince you.")),
    Choice("question", N_("Question"), N_("A question for the defense.")),
    Choice(ETHICS, N_("Ethics"), N_("Something to be looked at for consent, likeness or harm.")),
)
AUDIENCES = (
    Choice("entrant", N_("Entrant"), N_("The entrant gets this note with the results.")),
    Choice(PANEL, N_("Chair and panel"), N_("The chair and the panel read this note.")),
    Choice(
        "private",
        N_("Private"),
        N_("This note never leaves this laptop: neither its text nor a trace of it is sent."),
    ),
)


class Note(Struct, frozen=True):
    """A note.

    Attributes:
        path: Where the draft holds it, `notes/<n>`.
        at: Its moment, in milliseconds from the beginning of the film.
        text: What it says; foreign to the program, also where the juror wrote it.
    """

    path: str
    at: int
    text: str
    kind: str
    audience: str

    @property
    def shown_as(self) -> Kind:
        """Its kind as it is shown; one that is not known here looks like a question."""
        return self.kind if self.kind in get_args(Kind) else "question"  # type: ignore[return-value]  # it is one of them

    @property
    def value(self) -> dict[str, Any]:
        """As the draft holds it."""
        return {"at": self.at, "text": self.text, "kind": self.kind, "audience": self.audience}

    @property
    def spoken(self) -> str:
        """All of it in one line, for screen readers."""
        return _("{time}, {kind}, {audience}: {text}").format(
            time=timecode(self.at),
            kind=named(KINDS, self.kind),
            audience=named(AUDIENCES, self.audience),
            text=self.text,
        )


def notes(values: Mapping[str, Any]) -> tuple[Note, ...]:
    """The notes of a draft by their moments; what is no note in it is left out."""
    found = []
    for path, value in values.items():
        number = NOTE_PATH.match(path)
        if number and isinstance(value, dict) and isinstance(value.get("at"), int):
            said = (str(value.get(key, "")) for key in ("text", "kind", "audience"))
            found.append((value["at"], int(number[1]), Note(path, value["at"], *said)))
    return tuple(note for _at, _number, note in sorted(found, key=lambda each: each[:2]))


def named(choices: tuple[Choice, ...], code: str) -> str:
    """What a kind or an audience is called; one that is not known stays as it is."""
    found = next((each for each in choices if each.code == code), None)
    return translate(found.label) if found else code
