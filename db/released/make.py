"""Makes the workspace of a release: `python -m db.released.make` in a checkout of that version.

The result is committed as `VERSION.db` and never made again: later programs must be able to open
what this version wrote.
"""

import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from jury_app import __version__
from jury_app.base.clock import SetClock
from jury_app.store import documents, drafts, office, settings
from jury_app.store.workspace import Workspace, create
from tests.store.making import Maker


def main() -> None:
    """Write `VERSION.db` beside this file, unless it is there."""
    target = Path(__file__).with_name(f"{__version__}.db")
    if target.exists():
        raise SystemExit(f"{target} is there already")
    clock = SetClock(datetime(2026, 7, 18, 9, 30, tzinfo=UTC))
    with tempfile.TemporaryDirectory() as folder:
        with create(Path(folder) / "w", kind="office", clock=clock) as workspace:
            fill(workspace, Maker(2026))
            path = workspace.path
        shutil.copy(path, target)
    print(target)


def fill(workspace: Workspace, maker: Maker) -> None:
    """A round with two films, three jurors, a revision, an erasure, a draft and a contact."""
    rules, films = maker.rules(), [maker.film(1), maker.film(2)]
    ids = [film.document.film for film in films]
    jurors = [maker.id() for _ in range(3)]
    cards = [maker.card(ids[0], juror, rules.hash) for juror in jurors]
    cards.append(maker.card(ids[0], jurors[0], rules.hash, [(9, 1), None], [cards[0].hash]))
    with workspace.writing() as tx:
        settings.put(tx, released=__version__)
        documents.enter(tx, [rules, *films, maker.opening(rules.hash)])
        documents.enter(tx, [maker.assignment(juror, ids) for juror in jurors])
        documents.enter(tx, [*cards, maker.erasure([cards[0].parts[1].hash])])
        tx.delete("parts", {"hash": bytes.fromhex(cards[0].parts[1].hash)})
        drafts.change(tx, ids[1], "r1", "scores/voice", {"units": 15, "per": 2})
        office.keep_contacts(tx, {ids[0]: {"email": "maker@films.example"}})


if __name__ == "__main__":
    main()
