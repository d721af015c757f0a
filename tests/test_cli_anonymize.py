"""Does an operator with a list of customers need an administrator all the same?"""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.cli import status_of
from storage import holds
from storage.database import Database
from storage.erasure import approval, batches, records
from storage.erasure.approval import WrongName
from storage.erasure.requests import NotOpen
from storage.erasure_tables import erasures
from tests.canaries import NAME, World, a_world
from tests.erasures import CHAT, HERS, customer_of, finish, place
from tests.team import ended
from tests.told import tell

Capture = pytest.CaptureFixture[str]


@pytest.fixture
async def world(store: Database, store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("AFTERCALL_DATABASE_URL", store_url)
    made = await a_world(store, tmp_path)
    calls = [ended(f"r{n}", 5, callerTelNumber=f"+4179123450{n}", customerName=f"Rita {n}") for n in range(2, 4)]
    await tell(store, made.team.tenant_id, *calls)
    held = await store.read(customer_of, made.team.tenant_id, "r3")
    await store.write(holds.place, made.adam, held, "a lawsuit", CHAT)
    lines = ["# forget these", "044 668 12 34", NAME, "Raymond Holt", "rita 2", "Rita 3", "nobody@nowhere.test", ""]
    (tmp_path / "list.txt").write_text("\n".join(lines), "utf-8")
    return made


async def command(world: World, *more: str) -> int:
    arguments = ["anonymize", "--tenant", "Contoso", str(world.folder / "list.txt"), *more]
    return await asyncio.to_thread(status_of, arguments)


async def test_a_list_is_shown_first_and_changes_nothing_by_itself(world: World, capsys: Capture) -> None:
    assert await command(world, "--dry-run") == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith(f"line 2: {NAME}: 3 identifiers, 32 interactions")
    assert said[-4:-1] == [
        "line 3: refused: the same customer as line 2",
        "line 6: refused: a legal hold stands",
        "line 7: refused: no customer has this id, number, address or name",
    ]
    assert said[-1] == "3 could be asked for; nothing was changed."
    assert await command(world) == 1
    assert capsys.readouterr().err == "Nothing was changed. Repeat with --yes if you mean it.\n"
    assert await world.team.rows(erasures) == []


async def test_an_administrator_approves_what_is_as_it_was_asked_for(world: World, capsys: Capture) -> None:
    assert await command(world, "--yes") == 0
    assert "3 asked for, 3 refused" in (told := capsys.readouterr().out)
    assert told.rstrip().endswith("2 of them have been told.")
    assert await command(world, "--yes") == 1
    assert capsys.readouterr().err == "None of these can be anonymised; nothing was changed.\n"
    store, now = world.store, datetime.now(UTC)
    [batch_id] = set(await store.read(lambda db: db.execute(select(erasures.c.batch_id)).scalars().all()))
    await tell(store, world.team.tenant_id, ended("r1-again", 0.5))
    shown, _card = await store.write(batches.look, world.anna, batch_id, HERS, now)
    assert (len(shown.entries), shown.ready) == (3, 2)
    with pytest.raises(WrongName):
        await store.read(batches.ready, world.anna, batch_id, "3", now)
    beside = place(store, world.folder).beside
    for erasure_id in await store.read(batches.ready, world.anna, batch_id, "2", now):
        done = await store.write(batches.approve, world.anna, beside, erasure_id, now)
        complete = await finish(place(store, world.folder), done)
        assert (complete.asked_by, complete.closed_by) == (None, "Anna")
        with pytest.raises(NotOpen):
            await store.write(batches.approve, world.anna, beside, erasure_id, now)
    [waits] = [each.erasure.id for each in shown.entries if not each.ready]
    with pytest.raises(approval.Changed):
        await store.write(batches.approve, world.anna, beside, waits, now)
    assert (await store.read(records.get, world.team.tenant_id, waits)).state == "asked"
    assert (await world.tables(), world.on_disk() - {"list.txt"}) == (set(), set())
