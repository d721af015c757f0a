"""What holds an erasure up, does it say so, and does it go on when that is over?"""

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import select, update

from bot import erasing
from cards import erasure_progress
from cards.words import words_for
from storage import residue
from storage.database import Database
from storage.erasure import records, requests
from storage.erasure.records import Erasure
from storage.erasure_tables import erasures
from storage.export_tables import exports
from tests.canaries import NAME, a_world
from tests.dying import crammed
from tests.erasures import CHAT, finish, hurry, place
from tests.exporting import House
from tests.talk import Answer, Person
from tests.talk import words as read
from tests.test_erasure_killed import stands
from tests.test_erasure_talk import asked, heading, shown_to, states_of

FULL = {"DiskFull", "DatabaseFull"}


@asynccontextmanager
async def reading(url: str) -> AsyncIterator[None]:
    """Somebody who has begun to read, and goes on seeing what there was."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.partition("///")[2])) as db:
            db.execute("BEGIN")
            db.execute("SELECT count(*) FROM customers").fetchone()
            yield
    else:
        pg = await asyncpg.connect(url.replace("+asyncpg", ""))
        async with pg.transaction(isolation="repeatable_read"):
            await pg.execute("SELECT count(*) FROM customers")
            yield
        await pg.close()


async def test_it_waits_for_somebody_who_still_reads_what_was_before(
    store: Database, store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(residue, "WAIT_MS", 50)
    world = await a_world(store, tmp_path)
    where = place(store, tmp_path)
    async with reading(store_url):
        erasure = await world.approved()
        for _round in range(3):
            await store.write(hurry)
            await erasing.run(where)
        held_up = await store.read(records.get, erasure.tenant_id, erasure.id)
        assert (held_up.state, held_up.steps["waiting"]) == ("pending", {"step": "pages", "why": "busy"})
        assert "Somebody is still reading what was before" in said_of(held_up)
    await finish(where, erasure)
    assert (await world.tables(), world.on_disk()) == (set(), set())


async def test_who_began_to_read_after_it_holds_up_nothing_on_postgresql(
    store: Database, store_url: str, tmp_path: Path
) -> None:
    if store_url.startswith("sqlite"):
        return  # its log is emptied of all pages or of none
    world = await a_world(store, tmp_path)
    erasure = await world.approved()
    async with reading(store_url):
        await finish(place(store, tmp_path), erasure)


def said_of(erasure: Erasure) -> str:
    return "\n".join(read(erasure_progress.pending(words_for("en", "UTC", "en"), erasure)))


async def test_without_room_nothing_is_half_done_and_it_goes_on_when_there_is(
    store: Database, store_url: str, tmp_path: Path
) -> None:
    """Wherever the room ends: in the half, in the ledger's line, at the commit, in the sweep, in a file."""
    world = await a_world(store, tmp_path)
    house = House(store, world.team.tenant_id, place(store, tmp_path).files, world.team.support, world.team.support)
    await store.write(requests.ask, world.adam, world.customer_id, CHAT, datetime.now(UTC))
    seen = {"asked"}
    for most in (0, 64, 1_500, 10_000, *(kilobytes << 10 for kilobytes in (256, 512, 1024, 2048))):
        if not await under_way(store):
            await house.asks(customer_id=None)
        ended = await asyncio.to_thread(crammed, store_url, tmp_path, most, world.team.tenant_id, world.anna.person_id)
        assert ended in {"", *FULL}, most
        [(state, known)] = (await store.read(stands)).values()
        assert known == (state == "asked")
        assert (state == "asked") <= ("pending" not in seen)
        seen.add(state)
    assert seen >= {"asked", "pending"}
    made = await world.team.rows(exports)
    assert {row.error for row in made} <= {None, "disk_full", "erased"}
    assert {path.name.partition(".")[0] for path in house.lying_there()} <= {row.file for row in made}
    await finish(place(store, tmp_path), await the_only(store))
    assert (await world.tables(), world.on_disk()) == (set(), set())


async def under_way(store: Database) -> bool:
    return bool(await store.read(lambda db: db.execute(select(exports.c.id).where(exports.c.under_way)).all()))


async def the_only(store: Database) -> Erasure:
    row = await store.read(lambda db: db.execute(select(erasures.c.tenant_id, erasures.c.id)).one())
    return await store.read(records.get, *row)


async def test_a_full_disk_is_told_in_one_sentence_and_nothing_is_changed(
    adam: Person, anna: Person, demo: Database, tmp_path: Path
) -> None:
    await anna.says("hi")
    await asked(adam)
    request = await shown_to(anna, "asks to anonymise this customer for good")
    ledger = tmp_path / "erasures.ndjson"
    ledger.symlink_to("/dev/full")

    approving = Answer(200, None, [request])
    refused = await anna.presses(approving, "Approve", name="Dorain Gray")
    assert refused.texts == [
        "There is no room left on my disk, so this was not carried out. Please tell the operator; then try again."
    ]
    assert await demo.read(states_of) == ["asked"]
    assert "Dorain Gray" in "\n".join(read((await adam.says("customer Dorain Gray")).card))
    ledger.unlink()
    approved = await anna.presses(approving, "Approve", name="Dorain Gray")
    assert heading(approved) == "Anonymised in the records"
    await shown_to(adam, "finds no trace of this customer")


async def test_a_file_of_a_turn_that_died_before_any_row_knew_of_it_goes_too(store: Database, tmp_path: Path) -> None:
    world = await a_world(store, tmp_path)
    where = place(store, tmp_path)
    with where.files.open(where.files.data(where.files.new_name())) as file:
        file.write(NAME.encode())
    erasure = await world.approved()
    await store.write(hurry)
    await erasing.run(where)
    held_up = await store.read(records.get, erasure.tenant_id, erasure.id)
    assert held_up.steps["waiting"] == {"step": "files", "why": "files"}
    past = erasure.closed_at - timedelta(hours=1) if erasure.closed_at else None
    steps = held_up.steps | {"search": {"at": past.isoformat() if past else ""}}
    await store.write(lambda db: db.execute(update(erasures).values(closed_at=past, steps=steps)) and None)
    for file_path in (tmp_path / "exports").iterdir():
        os.utime(file_path, (0, 0))
    await finish(where, erasure)
    assert world.on_disk() == set()
