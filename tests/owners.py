"""Who owns what when a test of the store begins?"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from storage import code_changes, code_lists, codes, services
from storage.access import Scope
from storage.codes import Code
from storage.database import Database
from storage.tables import audit_log
from tests.told import a_tenant, admin_of

NOW = datetime(2026, 11, 23, 10, 4, tzinfo=UTC)


@dataclass
class Owner:
    """Of Support; `otto` owns Sales."""

    store: Database
    scope: Scope
    otto: Scope
    support: int
    sales: int

    async def makes(self, name: str, kind: str = "primary", description: str = "") -> Code:
        said: Any = {"kind": kind, "name": name, "description": description, "now": NOW}
        return await self.store.write(code_changes.create, self.scope, self.support, **said)

    async def adds(self, *added: Code) -> code_lists.Change:
        return await self.store.write(code_lists.add, self.scope, self.support, [c.id for c in added])

    async def does(self, function: Any, *args: Any, **more: Any) -> Any:
        return await self.store.write(function, self.scope, *args, **more)

    async def offers(self) -> list[str]:
        return [c.name for c in await self.store.read(codes.applied, self.scope.tenant_id, self.support)]

    async def told(self) -> list[str]:
        return [r[0] for r in await self.store.read(lambda db: db.execute(select(audit_log.c.action)).all())]


async def an_owner(store: Database) -> Owner:
    tenant_id = await a_tenant(store)
    support = (await store.write(services.add, tenant_id, name="Support")).id
    sales = (await store.write(services.add, tenant_id, name="Sales")).id
    admin = await admin_of(store, tenant_id)
    as_owner = replace(admin, roles=frozenset({"owner"}))
    return Owner(
        store=store,
        scope=replace(as_owner, owned=frozenset({support}), services=frozenset({support})),
        otto=replace(as_owner, owned=frozenset({sales}), services=frozenset({sales})),
        support=support,
        sales=sales,
    )
