"""How does the picture of a chart come about? From its address alone, which says what is drawn and is signed."""

import asyncio
import hashlib
from collections import OrderedDict
from datetime import UTC, datetime
from typing import Final

from aiohttp import web

from bot.doors.raster import NotDrawn, png
from bot.errors import problem
from cards import drawing
from dialogs.links import Links
from dialogs.pictures import PURPOSE, chart_of

MOST_KEPT: Final = 64  # pictures of about 30 KB
MOST_AT_ONCE: Final = 2  # drawn
MOST_WAITING: Final = 50

HEADERS: Final = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "cross-origin",  # cards are shown on Teams' own pages
}


def routes(links: Links) -> list[web.RouteDef]:
    return [web.get(f"/{PURPOSE}/{{token}}.png", _Door(links).show)]


class _Door:
    def __init__(self, links: Links) -> None:
        self._links = links
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._drawing = asyncio.Semaphore(MOST_AT_ONCE)
        self._waiting = 0

    async def show(self, request: web.Request) -> web.Response:
        chart = chart_of(self._links, request.match_info["token"], datetime.now(UTC))
        if chart is None:
            raise web.HTTPNotFound
        svg = drawing.svg(chart)
        etag = hashlib.sha256(svg.encode()).hexdigest()[:32]
        headers = HEADERS | {"ETag": f'"{etag}"'}
        if any(known.value in (etag, "*") for known in request.if_none_match or ()):
            return web.Response(status=304, headers=headers)
        try:
            picture = await self._picture(etag, svg)
        except NotDrawn:
            return problem(503, "The picture cannot be drawn now.")
        return web.Response(body=picture, content_type="image/png", headers=headers)

    async def _picture(self, etag: str, svg: str) -> bytes:
        """Raises `NotDrawn`, also where too many wait."""
        if self._waiting >= MOST_WAITING:
            raise NotDrawn
        self._waiting += 1
        try:
            async with self._drawing:
                if etag not in self._kept:
                    self._kept[etag] = await png(svg)
        finally:
            self._waiting -= 1
        self._kept.move_to_end(etag)
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return self._kept[etag]
