"""Who did what, provably?

A row is added in the transaction of what it tells. The database refuses to change or delete one (triggers of the first
migration); storage/seals.py chains them, so that a row changed behind the database's back shows.
"""

from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, bindparam, func, insert, select

from storage.access import NoTenantChosen, Scope, Stranger, Who, scope_of
from storage.database import is_sqlite
from storage.tables import audit_log, people, tenants


def record(
    db: Connection,
    scope: Scope,
    action: str,
    subject_kind: str | None = None,
    subject_id: int | None = None,
    **detail: Any,
) -> None:
    """`detail` holds counts and names of settings, never what somebody typed and nothing of a customer."""
    _add(db, scope.tenant_id, scope.person_id, action, "done", subject_kind, subject_id, detail)


def refused(db: Connection, who: Who, action: str) -> None:
    """Somebody tried what their roles do not include: in the log of the tenant that they look at, else of their own."""
    try:
        scope = scope_of(db, who)
    except (Stranger, NoTenantChosen):
        _refused_at_home(db, who, action)
    else:
        _add(db, scope.tenant_id, scope.person_id, action, "refused", None, None, {})


def _refused_at_home(db: Connection, who: Who, action: str) -> None:
    """Nothing is kept for a tenant that is not ours."""
    person = db.execute(
        select(tenants.c.id.label("tenant_id"), people.c.id)
        .outerjoin(people, (people.c.tenant_id == tenants.c.id) & (people.c.object_id == who.person))
        .where(tenants.c.entra_id == who.tenant)
    ).first()
    if person is not None:
        unknown = {} if person.id else {"person": who.person}
        _add(db, person.tenant_id, person.id, action, "refused", None, None, unknown)


def at_the_door(
    db: Connection,
    tenant_id: int,
    person_id: int,
    action: str,
    subject_kind: str,
    subject_id: int,
    *,
    refused: bool = False,
    **detail: Any,
) -> None:
    """What somebody did, or tried, outside the chat, with a link that only this person was given."""
    outcome = "refused" if refused else "done"
    _add(db, tenant_id, person_id, action, outcome, subject_kind, subject_id, detail)


def by_command(
    db: Connection,
    tenant_id: int,
    action: str,
    subject_kind: str | None = None,
    subject_id: int | None = None,
    /,
    **detail: Any,
) -> None:
    """What an operator did on the machine, or a timer did, outside any chat."""
    _add(db, tenant_id, None, action, "done", subject_kind, subject_id, detail)


def by_job(db: Connection, tenant_id: int, action: str, subject_kind: str, subject_id: int, /, **detail: Any) -> None:
    """What the process did by itself."""
    _add(db, tenant_id, None, action, "done", subject_kind, subject_id, detail)


def _add(
    db: Connection,
    tenant_id: int,
    actor_id: int | None,
    action: str,
    outcome: str,
    subject_kind: str | None,
    subject_id: int | None,
    detail: dict[str, Any],
) -> None:
    row = {
        "tenant_id": tenant_id,
        "at": datetime.now(UTC),
        "actor_id": actor_id,
        "action": action,
        "outcome": outcome,
        "subject_kind": subject_kind,
        "subject_id": subject_id,
        "detail": detail or None,
    }
    if is_sqlite(db):
        db.execute(_ADD_NEXT, row | {"of_tenant": tenant_id})
    else:
        db.execute(_ADD, row | {"position": 0})  # a trigger draws it


_ADD: Final = insert(audit_log).inline()  # nobody asks for the position
_ADD_NEXT: Final = (
    insert(audit_log)
    .values(
        position=select(func.coalesce(func.max(audit_log.c.position), 0) + 1)
        .where(audit_log.c.tenant_id == bindparam("of_tenant"))
        .scalar_subquery()
    )
    .inline()
)
