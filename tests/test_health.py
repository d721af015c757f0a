"""Is the process alive, can it work, and what has it done?"""

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import aiohttp
import orjson
import pytest
from aiohttp import web

from bot import logs
from bot.doors import health, metrics
from bot.errors import problems
from storage.database import Database, open_database
from tests.outgoing import a_reader, put, set_rows
from tests.wire import listening


@pytest.fixture
async def url(store: Database) -> AsyncIterator[str]:
    async with listening(_app(store)) as address:
        yield address


def _app(db: Database) -> web.Application:
    app = web.Application(middlewares=[problems])
    app.add_routes(health.routes(db))
    return app


async def status(http: aiohttp.ClientSession, url: str) -> int:
    async with http.get(url) as answer:
        await answer.read()
        return answer.status


async def test_a_migrated_database_makes_it_ready(url: str, http: aiohttp.ClientSession) -> None:
    assert await status(http, f"{url}/health/live") == 200
    assert await status(http, f"{url}/health/ready") == 200


@pytest.mark.parametrize("store_url", ["empty", "away"])
async def test_without_its_schema_or_its_database_it_lives_but_is_not_ready(
    store_url: str, http: aiohttp.ClientSession, tmp_path: Path
) -> None:
    db = open_database(
        f"sqlite+aiosqlite:///{tmp_path}/empty.db" if store_url == "empty" else "postgresql+asyncpg://u@127.0.0.1:1/x"
    )
    async with listening(_app(db)) as address:
        assert await status(http, f"{address}/health/live") == 200
        assert await status(http, f"{address}/health/ready") == 503
    await db.close()


async def test_what_was_done_is_counted(url: str, http: aiohttp.ClientSession) -> None:
    metrics.turn_taken(200, 0.02)
    metrics.events_taken(["accepted", "accepted", "rejected"])
    async with http.get(f"{url}/metrics") as answer:
        told = await answer.text()
    assert 'aftercall_turn_seconds_count{status="200"}' in told
    assert 'aftercall_events_total{status="accepted"}' in told
    assert "process_resident_memory_bytes" in told


async def test_what_waits_to_be_said_and_what_was_given_up_is_counted(
    store: Database, url: str, http: aiohttp.ClientSession
) -> None:
    who = await a_reader(store, "rita", "http://127.0.0.1:9/")
    await put(store, who, "a", "b")
    await set_rows(store, state="failed")
    await put(store, who, "c")
    async with http.get(f"{url}/metrics") as answer:
        told = await answer.text()
    assert 'aftercall_outbox{state="failed"} 2.0' in told
    assert 'aftercall_outbox{state="waiting"} 1.0' in told
    assert 'aftercall_outbox{state="parked"} 0.0' in told


async def test_while_the_database_is_away_the_rest_is_counted(http: aiohttp.ClientSession) -> None:
    db = open_database("postgresql+asyncpg://u@127.0.0.1:1/x")
    async with listening(_app(db)) as address, http.get(f"{address}/metrics") as answer:
        told = await answer.text()
    assert "aftercall_outbox{" not in told
    assert "process_resident_memory_bytes" in told
    await db.close()


async def test_each_turn_is_counted_by_its_status(bot_url: str, http: aiohttp.ClientSession) -> None:
    async def refused() -> float:
        async with http.get(f"{bot_url}/metrics") as answer:
            found = re.search(r'aftercall_turn_seconds_count{status="400"} ([\d.]+)', await answer.text())
            return float(found[1]) if found else 0

    before = await refused()
    async with http.post(f"{bot_url}/api/messages", data=b"no activity") as answer:
        assert answer.status == 400
    assert await refused() == before + 1


@contextmanager
def logging_as(form: str) -> Iterator[None]:
    root = logging.getLogger()
    before = (root.level, root.handlers[:])
    try:
        logs.start("INFO", form)
        yield
    finally:
        root.setLevel(before[0])
        root.handlers[:] = before[1]


async def test_a_task_that_fails_unseen_is_told_without_its_text(capsys: pytest.CaptureFixture[str]) -> None:
    async def fail() -> None:
        raise ValueError("+41791234567")

    lost = asyncio.create_task(fail())
    await asyncio.wait([lost])
    what = {"message": "It failed.", "exception": lost.exception(), "future": lost}
    with logging_as("console"):
        asyncio.get_running_loop().default_exception_handler(what)
    line = capsys.readouterr().err.strip()
    assert "It failed." in line
    assert "ValueError" in line
    assert "+4179" not in line


@pytest.mark.parametrize("form", ["json", "console"])
def test_an_error_in_the_log_is_told_without_its_text(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    with logging_as(form):
        try:
            raise ValueError("+41791234567")
        except ValueError:
            logging.getLogger("somewhere").exception("It broke.")
        line = capsys.readouterr().err.strip()
    assert "It broke." in line
    assert "ValueError" in line
    assert "+4179" not in line
    assert len(line.splitlines()) == 1
    if form == "json":
        assert set(orjson.loads(line)) == {"time", "level", "logger", "message"}
