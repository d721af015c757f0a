"""Does an admin who is told *send me what you hold on me, then forget me* come to the end of it over HTTP?

`aftercall serve` on PostgreSQL, signed activities, events by their door, files by link and code.
"""

import asyncio
import hashlib
import signal
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import orjson
import pytest

from storage import keys, services, tenants
from storage.database import Database
from tests import scan
from tests.canaries import NAME, TRACES, mentioning
from tests.conftest import PUBLIC_URL
from tests.downloads import address_of, code_of, fetches, sends
from tests.talk import CONTOSO, Answer, Person
from tests.talk import words as read
from tests.test_cli_serving import Start, free_port, start
from tests.test_erasure_talk import heading, shown_to, titles
from tests.test_export_formats import of_csv
from tests.wire import APP_ID, Connector, Login

__all__ = ["start"]  # a fixture
ADAM, ANNA = "a1000000-0000-4000-8000-000000000004", "a1000000-0000-4000-8000-000000000007"
CALLER = {"customerName": NAME, "callerTelNumber": "+41446681234", "customerIdentifier": "ZKQ-90417"}


@dataclass
class Sender:
    """The contact centre, which tells what happens."""

    http: aiohttp.ClientSession
    url: str
    key: str

    async def tells(self, task: str, event: str = "terminated", **said: Any) -> None:
        at = datetime.now(UTC) - timedelta(minutes=1)
        head = {"eventId": f"{task}-{event}", "event": event, "occurredAt": at.isoformat(), "tenantId": CONTOSO}
        content = orjson.dumps(head | {"taskId": task, "serviceName": "Support"} | CALLER | said)
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"}
        async with self.http.post(f"{self.url}/api/v1/events", data=content, headers=headers) as answer:
            assert (answer.status, (await answer.json())[0]["status"]) == (200, "accepted")


@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
async def test_what_is_held_on_a_customer_is_sent_and_then_forgotten(
    start: Start,
    store: Database,
    store_url: str,
    connector: Connector,
    login: Login,
    http: aiohttp.ClientSession,
    tmp_path: Path,
) -> None:
    key = await store.write(_house)
    url = f"http://127.0.0.1:{(port := free_port())}"
    process = start("serve", **_settings(store_url, login, tmp_path, port))
    await _until_ready(http, url)
    sender, token = Sender(http, url, key), login.token(connector.url)
    adam, anna = [
        Person(name, object_id, CONTOSO, connector, http, url, token=token)
        for name, object_id in (("adam", ADAM), ("anna", ANNA))
    ]
    await anna.says("hi")
    note = {"reportedBy": "Ann", "text": f"{NAME} was cut off", "at": datetime.now(UTC).isoformat()}
    await sender.tells("t1", issues=[note], crm={"known as": "Quixzyna"})
    shown = await adam.says(f"customer {NAME}")
    files = await _is_exported(adam)
    await _is_refused_while_a_call_is_open(adam, sender)
    await _is_approved_by_another(adam, anna)
    complete = await shown_to(adam, "finds no trace of this customer")
    assert complete.activity_id in {r.given_id for r in connector.received if r.conversation == "a:adam"}
    await _is_proven(adam, complete.card)
    for file in files:
        assert (await sends(adam, address_of(file), code_of(file))).status == 404
    replaced = [r for r in connector.received if r.method == "PUT" and r.activity_id == shown.activity_id]
    assert "has been anonymised" in str(replaced[-1].card)
    await sender.tells("t1", "updated", note="Vörösmarty called again")
    assert await store.read(mentioning) == set()
    assert scan.found(TRACES, tmp_path) == []
    process.send_signal(signal.SIGTERM)
    out, told = await asyncio.to_thread(process.communicate, timeout=60)
    assert (process.returncode, out) == (0, "")
    assert not [trace for trace in TRACES if trace in told]


def _house(db: Any) -> str:
    tenant = tenants.add(db, entra_id=CONTOSO, name="Contoso", region="CH")
    services.add(db, tenant.id, name="Support")
    tenants.make_admins(db, [(CONTOSO, ADAM), (CONTOSO, ANNA)])
    return keys.create(db, tenant.id, "events")


def _settings(url: str, login: Login, folder: Path, port: int) -> dict[str, str]:
    said = {
        "DATABASE_URL": url,
        "PORT": str(port),
        "DATA_DIR": str(folder),
        "PUBLIC_URL": PUBLIC_URL,
        "APP_ID": APP_ID,
        "APP_PASSWORD": "hush",
        "SECRET_KEY": "x" * 64,
        "CHANNEL_OPENID_URL": f"{login.url}/openid",
        "LOGIN_URL": login.url,
        "SERVICE_URL_HOSTS": "127.0.0.1",
        "ALLOWED_TENANTS": CONTOSO,
    }
    return {f"AFTERCALL_{name}": value for name, value in said.items()}


async def _until_ready(http: aiohttp.ClientSession, url: str) -> None:
    async with asyncio.timeout(60):
        while True:
            try:
                async with http.get(f"{url}/health/ready") as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.05)


async def _is_exported(adam: Person) -> list[Answer]:
    """All that is held, and the trace of an interaction."""
    await adam.says(f"export {NAME} as csv")
    ready = await shown_to(adam, "Your file is ready")
    everything, trace = Answer(200, None, [ready]), await adam.says(f"trace {NAME}")
    assert {row[2] for row in of_csv((await fetches(adam, everything)).body)[1:]} == {NAME}
    assert orjson.loads((await fetches(adam, trace)).body)["interaction"]["taskId"] == "t1"
    return [everything, trace]


async def _is_refused_while_a_call_is_open(adam: Person, sender: Sender) -> None:
    await sender.tells("t2", "connected")
    refused = await adam.says(f"anonymize {NAME}")
    assert "Not yet: there is an open interaction (Support" in "\n".join(read(refused.card))
    assert "Ask for approval" not in titles(refused)
    await sender.tells("t2")


async def _is_approved_by_another(adam: Person, anna: Person) -> None:
    preview = await adam.says(f"anonymize {NAME}")
    await adam.presses(preview, "Ask for approval")
    approving = Answer(200, None, [await shown_to(anna, "asks to anonymise this customer for good")])
    wrong = await anna.presses(approving, "Approve", name="Quixzyna Vorosmarty")
    assert wrong.texts == ["That is not the name on the card. Nothing was changed; please type it exactly."]
    assert heading(await anna.presses(approving, "Approve", name=NAME)) == "Anonymised in the records"


async def _is_proven(adam: Person, card: Any) -> None:
    assert NAME not in "\n".join(read((await adam.says("erasures")).card))
    [sha256] = [text for text in read(card) if len(text) == 64]
    ready = await adam.executes({"action": "erasures.download", "erasure": _id_in(card)})
    raw = (await fetches(adam, Answer(200, None, ready.received))).body
    assert hashlib.sha256(raw).hexdigest() == sha256
    said = orjson.loads(raw)
    assert said["remains"] == ["backups", "write_ahead_log", "free_space_of_pages"]
    assert (said["replaced"]["interactions"], said["replaced"]["exports"], said["notVacuumed"]) == (2, 2, [])


def _id_in(card: Any) -> str:
    [download] = [a["data"]["erasure"] for a in card["actions"] if a["data"]["action"] == "erasures.download"]
    return str(download)
