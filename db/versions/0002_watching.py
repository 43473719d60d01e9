"""Where a film was left and how long it plays; when a file that was checked was last changed."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.String(27)


def upgrade() -> None:
    op.create_table(
        "playback",
        sa.Column("film", sa.String(length=32), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("position", BIG, nullable=False),
        sa.Column("length", BIG, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.CheckConstraint("length >= 0", name=op.f("ck_playback_length")),
        sa.CheckConstraint("position >= 0", name=op.f("ck_playback_position")),
        sa.PrimaryKeyConstraint("film", "item", name=op.f("pk_playback")),
    )
    with op.batch_alter_table("media", recreate="always") as batch:
        batch.add_column(sa.Column("modified", BIG, nullable=True))
