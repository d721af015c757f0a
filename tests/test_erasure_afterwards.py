"""Does an erasure last: when events come late, and when a backup from before it is restored?"""

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot import erasing
from bot.cli import status_of
from storage.database import Database, open_database
from storage.erasure import approval, reapply, records, requests
from storage.erasure.beside import Beside
from storage.erasure_tables import erasures
from storage.tables import events, interactions, issues
from tests.canaries import NAME, World, a_world
from tests.dying import eraser
from tests.erasures import CHAT, HERS, customer_of, finish, place
from tests.postgres import Cluster
from tests.team import ended
from tests.test_erasure import rows_of
from tests.told import tell

SAID: Any = {"customerName": NAME, "callerTelNumber": "+41446681234", "customerIdentifier": "ZKQ-90417"}
Restore = Callable[[], Awaitable[Database]]


@pytest.fixture
async def world(store: Database, tmp_path: Path) -> World:
    return await a_world(store, tmp_path)


async def test_what_comes_late_for_a_task_says_only_what_happened(world: World) -> None:
    store, tenant_id = world.store, world.team.tenant_id
    known = [row.text for row in await world.team.rows(issues)]
    complete = await finish(place(store, world.folder), await world.approved())
    note = {"reportedBy": "Ann", "text": "Quixzyna called once more", "at": datetime.now(UTC).isoformat()}
    crm = {"anything": [{"Vörösmarty": "quixzyna.v@kanarek.test"}]}
    await tell(
        store, tenant_id, ended("q1", 0.5, **SAID, result="voicemail", crm=crm, issues=[note], notes="668 12 34")
    )
    assert await world.tables() == set()
    [own] = [row for row in await world.team.rows(interactions) if row.task_id == "q1"]
    assert (own.customer_id, own.result) == (world.customer_id, "voicemail")
    assert own.source == f"Anonymized on Request {complete.token}"
    assert len(await world.team.rows(issues)) == len(known) + 1


async def test_what_comes_late_for_a_task_of_another_loses_only_what_named_the_customer(world: World) -> None:
    """Holt's call, in whose events the other one's number had been said: an identity conflict."""
    store, tenant_id = world.store, world.team.tenant_id
    both = {"callerUPN": "quixzyna.v@kanarek.test"}
    await tell(store, tenant_id, ended("r2", 3, **both))
    holt = await store.read(customer_of, tenant_id, "r1")
    assert await store.read(customer_of, tenant_id, "r2") == holt
    await finish(place(store, world.folder), await world.approved())
    await tell(store, tenant_id, ended("r2", 0.5, **both, remark="was told the price"))
    assert await world.tables() == set()
    assert await store.read(customer_of, tenant_id, "r2") == holt
    said = [row["payload"] for row in await store.read(rows_of, events) if row["task_id"] == "r2"]
    assert [each["customerName"] for each in said] == ["Raymond Holt"] * 2
    assert [each["remark"] for each in said if "remark" in each] == ["was told the price"]


async def test_the_same_again_is_known_and_whoever_calls_anew_is_somebody_new(world: World) -> None:
    store, tenant_id = world.store, world.team.tenant_id
    first = ended("q-again", 4, **SAID, eventId="e-again")
    await tell(store, tenant_id, first)
    await finish(place(store, world.folder), await world.approved())
    await tell(store, tenant_id, first)
    assert await world.tables() == set()
    await tell(store, tenant_id, ended("q-new", 0.2, **SAID))
    anew = await store.read(customer_of, tenant_id, "q-new")
    assert anew != world.customer_id
    assert await world.suggested("xzyn") == [anew]


@pytest.fixture
async def restore(store_url: str, tmp_path: Path, request: pytest.FixtureRequest) -> Any:
    """`await restore.keep(store)` makes the backup, `await restore()` gives back what it held, and closes the rest."""
    cluster = None if store_url.startswith("sqlite") else request.getfixturevalue("postgres")
    kept = Backup(store_url, tmp_path, cluster)
    yield kept
    await kept.close()


