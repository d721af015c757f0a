"""Where does a test get an empty PostgreSQL database from?"""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import asyncpg

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
START_SECONDS = 60.0


@dataclass(frozen=True)
class Cluster:
    """A PostgreSQL server, named by the URL of a database that is there already."""

    root: str

    async def create(self, template: str = "template0") -> str:
        """The URL of a new database, made like the one at the URL `template`."""
        name = f"aftercall_{uuid4().hex}"
        await self._run(f"CREATE DATABASE {name} TEMPLATE {_name(template)}")
        before, _, query = self.root.partition("?")
        return before.rsplit("/", 1)[0] + f"/{name}" + (f"?{query}" if query else "")

    async def drop(self, url: str) -> None:
        await self._run(f"DROP DATABASE {_name(url)} WITH (FORCE)")

    async def _run(self, command: str) -> None:
        db = await asyncpg.connect(self.root.replace("+asyncpg", ""))
        try:
            await db.execute(command)
        finally:
            await db.close()


def _name(url: str) -> str:
    return url.partition("?")[0].rsplit("/", 1)[-1]


@contextmanager
def cluster() -> Iterator[Cluster]:
    """The server that the environment names; else one of our own, on a socket in its folder, that leaves nothing."""
    given = os.environ.get("AFTERCALL_TEST_POSTGRES")
    if given:
        yield Cluster(given)
        return
    folder = Path(tempfile.mkdtemp(prefix="aftercall-pg-"))
    user = "postgres" if os.geteuid() == 0 else None  # the server refuses to run as root
    if user:
        shutil.chown(folder, user)
    server = None
    try:
        server = _started(folder, user)
        yield Cluster(f"postgresql+asyncpg://postgres@/postgres?host={folder}")
    finally:
        if server:
            server.terminate()
            server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _started(folder: Path, user: str | None) -> "subprocess.Popen[bytes]":
    data = folder / "data"
    groups = [pwd.getpwnam(user).pw_gid] if user else None
    initdb = [
        str(BINARIES[-1] / "initdb"),
        "-D",
        str(data),
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
        "-N",
    ]
    subprocess.run(initdb, check=True, user=user, extra_groups=groups, cwd=folder, stdout=subprocess.DEVNULL)
    options = ["listen_addresses=", f"unix_socket_directories={folder}", "fsync=off", "full_page_writes=off"]
    command = [
        str(BINARIES[-1] / "postgres"),
        "-D",
        str(data),
        *(word for option in options for word in ("-c", option)),
    ]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, user=user, extra_groups=groups, cwd=folder, stdout=log, stderr=log)
    ends = time.monotonic() + START_SECONDS
    ready = [str(BINARIES[-1] / "pg_isready"), "-h", str(folder), "-q"]
    while subprocess.run(ready, check=False).returncode != 0:
        if server.poll() is not None or time.monotonic() > ends:
            raise RuntimeError((folder / "log").read_text())
        time.sleep(0.05)
    return server
