"""What may the holder of a key bring in?"""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, select

from storage import events
from storage.fold import Event
from storage.keys import Key
from storage.tables import interactions
from storage.terms import fold

_ELSEWHERE: Final = "rejected: The task belongs to another service than this key"


def accept(db: Connection, key: Key, batch: Sequence[Event]) -> list[str]:
    """As `events.accept`; a key of one service touches no task of another."""
    elsewhere = _elsewhere(db, key, batch)
    answers = iter(events.accept(db, key.tenant_id, [e for e in batch if e.task_id not in elsewhere]))
    return [_ELSEWHERE if e.task_id in elsewhere else next(answers) for e in batch]


def is_of(key: Key, service_id: str | None, service_name: str | None) -> bool:
    """Whether an event that names its service so may come in with this key."""
    if key.service_id is None:
        return True
    if service_id and key.service_external_id:
        return service_id == key.service_external_id
    return bool(service_name and key.service_name) and fold(service_name or "") == fold(key.service_name or "")


def _elsewhere(db: Connection, key: Key, batch: Sequence[Event]) -> set[str]:
    if key.service_id is None:
        return set()
    i = interactions.c
    tasks = {e.task_id for e in batch}
    rows = db.execute(
        select(i.task_id).where(i.tenant_id == key.tenant_id, i.task_id.in_(tasks), i.service_id != key.service_id)
    )
    return set(rows.scalars())
