"""What is a service set up as, who sees it, and who sets it?"""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from storage import service_settings, services
from storage.access import NotAnAdmin, NotAnOwner, NotFound, Scope
from storage.changes import ChangedMeanwhile
from storage.database import Database
from storage.service_settings import NotSeconds
from storage.tables import audit_log
from tests.told import a_tenant, admin_of


async def contoso(store: Database) -> tuple[Scope, int, int]:
    """An admin, Support and Sales."""
    tenant_id = await a_tenant(store)
    ids = [(await store.write(services.add, tenant_id, name=name)).id for name in ("Support", "Sales")]
    return await admin_of(store, tenant_id), ids[0], ids[1]


async def test_a_setting_is_changed_signed_and_taken_back(store: Database) -> None:
    admin, support, _ = await contoso(store)
    wanted = {"licence": "contact_center", "acceptance_sla_seconds": 30}
    made = await store.write(service_settings.change, admin, support, wanted)
    assert made.names == ("licence", "acceptance_sla_seconds")
    assert (made.before.licence, made.panel.service.licence) == (None, "contact_center")
    assert made.panel.last is not None
    back = await store.write(service_settings.revert, admin, support, made.panel.last.position)
    assert back.panel.service == made.before
    rows = await store.read(lambda db: db.execute(select(audit_log.c.action, audit_log.c.subject_id)).all())
    assert [tuple(row) for row in rows] == [("service.set", support)] * 2


async def test_what_is_so_already_is_nobodys_change(store: Database) -> None:
    admin, support, _ = await contoso(store)
    made = await store.write(service_settings.change, admin, support, {"hangup_sla_seconds": 20})
    assert made.names == ()
    assert made.panel.last is None
    assert await store.read(lambda db: db.execute(select(audit_log)).all()) == []


@pytest.mark.parametrize("seconds", [0, -1, 86_401, None, "20", 1.5, 10**12])
async def test_an_interval_is_whole_seconds_up_to_a_day(store: Database, seconds: Any) -> None:
    admin, support, _ = await contoso(store)
    wanted = {"licence": "contact_center", "hangup_sla_seconds": seconds}
    with pytest.raises(NotSeconds):
        await store.write(service_settings.change, admin, support, wanted)
    assert (await store.read(service_settings.open_panel, admin, support)).service.licence is None


@pytest.mark.parametrize("wanted", [{"licence": "gold"}, {"licence": ""}, {"name": "Billing"}, {"tenant_id": 7}])
async def test_there_are_no_other_settings_and_licences(store: Database, wanted: dict[str, Any]) -> None:
    admin, support, _ = await contoso(store)
    with pytest.raises(NotFound):
        await store.write(service_settings.change, admin, support, wanted)


async def test_taking_back_undoes_no_later_change(store: Database) -> None:
    admin, support, sales = await contoso(store)
    first = (await store.write(service_settings.change, admin, support, {"hangup_sla_seconds": 30})).panel.last
    assert first is not None
    with pytest.raises(ChangedMeanwhile):
        await store.write(service_settings.revert, admin, sales, first.position)
    await store.write(service_settings.change, admin, support, {"hangup_sla_seconds": 40})
    await store.write(service_settings.change, admin, support, {"hangup_sla_seconds": 30})
    with pytest.raises(ChangedMeanwhile):
        await store.write(service_settings.revert, admin, support, first.position)


async def test_owners_see_their_own_and_set_nothing(store: Database) -> None:
    admin, support, sales = await contoso(store)
    owner = replace(admin, roles=frozenset({"owner"}), services=frozenset({support}), owned=frozenset({support}))
    assert not (await store.read(service_settings.open_panel, owner, support)).can_set
    for name in ("Sales", "Nothing of the kind"):
        with pytest.raises(NotFound):
            await store.read(service_settings.named, owner, name)
    with pytest.raises(NotFound):
        await store.read(service_settings.open_panel, owner, sales)
    for service_id in (support, sales, 1):
        with pytest.raises(NotAnAdmin):
            await store.write(service_settings.change, owner, service_id, {"licence": None})
        with pytest.raises(NotAnAdmin):
            await store.write(service_settings.revert, owner, service_id, 1)
    agent = replace(owner, roles=frozenset({"agent"}), owned=frozenset())
    for name in ("Support", "Nothing of the kind"):
        with pytest.raises(NotAnOwner):
            await store.read(service_settings.named, agent, name)
