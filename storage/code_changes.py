"""How does a code come into being, change its name, go and come back?

Its home service's owners decide, and tenant admins. Nothing is ever deleted: reports keep a code under the name it had.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, and_, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from storage import audit, codes, ownership, rules
from storage.access import NotAnOwner, NotFound, Scope
from storage.code_names import UnusableName, both_of, description_of, key_of, name_of
from storage.code_tables import codes as table
from storage.code_tables import conclusion_codes, conclusions
from storage.codes import Code
from storage.ids import new_id

MOST_LINES: Final = 100  # of a pasted list
MOST_COUNTED: Final = 10_000  # uses

_c = table.c


class CodeExists(Exception):
    """A code of the tenant and of this kind bears this name already, perhaps in other case; perhaps it is retired."""

    def __init__(self, code: Code) -> None:
        self.code = code


class NotAtHome(NotAnOwner):
    """The code's home is a service of others: its owners and tenant admins edit and retire it."""


@dataclass(frozen=True, kw_only=True)
class Edit:
    before: Code
    after: Code
    default_off: bool = False  # a timer had set it: it sets none any more


@dataclass(frozen=True, kw_only=True)
class Refused:
    line: int  # from 1
    why: str  # as `UnusableName` has it, or *exists*


def create(
    db: Connection, scope: Scope, service_id: int, *, kind: str, name: str, description: str = "", now: datetime
) -> Code:
    """With this service as its home. Raises `NotFound`, `NotAnOwner`, `UnusableName`, `CodeExists`."""
    ownership.own(db, scope, service_id)
    return _create(db, scope, service_id, kind, name_of(name), description_of(description), now)


def create_many(
    db: Connection, scope: Scope, service_id: int, *, kind: str, lines: Sequence[str], now: datetime
) -> tuple[list[Code], list[Refused]]:
    """From a pasted list, a line a code: the good lines count, the others are told. Blank ones are neither.

    Raises `NotFound`, `NotAnOwner`.
    """
    ownership.own(db, scope, service_id)
    made, refused = [], []
    for number, line in enumerate(lines[:MOST_LINES], 1):
        if not line.strip():
            continue
        name, description = both_of(line)
        try:
            made.append(_create(db, scope, service_id, kind, name_of(name), description_of(description), now))
        except UnusableName as exc:
            refused.append(Refused(line=number, why=exc.why))
        except CodeExists:
            refused.append(Refused(line=number, why="exists"))
    return made, refused


def edit(db: Connection, scope: Scope, code_id: int, *, name: str, description: str) -> Edit:
    """Conclusions keep the name that it had. Raises `NotFound`, `NotAnOwner`, `UnusableName`, `CodeExists`."""
    before = _at_home(db, scope, code_id)
    after = replace(before, name=name_of(name), description=description_of(description))
    if after != before:
        with _named_once(db, scope, before.kind, after.name):
            _set(db, scope, code_id, name=after.name, name_key=key_of(after.name), description=after.description)
        audit.record(db, scope, "code.edited", "code", code_id)
    return Edit(before=before, after=after)


def retire(db: Connection, scope: Scope, code_id: int, now: datetime) -> Edit:
    """Hidden from selection in every service; it keeps its places. Raises `NotFound`, `NotAnOwner`."""
    before = _at_home(db, scope, code_id)
    if before.retired:
        return Edit(before=before, after=before)
    _set(db, scope, code_id, retired_at=now)
    default_off = rules.forget_default(db, scope.tenant_id, [code_id])
    audit.record(db, scope, "code.retired", "code", code_id)
    return Edit(before=before, after=replace(before, retired=True), default_off=default_off)


def restore(db: Connection, scope: Scope, code_id: int) -> Edit:
    """Raises `NotFound`, `NotAnOwner`."""
    before = _at_home(db, scope, code_id)
    if before.retired:
        _set(db, scope, code_id, retired_at=None)
        audit.record(db, scope, "code.restored", "code", code_id)
    return Edit(before=before, after=replace(before, retired=False))


def uses(db: Connection, scope: Scope, code_id: int) -> int:
    """Interactions of one's own services that were concluded with it, counted up to `MOST_COUNTED`."""
    u, i = conclusion_codes.c, conclusions.c
    joined = and_(i.tenant_id == u.tenant_id, i.interaction_id == u.interaction_id)
    query = select(u.code_id).join(conclusions, joined).where(u.tenant_id == scope.tenant_id, u.code_id == code_id)
    if "tenant_admin" not in scope.roles:
        query = query.where(i.service_id.in_(scope.owned))
    count: int = db.execute(select(func.count()).select_from(query.limit(MOST_COUNTED).subquery())).scalar_one()
    return count


def _create(
    db: Connection, scope: Scope, service_id: int, kind: str, name: str, description: str | None, now: datetime
) -> Code:
    new = Code(id=new_id(), service_id=service_id, kind=kind, name=name, description=description, retired=False)
    row = {"id": new.id, "service_id": service_id, "kind": kind, "name": name, "description": description}
    with _named_once(db, scope, kind, name):
        db.execute(insert(table).values(tenant_id=scope.tenant_id, name_key=key_of(name), created_at=now, **row))
    audit.record(db, scope, "code.created", "code", new.id)
    return new


def _at_home(db: Connection, scope: Scope, code_id: int) -> Code:
    ownership.list_own(db, scope)
    found = codes.get(db, scope.tenant_id, code_id, to_change=True)
    try:
        ownership.own(db, scope, found.service_id)
    except NotFound as exc:
        raise NotAtHome from exc
    return found


@contextmanager
def _named_once(db: Connection, scope: Scope, kind: str, name: str) -> Iterator[None]:
    """The database decides whose name it is; the transaction goes on, whoever lost."""
    try:
        with db.begin_nested():
            yield
    except IntegrityError as exc:
        other = codes.find(db, scope.tenant_id, kind, name)
        if other is None:
            raise
        raise CodeExists(other) from exc


def _set(db: Connection, scope: Scope, code_id: int, **values: Any) -> None:
    db.execute(update(table).where(_c.tenant_id == scope.tenant_id, _c.id == code_id).values(**values))
