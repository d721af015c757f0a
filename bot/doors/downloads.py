"""How does a file reach whoever asked for it? By a link, and by the code that stands in the chat alone.

A link preview opens the page and uses nothing up. What was never given, is over, or was tried too often is one and the
same page, so that nobody learns which links there are.
"""

from datetime import UTC, datetime
from typing import Final, NamedTuple
from urllib.parse import quote

from aiohttp import web

from bot.doors import download_page
from dialogs.export_cards import PURPOSE, code_hash
from dialogs.links import Links
from storage import downloads
from storage.database import Database
from storage.downloads import Fetched
from storage.export_files import Folder
from storage.export_formats import MEDIA
from storage.exports import Export

LONGEST_CODE: Final = 40  # characters that are looked at


def routes(db: Database, links: Links, files: Folder) -> list[web.RouteDef]:
    door = _Door(db, links, files)
    path = f"/{PURPOSE}/{{token}}"
    return [web.get(path, door.ask), web.post(path, door.give)]


class _Opened(NamedTuple):
    tenant_id: int
    export_id: int
    link: int


class _Door:
    def __init__(self, db: Database, links: Links, files: Folder) -> None:
        self._db = db
        self._links = links
        self._files = files

    async def ask(self, request: web.Request) -> web.StreamResponse:
        """A page with a field for the code."""
        words = download_page.words_of(request)
        opened = self._opened(request)
        if opened is None or not await self._db.read(downloads.is_alive, *opened, datetime.now(UTC)):
            return download_page.nothing(words)
        return download_page.form(words)

    async def give(self, request: web.Request) -> web.StreamResponse:
        """The file, or with `part` = `manifest` what tells about it."""
        words = download_page.words_of(request)
        opened = self._opened(request)
        code, part = await _sent(request)
        if opened is None:
            return download_page.nothing(words)
        offered = code_hash(self._links, opened.export_id, code)
        fetched, export = await self._db.write(downloads.fetch, *opened, offered, datetime.now(UTC))
        if fetched is Fetched.WRONG_CODE:
            return download_page.form(words, wrong=True)
        if export is None or export.file is None:
            return download_page.nothing(words)
        return self._file(export, export.file, manifest=part == "manifest")

    def _opened(self, request: web.Request) -> _Opened | None:
        payload = self._links.opened(PURPOSE, request.match_info["token"], datetime.now(UTC))
        return _Opened(*map(int, payload.split())) if payload else None

    def _file(self, export: Export, name: str, *, manifest: bool) -> web.FileResponse:
        path = self._files.manifest(name) if manifest else self._files.data(name)
        shown = f"{export.file_name}.manifest.json" if manifest else export.file_name
        kind = "application/json" if manifest else MEDIA[export.format]
        disposition = f"attachment; filename=\"{shown}\"; filename*=UTF-8''{quote(shown)}"
        headers = {"Content-Type": kind, "Content-Disposition": disposition, "Accept-Ranges": "none"}
        return web.FileResponse(path, headers=download_page.HEADERS | headers)


async def _sent(request: web.Request) -> tuple[str, str]:
    """Code and part; empty where the form is none."""
    try:
        form = await request.post()
    except ValueError:
        return "", ""
    code, part = form.get("code"), form.get("part")
    code = "".join(code[:LONGEST_CODE].split()) if isinstance(code, str) else ""
    return code, part if isinstance(part, str) else ""
