"""What is to be said outside a turn?

A row is put in the transaction of what causes it, so neither can be without the other. It holds ids alone: the message
is made when it is sent, with the rights that its reader then has, in their language.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, and_, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import is_sqlite
from storage.delivery_tables import conversations, outbox
from storage.ids import new_id
from storage.tables import tenants

WAITING: Final = "waiting"
SENDING: Final = "sending"  # claimed by a sender, until `retry_at`
PARKED: Final = "parked"  # until the reader installs the bot again, or writes
SENT: Final = "sent"
MOOT: Final = "moot"  # there was nothing to say any more
FAILED: Final = "failed"  # Teams did not take it, and never would
OPEN: Final = (WAITING, SENDING)


@dataclass(frozen=True, kw_only=True)
class Message:
    """`content` holds ids as text; `cause` is unique in the tenant: it is said once only."""

    person_id: int
    conversation: str
    cause: str
    kind: str
    content: dict[str, Any]


def put(
    db: Connection,
    tenant_id: int,
    person_id: int,
    *,
    cause: str,
    kind: str,
    content: dict[str, Any],
    due_at: datetime | None = None,
    conversation: str | None = None,
) -> bool:
    """False if it had been put before (`cause`), or if the person has no chat with the bot.

    `content` holds ids as text. Without `conversation` it goes to the person's own chat. `due_at`: at once.
    """
    conversation = conversation or chat_of(db, tenant_id, person_id)
    if conversation is None:
        return False
    message = Message(person_id=person_id, conversation=conversation, cause=cause, kind=kind, content=content)
    row = _row(tenant_id, message, datetime.now(UTC), due_at)
    return db.execute(_put(db), row).rowcount == 1


def put_many(db: Connection, tenant_id: int, messages: Iterable[Message]) -> None:
    """At once, in one statement; what had been put before is left as it is."""
    now = datetime.now(UTC)
    if rows := [_row(tenant_id, each, now, None) for each in messages]:
        db.execute(_put(db), rows)


def chat_of(db: Connection, tenant_id: int, person_id: int) -> str | None:
    """The person's latest personal chat with the bot; a parked one too, for what waits there is not lost."""
    return chats_of(db, tenant_id, {person_id}).get(person_id)


def chats_of(db: Connection, tenant_id: int, person_ids: set[int]) -> dict[int, str]:
    """As `chat_of`; whoever has none is left out."""
    c = conversations.c
    theirs = (c.tenant_id == tenant_id, c.person_id.in_(person_ids), c.kind == "personal", c.installed.is_(True))
    rows = db.execute(select(c.person_id, c.conversation).where(*theirs).order_by(c.seen_at))
    return {row.person_id: row.conversation for row in rows}


def _put(db: Connection) -> Any:
    into = (sqlite.insert if is_sqlite(db) else postgresql.insert)(outbox)
    return into.on_conflict_do_nothing(index_elements=["tenant_id", "cause"])


def _row(tenant_id: int, message: Message, now: datetime, due_at: datetime | None) -> dict[str, Any]:
    return {
        "tenant_id": tenant_id,
        "id": new_id(),
        **vars(message),
        "state": WAITING,
        "attempts": 0,
        "created_at": now,
        "due_at": due_at or now,
    }


def unpark(db: Connection, tenant_id: int, conversation: str) -> None:
    """The person can be reached again: what waits for them is due, in its order."""
    c = outbox.c
    parked = (c.tenant_id == tenant_id, c.conversation == conversation, c.state == PARKED)
    db.execute(update(outbox).where(*parked).values(state=WAITING, retry_at=None))


def counted(db: Connection) -> dict[str, int]:
    """How many are waiting (with those being sent), parked and failed."""
    states = (*OPEN, PARKED, FAILED)
    of_tenant = (outbox.c.tenant_id == tenants.c.id, outbox.c.state.in_(states))
    rows = db.execute(select(outbox.c.state, func.count()).join(tenants, and_(*of_tenant)).group_by(outbox.c.state))
    found: dict[str, int] = {row[0]: row[1] for row in rows}
    return {
        WAITING: sum(found.get(state, 0) for state in OPEN),
        PARKED: found.get(PARKED, 0),
        FAILED: found.get(FAILED, 0),
    }
