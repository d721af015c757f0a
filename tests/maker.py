"""A process that makes one file row by row, to be killed: `python -m tests.maker DATABASE_URL FOLDER`."""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

from dialogs import export_jobs as making
from storage import export_jobs
from storage.database import open_database
from storage.export_files import Folder


async def make(url: str, folder: str) -> None:
    """Also of a file whose maker has just died: its lease counts as over."""
    making.ROWS_A_READ = 1  # type: ignore[misc]
    making.SETTLED_SECONDS = -1.0  # type: ignore[misc]
    db, files = open_database(url), Folder(Path(folder))
    job = await db.write(export_jobs.claim, datetime.now(UTC) + 2 * export_jobs.LEASE, files.new_name())
    assert job is not None
    await making.make(db, files, job)
    await db.close()


if __name__ == "__main__":
    asyncio.run(make(*sys.argv[1:]))
