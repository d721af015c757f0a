"""Where else in everything that a tenant has stored does it say who the customer was?

In events, notes and tags of others: a number that was said first and corrected later, a colleague's remark. What came
in after the approval is not looked at: whoever calls again is a new customer.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

from sqlalchemy import BigInteger, Connection, literal, select, tuple_

from storage import ids
from storage.code_tables import conclusion_tags
from storage.erasure import late, payloads, replacement
from storage.erasure.records import Erasure
from storage.erasure.traces import Traces
from storage.tables import events, interactions, issues, tenants
from storage.terms import identify

AT_ONCE: Final = 200  # rows; a transaction on the event loop of PostgreSQL must be short

Cursor = tuple[Any, ...] | None
Look = Callable[[Connection, Erasure, str, Traces, Cursor], tuple[Cursor, set[str]]]
"""From a place on: (the next place, None at the end; the tasks in which it says so)."""


def region_of(db: Connection, tenant_id: int) -> str:
    region: str = db.execute(select(tenants.c.region).where(tenants.c.id == tenant_id)).scalar_one()
    return region


def in_events(db: Connection, erasure: Erasure, region: str, found: Traces, after: Cursor) -> tuple[Cursor, set[str]]:
    e = events.c
    query = select(e.event_id, e.task_id, e.payload).where(e.tenant_id == erasure.tenant_id)
    query = query.where(e.received_at <= erasure.closed_at)
    if after:
        query = query.where(e.event_id > after[0])
    rows = db.execute(query.order_by(e.event_id).limit(AT_ONCE)).all()
    told = {r.task_id for r in rows if _says(r.payload, found, region)}
    return _next(rows, lambda r: (r.event_id,)), told


def in_notes(db: Connection, erasure: Erasure, _region: str, found: Traces, after: Cursor) -> tuple[Cursor, set[str]]:
    i = issues.c
    query = select(i.interaction_id, i.id, i.text, i.reported_by).where(i.tenant_id == erasure.tenant_id)
    query = query.where(i.id < _until(erasure))
    if after:
        query = query.where(tuple_(i.interaction_id, i.id) > tuple_(_id(after[0]), _id(after[1])))
    rows = db.execute(query.order_by(i.interaction_id, i.id).limit(AT_ONCE)).all()
    told = {r.interaction_id for r in rows if found.anywhere(r.text) or found.anywhere(r.reported_by or "")}
    return _next(rows, lambda r: (r.interaction_id, r.id)), _tasks(db, erasure.tenant_id, told)


def in_tags(db: Connection, erasure: Erasure, _region: str, found: Traces, after: Cursor) -> tuple[Cursor, set[str]]:
    t = conclusion_tags.c
    query = select(t.interaction_id, t.tag_key, t.tag).where(t.tenant_id == erasure.tenant_id)
    query = query.where(t.modified_at <= erasure.closed_at)
    if after:
        query = query.where(tuple_(t.interaction_id, t.tag_key) > tuple_(_id(after[0]), literal(after[1])))
    rows = db.execute(query.order_by(t.interaction_id, t.tag_key).limit(AT_ONCE)).all()
    told = {r.interaction_id for r in rows if found.anywhere(r.tag)}
    return _next(rows, lambda r: (r.interaction_id, r.tag_key)), _tasks(db, erasure.tenant_id, told)


def in_sources(db: Connection, erasure: Erasure, region: str, found: Traces, after: Cursor) -> tuple[Cursor, set[str]]:
    """Interactions that were loaded without events say only there who it was."""
    i = interactions.c
    query = select(i.id, i.task_id, i.source).where(i.tenant_id == erasure.tenant_id, i.id < _until(erasure))
    if after:
        query = query.where(i.id > after[0])
    rows = db.execute(query.order_by(i.id).limit(AT_ONCE)).all()
    known = {r.task_id: identify("caller", r.source, region) for r in rows}
    told = {task for task, each in known.items() if each is not None and found.is_identifier(each.key)}
    return _next(rows, lambda r: (r.id,)), told


PLACES: Final[tuple[Look, ...]] = (in_events, in_notes, in_tags, in_sources)


def clean(db: Connection, erasure: Erasure, found: Traces, tasks: Sequence[str]) -> None:
    """What comes in late for these loses the same fields."""
    tenant = replacement.lock_tenant(db, erasure.tenant_id)
    token = erasure.token or ""
    said = {t: replacement.task(db, erasure.tenant_id, tenant.region, t, found, token) for t in tasks}
    late.note(db, erasure.tenant_id, erasure.id, (), {t: fields for t, fields in said.items() if fields})


def _says(payload: dict[str, Any], found: Traces, region: str) -> bool:
    """Of most events all texts together say nothing; only where they do, each is looked at."""
    texts = list(payloads.texts(payload))
    if found.anywhere("\n".join(texts)) and any(map(found.anywhere, texts)):
        return True
    return bool(payloads.said(payload, found, region))


def _id(number: int) -> Any:
    return literal(number, BigInteger)


def _until(erasure: Erasure) -> int:
    assert erasure.closed_at is not None
    return ids.first_of(erasure.closed_at)


def _next(rows: Sequence[Any], place: Callable[[Any], tuple[Any, ...]]) -> Cursor:
    return place(rows[-1]) if len(rows) == AT_ONCE else None


def _tasks(db: Connection, tenant_id: int, interaction_ids: set[int]) -> set[str]:
    i = interactions.c
    query = select(i.task_id).where(i.tenant_id == tenant_id, i.id.in_(interaction_ids))
    return set(db.execute(query).scalars()) if interaction_ids else set()
