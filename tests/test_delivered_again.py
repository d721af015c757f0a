"""Does a press have one effect, however often Teams delivers it?"""

import asyncio
import os
from collections import Counter
from random import Random
from uuid import uuid4

import aiohttp
import pytest
from sqlalchemy import Connection, insert, update

from storage.database import Database
from storage.delivery_tables import conversations
from storage.tables import memberships
from tests.conftest import StartBot
from tests.talk import CARD, Answer, Person, words
from tests.team import Team, a_team, ended
from tests.told import tell
from tests.wire import Connector

ACTIVITIES = int(os.environ.get("AFTERCALL_TEST_DELIVERIES", "200"))  # 2,000 for the proof
AT_ONCE = 25


@pytest.mark.timeout(900)
async def test_a_press_that_is_delivered_up_to_five_times_concludes_once(
    start_bot: StartBot, store: Database, store_url: str, connector: Connector, http: aiohttp.ClientSession
) -> None:
    """With the same activity id and with another one, at once and after each other."""
    team = await a_team(store)
    await store.write(served_by_ann, team, connector.url)
    url = await start_bot(database_url=store_url)
    calls = await calls_of(team)
    random = Random(5)
    heard: Counter[str] = Counter()
    for start in range(0, len(calls), AT_ONCE):
        part = calls[start : start + AT_ONCE]
        answers = await asyncio.gather(*(deliver(team, connector, http, url, call, random) for call in part))
        heard.update((len(set(map(receipt, each))) == 1 and "one receipt") or "different answers" for each in answers)
    assert heard == {"one receipt": len(calls)}
    heads, picked, _tagged = await team.concluded()
    assert sorted(row.interaction_id for row in heads) == sorted(calls)
    assert len(picked) == len(calls)
    assert sorted(row.subject_id for row in await team.audited("interaction.concluded")) == sorted(calls)
    told = [int(row.content["interaction"]) for row in await team.messages("receipt")]
    assert sorted(told) == sorted(calls)  # of the one card, which is known since the press


async def deliver(
    team: Team, connector: Connector, http: aiohttp.ClientSession, url: str, call: int, random: Random
) -> list[Answer]:
    """Two to five times; Teams names a repeated invoke anew."""
    ann = Person("ann", "ann", "contoso", connector, http, url, chat={"id": f"a:ann-{call}"})
    data = {"action": "conclude.submit", "interaction": str(call), "code": str(team.ids("Resolved")[0]), "tags": ""}
    same = uuid4().hex

    async def once(delay: float, activity_id: str) -> Answer:
        await asyncio.sleep(delay)
        return await ann.executes(data, "1:card", id=activity_id)

    times = random.randint(2, 5)
    ids = [random.choice((same, uuid4().hex)) for _ in range(times)]
    return await asyncio.gather(*(once(random.choice((0.0, 0.0, 0.02)), each) for each in ids))


def receipt(answer: Answer) -> tuple[str, ...]:
    assert answer.status == 200
    assert answer.body["type"] == CARD, answer.body
    return tuple(words(answer.card))


async def calls_of(team: Team) -> list[int]:
    tasks = [f"again-{number}" for number in range(ACTIVITIES)]
    for start in range(0, len(tasks), 250):
        await tell(team.store, team.tenant_id, *(ended(task, 90) for task in tasks[start : start + 250]))
    return [await team.id_of(task) for task in tasks]


def served_by_ann(db: Connection, team: Team, service_url: str) -> None:
    own = {"tenant_id": team.tenant_id, "person_id": team.ann.person_id, "service_id": team.support}
    db.execute(insert(memberships), own | {"role": "agent"})
    db.execute(update(conversations).values(service_url=service_url))
