"""How does a file get into the files that a person has in Microsoft 365?

Teams names an address, made for this file and this person, that takes it piece by piece:
https://learn.microsoft.com/onedrive/developer/rest-api/api/driveitem_createuploadsession
The address is all the right that is needed, so no token of ours goes there.
"""

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import aiohttp
from yarl import URL

from bot.errors import told
from bot.settings import is_loopback

PIECE: Final = 16 * 320 * 1024  # bytes; a multiple of 320 KiB, as the address wants it
AT_ONCE: Final = 4
TRIES: Final = 4  # of a piece
FIRST_WAIT: Final = 1.0  # seconds, then twice as much each time
TIMEOUT: Final = aiohttp.ClientTimeout(total=120, connect=10)

_AGAIN: Final = frozenset({429, 500, 502, 503, 504})  # the same piece at the same place does no harm
_CLOUDS: Final = (".sharepoint.com", ".sharepoint.us", ".sharepoint-mil.us", ".sharepoint.cn")
# Strict, so that no two readers of a URL can disagree about its host: no user, no backslash.
_ADDRESS: Final = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9.-]{1,253})(?P<port>:\d{1,5})?(?:/[\w.~!$&'()*+,;=:@%/?-]*)?",
    re.ASCII | re.IGNORECASE,
)

Sleep = Callable[[float], Awaitable[None]]

log = logging.getLogger(__name__)


class NotTaken(Exception):
    """The address did not take the file."""


class Uploads:
    """Beside the turns, as long as `working` is open."""

    def __init__(self, *, local: bool, sleep: Sleep = asyncio.sleep) -> None:
        self._local = local
        self._sleep = sleep
        self._session: aiohttp.ClientSession | None = None
        self._tasks: dict[str, asyncio.Task[None]] = {}

    @asynccontextmanager
    async def working(self, session: aiohttp.ClientSession) -> AsyncIterator[None]:
        self._session = session
        try:
            yield
        finally:
            tasks = list(self._tasks.values())
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def allows(self, url: str) -> bool:
        """Of Microsoft's clouds alone; on this machine in the local mode."""
        found = _ADDRESS.fullmatch(url)
        if found is None:
            return False
        host = found["host"].lower()
        if self._local and is_loopback(host):
            return True
        return found["scheme"].lower() == "https" and found["port"] in (None, ":443") and host.endswith(_CLOUDS)

    def begin(self, url: str, path: Path, then: Callable[[bool], Awaitable[None]]) -> bool:
        """Raises `NotTaken` for an address that is not allowed. See `dialogs.turn.Uploads`."""
        if not self.allows(url):
            raise NotTaken
        if url in self._tasks or len(self._tasks) >= AT_ONCE:
            return False
        self._tasks[url] = asyncio.create_task(self._upload(url, path, then))
        return True

    async def _upload(self, url: str, path: Path, then: Callable[[bool], Awaitable[None]]) -> None:
        try:
            try:
                await self._send(url, path)
            except (NotTaken, OSError) as exc:
                log.warning("A file did not get into somebody's files: %s", told(exc))
                await then(False)
            else:
                await then(True)
        except Exception as exc:  # noqa: BLE001  (the last resort of an upload: the link is there all the same)
            log.error("An upload failed: %s", told(exc))
        finally:
            del self._tasks[url]

    async def _send(self, url: str, path: Path) -> None:
        file = await asyncio.to_thread(path.open, "rb")
        try:
            size = await asyncio.to_thread(file.seek, 0, 2)
            await asyncio.to_thread(file.seek, 0)
            start = 0
            while piece := await asyncio.to_thread(file.read, PIECE):
                await self._put(url, piece, f"bytes {start}-{start + len(piece) - 1}/{size}")
                start += len(piece)
        finally:
            await asyncio.to_thread(file.close)

    async def _put(self, url: str, piece: bytes, place: str) -> None:
        assert self._session is not None
        for attempt in range(TRIES):
            if attempt:
                await self._sleep(FIRST_WAIT * 2 ** (attempt - 1))
            try:
                async with self._session.put(
                    URL(url, encoded=True),
                    data=piece,
                    headers={"Content-Range": place, "Content-Type": "application/octet-stream"},
                    allow_redirects=False,
                    timeout=TIMEOUT,
                ) as answer:
                    if answer.status in (200, 201, 202):
                        return
                    if answer.status not in _AGAIN:
                        break
            except (aiohttp.ClientError, TimeoutError):
                continue
        raise NotTaken
