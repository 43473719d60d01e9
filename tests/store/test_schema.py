import re
import shutil

import pytest

from jury_app.base import places
from jury_app.base.errors import Problem
from jury_app.store import backups, documents, rebuild, schema, settings, sqlite
from jury_app.store.workspace import open_for_reading, open_for_writing
from tests.store.making import missing_parts

RELEASED = sorted((places.migrations() / "released").glob("*.db"))
LATER = '''"""Adds a column and a table that only a later program knows."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("later", sa.Column("id", sa.Integer(), primary_key=True))
    with op.batch_alter_table("drafts") as batch:
        batch.add_column(sa.Column("colour", sa.Text(), nullable=True))
'''


def described(path):
    """Every table and index with its clauses, whatever the order, white space and quotes."""
    connection = sqlite.connect(path, "read")
    try:
        rows = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE sql > '' AND name != 'alembic_version'"
        ).fetchall()
    finally:
        connection.close()
    return {
        name: sorted(clause.strip().replace('"', "") for clause in re.split(r",\s*\n|\n\)", sql))
        for name, sql in rows
    }


@pytest.fixture
def later(tmp_path):
    """The migrations that a later program would bring along."""
    migrations = tmp_path / "db"
    shutil.copytree(places.migrations(), migrations, ignore=shutil.ignore_patterns("released"))
    (migrations / "versions" / "0003_later.py").write_text(LATER)
    return migrations


def test_migrations_and_tables_make_the_same_database(tmp_path):
    schema.create(tmp_path / "created.db")
    (tmp_path / "migrated.db").touch()
    schema.upgrade(tmp_path / "migrated.db")
    created = described(tmp_path / "created.db")
    assert created == described(tmp_path / "migrated.db")
    assert len(created) > 20


@pytest.fixture
def later_program(later, monkeypatch):
    """From here on this program is that later one."""
    return lambda: monkeypatch.setattr(places, "migrations", lambda: later)


def test_an_older_workspace_is_brought_up_after_a_dated_backup(office, clock, maker, later_program):
    folder, film = office.folder, maker.film()
    with office.writing() as tx:
        documents.enter(tx, [film])
    office.close()
    later_program()
    with pytest.raises(Problem, match="older Jury App"):
        open_for_reading(folder, clock)
    clock.advance(days=1)
    with open_for_writing(folder, "Anna", clock) as workspace, workspace.reading() as reader:
        assert documents.find(reader, film.hash).payload == film.payload
        assert list(reader.rows("SELECT count(colour) FROM drafts")) == [(0,)]
        assert list(reader.rows("SELECT version_num FROM alembic_version")) == [("0003",)]
    made = [each for each in backups.listed(folder) if each.why == "migration"]
    assert [each.at for each in made] == [clock.now()]
    connection = sqlite.connect(made[0].path, "read")
    assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("0002",)
    connection.close()


def test_a_migration_that_fails_leaves_the_workspace_as_it_was(office, clock, later, later_program):
    folder = office.folder
    office.close()
    broken = later / "versions" / "0003_later.py"
    broken.write_text(LATER + "    raise ZeroDivisionError\n")
    later_program()
    before = described(folder / "workspace.db")
    with pytest.raises(ZeroDivisionError):
        open_for_writing(folder, "Anna", clock)
    assert described(folder / "workspace.db") == before
    assert schema.state(folder / "workspace.db") == "older"


def test_there_is_a_database_of_every_released_version():
    assert [path.name for path in RELEASED] == ["0.1.0.db"]


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.stem)
def test_a_released_workspace_opens_with_everything_in_it(released, folder, clock):
    folder.mkdir()
    shutil.copy(released, folder / "workspace.db")
    clock.advance(days=365)
    with open_for_writing(folder, "Anna", clock) as workspace, workspace.reading() as reader:
        assert settings.get(reader, "released") == released.stem
        assert documents.count(reader) == 12
        assert rebuild.compare(reader) == []
        assert missing_parts(reader) == {}
        assert len(documents.course(reader).films) == 2
