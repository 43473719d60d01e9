"""Results bundles: what the public one withholds, and that no line of either can be altered."""

import base64
import json
import shutil
from pathlib import Path

import pytest

from jury_app.desks.catalogue import catalogue
from jury_app.desks.seat import Seat
from jury_app.exchange.verification import verify


def everything(folder: Path) -> tuple[set[str], set[str]]:
    """Names of people, and titles of films on no list, as the office knows them."""
    from jury_app.desks.lists import latest_list

    with Seat(folder / "office") as seat, seat.workspace.reading() as reader:
        known = catalogue(reader)
        listed = {
            chosen.film
            for kind in ("shortlist", "selection")
            for chosen in latest_list(reader, kind)[1].films
        }
        names = {known.name(person) for person in known.people}
        titles = {known.title(film) for film in known.films if film not in listed}
    return names, titles


def readable(path: Path) -> str:
    """A bundle's text with everything in it that is base64 opened."""
    texts = []
    for line in path.read_bytes().splitlines()[1:]:
        body = line.decode()
        texts.append(body)
        for word in _words(json.loads(line)):
            try:
                texts.append(base64.b64decode(word, validate=True).decode())
            except ValueError:
                continue
    return "\n".join(texts)


def _words(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [word for each in value.values() for word in _words(each)]
    if isinstance(value, list):
        return [word for each in value for word in _words(each)]
    return []


def test_public_bundle_names_nobody_and_no_film_off_the_lists(played):
    names, titles = everything(played)
    public, whole = (readable(played / f"results{each}.jury") for each in ("-public", ""))
    for word in names | titles:
        assert word not in public
    assert any(json.dumps(name, ensure_ascii=False)[1:-1] in whole for name in names)
    for text in ("Strong candidate", "Only I read this", "The makers sold the rights"):
        assert text not in public
    assert "Only I read this" not in whole


@pytest.mark.parametrize("name", ["results.jury", "results-public.jury"])
def test_bundle_says_yes_on_a_machine_that_has_nothing_else(played, tmp_path, name):
    shutil.copy(played / name, tmp_path / "sent by mail.jury")
    assert verify(tmp_path / "sent by mail.jury").answer == "yes"


@pytest.mark.parametrize("change", ["drop", "repeat", "swap", "flip", "cut"])
@pytest.mark.parametrize("name", ["results.jury", "results-public.jury"])
def test_bundle_with_an_altered_line_is_never_yes(played, tmp_path, name, change):
    lines = (played / name).read_bytes().splitlines(keepends=True)
    entries = [n for n, line in enumerate(lines) if n > 1 and b'"salt"' not in line][:-2]
    places = range(1, len(lines), len(lines) // 9)
    if change in ("drop", "repeat", "swap"):  # values of parts may be missing, in any order
        places = entries[:: len(entries) // 9]
    for at in places:
        altered = [*lines]
        if change == "drop":
            del altered[at]
        elif change == "repeat":
            altered.insert(at, altered[at])
        elif change == "swap":
            altered[at], altered[at + 1] = altered[at + 1], altered[at]
        elif change == "cut":
            altered[at] = altered[at][: len(altered[at]) // 2] + b"\n"
        else:
            half = len(altered[at]) // 2
            altered[at] = (
                altered[at][:half] + bytes([altered[at][half] ^ 1]) + altered[at][half + 1 :]
            )
        path = tmp_path / "altered.jury"
        path.write_bytes(b"".join(altered))
        report = verify(path)
        assert report.answer != "yes", (change, at)
        assert any(step.note for step in report.steps if step.answer != "yes")
