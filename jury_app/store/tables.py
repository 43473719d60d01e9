"""The tables of a workspace, for SQLite and PostgreSQL alike.

A table holds facts: what arrived, what was entered, what was typed. What follows from the facts
(which card counts, the state of a film) is computed by `jury.course` and `jury.counting` when it
is read, so no row can disagree with the ledger. The one projection kept is `cards`, because the
exact values of 100,000 scorecards are wanted in a moment; `rebuild` proves it equal.

Hashes and keys are binary, times are UTC text of one width (it sorts as time does), JSON is text
that msgspec wrote, and no arithmetic happens in SQL. `statements` writes them so.
"""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcTime(TypeDecorator[datetime]):
    """An aware moment, kept as `2026-07-18T09:30:00.000000Z` on every database (`times`)."""

    impl = String(27)
    cache_ok = True


class Json(TypeDecorator[object]):
    """Any JSON value, kept as the text that msgspec writes (`statements`)."""

    impl = Text
    cache_ok = True


def _big() -> BigInteger:
    """64 bits everywhere; on SQLite the word that makes a key the row's own number."""
    return BigInteger().with_variant(Integer(), "sqlite")


def _one_of(column: str, *values: str) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def _digest(column: str) -> CheckConstraint:
    return CheckConstraint(f"length({column}) = 32", name=f"{column}_length")


