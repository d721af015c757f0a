"""Which of its switches has a service on, now?

Three switches stand in the section *My Sessions* of a service: `codes` (agents conclude with codes and tags), `caller`
(their cards show who calls) and `issues` (they may report an issue). A switch can be thrown until a moment: then it
counts as it did before, without anybody doing anything.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, select

from storage.code_tables import service_features

FEATURES: Final = ("codes", "caller", "issues")
_UNTOUCHED: Final = {"codes": False, "caller": True, "issues": True}


@dataclass(frozen=True, kw_only=True)
class Switch:
    """`until`, where it is set and still to come, is when `on` turns round by itself."""

    on: bool
    until: datetime | None = None
    changed_at: datetime | None = None  # None: nobody has touched it
    changed_by: int | None = None  # a person; None: untouched, or by a command
    turned_at: datetime | None = None  # since then it counts as before that change again, by itself


def of_service(db: Connection, tenant_id: int, service_id: int, now: datetime) -> dict[str, Switch]:
    """By the names in `FEATURES`."""
    return of_services(db, tenant_id, now, {service_id})[service_id]


def of_services(db: Connection, tenant_id: int, now: datetime, service_ids: set[int]) -> dict[int, dict[str, Switch]]:
    found = {s: {name: Switch(on=on) for name, on in _UNTOUCHED.items()} for s in service_ids}
    for row in db.execute(_OF_SERVICES, {"tenant": tenant_id, "services": list(service_ids)}):
        over = row.until is not None and row.until <= now
        found[row.service_id][row.feature] = Switch(
            on=row.is_on != over,
            until=None if over else row.until,
            changed_at=row.changed_at,
            changed_by=row.changed_by,
            turned_at=row.until if over else None,
        )
    return found


_OF_SERVICES: Final = select(service_features).where(
    service_features.c.tenant_id == bindparam("tenant"),
    service_features.c.service_id.in_(bindparam("services", expanding=True)),
)
