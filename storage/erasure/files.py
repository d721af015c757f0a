"""Which export files may hold the customer?

Those about them, and those over services that they have been in touch with: what is in one, nobody has noted. They live
for a day at most, so none is spared. Nobody can fetch one from the approval on; the job removes it.
"""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, or_, select, update

from storage.erasure.records import COMPLETE, PENDING, Erasure
from storage.erasure_tables import erasures
from storage.export_tables import exports
from storage.tables import contacts

_LIVING: Final = ("waiting", "running", "done")

_e = exports.c


def count(db: Connection, tenant_id: int, customer_id: int) -> int:
    return len(_reaching(db, tenant_id, customer_id))


def close(db: Connection, tenant_id: int, customer_id: int) -> int:
    """Nobody gets one any more, and none is made further. How many."""
    ids = [r.id for r in _reaching(db, tenant_id, customer_id)]
    dead = {"state": "expired", "code_hash": None, "under_way": None, "leased_until": None, "position": None}
    for export_id in ids:
        db.execute(update(exports).where(_e.tenant_id == tenant_id, _e.id == export_id).values(**dead))
    return len(ids)


def approved_since(db: Connection, tenant_id: int, moment: datetime) -> bool:
    """Whether anybody was erased since then."""
    e = erasures.c
    mine = (e.tenant_id == tenant_id, e.state.in_((PENDING, COMPLETE)), e.closed_at >= moment)
    return db.execute(select(e.id).where(*mine).limit(1)).first() is not None


def names(db: Connection, erasure: Erasure) -> list[str]:
    """Of the files that are still to be removed."""
    query = select(_e.file).where(_e.tenant_id == erasure.tenant_id, _e.file.is_not(None), _e.state == "expired")
    return list(db.execute(query).scalars())


def removed(db: Connection, erasure: Erasure, gone: list[str]) -> None:
    of_these = (_e.tenant_id == erasure.tenant_id, _e.file.in_(gone))
    db.execute(update(exports).where(*of_these).values(file=None))


def living(db: Connection, erasure: Erasure) -> int:
    """Those that were there at the approval and can still be fetched."""
    rows = _reaching(db, erasure.tenant_id, erasure.customer_id)
    return sum(r.created_at <= erasure.closed_at for r in rows)


def _reaching(db: Connection, tenant_id: int, customer_id: int) -> list[Any]:
    c = contacts.c
    touched = select(c.service_id).where(c.tenant_id == tenant_id, c.customer_id == customer_id)
    services = set(db.execute(touched).scalars())
    query = select(_e.id, _e.services, _e.customer_id, _e.created_at).where(_e.tenant_id == tenant_id)
    query = query.where(_e.state.in_(_LIVING), or_(_e.customer_id == customer_id, _e.holds_customers.is_(True)))
    return [r for r in db.execute(query) if _may_hold(r, customer_id, services)]


def _may_hold(row: Any, customer_id: int, services: set[int]) -> bool:
    if row.customer_id is not None:
        return bool(row.customer_id == customer_id)
    return row.services is None or bool(services & {int(s) for s in row.services})
