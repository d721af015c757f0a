"""What does a retention say, what would another do, and who decides?"""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from storage import retention
from storage.access import NotAnAdmin, Scope
from storage.changes import ChangedMeanwhile
from storage.database import Database
from storage.retention import NotMonths, cutoff
from storage.tables import audit_log
from tests.told import START, a_tenant, admin_of, tell, told

NOW = START + timedelta(days=1)


async def contoso(store: Database) -> Scope:
    return await admin_of(store, await a_tenant(store))


async def called(store: Database, tenant_id: int, task: str, days_ago: float, number: str, service: str | None) -> None:
    named = {} if service is None else {"serviceName": service}
    minute = -days_ago * 24 * 60 + 24 * 60
    await tell(store, tenant_id, told(task, minute=minute, callerTelNumber=number, result="accepted_by_user", **named))


@pytest.mark.parametrize(
    ("months", "now", "before"),
    [
        (1, "2026-11-23", "2026-10-23"),
        (12, "2026-11-23", "2025-11-23"),
        (11, "2026-11-23", "2025-12-23"),
        (1, "2026-03-31", "2026-02-28"),
        (1, "2028-03-31", "2028-02-29"),
        (12, "2028-02-29", "2027-02-28"),
        (120, "2026-01-01", "2016-01-01"),
        (1, "2026-01-15", "2025-12-15"),
    ],
)
def test_months_are_those_of_the_calendar(months: int, now: str, before: str) -> None:
    at = datetime.fromisoformat(f"{now}T09:15:00").replace(tzinfo=UTC)
    assert cutoff(months, at) == datetime.fromisoformat(f"{before}T09:15:00").replace(tzinfo=UTC)


async def test_a_tenant_keeps_without_end_until_an_admin_decides(store: Database) -> None:
    admin = await contoso(store)
    assert (await store.read(retention.get, admin)).months is None
    changed = await store.write(retention.keep, admin, 24, was=None)
    assert (changed.before, changed.retention.months) == (None, 24)
    assert changed.retention.last is not None
    assert changed.retention.last.mine
    await store.write(retention.keep, admin, None, was=24)
    rows = await store.read(lambda db: db.execute(select(audit_log.c.action, audit_log.c.detail)).all())
    assert [tuple(row) for row in rows] == [
        ("retention.set", {"before": None, "after": 24}),
        ("retention.set", {"before": 24, "after": None}),
    ]


async def test_what_has_been_decided_meanwhile_is_not_overruled_and_the_same_again_is_done(store: Database) -> None:
    admin = await contoso(store)
    await store.write(retention.keep, admin, 24, was=None)
    with pytest.raises(ChangedMeanwhile):
        await store.write(retention.keep, admin, 12, was=None)
    again = await store.write(retention.keep, admin, 24, was=None)
    assert (again.before, again.retention.months) == (24, 24)
    assert len(await store.read(lambda db: db.execute(select(audit_log)).all())) == 1


async def test_a_forecast_counts_what_is_older_whatever_its_service(store: Database) -> None:
    admin = await contoso(store)
    for task, days_ago, number, service in (
        ("a", 400, "+41791110001", "Support"),
        ("b", 390, "+41791110001", "Sales"),
        ("c", 380, "+41791110002", None),
        ("d", 370, "+41791110003", "Support"),
        ("e", 10, "+41791110003", "Support"),
    ):
        await called(store, admin.tenant_id, task, days_ago, number, service)
    await called(store, await a_tenant(store, "Fabrikam"), "f", 400, "+41791110009", "Support")
    found = await store.read(retention.forecast, admin, 12, NOW)
    assert (found.interactions, found.customers) == (4, 2)
    assert found.first == NOW - timedelta(days=400)
    assert found.last == NOW - timedelta(days=370)
    nothing = await store.read(retention.forecast, admin, 24, NOW)
    assert (nothing.interactions, nothing.customers, nothing.first, nothing.last) == (0, 0, None, None)


@pytest.mark.parametrize("months", [0, -1, 121, 10**9])
async def test_a_retention_is_from_a_month_to_ten_years(store: Database, months: int) -> None:
    admin = await contoso(store)
    with pytest.raises(NotMonths):
        await store.read(retention.forecast, admin, months, NOW)
    with pytest.raises(NotMonths):
        await store.write(retention.keep, admin, months, was=None)


async def test_nobody_but_a_tenant_admin_looks_or_decides(store: Database) -> None:
    tenant_id = await a_tenant(store)
    for roles in ({"agent"}, {"owner", "agent"}, {"partner_admin"}):
        scope = await admin_of(store, tenant_id, roles=frozenset(roles))
        with pytest.raises(NotAnAdmin):
            await store.read(retention.get, scope)
        with pytest.raises(NotAnAdmin):
            await store.read(retention.forecast, scope, 12, NOW)
        with pytest.raises(NotAnAdmin):
            await store.write(retention.keep, scope, 12, was=None)
