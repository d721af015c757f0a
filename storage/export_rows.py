"""Which rows does a file hold? Every interaction that is wanted, with all that is known of it, a page at a time.

The pages follow an index from edge to edge: of a customer, or of one service after the other, the oldest first. So a
page costs the same wherever it is, and what is interrupted goes on behind the last edge. Each page is one transaction
and holds what its reader may see at that moment.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import repeat
from typing import Any, Final, NamedTuple

from sqlalchemy import BigInteger, ColumnElement, Connection, Select, and_, bindparam, func, select, tuple_

from storage import export_parts, people
from storage import filters as filtering
from storage.access import Scope
from storage.export_parts import Issue, Leg
from storage.export_tables import Edge
from storage.filters import ALL, Filters
from storage.tables import customers, interactions, services
from storage.tables import events as stored_events
from storage.types import Moment

_NO_SERVICE: Final = 0  # stands for it among ids
_i = interactions.c
_EVENTS: Final = (
    select(stored_events.c.task_id, stored_events.c.payload)
    .where(stored_events.c.tenant_id == bindparam("tenant"))
    .where(stored_events.c.task_id.in_(bindparam("tasks", expanding=True)))
    .order_by(stored_events.c.occurred_at, stored_events.c.event_id)
)
_SERVICE_NAMES: Final = select(services.c.id, services.c.name).where(services.c.tenant_id == bindparam("tenant"))


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a file is to hold; None: whatever it is. `since` and `until` (before which) are about the start."""

    customer_id: int | None
    services: frozenset[int] | None
    since: datetime | None
    until: datetime
    results: frozenset[str] | None
    filters: Filters = ALL  # of a list, besides
    with_events: bool = False  # as they came in


class Held(NamedTuple):
    """One interaction. Names and identifiers as the reader may see them."""

    id: int
    task_id: str
    started_at: datetime
    ended_at: datetime | None
    customer: str | None
    source: str | None
    service: str | None
    initial_service: str | None
    queued_service: str | None
    last_user: str | None
    opening_hours: str | None
    direction: str | None
    modality: str | None
    result: str | None
    seconds: int | None
    queue_seconds: int | None
    ivr_seconds: int | None
    connected_seconds: int | None
    legs: Sequence[Leg]
    issues: Sequence[Issue]
    primary: Sequence[str]  # names of codes
    secondary: Sequence[str]
    tags: Sequence[str]
    concluded_by: str | None
    concluded_at: datetime | None
    events: list[Any] | None  # None: not wanted


def count(db: Connection, scope: Scope, wanted: Wanted) -> int:
    """How many there will be, unless some more arrive late."""
    total = 0
    for place in _places(db, scope, wanted):
        query = select(func.count()).select_from(interactions).where(*_conditions(wanted, place))
        total += db.execute(query, _values(scope, wanted, place)).scalar_one()
    return total


def page(db: Connection, scope: Scope, wanted: Wanted, edge: Edge | None, most: int) -> tuple[list[Held], Edge | None]:
    """The next rows, and where they end: in which place, when started, which; no rows: that was all."""
    found: list[Any] = []
    for place in _places(db, scope, wanted):
        if edge is not None and place < int(edge[0]):
            continue
        inside = edge is not None and place == int(edge[0])
        values = _values(scope, wanted, place) | {"most": most - len(found)}
        if edge is not None and inside:
            values |= {"edge_at": datetime.fromisoformat(edge[1]), "edge_id": int(edge[2])}
        rows = db.execute(_query(wanted, place, inside), values).all()
        found += rows
        if rows:
            edge = (str(place), rows[-1].started_at.isoformat(), str(rows[-1].id))
        if len(found) == most:
            break
    return _held(db, scope, found, with_events=wanted.with_events), edge


def _places(db: Connection, scope: Scope, wanted: Wanted) -> list[int]:
    """What is walked through, in this order: ids of services, or nothing but the customer."""
    if wanted.customer_id is not None:
        return [_NO_SERVICE]
    if wanted.services is not None:
        return sorted(wanted.services)
    every = db.execute(select(services.c.id).where(services.c.tenant_id == scope.tenant_id)).scalars()
    return [_NO_SERVICE, *sorted(every)]


