"""In which order is measured, and on which stores?"""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Final

import aiohttp

from benchmarks import bots, concluding, exports, feed, intake, latency, lifetime, postgres, stores, turns
from benchmarks.load import Wire
from benchmarks.plan import Plan
from benchmarks.rows import Row
from benchmarks.stores import Store
from storage.database import Database, open_database
from tests.wire import Login

PARTS: Final = ["turns", "latency", "growth", "lifetime", "intake", "concluding", "feed", "exports"]


@dataclass(frozen=True)
class _Bench:
    """What all measurements share."""

    plan: Plan
    root: str  # URL of the PostgreSQL server
    wire: Wire
    login: Login

    async def large(self) -> list[Store]:
        """Made the first time, which takes its time: only for what is measured on them."""
        return await _stores(self.plan, self.root, self.plan.customers, self.plan.interactions)


async def everything(plan: Plan, parts: Sequence[str]) -> AsyncIterator[Row]:
    """Row by row, as they are measured."""
    plan.folder.mkdir(parents=True, exist_ok=True)
    async with AsyncExitStack() as running:
        sink = await running.enter_async_context(bots.connector(plan.folder))
        http = await running.enter_async_context(aiohttp.ClientSession())
        login = await running.enter_async_context(Login().running())
        root = await running.enter_async_context(postgres.cluster(plan.folder))
        bench = _Bench(plan, root, Wire(sink, plan.folder, http), login)
        measured = {
            "turns": _turns,
            "latency": _latency,
            "growth": _growth,
            "lifetime": _lifetime,
            "intake": _intake,
            "concluding": _concluding,
            "feed": _feed,
            "exports": _exports,
        }
        for part in parts:
            async for row in measured[part](bench):
                yield row


async def _stores(plan: Plan, root: str, customers: int, interactions: int) -> list[Store]:
    return [
        await stores.sqlite(plan.folder, customers, interactions),
        await stores.postgresql(plan.folder, root, customers, interactions),
    ]


async def _turns(bench: _Bench) -> AsyncIterator[Row]:
    async for row in turns.measured(bench.plan, bench.wire, bench.login, await bench.large()):
        yield row


async def _latency(bench: _Bench) -> AsyncIterator[Row]:
    for store in await bench.large():
        async with _opened(store) as db:
            for row in await latency.typeahead(bench.plan, store, db):
                yield row
            for row in await latency.pages(bench.plan, store, db):
                yield row
            url = bench.wire.service_url
            async with bots.aftercall(store.kind, store.url, url, bench.login, bench.plan.folder) as bot:
                for row in await latency.over_http(bench.plan, store, db, bot, url):
                    yield row


async def _growth(bench: _Bench) -> AsyncIterator[Row]:
    count = bench.plan.small_customers
    for store in await _stores(bench.plan, bench.root, count, 5 * count):
        async with _opened(store) as db:
            for row in await latency.typeahead(bench.plan, store, db, target=False):
                yield row


async def _lifetime(bench: _Bench) -> AsyncIterator[Row]:
    yield await lifetime.starts(bench.plan)
    for store in await bench.large():
        for row in await lifetime.memory(bench.plan, bench.wire, bench.login, store):
            yield row


async def _intake(bench: _Bench) -> AsyncIterator[Row]:
    count = bench.plan.small_customers
    for store in await _stores(bench.plan, bench.root, count, 5 * count):
        url = await stores.copied(store, bench.plan.folder, bench.root)
        yield await intake.events(bench.plan, store.kind, url, bench.wire.service_url, bench.login)
    for store in await bench.large():
        yield intake.loads(store)


async def _concluding(bench: _Bench) -> AsyncIterator[Row]:
    count = bench.plan.small_customers
    for store in await _stores(bench.plan, bench.root, count, 5 * count):
        url = await stores.copied(store, bench.plan.folder, bench.root)
        yield await concluding.turns(bench.plan, store.kind, url, bench.wire.service_url, bench.login)
        url = await stores.copied(store, bench.plan.folder, bench.root)
        yield await concluding.wrapups(bench.plan, store.kind, url, bench.login)


async def _feed(bench: _Bench) -> AsyncIterator[Row]:
    for store in await bench.large():
        async for row in feed.measured(bench.plan, store, bench.wire.service_url, bench.login):
            yield row


async def _exports(bench: _Bench) -> AsyncIterator[Row]:
    async for row in exports.measured(bench.plan, bench.wire.service_url, bench.login):
        yield row


@asynccontextmanager
async def _opened(store: Store) -> AsyncIterator[Database]:
    db = open_database(store.url)
    try:
        yield db
    finally:
        await db.close()
