"""What does the bot do when Teams does not take what it sends?"""

import asyncio
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from botbuilder.schema import Activity, ConversationAccount

from bot.channel.activities import message
from bot.channel.connector import Connector as Sender
from bot.channel.connector import ConversationBlocked, Conversations, SendFailed
from tests.wire import Connector, served

CHAT = "19:a b/c@thread.tacv2;messageid=1"


@pytest.fixture
def conversations(connector: Connector, http: aiohttp.ClientSession) -> Conversations:
    return Sender(http, None, sleep=no_wait).at(connector.url).conversations


def spoken(text: str = "hi", card: dict[str, Any] | None = None) -> Activity:
    activity = message(text, card)
    activity.conversation = ConversationAccount(id=CHAT)
    return activity


async def no_wait(_seconds: float) -> None:
    await asyncio.sleep(0)


async def test_a_message_reaches_its_conversation_whatever_its_id_holds(
    conversations: Conversations, connector: Connector
) -> None:
    sent = await conversations.reply_to_activity(CHAT, "1:x/y", spoken())
    assert (connector.received[0].conversation, connector.received[0].activity_id) == (CHAT, "1:x/y")
    assert sent.id == connector.received[0].given_id


@pytest.mark.parametrize("status", [412, 429, 502, 503, 504])
async def test_what_may_pass_is_tried_again(conversations: Conversations, connector: Connector, status: int) -> None:
    connector.statuses = [status, status]
    await conversations.send_to_conversation(CHAT, spoken())
    assert len(connector.received) == 3


@pytest.mark.parametrize("status", [400, 404, 405, 409, 413, 500, 501])
async def test_what_will_not_pass_is_not_tried_again(
    conversations: Conversations, connector: Connector, status: int
) -> None:
    connector.statuses = [status]
    with pytest.raises(SendFailed) as failed:
        await conversations.send_to_conversation(CHAT, spoken())
    assert failed.value.status == status
    assert len(connector.received) == 1


async def test_trying_again_ends(conversations: Conversations, connector: Connector) -> None:
    connector.statuses = [503] * 20
    with pytest.raises(SendFailed):
        await conversations.send_to_conversation(CHAT, spoken())
    assert len(connector.received) == 4


async def test_each_wait_is_longer_and_none_is_like_another(http: aiohttp.ClientSession, connector: Connector) -> None:
    waits: list[float] = []

    async def noted(seconds: float) -> None:
        waits.append(seconds)

    connector.statuses = [503] * 3
    await Sender(http, None, sleep=noted).at(connector.url).conversations.send_to_conversation(CHAT, spoken())
    assert 0.25 <= waits[0] <= 0.75 <= 2 * 0.5 <= waits[2] <= 3
    assert len(set(waits)) == 3


async def test_teams_says_how_long_to_wait(http: aiohttp.ClientSession, connector: Connector) -> None:
    waits: list[float] = []

    async def noted(seconds: float) -> None:
        waits.append(seconds)

    connector.statuses = [(429, {"Retry-After": "7"}), (503, {"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"})]
    await Sender(http, None, sleep=noted).at(connector.url).conversations.send_to_conversation(CHAT, spoken())
    assert waits[0] == 7
    assert waits[1] <= 1.5


async def test_a_wait_that_is_too_long_for_a_turn_is_handed_on(
    conversations: Conversations, connector: Connector
) -> None:
    connector.statuses = [(429, {"Retry-After": "120"})]
    with pytest.raises(SendFailed) as failed:
        await conversations.send_to_conversation(CHAT, spoken())
    assert (failed.value.status, failed.value.retry_after) == (429, 120)


async def test_a_block_has_its_own_name(conversations: Conversations, connector: Connector) -> None:
    connector.statuses = [403]
    with pytest.raises(ConversationBlocked):
        await conversations.send_to_conversation(CHAT, spoken())
    assert len(connector.received) == 1


@pytest.mark.parametrize("status", [404, 400, 500])
async def test_a_card_that_cannot_be_replaced_is_sent_anew(
    conversations: Conversations, connector: Connector, status: int
) -> None:
    connector.statuses = [status]
    sent = await conversations.update_activity(CHAT, "1:gone", spoken())
    assert [r.method for r in connector.received] == ["PUT", "POST"]
    assert connector.received[1].activity_id is None
    assert "id" not in connector.received[1].content
    assert sent.id == connector.received[1].given_id


async def test_a_replaced_card_keeps_its_id(conversations: Conversations, connector: Connector) -> None:
    assert (await conversations.update_activity(CHAT, "1:x", spoken())).id == "1:x"
    assert [r.method for r in connector.received] == ["PUT"]


async def test_nothing_is_sent_anew_where_the_person_has_blocked_the_bot(
    conversations: Conversations, connector: Connector
) -> None:
    connector.statuses = [403]
    with pytest.raises(ConversationBlocked):
        await conversations.update_activity(CHAT, "1:x", spoken())
    assert len(connector.received) == 1


async def test_what_is_gone_need_not_be_deleted(conversations: Conversations, connector: Connector) -> None:
    connector.statuses = [404]
    await conversations.delete_activity(CHAT, "1:gone")
    connector.statuses = [400]
    with pytest.raises(SendFailed):
        await conversations.delete_activity(CHAT, "1:there")


async def test_a_card_goes_out_as_it_was_made(conversations: Conversations, connector: Connector) -> None:
    card = {"type": "AdaptiveCard", "body": [{"type": "TextBlock", "text": "Zoë", "maxLines": None, "isSubtle": False}]}
    await conversations.send_to_conversation(CHAT, spoken("hi", card))
    content = connector.received[0].content
    assert content["attachments"] == [{"contentType": "application/vnd.microsoft.card.adaptive", "content": card}]
    assert content["summary"] == "hi"


async def test_a_redirect_is_not_followed_with_our_token(http: aiohttp.ClientSession, connector: Connector) -> None:
    async def elsewhere(_request: web.Request) -> web.Response:
        return web.Response(status=307, headers={"Location": f"{connector.url}v3/conversations/x/activities"})

    async with served(web.post("/{tail:.*}", elsewhere)) as url:
        with pytest.raises(SendFailed):
            await Sender(http, None).at(url).conversations.send_to_conversation(CHAT, spoken())
    assert connector.received == []


async def test_a_connector_that_is_not_there_is_a_failed_sending(http: aiohttp.ClientSession) -> None:
    with pytest.raises(SendFailed):
        await (
            Sender(http, None, sleep=no_wait)
            .at("http://127.0.0.1:9/")
            .conversations.send_to_conversation(CHAT, spoken())
        )


async def test_a_closed_connection_is_opened_again(http: aiohttp.ClientSession) -> None:
    arrived = []

    async def close_first(request: web.Request) -> web.Response:
        arrived.append(await request.json())
        if len(arrived) == 1:
            assert request.transport
            request.transport.abort()
        return web.json_response({"id": "1:second"})

    async with served(web.post("/{tail:.*}", close_first)) as url:
        sender = Sender(http, None, sleep=no_wait).at(url).conversations
        assert (await sender.send_to_conversation(CHAT, spoken())).id == "1:second"


async def test_an_answer_without_json_is_an_answer(http: aiohttp.ClientSession) -> None:
    async def words(_request: web.Request) -> web.Response:
        return web.Response(text="accepted", status=202)

    async with served(web.post("/{tail:.*}", words)) as url:
        assert (await Sender(http, None).at(url).conversations.send_to_conversation(CHAT, spoken())).id == ""
