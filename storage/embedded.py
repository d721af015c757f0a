"""How does SQLite serve many turns: several readers, one writer, one commit for all that waits?"""

import asyncio
import sqlite3
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any, Concatenate, ParamSpec, TypeVar

import orjson
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import OperationalError

from storage.database import DatabaseFull, DatabaseUnavailable, to_json
from storage.residue import is_full, sweep_file

P = ParamSpec("P")
T = TypeVar("T")

READERS = 4
COMMIT_TOGETHER = 64  # jobs; a commit costs one fsync however many it holds
BUSY_SECONDS = 10.0  # another process (a command) may hold the write lock for so long

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "secure_delete=ON",  # an erased value leaves no bytes in free pages; storage/residue.py says what else there is
    "foreign_keys=ON",
    "temp_store=MEMORY",
    "cache_size=-12000",
    "mmap_size=0",
)


@dataclass(frozen=True)
class _Job:
    work: Callable[[Connection], Any]
    answer: asyncio.Future[Any]
    alone: bool = False  # outside any transaction


class EmbeddedDatabase:
    """A SQLite file. `read` runs in one of a few threads, `write` in the only one that writes."""

    def __init__(self, url: str) -> None:
        self.path = make_url(url).database or ""
        if self.path in ("", ":memory:"):
            raise ValueError("SQLite needs a file: readers and the writer are separate connections.")
        self._readers = ThreadPoolExecutor(READERS, "store-read")
        self._reading = open_engine(self.path, "BEGIN", READERS)
        self._writing = open_engine(self.path, "BEGIN IMMEDIATE", 1)
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._writer: Thread | None = None

    async def read(self, function: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        work = partial(_call, function, args, kwargs)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._readers, self._read, work)

    async def write(self, function: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        result: T = await self._take_on(partial(_call, function, args, kwargs))
        return result

    async def sweep(self, tables: Iterable[str], after: int | None) -> dict[str, Any]:
        def work(db: Connection) -> dict[str, Any]:
            raw: Any = db.connection.driver_connection
            return sweep_file(raw, self.path)

        swept: dict[str, Any] = await self._take_on(work, alone=True)
        return swept

    async def close(self) -> None:
        if self._writer is not None:
            self._jobs.put(None)
            await asyncio.get_running_loop().run_in_executor(None, self._writer.join)
            self._writer = None
        self._readers.shutdown()
        self._reading.dispose()
        self._writing.dispose()

    def _take_on(self, work: Callable[[Connection], Any], *, alone: bool = False) -> "asyncio.Future[Any]":
        if self._writer is None:
            self._writer = Thread(target=self._write_all, name="store-write", daemon=True)
            self._writer.start()
        job = _Job(work, asyncio.get_running_loop().create_future(), alone)
        self._jobs.put(job)
        return job.answer

    def _read(self, work: Callable[[Connection], T]) -> T:
        try:
            with self._reading.begin() as db:
                return work(db)
        except OperationalError as exc:
            raise DatabaseUnavailable(type(exc.orig).__name__) from exc

    def _write_all(self) -> None:
        while (first := self._jobs.get()) is not None:
            if first.alone:
                _answer([first], [self._run_alone(first)])
                continue
            batch = [first]
            while len(batch) < COMMIT_TOGETHER and not self._jobs.empty():
                job = self._jobs.get()
                if job is None or job.alone:
                    self._jobs.put(job)
                    break
                batch.append(job)
            _answer(batch, self._commit(batch))

    def _run_alone(self, job: _Job) -> tuple[Any, BaseException | None]:
        try:
            with self._writing.connect() as db:
                return job.work(db), None
        except Exception as exc:  # noqa: BLE001  handed to the one who waits
            return None, exc

    def _commit(self, batch: list[_Job]) -> list[tuple[Any, BaseException | None]]:
        """A job that breaks the transaction costs the others theirs: so each is tried again alone."""
        results: list[tuple[Any, BaseException | None]] = []
        begun = False
        try:
            with self._writing.begin() as db:
                begun = True
                results.extend(_run(db, job) for job in batch)
        except Exception as exc:  # noqa: BLE001  the commit itself failed: no job of the batch is stored
            if begun and len(batch) > 1:
                return [result for job in batch for result in self._commit([job])]
            failed = (DatabaseFull if is_full(getattr(exc, "orig", None)) else DatabaseUnavailable)(type(exc).__name__)
            failed.__cause__ = exc
            return [(None, failed)] * len(batch)
        return results


def _call(function: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any], db: Connection) -> T:
    return function(db, *args, **kwargs)


def _run(db: Connection, job: _Job) -> tuple[Any, BaseException | None]:
    try:
        with db.begin_nested():
            return job.work(db), None
    except OperationalError:
        raise  # the file is full or broken, or the job's statement is: the savepoint may be lost
    except Exception as exc:  # noqa: BLE001  handed to the one who waits
        return None, exc


def _answer(batch: list[_Job], results: list[tuple[Any, BaseException | None]]) -> None:
    for loop in {job.answer.get_loop() for job in batch}:
        here = [(j.answer, *r) for j, r in zip(batch, results, strict=True) if j.answer.get_loop() is loop]
        if not loop.is_closed():
            loop.call_soon_threadsafe(_resolve, here)


def _resolve(answers: list[tuple[asyncio.Future[Any], Any, BaseException | None]]) -> None:
    for future, value, error in answers:
        if future.done():  # the one who waited has gone
            continue
        if error is None:
            future.set_result(value)
        else:
            future.set_exception(error)


def open_engine(path: str, begin: str, connections: int) -> Engine:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        f"sqlite:///{path}",
        json_serializer=to_json,
        json_deserializer=orjson.loads,
        hide_parameters=True,  # an error's text must not carry what somebody's name is
        pool_size=connections,
        max_overflow=0,
        pool_use_lifo=True,  # a connection that is used keeps its pages in memory: no more of them than work at once
        connect_args={"check_same_thread": False, "timeout": BUSY_SECONDS},
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # the driver's own BEGIN would come too late and not IMMEDIATE
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        if begin == "BEGIN":
            connection.execute("PRAGMA query_only=ON")

    @event.listens_for(engine, "begin")
    def _begin(db: Connection) -> None:
        db.exec_driver_sql(begin)

    return engine
