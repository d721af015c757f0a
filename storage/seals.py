"""Is the audit log whole?

One chain per tenant: a seal is the SHA-256 over the seal before it and the rows since, in the order of their positions.
To change a sealed row unseen, every later seal must be changed too; whoever keeps one hash elsewhere can tell.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import orjson
from sqlalchemy import Connection, Row, func, insert, select

from storage.database import is_sqlite
from storage.tables import audit_log, audit_seals, tenants

ROWS_A_SEAL: Final = 1000
WRITERS_LOCK: Final = 7_230_501  # held shared by whoever adds rows, see the trigger of the first migration
_SEALERS_LOCK: Final = 7_230_502
_START: Final = "0" * 64
_FAR: Final = 2**62


@dataclass(frozen=True)
class Proof:
    tenant: str
    sealed_rows: int
    open_rows: int  # not sealed yet
    head: str  # the newest hash
    broken_at: int | None  # position of the first row that the chain does not vouch for; None: the log is whole


def settled(db: Connection) -> int:
    """Up to which position no row can appear any more. Waits for the writers of this moment."""
    if is_sqlite(db):
        return _FAR
    db.execute(select(func.pg_advisory_xact_lock(WRITERS_LOCK)))
    newest: int = db.execute(select(func.coalesce(func.max(audit_log.c.position), 0))).scalar_one()
    return newest


def seal(db: Connection, upto: int) -> int:
    """Chains what has come since the last seals; returns how many rows."""
    if not is_sqlite(db):
        db.execute(select(func.pg_advisory_xact_lock(_SEALERS_LOCK)))
    total = 0
    for tenant_id in db.execute(select(tenants.c.id)).scalars().all():
        last, chained = _head(db, tenant_id)
        while rows := _rows(db, tenant_id, last, upto):
            chained = _chain(chained, rows)
            db.execute(
                insert(audit_seals).values(
                    tenant_id=tenant_id,
                    first_position=rows[0].position,
                    last_position=rows[-1].position,
                    row_count=len(rows),
                    sealed_at=datetime.now(UTC),
                    hash=chained,
                )
            )
            last = rows[-1].position
            total += len(rows)
    return total


def verify(db: Connection) -> list[Proof]:
    """Hashes every log again."""
    return [_verify(db, t.id, t.name) for t in db.execute(select(tenants.c.id, tenants.c.name))]


def missing(db: Connection, known: Sequence[str]) -> list[str]:
    """Which of these seals are not there: who takes the end of the log away with its seals leaves a whole chain."""
    there = set(db.execute(select(audit_seals.c.hash).where(audit_seals.c.hash.in_(known))).scalars())
    return [each for each in known if each not in there]


def _verify(db: Connection, tenant_id: int, name: str) -> Proof:
    chained, last, count = _START, -_FAR, 0  # from before the first row that there can be
    seals = db.execute(select(audit_seals).where(audit_seals.c.tenant_id == tenant_id).order_by("last_position")).all()
    for each in seals:
        rows = _rows(db, tenant_id, last, each.last_position, limit=_FAR)
        chained = _chain(chained, rows)
        if chained != each.hash or len(rows) != each.row_count:
            return Proof(name, count, 0, chained, broken_at=rows[0].position if rows else each.first_position)
        last, count = each.last_position, count + len(rows)
    open_rows = sum(1 for _ in _rows(db, tenant_id, last, _FAR, limit=_FAR))
    return Proof(name, count, open_rows, chained, broken_at=None)


def _head(db: Connection, tenant_id: int) -> tuple[int, str]:
    row = db.execute(
        select(audit_seals.c.last_position, audit_seals.c.hash)
        .where(audit_seals.c.tenant_id == tenant_id)
        .order_by(audit_seals.c.last_position.desc())
        .limit(1)
    ).first()
    return (row.last_position, row.hash) if row else (0, _START)


def _rows(db: Connection, tenant_id: int, after: int, upto: int, limit: int = ROWS_A_SEAL) -> Sequence[Row[Any]]:
    return db.execute(
        select(audit_log)
        .where(audit_log.c.tenant_id == tenant_id, audit_log.c.position > after, audit_log.c.position <= upto)
        .order_by(audit_log.c.position)
        .limit(limit)
    ).all()


def _chain(previous: str, rows: Sequence[Row[Any]]) -> str:
    digest = hashlib.sha256(previous.encode())
    for line in _lines(rows):
        digest.update(line)
    return digest.hexdigest()


def _lines(rows: Sequence[Row[Any]]) -> Iterator[bytes]:
    for row in rows:
        yield orjson.dumps(tuple(row), option=orjson.OPT_APPEND_NEWLINE | orjson.OPT_SORT_KEYS)
