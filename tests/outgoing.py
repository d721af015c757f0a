"""What waits to be said when a test of it begins, and by which announcement?"""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Table, insert, select, update

from dialogs.announcements import Announce, Announcement, Notice
from storage import conversations, outbox, sent_cards, tenants
from storage.access import Scope, Who
from storage.database import Database
from storage.delivery_tables import outbox as outbox_rows
from storage.delivery_tables import sent_cards as sent_card_rows
from storage.ids import new_id
from storage.sent_cards import SentCard
from storage.tables import people, roles

TENANT = "c0000000-0000-4000-8000-00000000000c"


async def a_reader(db: Database, name: str, service_url: str, *, tenant: str = TENANT) -> Who:
    """Somebody with a role and a personal chat `a:<name>`."""
    who = Who(tenant=tenant, person=name)
    await db.write(_add_reader, who)
    await seen(db, who, service_url)
    return who


async def seen(db: Database, who: Who, service_url: str, conversation: str | None = None) -> None:
    chat = {"conversation": conversation or f"a:{who.person}", "kind": "personal", "locale": "en-GB", "zone": "UTC"}
    await db.write(conversations.seen, who, service_url=service_url, **chat)


async def put(db: Database, who: Who, *texts: str, kind: str = "note", **more: Any) -> None:
    """Each a message of its own, due in this order."""
    await put_all(db, [(who, text) for text in texts], kind, **more)


async def put_all(db: Database, said: Sequence[tuple[Who, str]], kind: str = "note", **more: Any) -> None:
    """For several readers in one transaction."""
    await db.write(_put, said, kind, more)


async def states(db: Database) -> dict[str, str]:
    """By the text of the message."""

    return {row.content["text"]: row.state for row in await rows(db)}


async def rows(db: Database) -> list[Row[Any]]:
    return await db.read(_all, outbox_rows)


async def ledger(db: Database) -> list[Row[Any]]:
    return await db.read(_all, sent_card_rows)


async def until(db: Database, wanted: str, *texts: str) -> None:
    """Waits for these messages to be in that state. The database tells nobody, so it is asked."""
    while {(found := await states(db)).get(text) for text in texts} != {wanted}:
        assert not {found.get(text) for text in texts} - {wanted, "waiting", "sending", "parked"}, found
        await asyncio.sleep(0.01)


async def set_rows(db: Database, **values: Any) -> None:
    """As if something had happened to all that is there."""
    await db.write(lambda c: c.execute(update(outbox_rows).values(**values)) and None)


def person_of(db: Connection, who: Who) -> tuple[int, int]:
    """(tenant, person)"""
    tenant = tenants.get(db, who.tenant)
    mine = (people.c.tenant_id == tenant.id, people.c.object_id == who.person)
    return tenant.id, db.execute(select(people.c.id).where(*mine)).scalar_one()


async def note(notice: Notice) -> Announcement:
    """The simplest announcement: a sentence, to somebody who still has a role."""
    await notice.read(_nothing)
    return Announcement(card=None, text=notice.content["text"])


async def carded(notice: Notice) -> Announcement:
    """With a card that is noted in the ledger."""
    card_id = await notice.write(sent_cards.record, notice.place, "note")
    return Announcement(card={"type": "AdaptiveCard"}, text=notice.content["text"], card_id=card_id)


async def instead(notice: Notice) -> Announcement:
    """In place of the card that the content names."""
    card = int(notice.content["card"])
    replaces = await notice.read(sent_cards.standing, card, datetime.now(UTC))
    sent = SentCard(notice.tenant_id, card)
    return Announcement(card={"type": "AdaptiveCard"}, text=notice.content["text"], card_id=sent, replaces=replaces)


async def nothing(_notice: Notice) -> None:
    """There is nothing to say any more."""


SAID: Mapping[str, Announce] = {"note": note, "carded": carded, "instead": instead, "nothing": nothing}


def _all(db: Connection, table: Table) -> list[Row[Any]]:
    return list(db.execute(select(table)))


def _nothing(_db: Connection, _scope: Scope) -> None:
    pass


def _add_reader(db: Connection, who: Who) -> None:
    try:
        tenant_id = tenants.get(db, who.tenant).id
    except tenants.NoSuchTenant:
        tenant_id = tenants.add(db, entra_id=who.tenant, name=who.tenant, region="CH").id
    person = {"tenant_id": tenant_id, "id": new_id(), "object_id": who.person, "name": who.person}
    db.execute(insert(people), person)
    db.execute(insert(roles), {"tenant_id": tenant_id, "person_id": person["id"], "role": "tenant_admin"})


def _put(db: Connection, said: Sequence[tuple[Who, str]], kind: str, more: dict[str, Any]) -> None:
    now = datetime.now(UTC) - timedelta(seconds=1)
    for place, (who, text) in enumerate(said):
        tenant_id, person_id = person_of(db, who)
        due_at = more.get("due_at") or now + timedelta(milliseconds=place)
        content = {"text": text, **more.get("content", {})}
        assert outbox.put(db, tenant_id, person_id, cause=text, kind=kind, content=content, due_at=due_at)
