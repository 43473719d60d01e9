"""The juror's own scores so far: what they gave, and nobody else's."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from jury_app.base.texts import language
from jury_app.desks.juror.heads import heads
from jury_app.desks.juror.lateness import Lateness
from jury_app.desks.rules import locked_rules, wording_in
from jury_app.desks.seat import Seat
from jury_app.jury.counting import CardFact
from jury_app.rules.rules import Scale
from jury_app.store import cards, channels, documents, drafts
from jury_app.store.reader import Reader


def scale_of(seat: Seat, round_id: str) -> Scale:
    """The scale of a round, in whose units `distribution` counts.

    Raises:
        Refusal: The rules have not come yet.
    """
    with seat.workspace.reading() as reader:
        return locked_rules(seat, reader).round(round_id).scale


def distribution(seat: Seat, round_id: str) -> dict[str, dict[int, int]]:
    """How often each score was given in a round, in own cards that stand and in open drafts.

    Of a film whose card the chair took out of the count nothing counts until a draft is open.

    Args:
        seat: The juror's seat.
        round_id: The round.

    Returns:
        Criterion → {units of the round's scale (1/`per`): how many films}.

    Raises:
        Refusal: The rules have not come yet.
    """
    with seat.workspace.reading() as reader:
        per = locked_rules(seat, reader).round(round_id).scale.per
        given = _given(reader, str(seat.setting(reader, "person")), round_id)
    counts: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for scores in given.values():
        for criterion, units, its in scores:
            counts[criterion][units * per // its] += 1
    return {criterion: dict(sorted(each.items())) for criterion, each in counts.items()}


def labels(seat: Seat, round_id: str) -> dict[str, str]:
    """Criterion → its label in the language in use, in the order of the rules.

    Raises:
        Refusal: The rules or their texts have not come yet.
    """
    with seat.workspace.reading() as reader:
        rules = locked_rules(seat, reader)
        wording = wording_in(reader, language())
    its_round = rules.round(round_id)
    found: dict[str, str] = {}
    for category in rules.categories:
        head = f"criterion/{round_id}/{its_round.wording(category.id)}"
        for each in its_round.matrix(category.id):
            found.setdefault(each.id, wording.label(f"{head}/{each.id}"))
    return found


def _given(
    reader: Reader, person: str, round_id: str
) -> Mapping[str, Iterable[tuple[str, int, int]]]:
    """Film → (criterion, units, per): of the open draft, or else of the card that stands."""
    own = [card for card in cards.of_round(reader, round_id) if card.fact.juror == person]
    course = documents.course(reader)
    lateness = Lateness(reader, course, channels.receipts(reader))
    by_film: defaultdict[str, list[CardFact]] = defaultdict(list)
    for card in own:
        by_film[card.fact.film].append(card.fact)
    its_heads = (heads(its, course, lateness.is_late) for its in by_film.values())
    standing = {fact.hash for each in its_heads for fact in each.standing}
    given: dict[str, list[tuple[str, int, int]]] = {
        card.fact.film: [
            (score.criterion, score.units, score.per)
            for score in card.scores
            if score.units is not None and score.per is not None
        ]
        for card in own
        if card.fact.hash in standing
    }
    for draft in drafts.every(reader):
        if draft.round == round_id and draft.state == "open":
            given[draft.film] = list(_scores(draft.values))
    return given


def _scores(values: Mapping[str, Any]) -> Iterable[tuple[str, int, int]]:
    """(criterion, units, per) of a draft's scores."""
    for path, value in values.items():
        head, _slash, criterion = path.partition("/")
        if head == "scores" and "units" in value:
            yield criterion, value["units"], value.get("per", 1)
