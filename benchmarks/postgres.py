"""Where does a PostgreSQL server of the benchmark's own come from?"""

import asyncio
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import asyncpg

from benchmarks import processes
from tests.postgres import BINARIES

# As delivered (fsync on, full_page_writes on), but for the memory, which Debian leaves at the smallest.
SETTINGS: Final = ("shared_buffers=1GB", "max_wal_size=4GB", "maintenance_work_mem=256MB")


@asynccontextmanager
async def cluster(folder: Path) -> AsyncIterator[str]:
    """The URL of its first database. The data stay in `folder`, the socket is in a temporary one."""
    user = "postgres" if os.geteuid() == 0 else None  # the server refuses to run as root
    data = folder / "postgresql"
    sockets = Path(tempfile.mkdtemp(prefix="aftercall-bench-"))
    if user:
        shutil.chown(sockets, user)
    if not (data / "PG_VERSION").exists():
        _init(data, user)
    options = ("listen_addresses=", f"unix_socket_directories={sockets}", *SETTINGS)
    command = [str(BINARIES[-1] / "postgres"), "-D", str(data), *(word for o in options for word in ("-c", o))]
    url = f"postgresql+asyncpg://postgres@/postgres?host={sockets}"
    try:
        async with processes.started(command, folder / "postgresql.log", user=user) as server:
            await _answers(url, server)
            yield url
    finally:
        shutil.rmtree(sockets, ignore_errors=True)


async def create(root: str, name: str, *, template: str = "template1") -> str:
    """The URL of a database like the template; an older one of that name is gone."""
    await drop(root, name)
    await _run(root, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return at(root, name)


async def rename(root: str, old: str, new: str) -> None:
    await _run(root, f'ALTER DATABASE "{old}" RENAME TO "{new}"')


async def exists(root: str, name: str) -> bool:
    db = await asyncpg.connect(_plain(root))
    try:
        return bool(await db.fetchval("SELECT count(*) FROM pg_database WHERE datname = $1", name))
    finally:
        await db.close()


async def drop(root: str, name: str) -> None:
    await _run(root, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


async def settle(url: str) -> None:
    """What autovacuum would do within minutes of a large load."""
    await _run(url, "VACUUM (ANALYZE)")
    await _run(url, "CHECKPOINT")


def name(url: str) -> str:
    return url.partition("?")[0].rsplit("/", 1)[-1]


def at(root: str, name: str) -> str:
    return root.replace("/postgres?", f"/{name}?")


def _init(data: Path, user: str | None) -> None:
    data.mkdir(parents=True, exist_ok=True)
    groups = [pwd.getpwnam(user).pw_gid] if user else None
    if user:
        shutil.chown(data, user)
    command = [str(BINARIES[-1] / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8"]
    command += ["--locale=C.UTF-8", "--no-instructions"]
    subprocess.run(command, check=True, user=user, extra_groups=groups, cwd=data, stdout=subprocess.DEVNULL)


async def _answers(url: str, server: asyncio.subprocess.Process) -> None:
    for _ in range(600):
        try:
            await (await asyncpg.connect(_plain(url))).close()
        except (OSError, asyncpg.CannotConnectNowError):
            if server.returncode is not None:
                break
            await asyncio.sleep(0.1)
        else:
            return
    raise processes.NotStarted("PostgreSQL does not answer; its log is postgresql.log.")


async def _run(url: str, command: str) -> None:
    db = await asyncpg.connect(_plain(url))
    try:
        await db.execute(command)
    finally:
        await db.close()


def _plain(url: str) -> str:
    return url.replace("+asyncpg", "")
