"""How long does a file of a million interactions take, beside SQLite's own shell, and does the bot go on answering?"""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import aiohttp
import orjson
from sqlalchemy import Connection

from benchmarks import bots, load, processes, stores
from benchmarks.load import Bot, NotAnswered
from benchmarks.plan import Plan
from benchmarks.rows import Row, judged, percentile
from storage import access, export_asking
from storage.access import Scope, Who
from storage.database import Database, open_database
from storage.demo import CONTOSO
from storage.export_rows import Wanted
from storage.sent_cards import Place
from tests.wire import Login

GROUP: Final = "Exports"
TARGETS: Final = {"csv": 6, "xlsx": 20}  # times as long as the shell
MEGABYTES: Final = 60
TURN_MILLISECONDS: Final = 250
TURNS_A_SECOND: Final = 10
_ADAM: Final = Who(tenant=CONTOSO, person="a1000000-0000-4000-8000-000000000004")
_READER: Final = {"locale": "en-US", "zone": "Europe/Zurich", "language": "en"}
# What a file holds, in one statement: an interaction, who it was, and everything that belongs to it.
_DUMP: Final = """
SELECT i.started_at, i.terminated_at, c.name, i.source, s.name, a.name, q.name, p.name, i.opening_hours, i.direction,
 i.modality, i.result, i.seconds, i.queue_seconds, i.ivr_seconds, i.connected_seconds,
 (SELECT group_concat(coalesce(u.name, '') || ': ' || coalesce(l.outcome, ''), '; ') FROM legs l LEFT JOIN people u
  ON u.tenant_id = l.tenant_id AND u.id = l.person_id WHERE l.tenant_id = i.tenant_id AND l.interaction_id = i.id),
 (SELECT group_concat(n.text, '; ') FROM issues n WHERE n.tenant_id = i.tenant_id AND n.interaction_id = i.id),
 (SELECT group_concat(k.name, '; ') FROM conclusion_codes k
  WHERE k.tenant_id = i.tenant_id AND k.interaction_id = i.id),
 (SELECT group_concat(t.tag, '; ') FROM conclusion_tags t WHERE t.tenant_id = i.tenant_id AND t.interaction_id = i.id),
 w.name, d.concluded_at, i.id, i.task_id
FROM interactions i
LEFT JOIN customers c ON c.tenant_id = i.tenant_id AND c.id = i.customer_id
LEFT JOIN services s ON s.tenant_id = i.tenant_id AND s.id = i.service_id
LEFT JOIN services a ON a.tenant_id = i.tenant_id AND a.id = i.initial_service_id
LEFT JOIN services q ON q.tenant_id = i.tenant_id AND q.id = i.queued_service_id
LEFT JOIN people p ON p.tenant_id = i.tenant_id AND p.id = i.last_user_id
LEFT JOIN conclusions d ON d.tenant_id = i.tenant_id AND d.interaction_id = i.id
LEFT JOIN people w ON w.tenant_id = d.tenant_id AND w.id = d.person_id
WHERE i.tenant_id = {tenant} ORDER BY i.service_id, i.started_at, i.id
"""


async def measured(plan: Plan, service_url: str, login: Login) -> AsyncIterator[Row]:
    """Both kinds on one store, each right after the shell's dump of the same rows."""
    store = await stores.sqlite(plan.folder, plan.export_rows // 10, plan.export_rows)
    url = await stores.copied(store, plan.folder, "")
    file = Path(url.removeprefix("sqlite+aiosqlite:///"))
    for file_format in TARGETS:
        shell = await _dumped(file, plan.folder)
        async with bots.aftercall("SQLite", url, service_url, login, plan.folder) as bot:
            for row in await _one(bot, url, service_url, file_format, shell):
                yield row


async def _dumped(file: Path, folder: Path) -> float:
    """Seconds that the shell takes to write the rows as CSV."""
    with closing(sqlite3.connect(file)) as db:
        tenant = db.execute("SELECT id FROM tenants WHERE entra_id = ?", (CONTOSO,)).fetchone()[0]
    output = folder / "dump.csv"
    began = time.perf_counter()
    commands = (".mode csv", f".output {output}", _DUMP.format(tenant=tenant))
    command = ["sqlite3", "-batch", "-bail", str(file), *(c for each in commands for c in ("-cmd", each))]
    shell = await asyncio.create_subprocess_exec(*command, stdin=asyncio.subprocess.DEVNULL)
    if await shell.wait() != 0:
        raise NotAnswered("The shell of SQLite wrote no file.")
    seconds = time.perf_counter() - began
    output.unlink()
    return seconds


async def _one(bot: Bot, url: str, service_url: str, file_format: str, shell: float) -> list[Row]:
    db = open_database(url)
    turns = asyncio.create_task(_answered(bot, service_url))
    try:
        await asyncio.sleep(2)
        before = processes.megabytes(bot.process)
        began = time.perf_counter()
        export_id = await _asked(db, file_format)
        rows, most = await _until_made(db, bot, export_id)
        seconds = time.perf_counter() - began
    finally:
        await db.close()
        turns.cancel()
    waits = await turns
    what = f"{file_format.upper()} of {rows:,} interactions"
    return [
        judged(GROUP, f"{what}, {seconds:.1f} s beside {shell:.1f} s of the sqlite3 shell", seconds / shell, "×",
               TARGETS[file_format], "at most"),
        judged(GROUP, f"{what}, more memory", most - before, "MB", MEGABYTES, "at most"),
        judged(GROUP, f"{what}, a customer's card meanwhile, p99", percentile(waits, 0.99), "ms", TURN_MILLISECONDS,
               "at most"),
    ]  # fmt: skip


async def _asked(db: Database, file_format: str) -> int:
    everything = Wanted(customer_id=None, services=None, since=None, until=datetime.now(UTC), results=None)

    def ask(db: Connection, scope: Scope) -> int:
        place = Place("a:adam-export", None)
        view, _sent = export_asking.ask(db, scope, everything, file_format, f"bench.{file_format}", place, _READER)
        return view.export.id

    return await db.write(access.scoped, _ADAM, ask)


async def _until_made(db: Database, bot: Bot, export_id: int) -> tuple[int, float]:
    """How many rows, and the most memory that the process had."""
    most = 0.0
    while True:
        made = (await db.read(access.scoped, _ADAM, export_asking.view, export_id)).export
        most = max(most, processes.megabytes(bot.process))
        if made.state == "done":
            return made.rows_done, most
        if made.state not in ("waiting", "running"):
            raise NotAnswered(f"The file was not made: {made.error}.")
        await asyncio.sleep(0.2)


async def _answered(bot: Bot, service_url: str) -> list[float]:
    """Milliseconds of each turn, until it is cancelled."""
    waits: list[float] = []
    headers = {"Authorization": f"Bearer {bot.token}", "Content-Type": "application/json"}
    async with aiohttp.ClientSession(headers=headers) as http:
        try:
            while True:
                said = load.activity(service_url, "customer Raymond Holt") | {"id": f"turn-{len(waits)}"}
                began = time.perf_counter()
                async with http.post(f"{bot.url}/api/messages", data=orjson.dumps(said)) as response:
                    if response.status != 200:
                        raise NotAnswered(f"A turn was answered with {response.status}.")
                    await response.read()
                waits.append(1000 * (time.perf_counter() - began))
                await asyncio.sleep(max(0.0, 1 / TURNS_A_SECOND - waits[-1] / 1000))
        except asyncio.CancelledError:
            return waits
