"""Cross-checks of a profile: what no single value shows. They see only values of sound shape.

A check that needs several values stays silent where one of them is broken: that is told already.
"""

import zoneinfo
from collections.abc import Callable, Iterable

from jury_app.base.texts import _, series
from jury_app.rules.authority import ENDORSABLE
from jury_app.rules.mistakes import Findings, close, nearest
from jury_app.rules.positions import Path
from jury_app.rules.roundchecks import check_gate, check_rounds
from jury_app.rules.rules import LANES
from jury_app.rules.sound import Tree, all_named, ids_of, tables

HIDEABLE = (
    "directors",
    "studio",
    "country",
    "language",
    "year",
    "synopsis",
    "statement",
    "tools",
    "cast",
    "tracking_number",
)
"""Parts of a film that a round may hide, besides `dossier/<item>`."""


def check_all(tree: Tree, findings: Findings) -> None:
    """Add what is wrong between the values of a profile."""
    for check in _CHECKS:
        check(tree, findings)


def _zone(tree: Tree, findings: Findings) -> None:
    zone = tree.get("festival", {}).get("zone")
    if zone is None:
        return
    try:
        zoneinfo.ZoneInfo(zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        findings.add(
            ("festival", "zone"),
            _("“{zone}” is no time zone.").format(zone=zone),
            _("Write an IANA name such as Asia/Hong_Kong.")
            + "".join(
                " " + _("Did you mean “{word}”?").format(word=word)
                for word in close(zone, zoneinfo.available_timezones())
            ),
        )


def _twice(tree: Tree, findings: Findings) -> None:
    """Ids that stand twice where each may stand once."""
    arrays: list[tuple[Path, str]] = [
        ((key,), "id")
        for key in ("categories", "lanes", "rounds", "combined", "honours", "windows")
    ]
    arrays += [(("intake", key), "id") for key in ("lanes", "categories", "panels")]
    arrays.append((("endorsements",), "kind"))
    for path, table in tables(tree, "rounds"):
        arrays.append(((*path, "matrices"), "category"))
        arrays += [((*inner, "criteria"), "id") for inner, _m in tables(tree, *path, "matrices")]
        _each_once((*path, "asks"), table.get("asks", ()), findings)
        _each_once((*path, "hidden"), table.get("hidden", ()), findings)
    for array, key in arrays:
        _each_once(array, [table.get(key, "") for _p, table in tables(tree, *array)], findings, key)
    for key in ("ties", "ethics", "cues", "dossier"):
        _each_once((key,), tree.get(key, ()), findings)
    for key in ("checklist", "not_enough"):
        _each_once(("gate", key), tree.get("gate", {}).get(key, ()), findings)


def _each_once(
    path: Path, words: Iterable[str | None], findings: Findings, key: str | None = None
) -> None:
    seen: set[str] = set()
    for index, word in enumerate(words):
        if word is None:
            continue
        if word in seen:
            at: Path = (*path, index) if key is None else (*path, index, key)
            findings.add(
                at,
                _("“{word}” stands here twice.").format(word=word or "all"),
                _("Each may stand once: take one out, or give it another name."),
            )
        seen.add(word)


def _lanes(tree: Tree, findings: Findings) -> None:
    asked = any("lanes" in table.get("asks", ()) for _path, table in tables(tree, "rounds"))
    if not findings.sound("lanes") or (not asked and not tree.get("lanes")):
        return
    ids = ids_of(tree, "lanes")
    for path, lane in tables(tree, "lanes"):
        if lane["id"] not in LANES:
            findings.add(
                (*path, "id"),
                _("“{lane}” is no lane.").format(lane=lane["id"]),
                nearest(lane["id"], LANES),
            )
    missing = [lane for lane in LANES if lane not in ids]
    if missing:
        findings.add(
            ("lanes",),
            _("Lanes are missing: {lanes}.").format(lanes=series(missing)),
            _("All six stand here, each with a weight: {lanes}.").format(lanes=series(LANES)),
        )
    total = sum(lane["weight"] for _path, lane in tables(tree, "lanes"))
    if not missing and total != 100:
        findings.add(
            ("lanes",),
            _("The weights of the lanes sum to {total}.").format(total=total),
            _("They must sum to 100."),
            breaks=False,
        )


def _categories(tree: Tree, findings: Findings) -> None:
    for path, table in tables(tree, "categories"):
        low, high = table.get("band_low"), table.get("band_high")
        if table.get("id") == "all":
            findings.add(
                (*path, "id"),
                _("“all” names the common matrix of a round."),
                _("Give the category another id."),
            )
        if table.get("forms") == []:
            findings.add(
                (*path, "forms"),
                _("A category takes at least one form of work."),
                _("Name one: linear, interactive, procedural, live."),
            )
        if not findings.sound(*path):
            continue
        if (low is None) != (high is None):
            findings.add(
                (*path, "band_high" if high is None else "band_low"),
                _("A band has two ends, and one is missing."),
                _("Write both band_low and band_high, or neither."),
            )
        elif low is not None and high is not None and low > high:
            findings.add(
                (*path, "band_low"),
                _("The band begins at {low} and ends at {high}.").format(low=low, high=high),
                _("band_low must not be above band_high."),
            )


def _references(tree: Tree, findings: Findings) -> None:
    """Names that must be those of categories, rounds or lanes."""
    rounds = [path for path, _table in tables(tree, "rounds")]
    if all_named(tree, "categories", findings):
        places = [*((*path, "matrices") for path in rounds), ("honours",)]
        named = [(place, "category") for place in places]
        named.append((("intake", "categories"), "id"))
        _known(named, ids_of(tree, "categories"), _("category"), tree, findings)
    if all_named(tree, "rounds", findings):
        named = [(("combined",), "id"), (("intake", "panels"), "round")]
        _known(named, ids_of(tree, "rounds"), _("round"), tree, findings)
    _known([(("intake", "lanes"), "id")], LANES, _("lane"), tree, findings)


def _known(
    named: Iterable[tuple[Path, str]],
    known: Iterable[str],
    kind: str,
    tree: Tree,
    findings: Findings,
) -> None:
    """In the arrays `named`, the given key holds one of the `known` names."""
    for array, key in named:
        for path, table in tables(tree, *array):
            word = table.get(key)
            if word is not None and word not in known:
                findings.add(
                    (*path, key),
                    _("There is no {kind} “{word}”.").format(kind=kind, word=word),
                    nearest(word, known),
                )


def _parts(tree: Tree, findings: Findings) -> None:
    """Parts of a film that a round hides."""
    dossier = [f"dossier/{item}" for item in tree.get("dossier", ()) if item]
    known = [*HIDEABLE, *dossier]
    for path, table in tables(tree, "rounds"):
        for index, part in enumerate(table.get("hidden", ())):
            if part is not None and part not in known:
                findings.add(
                    (*path, "hidden", index),
                    _("“{part}” is no part of a film that can be hidden.").format(part=part),
                    nearest(part, known),
                )


def _ties(tree: Tree, findings: Findings) -> None:
    ties = tree.get("ties", ())
    if "lot" in ties[:-1]:
        findings.add(
            ("ties", ties.index("lot")),
            _("A lot leaves no tie to the rules after it."),
            _("Put “lot” last."),
        )


def _lengths(tree: Tree, findings: Findings) -> None:
    times = tree.get("running_time", {})
    shortest, until = times.get("shortest"), times.get("short_until")
    if shortest is not None and until is not None and shortest >= until:
        findings.add(
            ("running_time", "short_until"),
            _("A short ends at {until} seconds and begins at {shortest}.").format(
                until=until, shortest=shortest
            ),
            _("shortest must be below short_until; both are seconds."),
        )


def _days(tree: Tree, findings: Findings) -> None:
    """First days after last days, and windows that overlap."""
    spans = [(path, table) for path, table in tables(tree, "windows")]
    before = None
    for path, span in [(("festival",), tree.get("festival", {})), *spans]:
        first, last = span.get("first"), span.get("last")
        if first is None or last is None:
            continue
        if first > last:
            findings.add(
                (*path, "last"),
                _("It ends on {last} and begins on {first}.").format(last=last, first=first),
                _("last must not be before first."),
            )
        elif path != ("festival",):
            if before is not None and first <= before:
                findings.add(
                    (*path, "first"),
                    _("This window begins on {first}, when the one before is still open.").format(
                        first=first
                    ),
                    _("Windows stand in the order of time and do not overlap."),
                )
            before = last


_LISTS = frozenset({"standings", "shortlist", "selection"})
_CHOSEN = tuple(
    f"decision/{kind}" for kind in ("tie_break", "shortlist", "select", "override", "publish")
)


def _endorsed(tree: Tree, findings: Findings) -> None:
    for path, table in tables(tree, "endorsements"):
        kind = table.get("kind")
        if kind in _LISTS:
            findings.add(
                (*path, "kind"),
                _("“{kind}” follows from cards and decisions; nobody chose it.").format(kind=kind),
                _("Ask for what somebody chooses: {words}.").format(words=series(_CHOSEN)),
            )
        elif kind is not None and kind not in ENDORSABLE:
            findings.add(
                (*path, "kind"),
                _("“{kind}” is no kind of decision that can wait for endorsements.").format(
                    kind=kind
                ),
                nearest(kind, ENDORSABLE),
            )


def _columns(tree: Tree, findings: Findings) -> None:
    for index, pattern in enumerate(tree.get("intake", {}).get("lane_columns", ())):
        if pattern is not None and pattern.count("{lane}") != 1:
            findings.add(
                ("intake", "lane_columns", index),
                _("The pattern does not say where the lane's name stands."),
                _("Write {lane} once, as in “AI participation: {lane} (%)”."),
            )


_CHECKS: tuple[Callable[[Tree, Findings], None], ...] = (
    _zone,
    _twice,
    _lanes,
    _categories,
    _references,
    _parts,
    check_rounds,
    check_gate,
    _ties,
    _lengths,
    _days,
    _endorsed,
    _columns,
)
