"""How many turns a second does a bot answer under load?"""

import asyncio
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import aiohttp
import orjson

from benchmarks import processes

CONNECTIONS: Final = 16
SCRIPT: Final = Path(__file__).with_name("post.lua")


class NotAnswered(Exception):
    """Turns failed or stayed without a reply: their rate would mean nothing."""


@dataclass(frozen=True)
class Bot:
    """Where it listens, and what it wants to be shown."""

    name: str
    url: str
    token: str
    process: int


@dataclass(frozen=True)
class Load:
    turns: int
    a_second: float
    processor_ms: float  # of the bot's own process, a turn: another one on the machine does not change it much


class Wire:
    """The connector that all bots reply to, and the load that is put on them."""

    def __init__(self, connector_url: str, folder: Path, http: aiohttp.ClientSession) -> None:
        self.service_url = f"{connector_url}/"
        self._connector_url = connector_url
        self._folder = folder
        self._http = http
        self._posted = 0

    async def press(self, bot: Bot, texts: list[str], seconds: float) -> Load:
        """Messages with these texts, each in turn. Raises `NotAnswered`."""
        files = {"BENCH_ACTIVITY": self._file("activity.json", [activity(self.service_url, "@TEXT@")])}
        files |= {"BENCH_TEXTS": self._file("texts.txt", texts)}
        environment = os.environ | files | {"BENCH_TOKEN": bot.token, "BENCH_FIRST": str(self._posted)}
        replies = await self.replies()
        processor = processes.processor_seconds(bot.process)
        duration = f"{max(1, round(seconds))}s"
        command = ("wrk", "-t1", f"-c{CONNECTIONS}", f"-d{duration}", "--timeout=20s", "-s", str(SCRIPT), bot.url)
        wrk = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE, env=environment)
        said, _ = await wrk.communicate()
        turns, microseconds, errors = _figures(said.decode())
        self._posted += turns + CONNECTIONS
        replied = await self._settled() - replies
        self.checked(bot.name, turns=turns, errors=errors, replies=replied)
        used = processes.processor_seconds(bot.process) - processor
        return Load(turns, turns / microseconds * 1e6, used / turns * 1000)

    async def _settled(self) -> int:
        """The replies, when those to the turns that were under way have come too."""
        before, now = -1, await self.replies()
        while now != before:
            await asyncio.sleep(0.5)
            before, now = now, await self.replies()
        return now

    @staticmethod
    def checked(name: str, *, turns: int, errors: int, replies: int) -> None:
        """Each turn has its one reply, also those that were under way when the load ended. Raises `NotAnswered`."""
        if errors or not 0 < turns <= replies <= turns + CONNECTIONS:
            raise NotAnswered(f"{name}: {turns} turns, {errors} errors, {replies} replies.")

    async def replies(self) -> int:
        async with self._http.get(self._connector_url) as response:
            return int(await response.text())

    def _file(self, name: str, lines: list[Any]) -> str:
        path = self._folder / name
        path.write_bytes(b"\n".join(x.encode() if isinstance(x, str) else orjson.dumps(x) for x in lines))
        return str(path)


def activity(service_url: str, text: str, **more: Any) -> dict[str, Any]:
    """Adam's, as Teams writes one."""
    tenant = "c0000000-0000-4000-8000-000000000001"
    return {
        "type": "message",
        "id": "@ID@",
        "timestamp": "2026-11-23T08:15:00.000Z",
        "channelId": "msteams",
        "serviceUrl": service_url,
        "from": {"id": "29:adam", "name": "Adam Admin", "aadObjectId": "a1000000-0000-4000-8000-000000000004"},
        "recipient": {"id": "28:bot", "name": "Aftercall"},
        "conversation": {"id": "a:adam-@CHAT@", "conversationType": "personal", "tenantId": tenant},
        "channelData": {"tenant": {"id": tenant}},
        "locale": "en-US",
        "localTimezone": "Europe/Zurich",
        "entities": [
            {"type": "clientInfo", "locale": "en-US", "country": "CH", "platform": "Web", "timezone": "Europe/Zurich"}
        ],
        "text": text,
        "textFormat": "plain",
    } | more


def _figures(said: str) -> tuple[int, int, int]:
    for line in said.splitlines():
        if line.startswith("BENCH "):
            turns, microseconds, errors = map(int, line.split()[1:])
            return turns, microseconds, errors
    raise NotAnswered(f"wrk says nothing: {said[-300:]}")
