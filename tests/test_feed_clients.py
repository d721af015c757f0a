"""Can clients that others wrote read the feed?"""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

import orjson
import pytest
from odata import ODataService  # type: ignore[import-untyped]
from odata.exceptions import ODataError  # type: ignore[import-untyped]
from requests.auth import HTTPBasicAuth

from bot.doors import odata_address
from storage.feed_sets import SETS
from tests import npm
from tests.feed import COUNT, FeedClient

T = TypeVar("T")


@pytest.fixture(scope="session")
def clients_from_npm() -> None:
    npm.installed()


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(odata_address, "PAGE", 13)


async def with_python_odata(feed: FeedClient, work: Callable[[Any], T]) -> T:
    def read() -> T:
        signed_in = HTTPBasicAuth("power-bi", feed.world.keys["contoso"])
        return work(ODataService(f"{feed.url}/odata/v4/", auth=signed_in, reflect_entities=True, quiet_progress=True))

    return await asyncio.to_thread(read)


async def test_python_odata_knows_every_set_and_reads_it_whole(feed: FeedClient, small_pages: None) -> None:
    def read(service: Any) -> dict[str, list[dict[str, Any]]]:
        return {name: [row.__odata__.data for row in service.query(of)] for name, of in service.entities.items()}

    found = await with_python_odata(feed, read)
    assert set(found) == set(SETS)
    for name, rows in found.items():
        assert rows == await feed.every(name)


async def test_python_odata_filters_sorts_and_counts(feed: FeedClient) -> None:
    support = str(feed.world.services["Support"])
    since = datetime(2026, 2, 20, tzinfo=UTC)

    def read(service: Any) -> tuple[list[Any], int, Any, Any]:
        of = service.entities["Interactions"]
        query = service.query(of).filter((of.serviceId == support) & (of.startedAt >= since) & of.source.contains("•"))
        newest = [row.id for row in query.order_by(of.startedAt.desc()).limit(4)]
        legs = service.entities["Legs"]
        leg = next(iter(service.query(legs)))
        same = service.query(legs).get(interactionId=leg.interactionId, position=leg.position)
        return newest, query.count(), of, (leg.startedAt, same.startedAt)

    newest, count, _, legs = await with_python_odata(feed, read)
    rows = [
        row
        for row in await feed.every("Interactions")
        if row["serviceId"] == support and row["startedAt"] >= "2026-02-20" and "•" in (row["source"] or "")
    ]
    assert count == len(rows) > 4
    assert newest == [row["id"] for row in sorted(rows, key=lambda row: row["startedAt"], reverse=True)[:4]]
    assert legs[0] == legs[1]


async def test_python_odata_shows_what_was_wrong(feed: FeedClient) -> None:
    def read(service: Any) -> None:
        service.query(service.entities["Interactions"]).raw({"$filter": "secret eq 'x'"})

    with pytest.raises(ODataError, match="no property secret"):
        await with_python_odata(feed, read)


async def test_o_js_reads_what_the_feed_gives(feed: FeedClient, clients_from_npm: None) -> None:
    first = (await feed.get("Interactions")).rows[0]
    queries: list[tuple[str, dict[str, str]]] = [
        ("Interactions", {"$filter": "queued eq false and contains(source,'+41')", "$select": "id,source"}),
        (f"Interactions('{first['id']}')", {}),
        ("Interactions", {"$orderby": "startedAt desc", "$top": "3", "$skip": "1"}),
        ("Outcomes", {"$filter": "group eq 'hangup_by_customer'"}),
        ("Interactions", {"$filter": "secret eq 1"}),
        ("Interactions('12')", {}),
    ]
    said = orjson.dumps([f"{feed.url}/odata/v4/", feed.world.keys["contoso"], queries])
    filtered, one, newest, outcomes, wrong, missing = await npm.run("read.cjs", said)
    assert filtered == (await feed.ask("Interactions", **{k[1:]: v for k, v in queries[0][1].items()})).rows
    assert filtered
    assert {name: value for name, value in one.items() if not name.startswith("@")} == first
    times = sorted((row["startedAt"] for row in await feed.every("Interactions")), reverse=True)
    assert [row["startedAt"] for row in newest] == times[1:4]
    assert len(outcomes) == 4
    assert (wrong, missing) == ({"status": 400}, {"status": 404})


async def test_odata_csdl_finds_nothing_to_say_about_the_metadata(feed: FeedClient, clients_from_npm: None) -> None:
    said = await npm.run("describe.cjs", (await feed.get("$metadata")).body)
    assert said["messages"] == []
    schema = said["csdl"]["Aftercall"]
    assert {name for name, each in schema["Feed"].items() if isinstance(each, dict)} == set(SETS)
    assert schema["Leg"]["$Key"] == ["interactionId", "position"]
    assert schema["Interaction"]["startedAt"] == {"$Type": "Edm.DateTimeOffset", "$Precision": 3}
    assert len(await feed.every("Interactions")) == COUNT
