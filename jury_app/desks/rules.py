"""The rules and texts in force at a workspace: those that the edition's rounds locked."""

from collections.abc import Iterable

from jury_app.base.errors import Refusal
from jury_app.base.texts import N_
from jury_app.desks.seat import Seat
from jury_app.jury.festival import Genesis
from jury_app.rules.forms import Wording
from jury_app.rules.rules import Rules, Texts
from jury_app.store import documents, settings
from jury_app.store.reader import Reader
from jury_app.store.verbs import Verbs


def locked_rules(seat: Seat, reader: Reader) -> Rules:
    """The edition's rules.

    Raises:
        Refusal: The workspace holds none yet.
    """
    digest = str(seat.setting(reader, "rules"))
    rules = documents.rules(reader, digest)
    if rules is None:
        raise Refusal(N_("The rules have not come yet; sync first."), place=str(seat.folder))
    return rules


def texts_in(reader: Reader, language: str) -> tuple[str, Texts, Texts]:
    """Texts in a language: their hash, themselves, and the English ones that stand in.

    Raises:
        Refusal: The workspace holds no texts yet.
    """
    hashes: dict[str, str] = settings.get(reader, "texts", {})
    found = {}
    for wanted in (language, "en"):
        digest = hashes.get(wanted)
        stored = documents.find(reader, digest) if digest else None
        document = stored.decoded() if stored else None
        if isinstance(document, Texts) and digest:
            found[wanted] = (digest, document)
    if "en" not in found:
        raise Refusal(N_("The texts of the form have not come yet; sync first."))
    digest, texts = found.get(language, found["en"])
    return digest, texts, found["en"][1]


def wording_in(reader: Reader, language: str) -> Wording:
    """Labels and anchors in a language, English where it lacks a line."""
    _, texts, fallback = texts_in(reader, language)
    return Wording(texts, fallback)


def keep_in_force(tx: Verbs, entered: Iterable[documents.Incoming]) -> None:
    """Keep what documents just entered put in force: rules, texts, the festival's name."""
    texts: dict[str, str] = settings.get(tx, "texts", {})
    known = dict(texts)
    for each in entered:
        if isinstance(each.document, Rules):
            settings.put(tx, rules=each.hash)
        elif isinstance(each.document, Texts):
            texts[each.document.language] = each.hash
        elif isinstance(each.document, Genesis):
            settings.put(tx, festival=each.document.name)
    if texts != known:
        settings.put(tx, texts=texts)
