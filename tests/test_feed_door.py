"""Who comes in by the feed's door, and what is said of what cannot be answered?"""

import asyncio
from base64 import b64encode
from typing import Any
from urllib.parse import quote

import aiohttp
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from storage import keys, tenants
from storage.database import Database, DatabaseUnavailable
from storage.feed_sets import SETS
from tests.feed import FeedClient, World, opened

BAD = [
    ("$filter=source eq", "position"),
    ("$filter=(source eq 'x'", "too early"),
    ("$filter=", "too early"),
    ("$filter=source eq 'x' garbage", "position 14"),
    ("$filter=source eq 'x", "position 11"),
    ("$filter=secret eq 'x'", "no property secret"),
    ("$filter=tenant_id eq 1", "no property tenant_id"),
    ("$filter=interactions.source eq 'x'", "no property"),
    ("$filter=source", "neither"),
    ("$filter=source eq 5", "source is a text, and 5 is a number"),
    ("$filter=queueSeconds eq 'x'", "queueSeconds is a number"),
    ("$filter=startedAt gt 2026-01-01", "startedAt is a moment"),
    ("$filter=startedAt gt '2026-01-01'", "startedAt is a moment"),
    ("$filter=startedAt gt 2026-02-30T00:00:00Z", "does not exist"),
    ("$filter=startedOn eq 2026-02-30", "does not exist"),
    ("$filter=startedAt gt 9999-12-31T23:59:59-14:00", "does not exist"),
    ("$filter=queued gt false", "neither of which"),
    ("$filter=id gt 'x'", "is an id"),
    ("$filter=id eq taskId", "is an id"),
    ("$filter=contains(id,'1')", "contains needs"),
    ("$filter=contains(source)", "arguments"),
    ("$filter=contains('x',source)", "contains needs"),
    ("$filter=year(source) eq 1", "year needs a moment"),
    ("$filter=nosuch(source) eq 1", "no function nosuch"),
    ("$filter=source in 'x'", "position"),
    ("$filter=source in ()", "position"),
    ("$filter=id eq c0000000-0000-4000-8000-000000000001", "quotation marks"),
    ("$filter=source eq '%00'", "NUL"),
    ("$filter=source eq '%FF'", "UTF-8"),
    ("$filter=" + "not " * 20 + "queued", "too deep"),
    ("$filter=" + "(queued or " * 30 + "queued" + ")" * 30, "too deep"),
    ("$filter=" + "seconds in (" + ",".join("1" * 1100) + ")", "too many"),
    ("$select=nothing", "no property nothing"),
    ("$select=", "no property"),
    ("$select=id,,source", "no property"),
    ("$orderby=nothing", "no property nothing"),
    ("$orderby=id sideways", "asc, desc"),
    ("$orderby=", "no property"),
    ("$orderby=id,id", "different"),
    ("$orderby=" + ",".join(["id", "source", "queued", "result", "taskId", "direction"]), "up to 5"),
    ("$top=-1", "$top must be"),
    ("$top=x", "$top must be"),
    ("$top=99999999999999999999", "$top must be"),
    ("$skip=1.5", "$skip must be"),
    ("$count=yes", "$count must be"),
    ("$top=1&$top=2", "$top is there twice"),
    ("$nonsense=1", "no query option $nonsense"),
    ("$skiptoken=W10&$top=1", "neither"),
]
NOT_OFFERED = [
    "$expand=service",
    "$apply=aggregate($count as n)",
    "$search=holt",
    "$filter=tolower(source) eq 'x'",
    "$filter=seconds add 1 gt 5",
    "$filter=tags/any(t:t eq 'x')",
    "$filter=service/name eq 'x'",
    "$filter=-seconds gt 5",
]


def basic(user: str, password: str) -> str:
    return f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}"


@pytest.mark.parametrize("key", ["", "nonsense", "events", "ac_1_x_" + "A" * 43])
async def test_nobody_comes_in_without_a_key_of_this_door(feed: FeedClient, key: str) -> None:
    for path in ("", "$metadata", "Interactions", "Codes('1')", "Users/$count", "nothing", "$batch?$top=x", "Users?$x"):
        said = await feed.get(path, key=key)
        assert (path, said.status) == (path, 401)
        assert said.json["error"]["code"] == "Unauthorized"
    assert said.headers["OData-Version"] == "4.0"
    schemes = said.headers.getall("WWW-Authenticate")
    assert [scheme.split()[0] for scheme in schemes] == ["Basic", "Bearer"]


