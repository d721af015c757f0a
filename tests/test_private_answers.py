"""What does the bot say in a channel, where others read along?"""

import pytest
from sqlalchemy import select

from storage.database import Database
from storage.delivery_tables import conversations, sent_cards
from tests.talk import Answer, Person, button
from tests.talk import words as read
from tests.test_help import CHANNEL
from tests.wire import Received

ANSWERED = "I have answered you in our private chat; customers are not discussed here."


async def in_channel(person: Person, typed: str) -> tuple[Answer, list[Received]]:
    """What came in the channel, and what in the person's own chat."""
    before = len(person.connector.received)
    person.chat = CHANNEL
    answer = await person.says(typed)
    person.chat = {}
    private = [r for r in person.connector.received[before:] if r.conversation == f"a:{person.name}"]
    return answer, private


async def test_a_question_in_a_channel_is_answered_in_private(adam: Person) -> None:
    await adam.installs()
    answer, private = await in_channel(adam, "who is +41 79 123 45 67?")
    assert answer.texts == [ANSWERED]
    assert not any(r.card for r in answer.received)
    assert len(private) == 1
    assert private[0].card is not None
    assert "Raymond Holt" in read(private[0].card)
    assert "replyToId" not in private[0].content


async def test_the_card_in_private_is_in_the_ledger_and_goes_on_there(adam: Person, demo: Database) -> None:
    await adam.installs()
    _, private = await in_channel(adam, "customer Raymond Holt")
    query = select(sent_cards.c.activity_id).where(sent_cards.c.conversation == "a:adam")
    assert private[0].given_id in await demo.read(lambda db: db.execute(query).scalars().all())
    shown = Answer(200, None, private)
    assert "History of Raymond Holt" in read((await adam.presses(shown, "History")).card)


@pytest.mark.parametrize("typed", ["customer ray", "history ray", "kunde", "tenant", "privacy", "exports"])
async def test_whoever_has_no_chat_with_the_bot_is_told_how_to_get_one(adam: Person, typed: str) -> None:
    answer, private = await in_channel(adam, typed)
    assert "no private chat with you yet" in answer.texts[0]
    assert not any(r.card for r in answer.received)
    assert private == []


async def test_a_refusal_too_is_for_the_person_alone(alice: Person) -> None:
    await alice.installs()
    answer, private = await in_channel(alice, "privacy agents shown")
    assert answer.texts == [ANSWERED]
    assert "Only administrators" in private[0].content["text"]


async def test_a_button_pressed_in_a_channel_is_answered_in_private(adam: Person) -> None:
    await adam.installs()
    chosen = button((await adam.says("customer Raymond Holt")).card, "History")["data"]
    before = len(adam.connector.received)
    adam.chat = CHANNEL
    assert (await adam.executes(chosen, "1:of-the-channel")).texts == [ANSWERED]
    [private] = [r for r in adam.connector.received[before:] if r.conversation == "a:adam"]
    assert private.method == "POST"
    assert "History of Raymond Holt" in str(private.card)
    value = {"queryText": "ray", "queryOptions": {"skip": 0, "top": 15}, "dataset": "customers"}
    found = await adam.posts(adam.activity("invoke", name="application/search", value=value))
    assert found.body["value"]["results"] == []


async def test_a_chat_that_was_removed_or_blocks_the_bot_gets_nothing_more(adam: Person, demo: Database) -> None:
    await adam.installs()
    adam.connector.statuses = [403]
    answer, _ = await in_channel(adam, "customer Raymond Holt")
    assert "no private chat with you yet" in answer.texts[0]
    answer, private = await in_channel(adam, "customer Raymond Holt")
    assert "no private chat with you yet" in answer.texts[0]
    assert private == []
    await adam.says("hi")
    answer, private = await in_channel(adam, "customer Raymond Holt")
    assert answer.texts == [ANSWERED]
    assert len(private) == 1


async def test_what_was_typed_in_a_channel_is_kept_nowhere(adam: Person, demo: Database) -> None:
    await adam.installs()
    await in_channel(adam, "customer Raymond Unmistakable Holt")
    rows = await demo.read(lambda db: [str(r) for r in db.execute(select(conversations))])
    assert "Unmistakable" not in "".join(rows)


async def test_a_partner_is_asked_for_the_tenant_in_private(petra: Person) -> None:
    await petra.installs()
    answer, private = await in_channel(petra, "customer Raymond Holt")
    assert answer.texts == [ANSWERED]
    assert "Which tenant?" in read(private[0].card or {})
