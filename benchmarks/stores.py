"""Which stores are measured? Made once by the demo's loader, and kept."""

# ruff: noqa: ASYNC240  (nobody else waits on this loop)

import asyncio
import json
import sqlite3
import time
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks import postgres
from storage import demo, demo_bulk
from storage.database import open_database
from storage.migrate import migrate


@dataclass(frozen=True)
class Made:
    """How long the loader took; seeding the demo's own data, which all stores have, is not counted."""

    customers: int
    interactions: int
    seconds: float
    on: str  # a date


@dataclass(frozen=True)
class Store:
    kind: str  # SQLite, PostgreSQL
    url: str
    made: Made

    @property
    def title(self) -> str:
        return f"{self.kind}, {self.made.customers:,} customers"

    @property
    def rate(self) -> float:
        """Interactions a second of the loader."""
        return self.made.interactions / self.made.seconds


async def sqlite(folder: Path, customers: int, interactions: int) -> Store:
    name = f"{customers}-{interactions}"
    file = folder / f"store-{name}.db"

    async def make() -> str:
        unfinished = folder / f"unfinished-{name}.db"
        for leftover in folder.glob(f"{unfinished.name}*"):
            leftover.unlink()
        return f"sqlite+aiosqlite:///{unfinished.absolute()}"

    async def keep(url: str) -> None:
        Path(url.removeprefix("sqlite+aiosqlite:///")).rename(file)

    made = await _made(folder / f"sqlite-{name}.json", file.exists(), make, keep, customers, interactions)
    return await _newest(Store("SQLite", f"sqlite+aiosqlite:///{file.absolute()}", made))


async def postgresql(folder: Path, root: str, customers: int, interactions: int) -> Store:
    name = f"store-{customers}-{interactions}"

    async def make() -> str:
        return await postgres.create(root, f"unfinished-{name}")

    async def keep(url: str) -> None:
        await postgres.settle(url)
        await postgres.drop(root, name)
        await postgres.rename(root, f"unfinished-{name}", name)

    note = folder / f"postgresql-{customers}-{interactions}.json"
    made = await _made(note, await postgres.exists(root, name), make, keep, customers, interactions)
    return await _newest(Store("PostgreSQL", postgres.at(root, name), made))


async def copied(store: Store, folder: Path, root: str) -> str:
    """The URL of a copy, for what changes a store."""
    if store.kind == "PostgreSQL":
        return await postgres.create(root, "copy", template=postgres.name(store.url))
    for leftover in folder.glob("copy.db*"):
        leftover.unlink()
    source = sqlite3.connect(store.url.removeprefix("sqlite+aiosqlite:///"))
    with closing(source), closing(sqlite3.connect(folder / "copy.db")) as target:
        source.backup(target)
    return f"sqlite+aiosqlite:///{(folder / 'copy.db').absolute()}"


async def seeded(url: str) -> None:
    """The demo's own data, on the newest schema."""
    await asyncio.to_thread(migrate, url)
    db = open_database(url)
    try:
        await demo.seed(db, lambda done, total: None)
    finally:
        await db.close()


async def _newest(store: Store) -> Store:
    """A store that was kept may lack a migration."""
    await asyncio.to_thread(migrate, store.url)
    return store


async def _made(
    note: Path,
    there: bool,
    make: Callable[[], Awaitable[str]],
    keep: Callable[[str], Awaitable[None]],
    customers: int,
    interactions: int,
) -> Made:
    if there and note.exists():
        return Made(**json.loads(note.read_text("ascii")))
    note.parent.mkdir(parents=True, exist_ok=True)
    url = await make()
    await seeded(url)
    db = open_database(url)
    began = time.perf_counter()
    try:
        await demo_bulk.fill(db, customers, interactions, lambda done, total: None)
    finally:
        await db.close()
    made = Made(customers, interactions, time.perf_counter() - began, time.strftime("%Y-%m-%d"))
    await keep(url)
    note.write_text(json.dumps(asdict(made)), "ascii")
    return made
