"""Which services does a tenant have, and which of them does somebody mean?"""

from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import Connection, insert, select, update

from storage.ids import new_id
from storage.tables import services
from storage.terms import fold

LICENCES: Final = ("enterprise_routing", "contact_center")
ACCEPTANCE_SLA_SECONDS: Final = 20
HANGUP_SLA_SECONDS: Final = 20


class NoSuchService(Exception):
    """No service of the tenant, or more than one, has this name or id."""


@dataclass(frozen=True, kw_only=True)
class Service:
    id: int
    external_id: str | None  # serviceId of the events
    name: str
    licence: str | None
    acceptance_sla_seconds: int
    hangup_sla_seconds: int


def get(db: Connection, tenant_id: int, name_or_external_id: str) -> Service:
    every = list_all(db, tenant_id)
    key = fold(name_or_external_id)
    found = [s for s in every if s.external_id == name_or_external_id] or [s for s in every if fold(s.name) == key]
    if len(found) != 1:
        raise NoSuchService
    return found[0]


def list_all(db: Connection, tenant_id: int) -> list[Service]:
    """By name."""
    columns = [services.c[field] for field in Service.__dataclass_fields__]
    rows = db.execute(select(*columns).where(services.c.tenant_id == tenant_id).order_by(services.c.name_key))
    return [Service(**row._mapping) for row in rows]


def add(
    db: Connection,
    tenant_id: int,
    *,
    name: str,
    external_id: str | None = None,
    licence: str | None = None,
    acceptance_sla_seconds: int = ACCEPTANCE_SLA_SECONDS,
    hangup_sla_seconds: int = HANGUP_SLA_SECONDS,
) -> Service:
    new = Service(
        id=new_id(),
        external_id=external_id,
        name=name,
        licence=licence,
        acceptance_sla_seconds=acceptance_sla_seconds,
        hangup_sla_seconds=hangup_sla_seconds,
    )
    db.execute(insert(services).values(tenant_id=tenant_id, name_key=fold(name), **vars(new)))
    return new


Named = tuple[str | None, str | None]  # serviceId and serviceName, as events name a service


def known(db: Connection, tenant_id: int, named: set[Named]) -> dict[Named, int]:
    """The ids of services that events name; one that is new gets a row, one set up without serviceId learns it."""
    every = list_all(db, tenant_id)
    by_external = {s.external_id: s.id for s in every if s.external_id}
    by_name = {fold(s.name): s for s in every}
    found: dict[Named, int] = {}
    for external_id, name in sorted(named, key=lambda n: (not n[0], n[1] or "")):
        same_name = by_name.get(fold(name or ""))
        if external_id in by_external:
            found[external_id, name] = by_external[external_id]
        elif same_name and (not external_id or not same_name.external_id):
            found[external_id, name] = same_name.id
            if external_id:
                _learn(db, tenant_id, same_name.id, external_id)
                by_external[external_id] = same_name.id
                by_name[fold(name or "")] = replace(same_name, external_id=external_id)
        elif external_id or name:
            new = add(db, tenant_id, name=name or external_id or "", external_id=external_id)
            by_name.setdefault(fold(new.name), new)
            found[external_id, name] = new.id
            if external_id:
                by_external[external_id] = new.id
    return found


def _learn(db: Connection, tenant_id: int, service_id: int, external_id: str) -> None:
    of_this = (services.c.tenant_id == tenant_id) & (services.c.id == service_id)
    db.execute(update(services).where(of_this).values(external_id=external_id))
