"""Can anything but this machine's own page and bot drive the demo?"""

import json
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest
from aiohttp.test_utils import make_mocked_request

from bot.demo import calls
from bot.demo.cast import CAST
from bot.demo.chats import BACKLOG, KEPT, Chats, Line
from bot.demo.doorkeeper import refusal
from bot.doors.event_model import checked
from bot.settings import is_loopback
from tests.page import Bot, serving

DEMO = Path(__file__).parent.parent / "bot/demo"
SAID = {"key": "k1", "text": "hello"}


@pytest.fixture
def bot() -> Bot:
    return Bot()


@pytest.fixture
async def address(bot: Bot) -> AsyncIterator[str]:
    async with serving(bot.app) as url:
        yield url


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://example.com"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Host": "rebound.example.com"},
        {"Host": "rebound.example.com", "Origin": "http://rebound.example.com"},
        {"Host": "10.0.0.7:3978"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/demo/chats/alice/messages"),
        ("POST", "/demo/chats/alice/calls"),
        ("GET", "/demo/chats/alice/events"),
        ("GET", "/demo/people"),
        ("POST", "/demo/connector/v3/conversations/a%3Aalice/activities"),
    ],
)
async def test_another_web_site_is_refused(
    bot: Bot, address: str, http: aiohttp.ClientSession, method: str, path: str, headers: dict[str, str]
) -> None:
    async with http.request(method, address + path, json=SAID, headers=headers) as answer:
        assert answer.status == 403
    assert bot.received == []


@pytest.mark.parametrize(("remote", "let_in"), [("127.0.0.1", True), ("::1", True), ("10.0.0.7", False)])
def test_another_machine_is_refused(remote: str, let_in: bool) -> None:
    request = make_mocked_request("GET", "/demo/people", headers={"Host": "127.0.0.1:3978"})
    assert (refusal(request.clone(remote=remote)) is None) is let_in


async def test_the_page_itself_is_let_in(bot: Bot, address: str, http: aiohttp.ClientSession) -> None:
    headers = {"Origin": address, "Sec-Fetch-Site": "same-origin"}
    async with http.post(f"{address}/demo/chats/alice/messages", json=SAID, headers=headers) as answer:
        assert answer.status == 200
    assert bot.received[-1]["text"] == "hello"


async def test_a_link_from_elsewhere_may_open_the_page(address: str, http: aiohttp.ClientSession) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    async with http.get(address, headers=headers) as answer:
        assert answer.status == 200
        policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    ("host", "here"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("192.168.1.5", False), ("", False), ("x", False)],
)
def test_this_machine_is_told_from_others(host: str, here: bool) -> None:
    assert is_loopback(host) is here


@pytest.mark.parametrize("name", ["..%2Fpage%2Findex.html", "%2e%2e%2fpackage.json", "nothing.js", "fingerprint"])
@pytest.mark.parametrize("folder", ["page", "vendor"])
async def test_no_other_file_is_given_out(address: str, http: aiohttp.ClientSession, folder: str, name: str) -> None:
    async with http.get(f"{address}/demo/{folder}/{name}") as answer:
        assert answer.status == 404


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b'{"key":"k","text":""}', b"\xff", b'{"key":1,"text":[]}'])
async def test_a_body_that_makes_no_sense_is_refused(
    bot: Bot, address: str, http: aiohttp.ClientSession, body: bytes
) -> None:
    async with http.post(f"{address}/demo/chats/alice/messages", data=body) as answer:
        assert answer.status == 400
    assert bot.received == []


async def test_a_repeated_message_is_delivered_once(bot: Bot, address: str, http: aiohttp.ClientSession) -> None:
    for _ in range(2):
        async with http.post(f"{address}/demo/chats/alice/messages", json=SAID) as answer:
            assert answer.status == 200
    assert len(bot.received) == 1


async def test_the_connector_refuses_what_teams_refuses(bot: Bot, address: str, http: aiohttp.ClientSession) -> None:
    conversations = f"{address}/demo/connector/v3/conversations"
    large = {"type": "message", "text": "x" * 60_000}
    async with http.post(f"{conversations}/a%3Aalice/activities", json=large) as answer:
        assert answer.status == 413
    async with http.post(f"{conversations}/a%3Anobody/activities", json={"type": "message"}) as answer:
        assert answer.status == 404
    async with http.put(f"{conversations}/a%3Aalice/activities/1", json={"type": "message"}) as answer:
        assert answer.status == 404
    async with http.post(f"{conversations}/a%3Aalice/activities", data=b"[") as answer:
        assert answer.status == 400


async def test_the_bot_can_speak_first(address: str, http: aiohttp.ClientSession) -> None:
    conversations = f"{address}/demo/connector/v3/conversations"
    async with http.post(conversations, json={"members": [{"id": "29:anna"}]}) as answer:
        assert (answer.status, await answer.json()) == (201, {"id": "a:anna"})
    async with http.post(conversations, json={"members": [{"id": "29:nobody"}]}) as answer:
        assert answer.status == 404


def test_a_chat_keeps_its_latest_lines_and_lets_go_of_a_page_that_does_not_listen() -> None:
    chats = Chats()
    chat = chats.of("alice")
    assert chat
    with chats.listening(chat) as queue:
        for number in range(3 * BACKLOG):
            chats.put(chat, Line(str(number), "bot"))
        assert queue.qsize() == BACKLOG + 1
    assert list(chat.lines) == [str(number) for number in range(3 * BACKLOG - KEPT, 3 * BACKLOG)]


@pytest.mark.parametrize("player", CAST, ids=lambda player: player.key)
def test_everybodys_calls_are_events_that_the_door_takes(player: object) -> None:
    person = next(one for one in CAST if one is player)
    for caller in calls.callers(person.tenant):
        for event in calls.events(calls.ring(person, caller), datetime.now(UTC)):
            read, _ = checked(event)
            assert read.tenant_id == person.tenant


def test_the_lock_names_no_place_and_every_package_by_its_hash() -> None:
    lock = (DEMO / "package-lock.json").read_text("utf-8")
    assert "resolved" not in lock
    assert not re.search(r"https?:", lock)
    packages = json.loads(lock)["packages"]
    assert all(about["integrity"] for name, about in packages.items() if name)


def test_the_licences_lie_beside_what_was_fetched() -> None:
    text = (DEMO / "vendor/LICENCES.txt").read_text("utf-8")
    assert "adaptivecards 3" in text
    assert "@fluentui/web-components 3" in text
    assert "axe-core" in text
