"""What may a good token's activity be, and where may its answer go?"""

import gzip
from collections.abc import AsyncIterator
from io import BytesIO
from typing import Any

import aiohttp
import pytest

from tests.conftest import StartBot
from tests.talk import CONTOSO, FABRIKAM, Person
from tests.wire import APP_ID, Connector, Login

MEBIBYTE = 1 << 20


@pytest.mark.parametrize("channel", ["webchat", "directline", "emulator", "MSTEAMS", "", 5, None])
async def test_another_channel_is_refused(teams: Person, channel: Any) -> None:
    answer = await teams.says("hi", channelId=channel)
    assert answer.status == 403
    assert answer.received == []


@pytest.mark.parametrize(
    "service_url",
    [
        "https://evil.example/",
        "https://smba.trafficmanager.net@evil.example/",
        "https://smba.trafficmanager.net.evil.example/",
        "https://evil.example\\@smba.trafficmanager.net/",
        "https://evil.example/?smba.trafficmanager.net",
        "http://smba.trafficmanager.net/teams/",
        "https://smba.trafficmanager.net:8443/teams/",
        "https://smba.trafficmanager.net/teams/../../x",
        "https://smba.trafficmanager.net/teams\r\nX: y",
        "http://localhost:1/",
        "http://[::1]:1/",
        "http://169.254.169.254/",
        "file:///etc/passwd",
        "//smba.trafficmanager.net/",
        "",
    ],
)
async def test_no_answer_goes_to_an_address_that_is_not_on_the_list(
    teams: Person, login: Login, service_url: str
) -> None:
    teams.token = login.token(service_url)
    assert (await teams.says("hi", serviceUrl=service_url)).status == 403


async def test_the_service_url_must_be_the_tokens(teams: Person, login: Login, connector: Connector) -> None:
    teams.token = login.token("https://smba.trafficmanager.net/teams/")
    assert (await teams.says("hi")).status == 403
    teams.token = login.token(connector.url, serviceurl=None)
    assert (await teams.says("hi")).status == 403
    assert connector.received == []


async def test_without_an_app_id_no_token_is_good(start_bot: StartBot, teams: Person, login: Login) -> None:
    """Where the SDK would switch its checks off."""
    teams.bot_url = await start_bot(
        dangerously_allow_unauthenticated=False,
        channel_openid_url=f"{login.url}/openid",
        service_url_hosts="127.0.0.1",
    )
    for audience in ("", APP_ID, None):
        teams.token = login.token(teams.connector.url, aud=audience)
        assert (await teams.says("hi")).status == 401
    teams.token = ""
    assert (await teams.says("hi")).status == 401


async def test_an_activity_without_a_service_url_is_refused(teams: Person) -> None:
    assert (await teams.says("hi", serviceUrl=None)).status == 403


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"channelData": {"tenant": {"id": FABRIKAM}}}, id="two tenants"),
        pytest.param({"channelData": None}, id="no tenant in the channel's data"),
        pytest.param({"channelData": []}, id="a list for the channel's data"),
        pytest.param({"channelData": {"tenant": {"id": [CONTOSO]}}}, id="a list for a tenant"),
        pytest.param({"conversation": {"id": "a:alice"}}, id="no tenant in the conversation"),
        pytest.param({"conversation": None}, id="no conversation"),
    ],
)
async def test_a_tenant_that_is_not_certain_is_refused(teams: Person, more: dict[str, Any]) -> None:
    assert (await teams.says("hi", **more)).status == 403


async def test_a_tenant_that_is_not_on_the_list_is_refused(teams: Person) -> None:
    teams.tenant = FABRIKAM
    answer = await teams.says("hi")
    assert answer.status == 403
    assert answer.received == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        pytest.param(b"", 400, id="nothing"),
        pytest.param(b"{", 400, id="half an object"),
        pytest.param(b"[]", 400, id="a list"),
        pytest.param(b"null", 400, id="null"),
        pytest.param(b'"hi"', 400, id="a word"),
        pytest.param(b'{"type":"\xff"}', 400, id="no UTF-8"),
        pytest.param(b'{"type":"\\ud800"}', 400, id="half a character"),
        pytest.param(b'{"a":' * 2000 + b"1" + b"}" * 2000, 400, id="very deep"),
        pytest.param(b"\xef\xbb\xbf{}", 400, id="with a byte order mark"),
        pytest.param(b'{"a":NaN}', 400, id="not a number"),
        pytest.param(b" " * (MEBIBYTE + 1), 413, id="one byte too many"),
        pytest.param(b" " * MEBIBYTE, 400, id="just not too many"),
    ],
)
async def test_a_body_that_is_no_activity_is_refused(
    teams: Person, http: aiohttp.ClientSession, body: bytes, status: int
) -> None:
    assert await _post(teams, http, body) == status


async def test_a_large_body_is_refused_however_it_comes(teams: Person, http: aiohttp.ClientSession) -> None:
    async def without_end() -> AsyncIterator[bytes]:
        while True:
            yield b" " * (MEBIBYTE // 16)

    assert await _post(teams, http, without_end()) == 413
    assert await _post(teams, http, gzip.compress(b" " * 40 * MEBIBYTE), {"Content-Encoding": "gzip"}) == 413
    assert await _post(teams, http, b"not gzip at all", {"Content-Encoding": "gzip"}) == 400


async def test_an_activity_of_almost_a_mebibyte_is_let_in(teams: Person) -> None:
    assert (await teams.says("x" * (MEBIBYTE - 4096))).status == 200


async def _post(teams: Person, http: aiohttp.ClientSession, body: Any, headers: dict[str, str] | None = None) -> int:
    sent = {"Authorization": f"Bearer {teams.token}", "Content-Type": "application/json"} | (headers or {})
    data = BytesIO(body) if isinstance(body, bytes) else body
    async with http.post(f"{teams.bot_url}/api/messages", data=data, headers=sent) as response:
        return response.status
