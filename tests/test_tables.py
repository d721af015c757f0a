"""Does the schema keep its own promises?"""

import asyncio
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import JSON, Column, Connection, String, Table, UniqueConstraint

from storage import code_tables, delivery_tables, erasure_tables, export_tables, tables
from storage.database import Database, open_database
from storage.migrate import migrate
from storage.revision import at_head
from storage.schema import metadata
from tests.postgres import Cluster

MODULES = (tables, delivery_tables, code_tables, erasure_tables, export_tables)
TABLES = [t for module in MODULES for t in vars(module).values() if isinstance(t, Table)]
TEXTS = [c for t in TABLES for c in t.columns if isinstance(c.type, String | JSON)]


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_the_tenant_leads_every_key_and_index(table: Table) -> None:
    if table.name == "tenants":
        assert [c.name for c in table.primary_key] == ["id"]
        return
    keys: list[list[str]] = [[c.name for c in table.primary_key]]
    keys += [[c.name for c in each.columns] for each in table.constraints if isinstance(each, UniqueConstraint)]
    keys += [[c.name for c in each.columns] for each in table.indexes]
    assert {key[0] for key in keys} == {"tenant_id"}


@pytest.mark.parametrize("column", TEXTS, ids=str)
def test_every_text_says_whose_personal_data_it_may_hold(column: Column[str]) -> None:
    assert column.info["personal"] in ("customer", "staff", None)


async def test_migrations_reach_what_the_code_expects(store: Database) -> None:
    def differences(db: Connection) -> list[object]:
        context = MigrationContext.configure(db, opts={"include_object": _is_ours})
        return list(compare_metadata(context, metadata))

    assert await store.read(differences) == []
    assert await store.read(at_head)


def _is_ours(_object: object, name: str | None, kind: str, _reflected: bool, _compare_to: object) -> bool:
    """What only one of the two databases has is not in the metadata: the substring index."""
    return not (name or "").startswith("customers_fts") and name != "ix_customers_substrings"


@pytest.mark.parametrize("backend", ["sqlite", "postgresql"])
async def test_migrating_twice_and_side_by_side_is_safe(
    backend: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    server: Cluster = request.getfixturevalue("postgres")
    url = f"sqlite+aiosqlite:///{tmp_path / 'new.db'}" if backend == "sqlite" else await server.create()
    await asyncio.gather(*(asyncio.to_thread(migrate, url) for _ in range(4)))
    db = open_database(url)
    assert await db.read(at_head)
    await db.close()
