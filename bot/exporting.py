"""How are files made beside the turns?"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Final

from bot.errors import told
from dialogs import export_jobs as making
from storage import export_jobs
from storage.database import Database, DatabaseUnavailable
from storage.export_files import Folder
from storage.export_jobs import Job

AT_ONCE: Final = 2  # files; more would take the disk and the database from the turns
LOOK_SECONDS: Final = 0.3
AFTER_FAILURE_SECONDS: Final = 2.0

log = logging.getLogger(__name__)


@asynccontextmanager
async def running(db: Database, files: Folder) -> AsyncIterator[None]:
    """As long as this is open. What is not finished then is given back, for whoever comes next."""
    makers = [asyncio.create_task(_make_always(db, files), name="making files") for _ in range(AT_ONCE)]
    try:
        yield
    finally:
        for maker in makers:
            maker.cancel()
        await asyncio.wait(makers)


async def make_next(db: Database, files: Folder) -> bool:
    """Whether there was one to be made."""
    if not await db.read(export_jobs.is_any, datetime.now(UTC)):
        return False
    job = await db.write(export_jobs.claim, datetime.now(UTC), files.new_name())
    if job is not None:
        await _make(db, files, job)
    return True


async def _make(db: Database, files: Folder, job: Job) -> None:
    try:
        await making.make(db, files, job)
    except asyncio.CancelledError:
        await db.write(export_jobs.put_back, job, datetime.now(UTC))
        raise
    except Exception as exc:  # noqa: BLE001  (the last resort of a file: its lease ends, and it is tried again)
        log.error("A file was not made and will be tried again: export=%d %s", job.id, told(exc))


async def _make_always(db: Database, files: Folder) -> None:
    while True:
        try:
            if await make_next(db, files):
                continue
        except DatabaseUnavailable:
            await asyncio.sleep(AFTER_FAILURE_SECONDS)
        except Exception as exc:  # noqa: BLE001  (the last resort of a job, which must outlive any failure)
            log.error("Failed at making files and will try again: %s", told(exc))
            await asyncio.sleep(AFTER_FAILURE_SECONDS)
        await asyncio.sleep(LOOK_SECONDS)
