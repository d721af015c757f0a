"""What has the store been told when a test of it begins?"""

from datetime import UTC, datetime, timedelta
from typing import Any

from storage import events, people, services, tenants
from storage.access import Scope
from storage.database import Database
from storage.fold import Event

START = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def told(task: str, kind: str = "terminated", *, minute: float = 0, event_id: str | None = None, **said: Any) -> Event:
    """An event of a task, `minute`s after the start of the day."""
    at = START + timedelta(minutes=minute)
    event_id = event_id or f"{task}-{kind}-{minute}"
    head = {"eventId": event_id, "event": kind, "occurredAt": at.isoformat(), "tenantId": "t", "taskId": task}
    return Event(event_id=event_id, event=kind, occurred_at=at, task_id=task, payload=head | said)


async def a_tenant(store: Database, name: str = "Contoso", region: str = "CH") -> int:
    added = await store.write(tenants.add, entra_id=name.lower(), name=name, region=region)
    return added.id


async def tell(store: Database, tenant_id: int, *batch: Event) -> None:
    answers = await store.write(events.accept, tenant_id, batch)
    assert set(answers) <= {"accepted", "duplicate"}, answers


async def admin_of(store: Database, tenant_id: int, **more: Any) -> Scope:
    """A scope as a tenant admin has it; `services` names those that it is limited to."""
    named = more.pop("services", None)
    if named is not None:
        known = {s.name: s.id for s in await store.read(services.list_all, tenant_id)}
        named = frozenset(known[name] for name in named)
    person_id = (await store.write(people.known, tenant_id, {"somebody": None}))["somebody"]
    rights: dict[str, Any] = {"region": "CH", "roles": frozenset({"tenant_admin"}), "owned": frozenset()}
    rights |= {"masked": False, "users_masked": False}
    return Scope(tenant_id=tenant_id, person_id=person_id, services=named, **(rights | more))
