"""Does a file come out whole when the process that makes it is killed, again and again?"""

import asyncio
import hashlib
import signal
import sys
from asyncio.subprocess import Process
from pathlib import Path

import pytest

from storage.database import Database
from storage.export_notices import FILE
from storage.exports import Export
from tests.dying import exporting
from tests.exporting import House, a_house
from tests.outgoing import rows
from tests.test_export_jobs import comparable, tasks_of

PATIENCE = 60.0  # seconds
LEAST_STEPS = 7  # rows between two deaths


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
async def test_a_file_whose_makers_are_killed_comes_out_as_if_nobody_had_been(
    store: Database, store_url: str, tmp_path: Path, file_format: str
) -> None:
    house = await a_house(store, tmp_path)
    await house.asks(file_format=file_format)
    whole = await house.makes()
    export = await house.asks(file_format=file_format)
    died_at: list[int] = []
    async with asyncio.timeout(PATIENCE):
        while len(died_at) < 3:
            maker = await _maker(store_url, tmp_path)
            died_at.append(await _killed(house, export, maker, died_at[-1] if died_at else 0))
        assert await (await _maker(store_url, tmp_path)).wait() == 0
    row = await house.row(export)
    assert (row.state, row.attempts) == ("done", 4)
    assert died_at == sorted(set(died_at))
    raw = house.files.data(row.file).read_bytes()
    assert sorted(tasks_of(raw, file_format)) == [f"t{n:02d}" for n in range(60)]
    assert comparable(raw, file_format) == comparable(whole, file_format)


ASKED = ("after claim", "before subject", "after subject", "before count")
COUNTED = ("after count", "before counted", "after counted", "before page")
WRITTEN = ("after page", "before keep", "after keep", "before finish")


@pytest.mark.parametrize(
    ("file_format", "deaths"),
    [("csv", (ASKED, COUNTED, WRITTEN, ("after finish",))), ("xlsx", (WRITTEN, ("after finish",)))],
)
async def test_it_is_killed_at_every_named_step_and_goes_on(
    store: Database, store_url: str, tmp_path: Path, file_format: str, deaths: tuple[tuple[str, ...], ...]
) -> None:
    """A file is given up when five of its makers have died."""
    house = await a_house(store, tmp_path)
    await house.asks(file_format=file_format)
    whole = await house.makes()
    for points in deaths:
        export = await house.asks(file_format=file_format)
        for point in points:
            assert await _died(store_url, tmp_path, point), f"It did not come to “{point}”."
            assert (await house.row(export)).state == ("done" if point == "after finish" else "running"), point
        assert not await _died(store_url, tmp_path, "never")
        row = await house.row(export)
        raw = house.files.data(row.file).read_bytes()
        assert comparable(raw, file_format) == comparable(whole, file_format)
        assert hashlib.sha256(raw).hexdigest() == row.sha256
    ready = [each.content["export"] for each in await rows(store) if each.kind == FILE]
    assert len(ready) == len(set(ready))


async def _died(url: str, folder: Path, point: str) -> bool:
    maker = exporting(url, folder, point)
    await asyncio.to_thread(maker.join)
    assert maker.exitcode in (0, -signal.SIGKILL)
    return maker.exitcode != 0


async def _maker(url: str, folder: Path) -> Process:
    return await asyncio.create_subprocess_exec(sys.executable, "-m", "tests.maker", url, str(folder / "exports"))


async def _killed(house: House, export: Export, maker: Process, had: int) -> int:
    """As soon as it has stored some more rows. How many there are then."""
    while (await house.row(export)).rows_done < had + LEAST_STEPS:
        assert maker.returncode is None
        await asyncio.sleep(0.002)
    maker.kill()
    await maker.wait()
    return int((await house.row(export)).rows_done)
