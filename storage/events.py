"""How do events become interactions?

`accept` takes a batch in a fixed number of statements: it loads what the store knows of the tasks (and of the other
tasks of their call chains), folds each task anew, and writes what came out.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, delete, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError

from storage import people, services, wrapups
from storage.database import is_refusal, is_sqlite
from storage.erasure import late
from storage.fold import Event, Task, fold
from storage.identity import Customers, identified, source
from storage.ids import new_id
from storage.issues import count_issues
from storage.tables import events as stored_events
from storage.tables import interactions, issues, legs, tenants
from storage.types import moment_of

ACCEPTED, DUPLICATE = "accepted", "duplicate"
FULL: Final = "rejected: The task has more events than a task can have"
MOST_EVENTS: Final = 1000  # of one task: each new one reads all of them
LONGEST_CHAIN: Final = 100  # tasks: who comes later cannot be the first of it

_i = interactions.c


def accept(db: Connection, tenant_id: int, events: Sequence[Event]) -> list[str]:
    """`accepted`, `duplicate` or `rejected: …` for each, in order. One that the database refuses stops no other."""
    region = db.execute(_tenant(db, tenant_id)).scalar_one()
    try:
        with db.begin_nested():
            return _accept(db, tenant_id, region, events)
    except DBAPIError as exc:
        if not is_refusal(exc):
            raise
        if len(events) == 1:
            return ["rejected: it contradicts what is stored"]
        return [answer for each in events for answer in accept(db, tenant_id, [each])]


def _accept(db: Connection, tenant_id: int, region: str, events: Sequence[Event]) -> list[str]:
    seen = _known_ids(db, tenant_id, [e.event_id for e in events])
    full = _full(db, tenant_id, {e.task_id for e in events})
    answers, fresh = [], []
    for each in events:
        known = each.event_id in seen
        answers.append(DUPLICATE if known else FULL if each.task_id in full else ACCEPTED)
        if answers[-1] == ACCEPTED:
            seen.add(each.event_id)
            fresh.append(each)
    if fresh:
        fresh = late.reduced(db, tenant_id, fresh)
        tasks = _fold(db, tenant_id, fresh)
        _resolve(db, tenant_id, tasks)
        _store(db, tenant_id, region, tasks)
        _keep(db, tenant_id, fresh)
        wrapups.offer(db, tenant_id, [task.columns for task in tasks], datetime.now(UTC))
    return answers


def _tenant(db: Connection, tenant_id: int) -> Any:
    """PostgreSQL: the events of one tenant come in one after the other, as they do on SQLite's only writer."""
    query = select(tenants.c.region).where(tenants.c.id == tenant_id)
    return query if is_sqlite(db) else query.with_for_update(key_share=True)


def _known_ids(db: Connection, tenant_id: int, ids: list[str]) -> set[str]:
    query = select(stored_events.c.event_id).where(
        stored_events.c.tenant_id == tenant_id, stored_events.c.event_id.in_(ids)
    )
    return set(db.execute(query).scalars())


def _full(db: Connection, tenant_id: int, task_ids: set[str]) -> set[str]:
    e = stored_events.c
    counted = select(e.task_id).where(e.tenant_id == tenant_id, e.task_id.in_(task_ids)).group_by(e.task_id)
    return set(db.execute(counted.having(func.count() >= MOST_EVENTS)).scalars())


def _fold(db: Connection, tenant_id: int, fresh: list[Event]) -> list[Task]:
    by_task: dict[str, list[Event]] = {}
    for each in fresh:
        by_task.setdefault(each.task_id, []).append(each)
    chains = {e.payload["callChainId"] for e in fresh if e.payload.get("callChainId")}
    base = _interactions(db, tenant_id, set(by_task), chains)
    for row in db.execute(
        select(stored_events).where(
            stored_events.c.tenant_id == tenant_id, stored_events.c.task_id.in_(by_task.keys() | base.keys())
        )
    ):
        by_task.setdefault(row.task_id, []).append(
            Event(
                event_id=row.event_id,
                event=row.payload["event"],
                occurred_at=row.occurred_at,
                task_id=row.task_id,
                payload=row.payload,
            )
        )
    tasks = [fold(by_task.get(t, []), base.get(t)) for t in by_task.keys() | base.keys()]
    for task_id, task in zip(by_task.keys() | base.keys(), tasks, strict=True):
        task.columns.setdefault("task_id", task_id)
    return tasks


