"""The demo's people and how they judge: harsh and kind, steady and erratic, seeded.

A juror's sheet for a film hangs on the seed, the names and the title alone, never on an id or on
the order of acts: same seed, same scores.
"""

from collections.abc import Sequence
from random import Random
from typing import Any

from msgspec import Struct

from jury_app.rules.rules import Round, Rules

_NAMES = (
    ("Ada Lau", "Hong Kong", "English; Cantonese"),
    ("Minjun Seo", "South Korea", "Korean; English"),
    ("Yuki Tanabe", "Japan", "Japanese; English"),
    ("Claire Fontaine", "France", "French; English"),
    ("Omar Haddad", "Egypt", "Arabic; English"),
    ("Priya Raman", "India", "Hindi; English"),
    ("Luís Prado", "Brazil", "Portuguese; English"),
    ("陳慧敏", "Hong Kong", "Cantonese; Mandarin; English"),
    ("Ngozi Adeyemi", "Nigeria", "English"),
    ("Ingrid Holm", "Norway", "English"),
    ("Tomás Rey", "Spain", "Spanish; English"),
    ("Anya Volkova", "Georgia", "Russian; English"),
)


class Seen(Struct, frozen=True):
    """A film as a juror meets it: title, quality, and declared lanes in percent where six are."""

    title: str
    quality: float
    lanes: tuple[int, ...]


class DemoJuror(Struct, frozen=True):
    """One juror of the demo.

    Attributes:
        name: Who.
        country: Where from.
        languages: Separated by semicolons.
        severity: Points that this juror takes off, −1.2 to 1.2.
        noise: Spread of their scores around what they think, in points.
        seed: The festival's seed.
    """

    name: str
    country: str
    languages: str
    severity: float
    noise: float
    seed: int


def jurors(count: int, seed: int) -> list[DemoJuror]:
    """`count` jurors, the same for the same seed."""
    made = []
    for number in range(count):
        name, country, languages = _NAMES[number % len(_NAMES)]
        if number >= len(_NAMES):
            name = f"{name} {number // len(_NAMES) + 1}"
        random = Random(f"{seed}/juror/{name}")  # noqa: S311  a play, not a secret
        made.append(
            DemoJuror(
                name,
                country,
                languages,
                random.uniform(-1.2, 1.2),
                random.uniform(0.5, 1.3),
                seed,
            )
        )
    return made


def sheet(
    rules: Rules,
    where: tuple[str, str],
    juror: DemoJuror,
    film: Seen,
) -> dict[str, Any]:
    """What the juror writes down about a film: as `desks.juror.sheet` reads it.

    Args:
        rules: The locked rules.
        where: The round, and the film's category.
        juror: Who scores.
        film: What they saw.
    """
    round_id, category = where
    random = Random(f"{juror.seed}/{round_id}/{juror.name}/{film.title}")  # noqa: S311  a play, not a secret
    its_round = rules.round(round_id)
    written: dict[str, Any] = {
        "scores": _scores(its_round, category, random, juror, film.quality),
        "viewings": _viewings(rules, category),
        "comments": {
            "entrant": random.choice(_TO_ENTRANT),
            "panel": random.choice(_TO_PANEL),
            "private": "Only I read this.",
        },
        "notes": [
            {
                "at": random.randrange(5, 240) * 1000,
                "text": random.choice(_NOTES),
                "kind": "praise",
                "audience": "panel",
            }
        ],
    }
    if "lanes" in its_round.asks:
        written |= _participation(rules, random, film.lanes)
    if "ethics" in its_round.asks:
        written["ethics"] = _ethics(rules, random)
    if "cues" in its_round.asks and rules.cues and random.random() < 0.15:
        written["cues"] = {rules.cues[0]: "Several models play as one voice."}
    return written


def _scores(
    its_round: Round, category: str, random: Random, juror: DemoJuror, quality: float
) -> dict[str, Any]:
    """What the film is worth, by this juror's severity, taste and chance; now and then no score."""
    scale, matrix = its_round.scale, its_round.matrix(category)
    middle = (scale.low + scale.high) / 2 + 1.7 * quality - juror.severity
    taste = random.gauss(0, 0.8)
    scores: dict[str, Any] = {}
    for criterion in matrix:
        felt = middle + taste + random.gauss(0, juror.noise)
        units = round(min(max(felt, scale.low), scale.high) * scale.per)
        scores[criterion.id] = units / scale.per
    if random.random() < 0.06:
        scores[matrix[0].id] = {"cannot": "not_shown", "reason": "The sound stems were missing."}
    return scores


def _viewings(rules: Rules, category: str) -> list[dict[str, Any]]:
    """Declared, and marked as the demo's; in as many runs as the category asks."""
    asked = next(each.runs for each in rules.categories if each.id == category)
    seen: dict[str, Any] = {"kind": "declared", "share": 1000, "place": "demo, not watched"}
    return [{**seen, "run": f"run {n + 1}"} for n in range(asked)] or [seen]


def _participation(rules: Rules, random: Random, declared: Sequence[int]) -> dict[str, Any]:
    """Lanes near what was declared, in steps; the verdict follows their sum, with a reason."""
    step = rules.lane_step
    lanes = {}
    for number, lane in enumerate(rules.lanes):
        base = declared[number]
        felt = base + random.gauss(0, 7)
        lanes[lane.id] = min(100, max(0, round(felt / step) * step))
    total = sum(w.weight * lanes[w.id] for w in rules.lanes) / sum(w.weight for w in rules.lanes)
    written: dict[str, Any] = {"lanes": lanes}
    if rules.gate.kind == "checklist":
        written["checklist"] = [rules.gate.checklist[0]]
        return written | {"verdict": "meets"}
    threshold = rules.gate.threshold or 0
    if abs(total - threshold) < 2:
        return written | {"verdict": "doubtful", "verdict_reason": "The evidence is thin."}
    if total < threshold:
        return written | {"verdict": "does_not", "verdict_reason": "Mostly shot and cut by hand."}
    return written | {"verdict": "meets"}


def _ethics(rules: Rules, random: Random) -> dict[str, Any]:
    answers: dict[str, Any] = dict.fromkeys(rules.ethics, "clear")
    if random.random() < 0.12:
        question = random.choice(rules.ethics)
        answers[question] = {
            "answer": "concern",
            "note": "The consent form names another voice.",
            "moment": "0:01:12",
        }
    return answers


_TO_ENTRANT = (
    "Thank you for this work; the second half found its own voice.",
    "The appendix is exemplary. We would trust the rhythm more.",
    "謝謝你們的作品，節奏很有個性。",
    "A brave form. The ending asks for one more breath.",
)
_TO_PANEL = (
    "Strong candidate if the evidence holds.",
    "Compare with last year's winner in this category.",
    "",
    "I would like to hear them defend the sound.",
)
_NOTES = ("The cut on breath works.", "Watch the hands here.", "A model's accident, kept wisely.")
