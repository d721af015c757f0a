"""How is all that a store holds compared, kept and put back, hundreds of times in a test?"""

import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import ExitStack, asynccontextmanager, closing
from typing import Any, Final, Protocol

import asyncpg

Rows = Mapping[str, frozenset[tuple[Any, ...]]]
Kept = Any
"""Whatever its keeper puts back."""

_TABLES: Final = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%fts%'"


class Keeper(Protocol):
    async def rows(self) -> Rows: ...

    async def columns(self, table: str) -> list[str]: ...

    async def run(self, statement: str) -> list[tuple[Any, ...]]: ...

    async def keep(self) -> Kept: ...

    async def put_back(self, kept: Kept) -> None: ...


class Embedded:
    """SQLite copies the file's pages."""

    def __init__(self, live: sqlite3.Connection, copies: ExitStack) -> None:
        self._live = live
        self._copies = copies

    async def rows(self) -> Rows:
        names = [name for (name,) in self._live.execute(_TABLES)]
        return {name: frozenset(self._live.execute(f'SELECT * FROM "{name}"')) for name in names}

    async def columns(self, table: str) -> list[str]:
        return [row[1] for row in self._live.execute(f'PRAGMA table_info("{table}")')]

    async def run(self, statement: str) -> list[tuple[Any, ...]]:
        with self._live:
            return list(self._live.execute(statement))

    async def keep(self) -> Kept:
        copy = self._copies.enter_context(closing(sqlite3.connect(":memory:")))
        self._live.backup(copy)
        return copy

    async def put_back(self, kept: Kept) -> None:
        kept.backup(self._live)


class Served:
    """PostgreSQL says by a digest which tables have changed; their rows are replaced past their triggers."""

    def __init__(self, live: "asyncpg.Connection[asyncpg.Record]", tables: list[str]) -> None:
        self._live = live
        self._digests = " UNION ALL ".join(
            f"SELECT '{name}', (SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM \"{name}\" t)"
            for name in tables
        )
        self._seen: dict[tuple[str, str], frozenset[tuple[Any, ...]]] = {}

    async def rows(self) -> Rows:
        return {name: await self._rows(name, digest) for name, digest in await self._live.fetch(self._digests)}

    async def _rows(self, name: str, digest: str) -> frozenset[tuple[Any, ...]]:
        if (name, digest) not in self._seen:
            found = await self._live.fetch(f'SELECT * FROM "{name}"')
            self._seen[name, digest] = frozenset(map(tuple, found))
        return self._seen[name, digest]

    async def columns(self, table: str) -> list[str]:
        statement = await self._live.prepare(f'SELECT * FROM "{table}"')
        return [each.name for each in statement.get_attributes()]

    async def run(self, statement: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in await self._live.fetch(statement)]

    async def keep(self) -> Kept:
        return await self.rows()

    async def put_back(self, kept: Kept) -> None:
        now = await self.rows()
        changed = [name for name in now if now[name] != kept[name]]
        async with self._live.transaction():
            await self._live.execute("SET LOCAL session_replication_role = replica")
            for name in changed:
                await self._live.execute(f'DELETE FROM "{name}"')
                await self._live.copy_records_to_table(name, records=kept[name])


@asynccontextmanager
async def keeper(url: str) -> AsyncIterator[Keeper]:
    address, _, file = url.partition("+aiosqlite:///")
    if address == "sqlite":
        with closing(sqlite3.connect(file)) as live, ExitStack() as copies:
            live.execute("PRAGMA synchronous = OFF")
            yield Embedded(live, copies)
        return
    server = await asyncpg.connect(url.replace("+asyncpg", ""))
    found = await server.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
    yield Served(server, [name for (name,) in found])
    await server.close()