documents = Table(
    "documents",
    metadata,
    Column("position", _big(), primary_key=True, autoincrement=False),
    Column("hash", LargeBinary, nullable=False, unique=True),
    Column("kind", String(64), nullable=False),
    Column("version", Integer, nullable=False),
    Column("signer", LargeBinary, nullable=False),
    Column("person", String(32)),
    Column("payload", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("entered_at", UtcTime, nullable=False),
    _digest("hash"),
    _digest("signer"),
    CheckConstraint("length(signature) = 64", name="signature_length"),
    CheckConstraint("position >= 0", name="position"),
    Index(None, "kind", "position"),
)
"""Every document that was entered: in the office `position` is the ledger index, elsewhere the
order of arrival; from 0, dense. `person` is whose device signed it, absent for the root."""

withheld = Table(
    "withheld",
    metadata,
    Column("position", _big(), primary_key=True, autoincrement=False),
    Column("hash", LargeBinary, nullable=False, unique=True),
    Column("kind", String(64), nullable=False),
    Column("version", Integer, nullable=False),
    _digest("hash"),
)
"""Entries of the ledger that a chair's copy does not hold yet: that they stand there is known, not
what they say. A position is in `documents` or here."""

parts = Table(
    "parts",
    metadata,
    Column("hash", LargeBinary, primary_key=True),
    Column("name", String(120), nullable=False),
    Column("audience", String(64), nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("value", LargeBinary, nullable=False),
    _digest("hash"),
    CheckConstraint("length(salt) = 16", name="salt_length"),
)
"""Values that can be withheld or erased, as canonical JSON bytes."""

cards = Table(
    "cards",
    metadata,
    Column("hash", LargeBinary, ForeignKey(documents.c.hash), primary_key=True),
    Column("position", _big(), nullable=False, unique=True),
    Column("film", String(32), nullable=False),
    Column("juror", String(32), nullable=False),
    Column("round", String(64), nullable=False),
    Column("category", String(64), nullable=False),
    Column("rules", LargeBinary, nullable=False),
    Column("screener", LargeBinary),
    Column("verdict", String(16)),
    Column("hold", Boolean, nullable=False),
    Column("complete", Boolean, nullable=False),
    Column("value_num", Text),
    Column("value_den", Text),
    Column("supersedes", Json, nullable=False),
    Column("scores", Json, nullable=False),
    Column("lanes", Json, nullable=False),
    CheckConstraint("(value_num IS NULL) = (value_den IS NULL)", name="value"),
    Index(None, "round", "position"),
    Index(None, "film", "round"),
)
"""Scorecards, projected from `documents`; the exact value is `value_num`/`value_den`."""

pending = Table(
    "pending",
    metadata,
    Column("hash", LargeBinary, primary_key=True),
    Column("kind", String(64), nullable=False),
    Column("version", Integer, nullable=False),
    Column("key", LargeBinary, nullable=False, index=True),
    Column("payload", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("channel", LargeBinary),
    Column("number", _big()),
    Column("why", String(64), nullable=False),
    _digest("hash"),
)
"""Documents that arrived and wait, such as those of a device not accepted yet."""

invitations = Table(
    "invitations",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("person", String(32), nullable=False, index=True),
    Column("secret", LargeBinary, nullable=False),
    Column("roles", Json, nullable=False),
    Column("expires", UtcTime, nullable=False),
    Column("state", String(16), nullable=False),
    _one_of("state", "open", "answered", "withdrawn"),
)

devices = Table(
    "devices",
    metadata,
    Column("key", LargeBinary, primary_key=True),
    Column("person", String(32), nullable=False, index=True),
    Column("sealing", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("invitation", String(32)),
    Column("last_number", _big()),
    _digest("key"),
    _one_of("state", "waiting", "enrolled", "revoked", "officer", "refused"),
)
"""Devices known here; `last_number` is the last message of a revoked one that counts."""

channels = Table(
    "channels",
    metadata,
    Column("channel", LargeBinary, primary_key=True),
    Column("number", _big(), primary_key=True, autoincrement=False),
    Column("direction", String(3), primary_key=True),
    Column("hash", LargeBinary, primary_key=True),
    Column("sealed", LargeBinary),
    Column("acked", Boolean, nullable=False),
    _one_of("direction", "in", "out"),
    _digest("hash"),
)
"""Messages sent and opened; two with one number are kept both, for the alarm."""

delivered = Table(
    "delivered",
    metadata,
    Column("device", LargeBinary, primary_key=True),
    Column("hash", LargeBinary, primary_key=True),
    sqlite_with_rowid=False,
)
"""Which documents, and which values of parts, each device was sent."""

receipts = Table(
    "receipts",
    metadata,
    Column("document", LargeBinary, primary_key=True),
    Column("position", _big(), nullable=False),
    Column("epoch", _big(), nullable=False),
    Column("size", _big(), nullable=False),
    Column("root", LargeBinary, nullable=False),
    _digest("document"),
    _digest("root"),
)

people = Table(
    "people",
    metadata,
    Column("person", String(32), primary_key=True),
    Column("name", Text, nullable=False),
    Column("email", Text),
    Column("attributes", Json, nullable=False),
)
"""Jurors, chairs and office workers as the office writes to them; erasable, office only."""

contacts = Table(
    "contacts",
    metadata,
    Column("film", String(32), primary_key=True),
    Column("contact", Json, nullable=False),
)
"""Submitters; outside documents and ledger, erasable, office only."""

submissions = Table(
    "submissions",
    metadata,
    Column("key", Text, primary_key=True),
    Column("film", String(32), nullable=False, index=True),
    Column("row", Json, nullable=False),
    Column("source", Text, nullable=False),
    Column("line", Integer, nullable=False),
)
"""The rows of the files that were imported, by which a repeated import finds its films."""

media = Table(
    "media",
    metadata,
    Column("film", String(32), primary_key=True),
    Column("role", String(16), primary_key=True),
    Column("blake3", LargeBinary, primary_key=True),
    Column("bytes", _big(), nullable=False),
    Column("path", Text, nullable=False),
    Column("facts", Json, nullable=False),
    Column("checked_at", UtcTime, nullable=False),
    Column("modified", _big()),
    _digest("blake3"),
)
"""Files on this machine; `modified` is the file's own time, in nanoseconds, when it was checked."""

coverage = Table(
    "coverage",
    metadata,
    Column("film", String(32), primary_key=True),
    Column("item", Text, primary_key=True),
    Column("run", Text, primary_key=True),
    Column("intervals", Json, nullable=False),
)
"""What was seen of an item: merged [from, to] in milliseconds."""

playback = Table(
    "playback",
    metadata,
    Column("film", String(32), primary_key=True),
    Column("item", Text, primary_key=True),
    Column("position", _big(), nullable=False),
    Column("length", _big(), nullable=False),
    Column("at", UtcTime, nullable=False),
    CheckConstraint("position >= 0", name="position"),
    CheckConstraint("length >= 0", name="length"),
)
"""Where an item was left, and how long it plays (0: not known), in milliseconds."""

drafts = Table(
    "drafts",
    metadata,
    Column("film", String(32), primary_key=True),
    Column("round", String(64), primary_key=True),
    Column("snapshot", Json, nullable=False),
    Column("pointer", _big()),
    Column("state", String(16), nullable=False),
    _one_of("state", "open", "signed"),
)
"""A juror's unsigned scorecards: path → value, and the journal entry that was reached."""

draft_journal = Table(
    "draft_journal",
    metadata,
    Column("id", _big(), primary_key=True),
    Column("film", String(32), nullable=False),
    Column("round", String(64), nullable=False),
    Column("parent", _big()),
    Column("path", Text, nullable=False),
    Column("before", Json),
    Column("after", Json),
    Column("at", UtcTime, nullable=False),
    ForeignKeyConstraint(["film", "round"], [drafts.c.film, drafts.c.round]),
)
"""Every change of a draft; `parent` is the entry after which it came, so undo only moves
the pointer. Without an index on purpose: a keystroke writes one page less, and only undo looks."""

settings = Table(
    "settings",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("value", Json, nullable=False),
)

changes = Table(
    "changes",
    metadata,
    Column("seq", _big(), primary_key=True),
    Column("kind", String(64), nullable=False),
    Column("ids", Json),
    Column("at", UtcTime, nullable=False),
)
"""What each write touched; `ids` is NULL where there were too many to list."""
