"""Which codes are there, and which does a service offer?"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, func, select

from storage.access import NotFound, Scope
from storage.code_names import key_of
from storage.code_tables import codes, service_codes
from storage.ownership import list_own

KINDS: Final = ("primary", "secondary")
PRIMARY, SECONDARY = KINDS

_c, _s = codes.c, service_codes.c
_applied = and_(_s.tenant_id == _c.tenant_id, _s.code_id == _c.id)


@dataclass(frozen=True, kw_only=True)
class Code:
    id: int
    service_id: int  # its home
    kind: str
    name: str
    description: str | None
    retired: bool


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A code as an owner finds it among all of the tenant."""

    code: Code
    services: tuple[str, ...]  # of the reader's own, that offer it
    elsewhere: int  # services of others that do
    own: bool  # its home is the reader's: theirs to edit and retire


def applied(db: Connection, tenant_id: int, service_id: int) -> tuple[Code, ...]:
    """What its agents can pick, in the owner's order: the living ones, primary codes first."""
    rows = db.execute(
        select(codes)
        .join(service_codes, _applied)
        .where(_c.tenant_id == tenant_id, _s.service_id == service_id, _c.retired_at.is_(None))
        .order_by(_c.kind, _s.position, _c.id)
    )
    return tuple(as_code(r) for r in rows)


def get(db: Connection, tenant_id: int, code_id: int, *, to_change: bool = False) -> Code:
    """Raises `NotFound`. `to_change`: two who change it wait for each other."""
    query = select(codes).where(_c.tenant_id == tenant_id, _c.id == code_id)
    row = db.execute(query.with_for_update(key_share=True) if to_change else query).first()
    if row is None:
        raise NotFound
    return as_code(row)


def find(db: Connection, tenant_id: int, kind: str, name: str) -> Code | None:
    of_this = (_c.tenant_id == tenant_id, _c.kind == kind, _c.name_key == key_of(name))
    row = db.execute(select(codes).where(*of_this)).first()
    return as_code(row) if row else None


def of_ids(db: Connection, tenant_id: int, code_ids: Collection[int]) -> tuple[Code, ...]:
    """By name. Raises `NotFound` if one is missing."""
    of_these = (_c.tenant_id == tenant_id, _c.id.in_(code_ids))
    found = tuple(as_code(r) for r in db.execute(select(codes).where(*of_these).order_by(_c.name_key)))
    if len(found) != len(set(code_ids)):
        raise NotFound
    return found


def look(db: Connection, scope: Scope, code_id: int) -> Listed:
    """Raises `NotFound`, `NotAnOwner`."""
    return _listed(db, scope, [get(db, scope.tenant_id, code_id)])[0]


def named(db: Connection, scope: Scope, name: str) -> list[Listed]:
    """Of either kind, the living first. Raises `NotAnOwner`."""
    of_this = (_c.tenant_id == scope.tenant_id, _c.name_key == key_of(name))
    rows = db.execute(select(codes).where(*of_this).order_by(_c.retired_at.is_not(None), _c.kind))
    return _listed(db, scope, [as_code(r) for r in rows])


def list_all(db: Connection, scope: Scope, first: int, most: int) -> tuple[list[Listed], int]:
    """`most` of the tenant's from the `first` (counted from 1), by name, the retired last; and how many there are."""
    return _page(db, scope, _c.tenant_id == scope.tenant_id, first, most)


def list_addable(db: Connection, scope: Scope, service_id: int, part: str, most: int) -> tuple[list[Listed], int]:
    """Living codes of the tenant that the service does not offer and whose name has this part; and how many."""
    offered = select(_s.code_id).where(_s.tenant_id == scope.tenant_id, _s.service_id == service_id)
    which = and_(
        _c.tenant_id == scope.tenant_id,
        _c.retired_at.is_(None),
        _c.id.not_in(offered),
        _c.name_key.contains(key_of(part), autoescape=True),
    )
    return _page(db, scope, which, 1, most)


def as_code(row: Any) -> Code:
    return Code(
        id=row.id,
        service_id=row.service_id,
        kind=row.kind,
        name=row.name,
        description=row.description,
        retired=row.retired_at is not None,
    )


def _page(db: Connection, scope: Scope, which: ColumnElement[bool], first: int, most: int) -> tuple[list[Listed], int]:
    total = db.execute(select(func.count()).select_from(codes).where(which)).scalar_one()
    order = (_c.retired_at.is_not(None), _c.name_key, _c.kind)
    rows = db.execute(select(codes).where(which).order_by(*order).limit(most).offset(first - 1))
    return _listed(db, scope, [as_code(r) for r in rows]), total


def _listed(db: Connection, scope: Scope, found: list[Code]) -> list[Listed]:
    own = {s.id: s.name for s in list_own(db, scope)}
    offering: dict[int, list[int]] = {each.id: [] for each in found}
    of_these = (_s.tenant_id == scope.tenant_id, _s.code_id.in_(offering))
    for row in db.execute(select(_s.code_id, _s.service_id).where(*of_these)):
        offering[row.code_id].append(row.service_id)
    return [
        Listed(
            code=each,
            services=tuple(sorted(own[s] for s in offering[each.id] if s in own)),
            elsewhere=sum(s not in own for s in offering[each.id]),
            own=each.service_id in own,
        )
        for each in found
    ]