async def test_the_key_is_a_bearer_token_or_the_password_of_basic(feed: FeedClient) -> None:
    key = feed.world.keys["contoso"]
    for authorization in (
        f"bearer {key}",
        basic("", key),
        basic("power bi", key),
        basic("a@b", key),
        f"BASIC {basic('x', key)[6:]}",
    ):
        assert (await feed.get("Services", Authorization=authorization)).status == 200
    for authorization in (
        basic(key, ""),
        basic(key, "x"),
        f"Basic {key}",
        "Basic é",
        "Basic",
        key,
        f"Digest {key}",
        "Basic ====",
    ):
        assert (await feed.get("Services", Authorization=authorization)).status == 401


async def test_a_revoked_key_is_refused_from_the_next_request(feed: FeedClient, store: Database) -> None:
    assert (await feed.get("Services")).status == 200
    await store.write(keys.revoke, feed.world.keys["contoso"])
    assert (await feed.get("Services")).status == 401


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "MERGE"])
async def test_the_feed_is_read_only(feed: FeedClient, method: str) -> None:
    said = await feed.get("Services", method=method)
    assert said.status == 405
    assert said.headers["Allow"] == "GET"


@pytest.mark.parametrize(
    "path",
    [
        "Nothing",
        "interactions",
        "Interactions/x",
        "Interactions('1')/source",
        "Codes('x')",
        "Codes('1')/$count",
        "x(1)",
        "%00",
    ],
)
async def test_what_is_not_there_is_404(feed: FeedClient, path: str) -> None:
    said = await feed.get(path)
    assert (said.status, said.json["error"]["code"]) == (404, "NotFound")


async def test_a_bad_question_is_told_what_is_wrong(feed: FeedClient) -> None:
    for query, said in BAD:
        answer = await feed.get(f"Interactions?{query}")
        assert (query, answer.status) == (query, 400)
        assert said in answer.error
        assert answer.json["error"]["code"] == "BadRequest"


async def test_what_odata_has_and_the_feed_has_not_is_501(feed: FeedClient) -> None:
    for query in NOT_OFFERED:
        said = await feed.get(f"Interactions?{query}")
        assert (query, said.status, said.json["error"]["code"]) == (query, 501, "NotImplemented")
        assert "not offered" in said.error


async def test_options_without_a_dollar_are_somebody_elses(feed: FeedClient) -> None:
    assert (await feed.get("Services?api-version=1&x&=&%C3%A9=1")).status == 200


async def test_an_option_that_makes_no_sense_there_is_refused(feed: FeedClient) -> None:
    for path in (
        "Codes('1')?$filter=name eq 'x'",
        "Codes('1')?$top=1",
        "Codes/$count?$top=1",
        "Codes/$count?$orderby=id",
    ):
        assert (await feed.get(path)).status == 400
    for path in (
        "Codes()",
        "Codes('1','2')",
        "Codes(x='1')",
        "Codes(id='1',id='1')",
        "Legs('1')",
        "Codes(id eq '1')",
        "Dates(2026-02-30)",
    ):
        assert (await feed.get(path)).status == 400


async def test_names_of_options_and_values_may_be_encoded_in_any_usual_way(feed: FeedClient) -> None:
    wanted = (await feed.get("Interactions?$filter=queued eq true&$top=2")).rows
    assert len(wanted) == 2
    assert (await feed.get("Interactions?%24filter=queued+eq+true&%24top=2")).rows == wanted
    assert (await feed.get("Interactions?$filter=%28queued%20EQ%20true%29&$top=2")).rows == wanted


async def test_how_much_an_answer_says_about_itself_is_the_clients_choice(feed: FeedClient) -> None:
    for headers, path in (
        ({"Accept": "application/json;odata.metadata=none"}, "Services"),
        ({}, "Services?$format=application/json;odata.metadata=none"),
    ):
        said = await feed.get(path, **headers)
        assert "odata.metadata=none" in said.headers["Content-Type"]
        assert list(said.json) == ["value"]
    for accept in ("*/*", "application/json", "application/json;odata.metadata=full", "application/atom+xml,*/*"):
        said = await feed.get("Services", Accept=accept)
        assert "odata.metadata=minimal" in said.headers["Content-Type"]
        assert said.json["@odata.context"].endswith("$metadata#Services")
    assert (await feed.get("Services?$format=json")).status == 200
    assert (await feed.get("Services?$format=atom")).status == 406
    assert (await feed.get("$metadata?$format=json")).status == 406


async def test_links_name_the_address_from_outside(
    store: Database, http: aiohttp.ClientSession, feed: FeedClient
) -> None:
    assert (await feed.get("", Host="feed.example")).json["@odata.context"] == "http://feed.example/odata/v4/$metadata"
    odd = (await feed.get("", Host='a"b')).json["@odata.context"]
    assert odd == "http://localhost/odata/v4/$metadata"
    async with opened(store, feed.world, http, public_url="https://bot.example/") as behind:
        said = await behind.get("Interactions", Prefer="odata.maxpagesize=1")
        assert said.json["@odata.context"].startswith("https://bot.example/odata/v4/$metadata")
        assert said.json["@odata.nextLink"].startswith("https://bot.example/odata/v4/Interactions?$skiptoken=")


