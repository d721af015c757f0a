"""Does the bot prove who it is, with one token at a time?"""

import asyncio
from pathlib import Path
from typing import Any

import aiohttp
import jwt
import pytest
from botbuilder.schema import Activity, ConversationAccount
from pydantic import SecretStr

from bot.channel.activities import message
from bot.channel.connector import Connector as Sender
from bot.channel.connector import SendFailed
from bot.channel.tokens import NoToken, Tokens, fetcher
from tests.certificates import certificate
from tests.conftest import configured
from tests.wire import APP_ID, Connector, Login

CHAT = "19:a b/c@thread.tacv2;messageid=1"


def spoken(text: str = "hi", card: dict[str, Any] | None = None) -> Activity:
    activity = message(text, card)
    activity.conversation = ConversationAccount(id=CHAT)
    return activity


async def test_one_token_serves_all_that_is_sent(
    http: aiohttp.ClientSession, connector: Connector, login: Login
) -> None:
    sender = signed(http, login).at(connector.url).conversations
    await asyncio.gather(*(sender.send_to_conversation(CHAT, spoken()) for _ in range(10)))
    assert login.asked == ["/botframework.com/oauth2/v2.0/token"]
    assert {r.headers["Authorization"] for r in connector.received} == {"Bearer token-1"}


async def test_a_single_tenants_bot_signs_in_there(http: aiohttp.ClientSession, login: Login) -> None:
    await signed(http, login, app_tenant_id="contoso.example").token()
    assert login.asked == ["/contoso.example/oauth2/v2.0/token"]


async def test_a_token_that_is_not_taken_is_replaced_once(
    http: aiohttp.ClientSession, connector: Connector, login: Login
) -> None:
    connector.statuses = [401, 201, 401, 401]
    sender = signed(http, login).at(connector.url).conversations
    await sender.send_to_conversation(CHAT, spoken())
    assert [r.headers["Authorization"] for r in connector.received] == ["Bearer token-1", "Bearer token-2"]
    with pytest.raises(SendFailed):
        await sender.send_to_conversation(CHAT, spoken())
    assert len(connector.received) == 4


async def test_without_a_token_nothing_is_sent(http: aiohttp.ClientSession, connector: Connector, login: Login) -> None:
    login.broken = True
    with pytest.raises(SendFailed):
        await signed(http, login).at(connector.url).conversations.send_to_conversation(CHAT, spoken())
    assert connector.received == []


async def test_a_token_is_renewed_before_it_ends_and_nobody_waits(http: aiohttp.ClientSession, login: Login) -> None:
    now = [0.0]
    fetch = fetcher(configured(app_id=APP_ID, app_password=SecretStr("s"), login_url=login.url), http)
    assert fetch
    tokens = Tokens(fetch, lambda: now[0])
    assert await tokens.get() == "token-1"
    now[0] = 3301
    assert await tokens.get() == "token-1"
    async with asyncio.timeout(20):
        await login.until_asked(2)
    now[0] = 3601
    assert await tokens.get() == "token-2"
    assert len(login.forms) == 2


async def test_a_login_service_that_fails_leaves_a_good_token_in_use(http: aiohttp.ClientSession, login: Login) -> None:
    now = [0.0]
    fetch = fetcher(configured(app_id=APP_ID, app_password=SecretStr("s"), login_url=login.url), http)
    assert fetch
    tokens = Tokens(fetch, lambda: now[0])
    await tokens.get()
    login.broken = True
    now[0] = 3301
    assert await tokens.get() == "token-1"
    await tokens.close()
    now[0] = 3601
    with pytest.raises(NoToken):
        await tokens.get()


async def test_a_certificate_proves_who_we_are(http: aiohttp.ClientSession, login: Login, tmp_path: Path) -> None:
    pem, public, thumbprint = certificate()
    (tmp_path / "bot.pem").write_bytes(pem)
    fetch = fetcher(configured(app_id=APP_ID, app_certificate_path=tmp_path / "bot.pem", login_url=login.url), http)
    assert fetch
    assert (await fetch()).value == "token-1"
    [form] = login.forms
    assert form["client_assertion_type"] == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
    assert "client_secret" not in form
    audience = f"{login.url}/botframework.com/oauth2/v2.0/token"
    claims = jwt.decode(form["client_assertion"], public, algorithms=["PS256"], audience=audience, issuer=APP_ID)
    assert claims["sub"] == APP_ID
    assert jwt.get_unverified_header(form["client_assertion"])["x5t#S256"] == thumbprint


def signed(http: aiohttp.ClientSession, login: Login, **said: Any) -> Sender:
    fetch = fetcher(configured(app_id=APP_ID, app_password=SecretStr("secret"), login_url=login.url, **said), http)
    assert fetch
    return Sender(http, Tokens(fetch))
