"""A backup was restored: who must be anonymised again?

The file beside the database was not restored, so it knows. Whoever stands in it under another id, because the past was
loaded anew, is known by the tasks.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import orjson
from sqlalchemy import Connection, func, insert, select, update

from storage import audit
from storage.erasure import approval, files, late, material, payloads, replacement
from storage.erasure.beside import BEGUN, DONE, VOID, Beside
from storage.erasure.payloads import mark
from storage.erasure.records import COMPLETE, PENDING
from storage.erasure.traces import Traces
from storage.erasure_tables import erased_tasks, erasures
from storage.tables import customers, events, interactions, tenants

AGAIN, ALREADY, NEVER, NO_TENANT = "again", "already", "never", "no tenant"
AT_ONCE: Final = 500
_SETTLED: Final = timedelta(hours=1)  # longer than any transaction takes

_e = erasures.c
_i = interactions.c


@dataclass(frozen=True, kw_only=True)
class Line:
    """One erasure of the file. `confirmed`: its transaction was surely committed."""

    said: Mapping[str, Any]
    confirmed: bool


def lines(beside: Beside) -> list[Line]:
    """In order, each erasure once: of several attempts the last one. What came to nothing is left out."""
    begun: dict[str, Mapping[str, Any]] = {}
    settled: dict[Any, set[tuple[str, str]]] = {DONE: set(), VOID: set()}
    for line in beside.lines():
        if (what := line.get("what")) == BEGUN:
            begun[line["erasure"]] = line
        elif what in settled:
            settled[what].add(_own(line))
    every = [Line(said=each, confirmed=_own(each) in settled[DONE]) for each in begun.values()]
    return [line for line in every if line.confirmed or _own(line.said) not in settled[VOID]]


def came_to_nothing(db: Connection, line: Line, now: datetime) -> bool:
    """It was written long ago, before a commit that never was: the request still waits, or was closed otherwise."""
    said = line.said
    if line.confirmed or now - datetime.fromisoformat(said["at"]) < _SETTLED:
        return False
    mine = (tenants.c.entra_id == said["tenant"], _e.id == int(said["erasure"]))
    state = db.execute(select(_e.state).join(tenants, tenants.c.id == _e.tenant_id).where(*mine)).scalar()
    return state is not None and state not in (PENDING, COMPLETE)


def apply(db: Connection, beside: Beside, line: Line, now: datetime) -> str:
    """What became of it: `AGAIN`, `ALREADY`, `NEVER` (it was not committed), `NO_TENANT`."""
    said = line.said
    tenant_id = db.execute(select(tenants.c.id).where(tenants.c.entra_id == said["tenant"])).scalar()
    if tenant_id is None:
        return NO_TENANT
    tenant = replacement.lock_tenant(db, tenant_id)
    row = db.execute(select(_e.state).where(_e.tenant_id == tenant_id, _e.id == int(said["erasure"]))).first()
    if row is not None and row.state in (PENDING, COMPLETE) and _known(db, tenant_id, said["tasks"]):
        return ALREADY
    if row is not None and row.state not in (PENDING, COMPLETE) and not line.confirmed:
        return NEVER
    _again(db, beside, tenant_id, tenant.region, said, now, known=row is not None)
    audit.by_command(db, tenant_id, "erasure.reapplied", erasure=said["erasure"], customer=said["customer"])
    return AGAIN


def pending(db: Connection) -> int:
    """Of all tenants."""
    found: int = db.execute(select(func.count()).select_from(erasures).where(_e.state == PENDING)).scalar_one()
    return found


def _own(said: Mapping[str, Any]) -> tuple[str, str]:
    return said["erasure"], said["token"]


def _again(
    db: Connection, beside: Beside, tenant_id: int, region: str, said: Mapping[str, Any], now: datetime, *, known: bool
) -> None:
    erasure_id, customer_id, token = int(said["erasure"]), int(said["customer"]), str(said["token"])
    if not known:
        db.execute(insert(erasures), _new(tenant_id, erasure_id, customer_id, now))
    counts: dict[str, int] = {}
    traces = []
    for each in _concerned(db, tenant_id, customer_id, said["tasks"]):
        found = material.traces(db, tenant_id, region, each)
        traces.append(found)
        done = replacement.replace(db, tenant_id, region, each, erasure_id, found, token)
        files.close(db, tenant_id, each)
        for name, number in done.counts.items():
            counts[name] = counts.get(name, 0) + number
    for task_id in said["tasks"]:
        _strip(db, tenant_id, task_id, token)
    for task_id, fields in said["fields"].items():
        _strip_fields(db, tenant_id, task_id, fields)
    late.note(db, tenant_id, erasure_id, said["tasks"], said["fields"])
    half, sealed = beside.seal(orjson.dumps(_together(traces).as_json()))
    steps = {"transaction": {"at": now.isoformat(timespec="seconds"), "xid": approval.transaction(db)}}
    pending = {"state": PENDING, "living": True, "closed_at": now, "counts": counts, "salt": None, "fingerprint": None}
    pending |= {"token": token, "half": half, "sealed": sealed, "steps": steps, "attempts": 0, "retry_at": now}
    db.execute(update(erasures).where(_e.tenant_id == tenant_id, _e.id == erasure_id).values(**pending))


def _concerned(db: Connection, tenant_id: int, customer_id: int, tasks: Iterable[str]) -> list[int]:
    """The customer, if there; and whoever has nothing but these tasks."""
    found = set[int]()
    c = customers.c
    if db.execute(select(c.id).where(c.tenant_id == tenant_id, c.id == customer_id)).first():
        found.add(customer_id)
    every = list(tasks)
    owners: dict[int, int] = {}
    for start in range(0, len(every), AT_ONCE):
        of_these = (_i.tenant_id == tenant_id, _i.task_id.in_(every[start : start + AT_ONCE]))
        for row in db.execute(
            select(_i.customer_id, func.count().label("own")).where(*of_these).group_by(_i.customer_id)
        ):
            if row.customer_id is not None:
                owners[row.customer_id] = owners.get(row.customer_id, 0) + row.own
    for owner, own in owners.items():
        query = select(func.count()).select_from(interactions)
        total = db.execute(query.where(_i.tenant_id == tenant_id, _i.customer_id == owner)).scalar_one()
        if total == own:
            found.add(owner)
    return sorted(found)


def _strip(db: Connection, tenant_id: int, task_id: str, token: str) -> None:
    """A task of the erased customer, whoever has it now: without traces to look for, only what happened stays."""
    of_task = (events.c.tenant_id == tenant_id, events.c.task_id == task_id)
    for row in db.execute(select(events.c.event_id, events.c.payload).where(*of_task)).all():
        if any(row.payload.get(field) is not None for field in payloads.PERSONAL):
            left = payloads.reduced(row.payload, lambda _issue: mark(token))
            one = (events.c.tenant_id == tenant_id, events.c.event_id == row.event_id)
            db.execute(update(events).where(*one).values(payload=left))
    of_this = (_i.tenant_id == tenant_id, _i.task_id == task_id)
    other = db.execute(select(_i.id).where(*of_this, ~_i.source.startswith(payloads.REPLACED))).scalar()
    if other is not None:
        db.execute(update(interactions).where(*of_this).values(source=mark(token)))
        replacement.blank(db, tenant_id, other, token)


def _strip_fields(db: Connection, tenant_id: int, task_id: str, fields: list[str]) -> None:
    of_task = (events.c.tenant_id == tenant_id, events.c.task_id == task_id)
    for row in db.execute(select(events.c.event_id, events.c.payload).where(*of_task)).all():
        left = {key: None if key in fields else value for key, value in row.payload.items()}
        one = (events.c.tenant_id == tenant_id, events.c.event_id == row.event_id)
        db.execute(update(events).where(*one).values(payload=left))


def _known(db: Connection, tenant_id: int, tasks: list[str]) -> bool:
    t = erased_tasks.c
    known = set[str]()
    for start in range(0, len(tasks), AT_ONCE):
        of_these = (t.tenant_id == tenant_id, t.task_id.in_(tasks[start : start + AT_ONCE]))
        known |= set(db.execute(select(t.task_id).where(*of_these)).scalars())
    return known >= set(tasks)


def _together(traces: list[Traces]) -> Traces:
    return Traces(
        names=tuple(name for each in traces for name in each.names),
        identifiers=tuple(known for each in traces for known in each.identifiers),
        shared=frozenset(shared for each in traces for shared in each.shared),
    )


def _new(tenant_id: int, erasure_id: int, customer_id: int, now: datetime) -> dict[str, Any]:
    """Who asked and approved stands in the receipt of then, and in the backup's audit log if that reaches so far."""
    return {
        "tenant_id": tenant_id,
        "id": erasure_id,
        "customer_id": customer_id,
        "state": PENDING,
        "living": True,
        "asked_at": now,
        "counts": {},
        "steps": {},
        "attempts": 0,
    }
