"""The shape of a profile: unknown keys, missing keys, types and bounds, all told at once.

msgspec stops at the first mistake; this walks the types that msgspec would decode into, so that the
structs in `rules.rules` and `rules.sheet` stay the only description of a profile.
"""

import datetime as dt
from functools import cache
from typing import Any

import msgspec
from msgspec import inspect

from jury_app.base.document import Code
from jury_app.base.texts import N_, _, series, translate
from jury_app.rules.mistakes import Findings, close, nearest
from jury_app.rules.positions import Path
from jury_app.rules.rules import Kind, Method
from jury_app.rules.sheet import Part, Suffix

LONGEST_LIST = 200
"""Elements of a list, at most: more than any festival's lists have, few enough to check."""


def _pattern(alias: object) -> str | None:
    described = inspect.type_info(alias)
    assert isinstance(described, inspect.StrType)  # noqa: S101  aliases of texts only
    return described.pattern


_FORMS = {
    _pattern(Code): N_("a short id: small letters, digits, - and _"),
    _pattern(Method): N_("a method with its version, such as “mean/1”"),
    _pattern(Kind): N_("a kind of document, such as “standings” or “decision/honour”"),
    _pattern(Part): N_("a part of a film, such as “tools” or “dossier/statement”"),
    _pattern(Suffix): N_("a suffix in small letters without the dot, such as “mp4”"),
}
"""Pattern of a text → what it looks like, in words."""
_BROKEN: Any = None  # TOML has no null, so nothing else is None


def sound_tree(values: dict[str, Any], shape: type, findings: Findings) -> dict[str, Any]:
    """`values` without what does not fit the struct `shape`; each misfit becomes a mistake."""
    tree: dict[str, Any] = _table(values, _shape(shape), (), findings)
    return tree


@cache
def _shape(struct: type) -> inspect.StructType:
    described = inspect.type_info(struct)
    assert isinstance(described, inspect.StructType)  # noqa: S101  callers name structs
    return described


def _value(value: Any, kind: inspect.Type, path: Path, findings: Findings) -> Any:  # noqa: ANN401  any TOML value
    if isinstance(kind, inspect.UnionType):  # an optional value: TOML has no null
        kind = next(each for each in kind.types if not isinstance(each, inspect.NoneType))
    if isinstance(kind, inspect.StructType):
        if isinstance(value, dict):
            return _table(value, kind, path, findings)
    elif isinstance(kind, inspect.VarTupleType):
        if isinstance(value, list):
            return _array(value, kind.item_type, path, findings)
    elif _fits(value, kind):
        return value
    findings.add(
        path,
        _("{value} does not belong here.").format(value=shown(value)),
        _("Expected: {expected}.").format(expected=_expected(kind)),
    )
    return _BROKEN


def _table(
    values: dict[str, Any], kind: inspect.StructType, path: Path, findings: Findings
) -> dict[str, Any]:
    fields = {field.encode_name: field for field in kind.fields}
    found: dict[str, Any] = {}
    misspelt: set[str] = set()
    for key, value in values.items():
        if key not in fields:
            findings.add(
                (*path, key), _("This key is not known."), nearest(key, fields), breaks=False
            )
            misspelt.update(close(key, fields.keys() - values.keys()))
            continue
        sound = _value(value, fields[key].type, (*path, key), findings)
        if sound is not _BROKEN:
            found[key] = sound
    for name, field in fields.items():
        if field.required and name in misspelt:
            findings.spoil((*path, name))
        elif field.required and name not in values:
            findings.add(
                (*path, name),
                _("This key is missing."),
                _("Expected: {expected}.").format(expected=_expected(field.type)),
            )
    return found


def _array(values: list[Any], kind: inspect.Type, path: Path, findings: Findings) -> Any:  # noqa: ANN401  any TOML value
    if len(values) > LONGEST_LIST:
        findings.add(
            path,
            _("This list has {count} elements.").format(count=len(values)),
            _("It may have at most {most}.").format(most=LONGEST_LIST),
        )
        return _BROKEN
    return [_value(value, kind, (*path, index), findings) for index, value in enumerate(values)]


def _fits(value: object, kind: inspect.Type) -> bool:
    """Whether a single value fits; a date is no time and true is no number."""
    if isinstance(kind, inspect.DateType):
        return type(value) is dt.date
    if isinstance(kind, inspect.IntType) and type(value) is not int:
        return False
    try:
        msgspec.convert(value, _python_type(kind))
    except msgspec.ValidationError:
        return False
    return not (isinstance(value, str) and "\0" in value)


def _python_type(kind: inspect.Type) -> Any:  # noqa: ANN401  a type for msgspec.convert
    from typing import Annotated, Literal

    if isinstance(kind, inspect.LiteralType):
        return Literal[tuple(kind.values)]
    if isinstance(kind, inspect.BoolType):
        return bool
    if isinstance(kind, inspect.IntType):
        return Annotated[int, msgspec.Meta(ge=kind.ge, le=kind.le)]
    assert isinstance(kind, inspect.StrType)  # noqa: S101  profiles hold nothing else
    return Annotated[
        str,
        msgspec.Meta(min_length=kind.min_length, max_length=kind.max_length, pattern=kind.pattern),
    ]


def _expected(kind: inspect.Type) -> str:  # noqa: PLR0911  a table in the form of a function
    """What a value of `kind` looks like, in words."""
    if isinstance(kind, inspect.UnionType):
        return _expected(next(t for t in kind.types if not isinstance(t, inspect.NoneType)))
    if isinstance(kind, inspect.LiteralType):
        return _("one of {words}").format(words=series(str(value) for value in kind.values))
    if isinstance(kind, inspect.IntType):
        if kind.le is None or kind.le > 10**9:
            return _("a whole number, {low} or more").format(low=kind.ge)
        return _("a whole number from {low} to {high}").format(low=kind.ge, high=kind.le)
    if isinstance(kind, inspect.BoolType):
        return _("true or false")
    if isinstance(kind, inspect.DateType):
        return _("a date such as 2026-07-17, without quotes")
    if isinstance(kind, inspect.StructType):
        return _("a table with the keys {words}").format(
            words=series(field.encode_name for field in kind.fields)
        )
    if isinstance(kind, inspect.VarTupleType):
        return _("a list; each element {element}").format(element=_expected(kind.item_type))
    assert isinstance(kind, inspect.StrType)  # noqa: S101  profiles hold nothing else
    if kind.pattern is not None:
        return translate(_FORMS.get(kind.pattern, N_("a text of another form")))
    return _("a text in quotes, not empty")


def shown(value: object) -> str:
    """A value as a mistake quotes it: short, text in quotes."""
    if isinstance(value, dict):
        return _("A table")
    if isinstance(value, list):
        return _("A list")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and value.bit_length() > 64:
        return _("A huge number")
    text = f"“{value}”" if isinstance(value, str) else str(value)[:80]
    return text if len(text) <= 80 else text[:79] + "…”"
