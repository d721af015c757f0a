"""What does one interaction look like to somebody?"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import Connection, Select, and_, bindparam, func, select

from storage import masking
from storage import people as persons
from storage.access import Scope
from storage.database import is_sqlite
from storage.tables import interactions, people, services
from storage.terms import identify, readable

own_service = services.alias("own_service")
initial_service = services.alias("initial_service")
queued_service = services.alias("queued_service")

_i = interactions.c


@dataclass(frozen=True, kw_only=True)
class Row:
    """One interaction in a list. Moments in UTC; `seconds` from start to end; `result` None: still open."""

    id: int
    started_at: datetime
    source: str | None
    service: str | None
    initial_service: str | None
    queued_service: str | None  # the first with a queue activity
    last_user: str | None
    opening_hours: str | None
    issue_count: int
    result: str | None
    seconds: int | None


@cache
def in_sight(*, all_services: bool) -> Select[Any]:
    """The interactions of a scope, with the names that a row shows; executed with `rights(scope)`.

    Statements are built once: SQLAlchemy takes longer to build and to recognise one than SQLite to answer it.
    """
    joined: Any = interactions
    for service, column in (
        (own_service, _i.service_id),
        (initial_service, _i.initial_service_id),
        (queued_service, _i.queued_service_id),
    ):
        joined = joined.outerjoin(service, and_(service.c.tenant_id == _i.tenant_id, service.c.id == column))
    joined = joined.outerjoin(people, and_(people.c.tenant_id == _i.tenant_id, people.c.id == _i.last_user_id))
    query = (
        select(
            interactions,
            own_service.c.name.label("service"),
            initial_service.c.name.label("initial_service"),
            queued_service.c.name.label("queued_service"),
            people.c.name.label("last_user"),
        )
        .select_from(joined)
        .where(_i.tenant_id == bindparam("tenant"))
    )
    return query if all_services else query.where(_i.service_id.in_(bindparam("services", expanding=True)))


def rights(scope: Scope, **more: Any) -> dict[str, Any]:
    """What a statement of a scope is executed with."""
    if scope.services is None:
        return {"tenant": scope.tenant_id, **more}
    return {"tenant": scope.tenant_id, "services": list(scope.services), **more}


def row(scope: Scope, found: Any) -> Row:
    return Row(
        id=found.id,
        started_at=found.started_at,
        source=_source(scope, found.source),
        service=found.service,
        initial_service=found.initial_service,
        queued_service=found.queued_service,
        last_user=persons.shown(scope, found.last_user_id, found.last_user),
        opening_hours=found.opening_hours,
        issue_count=found.issue_count,
        result=found.result,
        seconds=found.seconds,
    )


def hold(db: Connection, tenant_id: int, interaction_id: int) -> None:
    """Until the end of a transaction that writes. SQLite has one writer; on PostgreSQL others wait who hold it too.

    So a card that is just being shown and the conclusion that turns all cards into receipts cannot miss each other.
    """
    if not is_sqlite(db):
        db.execute(_HELD, {"tenant": tenant_id, "id": interaction_id})


def newest(db: Connection, scope: Scope, customer_id: int, count: int) -> tuple[Row, ...]:
    query = _newest(all_services=scope.services is None)
    return tuple(row(scope, r) for r in db.execute(query, rights(scope, customer=customer_id, count=count)))


def outcomes(db: Connection, scope: Scope, customer_id: int) -> tuple[tuple[str | None, int], ...]:
    """(result, count) of a customer's interactions in sight, most frequent first; None: still open."""
    counts: dict[str | None, int] = {}
    query = _outcomes(all_services=scope.services is None)
    for found in db.execute(query, rights(scope, customer=customer_id)):
        counts[found.result] = counts.get(found.result, 0) + found[2]
    return tuple(sorted(counts.items(), key=lambda pair: pair[1], reverse=True))


_HELD: Final = (
    select(_i.id).where(_i.tenant_id == bindparam("tenant"), _i.id == bindparam("id")).with_for_update(key_share=True)
)


@cache
def _newest(*, all_services: bool) -> Select[Any]:
    query = in_sight(all_services=all_services).where(_i.customer_id == bindparam("customer"))
    return query.order_by(_i.started_at.desc(), _i.id.desc()).limit(bindparam("count"))


@cache
def _outcomes(*, all_services: bool) -> Select[Any]:
    """Grouped in the order of the index: nothing is sorted."""
    query = (
        select(_i.service_id, _i.result, func.count())
        .where(_i.tenant_id == bindparam("tenant"), _i.customer_id == bindparam("customer"))
        .group_by(_i.service_id, _i.result)
    )
    return query if all_services else query.where(_i.service_id.in_(bindparam("services", expanding=True)))


def _source(scope: Scope, source: str | None) -> str | None:
    known = identify("caller", source, scope.region)
    if known is None:
        return None
    shown = readable(known.key, known.value)
    return masking.identifier(known.kind, shown) if scope.masked else shown
