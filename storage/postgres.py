"""How does PostgreSQL serve many turns?"""

import asyncio
from collections.abc import Callable, Iterable
from random import uniform
from typing import Any, Concatenate, ParamSpec, TypeVar

import orjson
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import DBAPIError, InterfaceError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.util import greenlet_spawn

from storage.database import DatabaseFull, DatabaseUnavailable, to_json
from storage.residue import sweep_tables

P = ParamSpec("P")
T = TypeVar("T")

CONNECTIONS = 10
TRIES = 5
_AGAIN = {
    "40001",
    "40P01",
    "23505",
}  # serialisation, deadlock, and a key that another transaction drew at the same moment
_AWAY = {"08", "53", "57"}  # classes: connection, resources, shut down
_FULL = "53100"


class PostgresDatabase:
    """A PostgreSQL database through asyncpg; each transaction runs in a greenlet beside the event loop.

    In one from its beginning to its end: SQLAlchemy's `AsyncEngine` would make five, a fifth of a millisecond, and load
    the ORM.
    """

    def __init__(self, url: str) -> None:
        self._engine = create_engine(
            url,
            json_serializer=to_json,
            json_deserializer=orjson.loads,
            hide_parameters=True,  # an error's text must not carry what somebody's name is
            pool_size=CONNECTIONS,
            max_overflow=0,
            pool_timeout=10,
            connect_args={"server_settings": {"jit": "off", "application_name": "aftercall"}},
        )
        self._reading = self._engine.execution_options(postgresql_readonly=True)

    async def read(self, function: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        return await _run(self._reading, function, args, kwargs)

    async def write(self, function: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        for attempt in range(1, TRIES + 1):
            try:
                return await _run(self._engine, function, args, kwargs)
            except DBAPIError as exc:
                if _state(exc) not in _AGAIN or attempt == TRIES:
                    raise
                await asyncio.sleep(uniform(0.005, 0.02) * attempt)  # noqa: S311
        raise AssertionError("unreachable")

    async def sweep(self, tables: Iterable[str], after: int | None) -> dict[str, Any]:
        def work() -> dict[str, Any]:
            with self._engine.connect() as db:
                return sweep_tables(db.execution_options(isolation_level="AUTOCOMMIT"), list(tables), after)

        return await greenlet_spawn(work)

    async def close(self) -> None:
        await greenlet_spawn(self._engine.dispose)


async def _run(engine: Engine, function: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]) -> T:
    try:
        return await greenlet_spawn(_transact, engine, function, args, kwargs)
    except (OSError, TimeoutError, InterfaceError, NoConnectionFree) as exc:
        raise DatabaseUnavailable(type(exc).__name__) from exc
    except DBAPIError as exc:
        if _state(exc) == _FULL:
            raise DatabaseFull(type(exc).__name__) from exc
        if exc.connection_invalidated or (_state(exc) or "")[:2] in _AWAY:
            raise DatabaseUnavailable(type(exc).__name__) from exc
        raise


def _transact(engine: Engine, function: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]) -> T:
    with engine.begin() as db:
        return function(db, *args, **kwargs)


def _state(exc: DBAPIError) -> str | None:
    state = getattr(exc.orig, "sqlstate", None)
    return state if isinstance(state, str) else None
