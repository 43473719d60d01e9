"""Profiles: the festival's rules as a TOML file, compiled to rules, texts and provenance.

Takes bytes and does no I/O. How to write a profile: docs/profiles.md. Reading goes

1. bytes → values and the line of each key (`positions`);
2. the profile that this one extends goes under it, where there is one;
3. sources out of the values (`unwrap`);
4. types, bounds and keys (`shape`), cross-checks (`checks`), texts per language (`wording`);
5. if there was no mistake, the documents.
"""

import re
import tomllib
from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Struct

from jury_app.base.texts import _
from jury_app.rules.checks import check_all
from jury_app.rules.mistakes import Findings, Mistake, ProfileRefused, TooManyMistakes, spell
from jury_app.rules.positions import Path, lines_of
from jury_app.rules.rules import Line, Provenance, Rules, Sight, Texts
from jury_app.rules.shape import shown, sound_tree
from jury_app.rules.sheet import Festival, Intake, Sheet, Window
from jury_app.rules.unwrap import SOURCES, Sources
from jury_app.rules.wording import (
    FALLBACK,
    check_language,
    check_same_lines,
    flatten,
    unsettled,
    wanted_keys,
)

LARGEST = 1 << 20
"""Bytes of a profile, at most."""
LONGEST_LINE = 8000
"""Characters of one line, at most."""
DEEPEST = 12
"""Tables and arrays in each other, at most."""

