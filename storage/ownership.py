"""Which services are somebody's own, to configure?

Those that they own; a tenant admin's are all of the tenant.
"""

from sqlalchemy import Connection, select

from storage import services
from storage.access import NotAnOwner, NotFound, Scope
from storage.services import Service
from storage.tables import services as table


def list_own(db: Connection, scope: Scope) -> list[Service]:
    """By name. Raises `NotAnOwner`."""
    _owner(scope)
    return [s for s in services.list_all(db, scope.tenant_id) if _is_own(scope, s.id)]


def own(db: Connection, scope: Scope, service_id: int, *, to_change: bool = False) -> Service:
    """Raises `NotAnOwner`; `NotFound` for another's service. `to_change`: two who change it wait for each other."""
    _owner(scope)
    columns = [table.c[field] for field in Service.__dataclass_fields__]
    query = select(*columns).where(table.c.tenant_id == scope.tenant_id, table.c.id == service_id)
    row = db.execute(query.with_for_update(key_share=True) if to_change else query).first()
    if row is None or not _is_own(scope, service_id):
        raise NotFound
    return Service(**row._mapping)


def is_owner(roles: frozenset[str]) -> bool:
    """Whether somebody of these roles configures any service."""
    return bool(roles & {"owner", "tenant_admin"})


def takes_calls(roles: frozenset[str]) -> bool:
    """Whether somebody of these roles may have interactions of their own."""
    return bool(roles & {"agent", "owner"})


def _owner(scope: Scope) -> None:
    if not is_owner(scope.roles):
        raise NotAnOwner


def _is_own(scope: Scope, service_id: int) -> bool:
    return service_id in scope.owned or "tenant_admin" in scope.roles
