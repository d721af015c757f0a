"""How does what a person does become one turn, and the turn's answer reach them?"""

from typing import Any

import pytest

from dialogs.turn import Turn
from tests.conftest import Talking
from tests.talk import echo

CARD: dict[str, Any] = {
    "type": "AdaptiveCard",
    "version": "1.5",
    "fallbackText": "A card",
    "body": [{"type": "TextBlock", "text": "A line"}],
    "actions": [
        {"type": "Action.Execute", "title": "In place", "data": {"action": "in-place", "id": "7"}},
        {"type": "Action.Submit", "title": "Sent", "data": {"action": "sent"}},
    ],
}


async def shows(turn: Turn) -> None:
    await turn.show({**CARD, "body": [{"type": "TextBlock", "text": str(dict(turn.action or {}))}]}, text="Look:")


async def test_a_message_is_answered_by_a_message_to_the_one_who_wrote_it(talking: Talking) -> None:
    alice = await talking(echo)
    answer = await alice.says("hi")
    assert answer.texts == ["<hi>"]
    content = answer.received[0].content
    assert (content["from"], content["recipient"]) == ({"id": "28:bot"}, {"id": "29:alice"})
    assert content["replyToId"] == answer.received[0].activity_id


async def test_a_card_comes_with_its_sentence_above_and_in_the_notification(talking: Talking) -> None:
    alice = await talking(shows)
    answer = await alice.says("card")
    assert answer.texts == ["Look:"]
    assert answer.received[0].content["summary"] == "Look:"
    assert len(answer.received) == 1


async def test_a_pressed_execute_replaces_the_card_in_the_answer(talking: Talking) -> None:
    alice = await talking(shows)
    first = await alice.says("card")
    second = await alice.presses(first, "In place", note="x")
    assert second.received == []
    assert second.body["type"] == "application/vnd.microsoft.card.adaptive"
    assert second.body["statusCode"] == 200
    assert [line["text"] for line in second.card["body"]] == [
        "Look:",
        "{'action': 'in-place', 'id': '7', 'note': 'x'}",
    ]
    assert second.activity_id == first.activity_id


async def test_a_sentence_answers_a_pressed_execute(talking: Talking) -> None:
    async def route(turn: Turn) -> None:
        await (shows(turn) if turn.action is None else turn.say("Done."))

    alice = await talking(route)
    answer = await alice.presses(await alice.says("card"), "In place")
    assert answer.received == []
    assert answer.body == {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": "Done."}


async def test_what_an_execute_says_besides_its_card_becomes_messages(talking: Talking) -> None:
    async def route(turn: Turn) -> None:
        if turn.action is not None:
            await turn.say("Before.")
        await turn.show(CARD)
        if turn.action is not None:
            await turn.say("After.")
            await turn.show(CARD)

    alice = await talking(route)
    answer = await alice.presses(await alice.says("card"), "In place")
    assert answer.body["value"] == CARD
    assert answer.texts == ["Before.", "After."]
    assert len(answer.received) == 3


async def test_a_pressed_submit_replaces_its_message(talking: Talking) -> None:
    alice = await talking(shows)
    first = await alice.says("card")
    second = await alice.presses(first, "Sent", note="x")
    [received] = second.received
    assert (received.method, received.activity_id) == ("PUT", first.activity_id)
    assert "note" in second.card["body"][0]["text"]


async def test_a_submit_whose_message_is_gone_is_answered_anew(talking: Talking) -> None:
    alice = await talking(shows)
    first = await alice.says("card")
    alice.connector.statuses = [404]
    second = await alice.presses(first, "Sent")
    assert [r.method for r in second.received] == ["PUT", "POST"]


async def test_suggestions_answer_a_typed_part(talking: Talking) -> None:
    async def suggest(turn: Turn, dataset: str, typed: str) -> list[tuple[str, str]]:
        return [(str(number), f"{dataset} {typed} {number}") for number in range(20)]

    alice = await talking(echo, suggest=suggest)
    value = {"queryText": "ray", "queryOptions": {"skip": 0, "top": 15}, "dataset": "customers"}
    answer = await alice.posts(alice.activity("invoke", name="application/search", value=value))
    assert answer.body["type"] == "application/vnd.microsoft.search.searchResponse"
    assert len(answer.body["value"]["results"]) == 15
    assert answer.body["value"]["results"][0] == {"value": "0", "title": "customers ray 0"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("adaptiveCard/action", None),
        ("adaptiveCard/action", {}),
        ("adaptiveCard/action", {"action": "x"}),
        ("adaptiveCard/action", {"action": {"data": []}}),
        ("application/search", None),
        ("application/search", {"dataset": "customers"}),
        ("application/search", {"dataset": 1, "queryText": "x"}),
        ("application/search", {"dataset": "x", "queryText": None}),
    ],
)
async def test_an_invoke_that_makes_no_sense_is_a_bad_request(talking: Talking, name: str, value: Any) -> None:
    alice = await talking(echo)
    answer = await alice.posts(alice.activity("invoke", name=name, value=value))
    assert answer.status == 400
    assert answer.body["statusCode"] == 400
    assert answer.received == []


@pytest.mark.parametrize("name", ["task/fetch", "composeExtension/query", "signin/verifyState", "new/thing", None])
async def test_an_unknown_invoke_is_quietly_accepted(talking: Talking, name: str | None) -> None:
    alice = await talking(echo)
    answer = await alice.posts(alice.activity("invoke", name=name, value={"x": 1}))
    assert (answer.status, answer.body, answer.received) == (200, None, [])


@pytest.mark.parametrize(
    "kind",
    [
        "messageUpdate",
        "messageDelete",
        "messageReaction",
        "typing",
        "event",
        "endOfConversation",
        "trace",
        "handoff",
        "command",
        "somethingNew",
    ],
)
async def test_what_is_no_message_runs_no_command(talking: Talking, kind: str) -> None:
    alice = await talking(echo)
    more = {"text": "hi", "value": {"action": "x"}, "reactionsAdded": [{"type": "like"}], "name": "x"}
    answer = await alice.posts(alice.activity(kind, **more))
    assert (answer.status, answer.received) == (200, [])
