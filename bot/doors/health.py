"""Is the process alive, can it work, and what has it done?"""

import asyncio
from typing import Final

from aiohttp import web

from bot.doors import metrics
from bot.errors import problem
from storage import outbox
from storage.database import Database, DatabaseUnavailable
from storage.revision import at_head

PATIENCE_SECONDS: Final = 5.0
_TEXT_FORMAT: Final = "text/plain; version=0.0.4; charset=utf-8"


def routes(db: Database) -> list[web.RouteDef]:
    async def ready(_request: web.Request) -> web.Response:
        """The database answers and has the newest schema."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                newest = await db.read(at_head)
        except (DatabaseUnavailable, TimeoutError):
            return problem(503, "The database does not answer.")
        return _ok() if newest else problem(503, "The database lacks a migration: run `aftercall migrate`.")

    async def counted(_request: web.Request) -> web.Response:
        """What the database knows is left out while it is away."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                metrics.outbox_holds(await db.read(outbox.counted))
        except (DatabaseUnavailable, TimeoutError):
            metrics.outbox_holds({})
        return web.Response(body=metrics.exposed(), headers={"Content-Type": _TEXT_FORMAT})

    return [
        web.get("/health/live", live),
        web.get("/health/ready", ready),
        web.get("/metrics", counted),
    ]


async def live(_request: web.Request) -> web.Response:
    return _ok()


def _ok() -> web.Response:
    return web.json_response({"status": "ok"})
