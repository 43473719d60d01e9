"""Keys of texts: which lines a language table must have, and which it may have.

A key is a path: `category/generative/label`, `criterion/r1/generative/cohesion/7`. `label` names a
thing, `about` explains it, a number is the anchor of that level.
"""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from jury_app.base.texts import _
from jury_app.rules.mistakes import Findings, nearest
from jury_app.rules.positions import Path
from jury_app.rules.shape import shown

FALLBACK = "en"
"""The language whose lines stand in where another language lacks one; every profile has it."""
LONGEST = 4000


class Wanted(Struct, frozen=True):
    """The keys of a complete language table: `required`, and those it `may` have besides."""

    required: frozenset[str]
    may: frozenset[str]

    @property
    def known(self) -> frozenset[str]:
        """All keys that have a meaning."""
        return self.required | self.may


def wanted_keys(tree: dict[str, Any]) -> Wanted:
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
    return Wanted(frozenset(required), frozenset(may))


def _things(tree: dict[str, Any]) -> Iterator[str]:
    for kind, key in (
        ("category", "categories"),
        ("lane", "lanes"),
        ("round", "rounds"),
        ("honour", "honours"),
    ):
        yield from (f"{kind}/{each['id']}" for each in items(tree, key) if "id" in each)
    for kind in ("ethics", "cues", "dossier"):
        yield from (f"{kind}/{each}" for each in tree.get(kind, ()) if each)
    for kind in ("checklist", "not_enough"):
        yield from (f"gate/{each}" for each in tree.get("gate", {}).get(kind, ()) if each)


def _criteria(tree: dict[str, Any]) -> Iterator[tuple[str, int, int]]:
    """(key, lowest, highest level) of each criterion whose scale is sound."""
    for each in items(tree, "rounds"):
        scale = each.get("scale", {})
        low, high = scale.get("low"), scale.get("high")
        if "id" not in each or low is None or high is None or not low < high <= 100:
            continue
        for matrix in items(each, "matrices"):
            of = matrix.get("category", "all")
            for criterion in items(matrix, "criteria"):
                if "id" in criterion:
                    yield f"criterion/{each['id']}/{of}/{criterion['id']}", low, high


def items(tree: dict[str, Any], key: str) -> Iterator[dict[str, Any]]:
    """The sound tables of the array `key`."""
    return (each for each in tree.get(key, ()) if each is not None)


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


def check_language(
    language: str, lines: dict[str, str], wanted: Wanted, findings: Findings
) -> dict[str, str]:
    """The lines of `language` that the profile knows; unknown and missing ones become mistakes.

    Lines inherited from another profile that this one has no use for are dropped in silence.
    """
    table: Path = ("texts", language)
    kept: dict[str, str] = {}
    for key, text in lines.items():
        path = (*table, *key.split("/"))
        if key in wanted.known:
            kept[key] = text
        elif findings.place(path)[0] == findings.name:
            findings.add(path, *_unknown(key, wanted), breaks=False)
    for key in sorted(wanted.required - kept.keys()):
        path = (*table, *key.split("/"))
        if findings.sound(*path):
            findings.add(
                path,
                _("This text is missing in the language {language}.").format(language=language),
                _("Write it in [{table}].").format(table=".".join(map(str, path[:-1]))),
            )
    return kept


def check_same_lines(texts: dict[str, dict[str, str]], wanted: Wanted, findings: Findings) -> None:
    """Every line that one language has beyond the required ones, all the others have too."""
    everywhere = {key: language for language in texts for key in texts[language]}
    everywhere = {key: everywhere[key] for key in everywhere if key in wanted.may}
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
    return _("This text belongs to nothing in the profile."), nearest(key, wanted.known)