def _interactions(db: Connection, tenant_id: int, task_ids: set[str], chains: set[str]) -> dict[str, dict[str, Any]]:
    """The stored rows of these tasks and of the first tasks of these call chains."""
    of_tenant = select(interactions).where(interactions.c.tenant_id == tenant_id)
    rows = list(db.execute(of_tenant.where(interactions.c.task_id.in_(task_ids))).mappings())
    chains |= {r["call_chain_id"] for r in rows if r["call_chain_id"]}
    place = func.row_number().over(partition_by=_i.call_chain_id, order_by=(_i.started_at, _i.task_id))
    members = (
        select(_i.id, place.label("place")).where(_i.tenant_id == tenant_id, _i.call_chain_id.in_(chains)).subquery()
    )
    # In two steps: without statistics PostgreSQL would number the chains anew for every row it looks at.
    firsts = list(db.execute(select(members.c.id).where(members.c.place <= LONGEST_CHAIN)).scalars())
    rows += db.execute(of_tenant.where(_i.id.in_(firsts))).mappings()
    return {r["task_id"]: dict(r) for r in rows}


def _resolve(db: Connection, tenant_id: int, tasks: list[Task]) -> None:
    """Puts the ids of services and people where events name them."""
    named = {(t.said.get("serviceId"), t.said.get("serviceName")) for t in tasks}
    named |= {(None, t.said.get("firstQueuedServiceName")) for t in tasks}
    service_ids = services.known(db, tenant_id, named)
    users = {_user(t): t.said.get("lastConnectedUserUPN") for t in tasks}
    users |= {_of_entra(leg.get("userId")): leg.get("userUPN") for t in tasks for leg in t.said.get("legs") or []}
    users.pop("", None)
    user_ids = people.known(db, tenant_id, users)
    for each in tasks:
        columns, said = each.columns, each.said
        columns["id"] = columns.get("id") or new_id()
        own = service_ids.get((said.get("serviceId"), said.get("serviceName")))
        columns["service_id"] = own or columns.get("service_id")
        queued = service_ids.get((None, said.get("firstQueuedServiceName")))
        columns["queued_service_id"] = queued or (columns.get("queued_service_id") if not said else None)
        columns["last_user_id"] = user_ids.get(_user(each), columns.get("last_user_id"))
        said["legs"] = [
            leg | {"person_id": user_ids.get(_of_entra(leg.get("userId")))} for leg in said.get("legs") or []
        ]
    _chain(tasks)


def _user(task: Task) -> str:
    return _of_entra(task.said.get("lastConnectedUserId"))


def _of_entra(object_id: str | None) -> str:
    """Microsoft Entra's ids are one and the same in either case; empty for nobody."""
    return (object_id or "").lower()


def _chain(tasks: list[Task]) -> None:
    """The first interaction of a chain gives the initial service; the first that was queued, the first queued one."""
    chains: dict[str, list[dict[str, Any]]] = {}
    for each in tasks:
        chains.setdefault(each.columns.get("call_chain_id") or f"task {each.columns['task_id']}", []).append(
            each.columns
        )
    for members in chains.values():
        members.sort(key=lambda c: (c["started_at"], c["task_id"]))
        queued = next((c["service_id"] for c in members if c["queued"]), None)
        for member in members:
            member["initial_service_id"] = members[0]["service_id"]
            member["queued_service_id"] = member["queued_service_id"] or queued


