"""What does the store make of a tenant admin's choice about who sees whom?"""

import pytest
from sqlalchemy import select, update

from storage import people, privacy
from storage.access import NotAnAdmin, NotFound, Scope
from storage.changes import ChangedMeanwhile
from storage.database import Database
from storage.privacy import SETTINGS
from storage.tables import audit_log, tenants
from tests.told import a_tenant, admin_of


async def colleague(store: Database, admin: Scope, name: str = "anna") -> Scope:
    known = await store.write(people.known, admin.tenant_id, {name: None})
    return Scope(**{**vars(admin), "person_id": known[name]})


async def shown(store: Database, admin: Scope) -> dict[str, bool]:
    return {setting.name: setting.shown for setting in (await store.read(privacy.list_all, admin))[1]}


async def test_a_new_tenant_shows_customers_and_colleagues_to_its_own_people_alone(store: Database) -> None:
    admin = await admin_of(store, await a_tenant(store))
    own = {"agents": True, "owners": True, "users": True}
    assert await shown(store, admin) == own | {"partners": False, "feed": False}


@pytest.mark.parametrize("name", SETTINGS)
async def test_a_change_is_signed_and_in_the_log_and_can_be_taken_back(store: Database, name: str) -> None:
    admin = await admin_of(store, await a_tenant(store))
    was = (await shown(store, admin))[name]
    made = await store.write(privacy.show, admin, name, not was)
    assert (made.was_shown, made.setting.shown, made.changed) == (was, not was, True)
    assert made.setting.last is not None
    assert made.setting.last.mine
    assert made.setting.last.by == "somebody"
    back = await store.write(privacy.revert, admin, name, made.setting.last.position)
    assert (back.setting.shown, back.was_shown) == (was, not was)
    rows = await store.read(lambda db: db.execute(select(audit_log.c.action, audit_log.c.detail)).all())
    assert [(row.action, row.detail["shown"]) for row in rows] == [("privacy.set", not was), ("privacy.set", was)]


async def test_what_is_so_already_stays_and_nobody_has_changed_it(store: Database) -> None:
    admin = await admin_of(store, await a_tenant(store))
    made = await store.write(privacy.show, admin, "agents", True)
    assert not made.changed
    assert made.setting.last is None
    assert await store.read(lambda db: db.execute(select(audit_log.c.action)).all()) == []


async def test_taking_back_undoes_no_later_change(store: Database) -> None:
    adam = await admin_of(store, await a_tenant(store))
    anna = await colleague(store, adam)
    first = (await store.write(privacy.show, adam, "agents", False)).setting.last
    await store.write(privacy.show, anna, "agents", True)
    await store.write(privacy.show, anna, "agents", False)
    assert first is not None
    with pytest.raises(ChangedMeanwhile):
        await store.write(privacy.revert, adam, "agents", first.position)
    assert not (await shown(store, adam))["agents"]


async def test_taking_back_counts_once_and_not_after_an_operator_has_set_it(store: Database) -> None:
    admin = await admin_of(store, await a_tenant(store))
    made = (await store.write(privacy.show, admin, "owners", False)).setting.last
    assert made is not None
    await store.write(privacy.revert, admin, "owners", made.position)
    with pytest.raises(ChangedMeanwhile):
        await store.write(privacy.revert, admin, "owners", made.position)
    again = (await store.write(privacy.show, admin, "owners", False)).setting.last
    await store.write(lambda db: db.execute(update(tenants).values(owners_see_customers=True)))
    assert again is not None
    with pytest.raises(ChangedMeanwhile):
        await store.write(privacy.revert, admin, "owners", again.position)


async def test_each_tenant_has_settings_of_its_own(store: Database) -> None:
    contoso = await admin_of(store, await a_tenant(store))
    fabrikam = await admin_of(store, await a_tenant(store, "Fabrikam"))
    made = (await store.write(privacy.show, contoso, "agents", False)).setting.last
    assert (await shown(store, fabrikam))["agents"]
    assert made is not None
    with pytest.raises(ChangedMeanwhile):
        await store.write(privacy.revert, fabrikam, "agents", made.position)


async def test_nobody_but_a_tenant_admin_looks_or_decides(store: Database) -> None:
    tenant_id = await a_tenant(store)
    for roles in ({"agent"}, {"owner", "agent"}, {"partner_admin"}):
        scope = await admin_of(store, tenant_id, roles=frozenset(roles))
        with pytest.raises(NotAnAdmin):
            await store.read(privacy.list_all, scope)
        with pytest.raises(NotAnAdmin):
            await store.write(privacy.show, scope, "agents", False)
        with pytest.raises(NotAnAdmin):
            await store.write(privacy.revert, scope, "agents", 1)


async def test_there_are_no_other_settings(store: Database) -> None:
    admin = await admin_of(store, await a_tenant(store))
    for name in ("", "region", "agents_see_customers"):
        with pytest.raises(NotFound):
            await store.write(privacy.show, admin, name, False)
        with pytest.raises(NotFound):
            await store.write(privacy.revert, admin, name, 1)
