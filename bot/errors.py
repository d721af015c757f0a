"""What happens when something happens that nobody thought of?"""

import logging
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import orjson
from aiohttp import web

from bot.channel.connector import SendFailed
from cards.words import Words
from storage.database import DatabaseFull
from storage.export_files import DiskFull

log = logging.getLogger(__name__)

PROBLEM = "application/problem+json"


@asynccontextmanager
async def honest(say: Callable[[str], Awaitable[None]], words: Words, conversation: str) -> AsyncIterator[None]:
    """The last resort of a turn: one sentence to the person, one line for the operator."""
    try:
        yield
    except SendFailed as exc:
        log.warning("An answer was not delivered: conversation=%s status=%d", conversation, exc.status)
    except Exception as exc:  # noqa: BLE001  the last resort
        log.error("A turn failed: conversation=%s %s", conversation, told(exc))
        full = isinstance(exc, DatabaseFull | DiskFull)
        try:
            await say(words("error-full" if full else "error-unexpected"))
        except SendFailed as failed:
            log.warning("Nor could that be said: conversation=%s status=%d", conversation, failed.status)


@web.middleware
async def problems(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """The last resort of a door: https://www.rfc-editor.org/rfc/rfc9457."""
    try:
        return await handler(request)
    except web.HTTPException as exc:
        if exc.status < 400 or exc.content_type == PROBLEM:
            raise
        return problem(exc.status, exc.reason, exc.headers.get("Allow"))
    except Exception as exc:  # noqa: BLE001  the last resort
        log.error("A request failed: %s %s", request.match_info.route.name or request.method, told(exc))
        return problem(500, "Internal Server Error")


def problem(status: int, title: str, allow: str | None = None) -> web.Response:
    body = orjson.dumps({"type": "about:blank", "title": title, "status": status})
    return web.Response(status=status, body=body, content_type=PROBLEM, headers={"Allow": allow} if allow else None)


def told(exc: BaseException) -> str:
    """Which error, and where. Never its text: a database's error quotes the values of the row."""
    frames = traceback.extract_tb(exc.__traceback__)
    where = " < ".join(f"{Path(f.filename).name}:{f.lineno}:{f.name}" for f in reversed(frames[-8:]))
    cause = exc.__cause__ or exc.__context__
    return f"error={type(exc).__name__} at {where}" + (f" because {told(cause)}" if cause else "")
