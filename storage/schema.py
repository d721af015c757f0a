"""How does every table of the store look?

Every key and index starts with `tenant_id`. Every text column says whose personal data it may hold: `customer`
(an anonymisation must reach it), `staff` (people of the tenant) or nobody.
"""

from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ForeignKeyConstraint,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.schema import SchemaItem

from storage.types import Moment

CUSTOMER: Final = {"personal": "customer"}
STAFF: Final = {"personal": "staff"}
NOBODY: Final = {"personal": None}

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
    }
)

Payload = JSON().with_variant(JSONB(), "postgresql")
Term = String().with_variant(String(collation="C"), "postgresql")  # word starts are ranges: order by code point


def table(name: str, key: str, *items: SchemaItem) -> Table:
    """A table clustered by its key: `tenant_id` and the columns named in `key`."""
    return Table(
        name,
        metadata,
        Column("tenant_id", BigInteger, nullable=False),
        *items,
        PrimaryKeyConstraint("tenant_id", *key.split()),
        sqlite_with_rowid=False,
    )


def id_column(name: str = "id", **options: Any) -> Column[int]:
    return Column(name, BigInteger, nullable=options.pop("nullable", False), autoincrement=False, **options)


def refers(column: str, to: str, by: str = "id", *, name: str | None = None) -> ForeignKeyConstraint:
    """`name` where a table refers to another one more than once."""
    return ForeignKeyConstraint(["tenant_id", column], [f"{to}.tenant_id", f"{to}.{by}"], name=name)


def modified() -> Column[datetime]:
    """When the row was last written: what an incremental refresh of the reporting feed asks for."""
    return Column("modified_at", Moment, nullable=False, default=_now, onupdate=_now)


def _now() -> datetime:
    return datetime.now(UTC)
