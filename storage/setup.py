"""How does the store get the tenants, services, people and roles that an operator declares?

What a declaration does not mention stays as it is. What it leaves out of a list that it does mention goes away only
when pruning.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from storage import people, tenants
from storage.declarations import Change, Notes, Person, Tenant
from storage.setup_services import set_up_services
from storage.tables import people as people_table
from storage.tables import roles
from storage.tables import tenants as tenants_table


class NoAdminLeft(Exception):
    """The tenant had an admin and would have none; the argument is its name."""


def preview(db: Connection, declared: Sequence[Tenant], *, prune: bool, without_admin: bool) -> list[Change]:
    """What `apply` would do: done, and taken back."""
    attempt = db.begin_nested()
    try:
        return apply(db, declared, prune=prune, without_admin=without_admin)
    finally:
        attempt.rollback()


def apply(db: Connection, declared: Sequence[Tenant], *, prune: bool, without_admin: bool) -> list[Change]:
    """Twice the same changes nothing. Raises `UnknownPerson`, and `NoAdminLeft` unless `without_admin`."""
    return [change for each in declared for change in _apply(db, each, prune, without_admin)]


def _apply(db: Connection, declared: Tenant, prune: bool, without_admin: bool) -> list[Change]:
    notes, is_new = _tenant(db, declared, prune)
    had_admin = not is_new and _has_admin(notes)
    for person in declared.people or ():
        _person(notes, person)
    if declared.people is not None:
        _roles(notes, declared.people)
    if declared.services is not None:
        set_up_services(notes, declared.services)
    if had_admin and not without_admin and not _has_admin(notes):
        raise NoAdminLeft(declared.name)
    return notes.changes


def _tenant(db: Connection, declared: Tenant, prune: bool) -> tuple[Notes, bool]:
    known = next((t for t in tenants.list_all(db) if t.entra_id == declared.entra_id), None)
    if known is None:
        new = tenants.add(db, entra_id=declared.entra_id, name=declared.name, **declared.settings)
        notes = Notes(db, new.id, declared.name, prune=prune)
        notes.added("the tenant", "setup.tenant_add")
        return notes, True
    notes = Notes(db, known.id, declared.name, prune=prune)
    of_this = tenants_table.c.id == known.id
    notes.change(tenants_table, of_this, vars(known), {"name": declared.name, **declared.settings}, "the tenant")
    return notes, False


def _person(notes: Notes, declared: Person) -> None:
    p = people_table.c
    of_this = (p.tenant_id == notes.tenant_id) & (p.object_id == declared.object_id)
    known = notes.db.execute(select(p.id, p.name, p.upn).where(of_this)).mappings().first()
    said: dict[str, Any] = {"name": declared.name} | ({"upn": declared.upn} if declared.upn else {})
    if known is None:
        ids = people.known(notes.db, notes.tenant_id, {declared.object_id: declared.upn})
        notes.added(declared.name, "setup.person_add", person=str(ids[declared.object_id]))
        notes.db.execute(update(people_table).where(of_this).values(**said))
    else:
        notes.change(people_table, of_this, dict(known), said, declared.name)


def _roles(notes: Notes, declared: Sequence[Person]) -> None:
    known = _people(notes)
    has = _held(notes)
    names = dict(known.values())
    said = {(known[p.object_id][0], role) for p in declared for role in p.roles or ()}
    unsaid = {known[p.object_id][0] for p in declared if p.roles is None}
    for person_id, role in sorted(said - has):
        notes.db.execute(insert(roles).values(tenant_id=notes.tenant_id, person_id=person_id, role=role))
        notes.added(f"{names[person_id]}: role {role}", "setup.role_give", person=str(person_id), role=role)
    for person_id, role in sorted(has - said):
        if person_id in unsaid:
            continue
        if notes.goes(f"{names[person_id]}: role {role}", "setup.role_take", person=str(person_id), role=role):
            r = roles.c
            of_this = (r.tenant_id == notes.tenant_id) & (r.person_id == person_id) & (r.role == role)
            notes.db.execute(delete(roles).where(of_this))


def _people(notes: Notes) -> dict[str, tuple[int, str]]:
    """(id, name) by object id."""
    p = people_table.c
    rows = notes.db.execute(select(p.object_id, p.id, p.name).where(p.tenant_id == notes.tenant_id))
    return {row.object_id: (row.id, row.name) for row in rows}


def _held(notes: Notes) -> set[tuple[int, str]]:
    rows = notes.db.execute(select(roles.c.person_id, roles.c.role).where(roles.c.tenant_id == notes.tenant_id))
    return {(row.person_id, row.role) for row in rows}


def _has_admin(notes: Notes) -> bool:
    return any(role == tenants.ADMIN for _, role in _held(notes))
