"""Does what was acknowledged stay, once, when the process is killed at any moment?"""

import asyncio
import os
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import Connection, insert

from storage import people
from storage.database import Database
from storage.delivery_tables import conversations, outbox, sent_cards
from storage.tables import memberships
from tests.submitting import answering
from tests.talk import CARD, Person, elements
from tests.team import Team, a_team, ended
from tests.test_senders import end_leases
from tests.told import tell
from tests.wire import Connector, Received

KILLS = int(os.environ.get("AFTERCALL_TEST_KILLS", "8"))  # 200 for the proof
AGENTS = 6


@dataclass
class Wave:
    """Calls that have ended, one of each agent, what each agent submits, and what was acknowledged."""

    team: Team
    agents: dict[str, int]
    calls: dict[int, str] = field(default_factory=dict)  # whose
    acknowledged: set[int] = field(default_factory=set)

    async def ring(self, life: int) -> None:
        tasks = {f"{life}-{name}": name for name in self.agents}
        await tell(self.team.store, self.team.tenant_id, *(ended(task, 1, by=name) for task, name in tasks.items()))
        self.calls |= {await self.team.id_of(task): name for task, name in tasks.items()}

    async def press(self, url: str, connector: Connector, http: aiohttp.ClientSession) -> None:
        """Every card that came and is not acknowledged, by its agent, all at once and one in three twice."""
        presses = []
        for received in [r for r in connector.received if r.method == "POST"]:
            call = interaction_of(received)
            if call in self.calls and call not in self.acknowledged:
                times = 2 if call % 3 == 0 else 1
                presses += [self._submit(url, connector, http, received, call)] * times
        await asyncio.gather(*(press() for press in presses))

    def _submit(
        self, url: str, connector: Connector, http: aiohttp.ClientSession, received: Received, call: int
    ) -> Any:
        async def press() -> None:
            name = self.calls[call]
            person = Person(name, name, "contoso", connector, http, url)
            chosen = {"code": str(self.chosen(call)[0]), "tags": "killed"}
            data = {"action": "conclude.submit", "interaction": str(call)} | chosen
            try:
                answer = await person.executes(data, received.given_id)
            except aiohttp.ClientError:
                return  # nobody has said anything
            assert answer.body["type"] == CARD, answer.body
            self.acknowledged.add(call)

        return press

    def chosen(self, call: int) -> list[int]:
        return self.team.ids(("Resolved", "Callback", "Escalated")[call % 3])


def interaction_of(received: Received) -> int:
    """Of the wrap-up card; 0 for anything else."""
    shown = [e for e in elements(received.card) if e.get("verb") == "conclude.submit"]
    return int(shown[0]["data"]["interaction"]) if shown else 0


@pytest.mark.timeout(120 + 15 * KILLS)
async def test_nothing_acknowledged_is_lost_and_nothing_is_there_twice(
    store: Database, store_url: str, connector: Connector, http: aiohttp.ClientSession, tmp_path: Path
) -> None:
    """`AFTERCALL_TEST_KILLS` says how often it is killed."""
    team = await a_team(store)
    wave = Wave(team, await store.write(staffed, team, connector.url))
    on_their_way: Counter[str] = Counter()
    for life in range(KILLS):
        await wave.ring(life)
        with answering(store_url, tmp_path) as (url, process):
            killing = asyncio.get_running_loop().call_later(random.uniform(0.05, 0.6), process.kill)
            while process.is_alive():
                await wave.press(url, connector, http)
                await asyncio.sleep(0.01)
            killing.cancel()
        on_their_way += Counter(row.cause for row in await team.rows(outbox) if row.state == "sending")
        await store.write(end_leases)
    with answering(store_url, tmp_path) as (url, _process):
        while not await settled(team, wave):
            await wave.press(url, connector, http)
            await asyncio.sleep(0.05)
    await check_rows(team, wave)
    await check_messages(team, wave, connector, on_their_way)


async def settled(team: Team, wave: Wave) -> bool:
    waiting = [row for row in await team.rows(outbox) if row.state in ("waiting", "sending")]
    return not waiting and wave.acknowledged == set(wave.calls)


async def check_rows(team: Team, wave: Wave) -> None:
    heads, picked, tagged = await team.concluded()
    assert sorted(row.interaction_id for row in heads) == sorted(wave.calls)
    assert {row.interaction_id: row.person_id for row in heads} == {c: wave.agents[n] for c, n in wave.calls.items()}
    assert sorted((row.interaction_id, row.code_id) for row in picked) == sorted(
        (call, *wave.chosen(call)) for call in wave.calls
    )
    assert sorted(row.interaction_id for row in tagged) == sorted(wave.calls)
    audited = await team.audited("interaction.concluded")
    assert sorted(row.subject_id for row in audited) == sorted(wave.calls)


async def check_messages(team: Team, wave: Wave, connector: Connector, on_their_way: Counter[str]) -> None:
    """A wrap-up card came again only if a kill met it on its way; each card that stands has become the receipt."""
    came = Counter(call for r in connector.received if r.method == "POST" and (call := interaction_of(r)))
    causes = {call: f"wrapup:{call}:{wave.agents[name]}" for call, name in wave.calls.items()}
    assert set(came) == set(wave.calls)
    assert {call for call, times in came.items() if times > 1 + on_their_way[causes[call]]} == set()
    assert {row.state for row in await team.rows(outbox)} <= {"sent", "moot"}
    standing = {row.activity_id for row in await team.rows(sent_cards) if row.activity_id and row.kind == "wrapup"}
    replaced = {r.activity_id for r in connector.received if r.method == "PUT"}
    assert standing - replaced == set()
    assert len(standing) >= len(wave.calls)


def staffed(db: Connection, team: Team, service_url: str) -> dict[str, int]:
    """So many agents of Support, each with a chat on the wire; their ids by name."""
    names = [f"agent-{number}" for number in range(AGENTS)]
    ids = people.known(db, team.tenant_id, dict.fromkeys(names))
    own = {"tenant_id": team.tenant_id}
    served = [own | {"person_id": each, "service_id": team.support, "role": "agent"} for each in ids.values()]
    db.execute(insert(memberships), served)
    facts = {"kind": "personal", "service_url": service_url, "locale": "en", "zone": "UTC", "installed": True}
    chats = [own | facts | {"conversation": f"a:{name}", "person_id": ids[name]} for name in names]
    db.execute(insert(conversations), [{**chat, "welcomed": True, "seen_at": datetime.now(UTC)} for chat in chats])
    return ids
