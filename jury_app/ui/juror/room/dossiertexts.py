"""What the dossier page says, as headings with lines. Pure: it sorts what the desk may show."""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from jury_app.base.texts import N_, _, series, translate
from jury_app.desks.juror.items import ShownItem
from jury_app.desks.juror.reading import ShownFilm
from jury_app.desks.words import part_name
from jury_app.ui.juror.moments import length, size

_PEOPLE = ("directors", "studio", "cast", "country")
_TECHNICAL = ("seconds", "year", "language")
_HEADINGS = ("title", "title_original", "tracking_number")
"""Parts that the page does not repeat: the room's head shows them."""
_NAMES = {
    "seconds": N_("Running time"),
    "declared_overall": N_("Declared AI participation"),
}


class Section(Struct, frozen=True):
    """A heading with running text, or with named lines."""

    heading: str
    text: str = ""
    lines: tuple[tuple[str, str], ...] = ()


def sections(shown: ShownFilm, labels: Mapping[str, str]) -> tuple[Section, ...]:
    """The page, from top to bottom; what is empty is left out.

    Args:
        shown: The film as the desk shows it.
        labels: Name of a dossier's part → its label in the profile's texts.
    """
    values = dict(shown.dossier)
    made = (
        *(Section(part_name(name), said(values.get(name))) for name in ("synopsis", "statement")),
        Section(_("Tools"), said(values.get("tools"))),
        Section(_("Declared AI participation"), lines=tuple(_declared(values, labels))),
        Section(_("Consents and proofs"), lines=tuple(_documents(values, labels))),
        Section(_("People"), lines=tuple(_named(values, _PEOPLE))),
        Section(_("Facts"), lines=tuple(_named(values, _TECHNICAL))),
        *(_file(item) for item in shown.items if item.is_watched and item.bytes),
        Section(_("More"), lines=tuple(_rest(values))),
        Section(_("Hidden from you for now"), lines=tuple(_hidden(shown, labels))),
    )
    return tuple(each for each in made if each.text or each.lines)


def said(value: object) -> str:
    """A value from outside as text: lists by commas, everything else as it is written."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return series(said(each) for each in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)


def _named(values: Mapping[str, Any], names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for name in names:
        if name in values:
            text = length(values[name]) if name == "seconds" else said(values[name])
            yield _name(name, {}), text


def _file(item: ShownItem) -> Section:
    """What a film's file is, as far as it was looked into, and by what it is known."""
    heading = _("Run {run}").format(run=item.run) if item.run else _("The file")
    lines = [(_("Size"), size(item.bytes)), *_media(item.facts)]
    return Section(heading, lines=(*lines, (_("Fingerprint"), f"BLAKE3 {item.blake3[:16]}…")))


def _media(facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Facts that the probe found (`screening.facts.MediaFacts`); none where it has not looked."""
    if not facts:
        return
    rate = facts["rate"] / 1000
    yield _("Length"), length(facts["milliseconds"] // 1000)
    yield (
        _("Picture"),
        " · ".join(
            filter(
                None,
                (
                    f"{facts['width']} × {facts['height']}",
                    _("{rate} frames/s").format(rate=f"{rate:g}") if rate else "",
                    facts["picture"],
                    str(facts["container"]).upper(),
                ),
            )
        ),
    )
    yield _("Sound"), series(facts["sounds"]) or _("none")
    if facts["subtitles"]:
        yield _("Subtitle tracks"), str(facts["subtitles"])


def _declared(values: Mapping[str, Any], labels: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        head, _slash, lane = name.partition("/")
        if head == "declared":
            yield labels.get(name, lane), _("{percent} %").format(percent=value)
    if "declared_overall" in values:
        yield _("Overall"), _("{percent} %").format(percent=values["declared_overall"])


def _documents(values: Mapping[str, Any], labels: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        if name.startswith("dossier/"):
            yield _name(name, labels), said(value)


def _rest(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    single = {"synopsis", "statement", "tools", "declared_overall"}
    shown = {*_PEOPLE, *_TECHNICAL, *_HEADINGS, *single}
    for name, value in values.items():
        if name not in shown and name.partition("/")[0] not in ("declared", "dossier"):
            yield _name(name, {}), said(value)


def _hidden(shown: ShownFilm, labels: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name in shown.hidden:
        yield _name(name, labels), _("until your scorecard for this film is received")


def _name(name: str, labels: Mapping[str, str]) -> str:
    known = _NAMES.get(name)
    return translate(known) if known else labels.get(name) or part_name(name)
