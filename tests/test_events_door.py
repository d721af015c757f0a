"""How do contact events come in?"""

import asyncio
import io
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import orjson
import pytest
from aiohttp import web
from sqlalchemy import Connection, func, select

from bot.doors import events
from bot.doors.event_body import LARGEST_BODY, MOST_EVENTS
from bot.errors import problems
from storage import keys, services, tenants
from storage.database import Database
from storage.tables import events as stored_events
from storage.tables import interactions
from tests.wire import listening

CONTOSO = "c0000000-0000-4000-8000-000000000001"
FABRIKAM = "f0000000-0000-4000-8000-000000000002"
TASK = {"occurredAt": "2026-11-20T08:15:00Z", "tenantId": CONTOSO, "taskId": "task-1"}
CREATED = {**TASK, "eventId": "e1", "event": "created", "callerTelNumber": "+41791234567", "serviceName": "Support"}
ENDED = {
    **TASK,
    "eventId": "e2",
    "event": "terminated",
    "occurredAt": "2026-11-20T08:20:00+01:00",
    "result": "voicemail",
}

Send = Any  # (body, key=…, content_type=…) → (status, answer)


def set_up(db: Connection) -> dict[str, str]:
    """Keys by whose they are."""
    contoso = tenants.add(db, entra_id=CONTOSO, name="Contoso", region="CH").id
    tenants.add(db, entra_id=FABRIKAM, name="Fabrikam", region="DE")
    support = services.add(db, contoso, name="Support", external_id="svc-support")
    services.add(db, contoso, name="Sales", external_id="svc-sales")
    return {
        "contoso": keys.create(db, contoso, "events"),
        "odata": keys.create(db, contoso, "odata"),
        "support": keys.create(db, contoso, "events", support.id),
    }


@pytest.fixture
async def known_keys(store: Database) -> dict[str, str]:
    return await store.write(set_up)


@pytest.fixture
async def send(store: Database, http: aiohttp.ClientSession, known_keys: dict[str, str]) -> AsyncIterator[Send]:
    app = web.Application(middlewares=[problems])
    app.add_routes(events.routes(store, asyncio.Event()))

    async with listening(app) as url:

        async def post(body: object, *, key: str = "contoso", content_type: str = "application/json") -> Any:
            raw = body if isinstance(body, bytes) else orjson.dumps(body)
            headers = {"Authorization": f"Bearer {known_keys.get(key, key)}", "Content-Type": content_type}
            async with http.post(f"{url}/api/v1/events", data=io.BytesIO(raw), headers=headers) as answer:
                return answer.status, orjson.loads(await answer.read()), answer.headers

        yield post


async def stored(db: Database) -> tuple[int, int]:
    """(events, interactions)"""

    def count(db: Connection) -> tuple[int, int]:
        return (
            db.execute(select(func.count()).select_from(stored_events)).scalar_one(),
            db.execute(select(func.count()).select_from(interactions)).scalar_one(),
        )

    return await db.read(count)


def statuses(answer: list[dict[str, Any]]) -> list[str]:
    return [each["status"] for each in answer]


async def test_one_event_is_taken_and_its_repetition_changes_nothing(send: Send, store: Database) -> None:
    status, answer, _ = await send(CREATED)
    assert (status, answer) == (200, [{"eventId": "e1", "status": "accepted", "field": None, "reason": None}])
    assert statuses((await send(CREATED))[1]) == ["duplicate"]
    assert await stored(store) == (1, 1)


async def test_an_array_is_answered_event_by_event_in_order(send: Send, store: Database) -> None:
    bad = {**CREATED, "eventId": "e9", "result": "no such result"}
    status, answer, _ = await send([CREATED, bad, CREATED, ENDED])
    assert status == 200
    assert statuses(answer) == ["accepted", "rejected", "duplicate", "accepted"]
    assert [each["eventId"] for each in answer] == ["e1", "e9", "e1", "e2"]
    assert answer[1]["field"] == "result"
    assert await stored(store) == (2, 1)


