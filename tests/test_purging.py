"""What is left of interactions whose time is over, and of whom?"""

from datetime import datetime, timedelta

from sqlalchemy import Connection, Table, func, insert, select, update

from bot.purging import Purger
from storage import customers, details, events, holds, purging, retention, search
from storage.access import Scope
from storage.code_tables import codes, conclusion_codes, conclusion_tags, conclusions
from storage.database import Database
from storage.erasure import records, requests
from storage.schema import metadata
from storage.sent_cards import Place
from storage.tables import audit_log, contacts, interactions, tenants
from storage.tables import customers as customers_table
from tests.test_retention import NOW, called, contoso
from tests.told import START, a_tenant, admin_of, tell, told

PLACE = Place("a:somebody", None)
EVERYTHING = {
    *("interactions", "legs", "issues", "events", "conclusions", "conclusion_codes", "conclusion_tags", "contacts"),
    *("identity_conflicts", "customers", "identifiers", "customer_terms", "sent_cards", "card_subjects"),
}


async def counts(store: Database) -> dict[str, int]:
    def read(db: Connection) -> dict[str, int]:
        return {t: db.execute(select(func.count()).select_from(metadata.tables[t])).scalar_one() for t in EVERYTHING}

    return await store.read(read)


async def purged(store: Database, admin: Scope, months: int | None = 12, now: datetime = NOW) -> int:
    await store.write(lambda db: db.execute(update(tenants).values(retention_months=months)))
    total = 0
    while gone := await store.write(purging.purge, admin.tenant_id, now):
        total += gone
    return total


def conclude_all(db: Connection, tenant_id: int) -> None:
    rows = db.execute(select(interactions).where(interactions.c.tenant_id == tenant_id)).all()
    code = {"tenant_id": tenant_id, "id": 1, "service_id": rows[0].service_id, "kind": "primary", "name": "Resolved"}
    db.execute(insert(codes).values(**code, name_key="resolved", created_at=START))
    for row in rows:
        key = {"tenant_id": tenant_id, "interaction_id": row.id}
        db.execute(insert(conclusions).values(**key, service_id=row.service_id, concluded_at=START, fingerprint="f"))
        named = {"kind": "primary", "name": "Resolved", "position": 0}
        db.execute(insert(conclusion_codes).values(**key, code_id=1, **named))
        db.execute(insert(conclusion_tags).values(**key, tag_key="vip", tag="vip", position=0))


async def full_life(store: Database) -> Scope:
    """Raymond was in touch long ago, Dorain long ago and lately; with everything that hangs on an interaction."""
    admin = await contoso(store)
    legs = [{"userId": "a", "outcome": "accepted"}]
    for task, days_ago, number, name in (
        ("old-1", 400, "+41791110001", "Raymond Holt"),
        ("old-2", 390, "+41791110002", "Dorain Gray"),
        ("new", 10, "+41791110002", "Dorain Gray"),
    ):
        at = NOW - timedelta(days=days_ago)
        issue = {"reportedBy": "Alice", "text": f"{name} was cut off", "at": at.isoformat()}
        said = {"serviceName": "Support", "callerTelNumber": number, "customerName": name, "result": "accepted_by_user"}
        minute = (at - START) / timedelta(minutes=1)
        await tell(store, admin.tenant_id, told(task, minute=minute, legs=legs, issues=[issue], **said))
    both = told("old-3", minute=(NOW - timedelta(days=380) - START) / timedelta(minutes=1), serviceName="Sales")
    both.payload.update(callerTelNumber="+41791110001", callerUPN="dorain@example.org")
    await tell(store, admin.tenant_id, both)
    await store.write(conclude_all, admin.tenant_id)
    for name in ("Raymond Holt", "Dorain Gray"):
        found = await store.write(customers.find, admin, name, PLACE)
        assert found.customer is not None
        for each in found.customer.recent:
            await store.write(details.open_details, admin, each.id, PLACE, NOW)
    return admin


async def test_nothing_of_them_stays_and_all_else_does(store: Database) -> None:
    admin = await full_life(store)
    assert await purged(store, admin) == 3
    left = await counts(store)
    assert left == dict.fromkeys(EVERYTHING, 1) | {
        "identity_conflicts": 0,
        "customer_terms": left["customer_terms"],
        "sent_cards": 3,  # that of Dorain, and those of two interactions: they show him too
        "card_subjects": 4,
    }
    assert await store.read(search.search, admin, "raymond") == []
    assert await store.read(search.search, admin, "ymond") == []
    assert await store.read(search.search, admin, "+41791110001") == []
    [dorain] = await store.read(search.search, admin, "dorain")
    found = await store.write(customers.find, admin, "Dorain Gray", PLACE)
    assert found.customer is not None
    assert (found.customer.id, found.customer.total) == (dorain.id, 1)


async def test_everything_that_belongs_to_an_interaction_or_a_customer_goes_with_it() -> None:
    parts: set[str] = set()
    owners = {"interactions", "customers"}
    while more := {t.name for t in metadata.tables.values() if _refers(t, owners | parts)} - parts - owners:
        parts |= more
    assert parts <= purging.PARTS


def _refers(table: Table, to: set[str]) -> bool:
    return any(key.column.table.name in to for key in table.foreign_keys)


