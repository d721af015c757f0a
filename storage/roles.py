"""Who gives somebody a role, and takes it away?

A tenant admin alone. Two roles count in the whole tenant (tenant_admin, partner_admin), two in a service (owner,
agent). Rights are read in every transaction, so a change counts from the person's next press.
"""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, delete, func, insert, select

from storage import audit, changes, people
from storage.access import NotFound, Scope, only_admins
from storage.changes import Change, ChangedMeanwhile
from storage.database import is_sqlite
from storage.services import Service
from storage.staff import OF_SERVICE, OF_TENANT, Held, Person, get, open_person
from storage.tables import memberships, roles, tenants
from storage.tables import services as services_table

_ACTIONS: Final = ("role.give", "role.take")


class LastAdmin(Exception):
    """The tenant would have no admin."""


@dataclass(frozen=True, kw_only=True)
class Made:
    """What was given or taken; `change` is None where it was so already."""

    person: Person  # after it
    services: tuple[Service, ...]  # of the tenant
    held: Held
    given: bool
    change: Change | None
    is_admin: bool  # whoever did it still is


def give(db: Connection, scope: Scope, person_id: int, role: str, service_id: int | None) -> Made:
    """What they have already they keep, and nobody has given it. Raises `NotAnAdmin`, `NotFound`."""
    held = _wanted(db, scope, role, service_id)
    person = get(db, scope, person_id)
    if held in person.held:
        return _seen(db, scope, person_id, held, given=True, change=None)
    db.execute(insert(_table(role)), _row(scope, person_id, held))
    return _made(db, scope, person_id, held, given=True)


def give_to_new(db: Connection, scope: Scope, object_id: str, role: str, service_id: int | None) -> Made:
    """As `give`, to somebody whom the tenant does not know yet, by their id of Microsoft Entra."""
    only_admins(scope)
    return give(db, scope, people.known(db, scope.tenant_id, {object_id: None})[object_id], role, service_id)


def take(db: Connection, scope: Scope, person_id: int, role: str, service_id: int | None) -> Made:
    """What they do not have cannot be taken. Raises `NotAnAdmin`, `NotFound`, `LastAdmin`."""
    held = _wanted(db, scope, role, service_id)
    person = get(db, scope, person_id)
    if held not in person.held:
        return _seen(db, scope, person_id, held, given=False, change=None)
    if role == "tenant_admin" and _admins(db, scope) == 1:
        raise LastAdmin
    table, row = _table(role), _row(scope, person_id, held)
    db.execute(delete(table).where(*(table.c[name] == value for name, value in row.items())))
    return _made(db, scope, person_id, held, given=False)


def revert(db: Connection, scope: Scope, person_id: int, role: str, service_id: int | None, position: int) -> Made:
    """Takes back the change of that row of the audit log. Raises as `give` and `take`, and `ChangedMeanwhile`."""
    held = _wanted(db, scope, role, service_id)
    last = _last(db, scope, person_id, held)
    was_given = held in get(db, scope, person_id).held
    if last is None or last.position != position or last.detail["given"] != was_given:
        raise ChangedMeanwhile
    return (take if was_given else give)(db, scope, person_id, role, service_id)


def _wanted(db: Connection, scope: Scope, role: str, service_id: int | None) -> Held:
    """Two who change roles of a tenant wait for each other: so the last two admins cannot take each other's."""
    only_admins(scope)
    of_tenant = select(tenants.c.id).where(tenants.c.id == scope.tenant_id)
    db.execute(of_tenant if is_sqlite(db) else of_tenant.with_for_update(key_share=True))
    if role in OF_TENANT and service_id is None:
        return Held(role=role)
    of_this = (services_table.c.tenant_id == scope.tenant_id, services_table.c.id == service_id)
    name = db.execute(select(services_table.c.name).where(*of_this)).scalar()
    if role not in OF_SERVICE or name is None:
        raise NotFound
    return Held(role=role, service_id=service_id, service=name)


def _made(db: Connection, scope: Scope, person_id: int, held: Held, *, given: bool) -> Made:
    action = "role.give" if given else "role.take"
    audit.record(db, scope, action, "person", person_id, given=given, **_about(held))
    return _seen(db, scope, person_id, held, given=given, change=_last(db, scope, person_id, held))


def _seen(db: Connection, scope: Scope, person_id: int, held: Held, *, given: bool, change: Change | None) -> Made:
    """`scope` is of before."""
    person, services = open_person(db, scope, person_id)
    is_admin = person_id != scope.person_id or Held(role="tenant_admin") in person.held
    return Made(person=person, services=services, held=held, given=given, change=change, is_admin=is_admin)


def _last(db: Connection, scope: Scope, person_id: int, held: Held) -> Change | None:
    return changes.last(db, scope, "person", person_id, _ACTIONS, about=_about(held))


def _about(held: Held) -> dict[str, Any]:
    return {"role": held.role} | ({"service": str(held.service_id)} if held.service_id else {})


def _row(scope: Scope, person_id: int, held: Held) -> dict[str, Any]:
    row = {"tenant_id": scope.tenant_id, "person_id": person_id, "role": held.role}
    return row if held.service_id is None else row | {"service_id": held.service_id}


def _table(role: str) -> Any:
    return roles if role in OF_TENANT else memberships


def _admins(db: Connection, scope: Scope) -> int:
    of_tenant = (roles.c.tenant_id == scope.tenant_id, roles.c.role == "tenant_admin")
    found: int = db.execute(select(func.count()).select_from(roles).where(*of_tenant)).scalar_one()
    return found
