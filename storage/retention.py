"""How long does a tenant keep its interactions, and what would another time do?

Lengthening it does nothing at once. Shortening it cannot be undone: what has expired then is purged
(storage/purging.py), so an admin first sees how much that is.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, func, select, update

from storage import audit, changes, holds
from storage.access import Scope, only_admins
from storage.changes import Change, ChangedMeanwhile
from storage.database import is_sqlite
from storage.tables import customers, interactions, services, tenants

LONGEST: Final = 120  # months
_ACTIONS: Final = ("retention.set",)


class NotMonths(Exception):
    """A retention is a whole number of months, from 1 to `LONGEST`."""


@dataclass(frozen=True, kw_only=True)
class Retention:
    """`months` None: kept without end."""

    tenant: str
    months: int | None
    last: Change | None

    def shortened_by(self, months: int | None) -> bool:
        return months is not None and (self.months is None or months < self.months)


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """What would be purged with `months`: counts, and when the first and the last of it started."""

    now: Retention
    months: int
    interactions: int
    customers: int  # of whom nothing would be left
    held: int  # interactions that stay, because a legal hold keeps their customer
    first: datetime | None
    last: datetime | None


@dataclass(frozen=True, kw_only=True)
class Changed:
    before: int | None
    retention: Retention  # after it


def get(db: Connection, scope: Scope) -> Retention:
    """Raises `NotAnAdmin`."""
    only_admins(scope)
    return _get(db, scope)


def forecast(db: Connection, scope: Scope, months: int, now: datetime) -> Forecast:
    """Raises `NotAnAdmin`, `NotMonths`."""
    only_admins(scope)
    _check(months)
    before, c, i = cutoff(months, now), customers.c, interactions.c
    count, first, last = _expired(db, scope.tenant_id, before)
    hold = holds.of_tenant(scope.tenant_id)
    of_held = select(func.count()).where(i.tenant_id == scope.tenant_id, i.customer_id.in_(hold), i.started_at < before)
    held: int = db.execute(of_held).scalar_one()
    gone = select(func.count()).where(c.tenant_id == scope.tenant_id, c.last_contact_at < before, c.id.not_in(hold))
    return Forecast(
        now=_get(db, scope),
        months=months,
        interactions=count - held,
        customers=db.execute(gone).scalar_one(),
        held=held,
        first=first,
        last=last,
    )


def keep(db: Connection, scope: Scope, months: int | None, *, was: int | None) -> Changed:
    """From now on for so many months, where it `was` as long as whoever decides has seen. The same again finds it done.

    Raises `NotAnAdmin`, `NotMonths`, `ChangedMeanwhile`.
    """
    only_admins(scope)
    if months is not None:
        _check(months)
    of_tenant = select(tenants.c.retention_months).where(tenants.c.id == scope.tenant_id)
    before = db.execute(of_tenant if is_sqlite(db) else of_tenant.with_for_update(key_share=True)).scalar_one()
    if before not in (was, months):
        raise ChangedMeanwhile
    if months != before:
        db.execute(update(tenants).where(tenants.c.id == scope.tenant_id).values(retention_months=months))
        audit.record(db, scope, "retention.set", "retention", scope.tenant_id, before=before, after=months)
    return Changed(before=before, retention=_get(db, scope))


def cutoff(months: int, now: datetime) -> datetime:
    """What started before has expired: so many calendar months ago; of a shorter month the last day."""
    year, month = divmod(now.year * 12 + now.month - 1 - months, 12)
    day = min(now.day, monthrange(year, month + 1)[1])
    return now.replace(year=year, month=month + 1, day=day)


def service_ids(db: Connection, tenant_id: int) -> list[int | None]:
    """Those of which there may be interactions; None: of no service. In each the index leads to the oldest."""
    return [*db.execute(select(services.c.id).where(services.c.tenant_id == tenant_id)).scalars(), None]


def _get(db: Connection, scope: Scope) -> Retention:
    row = db.execute(select(tenants.c.name, tenants.c.retention_months).where(tenants.c.id == scope.tenant_id)).one()
    last = changes.last(db, scope, "retention", scope.tenant_id, _ACTIONS)
    return Retention(tenant=row.name, months=row.retention_months, last=last)


def _check(months: Any) -> None:
    if not isinstance(months, int) or not 1 <= months <= LONGEST:
        raise NotMonths


def _expired(db: Connection, tenant_id: int, before: datetime) -> tuple[int, datetime | None, datetime | None]:
    i = interactions.c
    total, first, last = 0, None, None
    for service_id in service_ids(db, tenant_id):
        query = select(func.count(), func.min(i.started_at), func.max(i.started_at))
        count, oldest, newest = db.execute(
            query.where(i.tenant_id == tenant_id, i.service_id == service_id, i.started_at < before)
        ).one()
        if count:
            total += count
            first = min(first or oldest, oldest)
            last = max(last or newest, newest)
    return total, first, last
