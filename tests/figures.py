"""What does a contact centre look like that a test makes up, row by row, for its figures?"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, insert

from storage import code_changes, code_lists, people, services
from storage.access import Scope
from storage.code_tables import conclusion_codes, conclusion_tags, conclusions, service_features
from storage.codes import Code
from storage.database import Database
from storage.delivery_tables import conversations
from storage.ids import new_id
from storage.tables import interactions
from tests.told import a_tenant, admin_of

DAY = datetime(2026, 10, 24, 12, tzinfo=UTC)  # the day before the clocks go back in Europe


@dataclass(frozen=True, kw_only=True)
class Call:
    """`codes` are names; None: not concluded. `minute`s from `DAY`."""

    service: str = "Support"
    minute: int = 0
    result: str | None = "accepted_by_user"
    queued: bool = True
    queue_seconds: int | None = 12
    agent: str | None = "ann"
    codes: tuple[str, ...] | None = None
    tags: tuple[str, ...] = ()

    @property
    def at(self) -> datetime:
        return DAY + timedelta(minutes=self.minute)


@dataclass
class Centre:
    """Support, where codes are on; Sales, where they are off; of ann and ben only ann has a chat with the bot."""

    store: Database
    admin: Scope
    services: dict[str, int]
    agents: dict[str, int]
    codes: dict[str, Code] = field(default_factory=dict)
    ids: dict[Call, list[int]] = field(default_factory=dict)

    async def has(self, *calls: Call) -> None:
        await self.store.write(self._put, calls)

    def _put(self, db: Connection, calls: tuple[Call, ...]) -> None:
        self.ids = {}
        for call in calls:
            new = new_id()
            self.ids.setdefault(call, []).append(new)
            db.execute(insert(interactions).values(self._interaction(call, new)))
            if call.codes is not None:
                self._conclude(db, call, new)

    def _interaction(self, call: Call, new: int) -> dict[str, Any]:
        return {
            "tenant_id": self.admin.tenant_id,
            "id": new,
            "task_id": uuid4().hex,
            "service_id": self.services[call.service],
            "last_user_id": self.agents[call.agent] if call.agent else None,
            "source": "+41791234567",
            "result": call.result,
            "started_at": call.at,
            "terminated_at": call.at + timedelta(minutes=3) if call.result else None,
            "last_event_at": call.at,
            "seconds": 180 if call.result else None,
            "queued": call.queued,
            "queue_seconds": call.queue_seconds,
            "issue_count": 0,
        }

    def _conclude(self, db: Connection, call: Call, interaction_id: int) -> None:
        own = {"tenant_id": self.admin.tenant_id, "interaction_id": interaction_id}
        head = {"service_id": self.services[call.service], "concluded_at": call.at, "fingerprint": "0" * 64}
        db.execute(insert(conclusions).values(**own, **head))
        for position, name in enumerate(call.codes or ()):
            code = self.codes[name]
            picked = {"code_id": code.id, "kind": code.kind, "name": code.name, "position": position}
            db.execute(insert(conclusion_codes).values(**own, **picked))
        for position, tag in enumerate(call.tags):
            db.execute(insert(conclusion_tags).values(**own, tag=tag, tag_key=tag.casefold(), position=position))


async def a_centre(store: Database) -> Centre:
    """In a tenant of its own."""
    tenant_id = await a_tenant(store, uuid4().hex)
    named = {name: await _service(store, tenant_id, name) for name in ("Support", "Sales")}
    agents = await store.write(people.known, tenant_id, {"ann": None, "ben": None})
    centre = Centre(store=store, admin=await admin_of(store, tenant_id), services=named, agents=agents)
    for name, kind in (("Sale", "primary"), ("Lost", "primary"), ("Vain", "primary"), ("Upsell", "secondary")):
        made: Any = {"kind": kind, "name": name, "now": DAY}
        centre.codes[name] = await store.write(code_changes.create, centre.admin, named["Support"], **made)
    offered = [centre.codes[name].id for name in ("Sale", "Vain", "Upsell")]
    await store.write(code_lists.add, centre.admin, named["Support"], offered)
    await store.write(code_changes.retire, centre.admin, centre.codes["Lost"].id, DAY)
    await store.write(_switch_on_and_meet_ann, tenant_id, named["Support"], agents["ann"])
    return centre


async def _service(store: Database, tenant_id: int, name: str) -> int:
    slas: Any = {"acceptance_sla_seconds": 10, "hangup_sla_seconds": 15} if name == "Support" else {}
    return (await store.write(services.add, tenant_id, name=name, **slas)).id


def _switch_on_and_meet_ann(db: Connection, tenant_id: int, service_id: int, ann: int) -> None:
    on = {"service_id": service_id, "feature": "codes", "is_on": True, "changed_at": DAY}
    db.execute(insert(service_features).values(tenant_id=tenant_id, **on))
    chat = {"conversation": uuid4().hex, "person_id": ann, "kind": "personal", "service_url": "", "locale": "en"}
    chat |= {"zone": "Europe/Zurich", "installed": True, "welcomed": True, "seen_at": DAY}
    db.execute(insert(conversations).values(tenant_id=tenant_id, **chat))
