"""How do a million rows go out in constant memory?

Batch by batch, each read in a transaction of its own: none is held while a client is slow, and the next batch is read
while the one before is sent. A page may be as long as the client likes; what is in memory is two batches of it.
"""

import asyncio
import logging
import re
from collections.abc import Callable, Mapping
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

import orjson
from aiohttp import web

from bot.doors import metrics, odata_address
from bot.doors.odata_words import VERSION, json_type
from bot.errors import told
from cards.words import words_for
from storage import feed
from storage.database import Database, DatabaseUnavailable
from storage.feed import Batch, NoEntry, Place, Question
from storage.outcomes import GROUPS, RESULTS

P = ParamSpec("P")
T = TypeVar("T")

BATCH: Final = 5_000  # rows that are read in one transaction
SORTED_BATCH: Final = 20_000  # where each batch costs a walk through the table
READERS: Final = 2  # at a time: the bot's own reads find a place beside them
PATIENCE_SECONDS: Final = 60.0  # for a client to take a batch
_PAGE_SIZE: Final = re.compile(r'(?:^|[,;\s])(?:odata\.)?maxpagesize\s*=\s*"?([1-9]\d{0,14})\b', re.IGNORECASE)

log = logging.getLogger(__name__)


class Feed:
    """The store, for as many readers at a time as the bot can spare."""

    def __init__(self, db: Database) -> None:
        words = words_for("en-GB", "UTC")
        self.labels = {r.key: words(f"result-{r.key}") for r in RESULTS} | {g: words(f"group-{g}") for g in GROUPS}
        self._db = db
        self._places = asyncio.Semaphore(READERS)

    async def read(self, function: Callable[Concatenate[Any, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        async with self._places:
            return await self._db.read(function, *args, **kwargs)

    async def note(self, key: str, question: Question) -> None:
        await self._db.write(feed.note, key, question)


class Pages:
    """One answer: a page of a set, and the address of the next."""

    def __init__(
        self, source: Feed, key: str, question: Question, said: Mapping[str, str], root: str, level: str
    ) -> None:
        self._feed = source
        self._key = key
        self._question = question
        self._said = said
        self._root = root
        self._level = level

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Everything that can be wrong with a question shows before the first byte is sent."""
        preferred = _PAGE_SIZE.search(request.headers.get("Prefer", ""))
        page = odata_address.page(self._said, int(preferred[1]) if preferred else None)
        with_count = odata_address.counts(self._said)
        wanted = page.size if page.left is None else min(page.size, page.left)
        first = await self._batch(page.place, max(1, wanted), page.skip)
        total = None
        if with_count:
            total = await self._feed.read(feed.count, self._key, self._question, labels=self._feed.labels)
        if first.shows_customers and page.place is None:
            await self._feed.note(self._key, self._question)
        headers = {**VERSION, "Content-Type": json_type(self._level)}
        if preferred:
            headers["Preference-Applied"] = f"odata.maxpagesize={page.size}"
        head = self._head(total)
        if wanted == 0:
            return web.Response(body=head + b"]}", headers=headers)
        if first.count >= wanted or not first.more:
            body = head + first.json + self._tail(page, first.count, first)
            metrics.rows_fed(self._question.of.name, first.count)
            return web.Response(body=body, headers=headers)
        response = web.StreamResponse(headers=headers)
        await self._stream(request, response, page, wanted, head, first)
        return response

    async def _stream(
        self,
        request: web.Request,
        response: web.StreamResponse,
        page: odata_address.Page,
        wanted: int,
        head: bytes,
        batch: Batch,
    ) -> None:
        """What goes wrong from here on breaks the connection off: half a page must not look like a whole one."""
        ahead: asyncio.Task[Batch] | None = None
        sent = 0
        try:
            await response.prepare(request)
            await _write(response, head)
            while True:
                sent += batch.count
                metrics.rows_fed(self._question.of.name, batch.count)
                if sent >= wanted or not batch.more:
                    break
                ahead = asyncio.create_task(self._batch(batch.place, wanted - sent, 0))
                await _write(response, batch.json)
                await _write(response, b",\n")
                batch = await ahead
            await _write(response, batch.json)
            await _write(response, self._tail(page, sent, batch))
            await response.write_eof()
        except (DatabaseUnavailable, NoEntry, TimeoutError, ConnectionError) as exc:
            log.warning("A page of the feed was broken off: rows=%d %s", sent, told(exc))
            _break_off(request)
        finally:
            if ahead is not None:
                ahead.cancel()

    async def _batch(self, place: Place | None, wanted: int, skip: int) -> Batch:
        limit = min(wanted, SORTED_BATCH if self._question.is_ordered else BATCH)
        return await self._feed.read(
            feed.rows, self._key, self._question, place, limit=limit, skip=skip, labels=self._feed.labels
        )

    def _head(self, total: int | None) -> bytes:
        said: dict[str, Any] = {}
        if self._level != "none":
            chosen = odata_address.chosen(self._question)
            said["@odata.context"] = f"{self._root}$metadata#{self._question.of.name}{chosen}"
        if total is not None:
            said["@odata.count"] = total
        return orjson.dumps({**said, "value": []})[:-2]

    def _tail(self, page: odata_address.Page, sent: int, last: Batch) -> bytes:
        left = None if page.left is None else page.left - sent
        if not last.more or last.place is None or left == 0:
            return b"]}"
        query = odata_address.next_page(self._said, page, left, last.place)
        link = f"{self._root}{self._question.of.name}?{query}"
        return b"]," + orjson.dumps({"@odata.nextLink": link})[1:]


async def _write(response: web.StreamResponse, data: bytes) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        await response.write(data)


def _break_off(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()