@pytest.mark.parametrize("content_type", ["application/x-ndjson", "application/json", "text/plain"])
async def test_one_event_a_line_is_understood_by_whatever_type(send: Send, content_type: str) -> None:
    lines = orjson.dumps(CREATED) + b"\r\n\n" + b'{"eventId": \n' + orjson.dumps(ENDED) + b"\n"
    _, answer, _ = await send(lines, content_type=content_type)
    assert statuses(answer) == ["accepted", "rejected", "accepted"]


async def test_a_moment_is_kept_in_utc(send: Send, store: Database) -> None:
    await send([CREATED, ENDED])

    def ended(db: Connection) -> Any:
        return db.execute(select(interactions.c.terminated_at)).scalar_one().isoformat()

    assert await store.read(ended) == "2026-11-20T07:20:00+00:00"


async def test_an_unknown_field_is_kept(send: Send, store: Database) -> None:
    await send({**CREATED, "wrapUp": {"by": ["x", 1, None]}, "legs": [{"userId": "u", "skill": "de"}]})

    def payload(db: Connection) -> Any:
        return db.execute(select(stored_events.c.payload)).scalar_one()

    kept = await store.read(payload)
    assert kept["wrapUp"] == {"by": ["x", 1, None]}
    assert kept["legs"][0]["skill"] == "de"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"eventId": None}, "eventId"),
        ({"eventId": "x" * 201}, "eventId"),
        ({"event": "exploded"}, "event"),
        ({"occurredAt": "2026-11-20T08:15:00"}, "occurredAt"),
        ({"occurredAt": "yesterday"}, "occurredAt"),
        ({"occurredAt": 1_700_000_000}, "occurredAt"),
        ({"occurredAt": "0001-01-01T00:00:00+14:00"}, "occurredAt"),
        ({"taskId": "a\0b"}, "taskId"),
        ({"tenantId": FABRIKAM}, "tenantId"),
        ({"queueSeconds": -1}, "queueSeconds"),
        ({"connectedSeconds": 2**31}, "connectedSeconds"),
        ({"customerName": "x" * 401}, "customerName"),
        ({"customerIdentifier": "\ufdfa" * 100}, "customerIdentifier"),
        ({"callerUPN": "\ufdfa" * 100}, "callerUPN"),
        ({"legs": [{"outcome": "accepted"}, {"outcome": "sang"}]}, "legs[1].outcome"),
        ({"legs": [{}] * 201}, "legs"),
        ({"issues": [{"text": "no moment"}]}, "issues[0].at"),
        ({"surprise": {"deep": ["a\0"]}}, "surprise"),
        ({"surprise": "x" * 70_000}, None),
    ],
)
async def test_a_bad_event_names_its_field(send: Send, store: Database, said: dict[str, Any], field: str) -> None:
    status, answer, _ = await send([{**CREATED, **said}])
    assert status == 200
    assert (answer[0]["status"], answer[0]["field"]) == ("rejected", field)
    assert answer[0]["reason"]
    assert await stored(store) == (0, 0)


@pytest.mark.parametrize("missing", ["eventId", "event", "occurredAt", "tenantId", "taskId"])
async def test_a_required_field_that_is_missing_is_named(send: Send, missing: str) -> None:
    _, answer, _ = await send({name: value for name, value in CREATED.items() if name != missing})
    assert (answer[0]["field"], answer[0]["reason"]) == (missing, "Is required")


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        (b'"customerName": "\\ud800"', "customerName"),
        (b'"surprise": 123456789012345678901234567890123', None),
        (b'"surprise": ' + b"[" * 300 + b"]" * 300, "surprise"),
    ],
)
async def test_what_no_database_can_hold_costs_its_own_event_only(
    send: Send, store: Database, raw: bytes, field: str | None
) -> None:
    odd = orjson.dumps({**CREATED, "eventId": "odd"})[:-1] + b"," + raw + b"}"
    status, answer, _ = await send(b"[" + odd + b"," + orjson.dumps(CREATED) + b"]")
    assert status == 200
    assert answer[1]["status"] == "accepted"
    if field:
        assert (answer[0]["status"], answer[0]["field"]) == ("rejected", field)