async def test_a_preference_that_makes_no_sense_is_no_mistake(feed: FeedClient) -> None:
    for prefer in (
        "odata.maxpagesize=0",
        "odata.maxpagesize=-1",
        "maxpagesize=x",
        "odata.maxpagesize=99999999999999999999",
        "é",
        "",
    ):
        said = await feed.get("Services", Prefer=prefer)
        assert said.status == 200
        assert "Preference-Applied" not in said.headers


def contoso_key(db: Connection) -> str:
    return keys.create(db, tenants.get(db, "Contoso").id, "odata")


async def test_the_bot_has_this_door(bot_url: str, demo: Database, http: aiohttp.ClientSession) -> None:
    bot = FeedClient(bot_url, World(keys={"contoso": await demo.write(contoso_key)}), http)
    assert (await bot.get("", key="")).status == 401
    assert len((await bot.get("Interactions?$top=5&$filter=queued")).rows) == 5


class Away:
    """A database that does not answer."""

    async def read(self, *_said: object, **_more: object) -> Any:
        raise DatabaseUnavailable

    write = read

    async def close(self) -> None: ...


async def test_a_database_that_is_away_is_503_and_says_when_to_ask_again(http: aiohttp.ClientSession) -> None:
    async with opened(Away(), World(), http) as feed:
        said = await feed.get("Services")
    assert (said.status, said.json["error"]["code"]) == (503, "ServiceUnavailable")
    assert said.headers["Retry-After"]


NAMES = [name for each in SETS.values() for name in each.properties]
SAID = ["eq", "ne", "gt", "ge", "lt", "le", "and", "or", "not", "in", "(", ")", ",", "/", "contains(", "startswith("]
SAID += [
    "year(",
    "date(",
    "now()",
    "any(",
    "'x'",
    "''",
    "1",
    "-1",
    "1e999",
    "9" * 40,
    "null",
    "true",
    "2026-01-01",
    "$it",
]
SAID += ["2026-01-01T00:00:00Z", "0001-01-01", "duration'P1D'", "asc", "desc", "*"]
WORDS = st.sampled_from([*NAMES, *SAID])
VALUES = st.lists(WORDS, max_size=12).map(" ".join) | st.text(max_size=30) | st.integers().map(str)
QUERIES = st.dictionaries(
    st.sampled_from(["$filter", "$select", "$orderby", "$top", "$skip", "$count", "$skiptoken", "$format", "$expand"])
    | st.text(max_size=8),
    VALUES,
    max_size=4,
)
PATHS = st.sampled_from([*SETS, "$metadata", "", "Interactions/$count", "Codes", "Legs"]) | st.builds(
    "{}({})".format, st.sampled_from([*SETS]), VALUES
)


async def test_nothing_that_is_asked_gives_a_5xx(feed: FeedClient) -> None:
    loop = asyncio.get_running_loop()

    @settings(max_examples=300, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(path=PATHS, query=QUERIES, key=st.sampled_from(["contoso", "support"]))
    def ask(path: str, query: dict[str, str], key: str) -> None:
        said = "&".join(f"{_escaped(name)}={_escaped(value)}" for name, value in query.items())
        address = f"{quote(path, safe='(),=$', errors='surrogatepass')}?{said}"
        answer = asyncio.run_coroutine_threadsafe(feed.get(address, key=key), loop).result()
        assert answer.status in (200, 400, 404, 406, 501)
        assert answer.status == 200 or answer.error

    await asyncio.to_thread(ask)


def _escaped(text: str) -> str:
    return quote(text, safe="", errors="surrogatepass")


@pytest.mark.parametrize(
    "condition",
    [
        " or ".join(["contains(source,'a')"] * 140),
        "(" * 2000 + "queued" + ")" * 2000,
        "source in (" + ",".join(["'a'"] * 900) + ")",
        "not (" * 7 + " or ".join(["contains(source,'a') and startedAt gt terminatedAt"] * 40) + ")" * 7,
        " " * 5000 + "queued",
        "source eq '" + "x" * 6000 + "'",
    ],
)
@pytest.mark.timeout(60)  # what grows with the square of the filter does not come to an end
async def test_a_long_filter_is_answered_or_refused(feed: FeedClient, condition: str) -> None:
    said = await feed.get("Interactions?$filter=" + condition.replace(" ", "+"))
    assert said.status in (200, 400)


async def test_an_address_that_is_too_long_is_refused(feed: FeedClient) -> None:
    assert (await feed.get("Interactions?$filter=source eq '" + "x" * 9000 + "'")).status in (400, 414)