async def test_a_batch_is_bounded_and_counted_in_the_log_and_names_nobody(store: Database) -> None:
    admin = await contoso(store)
    for number in range(5):
        await called(store, admin.tenant_id, f"t{number}", 400, f"+4179111000{number}", "Support")
    await store.write(lambda db: db.execute(update(tenants).values(retention_months=12)))
    assert [await store.write(purging.purge, admin.tenant_id, NOW, 2) for _ in range(4)] == [2, 2, 1, 0]
    rows = await store.read(lambda db: db.execute(select(audit_log)).all())
    assert [(row.action, row.actor_id, row.detail["interactions"], row.detail["customers"]) for row in rows] == [
        ("retention.purged", None, 2, 2),
        ("retention.purged", None, 2, 2),
        ("retention.purged", None, 1, 1),
    ]
    assert {frozenset(row.detail) for row in rows} == {frozenset({"interactions", "customers", "until"})}


async def test_without_end_nothing_is_purged_nor_anything_of_another_tenant(store: Database) -> None:
    admin = await full_life(store)
    before = await counts(store)
    assert await purged(store, admin, None) == 0
    assert await counts(store) == before
    other = await admin_of(store, await a_tenant(store, "Fabrikam"))
    await called(store, other.tenant_id, "theirs", 400, "+41791110001", "Support")
    assert await purged(store, admin) == 3
    found = await store.read(search.search, other, "+41791110001")
    assert len(found) == 1


async def test_what_is_still_going_on_is_not_purged(store: Database) -> None:
    admin = await contoso(store)
    await tell(store, admin.tenant_id, told("long", "created", minute=-500 * 1440, callerTelNumber="+41791110001"))
    await tell(store, admin.tenant_id, told("long", "updated", minute=1400, callerTelNumber="+41791110001"))
    assert await purged(store, admin) == 0
    assert await purged(store, admin, now=NOW + timedelta(days=1)) == 1


async def test_a_customer_of_a_service_in_which_nothing_is_left_is_none_of_its_customers(store: Database) -> None:
    admin = await contoso(store)
    await called(store, admin.tenant_id, "a", 400, "+41791110001", "Support")
    await called(store, admin.tenant_id, "b", 10, "+41791110001", "Sales")
    await purged(store, admin)
    names = await store.read(lambda db: db.execute(select(contacts)).all())
    assert len(names) == 1
    assert len(await store.read(lambda db: db.execute(select(customers_table)).all())) == 1
    of_support = await admin_of(store, admin.tenant_id, services=["Support"])
    assert await store.read(search.search, of_support, "+41791110001") == []


async def test_an_event_that_comes_late_does_not_bring_it_back_for_long(store: Database) -> None:
    admin = await contoso(store)
    await called(store, admin.tenant_id, "a", 400, "+41791110001", "Support")
    assert await purged(store, admin) == 1
    late = told("a", "updated", minute=1.0, created=(NOW - timedelta(days=400)).isoformat())
    late.payload.update(callerTelNumber="+41791110001")
    await store.write(events.accept, admin.tenant_id, [late])
    assert await purged(store, admin, now=NOW + timedelta(days=1)) == 1


async def test_the_job_purges_what_a_forecast_has_counted_and_rests_when_it_is_done(store: Database) -> None:
    admin = await contoso(store)
    real = datetime.now(NOW.tzinfo)
    for number in range(3):
        at = real - timedelta(days=400 + number)
        minute = (at - START) / timedelta(minutes=1)
        await tell(store, admin.tenant_id, told(f"t{number}", minute=minute, callerTelNumber=f"+4179111000{number}"))
    forecast = await store.read(retention.forecast, admin, 12, real)
    await store.write(retention.keep, admin, 12, was=None)
    purger = Purger(store)
    await purger.once()
    assert forecast.interactions == 3
    assert await counts(store) == dict.fromkeys(EVERYTHING, 0)
    await purger.once()
    log = select(audit_log.c.action).order_by(audit_log.c.position)
    actions = await store.read(lambda db: db.execute(log).scalars().all())
    assert actions == ["retention.set", "retention.purged"]


async def test_a_legal_hold_keeps_all_of_a_customer_until_it_is_lifted(store: Database) -> None:
    admin = await full_life(store)
    [raymond] = await store.read(search.search, admin, "raymond")
    await store.write(holds.place, admin, raymond.id, "A court says so", PLACE)
    forecast = await store.read(retention.forecast, admin, 12, NOW)
    assert (forecast.interactions, forecast.held, forecast.customers) == (1, 2, 0)
    assert await purged(store, admin) == 1
    assert await store.read(search.search, admin, "raymond") == [raymond]
    await store.write(holds.lift, admin, raymond.id, PLACE)
    forecast = await store.read(retention.forecast, admin, 12, NOW)
    assert (forecast.interactions, forecast.held, forecast.customers) == (2, 0, 1)
    assert await purged(store, admin) == 2
    assert await store.read(search.search, admin, "raymond") == []


async def test_a_request_to_erase_somebody_of_whom_nothing_is_left_is_void(store: Database) -> None:
    admin = await full_life(store)
    [raymond] = await store.read(search.search, admin, "raymond")
    seen, _ = await store.write(requests.ask, admin, raymond.id, PLACE, NOW)
    await purged(store, admin)
    after = await store.read(records.get, admin.tenant_id, seen.erasure.id)
    assert (after.state, after.closed_by, after.fingerprint) == ("void", None, None)
