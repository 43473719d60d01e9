"""Who sees what, when: the table role × thing × phase of the rules, as one question."""

from jury_app.rules.rules import Phase, Rules, Thing, Viewer

_OTHERS = frozenset({"others_scores", "comments", "standings", "earlier_round"})
"""Things that show what other people thought of a film."""


def sees(
    rules: Rules, role: Viewer, thing: Thing, phase: Phase, *, owes_card: bool = False
) -> bool:
    """Whether `role` sees `thing` of a film while the round is in `phase`.

    Args:
        rules: The edition's rules; what their table does not list is not seen.
        role: As what the person looks; somebody with several roles sees what any of them sees.
        thing: What is looked at.
        phase: Where the round stands.
        owes_card: Whether the person is to score this film in this round and has not signed yet.
            Then nothing that others thought of it is seen, whatever the role: a chair who scores
            sees no score of a film before signing their own.
    """
    if owes_card and thing in _OTHERS:
        return False
    return any(
        sight.role == role and sight.thing == thing and sight.phase == phase
        for sight in rules.sights
    )


def until(rules: Rules, role: Viewer, thing: Thing, phase: Phase) -> Phase | None:
    """The first phase from `phase` on in which `role` sees `thing`; None for never.

    For screens that say until when something is hidden.
    """
    order: tuple[Phase, ...] = ("open", "closed", "decided", "published")
    for later in order[order.index(phase) :]:
        if sees(rules, role, thing, later):
            return later
    return None
