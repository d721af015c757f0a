"""Is in the demo what those who try it are promised?"""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, func, select

from storage import codes, features, services, tenants
from storage import demo as demo_data
from storage.code_tables import codes as code_table
from storage.code_tables import conclusion_codes, conclusions
from storage.database import Database
from storage.outcomes import RESULTS
from storage.tables import customers, identifiers, interactions, people
from tests.talk import CONTOSO

_i = interactions.c


async def contoso(db: Database) -> int:
    return (await db.read(tenants.get, CONTOSO)).id


def of_alice(db: Connection, tenant_id: int) -> list[Any]:
    """Her ended interactions: when they started, whose, and whether they are concluded."""
    concluded = (conclusions.c.tenant_id == _i.tenant_id) & (conclusions.c.interaction_id == _i.id)
    query = (
        select(_i.started_at, customers.c.name, conclusions.c.person_id.label("by"), _i.last_user_id)
        .join(people, (people.c.tenant_id == _i.tenant_id) & (people.c.id == _i.last_user_id))
        .join(customers, (customers.c.tenant_id == _i.tenant_id) & (customers.c.id == _i.customer_id))
        .outerjoin(conclusions, concluded)
        .where(_i.tenant_id == tenant_id, people.c.name == "Alice Agent", _i.terminated_at.is_not(None))
    )
    return list(db.execute(query))


async def test_ten_of_alices_calls_of_the_last_seven_days_wait_and_none_of_dorain_gray(demo: Database) -> None:
    mine = await demo.read(of_alice, await contoso(demo))
    waiting = [row for row in mine if row.by is None]
    assert len(waiting) == 10
    assert min(row.started_at for row in waiting) > datetime.now(UTC) - timedelta(days=7)
    assert "Dorain Gray" not in {row.name for row in waiting}
    assert all(row.by == row.last_user_id for row in mine if row.by is not None)
    assert len(mine) > 300


async def test_support_has_its_codes_in_this_order(demo: Database) -> None:
    tenant_id = await contoso(demo)
    by_name = {s.name: s for s in await demo.read(services.list_all, tenant_id)}
    offered = await demo.read(codes.applied, tenant_id, by_name["Support"].id)
    assert [c.name for c in offered if c.kind == "primary"] == [
        "Resolved",
        "Callback needed",
        "Escalated",
        "Wrong number",
    ]
    assert [c.name for c in offered if c.kind == "secondary"] == ["Billing question", "Outage", "Upsell offered"]
    assert await demo.read(codes.applied, tenant_id, by_name["Sales"].id) == ()
    assert await demo.read(codes.applied, tenant_id, by_name["Billing"].id) != ()
    assert "Complaint" in await demo.read(lambda db: set(db.execute(select(code_table.c.name)).scalars()))
    assert (by_name["Billing"].licence, by_name["Support"].licence) == (None, "enterprise_routing")


async def test_codes_and_tags_are_on_in_support_alone(demo: Database) -> None:
    tenant_id = await contoso(demo)
    ids = {s.id: s.name for s in await demo.read(services.list_all, tenant_id)}
    switches = await demo.read(features.of_services, tenant_id, datetime.now(UTC), set(ids))
    assert {name: switches[each]["codes"].on for each, name in ids.items()} == {
        "Support": True,
        "Sales": False,
        "Billing": False,
    }


async def test_there_is_enough_of_everything(demo: Database) -> None:
    tenant_id = await contoso(demo)

    def counted(db: Connection) -> tuple[int, int, set[str], timedelta]:
        many = [
            db.execute(select(func.count()).select_from(t).where(t.c.tenant_id == tenant_id)).scalar_one()
            for t in (customers, interactions)
        ]
        of_tenant = _i.tenant_id == tenant_id
        results = set(db.execute(select(_i.result).where(of_tenant).distinct()).scalars())
        span = db.execute(select(_i.started_at).where(of_tenant).order_by(_i.started_at)).scalars().all()
        return many[0], many[1], {r for r in results if r}, span[-1] - span[0]

    many_customers, many_interactions, results, span = await demo.read(counted)
    assert many_customers >= 250
    assert many_interactions >= 5000
    assert results == {r.key for r in RESULTS}
    assert span > timedelta(days=530)


@pytest.mark.parametrize(
    ("name", "number", "identifiers_of"),
    [("Raymond Holt", "+41791234567", 1), ("Dorain Gray", "+412345678910", 3), ("Zoë Müller-Łukasz", None, 2)],
)
async def test_nobody_else_bears_these_names_and_numbers(
    demo: Database, name: str, number: str | None, identifiers_of: int
) -> None:
    def borne(db: Connection) -> tuple[list[int], list[str]]:
        ids = list(db.execute(select(customers.c.id).where(customers.c.name == name)).scalars())
        known = db.execute(select(identifiers.c.value).where(identifiers.c.customer_id.in_(ids))).scalars()
        return ids, list(known)

    ids, known = await demo.read(borne)
    assert len(ids) == 1
    assert len(known) == identifiers_of
    assert number is None or number in known


async def test_completing_it_again_changes_nothing(demo: Database) -> None:
    def count(db: Connection) -> int:
        return db.execute(select(func.count()).select_from(conclusion_codes)).scalar_one()

    before = await demo.read(count)
    await demo_data.complete(demo)
    assert await demo.read(count) == before > 1000
