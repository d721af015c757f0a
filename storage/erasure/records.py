"""What is known of an erasure?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, and_, select

from storage import audit
from storage.access import NotFound, Scope, only_admins
from storage.erasure_tables import erasures
from storage.tables import people

ASKED, WITHDRAWN, DECLINED, VOID, PENDING, COMPLETE = "asked", "withdrawn", "declined", "void", "pending", "complete"
LISTED: Final = 10

_e = erasures.c
_asker = people.alias("asker")
_closer = people.alias("closer")


class AlreadyAnonymised(Exception):
    """There is nothing left to erase: the customer has been anonymised."""


@dataclass(frozen=True, kw_only=True)
class Erasure:
    """`asked_by` None: an operator, by command. `counts` are of the dry run until it is approved."""

    tenant_id: int
    id: int
    customer_id: int
    batch_id: int | None
    state: str
    asked_by_id: int | None
    asked_by: str | None
    asked_at: datetime
    not_before: datetime | None
    closed_by_id: int | None
    closed_by: str | None
    closed_at: datetime | None
    counts: dict[str, int]
    salt: str | None
    fingerprint: str | None
    token: str | None
    steps: dict[str, Any]
    attempts: int
    half: str | None
    sealed: bytes | None
    completed_at: datetime | None
    receipt: str | None
    receipt_sha256: str | None


def locked(db: Connection, tenant_id: int, erasure_id: int) -> Erasure:
    """Whoever else decides on it waits. Raises `NotFound`."""
    mine = (_e.tenant_id == tenant_id, _e.id == erasure_id)
    if db.execute(select(_e.id).where(*mine).with_for_update()).first() is None:
        raise NotFound
    return get(db, tenant_id, erasure_id)


def get(db: Connection, tenant_id: int, erasure_id: int) -> Erasure:
    """Raises `NotFound`."""
    row = db.execute(_query(tenant_id).where(_e.id == erasure_id)).first()
    if row is None:
        raise NotFound
    return _erasure(row)


def is_anonymised(db: Connection, tenant_id: int, customer_id: int) -> bool:
    mine = (_e.tenant_id == tenant_id, _e.customer_id == customer_id, _e.living.is_(True))
    return db.execute(select(_e.id).where(*mine, _e.state.in_((PENDING, COMPLETE)))).first() is not None


def list_all(db: Connection, scope: Scope) -> list[Erasure]:
    """What waits first, then the newest; without the customers' names. Raises `NotAnAdmin`."""
    only_admins(scope)
    waiting = _e.state == ASKED
    query = _query(scope.tenant_id).order_by(waiting.desc(), _e.id.desc()).limit(LISTED)
    return [_erasure(r) for r in db.execute(query)]


def receipt(db: Connection, scope: Scope, erasure_id: int) -> str:
    """Raises `NotAnAdmin`, `NotFound`."""
    only_admins(scope)
    found = get(db, scope.tenant_id, erasure_id).receipt
    if found is None:
        raise NotFound
    audit.record(db, scope, "erasure.receipt", "erasure", erasure_id)
    return found


def _query(tenant_id: int) -> Any:
    asker = and_(_asker.c.tenant_id == _e.tenant_id, _asker.c.id == _e.asked_by)
    closer = and_(_closer.c.tenant_id == _e.tenant_id, _closer.c.id == _e.closed_by)
    names = (_asker.c.name.label("asker"), _closer.c.name.label("closer"))
    return (
        select(erasures, *names)
        .select_from(erasures)
        .outerjoin(_asker, asker)
        .outerjoin(_closer, closer)
        .where(_e.tenant_id == tenant_id)
    )


def _erasure(row: Row[Any]) -> Erasure:
    special = {
        "asked_by_id": row.asked_by,
        "asked_by": row.asker,
        "closed_by_id": row.closed_by,
        "closed_by": row.closer,
    }
    same = {f: getattr(row, f) for f in Erasure.__dataclass_fields__ if f not in special}
    return Erasure(**same, **special)