def _store(db: Connection, tenant_id: int, region: str, tasks: list[Task]) -> None:
    found = [identified(t.said, region) for t in tasks]
    customers = Customers(db, tenant_id, (i for each in found for i in each))
    for task, known in sorted(zip(tasks, found, strict=True), key=lambda pair: _order(pair[0])):
        columns, said = task.columns, task.said
        columns["customer_id"] = customers.decide(columns["id"], known) or columns.get("customer_id")
        columns["source"] = source(known) or columns.get("source")
        columns.setdefault("issue_count", 0)
        if known and columns["customer_id"] is not None:
            customers.contact(
                columns["customer_id"],
                columns["service_id"],
                columns["started_at"],
            )
            customers.name(columns["customer_id"], said.get("customerName"), task.named_at)
    customers.store()
    _upsert(db, tenant_id, [t.columns for t in tasks])
    _store_parts(db, tenant_id, tasks)
    customers.store_links()


def _order(task: Task) -> tuple[datetime, str]:
    return task.columns["started_at"], task.columns["task_id"]


def _upsert(db: Connection, tenant_id: int, rows: list[dict[str, Any]]) -> None:
    blank = {c.name: None for c in interactions.columns}
    into = (sqlite.insert if is_sqlite(db) else postgresql.insert)(interactions)
    kept = ("tenant_id", "id", "task_id", "issue_count")  # issues are counted where they are added
    changed = {c.name: into.excluded[c.name] for c in interactions.columns if c.name not in kept}
    statement = into.on_conflict_do_update(index_elements=["tenant_id", "task_id"], set_=changed)
    own = {"tenant_id": tenant_id, "modified_at": datetime.now(UTC)}
    db.execute(statement, [blank | row | own for row in rows])


def _store_parts(db: Connection, tenant_id: int, tasks: list[Task]) -> None:
    """Legs as the last event told them; issues are only ever added."""
    with_legs = [t for t in tasks if t.said.get("legs")]
    ids = [t.columns["id"] for t in with_legs]
    if ids:
        db.execute(delete(legs).where(legs.c.tenant_id == tenant_id, legs.c.interaction_id.in_(ids)))
        db.execute(insert(legs), [row for t in with_legs for row in _legs(tenant_id, t)])
    reported = [t for t in tasks if t.issues]
    if reported:
        ids = [t.columns["id"] for t in reported]
        of_these = (issues.c.tenant_id == tenant_id) & issues.c.interaction_id.in_(ids)
        known = {(r.interaction_id, r.reported_at, r.text) for r in db.execute(select(issues).where(of_these))}
        rows = [r for t in reported for r in _issues(tenant_id, t)]
        rows = [r for r in rows if (r["interaction_id"], r["reported_at"], r["text"]) not in known]
        if rows:
            db.execute(insert(issues), rows)
            count_issues(db, tenant_id, {row["interaction_id"] for row in rows})


def _legs(tenant_id: int, task: Task) -> Iterable[dict[str, Any]]:
    for position, leg in enumerate(task.said["legs"]):
        yield {
            "tenant_id": tenant_id,
            "interaction_id": task.columns["id"],
            "position": position,
            "person_id": leg["person_id"],
            "started_at": _moment(leg.get("startedAt")),
            "ended_at": _moment(leg.get("endedAt")),
            "outcome": leg.get("outcome"),
        }


def _issues(tenant_id: int, task: Task) -> Iterable[dict[str, Any]]:
    for issue in task.issues:
        yield {
            "tenant_id": tenant_id,
            "interaction_id": task.columns["id"],
            "id": new_id(),
            "reported_by": issue.get("reportedBy"),
            "text": issue["text"],
            "reported_at": _moment(issue["at"]),
        }


def _moment(text: str | None) -> datetime | None:
    return None if text is None else moment_of(text)


def _keep(db: Connection, tenant_id: int, fresh: list[Event]) -> None:
    now = datetime.now(UTC)
    rows = [
        {
            "tenant_id": tenant_id,
            "event_id": e.event_id,
            "task_id": e.task_id,
            "occurred_at": e.occurred_at,
            "received_at": now,
            "payload": e.payload,
        }
        for e in fresh
    ]
    db.execute(insert(stored_events), rows)
