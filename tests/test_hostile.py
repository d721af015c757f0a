"""Can anything that is posted bring the bot down, or make it answer with a 5xx?"""

import asyncio
from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Talking
from tests.talk import Answer, Person, echo

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
    | st.sampled_from(["msteams", "invoke", "adaptiveCard/action", "customers", "../..", "1/1 " * 50, "\u0000", "𝕏"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)

KINDS = ("message", "submit", "execute", "search", "conversationUpdate", "installationUpdate", "messageReaction")


@given(kind=st.sampled_from(KINDS), at=st.integers(0, 60), value=JSON, remove=st.booleans())
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_no_changed_activity_gives_a_5xx(alice: Person, kind: str, at: int, value: Any, remove: bool) -> None:
    activity = _activity(alice, kind)
    spots = list(_spots(activity))
    holder, key = spots[at % len(spots)]
    if remove:
        del holder[key]
    else:
        holder[key] = value
    answer = await _post(alice, activity)
    assert answer in (200, 400, 403, 413), activity


@given(body=JSON | st.binary(max_size=200))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_no_body_gives_a_5xx(alice: Person, body: Any) -> None:
    raw = body if isinstance(body, bytes) else orjson.dumps(body)
    headers = {"Content-Type": "application/json"}
    async with alice.http.post(f"{alice.bot_url}/api/messages", data=raw, headers=headers) as response:
        assert response.status in (400, 403)


async def test_the_bot_still_answers_afterwards(alice: Person) -> None:
    for kind in KINDS:
        for spot in range(60):
            activity = _activity(alice, kind)
            holder, key = (spots := list(_spots(activity)))[spot % len(spots)]
            holder[key] = [{"x": None}]
            await _post(alice, activity)
    assert (await alice.says("help")).card


async def test_the_same_message_again_gives_an_answer_again_and_no_error(alice: Person) -> None:
    again = alice.activity("message", text="help")
    answers = await asyncio.gather(*(alice.posts(dict(again)) for _ in range(5)))
    assert {answer.status for answer in answers} == {200}


async def test_the_same_press_again_gets_the_same_answer(talking: Talking) -> None:
    alice = await talking(echo)
    value = {"action": {"type": "Action.Execute", "data": {"action": "x"}}}
    press = alice.activity("invoke", name="adaptiveCard/action", value=value)
    first, second = await alice.posts(press), await alice.posts(press | {"id": "another"})
    assert first.body == second.body


@pytest.mark.parametrize(
    "text", ["1/1 " * 750, "ſ" * 9000, "\u202e" * 9000, "<at>" * 5000, "&nbsp;" * 5000, "ﷺ" * 8000]
)
async def test_a_long_strange_text_is_answered(alice: Person, text: str) -> None:
    answer: Answer = await alice.says(text)
    assert answer.status == 200
    assert answer.received


@pytest.mark.parametrize("zone", ["../../../etc/passwd", "Mars/Base", "", "Europe", "\u0000", "x" * 5000, "posixrules"])
@pytest.mark.parametrize("locale", ["tlh-Qo", "x" * 5000, "de_CH", "en-US-u-ca-buddhist", "../de", ""])
async def test_whatever_a_client_claims_to_be_is_answered(alice: Person, zone: str, locale: str) -> None:
    alice.zone, alice.locale = zone, locale
    assert (await alice.says("help")).card


def _activity(alice: Person, kind: str) -> dict[str, Any]:
    data = {"action": "customers.show", "id": "1", "page": 2}
    mention = {"type": "mention", "mentioned": {"id": "28:bot"}, "text": "<at>Aftercall</at>"}
    match kind:
        case "submit":
            return alice.activity("message", value=data, replyToId="1:x")
        case "execute":
            value = {"action": {"type": "Action.Execute", "data": data}, "trigger": "manual"}
            return alice.activity("invoke", name="adaptiveCard/action", value=value, replyToId="1:x")
        case "search":
            value = {"queryText": "ray", "queryOptions": {"skip": 0, "top": 15}, "dataset": "customers"}
            return alice.activity("invoke", name="application/search", value=value)
        case "conversationUpdate":
            return alice.activity(kind, membersAdded=[{"id": "28:bot"}, {"id": "29:ben"}])
        case "installationUpdate":
            return alice.activity(kind, action="add")
        case "messageReaction":
            return alice.activity(kind, reactionsAdded=[{"type": "like"}], replyToId="1:x")
        case _:
            return alice.activity(kind, text="<at>Aftercall</at> customer ray", entities=[mention])


def _spots(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place of an activity where something can be changed: its holder and its key there."""
    places = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(places):
        yield value, key
        yield from _spots(inner)


async def _post(alice: Person, activity: Any) -> int:
    headers = {"Content-Type": "application/json"}
    body = orjson.dumps(activity)
    async with alice.http.post(f"{alice.bot_url}/api/messages", data=body, headers=headers) as response:
        return response.status
