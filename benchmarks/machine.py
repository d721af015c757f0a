"""On what was it measured?"""

import os
import platform
import sqlite3
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from tests.postgres import BINARIES


def described() -> list[str]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    postgres = subprocess.run([BINARIES[-1] / "postgres", "--version"], capture_output=True, text=True, check=True)
    libraries = ", ".join(
        f"{name} {version(name)}" for name in ("aiohttp", "uvloop", "sqlalchemy", "asyncpg", "orjson")
    )
    return [
        f"{os.cpu_count()} cores ({_processor()}), {memory:.0f} GB, {platform.system()}",
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {postgres.stdout.split('(')[0].strip()}",
        libraries,
    ]


def command() -> str:
    return " ".join(["python -m benchmarks", *sys.argv[1:]]) if sys.argv[1:] else "make bench"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
