"""How fast does the reporting feed give a million interactions, in how much memory, and how is the bot beside it?"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import cycle
from typing import Final

import aiohttp
import orjson

from benchmarks import asked, bots, latency, processes
from benchmarks.load import Bot, NotAnswered
from benchmarks.plan import Plan
from benchmarks.rows import Row, judged, percentile, row
from benchmarks.stores import Store
from storage import keys, tenants
from storage.database import open_database
from storage.demo import CONTOSO
from tests.wire import Login

TARGETS: Final = {"SQLite": 60_000}  # rows a second
WATCH_SECONDS: Final = 0.2
PAUSE_SECONDS: Final = 0.05  # between the turns that are taken beside


@dataclass
class _Watched:
    megabytes: list[float] = field(default_factory=list)
    turns: list[float] = field(default_factory=list)  # ms each
    is_over: bool = False


async def measured(plan: Plan, store: Store, service_url: str, login: Login) -> AsyncIterator[Row]:
    """Rows in the order of their key, all columns, customers masked as they are unless a tenant shows them."""
    db = open_database(store.url)
    key = await db.write(keys.create, (await db.read(tenants.get, CONTOSO)).id, "odata")
    texts = [text for each in await asked.typed(db) if each.who == asked.ADAM for text in each.texts]
    await db.close()
    group = f"Reporting feed, {store.title}"
    async with bots.aftercall(store.kind, store.url, service_url, login, plan.folder) as bot:
        feed = _Reader(bot, key)
        await feed.whole(plan.feed_rows // 10)  # warms: the pages of the file, and what is compiled once
        used = processes.processor_seconds(bot.process)
        whole = await feed.whole(plan.feed_rows)
        used = processes.processor_seconds(bot.process) - used
        linked = await feed.linked(plan.feed_rows)
        before = processes.megabytes(bot.process)
        async with _watched(bot, service_url, texts) as watched:
            await feed.whole(plan.feed_rows)
    what = f"{plan.feed_rows:,} interactions in one answer"
    if store.kind in TARGETS:
        yield judged(group, what, whole, "rows/s", TARGETS[store.kind], "at least")
    else:
        yield row(group, what, whole, "rows/s")
    yield row(group, "its processor time", used / plan.feed_rows * 1e6, "µs a row")
    yield row(group, "the same in pages of 20,000, by their links", linked, "rows/s")
    yield row(group, "most memory while it reads, more than before", max(watched.megabytes) - before, "MB")
    slow, middle = percentile(watched.turns, 0.99), percentile(watched.turns, 0.5)
    yield Row(group=group, what="typeahead meanwhile", figure=f"p99 {slow:.1f} ms, median {middle:.1f} ms")


class _Reader:
    def __init__(self, bot: Bot, key: str) -> None:
        self._address = f"{bot.url}/odata/v4/Interactions"
        self._headers = {"Authorization": f"Bearer {key}"}

    async def whole(self, count: int) -> float:
        """Rows a second of one long answer."""
        prefer = {"Prefer": f"odata.maxpagesize={count}"}
        began = time.perf_counter()
        rows, _ = await self._page(f"{self._address}?$top={count}", prefer)
        return _rate(rows, count, began)

    async def linked(self, count: int) -> float:
        link, rows, began = f"{self._address}?$top={count}", 0, time.perf_counter()
        while link:
            some, link = await self._page(link, {})
            rows += some
        return _rate(rows, count, began)

    async def _page(self, address: str, more: dict[str, str]) -> tuple[int, str]:
        """How many rows, a line each, and the link."""
        rows, end = 1, b""
        async with (
            aiohttp.ClientSession(headers=self._headers | more, timeout=aiohttp.ClientTimeout()) as session,
            session.get(address) as answer,
        ):
            if answer.status != 200:
                raise NotAnswered(f"The feed was answered with {answer.status}.")
            async for data in answer.content.iter_any():
                rows += data.count(b"\n")
                end = (end + data)[-4_000:]
        _, link, text = end.rpartition(b'"@odata.nextLink":')
        return rows, orjson.loads(text[:-1]) if link else ""


def _rate(rows: int, wanted: int, began: float) -> float:
    if rows > wanted:
        raise NotAnswered(f"{rows} rows instead of {wanted}.")
    return rows / (time.perf_counter() - began)


@asynccontextmanager
async def _watched(bot: Bot, service_url: str, texts: list[str]) -> AsyncIterator[_Watched]:
    found = _Watched([processes.megabytes(bot.process)])
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(_weigh(bot, found))
        tasks.create_task(_turn(bot, service_url, texts, found))
        yield found
        found.is_over = True


async def _weigh(bot: Bot, found: _Watched) -> None:
    while not found.is_over:
        found.megabytes.append(processes.megabytes(bot.process))
        await asyncio.sleep(WATCH_SECONDS)


async def _turn(bot: Bot, service_url: str, texts: list[str], found: _Watched) -> None:
    """At least one."""
    async with latency.session(bot) as http:
        for text in cycle(texts):
            began = time.perf_counter()
            await latency.suggested(http, bot, service_url, text)
            found.turns.append((time.perf_counter() - began) * 1000)
            if found.is_over:
                break
            await asyncio.sleep(PAUSE_SECONDS)
