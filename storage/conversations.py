"""Where can a person be reached, and have they been welcomed?"""

from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage import outbox
from storage.access import Who
from storage.database import is_sqlite
from storage.delivery_tables import conversations
from storage.tables import people, tenants


class Chat(NamedTuple):
    """A conversation, and the address of the connector through which it is reached."""

    conversation: str
    service_url: str


def own_chat(db: Connection, who: Who) -> Chat | None:
    """The person's latest personal chat with the bot; None if they have none, or have blocked it."""
    c = conversations.c
    query = (
        select(c.conversation, c.service_url)
        .join(people, and_(people.c.tenant_id == c.tenant_id, people.c.id == c.person_id))
        .join(tenants, tenants.c.id == c.tenant_id)
        .where(tenants.c.entra_id == who.tenant, people.c.object_id == who.person, c.kind == "personal")
        .where(c.installed.is_(True), c.parked_at.is_(None))
    )
    row = db.execute(query.order_by(c.seen_at.desc()).limit(1)).first()
    return None if row is None else Chat(row.conversation, row.service_url)


def seen(db: Connection, who: Who, *, conversation: str, service_url: str, kind: str, locale: str, zone: str) -> None:
    """Remembers how to write to a conversation, where what was parked is due again.

    Nothing is kept for a tenant that is not ours.
    """
    row = db.execute(
        select(tenants.c.id, people.c.id.label("person_id"))
        .outerjoin(people, and_(people.c.tenant_id == tenants.c.id, people.c.object_id == who.person))
        .where(tenants.c.entra_id == who.tenant)
    ).first()
    if row is None:
        return
    facts: dict[str, Any] = {
        "person_id": row.person_id if kind == "personal" else None,
        "kind": kind,
        "service_url": service_url,
        "locale": locale,
        "zone": zone,
        "installed": True,
        "parked_at": None,
        "seen_at": datetime.now(UTC),
    }
    insert = sqlite.insert if is_sqlite(db) else postgresql.insert
    statement = insert(conversations).values(tenant_id=row.id, conversation=conversation, welcomed=False, **facts)
    db.execute(statement.on_conflict_do_update(index_elements=["tenant_id", "conversation"], set_=facts))
    outbox.unpark(db, row.id, conversation)


def welcome(db: Connection, who: Who, conversation: str) -> bool:
    """True exactly once per install: Teams announces one install by up to two activities, and repeats them."""
    changed = db.execute(_of(who, conversation).where(conversations.c.welcomed.is_(False)).values(welcomed=True))
    return changed.rowcount == 1


def not_welcomed(db: Connection, who: Who, conversation: str) -> None:
    """The welcome did not arrive."""
    db.execute(_of(who, conversation).values(welcomed=False))


def uninstalled(db: Connection, who: Who, conversation: str) -> None:
    db.execute(_of(who, conversation).values(installed=False, welcomed=False))


def _of(who: Who, conversation: str) -> Any:
    tenant_id = select(tenants.c.id).where(tenants.c.entra_id == who.tenant).scalar_subquery()
    return update(conversations).where(
        conversations.c.tenant_id == tenant_id, conversations.c.conversation == conversation
    )
