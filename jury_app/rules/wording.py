"""Keys of texts: which lines a language table must have, and which it may have.

A key is a path: `category/generative/label`, `criterion/r1/generative/cohesion/7`. `label` names a
thing, `about` explains it, a number is the anchor of that level.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from msgspec import Struct

from jury_app.base.texts import _, series
from jury_app.rules.mistakes import Findings, close
from jury_app.rules.positions import Path
from jury_app.rules.roundchecks import HIGHEST
from jury_app.rules.shape import shown
from jury_app.rules.sound import Tree, all_named, ids_of, tables

FALLBACK = "en"
"""The language whose lines stand in where another language lacks one; every profile has it."""
LONGEST = 4000
"""Characters of one text, at most."""
_KINDS = (
    ("category", "categories"),
    ("lane", "lanes"),
    ("round", "rounds"),
    ("honour", "honours"),
)
"""First word of a key, and the array whose ids follow."""
_LISTS = ("ethics", "cues", "dossier")


class Wanted(Struct, frozen=True):
    """The keys that have a meaning (`known`), and those that every language must have."""

    required: frozenset[str]
    known: frozenset[str]


def wanted_keys(tree: Tree) -> Wanted:
    """The keys that texts for the sound values `tree` of a profile must and may have."""
    required = {"festival/label"}
    may = {"festival/about", "gate/about"}
    for thing in _things(tree):
        required.add(f"{thing}/label")
        may.add(f"{thing}/about")
    for thing, low, high in _criteria(tree):
        required |= {f"{thing}/label", f"{thing}/{low}", f"{thing}/{high}"}
        may.add(f"{thing}/about")
        may |= {f"{thing}/{level}" for level in range(low + 1, high)}
    return Wanted(frozenset(required), frozenset(required | may))


def _things(tree: Tree) -> Iterator[str]:
    for kind, key in _KINDS:
        yield from (f"{kind}/{each}" for each in ids_of(tree, key))
    for kind in _LISTS:
        yield from (f"{kind}/{each}" for each in tree.get(kind, ()) if each)
    for kind in ("checklist", "not_enough"):
        yield from (f"gate/{each}" for each in tree.get("gate", {}).get(kind, ()) if each)


def _criteria(tree: Tree) -> Iterator[tuple[str, int, int]]:
    """(key, lowest, highest level) of each criterion whose scale is sound."""
    for _path, each in tables(tree, "rounds"):
        scale = each.get("scale", {})
        low, high = scale.get("low"), scale.get("high")
        if "id" not in each or low is None or high is None or not low < high <= HIGHEST:
            continue
        for _inner, matrix in tables(each, "matrices"):
            head = f"criterion/{each['id']}/{matrix.get('category', 'all')}"
            yield from ((f"{head}/{name}", low, high) for name in ids_of(matrix, "criteria"))


def flatten(value: object, findings: Findings, path: Path) -> dict[str, str]:
    """The lines of one language table, by key; what is no text becomes a mistake."""
    lines: dict[str, str] = {}
    if isinstance(value, dict):
        for key, inner in value.items():
            for inside, text in flatten(inner, findings, (*path, key)).items():
                lines[f"{key}/{inside}" if inside else key] = text
    elif isinstance(value, str) and value.strip() and len(value) <= LONGEST and _prints(value):
        lines[""] = value
    else:
        findings.add(
            path,
            _("{value} is no text.").format(value=shown(value)),
            _("Expected: a text in quotes, 1 to {most} characters.").format(most=LONGEST),
        )
    return lines


def _prints(text: str) -> bool:
    return all(char.isprintable() or char in "\n\u3000\u200c\u200d" for char in text)


def unsettled(tree: Tree, findings: Findings) -> tuple[str, ...]:
    """Beginnings of keys about which nothing can be said: what they belong to is broken itself."""
    heads = [f"{kind}/" for kind in (*_LISTS, "gate") if not findings.sound(kind)]
    heads += [f"{kind}/" for kind, key in _KINDS if not all_named(tree, key, findings)]
    if "category/" in heads or "round/" in heads:
        heads.append("criterion/")
    for path, table in tables(tree, "rounds"):
        head = f"criterion/{table.get('id', '')}"
        if not findings.sound(*path, "scale"):
            heads.append(f"{head}/")
        categories = ids_of(tree, "categories")
        heads += [f"{head}/{rest}" for rest in _unsettled(path, table, categories, findings)]
    return tuple(heads)


def _unsettled(path: Path, table: Tree, categories: list[str], findings: Findings) -> Iterator[str]:
    """The same for the matrices of one round, without the beginning that they share."""
    own = {matrix.get("category", "all") for _path, matrix in tables(table, "matrices")}
    without = [category for category in categories if category not in own]
    settled = True
    for index, matrix in enumerate(table.get("matrices", ())):
        if not findings.sound(*path, "matrices", index):
            settled = False
            yield f"{matrix.get('category', 'all') if matrix else 'all'}/"
            yield from (f"{category}/" for category in without)
    if settled and without and "all" not in own:
        yield ""


def check_language(
    language: str,
    lines: dict[str, str],
    wanted: Wanted,
    findings: Findings,
    unsettled: tuple[str, ...],
) -> dict[str, str]:
    """The lines of `language` that the profile knows; unknown and missing ones become mistakes.

    Lines inherited from another profile that this one has no use for are dropped in silence, and
    nothing is said of lines that begin as one of `unsettled`.
    """
    kept = {key: text for key, text in lines.items() if key in wanted.known}
    things = {_thing(key) for key in wanted.known}
    strangers: set[str] = set()
    for key in lines:
        path = ("texts", language, *key.split("/"))
        if key in kept or key.startswith(unsettled) or findings.place(path)[0] != findings.name:
            continue
        thing = _thing(key)
        if thing in things or "/" not in key:
            findings.add(path, *_unknown(key, wanted), breaks=False)
        elif thing not in strangers:
            strangers.add(thing)
            findings.add(
                path[:-1],
                _("These texts belong to nothing in the profile."),
                _advice(thing, things),
                breaks=False,
            )
    _missing(language, wanted.required - kept.keys(), findings, unsettled)
    return kept


def _missing(
    language: str, keys: AbstractSet[str], findings: Findings, unsettled: tuple[str, ...]
) -> None:
    """One mistake for each thing that lacks texts."""
    lacking: dict[str, list[str]] = {}
    for key in sorted(keys):
        path = ("texts", language, *key.split("/"))
        if not key.startswith(unsettled) and findings.sound(*path):
            lacking.setdefault(_thing(key), []).append(key.rpartition("/")[2])
    for thing, names in lacking.items():
        table = ("texts", language, *thing.split("/"))
        findings.add(
            (*table, names[0]) if len(names) == 1 else table,
            _("Texts are missing in the language {language}: {names}.").format(
                language=language, names=series(names)
            ),
            _("Write them in [{table}].").format(table=".".join(table)),
        )


def _thing(key: str) -> str:
    return key.rpartition("/")[0]


def check_same_lines(texts: dict[str, dict[str, str]], wanted: Wanted, findings: Findings) -> None:
    """Every line that one language has beyond the required ones, all the others have too."""
    everywhere = {key: language for language in texts for key in texts[language]}
    everywhere = {key: everywhere[key] for key in everywhere if key not in wanted.required}
    for language, lines in texts.items():
        for key, source in sorted(everywhere.items()):
            path = ("texts", language, *key.split("/"))
            if key not in lines and findings.sound(*path):
                findings.add(
                    path,
                    _("This text is missing in the language {language}.").format(language=language),
                    _("{other} has it: translate it, or take it out there.").format(other=source),
                )


def _unknown(key: str, wanted: Wanted) -> tuple[str, str]:
    """What is wrong with an unknown key, and what would be right."""
    thing, _slash, last = key.rpartition("/")
    levels = sorted(
        int(each.rpartition("/")[2])
        for each in wanted.known
        if each.rpartition("/")[0] == thing and each.rpartition("/")[2].isdecimal()
    )
    if levels and last.isdecimal():
        return (
            _("There is no level {level} on this scale.").format(level=last[:20]),
            _("Write anchors for levels from {low} to {high}.").format(
                low=levels[0], high=levels[-1]
            ),
        )
    return _("This text belongs to nothing in the profile."), _advice(key, wanted.known)


def _advice(key: str, known: AbstractSet[str]) -> str:
    """The nearest key; all of them would be too many to list."""
    if found := close(key, known):
        return _("Did you mean “{word}”?").format(word=found[0].replace("/", "."))
    return _("Take them out, or give the profile what they name.")
