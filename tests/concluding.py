"""What of a call in the demo does a test of its conclusion need, and what does the card hold?"""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from storage import tenants
from storage.code_tables import (
    codes,
    conclusion_codes,
    conclusion_tags,
    conclusions,
    service_codes,
    service_features,
)
from storage.database import Database
from storage.delivery_tables import outbox
from storage.tables import interactions, issues, people, services
from tests.talk import CONTOSO, Answer, Person, button, fields
from tests.told import tell, told
from tests.wire import Connector, Received

ALICE = "a1000000-0000-4000-8000-000000000001"
BEN = "a1000000-0000-4000-8000-000000000002"
NUMBER = {"callerTelNumber": "+41791234567", "customerName": "Raymond Holt"}


def code_ids(answer: Answer, field: str = "code") -> dict[str, str]:
    """Value by title of what a field offers."""
    return {c["title"]: c["value"] for e in read_fields(answer) if e["id"] == field for c in e["choices"]}


def read_fields(answer: Answer) -> list[dict[str, Any]]:
    return [e for e in answer.card["body"] if str(e["type"]).startswith("Input.")]


def picked(answer: Answer) -> tuple[list[str], list[str], list[str]]:
    """What the card's fields hold: primary codes, secondary codes, tags."""
    held = fields(answer.card)
    named = [
        [title for title, value in code_ids(answer, field).items() if value in held.get(field, "").split(",")]
        for field in ("code", "more")
    ]
    tags = [tag for field in ("tags", "often") for tag in held.get(field, "").replace(", ", ",").split(",") if tag]
    return named[0], named[1], tags


def about(answer: Answer) -> int:
    """The interaction that the card concludes."""
    return int(button(answer.card, "Submit")["data"]["interaction"])


async def suggested(person: Person, dataset: str, typed: str) -> list[tuple[str, str]]:
    value = {"queryText": typed, "queryOptions": {"skip": 0, "top": 15}, "dataset": dataset}
    found = await person.posts(person.activity("invoke", name="application/search", value=value))
    return [(each["value"], each["title"]) for each in found.body["value"]["results"]]


async def until_card(connector: Connector, conversation: str, title: str) -> Received:
    """The next card of that title that comes to a chat by itself."""
    while True:
        for received in connector.received:
            if received.conversation == conversation and received.card and received.card["body"][0]["text"] == title:
                return received
        await asyncio.sleep(0.01)


async def until_moot(demo: Database, kind: str) -> None:
    """The database tells nobody, so it is asked."""
    while (states := {row.state for row in await demo.read(waiting, kind)}) != {"moot"}:
        assert states <= {"moot", "waiting", "sending"}
        await asyncio.sleep(0.01)


def everything(db: Connection) -> list[list[Any]]:
    """What a press may not change by mistake."""
    tables = (conclusions, conclusion_codes, conclusion_tags, outbox, issues)
    return [list(db.execute(select(table))) for table in tables]


def waiting(db: Connection, kind: str) -> list[Any]:
    return list(db.execute(select(outbox).where(outbox.c.kind == kind)))


def place_of(db: Connection, name: str = "Support") -> tuple[int, int]:
    """(tenant, service)"""
    row = db.execute(select(services.c.tenant_id, services.c.id).where(services.c.name == name)).one()
    return row.tenant_id, row.id


def take_away(db: Connection, name: str, way: str) -> None:
    code_id = db.execute(select(codes.c.id).where(codes.c.name == name)).scalar_one()
    if way == "retired":
        db.execute(update(codes).where(codes.c.id == code_id).values(retired_at=datetime.now(UTC)))
    else:
        db.execute(delete(service_codes).where(service_codes.c.code_id == code_id))


def add_codes(db: Connection, count: int) -> None:
    tenant_id, service_id = place_of(db)
    for number in range(count):
        own = {"tenant_id": tenant_id, "id": number + 1}
        said = {"service_id": service_id, "kind": "primary", "name": f"Code {number}", "name_key": f"code {number}"}
        db.execute(insert(codes).values(**own, **said, created_at=datetime.now(UTC)))
        row = {"tenant_id": tenant_id, "service_id": service_id, "code_id": number + 1, "position": 100 + number}
        db.execute(insert(service_codes).values(**row))


def switch(db: Connection, feature: str, on: bool, service: str = "Support") -> None:
    tenant_id, service_id = place_of(db, service)
    own = {"tenant_id": tenant_id, "service_id": service_id, "feature": feature}
    db.execute(insert(service_features).values(**own, is_on=on, changed_at=datetime.now(UTC)))


async def call_of(
    demo: Database, task: str, *, by: str = ALICE, minutes_ago: float = 1, kind: str = "terminated", **said: Any
) -> int:
    """Somebody has just talked with Raymond Holt in Support; the interaction's id."""
    contoso = (await demo.read(tenants.get, CONTOSO)).id
    at = datetime.now(UTC) - timedelta(minutes=minutes_ago)
    usual: dict[str, Any] = {"serviceName": "Support", "lastConnectedUserId": by, "created": at.isoformat()}
    if kind == "terminated":
        usual |= {"terminated": (at + timedelta(minutes=min(minutes_ago, 0.5))).isoformat()}
    await tell(demo, contoso, told(task, kind, **(usual | NUMBER | said)))
    query = select(interactions.c.id).where(interactions.c.task_id == task)
    return await demo.read(lambda db: db.execute(query).scalar_one())


def stored(db: Connection, interaction_id: int) -> tuple[str | None, list[str], list[str]]:
    """By whom an interaction was concluded, its codes and its tags."""
    who = select(people.c.name).join(conclusions, conclusions.c.person_id == people.c.id)
    name = db.execute(who.where(conclusions.c.interaction_id == interaction_id)).scalar()
    c, t = conclusion_codes.c, conclusion_tags.c
    picked = db.execute(select(c.name).where(c.interaction_id == interaction_id).order_by(c.position)).scalars()
    tagged = db.execute(select(t.tag).where(t.interaction_id == interaction_id).order_by(t.position)).scalars()
    return name, list(picked), list(tagged)
