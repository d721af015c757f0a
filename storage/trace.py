"""What happened to one interaction, in full, for whoever is to find out why?

A trace goes to people outside the tenant, so it holds no more than the tenant shows to everybody: customers are masked
as long as any of its settings masks them, colleagues as everybody but tenant admins sees them, the asker not excepted.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select

from storage import audit, customers, export_parts, interactions, people, trace_masks
from storage.access import NotFound, Scope, only_admins
from storage.interactions import in_sight
from storage.outcomes import BY_KEY
from storage.tables import events as stored_events
from storage.tables import interactions as table
from storage.tables import tenants
from storage.trace_masks import Masks

VERSION: Final = 1
KIND: Final = "trace"  # of a file that leaves
_NOBODY: Final = 0

_e = stored_events.c
_ONE: Final = in_sight(all_services=True).where(table.c.id == bindparam("id"))
_EVENTS: Final = (
    select(_e.event_id, _e.occurred_at, _e.received_at, _e.payload)
    .where(_e.tenant_id == bindparam("tenant"), _e.task_id == bindparam("task"))
    .order_by(_e.occurred_at, _e.event_id)
)


@dataclass(frozen=True, kw_only=True)
class Trace:
    """`document` is what the file says; moments in it are aware."""

    interaction_id: int
    document: dict[str, Any]
    masked: bool  # customers
    users_masked: bool


def make(db: Connection, scope: Scope, interaction_id: int) -> Trace:
    """Audited. Raises `NotAnAdmin`, `NotFound`."""
    only_admins(scope)
    found = db.execute(_ONE, interactions.rights(scope, id=interaction_id)).first()
    if found is None:
        raise NotFound
    reader = _outsider(db, scope)
    told = db.execute(_EVENTS, {"tenant": scope.tenant_id, "task": found.task_id}).all()
    document = {
        "version": VERSION,
        "masked": {"customers": reader.masked, "users": reader.users_masked},
        "interaction": _interaction(db, reader, found),
        **_parts(db, reader, found),
        "events": _events(db, reader, found.customer_id, told),
    }
    audit.record(db, scope, "trace.made", "interaction", interaction_id, masked=reader.masked)
    return Trace(
        interaction_id=interaction_id,
        document=document,
        masked=reader.masked,
        users_masked=reader.users_masked,
    )


def _outsider(db: Connection, scope: Scope) -> Scope:
    """Of whoever gets the file. Nobody, so that no name is their own."""
    t = tenants.c
    settings = (t.agents_see_customers, t.owners_see_customers, t.partners_see_customers)
    row = db.execute(select(t.users_shown, *settings).where(t.id == scope.tenant_id)).one()
    return replace(scope, person_id=_NOBODY, masked=not all(row[1:]), users_masked=not row.users_shown)


def _interaction(db: Connection, reader: Scope, found: Any) -> dict[str, Any]:
    shown = export_parts.Shown(reader)
    result = BY_KEY[found.result] if found.result else None
    customer_id = found.customer_id
    name = customers.titles(db, reader, {customer_id}).get(customer_id) if customer_id else None
    return {
        "id": str(found.id),
        "taskId": found.task_id,
        "callChainId": found.call_chain_id,
        "customerId": customer_id and str(customer_id),
        "customer": name,
        "source": shown.source(found.source),
        "service": found.service,
        "initialService": found.initial_service,
        "firstQueuedService": found.queued_service,
        "lastUser": people.shown(reader, found.last_user_id, found.last_user),
        "direction": found.direction,
        "modality": found.modality,
        "openingHours": found.opening_hours,
        "result": result and result.key,
        "outcomeGroup": result and result.group,
        "startedAt": found.started_at,
        "terminatedAt": found.terminated_at,
        "lastEventAt": found.last_event_at,
        "seconds": found.seconds,
        "queued": found.queued,
        "queueSeconds": found.queue_seconds,
        "ivrSeconds": found.ivr_seconds,
        "connectedSeconds": found.connected_seconds,
    }


def _parts(db: Connection, reader: Scope, found: Any) -> dict[str, Any]:
    [parts] = export_parts.of(db, export_parts.Shown(reader), [found.id], [found.id])
    concluded = {
        "by": parts.concluded_by,
        "at": parts.concluded_at,
        "primary": parts.primary,
        "secondary": parts.secondary,
        "tags": parts.tags,
    }
    return {
        "legs": [
            {"user": leg.user, "startedAt": leg.started_at, "endedAt": leg.ended_at, "outcome": leg.outcome}
            for leg in parts.legs
        ],
        "issues": [
            {"reportedBy": issue.reported_by, "reportedAt": issue.reported_at, "text": issue.text}
            for issue in parts.issues
        ],
        "conclusion": concluded if parts.concluded_at else None,
    }


def _events(db: Connection, reader: Scope, customer_id: int | None, told: Sequence[Any]) -> list[dict[str, Any]]:
    """As they came in, in the order of their occurrence."""
    said = [r.payload for r in told]
    found = (reader.tenant_id, reader.region)
    masks = Masks(
        region=reader.region,
        traces=trace_masks.traces(db, *found, customer_id, said) if reader.masked else None,
        users=trace_masks.users(db, reader.tenant_id, said) if reader.users_masked else None,
    )
    return [_event(row.event_id, row.occurred_at, row.received_at, masks.of(row.payload)) for row in told]


def _event(event_id: str, occurred_at: datetime, received_at: datetime, payload: dict[str, Any]) -> dict[str, Any]:
    return {"eventId": event_id, "occurredAt": occurred_at, "receivedAt": received_at, "payload": payload}
