"""How does a store function get its transaction?"""

from collections.abc import Callable, Iterable
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, runtime_checkable

import orjson
from sqlalchemy import Connection, make_url
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

P = ParamSpec("P")
T = TypeVar("T")


class DatabaseUnavailable(Exception):
    """The database did not take the work: it is away, full or locked. Nothing was stored."""


class DatabaseFull(DatabaseUnavailable):
    """There is no room for it on the disk. Nothing was stored."""


class Database(Protocol):
    """Runs store functions, each in one transaction of its own."""

    async def read(self, function: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Sees one consistent state and can change nothing."""
        ...

    async def write(self, function: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """All or nothing, and durable when it returns. `function` may run more than once."""
        ...

    async def close(self) -> None: ...


@runtime_checkable
class Sweeping(Protocol):
    """Both of our databases are; what only answers in a test need not be."""

    async def sweep(self, tables: Iterable[str], after: int | None) -> dict[str, Any]:
        """Old bytes of rows that were changed or deleted go, as far as it is in our hands; what was done.

        `after`: the transaction that changed them, of PostgreSQL. Raises `residue.Busy`.
        """
        ...


def open_database(url: str) -> Database:
    """`sqlite+aiosqlite:///file` or `postgresql+asyncpg://…`; opens nothing before the first use."""
    from storage.embedded import EmbeddedDatabase
    from storage.postgres import PostgresDatabase

    match make_url(url).get_backend_name():
        case "sqlite":
            return EmbeddedDatabase(url)
        case "postgresql":
            return PostgresDatabase(url)
        case other:
            raise ValueError(f"The database must be SQLite or PostgreSQL, not {other}.")


def to_json(value: object) -> str:
    return orjson.dumps(value).decode()


def is_refusal(error: DBAPIError) -> bool:
    """Whether the database did not want the data itself: too long, out of range, against a constraint."""
    state = getattr(error.orig, "sqlstate", None) or ""
    return isinstance(error, IntegrityError | DataError) or state[:2] in ("22", "23")


def is_sqlite(db: Connection) -> bool:
    return db.dialect.name == "sqlite"
