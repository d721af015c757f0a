"""What is there to be exported when a test begins, and who asks for it?"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select

from dialogs import export_jobs as jobs
from storage import access, export_asking, export_jobs, people, services, tenants
from storage.access import Scope
from storage.database import Database
from storage.export_contents import Wanted as AnyWanted
from storage.export_files import Folder
from storage.export_jobs import Job
from storage.export_rows import Wanted
from storage.export_tables import exports as table
from storage.exports import Export
from storage.sent_cards import Place
from storage.tables import customers, memberships
from tests.told import a_tenant, tell, told

ADMIN, OWNER, AGENT = "admin", "owner", "agent"
READER = {"locale": "en-GB", "zone": "Europe/Zurich", "language": "en"}
HERE = Place("a:admin", None)
EVERYTHING = Wanted(customer_id=None, services=None, since=None, until=datetime(2100, 1, 1, tzinfo=UTC), results=None)


@dataclass
class House:
    """A tenant with an admin, an owner and an agent of Sales, and 60 interactions of one customer and of nobody."""

    store: Database
    tenant_id: int
    files: Folder
    support: int
    sales: int

    async def scope(self, who: str) -> Scope:
        def of(db: Connection) -> Scope:
            return access.scope_of_person(db, self.tenant_id, people.known(db, self.tenant_id, {who: None})[who])

        return await self.store.write(of)

    async def asks(self, who: str = ADMIN, file_format: str = "csv", **wanted: Any) -> Export:
        return await self.asks_for(replace(EVERYTHING, **wanted), who, file_format)

    async def asks_for(self, wanted: AnyWanted, who: str = ADMIN, file_format: str = "csv") -> Export:
        how = (wanted, file_format, f"interactions.{file_format}", HERE, READER)
        view, _sent = await self.store.write(export_asking.ask, await self.scope(who), *how)
        return view.export

    async def claims(self, *, late: bool = False) -> Job:
        """The next file that is to be made; `late`: when whoever had it is taken for dead."""
        now = datetime.now(UTC) + (2 * export_jobs.LEASE if late else timedelta())
        job = await self.store.write(export_jobs.claim, now, self.files.new_name())
        assert job is not None
        return job

    async def makes(self, job: Job | None = None, *, db: Database | None = None) -> bytes:
        """To its end; nothing where it became none."""
        job = job or await self.claims()
        await jobs.make(db or self.store, self.files, job)
        path = self.files.data(job.file)
        return path.read_bytes() if path.exists() else b""

    async def row(self, export: Export) -> Any:
        query = select(table).where(table.c.tenant_id == export.tenant_id, table.c.id == export.id)
        return await self.store.read(lambda db: db.execute(query).one())

    async def customer_id(self) -> int:
        return await self.store.read(lambda db: int(db.execute(select(customers.c.id)).scalars().one()))

    def lying_there(self) -> list[Path]:
        folder = self.files.data("0" * 32).parent
        return sorted(folder.iterdir()) if folder.is_dir() else []


async def a_house(store: Database, folder: Path) -> House:
    tenant_id = await a_tenant(store)
    support = (await store.write(services.add, tenant_id, name="Support")).id
    sales = (await store.write(services.add, tenant_id, name="Sales")).id
    await store.write(tenants.make_admins, [("contoso", ADMIN)])

    def staff(db: Connection) -> None:
        known = people.known(db, tenant_id, {OWNER: None, AGENT: None})
        rows = [(known[OWNER], sales, "owner"), (known[OWNER], support, "agent"), (known[AGENT], sales, "agent")]
        places = [{"tenant_id": tenant_id, "person_id": p, "service_id": s, "role": role} for p, s, role in rows]
        db.execute(insert(memberships), places)

    await store.write(staff)
    await tell(store, tenant_id, *(_one(n) for n in range(60)))
    return House(store=store, tenant_id=tenant_id, files=Folder(folder / "exports"), support=support, sales=sales)


def _one(n: int) -> Any:
    said: dict[str, Any] = {
        "serviceName": ("Support", "Sales", None)[n % 3],
        "callerTelNumber": "+41791234567" if n % 2 else None,
        "customerName": "=Raymond Holt" if n % 2 else None,
        "result": ("accepted_by_user", "hangup_in_queue")[n % 2],
        "created": told("x", minute=n // 4).occurred_at.isoformat(),
        "lastConnectedUserId": AGENT,
        "legs": [{"userId": AGENT, "outcome": "rona"}, {"userId": OWNER, "outcome": "accepted"}],
    }
    if n % 10 == 1:
        said["issues"] = [{"reportedBy": "u", "text": f"+note {n}", "at": "2026-11-23T08:00:00+00:00"}]
    return told(f"t{n:02d}", minute=n, **said)
