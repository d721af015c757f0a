"""Who is greeted, who is told that they are a stranger, who is left alone?"""

from typing import Any

import pytest
from sqlalchemy import Connection, select

from dialogs.turn import Turn
from storage import people
from storage.database import Database
from storage.delivery_tables import conversations
from storage.tables import tenants
from tests.conftest import MakePerson, Talking
from tests.talk import CONTOSO, echo
from tests.wire import Connector


async def test_the_welcome_comes_once_an_install(talking: Talking) -> None:
    async def welcome(turn: Turn) -> None:
        await turn.say("Welcome!")

    alice = await talking(echo, welcome=welcome)
    assert (await alice.installs()).texts == ["Welcome!"]
    assert (await alice.installs()).texts == []
    assert (await alice.posts(alice.activity("installationUpdate", action="add-upgrade"))).texts == []
    await alice.posts(alice.activity("installationUpdate", action="remove-upgrade"))
    assert (await alice.installs()).texts == []
    await alice.posts(alice.activity("installationUpdate", action="remove"))
    assert (await alice.installs()).texts == ["Welcome!"]


async def test_a_welcome_that_did_not_arrive_comes_with_the_next_announcement(
    talking: Talking, connector: Connector
) -> None:
    async def welcome(turn: Turn) -> None:
        await turn.say("Welcome!")

    alice = await talking(echo, welcome=welcome)
    connector.statuses = [500, 500]  # to both announcements of the install
    await alice.installs()
    assert (await alice.installs()).texts == ["Welcome!"]
    assert (await alice.installs()).texts == []


async def test_a_person_who_joins_is_no_install(talking: Talking) -> None:
    async def welcome(turn: Turn) -> None:
        await turn.say("Welcome!")

    alice = await talking(echo, welcome=welcome)
    joined = alice.activity("conversationUpdate", membersAdded=[{"id": "29:ben"}])
    assert (await alice.posts(joined)).received == []


@pytest.mark.parametrize(
    "stranger",
    [
        {"from": {"id": "29:x", "aadObjectId": "00000000-0000-4000-8000-00000000dead"}},
        {"from": {"id": "29:x"}},
        {"channelData": {"tenant": {"id": "t"}}, "conversation": {"id": "a:x", "tenantId": "t"}},
    ],
)
async def test_a_stranger_hears_one_sentence(talking: Talking, stranger: dict[str, Any]) -> None:
    alice = await talking(echo)
    answer = await alice.says("customer Holt", **stranger)
    assert len(answer.texts) == 1
    assert "none yet" in answer.texts[0]


async def test_a_stranger_who_installs_hears_it_once(talking: Talking) -> None:
    alice = await talking(echo)
    alice.object_id = "00000000-0000-4000-8000-00000000dead"
    assert len((await alice.installs()).texts) == 1


async def test_ids_of_people_and_tenants_are_the_same_in_any_case(talking: Talking) -> None:
    alice = await talking(echo)
    alice.object_id, alice.tenant = alice.object_id.upper(), alice.tenant.upper()
    assert (await alice.says("hi")).texts == ["<hi>"]


async def test_a_person_who_blocks_the_bot_is_left_alone_until_they_write(talking: Talking, demo: Database) -> None:
    alice = await talking(echo)
    await alice.says("one")
    assert await demo.read(_installed) is True
    alice.connector.statuses = [403]
    answer = await alice.says("two")
    assert (answer.status, len(answer.received)) == (200, 1)
    assert await demo.read(_installed) is False
    assert (await alice.says("three")).texts == ["<three>"]
    assert await demo.read(_installed) is True


def _installed(db: Connection) -> bool:
    return bool(db.execute(select(conversations.c.installed)).scalar_one())


async def test_a_chosen_language_counts_from_the_next_message(person: MakePerson) -> None:
    alice = person("alice", 1)
    english = await alice.says("nonsense please")
    await alice.says("language de")
    german = await alice.says("nonsense please")
    assert english.card != german.card


async def test_somebody_whom_only_events_name_is_a_stranger(talking: Talking, demo: Database) -> None:
    """A row without any role, made when a call of theirs came in."""
    alice = await talking(echo)
    alice.object_id = "00000000-0000-4000-8000-00000000beef"
    await demo.write(_named_by_an_event, alice.object_id)
    assert "none yet" in (await alice.says("customer Holt")).texts[0]


def _named_by_an_event(db: Connection, object_id: str) -> None:
    contoso = db.execute(select(tenants.c.id).where(tenants.c.entra_id == CONTOSO)).scalar_one()
    people.known(db, contoso, {object_id: "somebody@example.com"})
