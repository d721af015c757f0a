"""Is what SQLite has answered for really on disk, and does one job's failure stay its own?"""

import asyncio
import sys
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import Connection, text

from storage.database import Database, DatabaseUnavailable, open_database

COUNTER = """
import asyncio, sys
from sqlalchemy import text
from storage.database import open_database

def add(db, name):
    db.execute(text("INSERT INTO counted VALUES (:name)"), {"name": name})

async def count(db, worker):
    number = 0
    while True:
        await db.write(add, f"{worker}-{number}")
        print(f"{worker}-{number}", flush=True)
        number += 1

async def main():
    db = open_database(sys.argv[1])
    await asyncio.gather(*(count(db, worker) for worker in range(8)))

asyncio.run(main())
"""


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path / 'counted.db'}"


def make(db: Connection) -> None:
    db.execute(text("CREATE TABLE counted (name TEXT PRIMARY KEY)"))


def add(db: Connection, name: str) -> None:
    db.execute(text("INSERT INTO counted VALUES (:name)"), {"name": name})


def names(db: Connection) -> set[str]:
    return set(db.execute(text("SELECT name FROM counted")).scalars())


@pytest.mark.parametrize("lines", [1, 7, 40, 150, 400])
async def test_what_was_answered_before_a_kill_is_there_after_it(url: str, lines: int) -> None:
    db = open_database(url)
    await db.write(make)
    await db.close()
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", COUNTER, url, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    said = b"".join([await process.stdout.readline() for _ in range(lines)])
    process.kill()
    said += await process.stdout.read()
    await process.wait()
    answered = set(said.decode().split("\n")[:-1])
    assert len(answered) >= lines
    db = open_database(url)
    assert answered <= await db.read(names)
    await db.close()


@pytest.fixture
async def counted(url: str) -> Database:
    db = open_database(url)
    await db.write(make)
    return db


async def test_a_job_that_fails_takes_no_other_with_it(counted: Database) -> None:
    def fail(db: Connection, name: str) -> None:
        add(db, name)
        raise KeyError(name)

    jobs = [counted.write(fail if n % 3 == 0 else add, f"job {n}") for n in range(60)]
    results = await asyncio.gather(*jobs, return_exceptions=True)
    assert [isinstance(r, KeyError) for r in results] == [n % 3 == 0 for n in range(60)]
    assert await counted.read(names) == {f"job {n}" for n in range(60) if n % 3}
    await counted.close()


async def test_a_job_that_breaks_the_transaction_takes_no_other_with_it(counted: Database) -> None:
    def break_down(db: Connection) -> None:
        db.execute(text("SELECT nonsense FROM nowhere"))

    jobs = [counted.write(break_down) if n == 7 else counted.write(add, f"job {n}") for n in range(20)]
    results = await asyncio.gather(*jobs, return_exceptions=True)
    assert [isinstance(r, DatabaseUnavailable) for r in results] == [n == 7 for n in range(20)]
    assert await counted.read(names) == {f"job {n}" for n in range(20) if n != 7}
    await counted.close()


async def test_a_full_disk_stores_nothing_says_so_and_the_next_write_works(counted: Database) -> None:
    def limit(db: Connection, pages: int) -> None:
        db.execute(text(f"PRAGMA max_page_count={pages}"))

    await counted.write(limit, 20)
    jobs = [counted.write(add, f"{n}" + "x" * 50_000) for n in range(5)]
    results = await asyncio.gather(*jobs, return_exceptions=True)
    stored = await counted.read(names)
    assert any(isinstance(r, DatabaseUnavailable) for r in results)
    assert {f"{n}" + "x" * 50_000 for n, r in enumerate(results) if r is None} == stored
    await counted.write(limit, 100_000)
    await counted.write(add, "after")
    assert "after" in await counted.read(names)
    await counted.close()


async def test_a_reader_can_change_nothing(counted: Database) -> None:
    with pytest.raises(DatabaseUnavailable):
        await counted.read(add, "by a reader")
    assert await counted.read(names) == set()
    await counted.close()


async def test_whoever_gives_up_waiting_disturbs_nobody(counted: Database) -> None:
    tasks = [asyncio.ensure_future(counted.write(add, f"{n}")) for n in range(20)]
    await asyncio.sleep(0)
    for task in tasks[::2]:
        task.cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert [r for r in results if r is not None and not isinstance(r, asyncio.CancelledError)] == []
    assert {f"{n}" for n in range(1, 20, 2)} <= await counted.read(names)
    await counted.close()


async def test_two_processes_take_turns(url: str, counted: Database) -> None:
    other = open_database(url)
    await asyncio.gather(
        *(db.write(add, f"{who} {n}") for n in range(100) for who, db in (("a", counted), ("b", other)))
    )
    assert len(await counted.read(names)) == 200
    await counted.close()
    await other.close()


async def test_the_file_is_opened_as_promised(counted: Database) -> None:
    """What a kill cannot show, because the operating system keeps what was written: that a power cut loses nothing."""

    def pragmas(db: Connection) -> dict[str, object]:
        names = ("journal_mode", "synchronous", "secure_delete", "foreign_keys")
        return {name: db.execute(text(f"PRAGMA {name}")).scalar_one() for name in names}

    promised = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1}
    assert await counted.write(pragmas) == promised
    assert await counted.read(pragmas) == promised
    await counted.close()


async def test_who_reads_alone_reads_on_one_connection_whatever_was_open_before(url: str) -> None:
    """Each keeps pages of the file in memory: a long export must not fill those of all."""
    db = open_database(url)
    meet, seen = Barrier(4), []

    def at_once(_db: Connection) -> None:
        meet.wait()

    def alone(db: Connection) -> None:
        seen.append(id(db.connection.driver_connection))

    try:
        await asyncio.gather(*(db.read(at_once) for _ in range(4)))
        for _ in range(8):
            await db.read(alone)
    finally:
        await db.close()
    assert len(set(seen)) == 1
