"""Does a store that was filled up have all that a store has?"""

import pytest
from sqlalchemy import Connection, func, inspect, select

from storage import demo_bulk, demo_indexes, people, search, services, tenants
from storage.access import Scope
from storage.database import Database, is_sqlite
from storage.tables import contacts, customers, interactions
from tests.talk import CONTOSO

PEOPLE = {"u1": "u1@example.com", "u2": "u2@example.com"}


def organised(db: Connection) -> int:
    tenant_id = tenants.add(db, entra_id=CONTOSO, name="Contoso", region="CH").id
    for name in ("Support", "Sales"):
        services.add(db, tenant_id, name=name)
    people.known(db, tenant_id, dict(PEOPLE))
    return tenant_id


def indexes(db: Connection) -> tuple[set[str | None], set[str]]:
    """Those of the interactions, and those that SQLite's planner was told about."""
    told = "SELECT idx FROM sqlite_stat1 WHERE tbl = 'interactions'"
    known = set(db.exec_driver_sql(told).scalars()) if is_sqlite(db) else set()
    return {each["name"] for each in inspect(db).get_indexes("interactions")}, known


def counted(db: Connection) -> list[int]:
    return [db.execute(select(func.count()).select_from(t)).scalar_one() for t in (customers, interactions, contacts)]


async def test_filling_up_makes_so_many_and_leaves_every_index(store: Database) -> None:
    tenant_id = await store.write(organised)
    before = await store.read(indexes)
    await demo_bulk.fill(store, 50, 400, lambda done, total: None)
    assert (await store.read(counted))[:2] == [50, 400]
    assert await store.read(indexes) == before
    scope = Scope(
        tenant_id=tenant_id,
        person_id=1,
        region="CH",
        roles=frozenset({"tenant_admin"}),
        services=None,
        owned=frozenset(),
        masked=False,
        users_masked=False,
    )
    assert len(await store.read(search.search, scope, "+4177")) == 15


async def test_an_interrupted_filling_up_goes_on_and_loses_no_index(store: Database) -> None:
    await store.write(organised)
    before = await store.read(indexes)

    class Interrupted(Exception):
        pass

    def stop(done: int, total: int) -> None:
        raise Interrupted

    with pytest.raises(Interrupted):
        await demo_bulk.fill(store, 50, 400, stop)
    assert await store.read(indexes) != before
    await store.write(demo_indexes.put_back)
    assert await store.read(indexes) == before
    await demo_bulk.fill(store, 80, 600, lambda done, total: None)
    assert (await store.read(counted))[:2] == [80, 600]
    assert await store.read(indexes) == before
