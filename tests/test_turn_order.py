"""What happens while a turn is under way?"""

import asyncio

import pytest

from bot.channel import indicator
from dialogs.turn import Turn
from tests.conftest import Talking
from tests.talk import CONTOSO


async def test_suggestions_do_not_wait_for_a_slow_turn(talking: Talking) -> None:
    going, free = asyncio.Event(), asyncio.Event()

    async def slow(turn: Turn) -> None:
        going.set()
        await free.wait()

    async def suggest(_turn: Turn, _dataset: str, _typed: str) -> list[tuple[str, str]]:
        return []

    alice = await talking(slow, suggest=suggest)
    slowly = asyncio.create_task(alice.says("slow"))
    await going.wait()
    value = {"queryText": "ray", "dataset": "customers"}
    async with asyncio.timeout(20):
        answer = await alice.posts(alice.activity("invoke", name="application/search", value=value))
    assert answer.body["value"] == {"results": []}
    free.set()
    await slowly


async def test_typing_shows_while_an_answer_takes_long(talking: Talking, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indicator, "AFTER_SECONDS", 0.01)

    async def slow(turn: Turn) -> None:
        await alice.connector.until("typing")
        await turn.say("at last")

    alice = await talking(slow)
    answer = await alice.says("think")
    assert [r.content["type"] for r in answer.received] == ["typing", "message"]


async def test_nothing_is_typed_after_the_answer(talking: Talking) -> None:
    async def quick(turn: Turn) -> None:
        await turn.say("here")
        await asyncio.sleep(indicator.AFTER_SECONDS + 0.1)

    answer = await (await talking(quick)).says("think")
    assert [r.content["type"] for r in answer.received] == ["message"]


async def test_two_messages_of_one_conversation_are_answered_one_after_the_other(talking: Talking) -> None:
    inside: list[str] = []
    seen: list[int] = []

    async def route(turn: Turn) -> None:
        inside.append(turn.text)
        seen.append(len(inside))
        await asyncio.sleep(0.01)
        inside.remove(turn.text)

    alice = await talking(route)
    await asyncio.gather(*(alice.says(str(number)) for number in range(8)))
    assert seen == [1] * 8


async def test_two_conversations_do_not_wait_for_each_other(talking: Talking) -> None:
    both = asyncio.Barrier(2)

    async def route(_turn: Turn) -> None:
        await both.wait()

    alice = await talking(route)
    elsewhere = {"conversation": {"id": "19:other", "tenantId": CONTOSO, "conversationType": "groupChat"}}
    async with asyncio.timeout(20):
        await asyncio.gather(alice.says("one"), alice.says("two", **elsewhere))
