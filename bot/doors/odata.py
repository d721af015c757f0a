"""How does Power BI, or any other OData client, read what is reported?

OData 4.0, read only: https://docs.oasis-open.org/odata/odata/v4.0/odata-v4.0-part1-protocol.html
"""

import base64
import binascii
import re
from typing import Final

import orjson
from aiohttp import web

from bot.doors import odata_address
from bot.doors.odata_address import Resource
from bot.doors.odata_pages import Feed, Pages
from bot.doors.odata_words import VERSION, json_type, metadata, mistake, service_document
from storage import feed
from storage.access import NotFound
from storage.database import Database, DatabaseUnavailable
from storage.feed import NoEntry
from storage.feed_grammar import BadQuestion, NotOffered

ROOT: Final = "/odata/v4"
RETRY_SECONDS: Final = 5
_HOST: Final = re.compile(r"[\w.:\[\]-]{1,255}", re.ASCII)
_NO_METADATA: Final = re.compile(r"odata\.metadata=none\b", re.IGNORECASE)


class NotAcceptable(Exception):
    """The client wants another format than there is."""


def routes(db: Database, public_url: str) -> list[web.RouteDef]:
    return [web.route("*", ROOT + "{path:(?s:/.*)?}", _Door(db, public_url).answer)]


class _Door:
    def __init__(self, db: Database, public_url: str) -> None:
        self._feed = Feed(db)
        self._public_url = public_url.rstrip("/")

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Every mistake becomes an answer here; none of them says what another key might see."""
        try:
            if request.method != "GET":
                return _read_only()
            return await self._answered(request)
        except NoEntry:
            return _no_entry()
        except BadQuestion as exc:
            return mistake(400, str(exc))
        except NotOffered as exc:
            return mistake(501, str(exc))
        except NotAcceptable:
            return mistake(406, "The feed answers in JSON, and describes itself in XML.")
        except NotFound:
            return mistake(404, "There is nothing at this address.")
        except DatabaseUnavailable:
            return _busy()

    async def _answered(self, request: web.Request) -> web.StreamResponse:
        key = _key(request.headers.get("Authorization", ""))
        await self._feed.read(feed.enter, key)  # whoever has none learns nothing, not even what would be wrong
        said = odata_address.options(request.rel_url.raw_query_string)
        path = request.rel_url.raw_path.removeprefix(ROOT).strip("/")
        level = _level(request, said.get("$format"), xml=path == "$metadata")
        if path in ("", "$metadata"):
            return self._described(request, path, level)
        found = odata_address.resource(path)
        if found is None:
            raise NotFound
        question = odata_address.question(found, said)
        if found.counts:
            return await self._counted(key, question)
        if found.key is not None:
            return await self._one(request, key, found, question, level)
        return await Pages(self._feed, key, question, said, self._root(request), level).answer(request)

    def _described(self, request: web.Request, path: str, level: str) -> web.Response:
        if path:
            return web.Response(body=metadata(), headers={**VERSION, "Content-Type": "application/xml;charset=utf-8"})
        return _json(service_document(self._root(request), level), level)

    async def _counted(self, key: str, question: feed.Question) -> web.Response:
        count = await self._feed.read(feed.count, key, question, labels=self._feed.labels)
        return web.Response(text=str(count), headers={**VERSION, "Content-Type": "text/plain;charset=utf-8"})

    async def _one(
        self, request: web.Request, key: str, found: Resource, question: feed.Question, level: str
    ) -> web.Response:
        row, shows = await self._feed.read(feed.one, key, question, labels=self._feed.labels)
        if shows:
            await self._feed.note(key, question)
        if level == "none":
            return _json(row, level)
        chosen = odata_address.chosen(question)
        context = orjson.dumps({"@odata.context": f"{self._root(request)}$metadata#{found.name}{chosen}/$entity"})
        return _json(context[:-1] + b"," + row[1:], level)

    def _root(self, request: web.Request) -> str:
        """Absolute, for clients that keep what they are given apart from where they got it."""
        host = request.headers.get("Host", "")
        own = f"{request.scheme}://{host if _HOST.fullmatch(host) else 'localhost'}"
        return f"{self._public_url or own}{ROOT}/"


def _level(request: web.Request, wanted: str | None, *, xml: bool) -> str:
    """minimal, or none if that is asked for; `$format` comes before the header."""
    if xml:
        if wanted not in (None, "xml", "application/xml"):
            raise NotAcceptable
        return ""
    if wanted is not None:
        kind = wanted.partition(";")[0].strip().lower()
        if kind not in ("json", "application/json"):
            raise NotAcceptable
        return "none" if _NO_METADATA.search(wanted) else "minimal"
    return "none" if _NO_METADATA.search(request.headers.get("Accept", "")) else "minimal"


def _key(authorization: str) -> str:
    """A bearer token, or the password of Basic, whatever the user's name is. Raises `NoEntry`."""
    scheme, _, text = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return text.strip()
    if scheme.lower() != "basic":
        raise NoEntry
    try:
        return base64.b64decode(text.strip(), validate=True).decode().partition(":")[2]
    except (binascii.Error, ValueError):
        raise NoEntry from None


def _json(body: bytes, level: str) -> web.Response:
    return web.Response(body=body, headers={**VERSION, "Content-Type": json_type(level)})


def _no_entry() -> web.Response:
    response = mistake(
        401, "This door opens with an API key for odata: as a bearer token, or as the password of Basic."
    )
    response.headers.add("WWW-Authenticate", 'Basic realm="odata", charset="UTF-8"')
    response.headers.add("WWW-Authenticate", 'Bearer realm="odata"')
    return response


def _read_only() -> web.Response:
    response = mistake(405, "The feed is read only.")
    response.headers["Allow"] = "GET"
    return response


def _busy() -> web.Response:
    response = mistake(503, "The database does not answer. Ask again.")
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response
