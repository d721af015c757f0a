"""Which export files may hold the customer?

What stands in one, nobody has noted, and any note may name anybody. So none is spared: every file of the tenant that
holds customers and was begun before the whole tenant was searched goes, whomever it is about. Nobody can fetch one from
the approval on; the job closes what was begun meanwhile, and removes them. They would have lived for a day at most.
"""

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, select, update

from storage import export_notices
from storage.erasure.records import COMPLETE, PENDING, Erasure
from storage.erasure_tables import erasures
from storage.export_tables import exports

ERASED: Final = "erased"  # why a file is gone: its owner is told to ask again
_LIVING: Final = ("waiting", "running", "done")

_e = exports.c


def count(db: Connection, tenant_id: int) -> int:
    return len(_living(db, tenant_id, None))


def close(db: Connection, tenant_id: int, customer_id: int, until: datetime | None = None) -> int:
    """Nobody gets one any more, and none is made further; `until`: of those that were begun by then. How many."""
    rows = _living(db, tenant_id, until)
    dead = {"state": "expired", "error": ERASED, "code_hash": None, "under_way": None, "leased_until": None}
    for row in rows:
        of_this = (_e.tenant_id == tenant_id, _e.id == row.id)
        db.execute(update(exports).where(*of_this).values(**dead, position=None))
        if row.customer_id != customer_id:  # whose own card says so itself, and there is nothing to ask for again
            export_notices.tell(db, tenant_id, row.person_id, row.id, "expired")
    return len(rows)


def close_begun(db: Connection, erasure: Erasure) -> None:
    """While others' notes were searched, a file could still read there who the customer was."""
    close(db, erasure.tenant_id, erasure.customer_id, clean_at(erasure))


def clean_at(erasure: Any) -> datetime | None:
    """Until when something that is stored may have named the customer; None: until now."""
    searched = erasure.steps.get("search")
    if searched is None:
        return None
    return datetime.fromisoformat(searched["at"]) + timedelta(seconds=1)  # it is noted in whole seconds


def erased_since(db: Connection, tenant_id: int, moment: datetime) -> bool:
    """Whether what was read then may name somebody who has been erased since."""
    e = erasures.c
    mine = (e.tenant_id == tenant_id, e.state.in_((PENDING, COMPLETE)))
    lately = (e.completed_at.is_(None) | (e.completed_at >= moment)) & e.closed_at.is_not(None)
    rows = db.execute(select(e.closed_at, e.steps).where(*mine, lately)).all()
    return any(row.closed_at >= moment or (clean_at(row) or row.closed_at) >= moment for row in rows)


def names(db: Connection, erasure: Erasure) -> list[str]:
    """Of the files that are still to be removed."""
    query = select(_e.file).where(_e.tenant_id == erasure.tenant_id, _e.file.is_not(None), _e.state == "expired")
    return list(db.execute(query).scalars())


def removed(db: Connection, erasure: Erasure, gone: list[str]) -> None:
    of_these = (_e.tenant_id == erasure.tenant_id, _e.file.in_(gone))
    db.execute(update(exports).where(*of_these).values(file=None))


def living(db: Connection, erasure: Erasure) -> int:
    """Those that were begun too early and can still be fetched."""
    return len(_living(db, erasure.tenant_id, clean_at(erasure)))


def _living(db: Connection, tenant_id: int, until: datetime | None) -> list[Any]:
    query = select(_e.id, _e.person_id, _e.customer_id).where(_e.tenant_id == tenant_id, _e.holds_customers.is_(True))
    if until is not None:
        query = query.where(_e.created_at <= until)
    return list(db.execute(query.where(_e.state.in_(_LIVING))).all())
