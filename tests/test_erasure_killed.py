"""Does an erasure come to its end, whole and never undone, when the process is killed at any moment?"""

import asyncio
import os
import random
import signal
from collections import Counter
from datetime import UTC, datetime
from hashlib import sha256
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Connection, and_, select

from bot.erasing import STEPS
from storage.database import Database
from storage.delivery_tables import outbox
from storage.erasure import requests
from storage.erasure.payloads import REPLACED
from storage.erasure_tables import erasures
from storage.export_tables import exports
from storage.tables import customers, identifiers
from tests.canaries import NAME, World, a_world
from tests.dying import eraser, living
from tests.erasures import CHAT, customer_of, place
from tests.exporting import House
from tests.team import ended
from tests.told import tell

KILLS = int(os.environ.get("AFTERCALL_TEST_KILLS", "6"))  # 100 for the proof
BEFORE = ("half written", "line written")
WITHIN = {"search": ("search cleaned",), "cards": ("cards put",)}
IN_THE_JOB = [f"{s} {moment}" for s in STEPS for moment in ("begins", "ends", "noted")]
POINTS = [p for point in IN_THE_JOB for p in (*(WITHIN.get(point.removesuffix(" ends"), ())), point)]
ORDER = ("asked", "pending", "complete")


async def test_it_is_killed_at_every_named_point_and_goes_on(store: Database, store_url: str, tmp_path: Path) -> None:
    """Before the commit nothing has happened; after it nothing is undone."""
    world = await a_world(store, tmp_path)
    seen, _card = await store.write(requests.ask, world.adam, world.customer_id, CHAT, datetime.now(UTC))
    for point in BEFORE:
        await dies(world, store_url, point)
        assert await store.read(stands) == {seen.erasure.id: ("asked", True)}
    for point in ("committed", *POINTS, "half forgotten"):
        await dies(world, store_url, point)
        assert await store.read(stands) == {seen.erasure.id: ("pending", False)}, point
    await dies(world, store_url, "completed")
    assert await store.read(stands) == {seen.erasure.id: ("complete", False)}
    await check(world)


async def dies(world: World, url: str, point: str) -> None:
    process = eraser(url, world.folder, point, world.team.tenant_id, world.anna.person_id)
    await asyncio.to_thread(process.join)
    assert process.exitcode == -signal.SIGKILL, f"It did not come to “{point}”."


@pytest.mark.timeout(120 + 5 * KILLS)
async def test_it_is_killed_at_any_moment_while_files_are_made_too(
    store: Database, store_url: str, tmp_path: Path
) -> None:
    """`AFTERCALL_TEST_KILLS` says how often."""
    world = await a_world(store, tmp_path)
    house = House(store, world.team.tenant_id, place(store, tmp_path).files, world.team.support, world.team.support)
    await store.write(requests.ask, world.adam, world.customer_id, CHAT, datetime.now(UTC))
    before: dict[int, tuple[str, bool]] = {}
    under_way = Counter[str]()
    for life in count():
        await another_asks(world, house, life)
        with living(store_url, tmp_path, world.team.tenant_id, world.anna.person_id):
            await asyncio.sleep(random.uniform(0, 0.6))
        now = await store.read(stands)
        assert [e for e, (state, there) in now.items() if there != (state == "asked")] == []
        assert [e for e, (state, _) in before.items() if ORDER.index(now[e][0]) < ORDER.index(state)] == []
        under_way.update(state for state, _there in now.values() if state != "complete")
        before = now
        if life + 1 >= KILLS and under_way.total() >= KILLS / 4:
            break
        assert life < 10 * KILLS, "hardly any kill met an erasure under way"
    with living(store_url, tmp_path, world.team.tenant_id, world.anna.person_id):
        await until_complete(store)
    await check(world)


async def until_complete(store: Database) -> None:
    """The database tells nobody, so it is asked."""
    while True:
        if {state for state, _there in (await store.read(stands)).values()} == {"complete"}:
            return
        await asyncio.sleep(0.02)


async def another_asks(world: World, house: House, life: int) -> None:
    """To forget somebody of whom a file is being made."""
    task = f"life-{life}"
    said = {"customerName": f"{NAME} {life}", "callerTelNumber": f"+4144668{life:04}", "customerIdentifier": None}
    await tell(world.store, world.team.tenant_id, *(ended(f"{task}-{n}", 5, **said) for n in range(9)))
    customer_id = await world.store.read(customer_of, world.team.tenant_id, f"{task}-0")
    if not await world.store.read(lambda db: db.execute(select(exports.c.id).where(exports.c.under_way)).all()):
        await house.asks(customer_id=customer_id)
    await world.store.write(requests.ask, world.adam, customer_id, CHAT, datetime.now(UTC))


def stands(db: Connection) -> dict[int, tuple[str, bool]]:
    """By erasure: its state, and whether the customer is still known by a name or an identifier.

    In one statement: what a killed process had asked for may still be committed while we look.
    """
    e, c, i = erasures.c, customers.c, identifiers.c
    query = (
        select(e.id, e.state, c.name, i.key)
        .join(customers, and_(c.tenant_id == e.tenant_id, c.id == e.customer_id))
        .join(identifiers, and_(i.tenant_id == e.tenant_id, i.customer_id == e.customer_id))
    )
    known: dict[int, set[tuple[str, bool]]] = {}
    for row in db.execute(query):
        seen = {not (row.name or "").startswith(REPLACED), not row.key.startswith("erased:")}
        known.setdefault(row.id, set()).update((row.state, each) for each in seen)
    assert all(len(each) == 1 for each in known.values()), "half of it is done"
    return {erasure_id: next(iter(each)) for erasure_id, each in known.items()}


async def check(world: World) -> None:
    """No byte is left, each has one receipt, and whoever waits for it is told."""
    assert (await world.tables(), world.on_disk()) == (set(), set())
    rows = await world.team.rows(erasures)
    for row in rows:
        assert row.receipt_sha256 == sha256(row.receipt.encode()).hexdigest()
        assert (row.sealed, row.half) == (None, None)
    ids = sorted(str(row.id) for row in rows)
    for action in ("erasure.approved", "erasure.completed"):
        assert sorted(row.detail["erasure"] for row in await world.team.audited(action)) == ids
    told = {row.cause.split(":")[1] for row in await world.team.rows(outbox) if row.cause.endswith(":complete")}
    assert sorted(told) == ids
    begun = [line["erasure"] for line in place(world.store, world.folder).beside.lines() if line["what"] == "done"]
    assert set(begun) == set(ids)
