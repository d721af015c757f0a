"""Who works on which file, how far is it, and who takes over if that one dies?

A file that takes longer is a row with a state, a position and a lease. Whoever works on it renews the lease with each
step that is durable; when it is over, somebody else goes on from the position. The number of the attempt keeps out the
one who was only slow: a step of an earlier attempt is refused, as is one of a file that was stopped meanwhile.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, and_, or_, select, update

from storage import audit, export_asking, export_contents, export_notices, exports
from storage.access import Scope
from storage.export_asking import Subject
from storage.export_contents import Wanted
from storage.export_tables import Edge
from storage.export_tables import exports as table
from storage.export_writing import Made

LEASE: Final = timedelta(seconds=15)
ASIDE: Final = timedelta(seconds=10)
MOST_ATTEMPTS: Final = 5  # a file whose every maker died is given up

_e = table.c


class RightsChanged(Exception):
    """The file was begun when the person saw more, or less, of who somebody is."""


@dataclass(frozen=True, kw_only=True)
class Position:
    """What is durable: so many rows, up to this edge, in so many bytes."""

    rows: int = 0
    size: int = 0
    edge: Edge | None = None


@dataclass(frozen=True, kw_only=True)
class Job:
    """One attempt at a file; `file` is its name in the folder."""

    tenant_id: int
    id: int
    person_id: int
    kind: str
    format: str
    masked: bool
    params: dict[str, Any]
    services: frozenset[int] | None
    wanted: Wanted
    file: str
    file_name: str
    rows_total: int | None
    attempts: int
    created_at: datetime
    position: Position


def is_any(db: Connection, now: datetime) -> bool:
    return db.execute(select(_e.id).where(_to_do(now)).limit(1)).first() is not None


def claim(db: Connection, now: datetime, name: str) -> Job | None:
    """The oldest that nobody works on; one that was not begun yet is written under `name`."""
    query = select(table).where(_to_do(now)).order_by(_e.created_at, _e.id).limit(1)
    row = db.execute(query.with_for_update(skip_locked=True)).mappings().first()
    if row is None:
        return None
    taken = {"state": "running", "attempts": row["attempts"] + 1, "leased_until": now + LEASE}
    taken["file"] = row["file"] or name
    db.execute(update(table).where(_e.tenant_id == row["tenant_id"], _e.id == row["id"]).values(**taken))
    job = _job({**row, **taken})
    if job.attempts <= MOST_ATTEMPTS:
        return job
    fail(db, job, "given_up", now)
    return None


def page(db: Connection, scope: Scope, job: Job, edge: Edge | None, most: int) -> tuple[Sequence[Any], Edge | None]:
    """The next rows, if all may still be seen as asked, and where they end; no rows: that was all.

    Raises `RightsChanged`, and as when it was asked.
    """
    return export_contents.of(job.kind).page(db, _still(db, scope, job), job.wanted, edge, most)


def count(db: Connection, scope: Scope, job: Job) -> int:
    """How many there will be, unless some more arrive late."""
    return export_contents.of(job.kind).count(db, _still(db, scope, job), job.wanted)


def subject(db: Connection, scope: Scope, job: Job) -> Subject:
    return export_asking.subject(db, _still(db, scope, job), job.kind, job.wanted)


def counted(db: Connection, job: Job, total: int, now: datetime) -> bool:
    """How many rows there will be. This and the next ones: False if the file is no longer this attempt's."""
    return _step(db, job, rows_total=total, leased_until=now + LEASE)


def keep(db: Connection, job: Job, position: Position, now: datetime, *, tell: bool) -> bool:
    """So much is durable. `tell`: the card is to show it."""
    kept = _step(db, job, rows_done=position.rows, position=_of_position(position), leased_until=now + LEASE)
    if kept and tell:
        _tell(db, job, "running", f"{job.attempts}:{position.rows}")
    return kept


def finish(db: Connection, job: Job, made: Made, now: datetime) -> bool:
    done = {"rows_done": made.rows, "rows_total": made.rows, "size": made.size, "sha256": made.sha256}
    kept = _step(db, job, **done, **_over("done", now), expires_at=now + exports.KEPT)
    if kept:
        whose = (job.tenant_id, job.person_id)
        about = ("export", job.id)
        audit.at_the_door(db, *whose, "export.created", *about, kind=job.kind, format=job.format, rows=made.rows)
        _tell(db, job, "done")
        export_notices.offer(db, *whose, job.id)
    return kept


def fail(db: Connection, job: Job, error: str, now: datetime) -> bool:
    """`error` is a situation that dialogs have words for."""
    kept = _step(db, job, error=error, file=None, **_over("failed", now))
    if kept:
        audit.at_the_door(db, job.tenant_id, job.person_id, "export.failed", "export", job.id, error=error)
        _tell(db, job, "failed")
    return kept


def put_aside(db: Connection, job: Job, now: datetime) -> None:
    """Not now: somebody still has the file open, or the database or the disk does not answer."""
    _step(db, job, leased_until=now + ASIDE)


def is_taken_over(db: Connection, job: Job) -> bool:
    """Whether a later attempt goes on with its file; else nobody needs that any more."""
    mine = (_e.tenant_id == job.tenant_id, _e.id == job.id, _e.file == job.file)
    return db.execute(select(_e.id).where(*mine)).first() is not None


def _still(db: Connection, scope: Scope, job: Job) -> Scope:
    reach = exports.check(db, scope, job.services)
    if scope.masked != job.masked or scope.users_masked != job.params["users_masked"]:
        raise RightsChanged
    return replace(scope, services=reach.services)


def put_back(db: Connection, job: Job, now: datetime) -> None:
    """For whoever comes next; this attempt did not fail."""
    _step(db, job, leased_until=now, attempts=job.attempts - 1)


def _to_do(now: datetime) -> Any:
    abandoned = and_(_e.state == "running", _e.leased_until <= now)
    return and_(_e.under_way.is_(True), or_(_e.state == "waiting", abandoned))


def _step(db: Connection, job: Job, **values: Any) -> bool:
    mine = (_e.tenant_id == job.tenant_id, _e.id == job.id, _e.state == "running", _e.attempts == job.attempts)
    return db.execute(update(table).where(*mine).values(**values)).rowcount == 1


def _over(state: str, now: datetime) -> dict[str, Any]:
    return {"state": state, "under_way": None, "leased_until": None, "finished_at": now}


def _tell(db: Connection, job: Job, state: str, moment: str = "") -> None:
    export_notices.tell(db, job.tenant_id, job.person_id, job.id, state, moment)


def _job(row: dict[str, Any]) -> Job:
    read = {
        "services": exports.services_of(row),
        "wanted": export_contents.of(row["kind"]).unpacked(row),
        "position": _position(row["position"]),
    }
    return Job(**{field: row[field] for field in Job.__dataclass_fields__ if field not in read}, **read)


def _of_position(position: Position) -> dict[str, Any]:
    return {"rows": position.rows, "size": position.size, "edge": position.edge}


def _position(stored: dict[str, Any] | None) -> Position:
    if stored is None:
        return Position()
    edge = stored["edge"]
    return Position(rows=stored["rows"], size=stored["size"], edge=None if edge is None else tuple(edge))
