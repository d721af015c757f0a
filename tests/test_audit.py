"""Does the audit log hold every look-up, and does it show when somebody meddles with it?"""

import asyncio
import hashlib

import orjson
import pytest
from sqlalchemy import Connection, delete, select, text, update
from sqlalchemy.exc import DBAPIError

from storage import audit, customers, history, people, seals, search, tenants
from storage import details as details_of
from storage.access import Who
from storage.database import Database, is_sqlite
from storage.demo import FABRIKAM
from storage.sent_cards import Place
from storage.tables import audit_log, audit_seals
from tests.test_access import PETRA
from tests.told import START, a_tenant, admin_of, tell, told

HERE = Place("chat", None)


def entries(db: Connection) -> list[tuple[str, str, str | None]]:
    rows = db.execute(select(audit_log).order_by(audit_log.c.position))
    return [(r.action, r.outcome, r.subject_kind) for r in rows]


async def sealed(store: Database) -> list[seals.Proof]:
    await store.write(seals.seal, await store.write(seals.settled))
    return await store.read(seals.verify)


async def test_every_look_up_is_written_down_and_a_suggestion_is_none(store: Database) -> None:
    tenant_id = await a_tenant(store)
    await tell(store, tenant_id, told("one", callerTelNumber="+41791234567", customerName="Ray"))
    await tell(store, tenant_id, told("two", callerTelNumber="+41791234568", customerName="Roy"))
    scope = await admin_of(store, tenant_id)
    await store.read(search.search, scope, "079")
    await store.write(customers.find, scope, "079 123", HERE)
    assert await store.read(entries) == []
    found = await store.write(customers.find, scope, "Ray", HERE)
    assert found.customer is not None
    assert found.customer.last is not None
    await store.write(history.open_page, scope, found.customer.id, HERE)
    await store.write(details_of.open_details, scope, found.customer.last.id, HERE, START)
    assert await store.read(entries) == [
        ("customer.opened", "done", "customer"),
        ("history.opened", "done", "customer"),
        ("interaction.opened", "done", "interaction"),
    ]


async def test_a_refusal_is_written_down_and_holds_nothing_that_was_typed(store: Database) -> None:
    tenant_id = await a_tenant(store)
    await admin_of(store, tenant_id)
    await store.write(audit.refused, Who(tenant="contoso", person="somebody"), "customer.search")
    await store.write(audit.refused, Who(tenant="contoso", person="never seen"), "customer.search")
    await store.write(audit.refused, Who(tenant="not a tenant", person="somebody"), "customer.search")
    rows = await store.read(lambda db: db.execute(select(audit_log).order_by(audit_log.c.position)).all())
    assert [(r.action, r.outcome, r.detail, r.actor_id is None) for r in rows] == [
        ("customer.search", "refused", None, False),
        ("customer.search", "refused", {"person": "never seen"}, True),
    ]


async def test_what_a_partner_is_refused_is_in_the_log_of_the_tenant_they_look_at(demo: Database) -> None:
    fabrikam = await demo.read(tenants.get, FABRIKAM)
    await demo.write(people.choose_tenant, PETRA, fabrikam.id)
    await demo.write(audit.refused, PETRA, "customers.open_card")
    rows = await demo.read(lambda db: db.execute(select(audit_log.c.tenant_id, audit_log.c.outcome)).all())
    assert [tuple(row) for row in rows] == [(fabrikam.id, "refused")]


@pytest.mark.parametrize("table", ["audit_log", "audit_seals"])
@pytest.mark.parametrize("change", ["UPDATE {} SET tenant_id = 7", "DELETE FROM {}"])
async def test_the_database_itself_refuses_to_change_the_log(store: Database, table: str, change: str) -> None:
    tenant_id = await a_tenant(store)
    await store.write(audit.by_command, tenant_id, "tried")
    await sealed(store)
    with pytest.raises(DBAPIError, match="append-only"):
        await store.write(lambda db: db.execute(text(change.format(table))))
    assert await store.read(entries) == [("tried", "done", None)]


async def test_seals_chain_what_has_come_since(store: Database) -> None:
    tenant_id = await a_tenant(store)
    other = await a_tenant(store, "Fabrikam")
    for count in (1, 3, seals.ROWS_A_SEAL + 5):
        await store.write(_add_many, tenant_id, count)
        await sealed(store)
    await store.write(audit.by_command, tenant_id, "not sealed yet")
    await store.write(audit.by_command, other, "elsewhere")
    contoso, fabrikam = await store.read(seals.verify)
    assert (contoso.sealed_rows, contoso.open_rows, contoso.broken_at) == (seals.ROWS_A_SEAL + 9, 1, None)
    assert (fabrikam.sealed_rows, fabrikam.open_rows, fabrikam.broken_at) == (0, 1, None)


