"""What do files of a database keep of rows that were changed or deleted, and how does it go?

SQLite: `secure_delete` overwrites what is deleted, but a page that was split may keep a copy of a row that has moved,
in the gap between its cells; and the WAL keeps whole pages. `VACUUM` writes the file anew, then the WAL is emptied.
PostgreSQL: a changed row lies there as a dead one until `VACUUM`, which also makes the planner's samples anew. What is
in its own WAL and in the free space of its pages is not in our hands; docs/operations.md says until when it is there.
"""

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, text

from storage.database import DatabaseFull

WAIT_MS: Final = 2_000  # for those who read
_FULL: Final = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE}


class Busy(Exception):
    """Somebody still reads what was before. Nothing is lost by trying again."""


def sweep_file(db: sqlite3.Connection, path: str) -> dict[str, Any]:
    """Outside any transaction. Raises `Busy`, `DatabaseFull`."""
    [patience] = db.execute("PRAGMA busy_timeout").fetchone()
    try:
        db.execute("PRAGMA temp_store=FILE")  # the copy is as large as the store
        db.execute(f"PRAGMA busy_timeout={WAIT_MS}")
        db.execute("VACUUM")
        busy, *_pages = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError as exc:
        if is_full(exc):
            raise DatabaseFull from exc
        if exc.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise
        raise Busy from exc
    finally:
        db.execute(f"PRAGMA busy_timeout={patience}")
        db.execute("PRAGMA temp_store=MEMORY")
    wal = Path(f"{path}-wal")
    if busy or (wal.exists() and wal.stat().st_size):
        raise Busy
    return {"rewritten": True}


def is_full(exc: BaseException | None) -> bool:
    """SQLite says *full* when a disk is, and that it could not write when a quota is."""
    return isinstance(exc, sqlite3.Error) and getattr(exc, "sqlite_errorcode", None) in _FULL


def sweep_tables(db: Connection, tables: Iterable[str], after: int | None) -> dict[str, Any]:
    """In autocommit. `after`: the number of the transaction whose old rows are to go. Raises `Busy`."""
    if after is not None and db.execute(_READING, {"after": after}).scalar_one():
        raise Busy
    refused = []
    for table in tables:
        if db.execute(_MAY_VACUUM, {"name": table}).scalar_one():
            db.exec_driver_sql(f"VACUUM (ANALYZE) {table}")  # a name of ours
        else:
            refused.append(table)
    return {"refused": refused}


# Whoever began before that transaction ended may still see what it replaced, and so VACUUM would leave it.
_READING: Final = text(
    """
    SELECT txid_snapshot_xmin(txid_current_snapshot()) <= CAST(:after AS bigint)
        OR EXISTS (
            SELECT 1 FROM pg_stat_activity
            WHERE backend_xmin IS NOT NULL AND pid <> pg_backend_pid() AND datname = current_database()
            AND age(backend_xmin) >= age(CAST(CAST(CAST(:after AS bigint) % 4294967296 AS text) AS xid))
        )
    """
)
_MAY_VACUUM: Final = text(
    """
    SELECT pg_has_role(c.relowner, 'USAGE') OR pg_has_role(d.datdba, 'USAGE')
    FROM pg_class c, pg_database d
    WHERE c.oid = CAST(CAST(:name AS text) AS regclass) AND d.datname = current_database()
    """
)