async def test_something_else_than_an_event_in_an_array_stops_no_other(send: Send) -> None:
    _, answer, _ = await send([CREATED, None, 7, "e", [], ENDED])
    assert statuses(answer) == ["accepted", *["rejected"] * 4, "accepted"]


@pytest.mark.parametrize("body", [b"", b"   ", b"hello", b"7", b"null", b'"x"', b"{", b"[{]", b"\xff\xfe{}", b"[NaN]"])
async def test_a_body_that_is_no_json_is_refused_as_a_whole(send: Send, body: bytes) -> None:
    status, answer, headers = await send(body)
    assert (status, answer["status"]) == (400, 400)
    assert headers["Content-Type"].startswith("application/problem+json")


async def test_an_empty_array_is_no_mistake(send: Send) -> None:
    assert (await send(b"[]"))[:2] == (200, [])


async def test_a_body_with_a_byte_order_mark_is_read(send: Send) -> None:
    assert statuses((await send(b"\xef\xbb\xbf" + orjson.dumps(CREATED)))[1]) == ["accepted"]


async def test_more_than_is_allowed_is_refused_and_nothing_is_stored(send: Send, store: Database) -> None:
    assert (await send(b"[" + b" " * LARGEST_BODY + b"]"))[0] == 413
    assert (await send(b"[" + b",".join([b"{}"] * (MOST_EVENTS + 1)) + b"]"))[0] == 413
    assert (await send(b"{}\n" * (MOST_EVENTS + 1), content_type="application/x-ndjson"))[0] == 413
    assert await stored(store) == (0, 0)


@pytest.mark.parametrize("key", ["", "nonsense", "odata"])
async def test_nobody_comes_in_without_a_key_of_this_door(send: Send, store: Database, key: str) -> None:
    status, answer, headers = await send(CREATED, key=key)
    assert (status, answer["status"]) == (401, 401)
    assert headers["WWW-Authenticate"].startswith("Bearer")
    assert await stored(store) == (0, 0)


async def test_a_revoked_key_is_refused_from_the_next_request(
    send: Send, store: Database, known_keys: dict[str, str]
) -> None:
    assert (await send(CREATED))[0] == 200
    await store.write(keys.revoke, known_keys["contoso"])
    assert (await send(ENDED))[0] == 401


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"serviceId": "svc-sales", "serviceName": "Support"}, "serviceId"),
        ({"serviceName": "Sales"}, "serviceName"),
        ({"serviceName": None}, "serviceName"),
    ],
)
async def test_a_key_of_one_service_takes_no_event_of_another(
    send: Send, store: Database, said: dict[str, Any], field: str
) -> None:
    _, answer, _ = await send([{**CREATED, **said}], key="support")
    assert (answer[0]["status"], answer[0]["field"]) == ("rejected", field)
    assert await stored(store) == (0, 0)


async def test_a_key_of_one_service_takes_its_own_by_id_or_name(send: Send) -> None:
    by_id = {**CREATED, "serviceId": "svc-support", "serviceName": "Renamed"}
    by_name = {**CREATED, "eventId": "e3", "serviceName": "SUPPORT"}
    assert statuses((await send([by_id, by_name], key="support"))[1]) == ["accepted", "accepted"]


async def test_a_key_of_one_service_cannot_reach_into_a_task_of_another(send: Send, store: Database) -> None:
    await send({**CREATED, "serviceName": "Sales"})
    _, answer, _ = await send([{**ENDED, "serviceName": "Support"}], key="support")
    assert statuses(answer) == ["rejected"]
    assert await stored(store) == (1, 1)


async def test_events_of_many_transactions_are_answered_in_order(send: Send, store: Database) -> None:
    batch = [{**CREATED, "eventId": f"e{n}", "taskId": f"task-{n % 700}"} for n in range(1200)]
    batch[600] = {**batch[600], "event": "exploded"}
    _, answer, _ = await send(batch)
    assert [each["eventId"] for each in answer] == [each["eventId"] for each in batch]
    assert statuses(answer).count("accepted") == 1199
    assert answer[600]["status"] == "rejected"
    assert await stored(store) == (1199, 699)
