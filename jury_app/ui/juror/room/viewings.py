"""What a juror saw besides playing: what is asked of it, and how it is listed. Pure.

What a viewing is and what of it counts say `jury.viewings` and the desk.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple

from msgspec import Struct

from jury_app.base import figures
from jury_app.base.texts import N_, _, series, translate
from jury_app.desks.juror.wording import VIEWINGS
from jury_app.jury.viewings import PLAYED, WHOLE, began_at, number
from jury_app.ui.juror import moments

Kind = Literal["session", "run", "declared", "live"]
"""Of a form; a `run` becomes a session with one run that was put down afterwards."""
FIELD_LIMIT = 300
"""The longest text of a field, in characters."""


class Field(NamedTuple):
    """A field of a form: its name, what is asked, an example, and whether it must be filled."""

    name: str
    label: str
    example: str
    needed: bool = True


_RUN = Field("run", N_("Run: its seed or number"), N_("e.g. seed 4711"))
_WHERE = Field("where", N_("Where"), N_("e.g. Busan, Cinema Center, hall 2"))
_WHEN = Field("when", N_("When"), N_("e.g. 12 October 2026, 19:30"))
_SHARE = Field("share", N_("How much of it, in percent"), N_("0 to 100"))
_PATH = Field("path", N_("The path you took"), N_("e.g. left at the harbour"), needed=False)
_ENDING = Field("ending", N_("The ending you reached"), N_("e.g. the ferry leaves"), needed=False)


def fields(kind: Kind, *, has_runs: bool) -> tuple[Field, ...]:
    """What is asked about a viewing of a kind.

    Args:
        kind: Its kind.
        has_runs: Whether the work differs at each run.
    """
    run = (_RUN,) if has_runs else ()
    return {
        "session": (*run, _PATH, _ENDING, _SHARE),
        "run": (_RUN, _SHARE),
        "declared": (*run, _WHERE, _WHEN, _SHARE),
        "live": (_WHERE, _WHEN),
    }[kind]


def percent(text: str) -> int | None:
    """Thousandths of a share that was written in percent; None if it is none."""
    digits = text.strip().removesuffix("%").strip()
    if not digits.isdecimal() or len(digits) > 3 or int(digits) > 100:
        return None
    return int(digits) * 10


def missing(kind: Kind, filled: Mapping[str, str], *, has_runs: bool) -> str | None:
    """The first field that is not filled as it must be; None if all are."""
    for field in fields(kind, has_runs=has_runs):
        text = filled.get(field.name, "").strip()
        if field.name == "share":
            if percent(text) is None:
                return field.name
        elif field.needed and not text:
            return field.name
    return None


class Filled(NamedTuple):
    """What a form came to, as the desk takes it.

    Attributes:
        where: Place of a viewing elsewhere or live.
        when: Time of a live one, in the juror's words.
        share: Of it seen, in thousandths.
        run: Which run.
        way: Through an interactive work.
        ending: That was reached.
    """

    where: str = ""
    when: str = ""
    share: int = WHOLE
    run: str = ""
    way: str = ""
    ending: str = ""


def filled(kind: Kind, texts: Mapping[str, str]) -> Filled:
    """What was written into a form.

    Args:
        kind: Of the viewing.
        texts: Name of the field → text; nothing needed is `missing`.
    """
    said = {name: text.strip()[:FIELD_LIMIT] for name, text in texts.items()}
    where, when = said.get("where", ""), said.get("when", "")
    if kind == "declared":
        where, when = series((where, when)), ""
    share = percent(said["share"]) if "share" in said else WHOLE
    rest = (said.get(name, "") for name in ("run", "path", "ending"))
    return Filled(where, when, WHOLE if share is None else share, *rest)


class Row(Struct, frozen=True):
    """A viewing as it is listed.

    Attributes:
        path: Where the draft holds it; empty for what was played here.
        title: What kind of viewing, and of which run.
        detail: Where, when, which way.
        share: Of it seen, in thousandths.
        began: When a session began that has not ended; empty otherwise.
    """

    path: str
    title: str
    detail: str
    share: int
    began: str = ""

    @property
    def seen(self) -> str:
        """The share in words."""
        if self.began:
            return _("not ended yet")
        return _("{percent} % seen").format(percent=figures.number(self.share / 10))


def rows(played: Mapping[str, Any], own: Mapping[str, Any]) -> tuple[Row, ...]:
    """All viewings: what was played here first, then what the juror put down."""
    kept = {path: value for path, value in own.items() if path.startswith(PLAYED)} | dict(played)
    found = [_row("", kept[path]) for path in sorted(kept)]
    numbered = sorted((at, path) for path in own if (at := number(path)) is not None)
    found += [_row(path, own[path]) for _at, path in numbered]
    return tuple(found)


def _row(path: str, value: Mapping[str, Any]) -> Row:
    kind = str(value.get("kind", ""))
    title = translate(VIEWINGS.get(kind, kind))
    if value.get("run"):
        title = f"{title} · {value['run']}"
    return Row(
        path, title, " · ".join(_details(value)), int(value.get("share", 0)), began_at(value) or ""
    )


def _details(value: Mapping[str, Any]) -> Iterator[str]:
    """Where, when, which way and to which end."""
    began, ended = str(value.get("began", "")), str(value.get("ended", ""))
    yield from (str(value["place"]),) if value.get("place") else ()
    if began:
        yield f"{_clock(began)} – {_clock(ended)}" if ended else _clock(began)
    elif ended:
        yield _clock(ended)
    yield from (str(value[name]) for name in ("path", "ending") if value.get(name))


def _clock(at: str) -> str:
    """A moment on this machine's clock; what was written by hand stays as it is."""
    try:
        return moments.shown(moments.moment(at))
    except ValueError:
        return at
