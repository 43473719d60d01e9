"""The form of a round for one category in one language: what a juror is asked, in words.

Windows, terminal and PDFs are made from the same `Form`. A line that the language lacks is shown in
English, so that a new language can be used before it is complete.
"""

from functools import cached_property

from msgspec import Struct

from jury_app.rules.rules import Round, Rules, Scale, Texts, Weighted


class Wording:
    """Texts by key: those of one language, and the fallback's where that lacks a line."""

    def __init__(self, texts: Texts, fallback: Texts | None = None) -> None:
        self.language = texts.language
        self._lines = {line.key: line.text for line in fallback.lines} if fallback else {}
        self._lines.update((line.key, line.text) for line in texts.lines)

    def text(self, key: str) -> str:
        """The text of `key`, or an empty one where there is none."""
        return self._lines.get(key, "")

    def label(self, thing: str) -> str:
        """The label of a thing (`category/generative`), or its id where there is none."""
        return self._lines.get(f"{thing}/label") or thing.rpartition("/")[2]


class Named(Struct, frozen=True):
    """Something with an id, a label and an explanation (may be empty)."""

    id: str
    label: str
    about: str


class Lane(Named, frozen=True):
    """A lane with its weight in percent."""

    weight: int


class Anchor(Struct, frozen=True):
    """What a level of the scale means for a criterion."""

    level: int
    text: str


class Criterion(Named, frozen=True):
    """A criterion or axis: `weight` of the form's `total_weight`, anchors from low to high."""

    weight: int
    anchors: tuple[Anchor, ...]

    def around(self, units: int, per: int) -> tuple[Anchor | None, Anchor | None]:
        """The nearest anchors at or below, and at or above, the score `units`/`per`.

        Both are the same where the score has an anchor of its own.
        """
        below = [anchor for anchor in self.anchors if anchor.level * per <= units]
        above = [anchor for anchor in self.anchors if anchor.level * per >= units]
        return (below[-1] if below else None, above[0] if above else None)


class GateForm(Struct, frozen=True):
    """The gate as a juror is asked about it.

    Attributes:
        kind: `threshold` or `checklist`.
        about: The rule in words.
        threshold: Percent of the weighted lane sum, for `threshold`.
        band: Where the sum of this category typically lies, in percent, if anything says so.
        checklist: For `checklist`: what qualifies; one that holds suffices.
        not_enough: For `checklist`: what alone does not.
    """

    kind: str
    about: str
    threshold: int | None
    band: tuple[int, int] | None
    checklist: tuple[Named, ...]
    not_enough: tuple[Named, ...]


class Form(Struct, frozen=True, dict=True):
    """Everything that a juror is asked about a film of `category` in `round`.

    Attributes:
        language: The language asked for; single lines may be English.
        lanes: Lanes to be estimated in multiples of `lane_step` percent; empty if not asked.
        gate: None if the round does not ask it.
        seen: Share of the film to be seen before signing, in thousandths.
        runs: Runs of a procedural work to be seen.
        running_value: Whether the card's value is shown while scoring.
        categories: All categories of the edition, in the rules' order.
        dossier: What a dossier must hold; a film's parts are called `dossier/<id>`.
    """

    round: Named
    category: Named
    language: str
    scale: Scale
    criteria: tuple[Criterion, ...]
    lanes: tuple[Lane, ...]
    lane_step: int
    gate: GateForm | None
    ethics: tuple[Named, ...]
    cues: tuple[Named, ...]
    seen: int
    runs: int
    running_value: bool
    categories: tuple[Named, ...] = ()
    dossier: tuple[Named, ...] = ()

    @cached_property
    def total_weight(self) -> int:
        """The sum of the criteria's weights."""
        return sum(criterion.weight for criterion in self.criteria)

    @cached_property
    def units(self) -> tuple[int, ...]:
        """Every score that may be given, in units of 1/`scale.per`, from low to high."""
        per = self.scale.per
        return tuple(range(self.scale.low * per, self.scale.high * per + 1))


def form(
    rules: Rules, round_id: str, category: str, texts: Texts, fallback: Texts | None = None
) -> Form:
    """The form of `round_id` for films of `category`.

    Args:
        rules: The edition's rules.
        round_id: `r1`, `r2`, `r3`.
        category: A category of the rules.
        texts: The texts of the language in which the form is shown.
        fallback: The English texts.

    Raises:
        KeyError: The rules have no such round or category.
    """
    wording = Wording(texts, fallback)
    its_round = rules.round(round_id)
    its_category = next((each for each in rules.categories if each.id == category), None)
    if its_category is None:
        raise KeyError(category)
    asks = its_round.asks
    return Form(
        round=_named(wording, "round", round_id),
        category=_named(wording, "category", category),
        language=texts.language,
        scale=its_round.scale,
        criteria=_criteria(wording, its_round, category),
        lanes=tuple(_lane(wording, lane) for lane in rules.lanes if "lanes" in asks),
        lane_step=rules.lane_step,
        gate=_gate(wording, rules, category) if "gate" in asks else None,
        ethics=tuple(_named(wording, "ethics", each) for each in rules.ethics if "ethics" in asks),
        cues=tuple(_named(wording, "cues", each) for each in rules.cues if "cues" in asks),
        seen=its_round.seen,
        runs=its_category.runs,
        running_value=its_round.running_value,
        categories=tuple(_named(wording, "category", each.id) for each in rules.categories),
        dossier=tuple(_named(wording, "dossier", each) for each in rules.dossier),
    )


def _named(wording: Wording, kind: str, thing: str) -> Named:
    key = f"{kind}/{thing}"
    return Named(thing, wording.label(key), wording.text(f"{key}/about"))


def _lane(wording: Wording, lane: Weighted) -> Lane:
    key = f"lane/{lane.id}"
    return Lane(lane.id, wording.label(key), wording.text(f"{key}/about"), lane.weight)


def _criteria(wording: Wording, its_round: Round, category: str) -> tuple[Criterion, ...]:
    head = f"criterion/{its_round.id}/{its_round.wording(category)}"
    levels = range(its_round.scale.low, its_round.scale.high + 1)
    return tuple(
        Criterion(
            each.id,
            wording.label(f"{head}/{each.id}"),
            wording.text(f"{head}/{each.id}/about"),
            each.weight,
            tuple(
                Anchor(level, text)
                for level in levels
                if (text := wording.text(f"{head}/{each.id}/{level}"))
            ),
        )
        for each in its_round.matrix(category)
    )


def _gate(wording: Wording, rules: Rules, category: str) -> GateForm:
    its = next(each for each in rules.categories if each.id == category)
    low, high = its.band_low, its.band_high
    return GateForm(
        kind=rules.gate.kind,
        about=wording.text("gate/about"),
        threshold=rules.gate.threshold,
        band=(low, high) if low is not None and high is not None else None,
        checklist=tuple(_named(wording, "gate", each) for each in rules.gate.checklist),
        not_enough=tuple(_named(wording, "gate", each) for each in rules.gate.not_enough),
    )