_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_DOTTED = re.compile(rf"""(?:\.[ \t]*(?:[A-Za-z0-9_-]++|"[^"\n]*"|'[^'\n]*')[ \t]*){{{DEEPEST}}}""")
"""A key with too many dots: tomllib took 27 s and 7 GB for 1 MB of such keys."""
_SHARED = tuple(name for name in Rules.__struct_fields__ if name in Sheet.__struct_fields__)
"""Fields that are rules as they are written."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
_TOML_LINE = re.compile(r" \(at line (\d+), column \d+\)$")


class Profile(Struct, frozen=True):
    """A compiled profile.

    Attributes:
        rules: Ids, numbers, methods, phases; no text.
        texts: Texts by language; `en` is always there.
        provenance: Where each value comes from.
        festival: Edition and days.
        intake: What importers and planners need; no part of the rules.
        windows: Submission windows in the order of time; no part of the rules.
    """

    rules: Rules
    texts: dict[str, Texts]
    provenance: Provenance
    festival: Festival
    intake: Intake
    windows: tuple[Window, ...]


class _File(Struct, frozen=True):
    """One TOML file: its values, and where they stand."""

    name: str
    values: dict[str, Any]
    places: dict[Path, tuple[str, int]]


def read_profile(content: bytes, name: str, bases: Mapping[str, bytes] | None = None) -> Profile:
    """Compile a profile.

    Args:
        content: The TOML file.
        name: What messages call it: the file's name.
        bases: The files of profiles that this one may extend, by id (see `extended`).

    Raises:
        ProfileRefused: It has mistakes; all are told, with key, line and what would be right.
    """
    file = _parse(content, name)
    base = _base(file, bases or {})
    places = file.places if base is None else _under(base, file)
    findings = Findings(name, places, (base.values if base else {}) | file.values)
    try:
        tree, sources = _unwrap(file, base, findings)
        texts = _check(tree, findings)
    except TooManyMistakes:
        raise ProfileRefused(name, findings.mistakes) from None
    if findings.mistakes:
        raise ProfileRefused(name, sorted(findings.mistakes, key=lambda each: each.line))
    return _compile(tree, texts, sources)


def extended(content: bytes, name: str) -> str | None:
    """The id of the profile that this one extends, so that the caller can hand its bytes over.

    It has the form of an id, so that a file can be named by it; anything else is for `read_profile`
    to refuse.

    Raises:
        ProfileRefused: This is no TOML.
    """
    base = _parse(content, name).values.get("extends")
    return base if isinstance(base, str) and _ID.fullmatch(base) else None


# 1. Bytes → values and lines ---------------------------------------------------------------------


def _parse(content: bytes, name: str) -> _File:
    if len(content) > LARGEST:
        raise _refused(
            name,
            1,
            _("The file has {size} bytes.").format(size=len(content)),
            _("A profile has at most {most}; this is another kind of file.").format(most=LARGEST),
        )
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _refused(name, line, _("This is not UTF-8."), _("Save the file as UTF-8.")) from None
    _check_lines(text, name)
    try:
        values = tomllib.loads(text)
    except RecursionError:
        raise _too_deep(name, 1) from None
    except ValueError as error:  # TOMLDecodeError, or a number of more digits than Python reads
        found = _TOML_LINE.search(str(error))
        raise _refused(
            name,
            int(found[1]) if found else text.count("\n") + 1,
            _("This is no TOML: {reason}.").format(reason=_TOML_LINE.sub("", str(error))),
            _("Mend the line; docs/profiles.md shows the form."),
        ) from None
    if _depth(values) > DEEPEST:
        raise _too_deep(name, 1)
    places = {path: (name, line) for path, line in lines_of(text).items()}
    return _File(name, values, places)


def _check_lines(text: str, name: str) -> None:
    """Refuse what would cost tomllib more than its size allows."""
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_LINE:
            raise _refused(
                name,
                number,
                _("The line has {length} characters.").format(length=len(line)),
                _("Break it: a line has at most {most}.").format(most=LONGEST_LINE),
            )
        if _DOTTED.search(line):
            raise _too_deep(name, number)


def _too_deep(name: str, line: int) -> ProfileRefused:
    return _refused(
        name,
        line,
        _("Tables lie deeper in each other than {most}.").format(most=DEEPEST),
        _("No profile needs that; docs/profiles.md shows the form."),
    )


def _depth(value: object) -> int:
    """How deep tables and arrays lie in each other; stops counting past the limit."""
    level, layer = 0, [value]
    while layer and level <= DEEPEST:
        layer = [
            inner
            for each in layer
            if isinstance(each, dict | list)
            for inner in (each.values() if isinstance(each, dict) else each)
        ]
        level += 1
    return level


def _refused(name: str, line: int, what: str, instead: str) -> ProfileRefused:
    return ProfileRefused(name, [Mistake("–", line, what, instead, name)])


# 2. The profile under it -------------------------------------------------------------------------


def _base(file: _File, bases: Mapping[str, bytes]) -> _File | None:
    """The profile that `file` extends, parsed; one level only, so that no reader must search."""
    if "extends" not in file.values:
        return None
    name = file.values["extends"]
    line = file.places["extends",][1]
    if not isinstance(name, str) or name not in bases:
        raise _refused(
            file.name,
            line,
            _("The profile {name} that this one extends is not at hand.").format(name=shown(name)),
            _("Put its file beside this one, or name a shipped profile."),
        )
    base = _parse(bases[name], name)
    if "extends" in base.values:
        raise _refused(
            file.name,
            line,
            _("The profile {name} extends another one itself.").format(name=shown(name)),
            _("Extend that one, or copy what you need."),
        )
    return base


def _under(base: _File, file: _File) -> dict[Path, tuple[str, int]]:
    """Where values stand once `file` lies over `base`: texts line by line, the rest key by key."""
    places = {
        path: place
        for path, place in base.places.items()
        if path[0] == "texts" or path[0] not in file.values
    }
    return places | file.places


# 3. Sources --------------------------------------------------------------------------------------


def _unwrap(
    file: _File, base: _File | None, findings: Findings
) -> tuple[dict[str, Any], dict[Path, str]]:
    """The plain values of both files and the source of each."""
    tree: dict[str, Any] = {}
    sources: dict[Path, str] = {}
    texts: dict[str, Any] = {}
    over = dict(file.values)
    over.pop("extends", None)
    inherited = over.pop("inherited", "published")
    if inherited not in SOURCES or (base is None and "inherited" in file.values):
        findings.add(
            ("inherited",),
            _("{value} is not what published values of another edition count as.").format(
                value=shown(inherited)
            ),
            _("Use it beside extends: inherited = “inferred”."),
        )
        inherited = "published"
    for each, values in ((base, base.values if base else {}), (file, over)):
        if each is None:
            continue
        reader = Sources(findings, inherited if each is base else "published")
        read = reader.unwrap(values, (), None)
        for key in read.keys() & tree.keys():
            sources = {path: source for path, source in sources.items() if path[0] != key}
        texts = _over(texts, read.pop("texts", {}))
        tree |= read
        sources |= reader.found
    return tree | {"texts": texts}, sources


def _over(below: Any, above: Any) -> Any:  # noqa: ANN401  texts, or what stands in their place
    """Tables of texts laid over each other."""
    if not isinstance(below, dict) or not isinstance(above, dict):
        return above
    return below | {key: _over(below.get(key), value) for key, value in above.items()}


# 4. Checks ---------------------------------------------------------------------------------------


def _check(tree: dict[str, Any], findings: Findings) -> dict[str, dict[str, str]]:
    """Add every mistake of the values; returns the lines of texts by language."""
    texts = tree.pop("texts")
    values = sound_tree(tree, Sheet, findings)
    check_all(values, findings)
    wanted = wanted_keys(values)
    if not isinstance(texts, dict) or FALLBACK not in texts:
        findings.add(
            ("texts", FALLBACK),
            _("There are no English texts, which stand in where a language lacks a line."),
            _("Write them in [texts.en]."),
        )
        return {}
    known: dict[str, dict[str, str]] = {}
    silent = unsettled(values, findings)
    for language, table in texts.items():
        if _LANGUAGE.fullmatch(language) is None:
            findings.add(
                ("texts", language),
                _("“{language}” is no tag of a language.").format(language=language),
                _("Write it as en, zh-Hant, pt-BR."),
            )
            continue
        lines = flatten(table, findings, ("texts", language))
        known[language] = check_language(language, lines, wanted, findings, silent)
    check_same_lines(known, wanted, findings)
    return known


# 5. Documents ------------------------------------------------------------------------------------


def _compile(
    tree: dict[str, Any], texts: dict[str, dict[str, str]], sources: dict[Path, str]
) -> Profile:
    sheet = msgspec.convert(tree, Sheet)
    return Profile(
        rules=_rules(sheet),
        texts={
            language: Texts(
                profile=sheet.profile,
                version=sheet.version,
                language=language,
                lines=tuple(Line(key=key, text=lines[key]) for key in sorted(lines)),
            )
            for language, lines in sorted(texts.items())
        },
        provenance=_provenance(tree, texts, sources, sheet),
        festival=sheet.festival,
        intake=sheet.intake,
        windows=sheet.windows,
    )


def _rules(sheet: Sheet) -> Rules:
    """The sheet without what is no rule."""
    earliest = sheet.festival.earliest_completion
    return Rules(
        zone=sheet.festival.zone,
        earliest_completion=earliest.isoformat() if earliest else None,
        sights=_sights(sheet),
        **{name: getattr(sheet, name) for name in _SHARED},
    )


def _sights(sheet: Sheet) -> tuple[Sight, ...]:
    """The table of phases, one cell a row, in a fixed order."""
    cells: list[dict[str, str]] = []
    for role in ("juror", "chair", "office"):
        seen = msgspec.to_builtins(getattr(sheet.phases, role))
        for thing, phases in seen.items():
            cells += [{"role": role, "thing": thing, "phase": phase} for phase in phases]
    return msgspec.convert(cells, tuple[Sight, ...])


def _provenance(
    tree: dict[str, Any],
    texts: dict[str, dict[str, str]],
    sources: dict[Path, str],
    sheet: Sheet,
) -> Provenance:
    origins: dict[str, str] = {}
    for path, source in sources.items():
        if path[0] != "texts":
            origins[spell(path, tree)] = source
        elif "/".join(map(str, path[2:])) in texts[str(path[1])]:
            origins[".".join(map(str, path))] = source
    return msgspec.convert(
        {
            "profile": sheet.profile,
            "version": sheet.version,
            "origins": [{"path": path, "source": origins[path]} for path in sorted(origins)],
        },
        Provenance,
    )
