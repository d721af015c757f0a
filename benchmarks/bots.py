"""Which bots are measured? Ours as it runs in production, and its peers as their samples are."""

import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from benchmarks import processes
from benchmarks.load import Bot
from tests.wire import APP_ID, Login

PEERS: Final = Path(__file__).with_name("peers")
BARE, STOCK, AGENTS = "aiohttp alone", "stock CloudAdapter 4.17.1", "Agents SDK 1.9"


@asynccontextmanager
async def connector(folder: Path) -> AsyncIterator[str]:
    port = processes.free_port()
    command = [sys.executable, "-m", "benchmarks.connector", str(port)]
    async with processes.started(command, folder / "connector.log") as process:
        url = f"http://127.0.0.1:{port}"
        await processes.until_answered(url, process)
        yield url


@asynccontextmanager
async def aftercall(name: str, database_url: str, service_url: str, login: Login, folder: Path) -> AsyncIterator[Bot]:
    """`aftercall serve` with a credential: tokens are verified coming in and sent going out."""
    port = processes.free_port()
    host = service_url.removeprefix("http://").strip("/")
    environment = {
        "AFTERCALL_DATABASE_URL": database_url,
        "AFTERCALL_DATA_DIR": str(folder / "data"),
        "AFTERCALL_PORT": str(port),
        "AFTERCALL_APP_ID": APP_ID,
        "AFTERCALL_APP_PASSWORD": "of-no-account",
        "AFTERCALL_SECRET_KEY": "0123456789abcdef0123456789abcdef",
        "AFTERCALL_CHANNEL_OPENID_URL": f"{login.url}/openid",
        "AFTERCALL_LOGIN_URL": login.url,
        "AFTERCALL_SERVICE_URL_HOSTS": host,
        "AFTERCALL_LOG_LEVEL": "WARNING",
    }
    command = [str(Path(sys.executable).with_name("aftercall")), "serve"]
    async with processes.started(command, folder / "aftercall.log", environment=environment) as process:
        url = f"http://127.0.0.1:{port}"
        await processes.until_answered(f"{url}/health/ready", process, status=200)
        yield Bot(name, url, login.token(service_url), process.pid)


@asynccontextmanager
async def peer(name: str, folder: Path) -> AsyncIterator[Bot]:
    place = {BARE: "bare", STOCK: "stock", AGENTS: "agents"}[name]
    python = sys.executable if name == BARE else await _environment(place, folder)
    port = processes.free_port()
    command = [python, str(PEERS / place / "server.py"), str(port)]
    async with processes.started(command, folder / f"{place}.log") as process:
        url = f"http://127.0.0.1:{port}"
        await processes.until_answered(url, process)
        yield Bot(name, url, "", process.pid)


async def _environment(place: str, folder: Path) -> str:
    """Set up the first time, from the peer's own pinned list."""
    home = folder / "peers" / place
    wanted = PEERS / place / "requirements.txt"
    python = home / "bin" / "python"
    if not (home / wanted.name).exists() or (home / wanted.name).read_bytes() != wanted.read_bytes():
        log = folder / f"{place}-setup.log"
        for command in (
            [sys.executable, "-m", "venv", "--clear", str(home)],
            [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", str(wanted)],
        ):
            async with processes.started(command, log) as process:
                if await process.wait() != 0:
                    raise processes.NotStarted(f"The environment of {place} was not set up; see {log}.")
        shutil.copy(wanted, home / wanted.name)
    return str(python.absolute())