@pytest.mark.parametrize(
    "meddling",
    [
        "UPDATE audit_log SET action = 'harmless' WHERE action = 'a3'",
        "UPDATE audit_log SET actor_id = 12 WHERE action = 'a3'",
        "DELETE FROM audit_log WHERE action = 'a3'",
        "DELETE FROM audit_log WHERE action = 'a9'",
        "UPDATE audit_log SET position = position + 100 WHERE action = 'a3'",
        "UPDATE audit_log SET detail = '{\"rows\": 1}' WHERE action = 'a3'",
        "UPDATE audit_log SET action = CASE action WHEN 'a2' THEN 'a3' ELSE 'a2' END WHERE action IN ('a2', 'a3')",
        "DELETE FROM audit_log",
        "INSERT INTO audit_log (tenant_id, position, at, action, outcome)"
        " SELECT tenant_id, -7, at, 'slipped in', outcome FROM audit_log WHERE action = 'a3'",
    ],
)
async def test_whoever_meddles_with_the_file_is_found_out(store: Database, meddling: str) -> None:
    tenant_id = await a_tenant(store)
    for number in range(10):
        await store.write(audit.by_command, tenant_id, f"a{number}")
        if number % 4 == 1:
            await sealed(store)
    assert [p.broken_at for p in await sealed(store)] == [None]
    await store.write(_without_triggers, meddling)
    (proof,) = await store.read(seals.verify)
    assert proof.broken_at is not None


async def test_whoever_forges_a_seal_as_well_breaks_the_next_one(store: Database) -> None:
    tenant_id = await a_tenant(store)
    for number in range(4):
        await store.write(audit.by_command, tenant_id, f"a{number}")
        await sealed(store)
    await store.write(_without_triggers, "UPDATE audit_log SET action = 'harmless' WHERE action = 'a1'")
    await store.write(_forge_seal, tenant_id, 2)
    (proof,) = await store.read(seals.verify)
    assert proof.broken_at is not None
    assert proof.sealed_rows >= 2  # the forged one itself reads well


async def test_an_end_that_was_cut_off_with_its_seals_is_missed_by_whoever_kept_the_newest_one(store: Database) -> None:
    tenant_id = await a_tenant(store)
    heads = []
    for number in range(4):
        await store.write(audit.by_command, tenant_id, f"a{number}")
        heads.append((await sealed(store))[0].head)
    assert await store.read(seals.missing, heads) == []
    await store.write(_without_triggers, "DELETE FROM audit_log WHERE action IN ('a2', 'a3')")
    await store.write(_without_seals_behind, 2)
    (proof,) = await store.read(seals.verify)
    assert (proof.broken_at, proof.sealed_rows, proof.head) == (None, 2, heads[1])  # the chain alone cannot tell
    assert await store.read(seals.missing, heads) == heads[2:]


async def test_a_seal_that_was_taken_out_breaks_the_chain(store: Database) -> None:
    tenant_id = await a_tenant(store)
    for number in range(3):
        await store.write(audit.by_command, tenant_id, f"a{number}")
        await sealed(store)

    def take_out(db: Connection) -> None:
        _allow(db, "audit_seals", "delete")
        second = db.execute(select(audit_seals.c.last_position).order_by("last_position").offset(1)).scalars().first()
        db.execute(delete(audit_seals).where(audit_seals.c.last_position == second))

    await store.write(take_out)
    (proof,) = await store.read(seals.verify)
    assert proof.broken_at is not None


def _without_seals_behind(db: Connection, rows: int) -> None:
    _allow(db, "audit_seals", "delete")
    kept = db.execute(select(audit_seals.c.last_position).order_by("last_position").limit(rows)).scalars().all()
    db.execute(delete(audit_seals).where(audit_seals.c.last_position.not_in(kept)))


def _allow(db: Connection, table: str, verb: str) -> None:
    """What somebody with the file or the password of the owner could do."""
    lifted = f"DROP TRIGGER {table}_no_{verb}" if is_sqlite(db) else f"ALTER TABLE {table} DISABLE TRIGGER ALL"
    db.execute(text(lifted))


def _forge_seal(db: Connection, tenant_id: int, number: int) -> None:
    """Writes into a seal the hash that its changed rows would have."""
    _allow(db, "audit_seals", "update")
    every = select(audit_seals).where(audit_seals.c.tenant_id == tenant_id).order_by(audit_seals.c.last_position)
    before, forged = db.execute(every).all()[number - 2 : number]
    of_seal = audit_log.c.position.between(forged.first_position, forged.last_position)
    rows = db.execute(select(audit_log).where(audit_log.c.tenant_id == tenant_id, of_seal)).all()
    lines = b"".join(orjson.dumps(tuple(row)) + b"\n" for row in rows)
    honest = hashlib.sha256(before.hash.encode() + lines).hexdigest()
    this = (audit_seals.c.tenant_id == tenant_id) & (audit_seals.c.last_position == forged.last_position)
    db.execute(update(audit_seals).where(this).values(hash=honest))


def _add_many(db: Connection, tenant_id: int, count: int) -> None:
    for number in range(count):
        audit.by_command(db, tenant_id, f"a{number}")


def _without_triggers(db: Connection, statement: str) -> None:
    for verb in ("update", "delete"):
        _allow(db, "audit_log", verb)
    db.execute(text(statement))


async def test_sealing_beside_many_writers_leaves_no_row_out(store: Database) -> None:
    """A row that commits after its neighbours were sealed must not slip in between them."""
    tenant_id = await a_tenant(store)

    async def write(number: int) -> None:
        for each in range(12):
            await store.write(_slowly, tenant_id, f"w{number}.{each}")

    async def seal() -> None:
        for _ in range(15):
            await sealed(store)

    await asyncio.gather(*map(write, range(6)), seal())
    (proof,) = await sealed(store)
    assert (proof.sealed_rows, proof.open_rows, proof.broken_at) == (72, 0, None)


def _slowly(db: Connection, tenant_id: int, action: str) -> None:
    audit.by_command(db, tenant_id, action)
    if not is_sqlite(db):
        db.execute(text("SELECT pg_sleep(random() * 0.01)"))  # commits in another order than it drew positions
