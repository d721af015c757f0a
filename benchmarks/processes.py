"""How is a server started in a process of its own, and ended again?"""

import asyncio
import os
import pwd
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import aiohttp

START_SECONDS: Final = 90.0
END_SECONDS: Final = 20.0


class NotStarted(Exception):
    """A server that is needed did not come up."""


@asynccontextmanager
async def started(
    command: Sequence[str], log: Path, *, environment: dict[str, str] | None = None, user: str | None = None
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Ended by its own id. What it says is in `log`."""
    log.parent.mkdir(parents=True, exist_ok=True)
    groups = [pwd.getpwnam(user).pw_gid] if user else None
    with log.open("ab") as said:
        process = await asyncio.create_subprocess_exec(
            *command, stdout=said, stderr=said, env=_clean() | (environment or {}), user=user, extra_groups=groups
        )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        try:
            async with asyncio.timeout(END_SECONDS):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()


async def until_answered(url: str, process: asyncio.subprocess.Process, *, status: int | None = None) -> None:
    """Any answer, or one of that `status`. Raises `NotStarted`."""
    try:
        async with asyncio.timeout(START_SECONDS), aiohttp.ClientSession() as session:
            while process.returncode is None:
                try:
                    async with session.get(url) as response:
                        if status in (None, response.status):
                            return
                except aiohttp.ClientError:
                    pass
                await asyncio.sleep(0.01)
    except TimeoutError:
        pass
    raise NotStarted(f"No answer from {url}.")


def processor_seconds(process: int) -> float:
    """That it has used since it was started; see proc(5)."""
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def megabytes(process: int) -> float:
    """Resident memory; see proc(5)."""
    pages = int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024 / 1024


def free_port() -> int:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        port: int = place.getsockname()[1]
        return port


def _clean() -> dict[str, str]:
    """This environment without settings of Aftercall, and as a machine is on which nobody develops."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith("AFTERCALL_")}
    mine.pop("PYTHONDONTWRITEBYTECODE", None)
    return mine
