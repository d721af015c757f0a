"""How soon is it ready, and how much memory does it keep?"""

import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from benchmarks import asked, bots, processes
from benchmarks.load import Bot, Wire
from benchmarks.plan import Plan
from benchmarks.rows import Row, judged, row
from benchmarks.stores import Store
from storage.database import open_database
from tests.wire import Login

SLICE_SECONDS = 3.0


async def starts(plan: Plan) -> Row:
    """`aftercall demo` with its data there: from the start of the process until it says that it is ready."""
    folder = plan.folder / "demo"
    times = [await _start(folder, plan.folder / "demo.log") for _ in range(plan.starts + 1)]
    values = times[1:]  # the first one makes the data, and compiles what a newcomer's first start compiles
    return judged("Start", "demo, until /health/ready", median(values), "s", 2.5, "at most")


async def _start(folder: Path, log: Path) -> float:
    port = processes.free_port()
    command = [str(Path(sys.executable).with_name("aftercall")), "demo", "--port", str(port)]
    began = time.perf_counter()
    async with processes.started(
        [*command, "--data-dir", str(folder)], log, environment={"AFTERCALL_OPEN_BROWSER": "0"}
    ) as process:
        await processes.until_answered(f"http://127.0.0.1:{port}/health/ready", process, status=200)
        return time.perf_counter() - began


async def memory(plan: Plan, wire: Wire, login: Login, store: Store) -> list[Row]:
    """After so many turns, every other one a customer's card, and after as many again."""
    db = open_database(store.url)
    texts = [text for number in await asked.numbers(db, 5_000) for text in ("help", f"customer {number}")]
    await db.close()
    group = f"Resident memory, {store.title}"
    async with bots.aftercall(store.kind, store.url, wire.service_url, login, plan.folder) as bot:
        ready = _megabytes(bot)
        first = await _turned(plan, wire, bot, texts)
        second = await _turned(plan, wire, bot, texts)
    turns = f"{plan.memory_turns:,} turns"
    return [
        row(group, "ready", ready, "MB"),
        judged(group, f"after {turns}", first, "MB", 150, "at most"),
        row(group, f"growth over the next {turns}", second - first, "MB"),
    ]


async def _turned(plan: Plan, wire: Wire, bot: Bot, texts: list[str]) -> float:
    done = 0
    while done < plan.memory_turns:
        done += (await wire.press(bot, texts, min(SLICE_SECONDS, plan.seconds))).turns
    return _megabytes(bot)


def _megabytes(bot: Bot) -> float:
    said = subprocess.run(["ps", "-o", "rss=", "-p", str(bot.process)], capture_output=True, text=True, check=True)
    return int(said.stdout) / 1024
