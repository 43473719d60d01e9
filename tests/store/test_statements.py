"""What the writing statements know of the tables is what the tables say."""

import pytest
from sqlalchemy.dialects import postgresql
from sqlcipher3 import dbapi2

from jury_app.store import statements
from jury_app.store.tables import Json, UtcTime, metadata


def columns(kind):
    return {
        (table.name, column.name)
        for table in metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, kind)
    }


def test_columns_of_json_and_of_moments_are_those_of_the_tables():
    assert columns(Json) == statements.JSON
    assert columns(UtcTime) == statements.MOMENTS


def test_primary_keys_are_those_of_the_tables():
    for table, keys in statements.KEYS.items():
        assert keys == tuple(column.name for column in metadata.tables[table].primary_key)


def test_no_name_needs_quoting_on_postgresql():
    preparer = postgresql.dialect().identifier_preparer
    names = {table.name for table in metadata.sorted_tables}
    names |= {column.name for table in metadata.sorted_tables for column in table.columns}
    assert {name for name in names if preparer.quote(name) != name} == set()


def test_sqlite_understands_every_statement_on_every_table(office):
    with office.reading() as reader:
        for table in metadata.sorted_tables:
            names = tuple(column.name for column in table.columns)
            keys = tuple(column.name for column in table.primary_key)
            for statement, count in (
                (statements.insert(table.name, names, "?", once=True), 1),
                (statements.change(table.name, names, keys, "?"), 1 + len(keys) / len(names)),
                (statements.delete(table.name, names, "?"), 1),
            ):
                values = [None] * round(count * len(names))
                assert list(reader.rows(f"EXPLAIN {statement.sql}", *values))


def test_none_stays_null_and_json_null_is_never_written(office):
    with office.writing() as tx:
        tx.insert("changes", ("kind", "ids", "at"), [("x", None, tx.now)])
        ((ids,),) = tx.rows("SELECT ids FROM changes WHERE kind = 'x'")
    assert ids is None


@pytest.mark.parametrize("written", [b"", b"\0", bytes(range(256)) * 5000])
def test_bytes_are_kept_as_they_are(office, written):
    with office.writing() as tx:
        ((kind, kept),) = tx.rows("SELECT typeof(?1), ?1", written)
    assert (kind, kept) == ("blob", written)


def test_the_driver_need_not_ask_bytes_how_they_are_adapted():
    assert isinstance(dbapi2.adapt(b"x"), memoryview)
