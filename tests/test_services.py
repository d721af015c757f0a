"""Which service do events mean?"""

import pytest
from sqlalchemy import Connection

from storage import services, tenants
from storage.database import Database


@pytest.fixture
async def tenant_id(store: Database) -> int:
    def contoso(db: Connection) -> int:
        return tenants.add(db, entra_id="c0000000-0000-4000-8000-000000000001", name="Contoso", region="CH").id

    return await store.write(contoso)


async def test_a_new_service_gets_a_row_once(store: Database, tenant_id: int) -> None:
    first = await store.write(services.known, tenant_id, {("s1", "Support"), (None, "Support"), (None, None)})
    again = await store.write(services.known, tenant_id, {("s1", "Support renamed"), (None, "SUPPORT")})
    assert len(set(first.values()) | set(again.values())) == 1
    assert [s.name for s in await store.read(services.list_all, tenant_id)] == ["Support"]


async def test_a_service_known_by_its_name_takes_the_id_that_events_give_it(store: Database, tenant_id: int) -> None:
    by_name = await store.write(services.known, tenant_id, {(None, "Zürich Desk")})
    by_id = await store.write(services.known, tenant_id, {("z", "zurich desk")})
    assert set(by_name.values()) == set(by_id.values())
    assert (await store.read(services.get, tenant_id, "z")).name == "Zürich Desk"


async def test_two_services_of_one_name_stay_two(store: Database, tenant_id: int) -> None:
    found = await store.write(services.known, tenant_id, {("a", "Support"), ("b", "Support")})
    assert len(set(found.values())) == 2
    with pytest.raises(services.NoSuchService):
        await store.read(services.get, tenant_id, "Support")


async def test_a_service_set_up_by_name_takes_one_id_only(store: Database, tenant_id: int) -> None:
    await store.write(services.known, tenant_id, {(None, "Support")})
    found = await store.write(services.known, tenant_id, {("a", "Support"), ("b", "Support")})
    assert len(set(found.values())) == 2


async def test_a_service_without_a_name_is_called_by_its_id(store: Database, tenant_id: int) -> None:
    await store.write(services.known, tenant_id, {("s9", None)})
    assert (await store.read(services.get, tenant_id, "s9")).name == "s9"


async def test_another_tenant_s_service_is_not_meant(store: Database, tenant_id: int) -> None:
    def fabrikam(db: Connection) -> int:
        return tenants.add(db, entra_id="f0000000-0000-4000-8000-000000000002", name="Fabrikam", region="DE").id

    other = await store.write(fabrikam)
    mine = await store.write(services.known, tenant_id, {("s1", "Support")})
    theirs = await store.write(services.known, other, {("s1", "Support")})
    assert mine != theirs
