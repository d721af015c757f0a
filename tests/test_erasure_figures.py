"""Is every figure as it was when a customer has been anonymised?"""

from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
from sqlalchemy import Connection, select

from storage import keys, reports
from storage.database import Database
from storage.feed_sets import SETS
from storage.reports import Question
from storage.schema import metadata
from tests import feed
from tests.canaries import World, a_world
from tests.erasures import finish, place

OF_THE_WORK = {
    *("erasures", "erased_tasks", "audit_log", "audit_seals", "outbox", "sent_cards", "card_subjects", "exports"),
    *("customer_terms", "api_keys"),
}
"""What an erasure itself writes; and the words by which a customer is found."""
ANEW = {"modified_at", "fingerprint", "reported_by"}  # who reported it may have been the customer
PERSONAL = {"customerName", "source", "tag", "modifiedAt"}


async def test_no_count_duration_result_or_code_changes(
    store: Database, http: aiohttp.ClientSession, tmp_path: Path
) -> None:
    world = await a_world(store, tmp_path)
    reporting = feed.World(keys={"contoso": await store.write(keys.create, world.team.tenant_id, "odata")})
    async with feed.opened(store, reporting, http) as client:
        before = await everything(world, client)
        assert before["rows"]["interactions"]
        assert before["kpis"].whole.queued == 30
        await finish(place(store, tmp_path), await world.approved())
        after = await everything(world, client)
    for what, was in before.items():
        assert after[what] == was, what


async def test_who_refreshes_the_feed_by_what_was_modified_gets_the_rows_again(
    store: Database, http: aiohttp.ClientSession, tmp_path: Path
) -> None:
    world = await a_world(store, tmp_path)
    reporting = feed.World(keys={"contoso": await store.write(keys.create, world.team.tenant_id, "odata")})
    async with feed.opened(store, reporting, http) as client:
        newest = max(row["modifiedAt"] for row in await client.every("Interactions"))
        await finish(place(store, tmp_path), await world.approved())
        again = (await client.ask("Interactions", filter=f"modifiedAt gt {newest}")).rows
    assert len(again) == 32
    assert {row["source"] for row in again} == {"A•••"}  # of *Anonymized on Request*, as the tenant masks it


async def everything(world: World, client: feed.FeedClient) -> dict[str, Any]:
    edges = tuple(world.team.now + timedelta(days=day) for day in (-2, -1, 1))
    whole = Question(services=None, edges=edges)
    store, admin = world.store, world.adam
    return {
        "rows": await store.read(without_names),
        "codes": await store.read(reports.of_codes, admin, whole, world.team.now),
        "results": await store.read(reports.of_results, admin, whole),
        "kpis": await store.read(reports.of_kpis, admin, whole),
        "feed": {name: [_plain(row) for row in await client.every(name)] for name in SETS},
    }


def without_names(db: Connection) -> dict[str, list[Any]]:
    """All rows of all tables, but for what may say who a customer is."""
    found = {}
    for table in metadata.sorted_tables:
        if table.name not in OF_THE_WORK:
            kept = [c for c in table.columns if c.info.get("personal") != "customer" and c.name not in ANEW]
            found[table.name] = sorted(map(str, db.execute(select(*kept))))
    return found


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in PERSONAL}
