"""Who is writing to us, and what do they prefer?"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, insert, select, update

from storage import masking
from storage.access import NoTenantChosen, NotFound, Scope, Stranger, Who, partner_tenants, scope_of
from storage.ids import new_id
from storage.tables import people, tenants

LANGUAGES = ("en", "de")
LONGEST_NAME = 200  # characters, as the column holds them; a UPN may have 320


@dataclass(frozen=True, kw_only=True)
class Profile:
    """What greeting and help need; rights are never decided on it, for it may be 30 s old."""

    name: str
    language: str | None  # chosen by command; else the client's locale counts
    roles: frozenset[str]  # empty: a stranger, or a partner admin who has not chosen a tenant
    tenant: str | None  # name of the tenant that is looked at
    tenants: tuple[tuple[int, str], ...]  # (id, name), what a partner admin can choose from


def profile(db: Connection, who: Who) -> Profile | None:
    """None: nobody of that tenant is known by this id."""
    row = db.execute(_person(who)).first()
    if row is None:
        return None
    choices = tuple(partner_tenants(db, who))
    try:
        scope = scope_of(db, who)
    except (Stranger, NoTenantChosen):
        return Profile(name=row.name, language=row.language, roles=frozenset(), tenant=None, tenants=choices)
    name = db.execute(select(tenants.c.name).where(tenants.c.id == scope.tenant_id)).scalar_one()
    return Profile(name=row.name, language=row.language, roles=scope.roles, tenant=name, tenants=choices)


def speak(db: Connection, who: Who, language: str) -> None:
    """Answers this person in `language` (one of `LANGUAGES`) from now on."""
    _set(db, who, language=language)


def choose_tenant(db: Connection, who: Who, tenant_id: int) -> str:
    """The name of the tenant that a partner admin looks at from now on."""
    names = dict(partner_tenants(db, who))
    if tenant_id not in names:
        raise NotFound
    _set(db, who, chosen_tenant_id=tenant_id)
    return names[tenant_id]


def known(db: Connection, tenant_id: int, object_ids: dict[str, str | None]) -> dict[str, int]:
    """The ids of people by the Entra ids (with UPN) that events name; whoever is new gets a row without any role."""
    found = _ids(db, tenant_id, list(object_ids))
    missing = {o: upn for o, upn in object_ids.items() if o not in found}
    if missing:
        rows: list[dict[str, Any]] = [
            {"tenant_id": tenant_id, "id": new_id(), "object_id": o, "name": (upn or o)[:LONGEST_NAME], "upn": upn}
            for o, upn in missing.items()
        ]
        db.execute(insert(people), rows)
        found |= {r["object_id"]: r["id"] for r in rows}
    return found


def shown(scope: Scope, person_id: int | None, name: str | None) -> str | None:
    """The name as this viewer may see it: one's own always, others' by a pseudonym where the tenant wants it so."""
    if not scope.users_masked or name is None or person_id == scope.person_id:
        return name
    return masking.DOTS if person_id is None else masking.user(person_id)


def names(db: Connection, scope: Scope, person_ids: set[int]) -> dict[int, str]:
    """As this viewer may see them."""
    rows = db.execute(
        select(people.c.id, people.c.name).where(people.c.tenant_id == scope.tenant_id, people.c.id.in_(person_ids))
    )
    return {r.id: shown(scope, r.id, r.name) or "" for r in rows}


def _ids(db: Connection, tenant_id: int, object_ids: list[str]) -> dict[str, int]:
    rows = db.execute(
        select(people.c.object_id, people.c.id).where(
            people.c.tenant_id == tenant_id, people.c.object_id.in_(object_ids)
        )
    )
    return {r.object_id: r.id for r in rows}


def _person(who: Who) -> Any:
    return (
        select(people.c.name, people.c.language)
        .join(tenants, tenants.c.id == people.c.tenant_id)
        .where(tenants.c.entra_id == who.tenant, people.c.object_id == who.person)
    )


def _set(db: Connection, who: Who, **values: Any) -> None:
    tenant_id = select(tenants.c.id).where(tenants.c.entra_id == who.tenant).scalar_subquery()
    changed = db.execute(
        update(people).where(and_(people.c.tenant_id == tenant_id, people.c.object_id == who.person)).values(**values)
    )
    if changed.rowcount == 0:
        raise Stranger
