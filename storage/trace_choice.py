"""Which interaction does a tenant admin mean: by its id, as the last, by when it began, or by its customer?"""

import re
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, select

from storage import audit, interactions, sent_cards, services
from storage.access import NotFound, Scope, only_admins
from storage.interactions import Row, in_sight
from storage.sent_cards import Place, SentCard
from storage.tables import interactions as table

OFFERED: Final = 10
_LARGEST: Final = 2**63
_LONGEST_TASK: Final = 200

_i = table.c


def allowed(_db: Connection, scope: Scope) -> None:
    """Before anybody is looked for. Raises `NotAnAdmin`."""
    only_admins(scope)


def by_id(db: Connection, scope: Scope, typed: str) -> int | None:
    """Its own id, or that of its task."""
    only_admins(scope)
    if not typed or len(typed) > _LONGEST_TASK:
        return None
    is_number = re.fullmatch(r"[0-9]{1,19}", typed) and int(typed) < _LARGEST
    for same in ([_i.id == int(typed)] if is_number else []) + [_i.task_id == typed]:
        found: int | None = db.execute(select(_i.id).where(_i.tenant_id == scope.tenant_id, same)).scalar()
        if found is not None:
            return found
    return None


def last(db: Connection, scope: Scope) -> int | None:
    """Of the whole tenant."""
    only_admins(scope)
    found = [row for service_id in _places(db, scope) if (row := _newest(db, scope, service_id))]
    return max(found, key=lambda row: (row.started_at, row.id)).id if found else None


def begun(db: Connection, scope: Scope, minutes: Sequence[tuple[datetime, datetime]]) -> list[int]:
    """Those of the first of these minutes in which any began, the newest first."""
    only_admins(scope)
    for since, until in minutes:
        found = [row for service_id in _places(db, scope) for row in _between(db, scope, service_id, since, until)]
        if found:
            found.sort(key=lambda row: (row.started_at, row.id), reverse=True)
            return [row.id for row in found[:OFFERED]]
    return []


def of_customer(db: Connection, scope: Scope, customer_id: int) -> list[int]:
    """The newest. When somebody called is their history, and the look is audited as one. Raises `NotFound`."""
    only_admins(scope)
    found = [row.id for row in interactions.newest(db, scope, customer_id, OFFERED)]
    if not found:
        raise NotFound
    audit.record(db, scope, "history.opened", "customer", customer_id)
    return found


def offer(db: Connection, scope: Scope, ids: Collection[int], place: Place) -> tuple[list[Row], SentCard]:
    """To choose from, the newest first."""
    only_admins(scope)
    query = in_sight(all_services=True).where(_i.id.in_(ids)).order_by(_i.started_at.desc(), _i.id.desc())
    rows = db.execute(query, interactions.rights(scope)).all()
    named = {r.customer_id for r in rows if r.customer_id is not None}
    sent = sent_cards.record(db, scope, place, "trace", customers=named, interactions=[r.id for r in rows])
    return [interactions.row(scope, r) for r in rows], sent


def _places(db: Connection, scope: Scope) -> list[int | None]:
    """Along the index of services; those of none too."""
    return [None, *(service.id for service in services.list_all(db, scope.tenant_id))]


def _newest(db: Connection, scope: Scope, service_id: int | None) -> Any:
    order = (_i.started_at.desc(), _i.id.desc())
    return db.execute(_of(scope, service_id).order_by(*order).limit(1)).first()


def _between(db: Connection, scope: Scope, service_id: int | None, since: datetime, until: datetime) -> Sequence[Any]:
    return db.execute(_of(scope, service_id).where(_i.started_at >= since, _i.started_at < until).limit(OFFERED)).all()


def _of(scope: Scope, service_id: int | None) -> Any:
    return select(_i.id, _i.started_at).where(_i.tenant_id == scope.tenant_id, _i.service_id == service_id)
