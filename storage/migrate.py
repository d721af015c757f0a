"""How does a database get the newest schema, also when two processes try at once?"""

import asyncio
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, func, make_url, select
from sqlalchemy.ext.asyncio import create_async_engine

from storage.embedded import open_engine

_LOCK: Final = 7_230_500


def migrate(url: str) -> None:
    """Brings the database to the newest schema. Blocks; not to be called on a running event loop."""
    if make_url(url).get_backend_name() == "sqlite":
        engine = open_engine(make_url(url).database or "", "BEGIN IMMEDIATE", 1)
        with engine.begin() as db:  # waits for whoever is migrating already
            _upgrade(db)
        engine.dispose()
    else:
        asyncio.run(_migrate_postgres(url))


async def _migrate_postgres(url: str) -> None:
    engine = create_async_engine(url)
    async with engine.begin() as db:
        await db.execute(select(func.pg_advisory_xact_lock(_LOCK)))
        await db.run_sync(_upgrade)
    await engine.dispose()


def _upgrade(db: Connection) -> None:
    config = Config()
    config.attributes["connection"] = db
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    command.upgrade(config, "head")
