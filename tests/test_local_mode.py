"""Whom does the demo, which checks no signature, listen to?"""

import aiohttp
import orjson
import pytest
from aiohttp import web

from bot.channel.addresses import Addresses
from bot.channel.guard import Guard, Refused
from bot.channel.keys import Keys
from tests.conftest import StartBot, configured
from tests.talk import CONTOSO, Person
from tests.wire import APP_ID, Login, served


async def test_it_takes_unsigned_activities_of_teams_and_the_emulator(alice: Person) -> None:
    assert (await alice.says("hi")).status == 200
    assert (await alice.says("hi", channelId="emulator")).status == 200


@pytest.mark.parametrize("channel", ["webchat", "directline", None])
async def test_it_takes_no_other_channel(alice: Person, channel: str | None) -> None:
    assert (await alice.says("hi", channelId=channel)).status == 403


@pytest.mark.parametrize(
    "service_url",
    [
        "https://smba.trafficmanager.net/teams/",
        "http://192.168.1.20/",
        "http://127.0.0.1.evil.example/",
        "http://0.0.0.0/",
    ],
)
async def test_it_answers_to_this_machine_only(alice: Person, service_url: str) -> None:
    answer = await alice.says("customer Raymond Holt", serviceUrl=service_url)
    assert answer.status == 403
    assert answer.received == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Host": "evil.example:3978"}, 403),
        ({"Host": "127.0.0.1.evil.example"}, 403),
        ({"X-Forwarded-For": "203.0.113.5"}, 403),
        ({"Forwarded": "for=203.0.113.5"}, 403),
        ({"Content-Type": "text/plain"}, 400),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 400),
        ({"Authorization": "Bearer x.y.z"}, 401),
        ({"Host": "localhost:3978"}, 200),
        ({"Host": "[::1]:3978"}, 200),
        ({"Host": "[::1]"}, 200),
    ],
)
async def test_a_web_page_or_a_proxy_cannot_post_for_somebody(
    alice: Person, http: aiohttp.ClientSession, headers: dict[str, str], status: int
) -> None:
    body = orjson.dumps(alice.activity("message", text="hi"))
    sent = {"Content-Type": "application/json"} | headers
    async with http.post(f"{alice.bot_url}/api/messages", data=body, headers=sent) as response:
        assert response.status == status


@pytest.mark.parametrize("remote", ["192.0.2.7", "10.0.0.1", "::ffff:192.0.2.7", "", "2001:db8::1"])
async def test_another_machine_is_refused(alice: Person, http: aiohttp.ClientSession, remote: str) -> None:
    assert await _admitted_from(remote, alice, http) == 403


@pytest.mark.parametrize("remote", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
async def test_this_machine_is_not(alice: Person, http: aiohttp.ClientSession, remote: str) -> None:
    assert await _admitted_from(remote, alice, http) == 200


async def test_without_the_switch_unsigned_is_refused_whatever_the_bind(start_bot: StartBot, alice: Person) -> None:
    alice.bot_url = await start_bot(dangerously_allow_unauthenticated=False)
    assert (await alice.says("hi")).status == 401


async def test_the_switch_does_nothing_on_an_open_bind(start_bot: StartBot, alice: Person) -> None:
    alice.bot_url = await start_bot(host="0.0.0.0")
    assert (await alice.says("hi")).status == 401


async def test_an_app_id_beside_the_switch_takes_signed_ones_too_and_no_bad_ones(
    start_bot: StartBot, alice: Person
) -> None:
    alice.bot_url = await start_bot(app_id=APP_ID, channel_openid_url="http://127.0.0.1:9/")
    assert (await alice.says("hi")).status == 200
    alice.token = "eyJhbGciOiJub25lIn0.e30."
    assert (await alice.says("hi")).status == 401


async def test_no_token_of_ours_goes_to_an_address_that_is_only_local(
    start_bot: StartBot, alice: Person, login: Login
) -> None:
    alice.bot_url = await start_bot(app_id=APP_ID, app_password="secret", login_url=login.url)
    answer = await alice.says("help")
    assert answer.card
    assert "Authorization" not in answer.received[0].headers
    assert login.asked == []


async def test_the_list_of_tenants_holds_here_too(start_bot: StartBot, alice: Person, fiona: Person) -> None:
    alice.bot_url = fiona.bot_url = await start_bot(allowed_tenants=CONTOSO)
    assert (await alice.says("hi")).status == 200
    assert (await fiona.says("hi")).status == 403


async def _admitted_from(remote: str, alice: Person, http: aiohttp.ClientSession) -> int:
    """What the guard says when the very request of Alice comes from `remote`."""
    settings = configured(dangerously_allow_unauthenticated=True)
    guard = Guard(settings, Keys(http, settings.channel_openid_url), Addresses(settings))

    async def admit(request: web.Request) -> web.Response:
        try:
            await guard.admit(request.clone(remote=remote))
        except Refused as refusal:
            return web.Response(status=refusal.status)
        return web.Response(status=200)

    async with served(web.post("/api/messages", admit)) as alice.bot_url:
        return (await alice.says("hi")).status
