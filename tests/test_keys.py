"""What if the channel changes its keys, or its key server is away?"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import aiohttp
import pytest

from bot.channel.keys import FRESH_SECONDS, PAUSE_SECONDS, Keys
from tests.wire import Login, SigningKey


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def keys(login: Login, http: aiohttp.ClientSession, clock: Clock) -> AsyncIterator[Keys]:
    cache = Keys(http, f"{login.url}/openid", clock)
    yield cache
    await cache.close()


async def test_keys_are_fetched_once_however_many_ask(keys: Keys, login: Login) -> None:
    kid = login.keys[0].kid
    found = await asyncio.gather(*(keys.get(kid) for _ in range(20)))
    assert all(found)
    assert login.asked == ["/openid", "/keys"]


async def test_a_known_key_costs_no_request(keys: Keys, login: Login) -> None:
    for _ in range(3):
        await keys.get(login.keys[0].kid)
    assert len(login.asked) == 2


async def test_a_new_key_is_found_a_minute_after_the_last_fetch(keys: Keys, login: Login, clock: Clock) -> None:
    await keys.get(login.keys[0].kid)
    login.keys.append(SigningKey())
    assert await keys.get(login.keys[1].kid) is None
    clock.now += PAUSE_SECONDS
    assert await keys.get(login.keys[1].kid) is not None


async def test_invented_key_names_ask_the_server_at_most_once_a_minute(keys: Keys, login: Login, clock: Clock) -> None:
    for number in range(50):
        assert await keys.get(f"invented-{number}") is None
    assert len(login.asked) == 2
    clock.now += PAUSE_SECONDS
    await asyncio.gather(*(keys.get(f"again-{number}") for number in range(50)))
    assert len(login.asked) == 4


async def test_old_keys_stay_while_the_server_fails(keys: Keys, login: Login, clock: Clock) -> None:
    kid = login.keys[0].kid
    await keys.get(kid)
    login.broken = True
    clock.now += 100 * FRESH_SECONDS
    assert await keys.get(kid) is not None
    await _background(keys)
    assert login.asked[2:] == ["/openid"]
    assert await keys.get(kid) is not None


async def test_a_failing_server_is_not_asked_at_each_turn(keys: Keys, login: Login, clock: Clock) -> None:
    kid = login.keys[0].kid
    await keys.get(kid)
    login.broken = True
    clock.now += FRESH_SECONDS + 1
    for _ in range(10):
        await keys.get(kid)
        await _background(keys)
    assert login.asked[2:] == ["/openid"]


async def test_stale_keys_answer_at_once_and_are_renewed_behind(keys: Keys, login: Login, clock: Clock) -> None:
    old = login.keys[0].kid
    await keys.get(old)
    login.keys[:] = [SigningKey()]
    clock.now += FRESH_SECONDS + 1
    assert await keys.get(old) is not None, "the turn does not wait for the new keys"
    await _background(keys)
    assert await keys.get(login.keys[0].kid) is not None
    assert await keys.get(old) is None, "a key that the channel has withdrawn is withdrawn here"


async def test_a_key_document_without_keys_takes_nothing_away(keys: Keys, login: Login, clock: Clock) -> None:
    kid = login.keys[0].kid
    await keys.get(kid)
    login.keys.clear()
    clock.now += FRESH_SECONDS + 1
    await keys.get(kid)
    await _background(keys)
    assert await keys.get(kid) is not None


async def test_a_server_that_was_away_at_the_start_is_asked_again(keys: Keys, login: Login, clock: Clock) -> None:
    login.broken = True
    assert await keys.get(login.keys[0].kid) is None
    login.broken = False
    clock.now += PAUSE_SECONDS
    assert await keys.get(login.keys[0].kid) is not None


@pytest.mark.parametrize("port", [1, 9])
async def test_no_server_at_all_means_no_key(http: aiohttp.ClientSession, port: int) -> None:
    assert await Keys(http, f"http://127.0.0.1:{port}/openid").get("a") is None


async def _background(keys: Keys) -> None:
    """Until the fetch that a turn has started behind it has ended: an unknown name waits for it and starts none."""
    await keys.get("nobody")
