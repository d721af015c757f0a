"""What runs beside the turns, and does it go on whatever happens?"""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select

from bot import jobs
from bot.channel.outward import outward
from dialogs.links import Links
from storage import access, codes, keys, rules, seals, services, tenants
from storage.access import Scope, Who
from storage.code_tables import conclusions
from storage.database import Database
from storage.erasure.beside import Beside
from storage.export_files import Folder
from storage.rules import Rules
from storage.tables import audit_seals
from tests.conftest import StartBot, configured
from tests.talk import CONTOSO

OLGA = Who(tenant=CONTOSO, person="a1000000-0000-4000-8000-000000000003")


async def test_the_audit_log_is_sealed_by_the_job(store: Database) -> None:
    tenant = await store.write(lambda c: tenants.add(c, entra_id="c" * 36, name="Contoso", region="CH"))
    await store.write(keys.create, tenant.id, "events")
    assert await jobs.seal(store) == 1
    assert await jobs.seal(store) == 0

    def heads(db: Connection) -> list[str]:
        return list(db.execute(select(audit_seals.c.hash)).scalars())

    assert [proof.head for proof in await store.read(seals.verify)] == await store.read(heads)


async def test_the_log_is_sealed_while_the_process_runs(
    store: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "SEAL_SECONDS", 0.01)
    tenant = await store.write(lambda c: tenants.add(c, entra_id="c" * 36, name="Contoso", region="CH"))
    await store.write(keys.create, tenant.id, "events")
    settings = configured()
    async with outward(settings) as teams:
        sender = teams.sender(store, Links("", ""), {}, asyncio.Event())
        async with jobs.running(store, Folder(tmp_path), Beside(tmp_path), sender):
            while (await store.read(seals.verify))[0].open_rows:  # noqa: ASYNC110  (the database tells nobody)
                await asyncio.sleep(0.01)
    assert (await store.read(seals.verify))[0].sealed_rows == 1


async def test_a_process_that_is_told_to_run_no_jobs_runs_none(start_bot: StartBot) -> None:
    def jobs_running() -> set[str]:
        return {task.get_name() for task in asyncio.all_tasks()} & {"sealing the audit log", "sending what is due"}

    await start_bot(worker=False)
    assert jobs_running() == set()
    await start_bot()
    assert len(jobs_running()) == 2


async def test_a_job_that_fails_is_told_without_its_text_and_done_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(jobs, "AFTER_FAILURE_SECONDS", 0.0)
    tries: list[int] = []
    done = asyncio.Event()

    async def once() -> None:
        tries.append(1)
        if len(tries) == 1:
            raise ValueError("+41791234567")
        done.set()

    async def pause() -> None:
        await asyncio.sleep(0)

    async with jobs.always(jobs.Job(name="trying", once=once, pause=pause)):
        await done.wait()
    assert "Failed at trying" in caplog.text
    assert "+4179" not in caplog.text


async def test_what_a_job_is_doing_is_done_to_its_end() -> None:
    began, ended = asyncio.Event(), []

    async def once() -> None:
        if not began.is_set():
            began.set()
            await asyncio.sleep(0.05)
            ended.append(1)

    async def pause() -> None:
        await asyncio.sleep(0)

    async with jobs.always(jobs.Job(name="working", once=once, pause=pause)):
        await began.wait()
    assert len(ended) == 1


async def test_what_nobody_concludes_is_concluded_by_the_code_that_the_owner_chose(
    start_bot: StartBot, demo: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "TIMER_SECONDS", 0.01)
    assert await demo.read(by_timer) == 0
    await demo.write(access.scoped, OLGA, choose_a_default)
    await start_bot()
    while not await demo.read(by_timer):  # noqa: ASYNC110  (the database tells nobody)
        await asyncio.sleep(0.01)


def choose_a_default(db: Connection, scope: Scope) -> None:
    """A year ago."""
    support = next(s.id for s in services.list_all(db, scope.tenant_id) if s.name == "Support")
    [code, *_] = codes.applied(db, scope.tenant_id, support)
    wanted = Rules(default_code_id=code.id, default_after_minutes=1)
    rules.lay_down(db, scope, support, wanted, datetime.now(UTC) - timedelta(days=365))


def by_timer(db: Connection) -> int:
    nobody = conclusions.c.person_id.is_(None)
    count: int = db.execute(select(func.count()).select_from(conclusions).where(nobody)).scalar_one()
    return count
