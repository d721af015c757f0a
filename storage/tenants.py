"""Which tenants are there, and who administers them?"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select

from storage import audit, people
from storage.tables import roles, tenants

ADMIN = "tenant_admin"


class NoSuchTenant(Exception):
    """No tenant has this name or Entra id."""


@dataclass(frozen=True, kw_only=True)
class Tenant:
    id: int
    entra_id: str
    name: str
    region: str  # ISO 3166
    agents_see_customers: bool
    owners_see_customers: bool
    partners_see_customers: bool
    users_shown: bool
    feed_shows_customers: bool
    retention_months: int | None


def get(db: Connection, name_or_entra_id: str) -> Tenant:
    """The Entra id counts before a name; of two tenants of one name neither is meant."""
    wanted = name_or_entra_id.strip().lower()
    found = [t for t in list_all(db) if t.entra_id == wanted] or [t for t in list_all(db) if t.name.lower() == wanted]
    if len(found) != 1:
        raise NoSuchTenant
    return found[0]


def list_all(db: Connection) -> list[Tenant]:
    """By name."""
    columns = [tenants.c[field] for field in Tenant.__dataclass_fields__]
    return [Tenant(**row._mapping) for row in db.execute(select(*columns).order_by(tenants.c.name))]


def add(
    db: Connection,
    *,
    entra_id: str,
    name: str,
    region: str,
    agents_see_customers: bool = True,
    owners_see_customers: bool = True,
    partners_see_customers: bool = False,
    users_shown: bool = True,
    feed_shows_customers: bool = False,
    retention_months: int | None = None,
) -> Tenant:
    """Numbers tenants from 1: their id is a term of every search index, so it is kept short."""
    number: int = db.execute(select(func.coalesce(func.max(tenants.c.id), 0) + 1)).scalar_one()
    new = Tenant(
        id=number,
        entra_id=entra_id.lower(),
        name=name,
        region=region,
        agents_see_customers=agents_see_customers,
        owners_see_customers=owners_see_customers,
        partners_see_customers=partners_see_customers,
        users_shown=users_shown,
        feed_shows_customers=feed_shows_customers,
        retention_months=retention_months,
    )
    db.execute(insert(tenants).values(**vars(new)))
    return new


def make_admins(db: Connection, wanted: Iterable[tuple[str, str]]) -> list[str]:
    """Makes each (Entra tenant, Entra person) a tenant admin; returns the tenants that are not set up yet."""
    known = {t.entra_id: t.id for t in list_all(db)}
    missing = []
    for tenant, person in wanted:
        if (tenant_id := known.get(tenant.lower())) is None:
            missing.append(tenant)
            continue
        person_id = people.known(db, tenant_id, {person: None})[person]
        if _give(db, tenant_id, person_id):
            audit.by_command(db, tenant_id, "role.give", role=ADMIN, person=str(person_id), by="setting")
    return missing


def _give(db: Connection, tenant_id: int, person_id: int) -> bool:
    """False when the person is an admin already."""
    mine = (roles.c.tenant_id == tenant_id, roles.c.person_id == person_id, roles.c.role == ADMIN)
    if db.execute(select(roles.c.role).where(*mine)).first():
        return False
    db.execute(insert(roles).values(tenant_id=tenant_id, person_id=person_id, role=ADMIN))
    return True
