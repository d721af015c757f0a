"""Who concludes what, and with which codes, when a test of the store begins?"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, insert, select

from storage import code_changes, code_lists, conclusions, people, services, switches
from storage.access import Scope
from storage.code_tables import conclusion_codes, conclusion_tags
from storage.code_tables import conclusions as heads
from storage.codes import Code
from storage.database import Database
from storage.delivery_tables import conversations as conversation_rows
from storage.delivery_tables import outbox
from storage.fold import Event
from storage.receipts import Receipt
from storage.tables import audit_log, interactions
from tests.told import a_tenant, admin_of, tell

NUMBER = "+41791234567"


@dataclass
class Team:
    """Support, with its codes and tags on. Ann and Bob serve it, and have a chat each; `admin` administers it all."""

    store: Database
    admin: Scope
    ann: Scope
    bob: Scope
    support: int
    codes: dict[str, Code]
    now: datetime = field(default_factory=lambda: datetime.now(UTC).replace(microsecond=0))

    @property
    def tenant_id(self) -> int:
        return self.admin.tenant_id

    def ids(self, *names: str) -> list[int]:
        return [self.codes[name].id for name in names]

    async def call(self, *, minutes_ago: float = 1, by: str | None = "ann", **said: Any) -> int:
        """One that ended so long ago, in which `by` talked with Raymond Holt; its id."""
        task = said.pop("task", uuid4().hex)
        await tell(self.store, self.tenant_id, ended(task, minutes_ago, by, **said))
        return await self.id_of(task)

    async def id_of(self, task: str) -> int:
        i = interactions.c
        query = select(i.id).where(i.tenant_id == self.tenant_id, i.task_id == task)
        found: int = await self.store.read(lambda db: db.execute(query).scalar_one())
        return found

    async def concludes(
        self, who: Scope, interaction_id: int, *names: str, tags: Iterable[str] = (), now: datetime | None = None
    ) -> Receipt:
        chosen = self.ids(*names)
        return await self.store.write(conclusions.conclude, who, interaction_id, chosen, list(tags), now or self.now)

    async def rows(self, table: Any) -> list[Any]:
        query = select(table).where(table.c.tenant_id == self.tenant_id).order_by(*table.primary_key.columns)
        return await self.store.read(lambda db: list(db.execute(query).all()))

    async def concluded(self) -> tuple[list[Any], list[Any], list[Any]]:
        return await self.rows(heads), await self.rows(conclusion_codes), await self.rows(conclusion_tags)

    async def audited(self, action: str) -> list[Any]:
        return [row for row in await self.rows(audit_log) if row.action == action]

    async def messages(self, kind: str) -> list[Any]:
        return sorted((row for row in await self.rows(outbox) if row.kind == kind), key=lambda row: row.id)


def ended(task: str, minutes_ago: float, by: str | None = "ann", **said: Any) -> Event:
    at = datetime.now(UTC) - timedelta(minutes=minutes_ago)
    usual: dict[str, Any] = {"serviceName": "Support", "callerTelNumber": NUMBER, "customerName": "Raymond Holt"}
    usual |= {"created": (at - timedelta(minutes=4)).isoformat(), "lastConnectedUserId": by}
    payload = usual | {"eventId": uuid4().hex, "event": "terminated", "tenantId": "t", "taskId": task} | said
    payload = {key: value for key, value in payload.items() if value is not None}
    kind = payload["event"]
    return Event(event_id=payload["eventId"], event=kind, occurred_at=at, task_id=task, payload=payload)


async def a_team(store: Database) -> Team:
    tenant_id = await a_tenant(store)
    support = (await store.write(services.add, tenant_id, name="Support", licence="enterprise_routing")).id
    admin = await admin_of(store, tenant_id)
    known = await store.write(people.known, tenant_id, {"ann": "ann@contoso.example", "bob": "bob@contoso.example"})
    agent = replace(admin, roles=frozenset({"agent"}), services=frozenset({support}))
    team = Team(
        store=store,
        admin=admin,
        ann=replace(agent, person_id=known["ann"]),
        bob=replace(agent, person_id=known["bob"]),
        support=support,
        codes={},
    )
    for name, person_id in known.items():
        await store.write(_chat, tenant_id, person_id, f"a:{name}")
    for kind, names in (("primary", ("Resolved", "Callback", "Escalated")), ("secondary", ("Outage", "Upsell"))):
        for name in names:
            said: Any = {"kind": kind, "name": name, "description": "", "now": team.now}
            team.codes[name] = await store.write(code_changes.create, admin, support, **said)
    await store.write(code_lists.add, admin, support, [code.id for code in team.codes.values()])
    await store.write(switches.throw, admin, support, "codes", on=True, until=None, now=team.now - timedelta(days=100))
    return team


def _chat(db: Connection, tenant_id: int, person_id: int, conversation: str) -> None:
    facts: dict[str, Any] = {"kind": "personal", "service_url": "https://x", "locale": "en", "zone": "Europe/Zurich"}
    row = facts | {"tenant_id": tenant_id, "conversation": conversation, "person_id": person_id, "installed": True}
    db.execute(insert(conversation_rows), row | {"welcomed": True, "seen_at": datetime.now(UTC)})
