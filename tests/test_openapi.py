"""Is the door's description true?"""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from shutil import copy
from threading import Thread
from typing import Any

import orjson
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from bot.app import create_app
from bot.doors import openapi
from bot.doors.event_model import ContactEvent
from storage import keys, tenants
from storage.database import open_database
from storage.outcomes import RESULTS
from tests.conftest import configured
from tests.wire import listening

CONTOSO = "c0000000-0000-4000-8000-000000000001"
DESCRIPTION: dict[str, Any] = orjson.loads(openapi.document())
SCHEMA = schemathesis.openapi.from_dict(DESCRIPTION)
OPERATION = SCHEMA["/api/v1/events"]["POST"]
PROMISES = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture(scope="module")
def door(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Address and key of the real app, which serves in a thread of its own."""
    url = f"sqlite+aiosqlite:///{copy(migrated_file, tmp_path_factory.mktemp('door') / 'store.db')}"
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()

    async def serve() -> None:
        key = await _key(url)
        app = create_app(configured(database_url=url, dangerously_allow_unauthenticated=True))
        async with listening(app) as address:
            ready.append((address, key))
            await stop.wait()

    ready: list[tuple[str, str]] = []
    thread = Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    while not ready and thread.is_alive():
        thread.join(0.05)
    yield ready[0]
    loop.call_soon_threadsafe(stop.set)
    thread.join()
    loop.close()


async def _key(url: str) -> str:
    db = open_database(url)
    try:
        tenant = await db.write(lambda c: tenants.add(c, entra_id=CONTOSO, name="Contoso", region="CH"))
        return await db.write(keys.create, tenant.id, "events")
    finally:
        await db.close()


def test_the_description_is_valid_openapi() -> None:
    SCHEMA.validate()


def test_the_description_names_the_fields_and_results_of_the_contract() -> None:
    event = DESCRIPTION["components"]["schemas"]["ContactEvent"]
    assert sorted(event["required"]) == ["event", "eventId", "occurredAt", "taskId", "tenantId"]
    assert {"callerUPN", "lastConnectedUserUPN", "callerTelNumber", "firstQueuedServiceName"} <= set(
        event["properties"]
    )
    assert len(event["properties"]) == len(ContactEvent.model_fields)
    assert event["properties"]["result"]["anyOf"][0]["enum"] == [result.key for result in RESULTS]


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_the_door_answers_as_described_whatever_comes(door: tuple[str, str], mode: GenerationMode) -> None:
    address, key = door

    @given(case=OPERATION.as_strategy(generation_mode=mode))
    @settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    def attempt(case: Case[Any]) -> None:
        case.call_and_validate(address, headers={"Authorization": f"Bearer {key}"}, checks=PROMISES)

    attempt()


def test_without_a_key_the_door_answers_as_described(door: tuple[str, str]) -> None:
    @given(case=OPERATION.as_strategy())
    @settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    def attempt(case: Case[Any]) -> None:
        answer = case.call_and_validate(door[0], checks=PROMISES)
        assert answer.status_code == 401

    attempt()