class Backup:
    def __init__(self, url: str, folder: Path, cluster: Cluster | None) -> None:
        self.url = url
        self._file, self._copy = folder / "store.db", folder.parent / f"{folder.name}-backup.db"
        self._cluster = cluster
        self._opened: list[Database] = []
        self._made: list[str] = []

    async def keep(self, store: Database) -> None:
        await store.close()
        if self._cluster is None:
            shutil.copy(self._file, self._copy)
        else:
            self._made.append(await self._cluster.create(self.url))

    async def __call__(self, store: Database) -> Database:
        await store.close()
        if self._cluster is None:
            for each in self._file.parent.glob("store.db*"):
                each.unlink()
            shutil.copy(self._copy, self._file)
        else:
            self.url = self._made[0]
        return self.opened()

    def opened(self) -> Database:
        self._opened.append(open_database(self.url))
        return self._opened[-1]

    async def close(self) -> None:
        for each in self._opened:
            await each.close()
        for url in self._made if self._cluster else ():
            await self._cluster.drop(url)  # type: ignore[union-attr]


@pytest.mark.parametrize("asked_before", [True, False])
async def test_a_restored_backup_is_erased_again_by_command(
    world: World, restore: Backup, asked_before: bool, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    """Made before the request, or between the request and the approval."""
    if asked_before:
        await world.store.write(requests.ask, world.adam, world.customer_id, CHAT, datetime.now(UTC))
    await restore.keep(world.store)
    store = world.store = restore.opened()
    erasure = await (approved_of(world) if asked_before else world.approved())
    complete = await finish(place(store, world.folder), erasure)
    counted = len(await store.read(rows_of, interactions))
    store = world.store = await restore(store)
    assert "customers" in await world.tables()
    assert await asked_of_the_command(restore.url, world.folder, monkeypatch) == 0
    assert "1 anonymised again, 0 were already" in capsys.readouterr().out
    renewed = await finish(place(store, world.folder), await store.read(records.get, erasure.tenant_id, erasure.id))
    assert renewed.token == complete.token
    assert (await world.tables(), world.on_disk()) == (set(), set())
    assert len(await store.read(rows_of, interactions)) == counted
    assert await asked_of_the_command(restore.url, world.folder, monkeypatch) == 0
    assert "0 anonymised again, 1 were already" in capsys.readouterr().out


async def approved_of(world: World) -> records.Erasure:
    erasure_id = await world.store.read(lambda db: db.execute(select(erasures.c.id)).scalar_one())
    seen, _card = await world.store.write(requests.look, world.anna, erasure_id, HERS, datetime.now(UTC))
    assert seen.found is not None
    beside = Beside(world.folder)
    pressed = (seen.found.title, seen.found.fingerprint)
    return await world.store.write(approval.approve, world.anna, beside, erasure_id, *pressed, datetime.now(UTC))


async def asked_of_the_command(url: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setenv("AFTERCALL_DATABASE_URL", url)
    monkeypatch.setenv("AFTERCALL_DATA_DIR", str(folder))
    return await asyncio.to_thread(status_of, ["erasures", "reapply"])


async def test_what_was_begun_and_never_committed_is_not_done_after_a_restore(
    world: World, store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line is there, and the process died before its commit; then the request was withdrawn."""
    seen, _card = await world.store.write(requests.ask, world.adam, world.customer_id, CHAT, datetime.now(UTC))
    process = eraser(store_url, world.folder, "line written", world.team.tenant_id, world.anna.person_id)
    await asyncio.to_thread(process.join)
    where = place(world.store, world.folder)
    [line] = reapply.lines(where.beside)
    assert await world.store.write(reapply.apply, where.beside, line, datetime.now(UTC)) == reapply.NEVER
    await world.store.write(requests.withdraw, world.adam, seen.erasure.id, datetime.now(UTC))
    await erasing.tidy(where)
    assert reapply.lines(where.beside) == [line]
    monkeypatch.setattr(reapply, "_SETTLED", timedelta(0))  # an hour is over
    await erasing.tidy(where)
    assert reapply.lines(where.beside) == []
