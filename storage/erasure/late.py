"""What comes in late for a task whose customer was anonymised?

It loses what says who it was before anything is made of it, and is stored without it. By then nobody knows what to look
for: so of the customer's own tasks only what happened is kept, and no note that had not been there before.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, insert, select, update

from storage.erasure import payloads
from storage.erasure_tables import erased_tasks, erasures
from storage.fold import Event
from storage.tables import interactions, issues
from storage.types import moment_of

_t = erased_tasks.c


def reduced(db: Connection, tenant_id: int, fresh: list[Event]) -> list[Event]:
    """The same events, in order."""
    ids = {e.task_id for e in fresh}
    same = (erasures.c.tenant_id == _t.tenant_id) & (erasures.c.id == _t.erasure_id)
    query = select(_t.task_id, _t.fields, erasures.c.token).join(erasures, same)
    rows = db.execute(query.where(_t.tenant_id == tenant_id, _t.task_id.in_(ids))).all()
    if not rows:
        return fresh
    known = {r.task_id: r for r in rows}
    notes = _Notes(db, tenant_id, [r.task_id for r in rows if r.fields is None])
    return [_without(e, known[e.task_id], notes) if e.task_id in known else e for e in fresh]


def note(
    db: Connection, tenant_id: int, erasure_id: int, tasks: Iterable[str], fields: Mapping[str, Sequence[str]]
) -> None:
    """Of these tasks all is taken away at the door, of the others' only these fields."""
    wanted: dict[str, list[str] | None] = {t: list(said) for t, said in fields.items()} | dict.fromkeys(tasks)
    if not wanted:
        return
    there = {
        r.task_id: r.fields
        for start in range(0, len(wanted), 500)
        for r in db.execute(
            select(erased_tasks).where(_t.tenant_id == tenant_id, _t.task_id.in_(list(wanted)[start : start + 500]))
        )
    }
    new = [
        {"tenant_id": tenant_id, "task_id": t, "erasure_id": erasure_id, "fields": said}
        for t, said in wanted.items()
        if t not in there
    ]
    if new:
        db.execute(insert(erased_tasks), new)
    for task_id, before in there.items():
        now = wanted[task_id]
        if before is None:
            continue  # nothing is left to take away
        more = None if now is None else sorted({*before, *now})
        of_this = (_t.tenant_id == tenant_id, _t.task_id == task_id)
        db.execute(update(erased_tasks).where(*of_this).values(fields=more, erasure_id=erasure_id))


def _without(event: Event, erased: Any, notes: "_Notes") -> Event:
    if erased.fields is not None:
        left = {key: None if key in erased.fields else value for key, value in event.payload.items()}
    else:
        left = payloads.reduced(event.payload, notes.of(event.task_id, payloads.mark(erased.token)))
    return replace(event, payload=left)


class _Notes:
    """The issues that were there already: a sender may say them again with each event."""

    def __init__(self, db: Connection, tenant_id: int, task_ids: list[str]) -> None:
        i = interactions.c
        same = (i.tenant_id == issues.c.tenant_id) & (i.id == issues.c.interaction_id)
        query = select(i.task_id, issues.c.text, issues.c.reported_at).join(issues, same)
        rows = db.execute(query.where(i.tenant_id == tenant_id, i.task_id.in_(task_ids))).all()
        self._known = {(r.task_id, r.reported_at, r.text) for r in rows}

    def of(self, task_id: str, marked: str) -> Callable[[Mapping[str, Any]], str]:
        def text(issue: Mapping[str, Any]) -> str:
            said: str = issue["text"]
            return said if (task_id, moment_of(issue["at"]), said) in self._known else marked

        return text
