"""Alembic's entry: the connection is the one that storage/migrate.py holds, lock included."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
