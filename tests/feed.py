"""What is in the store that the reporting feed is asked about, and how is it asked?"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Final
from urllib.parse import quote

import aiohttp
import orjson
from aiohttp import web
from sqlalchemy import Connection, insert
from yarl import URL

from bot.doors import odata
from bot.errors import problems
from storage import keys, services, tenants
from storage.code_tables import codes, conclusion_codes, conclusion_tags, conclusions, service_codes
from storage.database import Database
from storage.ids import new_id, new_ids
from storage.outcomes import RESULTS
from storage.tables import customers, interactions, legs, memberships, people
from storage.terms import Identifier, search_text, terms_of
from tests.talk import CONTOSO, FABRIKAM
from tests.wire import listening

START: Final = datetime(2026, 1, 31, 23, 59, 58, 500_000, tzinfo=UTC)
NAMES: Final = ("Raymond Holt", "Zoë Müller-Łukasz", '=HYPERLINK("http://x")', "O'Neil 100%", None)
SOURCES: Final = ("+41791234567", "+14155550100", "+423123", "ray@example.com", "Reception", None)
COUNT: Final = 60  # interactions of Contoso


@dataclass
class World:
    """Ids by name, and keys by whose they are."""

    keys: dict[str, str] = field(default_factory=dict)
    tenant: int = 0
    services: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)
    interactions: list[int] = field(default_factory=list)


def build(db: Connection) -> World:
    world = World()
    contoso = tenants.add(db, entra_id=CONTOSO, name="Contoso", region="CH")
    fabrikam = tenants.add(db, entra_id=FABRIKAM, name="Fabrikam", region="DE")
    world.tenant = contoso.id
    for name in ("Support", "Sales"):
        world.services[name] = services.add(db, contoso.id, name=name, external_id=f"svc-{name.lower()}").id
    foreign = services.add(db, fabrikam.id, name="Support").id
    world.keys = {
        "contoso": keys.create(db, contoso.id, "odata"),
        "support": keys.create(db, contoso.id, "odata", world.services["Support"]),
        "sales": keys.create(db, contoso.id, "odata", world.services["Sales"]),
        "fabrikam": keys.create(db, fabrikam.id, "odata"),
        "events": keys.create(db, contoso.id, "events"),
    }
    _people(db, world)
    _codes(db, world)
    world.interactions = contacts(db, world, COUNT)
    _conclude(db, world)
    _foreign(db, fabrikam.id, foreign)
    return world


def contacts(db: Connection, world: World, count: int) -> list[int]:
    """More interactions of Contoso; every fifth of no service, some without an end."""
    random = Random(count)
    found, rows, parts = _customers(db, world.tenant), [], []
    ids = list(new_ids(count))
    for place, interaction_id in enumerate(ids):
        service = [*world.services.values(), world.services["Support"], world.services["Support"], None][place % 5]
        started = START + timedelta(hours=31 * place, milliseconds=place)
        ended = started + timedelta(minutes=5) if place % 7 else None
        rows.append(
            {
                "tenant_id": world.tenant,
                "id": interaction_id,
                "task_id": f"task-{interaction_id}",
                "call_chain_id": random.choice(["chain-a", "chain-b", None]),
                "customer_id": random.choice([*found, None]),
                "service_id": service,
                "initial_service_id": random.choice([world.services["Sales"], None]),
                "queued_service_id": service,
                "last_user_id": world.people["Alice" if place % 5 == 1 else "Ben"] if place % 3 else None,
                "source": SOURCES[place % len(SOURCES)],
                "direction": random.choice(["Inbound", "Outbound"]),
                "modality": random.choice(["Audio", "Email", None]),
                "opening_hours": random.choice(["Open", "Closed", "50%_\\", None]),
                "result": random.choice(RESULTS).key if ended else None,
                "started_at": started,
                "terminated_at": ended,
                "last_event_at": ended or started,
                "seconds": 300 if ended else None,
                "queued": bool(place % 2),
                "queue_seconds": random.choice([0, 5, 20, 2**31 - 1, None]),
                "ivr_seconds": None,
                "connected_seconds": random.choice([0, 180, None]),
                "issue_count": place % 3,
                "modified_at": started + timedelta(days=1),
            }
        )
        parts += [
            {
                "tenant_id": world.tenant,
                "interaction_id": interaction_id,
                "position": position,
                "person_id": world.people["Ben"],
                "started_at": started,
                "ended_at": None,
                "outcome": "rona" if position else "accepted",
            }
            for position in range(place % 3)
        ]
    db.execute(insert(interactions), rows)
    db.execute(insert(legs), parts)
    return ids


def _people(db: Connection, world: World) -> None:
    for name in ("Alice", "Ben", "Olga", "Nobody"):
        world.people[name] = new_id()
        row = {"id": world.people[name], "object_id": f"o-{name}", "name": f"{name} «A»", "upn": f"{name}@x.example"}
        db.execute(insert(people).values(tenant_id=world.tenant, **row))
    place = {"tenant_id": world.tenant, "person_id": world.people["Olga"], "role": "owner"}
    db.execute(insert(memberships).values(service_id=world.services["Support"], **place))


def _codes(db: Connection, world: World) -> None:
    for name, kind in (("Resolved", "primary"), ("Complaint", "primary"), ("Outage", "secondary"), ("Old", "primary")):
        world.codes[name] = new_id()
        row = {
            "tenant_id": world.tenant,
            "id": world.codes[name],
            "service_id": world.services["Support"],
            "kind": kind,
            "name": name,
            "name_key": name.lower(),
            "created_at": START,
            "retired_at": START if name == "Old" else None,
        }
        db.execute(insert(codes).values(**row))
    applied = {"tenant_id": world.tenant, "code_id": world.codes["Resolved"], "position": 0}
    db.execute(insert(service_codes), [applied | {"service_id": s} for s in world.services.values()])


def _conclude(db: Connection, world: World) -> None:
    own = {"tenant_id": world.tenant}
    for place, interaction_id in enumerate(world.interactions[::2]):
        service = world.services["Sales" if place % 4 == 1 else "Support"]
        said = own | {"interaction_id": interaction_id}
        at = START + timedelta(days=place)
        person = world.people["Olga"] if place % 3 else None
        head = {"service_id": service, "person_id": person, "concluded_at": at, "fingerprint": str(place)}
        db.execute(insert(conclusions).values(**said, **head))
        code = "Outage" if service == world.services["Support"] else "Resolved"
        chosen = {"code_id": world.codes[code], "kind": "primary", "name": f"{code}, as it was", "position": 0}
        db.execute(insert(conclusion_codes).values(**said, **chosen))
        tags = ("vip", "router", 'half "x"', "zurich")[: place % 5]
        rows = [said | {"tag_key": t.lower(), "tag": t, "position": n} for n, t in enumerate(tags)]
        if rows:
            db.execute(insert(conclusion_tags), rows)


def _customers(db: Connection, tenant_id: int) -> list[int]:
    ids = list(new_ids(len(NAMES)))
    for customer_id, name in zip(ids, NAMES, strict=True):
        terms = search_text(terms_of(name, [Identifier("phone", "+41791234567", "phone:41791234567")]))
        row = {"name": name, "search_text": terms, "last_contact_at": START}
        db.execute(insert(customers).values(tenant_id=tenant_id, id=customer_id, **row))
    return ids


def _foreign(db: Connection, tenant_id: int, service_id: int) -> None:
    row = {
        "tenant_id": tenant_id,
        "id": new_id(),
        "task_id": "foreign",
        "service_id": service_id,
        "source": "+49301234567",
        "started_at": START,
        "last_event_at": START,
        "queued": False,
        "issue_count": 0,
    }
    db.execute(insert(interactions).values(**row))


@dataclass(frozen=True, kw_only=True)
class Said:
    status: int
    body: bytes
    headers: Any

    @property
    def json(self) -> Any:
        return orjson.loads(self.body)

    @property
    def rows(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.json["value"]
        return found

    @property
    def error(self) -> str:
        text: str = self.json["error"]["message"]
        return text


class FeedClient:
    """Asks the door on a real socket."""

    def __init__(self, url: str, world: World, http: aiohttp.ClientSession) -> None:
        self.url = url
        self.world = world
        self._http = http

    def headers(self, key: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.world.keys.get(key, key)}"}

    async def get(self, path: str, *, key: str = "contoso", method: str = "GET", **headers: str) -> Said:
        """`path` behind `/odata/v4/`, or a whole address, both as they go over the wire."""
        url = path if path.startswith("http") else f"{self.url}/odata/v4/{path}"
        said = self.headers(key) | {name.replace("_", "-"): value for name, value in headers.items()}
        async with self._http.request(method, _raw(url), headers=said) as answer:
            return Said(status=answer.status, body=await answer.read(), headers=answer.headers)

    async def ask(self, entity_set: str, key: str = "contoso", /, **options: object) -> Said:
        """Options by their names without the dollar."""
        query = "&".join(f"${name}={quote(str(value))}" for name, value in options.items())
        return await self.get(f"{entity_set}?{query}", key=key)

    async def pages(self, path: str, *, key: str = "contoso", **headers: str) -> AsyncIterator[Said]:
        """Follows the links."""
        link: str | None = path
        while link:
            said = await self.get(link, key=key, **headers)
            assert said.status == 200, said.body
            yield said
            link = said.json.get("@odata.nextLink")

    async def every(self, path: str, *, key: str = "contoso", **headers: str) -> list[dict[str, Any]]:
        return [row async for said in self.pages(path, key=key, **headers) for row in said.rows]


def _raw(url: str) -> URL:
    return URL(url.replace(" ", "%20"), encoded=True)


@asynccontextmanager
async def opened(
    store: Database, world: World, http: aiohttp.ClientSession, *, public_url: str = ""
) -> AsyncIterator[FeedClient]:
    app = web.Application(middlewares=[problems])
    app.add_routes(odata.routes(store, public_url))
    async with listening(app) as url:
        yield FeedClient(url, world, http)
