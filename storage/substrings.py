"""How does SQLite find parts inside words?

PostgreSQL keeps its trigram index itself. SQLite's (FTS5) is written here, in the transaction that writes the customer:
a trigger would make FTS5 flush for every row, at ten times the cost. The index is contentless: to take a customer out,
one must name the words that were put in.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from storage.database import is_sqlite
from storage.terms import tenant_mark

Indexed = tuple[int, str]
"""A customer's id and `search_text`."""

_ADD = "INSERT INTO customers_fts (rowid, tenant, terms) VALUES (?, ?, ?)"
_REMOVE = "INSERT INTO customers_fts (customers_fts, rowid, tenant, terms) VALUES ('delete', ?, ?, ?)"


def add(db: Connection, tenant_id: int, customers: Iterable[Indexed]) -> None:
    _write(db, _ADD, tenant_id, customers)


def remove(db: Connection, tenant_id: int, customers: Iterable[Indexed]) -> None:
    _write(db, _REMOVE, tenant_id, customers)


def settle(db: Connection) -> bool:
    """What was taken out is gone from the index, not only marked as gone. False: it is not.

    FTS5 keeps a word that was taken out until the segments that hold it and its end are merged into one.
    """
    if not is_sqlite(db):
        return True
    db.exec_driver_sql("INSERT INTO customers_fts (customers_fts) VALUES ('optimize')")
    structure = db.exec_driver_sql("SELECT block FROM customers_fts_data WHERE id = 10").scalar_one()
    return _segments(structure) <= 1


def _segments(structure: bytes) -> int:
    """https://sqlite.org/src/file/ext/fts5/fts5_index.c: a cookie, then the numbers of levels and of segments."""
    at = 8 if structure[4:8] == b"\xff\x00\x00\x01" else 4
    _levels, at = _varint(structure, at)
    segments, _at = _varint(structure, at)
    return segments


def _varint(raw: bytes, at: int) -> tuple[int, int]:
    value = 0
    for length in range(1, 9):
        byte = raw[at + length - 1]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + length
    return value << 8 | raw[at + 8], at + 9


def _write(db: Connection, statement: str, tenant_id: int, customers: Iterable[Indexed]) -> None:
    mark = tenant_mark(tenant_id)  # the tenant is a term of the index: it bounds every search
    rows: Sequence[tuple[int, str, str]] = [(customer_id, mark, text) for customer_id, text in customers]
    if rows and is_sqlite(db):
        db.exec_driver_sql(statement, rows)
