"""Which message of the outbox is next in each conversation, which process sends it, and what became of it?

`due` looks without holding anybody up, `claim` decides: of several senders that saw the same message one gets it,
because each claim counts `attempts` up and names the count that it saw. A claim is a lease: a sender that is not heard
of again loses the message to the next one. No message is skipped: what comes after it in its conversation waits.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, and_, exists, or_, select, tuple_, update

from storage import sent_cards
from storage.delivery_tables import conversations, outbox
from storage.outbox import FAILED, MOOT, OPEN, PARKED, SENDING, SENT, WAITING
from storage.sent_cards import SentCard
from storage.tables import people, tenants

LEASE: Final = timedelta(minutes=1)
SOON: Final = timedelta(seconds=1)


@dataclass(frozen=True, kw_only=True)
class Due:
    """A message whose turn it is, and where it goes."""

    tenant_id: int
    id: int
    conversation: str
    person_id: int
    kind: str
    content: dict[str, Any]
    attempts: int
    service_url: str
    locale: str
    zone: str
    language: str | None
    reachable: bool  # False: nothing may be sent to this conversation before the next install


def due(db: Connection, now: datetime, *, most: int = 100) -> list[Due]:
    """The first message of each conversation that may be sent now, `most` of each tenant."""
    waiting = exists().where(outbox.c.tenant_id == tenants.c.id, *_is_due(now))
    ids = db.execute(select(tenants.c.id).where(waiting)).scalars().all()
    return [_due(row) for tenant_id in ids for state in OPEN for row in _heads(db, tenant_id, state, now, most)]


def claim(db: Connection, wanted: Iterable[Due], now: datetime) -> list[Due]:
    """Those that are the caller's for the time of the lease."""
    taken = {"state": SENDING, "attempts": outbox.c.attempts + 1, "retry_at": now + LEASE}
    return [
        replace(each, attempts=each.attempts + 1)
        for each in wanted
        if db.execute(_seen_as(each).where(_may_try(now)).values(taken)).rowcount
    ]


def sent(db: Connection, message: Due, now: datetime, card: SentCard | None, activity_id: str) -> None:
    """`activity_id` names the card from now on; "": it has its name already, or got none."""
    of_message = (outbox.c.tenant_id == message.tenant_id, outbox.c.id == message.id)
    db.execute(update(outbox).where(*of_message).values(state=SENT, sent_at=now, retry_at=None))  # whoever holds it now
    if card is not None and activity_id:
        sent_cards.delivered(db, card, activity_id)


def moot(db: Connection, message: Due) -> None:
    """There was nothing to say any more."""
    db.execute(_seen_as(message).values(state=MOOT, retry_at=None))


def failed(db: Connection, message: Due, unsent: SentCard | None) -> None:
    """Not taken, and never will be. `unsent`: the card that surely nobody sees."""
    db.execute(_seen_as(message).values(state=FAILED, retry_at=None))
    sent_cards.withdraw(db, unsent)


def later(db: Connection, message: Due, at: datetime, unsent: SentCard | None = None) -> None:
    """Tried again from `at` on, unless somebody else does already."""
    db.execute(_seen_as(message).values(state=WAITING, retry_at=at))
    sent_cards.withdraw(db, unsent)


def refused(db: Connection, message: Due, began: datetime, now: datetime, unsent: SentCard | None) -> None:
    """Teams lets nothing through to this person; what is due to them waits for the next install.

    `began`: when it was tried. Whoever has been seen since may be reached again.
    """
    chat = _locked(db, message)
    if chat.seen_at >= began:
        later(db, message, now + SOON, unsent)
        return
    db.execute(update(conversations).where(_of_chat(message)).values(parked_at=now))
    db.execute(_seen_as(message).values(state=PARKED, retry_at=None))
    _park(db, message)
    sent_cards.withdraw(db, unsent)


def set_aside(db: Connection, message: Due) -> None:
    """It came for a conversation that cannot be reached: it waits beside the others."""
    chat = _locked(db, message)
    if chat.parked_at is not None or not chat.installed:
        db.execute(_seen_as(message).values(state=PARKED, retry_at=None))
        _park(db, message)


def _heads(db: Connection, tenant_id: int, state: str, now: datetime, most: int) -> Sequence[Row[Any]]:
    """In the order of the index of that state, so that a long queue is not read to its end."""
    o, c, earlier = outbox.c, conversations.c, outbox.alias("earlier")
    before = exists().where(
        earlier.c.tenant_id == tenant_id,
        earlier.c.conversation == o.conversation,
        earlier.c.state.in_(OPEN),
        tuple_(earlier.c.due_at, earlier.c.id) < tuple_(o.due_at, o.id),
    )
    wanted = (
        select(outbox, c.service_url, c.locale, c.zone, people.c.language)
        .add_columns(and_(c.installed, c.parked_at.is_(None)).label("reachable"))
        .join(conversations, and_(c.tenant_id == o.tenant_id, c.conversation == o.conversation))
        .outerjoin(people, and_(people.c.tenant_id == o.tenant_id, people.c.id == o.person_id))
        .where(o.tenant_id == tenant_id, o.state == state, o.due_at <= now, _may_try(now), ~before)
        .order_by(o.due_at)
        .limit(most)
    )
    return db.execute(wanted).all()


def _is_due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return outbox.c.state.in_(OPEN), outbox.c.due_at <= now, _may_try(now)


def _may_try(now: datetime) -> ColumnElement[bool]:
    return or_(outbox.c.retry_at.is_(None), outbox.c.retry_at <= now)


def _due(row: Row[Any]) -> Due:
    return Due(**{name: getattr(row, name) for name in Due.__dataclass_fields__})


def _of_chat(message: Due) -> ColumnElement[bool]:
    c = conversations.c
    return and_(c.tenant_id == message.tenant_id, c.conversation == message.conversation)


def _locked(db: Connection, message: Due) -> Row[Any]:
    """Nobody installs or parks it before this transaction ends (SQLite: there is one writer)."""
    return db.execute(select(conversations).where(_of_chat(message)).with_for_update(key_share=True)).one()


def _seen_as(message: Due) -> Any:
    """Nobody has claimed it since."""
    c = outbox.c
    return update(outbox).where(
        c.tenant_id == message.tenant_id,
        c.id == message.id,
        c.attempts == message.attempts,
        c.state.in_(OPEN),
    )


def _park(db: Connection, message: Due) -> None:
    c = outbox.c
    beside = (c.tenant_id == message.tenant_id, c.conversation == message.conversation, c.state == WAITING)
    db.execute(update(outbox).where(*beside).values(state=PARKED, retry_at=None))
