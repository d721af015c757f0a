"""How are millions of rows loaded without keeping every index in step row by row?

An index made of all rows at once takes a fraction of the time, and of the writes, of one that grows in random places.
"""

from typing import Final

from sqlalchemy import Connection

from storage.database import is_sqlite
from storage.tables import interactions

_OURS: Final = tuple(interactions.indexes)
# SQLite forgets what it was told about an index that is dropped, so it is told under another name meanwhile.
_PUT_OFF: Final = "put off: "


def put_off(db: Connection) -> None:
    """Without them the store is slow but right, so an interrupted load leaves nothing broken."""
    for index in _OURS:
        _rename(db, f"{index.name}", f"{_PUT_OFF}{index.name}")
        index.drop(db, checkfirst=True)


def put_back(db: Connection) -> None:
    """Does nothing where none is missing."""
    for index in _OURS:
        index.create(db, checkfirst=True)
        _rename(db, f"{_PUT_OFF}{index.name}", f"{index.name}")
    if is_sqlite(db):
        db.exec_driver_sql("ANALYZE sqlite_schema")  # connections that are opened from now on read it


def _rename(db: Connection, was: str, becomes: str) -> None:
    if is_sqlite(db):
        db.exec_driver_sql("UPDATE sqlite_stat1 SET idx = ? WHERE idx = ?", (becomes, was))
