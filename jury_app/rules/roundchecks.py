"""Cross-checks of rounds and of the gate; the others are in `rules.checks`."""

from jury_app.base.texts import _
from jury_app.rules.mistakes import Findings, nearest
from jury_app.rules.positions import Path
from jury_app.rules.rules import METHODS
from jury_app.rules.sound import Tree, ids_of, tables

HIGHEST = 100
"""The highest score that a form can show."""


def check_rounds(tree: Tree, findings: Findings) -> None:
    """Scales, methods, matrices, quorums, and what a round asks for."""
    for path, table in tables(tree, "rounds"):
        _scale(path, table.get("scale", {}), findings)
        _methods(path, table, findings)
        _matrices(path, table, ids_of(tree, "categories"), findings)
        quorum = table.get("quorum", {})
        if quorum.get("parts", 1) > quorum.get("of", quorum.get("parts", 1)):
            findings.add(
                (*path, "quorum"),
                _("A quorum of {parts} in {of} is more than the whole panel.").format(**quorum),
                _("parts must not be above of: { parts = 2, of = 3 } is two thirds."),
            )
        for ask, key in (("ethics", "ethics"), ("cues", "cues")):
            if ask in table.get("asks", ()) and key in tree and not tree[key]:
                findings.add(
                    (*path, "asks"),
                    _("The round asks for {ask}, and the profile has none.").format(ask=ask),
                    _("Name some in {key}, or do not ask.").format(key=key),
                )
    if "rounds" in tree and not tree["rounds"]:
        findings.add(
            ("rounds",), _("A festival has at least one round."), _("Write a table [[rounds]].")
        )


def _scale(path: Path, scale: Tree, findings: Findings) -> None:
    low, high = scale.get("low"), scale.get("high")
    if low is not None and high is not None and not low < high <= HIGHEST:
        findings.add(
            (*path, "scale"),
            _("A scale from {low} to {high} cannot be scored.").format(low=low, high=high),
            _("low must be below high, and high at most {most}.").format(most=HIGHEST),
        )


def _methods(path: Path, table: Tree, findings: Findings) -> None:
    method, fallback = table.get("method"), table.get("fallback")
    for key, name in (("method", method), ("fallback", fallback)):
        if name is not None and name not in METHODS:
            findings.add(
                (*path, key),
                _("The method “{method}” is not known.").format(method=name),
                nearest(name, METHODS),
            )
    if method == "trimmed/1" and (fallback is None or fallback == method):
        findings.add(
            (*path, "fallback"),
            _("trimmed needs five scorecards, and nothing says what holds below."),
            _("Name another method: fallback = “mean/1”."),
        )
    elif method in METHODS and fallback is not None and method != "trimmed/1":
        findings.add(
            (*path, "fallback"),
            _("Only trimmed has a fallback."),
            _("Take the key out."),
        )


def _matrices(path: Path, table: Tree, categories: list[str], findings: Findings) -> None:
    if not findings.sound(*path, "matrices") or "matrices" not in table:
        return
    own = [matrix.get("category") for matrix in table["matrices"]]
    for index, matrix in enumerate(table["matrices"]):
        if not matrix["criteria"]:
            findings.add(
                (*path, "matrices", index, "criteria"),
                _("A matrix has at least one criterion."),
                _("Write one: { id = “artistry”, weight = 1 }."),
            )
    if None not in own:
        for category in categories:
            if category not in own:
                findings.add(
                    (*path, "matrices"),
                    _("The round has no matrix for the category “{category}”.").format(
                        category=category
                    ),
                    _("Write one for it, or one without a category for all the rest."),
                )


def check_gate(tree: Tree, findings: Findings) -> None:
    """A gate is a threshold on lanes or a checklist, and has what its kind needs."""
    gate = tree.get("gate", {})
    if "kind" not in gate or not findings.sound("gate"):
        return
    threshold, checklist = gate.get("threshold"), gate.get("checklist")
    if gate["kind"] == "threshold":
        if threshold is None:
            findings.add(
                ("gate", "threshold"),
                _("A gate by threshold needs its threshold."),
                _("Write one in percent: threshold = 51."),
            )
        if checklist or gate.get("not_enough"):
            findings.add(
                ("gate", "checklist" if checklist else "not_enough"),
                _("A gate by threshold has no checklist."),
                _("Take it out, or write kind = “checklist”."),
            )
        _gate_asked(tree, threshold or 0, findings)
        return
    if threshold is not None:
        findings.add(
            ("gate", "threshold"),
            _("A gate by checklist has no threshold."),
            _("Take it out, or write kind = “threshold”."),
        )
    if not checklist:
        findings.add(
            ("gate", "checklist"),
            _("A gate by checklist needs its checklist."),
            _("Name its items: checklist = [“audiovisual”, …]."),
        )
    for index, item in enumerate(gate.get("not_enough", ())):
        if item in (checklist or ()):
            findings.add(
                ("gate", "not_enough", index),
                _("“{item}” qualifies and does not qualify.").format(item=item),
                _("Leave it in checklist or in not_enough, not in both."),
            )


def _gate_asked(tree: Tree, threshold: int, findings: Findings) -> None:
    """A threshold works on lanes: a round that asks the gate asks them, bands begin above it."""
    for path, table in tables(tree, "rounds"):
        asks = table.get("asks", ())
        if "gate" in asks and "lanes" not in asks and None not in asks:
            findings.add(
                (*path, "asks"),
                _("The gate is a threshold on the lanes, and this round does not ask them."),
                _("Add “lanes”, or take “gate” out."),
            )
    for path, table in tables(tree, "categories"):
        low = table.get("band_low")
        if low is not None and low < threshold:
            findings.add(
                (*path, "band_low"),
                _("The band begins at {low}, below the gate's {threshold}.").format(
                    low=low, threshold=threshold
                ),
                _("A film in the band would fail the gate: raise band_low or lower the gate."),
            )