def _conditions(wanted: Wanted, place: int) -> list[ColumnElement[bool]]:
    found = [_i.tenant_id == bindparam("tenant"), _i.started_at < bindparam("until")]
    if wanted.customer_id is not None:
        found.append(_i.customer_id == bindparam("customer"))
        if wanted.services is not None:
            found.append(_i.service_id.in_(bindparam("services", expanding=True)))
    else:
        found.append(_i.service_id == bindparam("service") if place else _i.service_id.is_(None))
    if wanted.since is not None:
        found.append(_i.started_at >= bindparam("since"))
    if wanted.results is not None:
        found.append(_i.result.in_(bindparam("results", expanding=True)))
    return [*found, *filtering.conditions(filtering.shape(wanted.filters))]


def _values(scope: Scope, wanted: Wanted, place: int) -> dict[str, Any]:
    every = {
        "customer": wanted.customer_id,
        "services": None if wanted.customer_id is None or wanted.services is None else sorted(wanted.services),
        "service": place if wanted.customer_id is None and place else None,
        "since": wanted.since,
        "results": None if wanted.results is None else sorted(wanted.results),
    }
    given = {name: value for name, value in every.items() if value is not None}
    return {"tenant": scope.tenant_id, "until": wanted.until, **given, **filtering.values(wanted.filters)}


def _query(wanted: Wanted, place: int, inside: bool) -> Select[Any]:
    query = _columns().where(*_conditions(wanted, place))
    if inside:
        here = tuple_(bindparam("edge_at", type_=Moment()), bindparam("edge_id", type_=BigInteger()))
        query = query.where(tuple_(_i.started_at, _i.id) > here)
    return query.order_by(_i.started_at, _i.id).limit(bindparam("most"))


@cache
def _columns() -> Select[Any]:
    of_customer = and_(customers.c.tenant_id == _i.tenant_id, customers.c.id == _i.customer_id)
    return select(
        *(_i.id, _i.task_id, _i.started_at, _i.terminated_at, customers.c.name, _i.source),
        *(_i.service_id, _i.initial_service_id, _i.queued_service_id, _i.last_user_id),
        *(_i.opening_hours, _i.direction, _i.modality, _i.result),
        *(_i.seconds, _i.queue_seconds, _i.ivr_seconds, _i.connected_seconds, _i.issue_count),
    ).select_from(interactions.outerjoin(customers, of_customer))


def _held(db: Connection, scope: Scope, found: Sequence[Any], *, with_events: bool) -> list[Held]:
    """A column at a time: a million rows have twenty-six million fields."""
    if not found:
        return []
    ids, tasks, started, ended, named, sources, *rest = zip(*found, strict=True)
    service, initial, queued, user, *happened, issue_counts = rest
    names = {r.id: r.name for r in db.execute(_SERVICE_NAMES, {"tenant": scope.tenant_id})}
    users = people.names(db, scope, set(user) - {None})
    with_issues = [one for one, count in zip(ids, issue_counts, strict=True) if count]
    shown = export_parts.Shown(scope)
    columns = (
        *(ids, tasks, started, ended, map(shown.name, named), map(shown.source, sources)),
        *(map(names.get, each) for each in (service, initial, queued)),
        map(users.get, user),
        *happened,
        *zip(*export_parts.of(db, shown, ids, with_issues), strict=True),
        _events(db, scope, tasks) if with_events else repeat(None, len(ids)),
    )
    return list(map(Held._make, zip(*columns, strict=True)))


def _events(db: Connection, scope: Scope, tasks: Sequence[str]) -> list[list[Any]]:
    """Of each task, in the order of their occurrence."""
    by_task: dict[str, list[Any]] = {task: [] for task in tasks}
    for r in db.execute(_EVENTS, {"tenant": scope.tenant_id, "tasks": tasks}):
        by_task[r.task_id].append(r.payload)
    return list(by_task.values())
