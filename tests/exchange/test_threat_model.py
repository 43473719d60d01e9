"""docs/threat-model.md names tests; each of them is here."""

import re
from pathlib import Path

from jury_app.base import places

TESTS = Path(__file__).parents[1]
ROOMS = ("exchange", "desks", "jury", "screening", "ui")


def test_every_test_that_the_threat_model_names_exists() -> None:
    page = (places.resource().parent / "docs" / "threat-model.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(test_\w+|TestChannels)`", page))
    sources = "\n".join(
        path.read_text(encoding="utf-8")
        for room in ROOMS
        for path in (TESTS / room).rglob("test_*.py")
    )
    written = set(re.findall(r"^(?:def )?(test_\w+|TestChannels)\b", sources, re.MULTILINE))
    assert len(named) > 40
    assert named <= written
