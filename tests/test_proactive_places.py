"""Where does what the bot says by itself go, and what goes with it?"""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import orjson
import pytest
from sqlalchemy import Connection, select

from bot.channel import delivery
from bot.demo.channel import Channel
from dialogs.turn import Turn
from storage.access import Who
from storage.database import Database
from storage.delivery_tables import outbox
from tests.conftest import StartBot, Talking
from tests.outgoing import SAID, put, seen, set_rows, states, until
from tests.talk import CONTOSO
from tests.wire import APP_ID, Connector, Login

ALICE = Who(tenant=CONTOSO, person="a1000000-0000-4000-8000-000000000001")


async def test_it_proves_who_it_is_where_it_is_told_to_go(
    start_bot: StartBot, demo: Database, login: Login, connector: Connector
) -> None:
    await seen(demo, ALICE, connector.url)
    await put(demo, ALICE, "a")
    await start_bot(**identity(login), service_url_hosts="127.0.0.1", parts={"announcements": SAID})
    await until(demo, "sent", "a")
    assert connector.received[0].headers["Authorization"] == "Bearer token-1"
    assert connector.received[0].content["from"] == {"id": f"28:{APP_ID}"}


async def test_no_token_of_ours_goes_to_an_address_that_is_only_local(
    start_bot: StartBot, demo: Database, login: Login, connector: Connector
) -> None:
    await seen(demo, ALICE, connector.url)
    await put(demo, ALICE, "a")
    local = {**identity(login), "dangerously_allow_unauthenticated": True}
    await start_bot(**local, parts={"announcements": SAID})
    await until(demo, "sent", "a")
    assert "Authorization" not in connector.received[0].headers
    assert login.asked == []


async def test_nothing_goes_to_an_address_that_is_not_on_the_list_any_more(
    start_bot: StartBot, demo: Database, login: Login, connector: Connector, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It waits: the setting may have been a mistake."""
    monkeypatch.setattr(delivery, "FIRST_PAUSE", 0.01)
    await seen(demo, ALICE, connector.url)
    await put(demo, ALICE, "a")
    await start_bot(**identity(login), parts={"announcements": SAID})
    while await demo.read(attempts) < 2:  # noqa: ASYNC110  (the database tells nobody)
        await asyncio.sleep(0.01)
    assert (connector.received, login.asked) == ([], [])
    assert (await states(demo))["a"] in ("waiting", "sending")


async def test_an_install_and_a_word_bring_what_was_parked(
    talking: Talking, demo: Database, connector: Connector
) -> None:
    alice = await talking(silent, welcome=silent, announcements=SAID)
    await alice.installs()
    connector.statuses = [403]
    await put(demo, ALICE, "a", "b")
    await until(demo, "parked", "a", "b")
    await alice.installs()
    assert await connector.until_texts(3) == ["a", "a", "b"]


async def test_whoever_takes_the_bot_away_finds_what_was_due_when_they_install_it_again(
    talking: Talking, demo: Database, connector: Connector
) -> None:
    alice = await talking(silent, welcome=silent, announcements=SAID)
    await alice.installs()
    await put(demo, ALICE, "a", due_at=datetime.now(UTC) + timedelta(days=1))
    await alice.posts(alice.activity("installationUpdate", action="remove"))
    await set_rows(demo, due_at=datetime.now(UTC))
    await until(demo, "parked", "a")
    assert connector.texts() == []
    await alice.installs()
    assert await connector.until_texts(1) == ["a"]


async def test_the_demo_s_chat_takes_a_message_before_anybody_has_opened_it(
    start_bot: StartBot, demo: Database, http: aiohttp.ClientSession
) -> None:
    """Its chats begin anew with each start, while the store remembers the last one's."""
    routes = Channel("http://127.0.0.1:9", {}).routes()
    url = await start_bot(parts={"announcements": SAID, "extra_routes": routes})
    await seen(demo, ALICE, f"{url}/demo/connector", "a:alice")
    await put(demo, ALICE, "a", kind="carded")
    await until(demo, "sent", "a")
    async with http.get(f"{url}/demo/chats/alice/events") as stream:
        first = orjson.loads((await stream.content.readline()).removeprefix(b"data: "))
    assert [line["text"] for line in first["lines"]] == ["a"]


def identity(login: Login) -> dict[str, Any]:
    """The settings of a production; the login service is the test's."""
    return {
        "dangerously_allow_unauthenticated": False,
        "app_id": APP_ID,
        "app_password": "secret",
        "login_url": login.url,
        "channel_openid_url": f"{login.url}/openid",
    }


async def silent(_turn: Turn) -> None:
    """So that nothing but what the bot says by itself is on the wire."""


def attempts(db: Connection) -> int:
    tried: int = db.execute(select(outbox.c.attempts)).scalar_one()
    return tried
