"""How many events a second come in, and how quickly is a large store loaded?"""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import aiohttp
import orjson

from benchmarks import bots
from benchmarks.load import NotAnswered
from benchmarks.plan import Plan
from benchmarks.rows import Row, judged, row
from benchmarks.stores import Store
from storage import keys, tenants
from storage.database import open_database
from storage.demo import CONTOSO
from tests.wire import Login

EVENTS_A_POST = 500
TARGETS = {"SQLite": 2_000}


async def events(plan: Plan, kind: str, url: str, service_url: str, login: Login) -> Row:
    """Four events a call, into the smaller of the stores, one request after the other."""
    db = open_database(url)
    key = await db.write(keys.create, (await db.read(tenants.get, CONTOSO)).id, "events")
    await db.close()
    told = list(_told(plan.events))
    posts = [orjson.dumps(told[at : at + EVENTS_A_POST]) for at in range(0, len(told), EVENTS_A_POST)]
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    async with (
        bots.aftercall(kind, url, service_url, login, plan.folder) as bot,
        aiohttp.ClientSession(headers=headers) as session,
    ):
        began = time.perf_counter()
        for post in posts:
            async with session.post(f"{bot.url}/api/v1/events", data=post) as response:
                answers = orjson.loads(await response.read())
                if response.status != 200 or any(answer["status"] != "accepted" for answer in answers):
                    raise NotAnswered(f"Events were answered with {response.status}.")
        rate = len(told) / (time.perf_counter() - began)
    what = f"POST /api/v1/events, {EVENTS_A_POST} a request, {kind}"
    if kind in TARGETS:
        return judged("Intake", what, rate, "events/s", TARGETS[kind], "at least")
    return row("Intake", what, rate, "events/s")


def loads(store: Store) -> Row:
    """As it was when the store was made."""
    what = f"demo loader, {store.title} and {store.made.interactions:,} interactions, on {store.made.on}"
    if store.kind == "SQLite":
        return judged("Intake", what, store.rate, "interactions/s", 30_000, "at least")
    return row("Intake", what, store.rate, "interactions/s")


def _told(count: int) -> Iterator[dict[str, Any]]:
    random = Random(5)
    start = datetime.now(UTC) - timedelta(days=30)
    for number in range(count // 4):
        created = start + timedelta(seconds=60 * number)
        task = {
            "tenantId": CONTOSO,
            "taskId": f"bench-{number}",
            "callChainId": f"bench-{number}",
            "serviceName": random.choice(("Support", "Sales")),
            "created": created.isoformat(),
            "direction": "Inbound",
            "modality": "Audio",
            "callerTelNumber": f"+4178{random.randrange(2_000_000):07d}",
        }
        agent = {"lastConnectedUserId": "a1000000-0000-4000-8000-000000000001"}
        ended = {"terminated": (created + timedelta(seconds=200)).isoformat(), "result": "accepted_by_user"} | agent
        steps: list[tuple[str, dict[str, Any]]] = [
            ("created", {}),
            ("queued", {"queueSeconds": 12}),
            ("connected", agent),
            ("terminated", ended),
        ]
        for place, (event, more) in enumerate(steps):
            at = created + timedelta(seconds=50 * place)
            yield task | more | {"eventId": f"bench-{number}-{place}", "event": event, "occurredAt": at.isoformat()}
