"""What the terminal is asked in tests, and what it says and leaves."""

from hashlib import sha256
from pathlib import Path

from jury_app.cli.main import run
from jury_app.desks.demo.films import HEADER, films
from jury_app.desks.seat import Seat

HOSTILE = "\x1b[2J<img src=x>\u202e" + "x" * 300


def table(path: Path, titles: list[str]) -> Path:
    """A FilmFreeway export with these titles."""
    import csv

    with path.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        at = HEADER.index("Project Title")
        for film, title in zip(films(len(titles), 7), titles, strict=True):
            writer.writerow([*film.row[:at], title, *film.row[at + 1 :]])
    return path


def answer(capsys, *arguments: object, status: int = 0) -> tuple[str, str]:
    """What a verb says on standard output and standard error."""
    capsys.readouterr()
    assert run([str(each) for each in arguments]) == status, capsys.readouterr().err
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    assert "This is a bug" not in said.err
    return said.out, said.err


def content(folder: Path) -> str:
    """Hash of every row of every table of a workspace, and of its keys."""
    digest = sha256((folder / "keys.jury").read_bytes())
    with Seat(folder) as seat, seat.workspace.reading() as reader:
        names = reader.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        for (name,) in [*names]:
            rows = sorted(map(repr, reader.rows(f"SELECT * FROM {name}")))  # noqa: S608  our tables
            digest.update(f"{name}{rows}".encode())
    return digest.hexdigest()
