"""The tables of 0.1.0."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.String(27)


def upgrade() -> None:
    create_documents()
    create_withheld()
    create_parts()
    create_cards()
    create_pending()
    create_devices()
    create_invitations()
    create_channels()
    create_delivered()
    create_receipts()
    create_people()
    create_contacts()
    create_submissions()
    create_media()
    create_coverage()
    create_drafts()
    create_draft_journal()
    create_settings()
    create_changes()


def create_documents() -> None:
    op.create_table(
        "documents",
        sa.Column("position", BIG, autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("signer", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=True),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("entered_at", TIME, nullable=False),
        sa.CheckConstraint("length(hash) = 32", name=op.f("ck_documents_hash_length")),
        sa.CheckConstraint("length(signature) = 64", name=op.f("ck_documents_signature_length")),
        sa.CheckConstraint("length(signer) = 32", name=op.f("ck_documents_signer_length")),
        sa.CheckConstraint("position >= 0", name=op.f("ck_documents_position")),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_documents")),
        sa.UniqueConstraint("hash", name=op.f("uq_documents_hash")),
    )
    op.create_index(
        op.f("ix_documents_kind_position"), "documents", ["kind", "position"], unique=False
    )


def create_withheld() -> None:
    op.create_table(
        "withheld",
        sa.Column("position", BIG, autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(hash) = 32", name=op.f("ck_withheld_hash_length")),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_withheld")),
        sa.UniqueConstraint("hash", name=op.f("uq_withheld_hash")),
    )


def create_parts() -> None:
    op.create_table(
        "parts",
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("audience", sa.String(length=64), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(hash) = 32", name=op.f("ck_parts_hash_length")),
        sa.CheckConstraint("length(salt) = 16", name=op.f("ck_parts_salt_length")),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_parts")),
    )


def create_cards() -> None:
    op.create_table(
        "cards",
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("position", BIG, nullable=False),
        sa.Column("film", sa.String(length=32), nullable=False),
        sa.Column("juror", sa.String(length=32), nullable=False),
        sa.Column("round", sa.String(length=64), nullable=False),
        sa.Column("category", sa.String(length=64), nullable=False),
        sa.Column("rules", sa.LargeBinary(), nullable=False),
        sa.Column("screener", sa.LargeBinary(), nullable=True),
        sa.Column("verdict", sa.String(length=16), nullable=True),
        sa.Column("hold", sa.Boolean(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("value_num", sa.Text(), nullable=True),
        sa.Column("value_den", sa.Text(), nullable=True),
        sa.Column("supersedes", sa.Text(), nullable=False),
        sa.Column("scores", sa.Text(), nullable=False),
        sa.Column("lanes", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(value_num IS NULL) = (value_den IS NULL)", name=op.f("ck_cards_value")
        ),
        sa.ForeignKeyConstraint(["hash"], ["documents.hash"], name=op.f("fk_cards_hash_documents")),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_cards")),
        sa.UniqueConstraint("position", name=op.f("uq_cards_position")),
    )
    op.create_index(op.f("ix_cards_film_round"), "cards", ["film", "round"], unique=False)
    op.create_index(op.f("ix_cards_round_position"), "cards", ["round", "position"], unique=False)


def create_pending() -> None:
    op.create_table(
        "pending",
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("channel", sa.LargeBinary(), nullable=True),
        sa.Column("number", BIG, nullable=True),
        sa.Column("why", sa.String(length=64), nullable=False),
        sa.CheckConstraint("length(hash) = 32", name=op.f("ck_pending_hash_length")),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_pending")),
    )
    op.create_index(op.f("ix_pending_key"), "pending", ["key"], unique=False)


def create_devices() -> None:
    op.create_table(
        "devices",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("sealing", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("invitation", sa.String(length=32), nullable=True),
        sa.Column("last_number", BIG, nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'enrolled', 'revoked', 'officer', 'refused')",
            name=op.f("ck_devices_state"),
        ),
        sa.CheckConstraint("length(key) = 32", name=op.f("ck_devices_key_length")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_devices")),
    )
    op.create_index(op.f("ix_devices_person"), "devices", ["person"], unique=False)


def create_invitations() -> None:
    op.create_table(
        "invitations",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("expires", TIME, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'answered', 'withdrawn')", name=op.f("ck_invitations_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
    )
    op.create_index(op.f("ix_invitations_person"), "invitations", ["person"], unique=False)


def create_channels() -> None:
    op.create_table(
        "channels",
        sa.Column("channel", sa.LargeBinary(), nullable=False),
        sa.Column("number", BIG, autoincrement=False, nullable=False),
        sa.Column("direction", sa.String(length=3), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("acked", sa.Boolean(), nullable=False),
        sa.CheckConstraint("direction IN ('in', 'out')", name=op.f("ck_channels_direction")),
        sa.CheckConstraint("length(hash) = 32", name=op.f("ck_channels_hash_length")),
        sa.PrimaryKeyConstraint("channel", "number", "direction", "hash", name=op.f("pk_channels")),
    )


def create_delivered() -> None:
    op.create_table(
        "delivered",
        sa.Column("device", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("device", "hash", name=op.f("pk_delivered")),
        sqlite_with_rowid=False,
    )


def create_receipts() -> None:
    op.create_table(
        "receipts",
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("position", BIG, nullable=False),
        sa.Column("epoch", BIG, nullable=False),
        sa.Column("size", BIG, nullable=False),
        sa.Column("root", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(document) = 32", name=op.f("ck_receipts_document_length")),
        sa.CheckConstraint("length(root) = 32", name=op.f("ck_receipts_root_length")),
        sa.PrimaryKeyConstraint("document", name=op.f("pk_receipts")),
    )


def create_people() -> None:
    op.create_table(
        "people",
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("attributes", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_people")),
    )


def create_contacts() -> None:
    op.create_table(
        "contacts",
        sa.Column("film", sa.String(length=32), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("film", name=op.f("pk_contacts")),
    )


def create_submissions() -> None:
    op.create_table(
        "submissions",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("film", sa.String(length=32), nullable=False),
        sa.Column("row", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_submissions")),
    )
    op.create_index(op.f("ix_submissions_film"), "submissions", ["film"], unique=False)


def create_media() -> None:
    op.create_table(
        "media",
        sa.Column("film", sa.String(length=32), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("blake3", sa.LargeBinary(), nullable=False),
        sa.Column("bytes", BIG, nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("checked_at", TIME, nullable=False),
        sa.CheckConstraint("length(blake3) = 32", name=op.f("ck_media_blake3_length")),
        sa.PrimaryKeyConstraint("film", "role", "blake3", name=op.f("pk_media")),
    )


def create_coverage() -> None:
    op.create_table(
        "coverage",
        sa.Column("film", sa.String(length=32), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("run", sa.Text(), nullable=False),
        sa.Column("intervals", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("film", "item", "run", name=op.f("pk_coverage")),
    )


def create_drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("film", sa.String(length=32), nullable=False),
        sa.Column("round", sa.String(length=64), nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.Column("pointer", BIG, nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.CheckConstraint("state IN ('open', 'signed')", name=op.f("ck_drafts_state")),
        sa.PrimaryKeyConstraint("film", "round", name=op.f("pk_drafts")),
    )


def create_draft_journal() -> None:
    op.create_table(
        "draft_journal",
        sa.Column("id", BIG, nullable=False),
        sa.Column("film", sa.String(length=32), nullable=False),
        sa.Column("round", sa.String(length=64), nullable=False),
        sa.Column("parent", BIG, nullable=True),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["film", "round"],
            ["drafts.film", "drafts.round"],
            name=op.f("fk_draft_journal_film_round_drafts"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_journal")),
    )


def create_settings() -> None:
    op.create_table(
        "settings",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_settings")),
    )


def create_changes() -> None:
    op.create_table(
        "changes",
        sa.Column("seq", BIG, nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("ids", sa.Text(), nullable=True),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_changes")),
    )
