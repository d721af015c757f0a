"""Which erasures have steps left, and which process does them?

The runner claims a row for a while; who is not heard of again loses it. Two that do the same step do no harm: each step
finds done what was done.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, or_, select, update

from storage.erasure import records
from storage.erasure.records import PENDING, Erasure
from storage.erasure_tables import erasures
from storage.tables import tenants

LEASE: Final = timedelta(minutes=1)
_PAUSE: Final = 0.5  # seconds, then twice as much each time
_LONGEST_PAUSE: Final = 60.0

_e = erasures.c


def due(db: Connection, now: datetime) -> list[tuple[int, int]]:
    """(tenant, id), the oldest first."""
    ids = db.execute(select(tenants.c.id)).scalars().all()
    return [pair for tenant_id in ids for pair in _due(db, tenant_id, now)]


def claim(db: Connection, tenant_id: int, erasure_id: int, now: datetime) -> Erasure | None:
    """None: another process has it, or it is complete."""
    free = or_(_e.retry_at.is_(None), _e.retry_at <= now)
    mine = update(erasures).where(_e.tenant_id == tenant_id, _e.id == erasure_id, _e.state == PENDING, free)
    if db.execute(mine.values(retry_at=now + LEASE, attempts=_e.attempts + 1)).rowcount == 0:
        return None
    return records.get(db, tenant_id, erasure_id)


def renew(db: Connection, erasure: Erasure, now: datetime) -> None:
    """A step that takes long is still being done."""
    _write(db, erasure, retry_at=now + LEASE)


def passed(db: Connection, erasure: Erasure, step: str, result: dict[str, Any], now: datetime) -> Erasure:
    """The step has looked itself whether it is done."""
    steps = records.get(db, erasure.tenant_id, erasure.id).steps | {step: {"at": _text(now), **result}}
    steps.pop("waiting", None)
    _write(db, erasure, steps=steps, attempts=0, retry_at=now + LEASE)
    return records.get(db, erasure.tenant_id, erasure.id)


def later(db: Connection, erasure: Erasure, step: str, why: str, now: datetime) -> None:
    """It is tried again; each time after a longer pause."""
    pause = min(_LONGEST_PAUSE, _PAUSE * 2 ** min(erasure.attempts - 1, 10))
    steps = records.get(db, erasure.tenant_id, erasure.id).steps | {"waiting": {"step": step, "why": why}}
    _write(db, erasure, steps=steps, retry_at=now + timedelta(seconds=pause))


def halves(db: Connection) -> set[str]:
    """The names of those that are still needed."""
    return set(db.execute(select(_e.half).where(_e.half.is_not(None))).scalars())


def _due(db: Connection, tenant_id: int, now: datetime) -> Sequence[tuple[int, int]]:
    query = select(_e.id).where(_e.tenant_id == tenant_id, _e.state == PENDING)
    rows = db.execute(query.where(or_(_e.retry_at.is_(None), _e.retry_at <= now)).order_by(_e.id))
    return [(tenant_id, erasure_id) for erasure_id in rows.scalars()]


def _write(db: Connection, erasure: Erasure, **values: Any) -> None:
    of_this = (_e.tenant_id == erasure.tenant_id, _e.id == erasure.id, _e.state == PENDING)
    db.execute(update(erasures).where(*of_this).values(**values))


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
