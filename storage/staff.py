"""Which people has a tenant, with which roles, and who of them is meant?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, exists, func, or_, select, tuple_

from storage.access import NotFound, Scope, only_admins
from storage.services import Service
from storage.services import list_all as list_services
from storage.tables import memberships, people, roles, services, tenants
from storage.terms import fold

OF_TENANT: Final = ("tenant_admin", "partner_admin")
OF_SERVICE: Final = ("owner", "agent")
ROLES: Final = (*OF_TENANT, *OF_SERVICE)
PAGE: Final = 10
SHORTEST: Final = 2  # characters, from which people are suggested
_MOST_READ: Final = 20_000  # people among whom a name is looked for


@dataclass(frozen=True, kw_only=True)
class Held:
    role: str
    service_id: int | None = None
    service: str | None = None


@dataclass(frozen=True, kw_only=True)
class Person:
    id: int
    object_id: str
    name: str
    upn: str | None
    held: tuple[Held, ...]


@dataclass(frozen=True, kw_only=True)
class Page:
    """People with a role, by name; `first` is the number of the first among `total`."""

    tenant: str
    people: tuple[Person, ...]
    total: int
    first: int


def list_page(db: Connection, scope: Scope, *, after: int | None = None, first: int = 1) -> Page:
    """The page behind that person, else the first. Raises `NotAnAdmin`."""
    only_admins(scope)
    p = people.c
    with_role = (p.tenant_id == scope.tenant_id, or_(_any(roles), _any(memberships)))
    total: int = db.execute(select(func.count()).select_from(people).where(*with_role)).scalar_one()
    query = select(p.id).where(*with_role).order_by(p.name, p.id).limit(PAGE)
    edge = None
    if after is not None:
        edge = db.execute(select(p.name, p.id).where(p.tenant_id == scope.tenant_id, p.id == after)).first()
    if edge is not None:
        query = query.where(tuple_(p.name, p.id) > (edge.name, edge.id))
    tenant = db.execute(select(tenants.c.name).where(tenants.c.id == scope.tenant_id)).scalar_one()
    shown = tuple(_people(db, scope, db.execute(query).scalars().all()))
    return Page(tenant=tenant, people=shown, total=total, first=1 if edge is None else max(1, min(first, total)))


def open_person(db: Connection, scope: Scope, person_id: int) -> tuple[Person, tuple[Service, ...]]:
    """With the services in which a role can be given. Raises `NotAnAdmin`, `NotFound`."""
    return get(db, scope, person_id), tuple(list_services(db, scope.tenant_id))


def get(db: Connection, scope: Scope, person_id: int) -> Person:
    """Raises `NotAnAdmin`, `NotFound`."""
    only_admins(scope)
    found = _people(db, scope, [person_id])
    if not found:
        raise NotFound
    return found[0]


def suggest(db: Connection, scope: Scope, typed: str, limit: int) -> list[tuple[int, str, str | None]]:
    """(id, name, UPN) of people with these letters in name or UPN, those that begin so first. Raises `NotAnAdmin`."""
    only_admins(scope)
    wanted = fold(typed)
    if len(wanted) < SHORTEST:
        return []
    found = [each for each in _everybody(db, scope) if wanted in fold(each[1]) or wanted in fold(each[2] or "")]
    found.sort(key=lambda each: (not fold(each[1]).startswith(wanted), fold(each[1])))
    return [(person_id, name, upn) for person_id, name, upn, _object_id in found[:limit]]


def meant(db: Connection, scope: Scope, typed: str, limit: int) -> list[Person]:
    """By a whole object id, UPN or name; else by words that the name begins with, in any order. Raises `NotAnAdmin`."""
    only_admins(scope)
    wanted = fold(typed)
    if not wanted:
        return []
    everybody = list(_everybody(db, scope))
    exact = [each[0] for each in everybody if wanted in (fold(each[1]), fold(each[2] or ""), fold(each[3]))]
    found = exact or [each[0] for each in everybody if _begin(fold(each[1]), wanted)]
    return _people(db, scope, found[:limit])


def _begin(name: str, wanted: str) -> bool:
    return all(any(part.startswith(word) for part in name.split()) for word in wanted.split())


def _everybody(db: Connection, scope: Scope) -> Iterable[tuple[int, str, str | None, str]]:
    p = people.c
    query = select(p.id, p.name, p.upn, p.object_id).where(p.tenant_id == scope.tenant_id)
    return [(row.id, row.name, row.upn, row.object_id) for row in db.execute(query.order_by(p.name).limit(_MOST_READ))]


def _any(table: Any) -> Any:
    return exists().where(table.c.tenant_id == people.c.tenant_id, table.c.person_id == people.c.id)


def _people(db: Connection, scope: Scope, ids: Sequence[int]) -> list[Person]:
    """In the order of `ids`, with their roles: those in the tenant first, then by service."""
    p, r, m = people.c, roles.c, memberships.c
    held: dict[int, list[Held]] = {i: [] for i in ids}
    for row in db.execute(select(r.person_id, r.role).where(r.tenant_id == scope.tenant_id, r.person_id.in_(ids))):
        held[row.person_id].append(Held(role=row.role))
    of_service = (
        select(m.person_id, m.role, m.service_id, services.c.name)
        .join(services, (services.c.tenant_id == m.tenant_id) & (services.c.id == m.service_id))
        .where(m.tenant_id == scope.tenant_id, m.person_id.in_(ids))
        .order_by(services.c.name_key, m.role.desc())
    )
    for place in db.execute(of_service):
        held[place.person_id].append(Held(role=place.role, service_id=place.service_id, service=place.name))
    rows = db.execute(select(people).where(p.tenant_id == scope.tenant_id, p.id.in_(ids)))
    known = {
        row.id: Person(
            id=row.id, object_id=row.object_id, name=row.name, upn=row.upn, held=tuple(_sorted(held[row.id]))
        )
        for row in rows
    }
    return [known[i] for i in ids if i in known]


def _sorted(held: list[Held]) -> list[Held]:
    return sorted(held, key=lambda each: ROLES.index(each.role) if each.service_id is None else len(ROLES))
