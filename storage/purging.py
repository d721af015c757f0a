"""How do interactions go away whose time is over, with all that hangs on them?

A batch is one transaction: the interactions, their parts, the customers of whom nothing is left, and a row of counts in
the audit log. What is interrupted goes on with the next batch. A legal hold keeps all of a customer.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, exists, or_, select

from storage import audit, customer_rows, holds
from storage.code_tables import conclusion_codes, conclusion_tags, conclusions
from storage.customer_rows import CustomerRow
from storage.database import is_sqlite
from storage.delivery_tables import card_subjects, sent_cards
from storage.erasure import requests
from storage.erasure_tables import legal_holds
from storage.retention import cutoff, service_ids
from storage.tables import (
    contacts,
    customers,
    events,
    identifiers,
    identity_conflicts,
    interactions,
    issues,
    legs,
    tenants,
)

BATCH: Final = 200  # interactions, so that nobody waits long for the only writer
ENDED: Final = timedelta(hours=24)  # without an event, an interaction counts as ended

_OF_INTERACTION: Final = (conclusion_tags, conclusion_codes, conclusions, legs, issues, identity_conflicts)
_OF_CUSTOMER: Final = (identifiers, identity_conflicts, legal_holds)
PARTS: Final = {table.name for table in (*_OF_INTERACTION, *_OF_CUSTOMER, contacts)}
"""The tables whose rows belong to an interaction or a customer, and go with them."""


@dataclass(frozen=True, kw_only=True)
class Purged:
    interactions: int
    customers: int
    until: str  # what started before; ISO 8601


def tenants_to_purge(db: Connection) -> list[int]:
    """Those that do not keep their interactions without end."""
    return list(db.execute(select(tenants.c.id).where(tenants.c.retention_months.is_not(None))).scalars())


def purge(db: Connection, tenant_id: int, now: datetime, most: int = BATCH) -> int:
    """At most so many; returns how many interactions are gone. Events of the tenant wait so long."""
    months = db.execute(_months(db, tenant_id)).scalar()
    if months is None:
        return 0
    before = cutoff(months, now)
    gone = _free(db, tenant_id, _expired(db, tenant_id, before, now, most))
    if gone:
        left = _purge(db, tenant_id, gone)
        made = Purged(interactions=len(gone), customers=left, until=before.isoformat(timespec="seconds"))
        audit.by_command(db, tenant_id, "retention.purged", **asdict(made))
    return len(gone)


def _months(db: Connection, tenant_id: int) -> Any:
    query = select(tenants.c.retention_months).where(tenants.c.id == tenant_id)
    return query if is_sqlite(db) else query.with_for_update(key_share=True)


def _expired(db: Connection, tenant_id: int, before: datetime, now: datetime, most: int) -> list[Any]:
    i = interactions.c
    free = or_(i.customer_id.is_(None), i.customer_id.not_in(holds.of_tenant(tenant_id)))
    found: list[Any] = []
    for service_id in service_ids(db, tenant_id):
        query = (
            select(i.id, i.task_id, i.customer_id, i.service_id)
            .where(i.tenant_id == tenant_id, i.service_id == service_id, i.started_at < before)
            .where(i.last_event_at < now - ENDED, free)
            .order_by(i.started_at, i.id)
        )
        found += db.execute(query.limit(most - len(found))).all()
        if len(found) == most:
            break
    return found


def _free(db: Connection, tenant_id: int, found: list[Any]) -> list[Any]:
    """Those that no hold keeps, looked at once more: on PostgreSQL one may have been placed meanwhile."""
    ids = {row.customer_id for row in found if row.customer_id is not None}
    theirs = select(customers.c.id).where(customers.c.tenant_id == tenant_id, customers.c.id.in_(ids))
    if not is_sqlite(db):
        db.execute(theirs.with_for_update())
    held = set(db.execute(holds.of_tenant(tenant_id)).scalars())
    return [row for row in found if row.customer_id not in held]


def _purge(db: Connection, tenant_id: int, gone: list[Any]) -> int:
    """Returns of how many customers nothing was left."""
    ids = [row.id for row in gone]
    for table in _OF_INTERACTION:
        _delete(db, tenant_id, table, table.c.interaction_id.in_(ids))
    _delete(db, tenant_id, events, events.c.task_id.in_([row.task_id for row in gone]))
    _delete(db, tenant_id, interactions, interactions.c.id.in_(ids))
    of_customers = [row for row in gone if row.customer_id is not None]
    _forget_contacts(db, tenant_id, {(row.customer_id, row.service_id) for row in of_customers if row.service_id})
    left = _without_any(db, tenant_id, {row.customer_id for row in of_customers})
    for each in left:
        requests.void(db, tenant_id, each.id, None)
    _forget_cards(db, tenant_id, {("interaction", i) for i in ids} | {("customer", c.id) for c in left})
    for table in _OF_CUSTOMER:
        _delete(db, tenant_id, table, table.c.customer_id.in_([c.id for c in left]))
    customer_rows.remove(db, tenant_id, left)
    return len(left)


def _forget_contacts(db: Connection, tenant_id: int, pairs: Iterable[tuple[int, int]]) -> None:
    """Who has no interaction of a service any more is none of its customers."""
    i = interactions.c
    still = exists().where(
        i.tenant_id == tenant_id, i.customer_id == contacts.c.customer_id, i.service_id == contacts.c.service_id
    )
    wanted = [and_(contacts.c.customer_id == c, contacts.c.service_id == s) for c, s in pairs]
    if wanted:
        _delete(db, tenant_id, contacts, or_(*wanted) & ~still)


def _without_any(db: Connection, tenant_id: int, ids: set[int]) -> list[CustomerRow]:
    c, i = customers.c, interactions.c
    any_left = exists().where(i.tenant_id == tenant_id, i.customer_id == c.id)
    rows = db.execute(select(c.id, c.search_text).where(c.tenant_id == tenant_id, c.id.in_(ids), ~any_left))
    return [CustomerRow(id=row.id, stored_text=row.search_text) for row in rows]


def _forget_cards(db: Connection, tenant_id: int, subjects: set[tuple[str, int]]) -> None:
    """What the ledger says of them; a card that shows nothing else is forgotten too."""
    s = card_subjects.c
    theirs = or_(
        *(
            and_(s.subject_kind == kind, s.subject_id.in_([each for of, each in subjects if of == kind]))
            for kind in ("interaction", "customer")
        )
    )
    cards = set(db.execute(select(s.card_id).where(s.tenant_id == tenant_id, theirs)).scalars())
    if cards:
        _delete(db, tenant_id, card_subjects, theirs)
        others = exists().where(s.tenant_id == tenant_id, s.card_id == sent_cards.c.id)
        _delete(db, tenant_id, sent_cards, sent_cards.c.id.in_(cards) & ~others)


def _delete(db: Connection, tenant_id: int, table: Table, these: ColumnElement[bool]) -> None:
    db.execute(delete(table).where(table.c.tenant_id == tenant_id, these))
