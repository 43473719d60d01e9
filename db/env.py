"""Alembic's environment: brings a workspace's tables up to date on the connection it is given.

`jury_app.store.schema.upgrade` hands the connection over; there is no other way in, so no
configuration file can point it at a wrong database.
"""

from alembic import context
from sqlalchemy import Connection

from jury_app.store.tables import metadata


def run(connection: Connection) -> None:
    """Run the migrations in one transaction."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        transactional_ddl=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run(context.config.attributes["connection"])
