"""The edition's profile as the office keeps it: for importers and planners."""

from jury_app.desks.seat import Seat
from jury_app.intake.expectations import Expectations, ExpectedCategory, Named, lane_headers
from jury_app.rules.profile import Profile, read_profile
from jury_app.store.reader import Reader


def profile_of(seat: Seat, reader: Reader) -> Profile:
    """The compiled profile of the workspace's edition."""
    name = seat.setting(reader, "profile")
    sources: dict[str, str] = seat.setting(reader, "profile_sources")
    bases = {key: text.encode() for key, text in sources.items() if key != name}
    return read_profile(sources[name].encode(), name, bases)


def expectations(profile: Profile) -> Expectations:
    """What tables of submissions are read by and checked against."""
    rules, intake = profile.rules, profile.intake
    spelled = {each.id: each.seen for each in intake.categories}
    labels: dict[str, list[str]] = {}
    for texts in profile.texts.values():
        for line in texts.lines:
            if line.key.startswith("category/") and line.key.endswith("/label"):
                labels.setdefault(line.key.split("/")[1], []).append(line.text)
    return Expectations(
        categories=tuple(
            ExpectedCategory(
                category.id,
                (category.id, *labels.get(category.id, ()), *spelled.get(category.id, ())),
                category.forms[0],
                category.any_length,
            )
            for category in rules.categories
        ),
        lanes=lane_headers(
            intake.lane_columns,
            (lane.id for lane in rules.lanes),
            {each.id: each.seen for each in intake.lanes},
        ),
        questions=tuple(Named(each.part, each.seen) for each in intake.questions),
        shortest=rules.running_time.shortest,
        short_until=rules.running_time.short_until,
        earliest_completion=rules.earliest_completion,
        dossier=rules.dossier,
    )


def panels(profile: Profile) -> tuple[Named, ...]:
    """The panels that a table of jurors may name: those announced, or one a round."""
    announced = {panel.id: (panel.id,) for panel in profile.intake.panels}
    by_round = {each.id: (each.id, f"{each.id} panel") for each in profile.rules.rounds}
    return tuple(Named(name, names) for name, names in {**by_round, **announced}.items())
