"""A submission as a table has it: what jurors may see, and apart from it whom the office writes to.

A submission keeps the cells that were read as numbers, dates and categories beside their values,
so that what was unclear can be shown, asked about and compared later.
"""

from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import asdict, replace

from jury_app.intake.sheets import normalise
from jury_app.rules.rules import Form


class Contact(Struct, frozen=True, kw_only=True):
    """Whom the office writes to: office only, erasable; never printed, logged or packed."""

    name: str = ""
    birthdate: str = ""
    gender: str = ""
    email: str = ""
    other_email: str = ""
    phone: str = ""
    address: str = ""

    def __repr__(self) -> str:
        return "Contact(…)"

    __str__ = __repr__


class Key(Struct, frozen=True):
    """By what a submission is known again.

    Attributes:
        source: The platform's submission id, its tracking number, or e-mail and title.
        value: The id or number; for `mail` the e-mail and title, which are office-only.
    """

    source: Literal["id", "tracking", "mail"]
    value: str

    @property
    def stored(self) -> str:
        """One text for a table of the office's; with an e-mail in it for `mail`."""
        return f"{self.source}:{self.value}"

    def __repr__(self) -> str:
        return f"Key({self.source!r}, {'…' if self.source == 'mail' else repr(self.value)})"

    __str__ = __repr__


class Submission(Struct, frozen=True, kw_only=True):
    """One submitted work.

    Attributes:
        keys: By what it is known again, the strongest first; empty if by nothing.
        title: As written, trimmed at its ends.
        category: The one category that the cell names; None if none, several or unknown.
        categories_text: The whole cell.
        form: The form of work that its category takes, `linear` until that is known.
        seconds: Running time; None where missing or unclear (`duration_text`).
        completed: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; None where missing or unclear.
        directors: Directors, or the conductor.
        lanes: Declared percents in the rules' order, each None where missing, unclear or outside
            0–100; empty if the table has no such columns. `lanes_text` are the cells.
        declared_overall: The one declared percent; it never becomes six.
        dossier: Items that the table links or declares, as (item, text), by item.
        tracking_number: The platform's running number, if the table has one.
        filename: The name of the film's file, if the table has one.
        extra: All other columns, as (header, text), in the table's order; office-only.
        answers: What the office answered instead of the table, as (field of the column or
            `dossier/<item>`, text of the table that the answer replaced).
        contact: Office-only.
    """

    keys: tuple[Key, ...] = ()
    title: str = ""
    title_original: str = ""
    category: str | None = None
    categories_text: str = ""
    form: Form = "linear"
    seconds: int | None = None
    duration_text: str = ""
    country: str = ""
    language: str = ""
    completed: str | None = None
    completed_text: str = ""
    directors: str = ""
    studio: str = ""
    cast: str = ""
    synopsis: str = ""
    statement: str = ""
    tools: str = ""
    lanes: tuple[int | None, ...] = ()
    lanes_text: tuple[str, ...] = ()
    declared_overall: int | None = None
    overall_text: str = ""
    dossier: tuple[tuple[str, str], ...] = ()
    tracking_number: str = ""
    filename: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    contact: Contact = Contact()

    def __repr__(self) -> str:
        return f"Submission({', '.join(map(repr, self.keys))}, title={self.title!r})"

    __str__ = __repr__

    @property
    def year(self) -> str | None:
        """The year of completion."""
        return self.completed[:4] if self.completed else None


_READ_FROM = {
    "category": "categories_text",
    "form": "categories_text",
    "seconds": "duration_text",
    "completed": "completed_text",
    "lanes": "lanes_text",
    "declared_overall": "overall_text",
}
"""Field of a submission → the field whose column it is read from."""


def mail_key(email: str, title: str) -> Key:
    """The key of a submission without any id."""
    return Key("mail", f"{normalise(email)}\n{normalise(title)}")


def answered(old: Submission, changes: Mapping[str, Any]) -> Submission:
    """A submission with the office's answers, which a later import of the same text keeps.

    Args:
        old: As known.
        changes: Field → answer; a field that is read from a column comes with that column's text.
    """
    replaced = dict(old.answers)
    for name in changes.keys() - _READ_FROM.keys() - {"dossier"}:
        replaced.setdefault(name, getattr(old, name))
    before = dict(old.dossier)
    for item, text in changes.get("dossier", ()):
        if text != before.get(item, ""):
            replaced.setdefault(f"dossier/{item}", before.get(item, ""))
    return replace(old, **changes, answers=tuple(sorted(replaced.items())))


def _standing_answers(
    old: Submission, new: Submission, given: frozenset[str]
) -> tuple[tuple[str, str], ...]:
    """The answers to what the new table still says, or says nothing of."""
    dossier = dict(new.dossier)
    return tuple(
        (name, text)
        for name, text in old.answers
        if name not in given
        or text
        == (
            dossier.get(name.removeprefix("dossier/"), "")
            if name.startswith("dossier/")
            else getattr(new, name)
        )
    )


def merged(old: Submission, new: Submission, given: frozenset[str]) -> Submission:
    """`new` over `old`, where a field whose column the new table lacks keeps its old value.

    So does a field that the office answered, as long as its column says what it said before.

    Args:
        old: As known.
        new: As the table has it.
        given: Fields of `Submission` and, as `contact.<field>`, of `Contact` that have a column;
            dossier items are `dossier/<item>`.
    """
    answers = _standing_answers(old, new, given)
    given = given - {name for name, _ in answers}
    kept = {
        name: value
        for name, value in asdict(old).items()
        if _READ_FROM.get(name, name) not in given
        and name not in {"dossier", "extra", "answers", "contact"}
    }
    keys = {key.source: key for key in (*old.keys, *new.keys)}
    contact = {
        name: value for name, value in asdict(old.contact).items() if f"contact.{name}" not in given
    }
    dossier = {item: text for item, text in old.dossier if f"dossier/{item}" not in given}
    kept_items = dict(answers)
    said = {item: text for item, text in new.dossier if f"dossier/{item}" not in kept_items}
    return replace(
        new,
        **kept
        | {
            "keys": tuple(keys[source] for source in ("id", "tracking", "mail") if source in keys),
            "contact": replace(new.contact, **contact),
            "dossier": tuple(sorted({**dossier, **said}.items())),
            "extra": tuple({**dict(old.extra), **dict(new.extra)}.items()),
            "answers": answers,
        },
    )


def changed_fields(old: Submission, new: Submission) -> tuple[str, ...]:
    """Names of the fields in which two submissions differ, in the order of `Submission`."""
    return tuple(
        name for name in Submission.__struct_fields__ if getattr(old, name) != getattr(new, name)
    )
