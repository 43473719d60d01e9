"""The festival as people know it: its name in the language in use, and the zone of its clocks."""

from collections.abc import Iterable

from jury_app.base.errors import Refusal
from jury_app.base.texts import language
from jury_app.desks.rules import wording_in
from jury_app.jury.festival import Genesis
from jury_app.rules.forms import Wording
from jury_app.rules.rules import Rules, Texts
from jury_app.store import documents, settings
from jury_app.store.reader import Reader


def festival_name(reader: Reader) -> str:
    """The name in a workspace; before its texts have come, as the genesis says it."""
    try:
        wording = wording_in(reader, language())
    except Refusal:
        return str(settings.get(reader, "festival", ""))
    return name_in(wording, str(settings.get(reader, "festival", "")))


def name_in(wording: Wording, otherwise: str) -> str:
    """The name in texts, or `otherwise` where they hold none."""
    return wording.text("festival/label") or otherwise


def festival_zone(reader: Reader) -> str:
    """IANA name of the festival's zone; empty before the rules have come."""
    rules = documents.rules(reader, str(settings.get(reader, "rules", "")))
    return rules.zone if rules is not None else ""


def told_in(entries: Iterable[object], genesis: Genesis) -> tuple[str, str]:
    """Name and zone as the documents of a packet say them, of which nothing is entered yet."""
    texts: dict[str, Texts] = {}
    zone = ""
    for each in entries:
        if isinstance(each, Texts):
            texts[each.language] = each
        elif isinstance(each, Rules):
            zone = each.zone
    own = texts.get(language()) or texts.get("en")
    return (name_in(Wording(own, texts.get("en")), genesis.name) if own else genesis.name), zone
