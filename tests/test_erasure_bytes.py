"""Is a byte left anywhere of a customer who was anonymised, and would it be found?"""

import base64
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot import erasing
from bot.erasing import Job
from storage import residue
from storage.database import Database
from tests import scan
from tests.canaries import EVERYWHERE, NAME, World, a_world, in_index
from tests.erasures import finish, place
from tests.exporting import House
from tests.test_export_jobs import Dying

STORE, LOG = "store.db", "store.db-wal"


@pytest.fixture
async def world(store: Database, store_url: str, tmp_path: Path) -> World:
    """On SQLite both in the file and in its log."""
    made = await a_world(store, tmp_path)
    if store_url.startswith("sqlite"):
        with closing(sqlite3.connect(tmp_path / STORE)) as beside:
            beside.execute("PRAGMA wal_checkpoint(PASSIVE)")
    return made


on_sqlite = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
"""What lies in files of PostgreSQL is not in our hands: see *What remains* in docs/operations.md."""


@pytest.mark.parametrize(
    "write",
    [
        str.encode,
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode("utf-16-be"),
        lambda text: json.dumps(text).encode(),
        *(lambda text, at=at: base64.b64encode(b"<" * at + text.encode() + b">>") for at in range(3)),
        *(lambda text, at=at: base64.b64encode(b"<" * at + text.encode("utf-16-le") + b">>") for at in range(3)),
        *(lambda text, at=at: base64.b64encode(b"<" * at + text.encode("utf-16-be") + b">>") for at in range(3)),
    ],
)
@pytest.mark.parametrize("text", [NAME, NAME.upper(), "quixzyna vorosmarty"])
def test_the_scan_finds_it_in_every_way_to_write_it(tmp_path: Path, write: Callable[[str], bytes], text: str) -> None:
    (tmp_path / "file").write_bytes(b"\0\1" + write(text) + b"\2")
    assert scan.found([NAME], tmp_path) == [(NAME, "file")]


async def test_nothing_is_left_in_any_row_or_file(world: World) -> None:
    assert await world.tables() == EVERYWHERE
    assert {name.partition(".")[2] for name in world.on_disk()} >= {"data", "manifest"}
    assert world.customer_id in await world.suggested("xzyn")
    complete = await finish(place(world.store, world.folder), await world.approved())
    assert await world.tables() == set()
    assert world.on_disk() == set()
    assert await world.suggested("xzyn") == []
    assert complete.steps["files"]["removed"] != []


@on_sqlite
async def test_nothing_is_left_in_the_files_of_sqlite_while_it_runs_nor_when_it_is_closed(world: World) -> None:
    assert world.on_disk() >= {STORE, LOG}
    assert await world.store.read(in_index)
    await finish(place(world.store, world.folder), await world.approved())
    assert sorted(f.name for f in world.folder.iterdir()) == [
        *("erasures", "erasures.ndjson", "exports", STORE, f"{STORE}-shm", LOG)
    ]
    assert world.on_disk() == set()
    assert not await world.store.read(in_index)
    await world.store.close()
    assert world.on_disk() == set()


@on_sqlite
@pytest.mark.parametrize(
    ("left_out", "where"),
    [("search", {STORE}), ("files", {"data", "manifest"}), ("pages", {LOG}), ("index", {"index"})],
)
async def test_without_one_of_the_steps_it_is_found(
    world: World, left_out: str, where: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: each step is needed, and the scan sees it."""
    steps = {name: step for name, step in erasing.STEPS.items() if name not in (left_out, "proof")}
    monkeypatch.setattr(erasing, "STEPS", steps)
    await finish(place(world.store, world.folder), await world.approved())
    assert await left(world) >= where


@on_sqlite
@pytest.mark.parametrize(("left_out", "where"), [("", set()), ("VACUUM", {STORE})])
async def test_what_lay_in_free_pages_before_goes_too(
    world: World, left_out: str, where: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Left there by something that deletes without overwriting. The control: emptying the log alone would not do."""
    with closing(sqlite3.connect(world.folder / STORE)) as shell:
        shell.execute("PRAGMA secure_delete=OFF")
        shell.executescript(f"CREATE TABLE of_somebody AS SELECT '{NAME * 2000}'; DROP TABLE of_somebody")
    monkeypatch.setattr("storage.embedded.sweep_file", partial(sweep_without, left_out))
    await finish(place(world.store, world.folder), await world.approved())
    assert await left(world) & {STORE} == where


def sweep_without(statement: str, db: sqlite3.Connection, path: str) -> dict[str, Any]:
    class Forgetful:
        def execute(self, said: str) -> sqlite3.Cursor:
            return db.execute("SELECT 1" if said == statement else said)

    return residue.sweep_file(Forgetful(), path)  # type: ignore[arg-type]


async def test_the_proof_does_not_pass_files_that_are_still_there(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def nothing(_job: Job) -> dict[str, Any]:
        return {}

    monkeypatch.setattr(erasing, "STEPS", {**erasing.STEPS, "files": nothing})
    where = place(world.store, world.folder)
    with pytest.raises(AssertionError, match="proof"):
        await finish(where, await world.approved())


@pytest.mark.parametrize("answers", [1, 2, 3, 4])
async def test_a_file_that_is_being_made_meanwhile_never_comes_out(world: World, answers: int) -> None:
    """Whichever step of its maker is under way."""
    where = place(world.store, world.folder)
    house = House(world.store, world.team.tenant_id, where.files, world.team.support, world.team.support)
    job = await house.claims(late=True)

    class Slow(Dying):
        """While it waits for this answer, the customer is erased."""

        async def _answer(self, ask: Any, *args: Any, **kwargs: Any) -> Any:
            self._alive -= 1
            if self._alive == 0:
                await finish(where, await world.approved())
            return await ask(*args, **kwargs)

    assert await house.makes(job, db=Slow(world.store, answers)) == b""
    assert (await world.tables(), world.on_disk()) == (set(), set())


async def left(world: World) -> set[str]:
    """Kinds of files, and the index, which shortens what it holds."""
    names = {name if name.startswith(STORE) else name.partition(".")[2] for name in world.on_disk()}
    return names | ({"index"} if await world.store.read(in_index) else set())
