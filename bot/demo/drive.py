"""Where does a file go that somebody in the demo accepts? To a drive that lasts as long as the demo."""

import asyncio
import tempfile
from collections import OrderedDict
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote
from uuid import uuid4

from aiohttp import web

from bot.demo.doorkeeper import guarded

PATH: Final = "/demo/drive"
KEPT: Final = 20  # files
LARGEST: Final = 300_000_000  # bytes

Json = dict[str, Any]


class Drive:
    """Takes what is uploaded piece by piece, as OneDrive does, and gives it to the browser."""

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url.rstrip("/")
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._names: OrderedDict[str, str] = OrderedDict()

    def routes(self) -> list[web.RouteDef]:
        one = f"{PATH}/{{file}}"
        return [web.put(one, guarded(self.take)), web.get(one, guarded(self.give))]

    def place(self, name: str) -> Json:
        """What Teams says about where a file may go."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="aftercall-demo-", ignore_cleanup_errors=True)
        number = uuid4().hex
        self._names[number] = name
        if len(self._names) > KEPT:
            gone, _ = self._names.popitem(last=False)
            self._path(gone).unlink(missing_ok=True)
        url = f"{self._base_url}{PATH}/{number}"
        kind = name.rpartition(".")[2]
        return {"uploadUrl": url, "contentUrl": url, "name": name, "uniqueId": number, "fileType": kind}

    def close(self) -> None:
        if self._folder is not None:
            self._folder.cleanup()

    async def take(self, request: web.Request) -> web.Response:
        path = self._known(request)
        first, last, total = _range(request.headers.get("Content-Range", ""))
        if total > LARGEST or first != (path.stat().st_size if path.exists() else 0):
            raise web.HTTPRequestRangeNotSatisfiable
        with path.open("ab") as file:
            async for piece in request.content.iter_chunked(1 << 16):
                await asyncio.to_thread(file.write, piece)
        return web.json_response({}, status=201 if last + 1 == total else 202)

    async def give(self, request: web.Request) -> web.StreamResponse:
        path = self._known(request)
        if not path.exists():
            raise web.HTTPNotFound
        name = quote(self._names[request.match_info["file"]])
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}", "X-Content-Type-Options": "nosniff"}
        return web.FileResponse(path, headers=headers | {"Content-Type": "application/octet-stream"})

    def _known(self, request: web.Request) -> Path:
        if request.match_info["file"] not in self._names:
            raise web.HTTPNotFound
        return self._path(request.match_info["file"])

    def _path(self, number: str) -> Path:
        assert self._folder is not None
        return Path(self._folder.name) / number


def _range(header: str) -> tuple[int, int, int]:
    """First, last and number of all bytes."""
    where, _, total = header.removeprefix("bytes ").partition("/")
    first, _, last = where.partition("-")
    if not (first.isdecimal() and last.isdecimal() and total.isdecimal()):
        raise web.HTTPBadRequest
    return int(first), int(last), int(total)
