"""What does `make bench` measure? Everything that an issue has put a number on, and the peers beside it."""

import argparse
import asyncio
import shutil
import signal
import sys
import time
from pathlib import Path

from benchmarks import measure, plan, report
from benchmarks.rows import Row
from tests.postgres import BINARIES

RESULTS = Path(__file__).with_name("results.md")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="tiny stores, few rounds: shows that all of it runs")
    parser.add_argument("--only", nargs="+", choices=measure.PARTS, default=measure.PARTS, help="these parts alone")
    parser.add_argument("--folder", type=Path, help=f"for stores, environments and logs; default: {plan.FOLDER}")
    said = parser.parse_args()
    if missing := _missing():
        print(f"The benchmark needs {missing}. Please run: sudo apt-get install {missing}", file=sys.stderr)
        return 1
    folder = (said.folder or plan.FOLDER / ("quick" if said.quick else "")).absolute()
    wanted = plan.quick(folder) if said.quick else plan.full(folder)
    began = time.monotonic()
    rows = asyncio.run(_measured(wanted, said.only))
    text = report.text(rows, seconds=time.monotonic() - began)
    whole = not said.quick and said.only == measure.PARTS
    (RESULTS if whole else folder / "results.md").write_text(text, "utf-8")
    return 0


async def _measured(wanted: plan.Plan, parts: list[str]) -> list[Row]:
    """Told to end, it ends what it has started."""
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    rows = []
    async for row in measure.everything(wanted, parts):
        print(report.line(row), flush=True)
        rows.append(row)
    return rows


def _missing() -> str:
    tools = [tool for tool in ("wrk", "sqlite3") if not shutil.which(tool)]
    return " ".join(tools + ([] if BINARIES else ["postgresql"]))


if __name__ == "__main__":
    sys.exit(main())
