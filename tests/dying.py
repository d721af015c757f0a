"""How does a test get a process that erases and makes files until it is killed, at a named step or at any moment?"""

import asyncio
import multiprocessing
import os
import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot import erasing
from bot.erasing import Place
from dialogs import export_jobs as making
from storage import export_jobs, exports
from storage.access import scoped_to
from storage.database import Database, open_database
from storage.erasure import approval, requests
from storage.erasure.beside import Beside
from storage.erasure_tables import erasures
from storage.export_files import Folder
from tests.erasures import HERS, hurry, place, scope

_FORK = multiprocessing.get_context("forkserver")  # everything is imported once: a process starts in milliseconds
_FORK.set_forkserver_preload(["tests.dying"])

Crash = Callable[[str], None]


def dying_at(wanted: str) -> Crash:
    """Called by name at each point; at this one the process is no more."""

    def crash(point: str) -> None:
        if point == wanted:
            os.kill(os.getpid(), signal.SIGKILL)

    return crash


class DyingBeside(Beside):
    """Dies as soon as the one half, or the line, lies beside the database."""

    crash: Crash

    def note(self, line: dict[str, Any]) -> None:
        super().note(line)
        self.crash("line written")

    def seal(self, plain: bytes) -> tuple[str, bytes]:
        sealed = super().seal(plain)
        self.crash("half written")
        return sealed


class DyingDatabase:
    """Dies before or after a store function of that name."""

    def __init__(self, db: Database, crash: Crash) -> None:
        self._db = db
        self._crash = crash

    async def read(self, function: Any, /, *args: Any, **kwargs: Any) -> Any:
        return await self._around(self._db.read, function, *args, **kwargs)

    async def write(self, function: Any, /, *args: Any, **kwargs: Any) -> Any:
        return await self._around(self._db.write, function, *args, **kwargs)

    async def _around(self, run: Any, function: Any, *args: Any, **kwargs: Any) -> Any:
        name = (args[2] if function is scoped_to else function).__name__
        self._crash(f"before {name}")
        result = await run(function, *args, **kwargs)
        self._crash(f"after {name}")
        return result

    async def close(self) -> None:
        await self._db.close()


async def approve_all(db: Database, beside: Beside, tenant_id: int, anna: int) -> None:
    """Whatever somebody else has asked for."""
    approver = scope(tenant_id, anna)
    waiting = await db.read(lambda c: list(c.execute(_ASKED).scalars()))
    for erasure_id in waiting:
        seen, _card = await db.write(requests.look, approver, erasure_id, HERS, datetime.now(UTC))
        assert seen.found is not None
        pressed = (seen.found.title, seen.found.fingerprint)
        await db.write(approval.approve, approver, beside, erasure_id, *pressed, datetime.now(UTC))


async def erase_all(where: Place) -> None:
    """Whoever has just died has lost its lease."""
    await where.db.write(hurry)
    await erasing.run(where)


async def make_all(db: Any, files: Folder) -> None:
    """One after the other."""
    while job := await db.write(export_jobs.claim, datetime.now(UTC), files.new_name()):
        await making.make(db, files, job)


def _exporting(url: str, folder: Path, point: str) -> None:
    making.ROWS_A_READ = 20  # type: ignore[misc]
    making.SETTLED_SECONDS = -1.0  # type: ignore[misc]

    async def run() -> None:
        db = open_database(url)
        await db.write(hurry)
        await make_all(DyingDatabase(db, dying_at(point)), Folder(folder / "exports"))

    asyncio.run(run())


def _erasing(url: str, folder: Path, point: str, tenant_id: int, anna: int) -> None:
    async def run() -> None:
        db = open_database(url)
        where = place(db, folder, crash=dying_at(point))
        beside = DyingBeside(folder)
        object.__setattr__(beside, "crash", where.crash)
        await approve_all(db, beside, tenant_id, anna)
        where.crash("committed")
        await erase_all(where)
        await db.close()

    asyncio.run(run())


def _living(url: str, folder: Path, tenant_id: int, anna: int, ready: Any) -> None:
    """Approves, erases and makes files, each at once and again and again."""

    async def forever(step: Callable[[], Any]) -> None:
        while True:
            await step()
            await asyncio.sleep(0.005)

    async def run() -> None:
        exports.LONGEST_TURN = timedelta(seconds=0.1)  # type: ignore[misc]
        making.ROWS_A_READ = 2  # type: ignore[misc]
        making.SETTLED_SECONDS = -1.0  # type: ignore[misc]
        db = open_database(url)
        where = place(db, folder)
        ready.send(None)
        await asyncio.gather(
            forever(lambda: approve_all(db, where.beside, tenant_id, anna)),
            forever(lambda: erase_all(where)),
            forever(lambda: make_all(db, where.files)),
        )

    asyncio.run(run())


def _crammed(url: str, folder: Path, most: int, tenant_id: int, anna: int, told: Any) -> None:
    """Where no file may be longer than `most` bytes: as a full disk does, the system refuses the rest."""

    async def run() -> None:
        db = open_database(url)
        where = place(db, folder)
        await approve_all(db, where.beside, tenant_id, anna)
        await erase_all(where)
        await make_all(db, where.files)

    resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
    try:
        asyncio.run(run())
        told.send("")
    except Exception as exc:  # noqa: BLE001  what the person is told goes by its kind
        told.send(type(exc).__name__)


def crammed(url: str, folder: Path, most: int, tenant_id: int, anna: int) -> str:
    """The kind of error with which it ended; nothing if it came to its end."""
    ours, theirs = _FORK.Pipe(duplex=False)
    process = _started(_crammed, url, folder, most, tenant_id, anna, theirs)
    ended: str = ours.recv()
    process.join()
    return ended


def exporting(url: str, folder: Path, point: str) -> BaseProcess:
    return _started(_exporting, url, folder, point)


def eraser(url: str, folder: Path, point: str, tenant_id: int, anna: int) -> BaseProcess:
    return _started(_erasing, url, folder, point, tenant_id, anna)


@contextmanager
def living(url: str, folder: Path, tenant_id: int, anna: int) -> Iterator[BaseProcess]:
    """When it is at work. It ends with SIGKILL, whatever it is doing."""
    ours, theirs = _FORK.Pipe(duplex=False)
    process = _started(_living, url, folder, tenant_id, anna, theirs)
    try:
        ours.recv()
        yield process
    finally:
        process.kill()
        process.join()


def _started(function: Callable[..., None], *args: Any) -> BaseProcess:
    process = _FORK.Process(target=function, args=args, daemon=True)
    process.start()
    return process


_ASKED = select(erasures.c.id).where(erasures.c.state == "asked").order_by(erasures.c.id)
