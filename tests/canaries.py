"""Who stands everywhere that a store keeps anything, in words that stand nowhere else?"""

import contextlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select, text

from storage import holds, search, tenants
from storage.access import Scope
from storage.database import Database, is_sqlite
from storage.erasure.records import Erasure
from storage.fold import Event
from storage.schema import metadata
from tests import scan
from tests.erasures import CHAT, HERS, a_chat, an_admin, customer_of, erased, place
from tests.exporting import House
from tests.team import Team, a_team, ended
from tests.test_export_jobs import Dying, PowerCut
from tests.told import tell

NAME = "Quixzyna Vörösmarty"
TRACES = ("Quixzyna", "Vörösmarty", "446681234", "668 12 34", "quixzyna.v@", "ZKQ-90417")
INDEXED = b"xzy"  # of the name, and so seldom a beginning that the index cannot shorten it
EVERYWHERE = {
    *("customers", "customer_terms", "identifiers", "interactions", "issues"),
    *("conclusion_tags", "events", "legal_holds"),
}


@dataclass
class World:
    """A customer who is to be forgotten, and Raymond Holt, who is not, though some of his rows name the other."""

    store: Database
    folder: Path
    team: Team
    adam: Scope
    anna: Scope
    customer_id: int

    async def approved(self) -> Erasure:
        beside = place(self.store, self.folder).beside
        return await erased(self.store, beside, self.adam, self.anna, self.customer_id, datetime.now(UTC))

    def on_disk(self) -> set[str]:
        """The files that say it."""
        return {name for _trace, name in scan.found(TRACES, self.folder)}

    async def tables(self) -> set[str]:
        """The tables that say it, as text."""
        return await self.store.read(mentioning)

    async def suggested(self, typed: str) -> list[int]:
        return [each.id for each in await self.store.read(search.search, self.adam, typed)]


async def a_world(store: Database, folder: Path) -> World:
    team = await a_team(store)
    await store.write(tenants.make_admins, [("contoso", "admin")])
    adam, anna = await an_admin(store, team.tenant_id, "Adam"), await an_admin(store, team.tenant_id, "Anna")
    await a_chat(store, adam, CHAT)
    await a_chat(store, anna, HERS)
    await _calls(team)
    customer_id = await store.read(customer_of, team.tenant_id, "q1")
    world = World(store, folder, team, adam, anna, customer_id)
    await _tagged(team)
    await store.write(holds.place, adam, customer_id, f"The court asks about {NAME}", CHAT)
    await store.write(holds.lift, adam, customer_id, CHAT)
    await _files(world)
    return world


async def _calls(team: Team) -> None:
    at = datetime.now(UTC).isoformat()
    own = {"customerName": NAME, "callerTelNumber": "+41446681234", "callerUPN": None}
    crm = {"mail": "quixzyna.v@kanarek.test", "keys": [{"ZKQ-90417": 1}], "phone": 41446681234, "score": 7}
    note = {"reportedBy": NAME, "text": "Quixzyna wants 044 668 12 34 to be called", "at": at}
    mixed = {"reportedBy": "Ann", "text": f"{NAME} was put through to us", "at": at}
    leg = {"userId": "ann", "outcome": "accepted", "note": "Vörösmarty again"}
    await tell(
        team.store,
        team.tenant_id,
        ended("q1", 9, **own, customerIdentifier="ZKQ-90417", crm=crm, issues=[note], legs=[leg]),
        ended("q2", 8, **own | {"callerTelNumber": None, "callerUPN": "quixzyna.v@kanarek.test"}, **_SAME),
        ended("r1", 6, issues=[mixed], transcript=["please ring 044 668 12 34 instead"]),
    )
    for many in range(3):
        await tell(team.store, team.tenant_id, *(_one(f"q{many}-{n}", n, **own, crm=crm) for n in range(10)))


def _one(task: str, n: int, **said: Any) -> Event:
    result = ("accepted_by_user", "hangup_in_queue", "voicemail")[n % 3]
    return ended(task, 7, result=result, queueSeconds=7 * n, firstQueuedServiceName="Support", **said)


_SAME = {"customerIdentifier": "ZKQ-90417"}


async def _tagged(team: Team) -> None:
    own, others = await team.id_of("q1"), await team.id_of("r1")
    await team.concludes(team.ann, own, "Resolved", tags=["quixzyna"])
    await team.concludes(team.ann, others, "Resolved", tags=["quixzyna-vörösmarty", "router"])


async def _files(world: World) -> None:
    """One that is ready, and one whose maker has died."""
    team = world.team
    house = House(world.store, team.tenant_id, place(world.store, world.folder).files, team.support, team.support)
    await house.asks(customer_id=world.customer_id)
    await house.makes()
    await house.asks(customer_id=world.customer_id)
    with contextlib.suppress(PowerCut):
        await house.makes(db=Dying(world.store, 4))


def mentioning(db: Connection) -> set[str]:
    """The tables that say it, as text."""
    said = [spelt.casefold() for trace in TRACES for spelt in (trace, trace.replace("ö", "o"))]
    rows = {table.name: str(db.execute(select(table)).all()).casefold() for table in metadata.sorted_tables}
    return {name for name, content in rows.items() if any(each in content for each in said)}


def in_index(db: Connection) -> bool:
    """SQLite: whether the substring index holds a piece of the name, taken out or not."""
    assert is_sqlite(db)
    query = text("SELECT count(*) FROM customers_fts_data WHERE instr(block, CAST(:piece AS BLOB))")
    return bool(db.execute(query, {"piece": INDEXED}).scalar_one())
