"""Has a database the newest schema? Asked of every process; so without Alembic, which only a migration needs."""

from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Select, column, inspect, select, table

_MIGRATIONS: Final = Path(__file__).parent / "migrations" / "versions"
_APPLIED: Final[Select[Any]] = select(column("version_num")).select_from(table("alembic_version"))


def at_head(db: Connection) -> bool:
    """Whether it has the last migration, which its file names: `m0009_audit_pages.py` is `0009`."""
    newest = max(file.name for file in _MIGRATIONS.glob("m*.py"))[1:5]
    return inspect(db).has_table("alembic_version") and db.execute(_APPLIED).scalar() == newest
