"""How does a command reach the database?"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.commands.configuration import read_settings
from bot.commands.failure import Failed
from storage.database import Database, DatabaseUnavailable, open_database
from storage.revision import at_head

T = TypeVar("T")


def in_store(work: Callable[[Database], Awaitable[T]]) -> T:
    """Runs `work` on the database of the settings, which must have the newest schema."""
    return asyncio.run(_in_store(read_settings().database_url, work))


async def _in_store(url: str, work: Callable[[Database], Awaitable[T]]) -> T:
    db = open_database(url)
    try:
        if not await db.read(at_head):
            raise Failed("The database lacks a migration: run `aftercall migrate`.")
        return await work(db)
    except DatabaseUnavailable:
        raise Failed("The database of AFTERCALL_DATABASE_URL does not answer.") from None
    finally:
        await db.close()
