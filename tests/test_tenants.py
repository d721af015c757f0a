"""Which tenants are there, and who administers them?"""

import pytest
from sqlalchemy import Connection, select

from storage import access, tenants
from storage.database import Database
from storage.tables import audit_log

CONTOSO = "c0000000-0000-4000-8000-000000000001"
FABRIKAM = "f0000000-0000-4000-8000-000000000002"
ADAM = "a1000000-0000-4000-8000-000000000004"


def two(db: Connection) -> list[int]:
    return [
        tenants.add(db, entra_id=entra, name=name, region="CH").id
        for entra, name in ((CONTOSO, "Contoso"), (FABRIKAM, "Fabrikam"))
    ]


def audited(db: Connection) -> list[str]:
    return list(db.execute(select(audit_log.c.action)).scalars())


async def test_tenants_are_numbered_from_one(store: Database) -> None:
    assert await store.write(two) == [1, 2]


async def test_a_tenant_is_found_by_name_in_any_case_or_by_its_entra_id(store: Database) -> None:
    await store.write(two)
    assert (await store.read(tenants.get, " CONTOSO ")).id == 1
    assert (await store.read(tenants.get, FABRIKAM.upper())).id == 2
    with pytest.raises(tenants.NoSuchTenant):
        await store.read(tenants.get, "Nobody")


async def test_a_name_that_two_tenants_bear_means_neither(store: Database) -> None:
    await store.write(two)

    def third(db: Connection) -> None:
        tenants.add(db, entra_id="d0000000-0000-4000-8000-000000000003", name="contoso", region="DE")

    await store.write(third)
    with pytest.raises(tenants.NoSuchTenant):
        await store.read(tenants.get, "Contoso")
    assert (await store.read(tenants.get, CONTOSO)).id == 1


async def test_the_admins_setting_makes_admins_once(store: Database) -> None:
    await store.write(two)
    for _ in range(2):
        assert await store.write(tenants.make_admins, [(CONTOSO, ADAM)]) == []
    scope = await store.read(access.scope_of, access.Who(tenant=CONTOSO, person=ADAM))
    assert scope.roles == {"tenant_admin"}
    assert await store.read(audited) == ["role.give"]


async def test_an_admin_of_a_tenant_that_is_not_set_up_is_named(store: Database) -> None:
    assert await store.write(tenants.make_admins, [(CONTOSO, ADAM)]) == [CONTOSO]
