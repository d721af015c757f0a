"""Does a machine that Azure knows get its token without a secret?"""

import time

import aiohttp
import pytest
from aiohttp import web

from bot.channel.tokens import NoToken, fetcher
from tests.conftest import configured
from tests.wire import APP_ID, served


@pytest.fixture(autouse=True)
def on_azure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IDENTITY_HEADER", "header")


async def test_the_machine_gives_the_token(http: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, str] = {}

    async def identity(request: web.Request) -> web.Response:
        asked.update(request.query)
        content = {"access_token": "machine-token", "expires_on": str(int(time.time()) + 3600), "resource": "r"}
        return web.json_response(content)

    async with served(web.get("/identity", identity)) as url:
        monkeypatch.setenv("IDENTITY_ENDPOINT", f"{url}/identity")
        fetch = fetcher(configured(app_id=APP_ID, app_managed_identity=True), http)
        assert fetch
        token = await fetch()
    assert token.value == "machine-token"
    assert 3000 < token.seconds <= 3600
    assert asked["resource"] == "https://api.botframework.com"
    assert asked["client_id"] == APP_ID


async def test_a_machine_without_that_identity_has_none(
    http: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def nobody(_request: web.Request) -> web.Response:
        return web.json_response({"statusCode": 400, "message": "No identity."}, status=400)

    async with served(web.get("/identity", nobody)) as url:
        monkeypatch.setenv("IDENTITY_ENDPOINT", f"{url}/identity")
        fetch = fetcher(configured(app_id=APP_ID, app_managed_identity=True), http)
        assert fetch
        with pytest.raises(NoToken):
            await fetch()
