"""How many turns a second, beside the peers in the same run?"""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from statistics import median

from benchmarks import asked, bots
from benchmarks.bots import AGENTS, BARE, STOCK
from benchmarks.load import Bot, Load, Wire
from benchmarks.plan import Plan
from benchmarks.rows import Row, judged, readable, row
from benchmarks.stores import Store
from storage.database import open_database
from tests.wire import Login

GROUP = "Turns a second"
HELP, CARD = "help", "customer card"

Loads = Mapping[str, list[Load]]
"""By name, one a round."""


async def measured(plan: Plan, wire: Wire, login: Login, stores: list[Store]) -> AsyncIterator[Row]:
    """All bots run side by side; one at a time is put under load, round by round."""
    async with AsyncExitStack() as running:
        tasks = [
            (name, await running.enter_async_context(bots.peer(name, plan.folder)), ["help"]) for name in _peers(plan)
        ]
        for store in stores:
            start = bots.aftercall(store.kind, store.url, wire.service_url, login, plan.folder)
            bot = await running.enter_async_context(start)
            tasks.append((f"{HELP}, {store.kind}", bot, ["help"]))
            tasks.append((f"{CARD}, {store.kind}", bot, await _customers(store)))
        loads = await _rounds(plan, wire, tasks)
    rows = [_rate(name, each) for name, each in loads.items()] + _ratios(plan, stores, loads)
    for each in rows:
        yield each


def _peers(plan: Plan) -> list[str]:
    return [BARE, STOCK, AGENTS] if plan.peers else [BARE]


async def _rounds(plan: Plan, wire: Wire, tasks: list[tuple[str, Bot, list[str]]]) -> Loads:
    loads: dict[str, list[Load]] = {name: [] for name, _, _ in tasks}
    for number in range(plan.rounds + 1):
        for name, bot, texts in tasks:
            load = await wire.press(bot, texts, plan.seconds if number else plan.seconds / 2)
            if number:  # the first round warms
                loads[name].append(load)
    return loads


def _rate(name: str, loads: list[Load]) -> Row:
    rates = [load.a_second for load in loads]
    processor = readable(median(load.processor_ms for load in loads))
    found = row(GROUP, name, median(rates), "/s", spread=rates)
    return Row(group=GROUP, what=name, figure=f"{found.figure}, {processor} ms of its processor time a turn")


def _ratios(plan: Plan, stores: list[Store], loads: Loads) -> list[Row]:
    found = []
    for store in stores:
        help_, card = f"{HELP}, {store.kind}", f"{CARD}, {store.kind}"
        found.append(row(GROUP, f"{help_} / {BARE}", _ratio(loads, help_, BARE), "×"))
        if plan.peers:
            least = 0.4 if store.kind == "SQLite" else 0.6
            for what, peer, target in ((help_, STOCK, 12), (help_, AGENTS, 2.5), (card, AGENTS, least)):
                found.append(judged(GROUP, f"{what} / {peer} echo", _ratio(loads, what, peer), "×", target, "at least"))
    return found


def _ratio(loads: Loads, what: str, peer: str) -> float:
    """Of the two in the same round, the median of all rounds."""
    return median(ours.a_second / its.a_second for ours, its in zip(loads[what], loads[peer], strict=True))


async def _customers(store: Store) -> list[str]:
    db = open_database(store.url)
    try:
        return [f"customer {number}" for number in await asked.numbers(db, 5_000)]
    finally:
        await db.close()
