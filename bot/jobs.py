"""What runs beside the turns?"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Final

from bot import erasing, exporting
from bot.channel.proactive import Sender
from bot.erasing import Place
from bot.errors import told
from bot.purging import Purger
from storage import conclusions, exports, seals
from storage.database import Database
from storage.erasure.beside import Beside
from storage.export_files import Folder

SEAL_SECONDS: Final = 5.0
SWEEP_SECONDS: Final = 60.0
TIMER_SECONDS: Final = 30.0
ERASE_SECONDS: Final = 1.0
AFTER_FAILURE_SECONDS: Final = 2.0
ENDING_SECONDS: Final = 20.0  # for what is being done when the process is told to end

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Job:
    """Done again and again. A failure is logged, and the next time comes all the same."""

    name: str
    once: Callable[[], Awaitable[object]]
    pause: Callable[[], Awaitable[object]]


@asynccontextmanager
async def running(db: Database, files: Folder, beside: Beside, sender: Sender) -> AsyncIterator[None]:
    """All jobs, as long as this is open."""
    place = Place(db=db, beside=beside, files=files)
    purger = Purger(db)
    try:
        async with (
            exporting.running(db, files),
            always(
                Job(name="sealing the audit log", once=partial(seal, db), pause=_every(SEAL_SECONDS)),
                Job(name="removing expired files", once=partial(sweep, db, files), pause=_every(SWEEP_SECONDS)),
                Job(name="concluding by default", once=partial(conclude, db), pause=_every(TIMER_SECONDS)),
                Job(name="cleaning up after erasures", once=partial(erasing.run, place), pause=_every(ERASE_SECONDS)),
                Job(name="removing what erasures left", once=partial(erasing.tidy, place), pause=_every(SWEEP_SECONDS)),
                Job(name="purging what has expired", once=purger.once, pause=purger.rest),
                Job(name="sending what is due", once=sender.look, pause=sender.rest),
            ),
        ):
            yield
    finally:
        await sender.finish()


@asynccontextmanager
async def always(*jobs: Job) -> AsyncIterator[None]:
    """What is being done when this is left is done to its end."""
    ending = asyncio.Event()
    tasks = [asyncio.create_task(_repeat(job, ending), name=job.name) for job in jobs]
    try:
        yield
    finally:
        ending.set()
        await asyncio.wait(tasks, timeout=ENDING_SECONDS)
        for task in tasks:
            task.cancel()


async def seal(db: Database) -> int:
    """Two transactions: what the first saw as settled stays so. Returns how many rows were chained."""
    return await db.write(seals.seal, await db.write(seals.settled))


async def conclude(db: Database) -> int:
    """Where an owner chose a code for what nobody concludes. Returns how many."""
    return await db.write(conclusions.conclude_by_default, datetime.now(UTC))


async def sweep(db: Database, files: Folder) -> None:
    """The row first: a file that is still there when its row says otherwise is found the next time."""
    names = await db.write(exports.expire, datetime.now(UTC))
    known = await db.read(exports.living_files)
    await asyncio.to_thread(_remove, files, names, known)


def _remove(files: Folder, names: list[str], known: set[str]) -> None:
    for name in (*names, *files.orphans(known)):
        files.remove(name)


def _every(seconds: float) -> Callable[[], Awaitable[None]]:
    return partial(asyncio.sleep, seconds)


async def _repeat(job: Job, ending: asyncio.Event) -> None:
    ended = asyncio.ensure_future(ending.wait())
    pause = job.pause
    while True:
        pausing = asyncio.ensure_future(pause())
        await asyncio.wait([pausing, ended], return_when=asyncio.FIRST_COMPLETED)
        pausing.cancel()
        if ending.is_set():
            return
        try:
            await job.once()
            pause = job.pause
        except Exception as exc:  # noqa: BLE001  (the last resort of a job, which must outlive any failure)
            log.error("Failed at %s and will try again: %s", job.name, told(exc))
            pause = _every(AFTER_FAILURE_SECONDS)
