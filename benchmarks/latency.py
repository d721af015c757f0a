"""How long does one person wait for suggestions, and for a page of a long history?"""

import time
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any, Final

import aiohttp
import orjson

from benchmarks import asked
from benchmarks.asked import ADAM
from benchmarks.load import Bot, NotAnswered, activity
from benchmarks.plan import Plan
from benchmarks.rows import Row, judged, percentile, row
from benchmarks.stores import Store
from cards.customers import DATASET
from storage import access, history, search
from storage.database import Database
from storage.sent_cards import Place

TARGET_MS: Final = 15.0
SLOWER: Final = 10  # as many fewer pages are opened in an order that no index has
_PLACE: Final = Place("a:bench", None)

Call = Callable[[], Awaitable[object]]


async def typeahead(plan: Plan, store: Store, db: Database, *, target: bool = True) -> list[Row]:
    """Through the store function, with the rights made afresh as in a turn."""
    group = f"Typeahead through the store function, {store.title}"
    kinds: dict[str, list[float]] = {}
    typed = await asked.typed(db)
    for round_ in range(plan.samples + 1):
        for each in typed:
            calls = [partial(db.read, access.scoped, each.who, search.search, text, 15) for text in each.texts]
            values = [await _milliseconds(call) for call in calls]
            if round_:  # the first one warms
                kinds.setdefault(each.kind, []).extend(values)
    every = [value for values in kinds.values() for value in values]
    rows = [_line(group, kind, values) for kind, values in kinds.items()]
    return [*rows, _verdict(group, "all of them", every) if target else _line(group, "all of them", every)]


async def pages(plan: Plan, store: Store, db: Database) -> list[Row]:
    """Of the customer with the most interactions: the first page, and on from one to the next; audited, durable."""
    customer_id, count = await asked.busiest(db)
    group = f"History page through the store function, {store.title}, customer with {count:,}"
    rows = []
    for column in history.COLUMNS:
        values = await _turned(db, customer_id, column, plan.pages if column == "started" else plan.pages // SLOWER + 1)
        rows.append(_verdict(group, "newest first", values) if column == "started" else _line(group, column, values))
    return rows


async def _turned(db: Database, customer_id: int, column: str, count: int) -> list[float]:
    values: list[float] = []
    after: int | None = None
    for _ in range(count + 1):
        began = time.perf_counter()
        page, _sent = await db.write(
            access.scoped, ADAM, history.open_page, customer_id, _PLACE, sort=column, descending=True, after=after
        )
        values.append((time.perf_counter() - began) * 1000)
        after = page.rows[-1].id if len(page.rows) == history.PAGE else None
    return values[1:]


async def over_http(plan: Plan, store: Store, db: Database, bot: Bot, service_url: str) -> list[Row]:
    """One person, one request after the other, the token verified each time."""
    group = f"Over HTTP, {store.title}"
    async with session(bot) as http:
        invoke = partial(_invoked, http, f"{bot.url}/api/messages", service_url)
        texts = [text for each in await asked.typed(db) if each.who == ADAM for text in each.texts]
        calls = [partial(suggested, http, bot, service_url, text) for text in texts]
        for call in calls:
            await call()
        answered = [await _milliseconds(call) for _ in range(max(1, plan.samples // 4)) for call in calls]
        customer_id, _count = await asked.busiest(db)
        opened = [
            await _milliseconds(partial(invoke, "adaptiveCard/action", _press(customer_id, after)))
            for after in await _ids(db, customer_id, plan.pages)
        ]
    return [_verdict(group, "typeahead", answered), _verdict(group, "history page, newest first", opened)]


def session(bot: Bot) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(headers={"Content-Type": "application/json", "Authorization": f"Bearer {bot.token}"})


async def suggested(http: aiohttp.ClientSession, bot: Bot, service_url: str, text: str) -> None:
    await _invoked(http, f"{bot.url}/api/messages", service_url, "application/search", _query(text))


async def _invoked(http: aiohttp.ClientSession, url: str, service_url: str, name: str, value: object) -> None:
    asked_for = activity(service_url, "", type="invoke", id="1", name=name, value=value, replyToId="1")
    asked_for["conversation"] |= {"id": "a:adam-waits"}
    async with http.post(url, data=orjson.dumps(asked_for)) as response:
        answer: Any = orjson.loads(await response.read())
        if response.status != 200 or answer["statusCode"] != 200 or not isinstance(answer["value"], dict):
            raise NotAnswered(f"{name} was answered with {response.status}.")


def _query(text: str) -> dict[str, object]:
    return {"queryText": text, "queryOptions": {"skip": 0, "top": 15}, "dataset": DATASET}


def _press(customer_id: int, after: int) -> dict[str, object]:
    data = {"action": "history.open", "customer": str(customer_id), "after": str(after), "first": "11"}
    return {"action": {"type": "Action.Execute", "data": data}, "trigger": "manual"}


async def _ids(db: Database, customer_id: int, count: int) -> list[int]:
    """Interactions behind which a page can begin."""
    found: list[int] = []
    while len(found) < count:
        after = found[-1] if found else None
        page, _ = await db.write(access.scoped, ADAM, history.open_page, customer_id, _PLACE, after=after)
        found += [each.id for each in page.rows]
        if len(page.rows) < history.PAGE:
            break
    return found[:count]


async def _milliseconds(call: Call) -> float:
    began = time.perf_counter()
    await call()
    return (time.perf_counter() - began) * 1000


def _line(group: str, what: str, values: Sequence[float]) -> Row:
    p50, p99 = percentile(values, 0.5), percentile(values, 0.99)
    found = row(group, what, p99, "ms")
    return Row(group=group, what=what, figure=f"p99 {found.figure}, median {row(group, what, p50, 'ms').figure}")


def _verdict(group: str, what: str, values: Sequence[float]) -> Row:
    verdict = judged(group, what, percentile(values, 0.99), "ms", TARGET_MS, "at most")
    line = _line(group, what, values)
    return Row(group=group, what=what, figure=line.figure, target=f"p99 {verdict.target}", met=verdict.met)
