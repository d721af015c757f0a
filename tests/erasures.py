"""Who is erased in a test, by whom, and how does the job come to its end?"""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, String, cast, insert, select, update

from bot import erasing
from bot.erasing import Place
from storage.access import Scope
from storage.database import Database
from storage.delivery_tables import conversations, outbox, sent_cards
from storage.erasure import approval, records, requests
from storage.erasure.beside import Beside
from storage.erasure.records import Erasure
from storage.erasure_tables import erasures
from storage.export_files import Folder
from storage.export_tables import exports
from storage.sent_cards import Place as Shown
from storage.tables import interactions, people, roles
from tests.told import START

CHAT, HERS = Shown("a:adam", None), Shown("a:anna", None)
NOW = START + timedelta(days=3)
GRAY: dict[str, Any] = {
    "customerName": "Dorain Gray",
    "callerTelNumber": "+412345678910",
    "callerUPN": "dorain.gray@example.com",
    "customerIdentifier": "K-20417",
}


async def an_admin(store: Database, tenant_id: int, name: str) -> Scope:
    person_id = 1000 + sum(map(ord, name))

    def add(db: Connection) -> None:
        row = {"tenant_id": tenant_id, "id": person_id, "object_id": name.lower(), "name": name}
        db.execute(insert(people), row)
        db.execute(insert(roles), {"tenant_id": tenant_id, "person_id": person_id, "role": "tenant_admin"})

    await store.write(add)
    return scope(tenant_id, person_id)


async def a_chat(store: Database, who: Scope, shown: Shown) -> None:
    """In which the bot has said something."""
    facts = {"kind": "personal", "service_url": "https://x", "locale": "en", "zone": "UTC", "seen_at": NOW}
    row = {"tenant_id": who.tenant_id, "person_id": who.person_id, "conversation": shown.conversation, **facts}
    await store.write(
        lambda db: db.execute(insert(conversations), row | {"installed": True, "welcomed": True}) and None
    )


def scope(tenant_id: int, person_id: int, *own: str) -> Scope:
    return Scope(
        tenant_id=tenant_id,
        person_id=person_id,
        region="CH",
        roles=frozenset(own or {"tenant_admin"}),
        services=None,
        owned=frozenset(),
        masked=False,
        users_masked=False,
    )


def customer_of(db: Connection, tenant_id: int, task: str) -> int:
    i = interactions.c
    found = db.execute(select(i.customer_id).where(i.tenant_id == tenant_id, i.task_id == task)).scalar_one()
    assert found is not None
    return int(found)


async def erased(
    store: Database, beside: Beside, asker: Scope, approver: Scope, customer_id: int, now: datetime = NOW
) -> Erasure:
    """Asked and approved; the job has not begun."""
    seen, _ = await store.write(requests.ask, asker, customer_id, CHAT, now)
    assert seen.found is not None
    pressed = (seen.found.title, seen.found.fingerprint)
    return await store.write(approval.approve, approver, beside, seen.erasure.id, *pressed, now)


def place(store: Database, folder: Path, **more: Any) -> Place:
    return Place(db=store, beside=Beside(folder), files=Folder(folder / "exports"), **more)


async def finish(where: Place, erasure: Erasure) -> Erasure:
    """Runs the job as if every pause were over, until it is complete."""
    for _round in range(20):
        await where.db.write(hurry)
        await erasing.run(where)
        now = await where.db.read(records.get, erasure.tenant_id, erasure.id)
        if now.state == records.COMPLETE:
            return now
    raise AssertionError(f"It waits for {now.steps.get('waiting')}.")


def hurry(db: Connection) -> None:
    """Every pause and every lease is over, and Teams has taken whatever there was."""
    db.execute(update(erasures).values(retry_at=None))
    db.execute(update(exports).where(exports.c.state == "running").values(leased_until=START))
    db.execute(update(outbox).where(outbox.c.state == "waiting").values(state="sent"))
    name = cast(sent_cards.c.id, String)
    db.execute(update(sent_cards).where(sent_cards.c.activity_id.is_(None)).values(activity_id=name))
