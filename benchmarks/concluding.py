"""How many calls can be concluded a second, and how soon is a wrap-up card there?"""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import aiohttp
import orjson
from aiohttp import web
from sqlalchemy import Connection, insert, select

from benchmarks import bots, load, postgres
from benchmarks.load import Bot, NotAnswered
from benchmarks.plan import Plan
from benchmarks.rows import Row, judged, percentile
from storage import codes, keys, people, services, tenants
from storage.code_tables import conclusions
from storage.database import Database, open_database
from storage.delivery_tables import card_subjects, conversations, sent_cards
from storage.demo import CONTOSO
from storage.ids import new_id
from storage.tables import interactions, memberships
from tests.wire import Login, listening

GROUP: Final = "Concluding"
AT_ONCE: Final = 16
CHATS: Final = 200  # people share no chat: Teams takes seven messages a second in each
TARGETS: Final = {"SQLite": 150, "PostgreSQL": 300}
EVENTS_A_SECOND: Final = 50
EVENTS_A_CALL: Final = 4

_AGENT = "a2000000-0000-4000-8000-{:012}"


async def turns(plan: Plan, kind: str, url: str, service_url: str, login: Login) -> Row:
    """Presses of *Submit*, each on a card of its own that is in the ledger, from sixteen people at once.

    The answer is counted when the receipt has come, with everything durable that belongs to it.
    """
    db = open_database(url)
    code_id, waiting = await db.write(_waiting, plan.conclusions, service_url)
    await _settled(db, kind, url)
    async with bots.aftercall(kind, url, service_url, login, plan.folder) as bot, _session(bot) as session:
        presses = iter([_press(service_url, number, each, code_id) for number, each in enumerate(waiting)])
        warm = [next(presses) for _ in range(len(waiting) // 10)]
        await _all(session, bot, iter(warm))
        began = time.perf_counter()
        done = await _all(session, bot, presses)
        rate = done / (time.perf_counter() - began)
    return judged(GROUP, f"conclude turn, durable, {kind}", rate, "/s", TARGETS[kind], "at least")


async def wrapups(plan: Plan, kind: str, url: str, login: Login) -> Row:
    """From the moment an event that ends a call is sent to the moment the card is at the connector.

    Fifty events a second, one a request, of calls of four events; each call has an agent of its own.
    """
    calls = plan.wrapups
    db = open_database(url)
    async with _sink() as (service_url, arrived):
        key = await db.write(_staffed, calls, service_url)
        await _settled(db, kind, url)
        async with bots.aftercall(kind, url, service_url, login, plan.folder) as bot, aiohttp.ClientSession() as http:
            sent = await _tell(http, f"{bot.url}/api/v1/events", key, calls)
            await _until_all(arrived, calls)
    waits = [1000 * (arrived[chat] - sent[chat]) for chat in sent]
    what = f"wrap-up card after its event, {EVENTS_A_SECOND} events/s, {kind}"
    return judged(GROUP, f"{what}, p99", percentile(waits, 0.99), "ms", 2000, "at most")


async def _settled(db: Database, kind: str, url: str) -> None:
    """Closed; the planner of PostgreSQL knows the sizes, as it would a minute after so many rows."""
    await db.close()
    if kind == "PostgreSQL":
        await postgres.settle(url)


def _waiting(db: Connection, count: int, service_url: str) -> tuple[int, list[int]]:
    """The id of a primary code of Support, and interactions of it that nobody has concluded, each with a card."""
    tenant_id = tenants.get(db, CONTOSO).id
    service = services.get(db, tenant_id, "Support")
    done = select(conclusions.c.interaction_id).where(conclusions.c.tenant_id == tenant_id)
    i = interactions.c
    waiting = select(i.id, i.customer_id).where(
        i.tenant_id == tenant_id, i.service_id == service.id, i.last_user_id.is_not(None)
    )
    found = list(db.execute(waiting.where(i.terminated_at.is_not(None), i.id.not_in(done)).limit(count)))
    alice = people.known(db, tenant_id, {_alice(): None})[_alice()]
    _reachable(db, tenant_id, {f"a:alice-{n}": alice for n in range(CHATS)}, service_url)
    cards = [
        {
            "tenant_id": tenant_id,
            "id": new_id(),
            "conversation": f"a:alice-{number % CHATS}",
            "activity_id": f"1:{interaction}",
            "person_id": alice,
            "kind": "wrapup",
            "sent_at": datetime.now(UTC),
        }
        for number, (interaction, _customer) in enumerate(found)
    ]
    db.execute(insert(sent_cards), cards)
    shown = [
        {"tenant_id": tenant_id, "subject_kind": kind, "subject_id": subject, "card_id": card["id"]}
        for row, card in zip(found, cards, strict=True)
        for kind, subject in zip(("interaction", "customer"), row, strict=True)
        if subject is not None
    ]
    db.execute(insert(card_subjects), shown)
    return codes.applied(db, tenant_id, service.id)[0].id, [row.id for row in found]


def _staffed(db: Connection, count: int, service_url: str) -> str:
    """So many agents of Support, each with a chat; returns a key for events."""
    tenant_id = tenants.get(db, CONTOSO).id
    support = services.get(db, tenant_id, "Support").id
    ids = people.known(db, tenant_id, {_AGENT.format(n): None for n in range(count)})
    own = {"tenant_id": tenant_id, "service_id": support, "role": "agent"}
    db.execute(insert(memberships), [{**own, "person_id": each} for each in ids.values()])
    _reachable(db, tenant_id, {f"a:agent-{n}": ids[_AGENT.format(n)] for n in range(count)}, service_url)
    return keys.create(db, tenant_id, "events")


def _reachable(db: Connection, tenant_id: int, chats: dict[str, int], service_url: str) -> None:
    known = {
        "tenant_id": tenant_id,
        "kind": "personal",
        "service_url": service_url,
        "locale": "en-US",
        "zone": "Europe/Zurich",
        "installed": True,
        "welcomed": True,
        "seen_at": datetime.now(UTC),
    }
    db.execute(insert(conversations), [{**known, "conversation": c, "person_id": p} for c, p in chats.items()])


def _alice() -> str:
    return "a1000000-0000-4000-8000-000000000001"


def _press(service_url: str, number: int, interaction_id: int, code_id: int) -> bytes:
    data = {"action": "conclude.submit", "interaction": str(interaction_id), "code": str(code_id), "tags": "bench"}
    activity = load.activity(service_url, "") | {
        "type": "invoke",
        "id": f"press-{number}",
        "name": "adaptiveCard/action",
        "from": {"id": "29:alice", "name": "Alice Agent", "aadObjectId": _alice()},
        "replyToId": f"1:{interaction_id}",
        "value": {"action": {"type": "Action.Execute", "data": data}, "trigger": "manual"},
    }
    activity["conversation"] = {**activity["conversation"], "id": f"a:alice-{number % CHATS}"}
    return orjson.dumps(activity)


def _session(bot: Bot) -> aiohttp.ClientSession:
    headers = {"Authorization": f"Bearer {bot.token}", "Content-Type": "application/json"}
    return aiohttp.ClientSession(headers=headers, connector=aiohttp.TCPConnector(limit=AT_ONCE))


async def _all(session: aiohttp.ClientSession, bot: Bot, presses: Iterator[bytes]) -> int:
    """How many were answered with a receipt. Raises `NotAnswered`."""

    async def press() -> int:
        done = 0
        for each in presses:
            async with session.post(f"{bot.url}/api/messages", data=each) as response:
                answer = await response.read()
            if b"adaptive" not in answer or b"conclude.submit" in answer:
                raise NotAnswered(f"A press was answered with {response.status}.")
            done += 1
        return done

    return sum(await asyncio.gather(*(press() for _ in range(AT_ONCE))))


@asynccontextmanager
async def _sink() -> AsyncIterator[tuple[str, dict[str, float]]]:
    """A connector that notes when the first message came to each conversation."""
    arrived: dict[str, float] = {}

    async def take(request: web.Request) -> web.Response:
        await request.read()
        arrived.setdefault(request.match_info["conversation"], time.perf_counter())
        return web.json_response({"id": "1:1"}, status=201)

    app = web.Application()
    app.router.add_route("*", "/v3/conversations/{conversation}/activities", take)
    async with listening(app) as url:
        yield f"{url}/", arrived


async def _tell(http: aiohttp.ClientSession, url: str, key: str, calls: int) -> dict[str, float]:
    """When the event was sent that ended each agent's call, by the agent's chat."""
    sent: dict[str, float] = {}
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    began = time.perf_counter()

    async def post(number: int, event: dict[str, Any]) -> None:
        if event["event"] == "terminated":
            sent[f"a:agent-{number}"] = time.perf_counter()
        async with http.post(url, data=orjson.dumps(event), headers=headers) as response:
            if response.status != 200 or b"accepted" not in await response.read():
                raise NotAnswered(f"An event was answered with {response.status}.")

    under_way = []
    for place, (number, event) in enumerate(_events(calls)):
        await asyncio.sleep(max(0.0, began + place / EVENTS_A_SECOND - time.perf_counter()))
        under_way.append(asyncio.create_task(post(number, event)))
    await asyncio.gather(*under_way)
    return sent


def _events(calls: int) -> Iterator[tuple[int, dict[str, Any]]]:
    """(number of the call, event), call after call."""
    now = datetime.now(UTC)
    for number in range(calls):
        agent = {"lastConnectedUserId": _AGENT.format(number)}
        ended = {"terminated": now.isoformat(), "result": "accepted_by_user"}
        steps: list[tuple[str, dict[str, Any]]] = [
            ("created", {}),
            ("queued", {"queueSeconds": 4}),
            ("connected", agent),
            ("terminated", agent | ended),
        ]
        for place, (event, more) in enumerate(steps):
            at = now - timedelta(seconds=60 - place)
            own = {"eventId": f"wrapup-{number}-{place}", "event": event, "occurredAt": at.isoformat()}
            caller = {"tenantId": CONTOSO, "taskId": f"wrapup-{number}", "serviceName": "Support"}
            yield number, own | caller | {"callerTelNumber": f"+41780{number:06d}"} | more


async def _until_all(arrived: dict[str, float], count: int) -> None:
    """Raises `NotAnswered` if they have not come within half a minute."""
    ends = time.perf_counter() + 30
    while len(arrived) < count:
        if time.perf_counter() > ends:
            raise NotAnswered(f"{len(arrived)} of {count} wrap-up cards have come.")
        await asyncio.sleep(0.1)
