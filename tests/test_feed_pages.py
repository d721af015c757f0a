"""Does following the links give every row once, in the order that was asked for?"""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import aiohttp
import pytest

from bot.doors import odata_pages
from storage import feed as feed_store
from storage import keys
from storage.database import Database, DatabaseUnavailable
from storage.feed_sets import SETS
from tests.feed import COUNT, FeedClient, contacts, opened

ORDERS = (
    "source",
    "source desc",
    "queued desc,startedAt",
    "result desc,queueSeconds",
    "customerName",
    "startedOn desc",
)


def page_of(size: int) -> dict[str, str]:
    return {"Prefer": f"odata.maxpagesize={size}"}


@pytest.mark.parametrize("entity_set", SETS)
async def test_pages_of_any_size_hold_the_same_rows(feed: FeedClient, entity_set: str) -> None:
    whole = (await feed.get(entity_set)).rows
    for size in (1 if len(whole) < 30 else 7, len(whole) - 1, len(whole), len(whole) + 1, 1_000_000_000):
        if size:
            assert await feed.every(entity_set, **page_of(size)) == whole
    pages = [said async for said in feed.pages(entity_set, **page_of(max(1, len(whole) // 2)))]
    assert pages[0].headers["Preference-Applied"] == f"odata.maxpagesize={max(1, len(whole) // 2)}"
    assert len(pages[0].rows) == max(1, len(whole) // 2)


async def test_rows_that_arrive_meanwhile_move_none(feed: FeedClient, store: Database) -> None:
    before = {row["id"] for row in (await feed.get("Interactions")).rows}
    seen: list[str] = []
    async for said in feed.pages("Interactions", **page_of(9)):
        seen += [row["id"] for row in said.rows]
        if len(seen) < COUNT:
            await store.write(contacts, feed.world, 2)
    assert len(set(seen)) == len(seen)
    assert before <= set(seen)


async def test_the_size_of_a_page_is_kept_where_the_client_says_it_once(feed: FeedClient) -> None:
    first = await feed.get("Interactions", **page_of(25))
    second = await feed.get(first.json["@odata.nextLink"])
    third = await feed.get(second.json["@odata.nextLink"])
    assert [len(said.rows) for said in (first, second, third)] == [25, 25, COUNT - 50]
    assert "@odata.nextLink" not in third.json


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("size", [1, 7])
async def test_an_order_is_kept_over_pages_nulls_and_all(feed: FeedClient, order: str, size: int) -> None:
    whole = (await feed.ask("Interactions", orderby=order)).rows
    assert len({row["id"] for row in whole}) == COUNT
    for one, other in pairwise(whole):
        assert not before(order, other, one)
    assert await feed.every(f"Interactions?$orderby={order}", **page_of(size)) == whole


def before(order: str, one: dict[str, Any], other: dict[str, Any]) -> bool:
    for part in order.split(","):
        name, *direction = part.split()
        left, right = ((row[name] is not None, row[name]) for row in (one, other))
        if left != right:
            smaller: bool = left < right if left[0] == right[0] else left[0] < right[0]
            return smaller != bool(direction)
    return False


async def test_top_and_skip_count_over_pages(feed: FeedClient) -> None:
    ids = [row["id"] for row in (await feed.get("Interactions")).rows]
    for top, skip in ((0, 0), (1, 0), (17, 5), (COUNT, 1), (5, COUNT), (1000, 3)):
        path = f"Interactions?$select=id&$top={top}&$skip={skip}"
        wanted = ids[skip : skip + top]
        assert [row["id"] for row in await feed.every(path)] == wanted
        assert [row["id"] for row in await feed.every(path, **page_of(4))] == wanted
        sorted_first = f"{path}&$orderby=id"
        assert [row["id"] for row in await feed.every(sorted_first, **page_of(4))] == wanted


async def test_a_count_is_of_all_rows_and_on_the_first_page(feed: FeedClient) -> None:
    said = await feed.get("Interactions?$count=true&$top=3&$skip=2&$filter=queued eq true", **page_of(2))
    queued = sum(row["queued"] for row in (await feed.get("Interactions")).rows)
    assert said.json["@odata.count"] == queued
    assert "@odata.count" not in (await feed.get(said.json["@odata.nextLink"])).json
    assert (await feed.get("Interactions/$count?$filter=queued eq true")).body == str(queued).encode()
    assert "@odata.count" not in (await feed.get("Interactions?$count=false")).json


@pytest.mark.parametrize("path", ["Interactions", "Interactions?$orderby=startedAt desc", "Legs?$top=41", "Dates"])
async def test_an_answer_of_many_batches_is_one_document(
    feed: FeedClient, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    whole = (await feed.get(path)).json
    monkeypatch.setattr(odata_pages, "BATCH", 4)
    monkeypatch.setattr(odata_pages, "SORTED_BATCH", 3)
    assert (await feed.get(path)).json == whole
    assert await feed.every(path, **page_of(11)) == whole["value"]


class Ending:
    """A database that goes away after so many batches."""

    def __init__(self, store: Database, batches: int) -> None:
        self._store = store
        self._left = batches

    async def read(self, function: Any, /, *args: Any, **kwargs: Any) -> Any:
        if function is feed_store.rows:
            self._left -= 1
            if self._left < 0:
                raise DatabaseUnavailable
        return await self._store.read(function, *args, **kwargs)

    async def write(self, function: Any, /, *args: Any, **kwargs: Any) -> Any:
        return await self._store.write(function, *args, **kwargs)

    async def close(self) -> None: ...


@pytest.mark.parametrize("batches", [1, 2, 5])
async def test_half_a_page_never_looks_like_a_whole_one(
    feed: FeedClient,
    store: Database,
    http: aiohttp.ClientSession,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    batches: int,
) -> None:
    monkeypatch.setattr(odata_pages, "BATCH", 7)
    async with opened(Ending(store, batches), feed.world, http) as ending:
        with pytest.raises(aiohttp.ClientError):
            await ending.get("Interactions")
    assert "broken off" in caplog.text
    async with opened(Ending(store, 0), feed.world, http) as ending:
        assert (await ending.get("Interactions")).status == 503


@pytest.mark.parametrize(
    "tamper",
    [
        lambda token: "",
        lambda token: "!",
        lambda token: token[:-3],
        lambda token: token + "AAAA",
        lambda token: "W10",  # []
        lambda token: "WzEsbnVsbCxbXV0",  # [1,null,[]]
        lambda token: "WzEsbnVsbCxbbnVsbF1d",  # [1,null,[null]]
        lambda token: "WzEsbnVsbCxbIjEyIl1d",  # [1,null,["12"]]
        lambda token: "WzEsbnVsbCxbLTFdXQ",  # [1,null,[-1]]
        lambda token: "Wy0xLG51bGwsWzFdXQ",  # [-1,null,[1]]
        lambda token: "WzEsbnVsbCxbOTk5OTk5OTk5OTk5OTk5OTk5OV1d",  # an id that no database holds
        lambda token: "%C3%A9",
        lambda token: "%FF",
        lambda token: "A" * 7000,
    ],
)
async def test_a_token_that_was_tampered_with_is_refused(feed: FeedClient, tamper: Callable[[str], str]) -> None:
    link = (await feed.get("Interactions", **page_of(5))).json["@odata.nextLink"]
    start, _, token = link.partition("$skiptoken=")
    said = await feed.get(f"{start}$skiptoken={tamper(token)}")
    assert said.status == 400
    assert "$skiptoken" in said.error or "UTF-8" in said.error


async def test_a_token_opens_nothing_for_another_key(feed: FeedClient) -> None:
    link = (await feed.get("Interactions", **page_of(5))).json["@odata.nextLink"]
    assert (await feed.get(link, key="fabrikam")).status == 200
    ids = {row["serviceId"] for row in (await feed.get(link, key="support")).rows}
    assert ids <= {str(feed.world.services["Support"])}


async def test_a_key_that_is_revoked_ends_the_next_page(feed: FeedClient, store: Database) -> None:
    link = (await feed.get("Interactions", **page_of(5))).json["@odata.nextLink"]
    await store.write(keys.revoke, feed.world.keys["contoso"])
    assert (await feed.get(link)).status == 401
