"""Is each message sent once, and in order, when several processes send at once and die at any moment?"""

import asyncio
import os
import random
from collections import Counter
from contextlib import ExitStack
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

import pytest
from sqlalchemy import Connection, select, update

from storage import deliveries
from storage.access import Who
from storage.database import Database
from storage.deliveries import Due
from storage.delivery_tables import outbox
from tests.conftest import StartBot
from tests.outgoing import SAID, a_reader, put, put_all, states, until
from tests.sending import serving
from tests.wire import Connector

KILLS = int(os.environ.get("AFTERCALL_TEST_KILLS", "20"))
READERS = [f"reader-{number}" for number in range(10)]
SLOWEST = 0.03  # seconds until the connector answers


async def readers(store: Database, connector: Connector) -> list[Who]:
    return [await a_reader(store, name, connector.url) for name in READERS]


async def put_for_all(store: Database, everybody: list[Who], name: object) -> list[str]:
    said = [(who, f"{who.person} {name}") for who in everybody]
    await put_all(store, said)
    return [text for _who, text in said]


async def test_two_apps_on_one_store_send_each_message_once(
    start_bot: StartBot, store: Database, store_url: str, connector: Connector
) -> None:
    everybody = await readers(store, connector)
    texts = [text for turn in range(5) for text in await put_for_all(store, everybody, turn)]
    for _ in range(2):
        await start_bot(database_url=store_url, parts={"announcements": SAID})
    await until(store, "sent", *texts)
    assert Counter(connector.texts()) == Counter(texts)
    for name in READERS:
        assert connector.texts(f"a:{name}") == [f"{name} {turn}" for turn in range(5)]
        assert connector.most_at_once[f"a:{name}"] == 1


async def test_without_claims_two_apps_send_it_twice(
    start_bot: StartBot, store: Database, store_url: str, connector: Connector, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the test above can fail."""

    def believe(_db: Connection, wanted: list[Due], _now: datetime) -> list[Due]:
        return wanted

    monkeypatch.setattr(deliveries, "claim", believe)
    [first, *_] = await readers(store, connector)
    gate = connector.gates[f"a:{first.person}"] = asyncio.Event()
    await put(store, first, "once")
    for _ in range(2):
        await start_bot(database_url=store_url, parts={"announcements": SAID})
    assert await connector.until_texts(2) == ["once", "once"]
    gate.set()


async def test_two_processes_on_one_store_send_each_message_once(
    store: Database, store_url: str, connector: Connector, tmp_path: Path
) -> None:
    connector.slowest = SLOWEST
    everybody = await readers(store, connector)
    with ExitStack() as processes:
        for _ in range(2):
            processes.enter_context(serving(store_url, tmp_path))
        texts = [text for turn in range(5) for text in await put_for_all(store, everybody, turn)]
        await until(store, "sent", *texts)
    assert Counter(connector.texts()) == Counter(texts)
    for name in READERS:
        assert connector.texts(f"a:{name}") == [f"{name} {turn}" for turn in range(5)]


@pytest.mark.timeout(60 + 10 * KILLS)
async def test_a_process_that_is_killed_at_any_moment_loses_nothing_and_doubles_only_what_was_on_its_way(
    store: Database, store_url: str, connector: Connector, tmp_path: Path
) -> None:
    """`AFTERCALL_TEST_KILLS` says how often."""
    connector.slowest = SLOWEST
    everybody = await readers(store, connector)
    texts: list[str] = []
    on_their_way: Counter[str] = Counter()
    for life in range(KILLS):
        texts += await put_for_all(store, everybody, f"{life} a")
        texts += await put_for_all(store, everybody, f"{life} b")
        so_far = len(connector.received)
        with serving(store_url, tmp_path):
            await connector.until_texts(so_far + 1)
            await asyncio.sleep(random.uniform(0, 0.2))
        on_their_way += Counter(text for text, state in (await states(store)).items() if state == "sending")
        await store.write(end_leases)
    with serving(store_url, tmp_path):
        await until(store, "sent", *texts)
    came = Counter(connector.texts())
    assert [text for text in texts if not came[text]] == []
    assert {text: times for text, times in came.items() if times > 1 + on_their_way[text]} == {}
    assert on_their_way.total() >= KILLS / 4, "hardly any kill met a message on its way"
    for name in READERS:
        in_order = [text for text, _again in groupby(connector.texts(f"a:{name}"))]
        assert in_order == [f"{name} {life} {half}" for life in range(KILLS) for half in "ab"]


def end_leases(db: Connection) -> None:
    """A minute goes by."""
    db.execute(update(outbox).where(outbox.c.state == "sending").values(retry_at=datetime.now(UTC)))


async def test_one_of_several_who_saw_a_message_gets_it(store: Database, connector: Connector) -> None:
    who = await a_reader(store, "rita", connector.url)
    await put(store, who, "first", "second")
    now = datetime.now(UTC)
    seen = await store.read(deliveries.due, now)
    claimed = await asyncio.gather(*(store.write(deliveries.claim, seen, now) for _ in range(8)))
    assert sorted(len(each) for each in claimed) == [0] * 7 + [1]
    assert await store.read(deliveries.due, now) == []
    [mine] = [each for some in claimed for each in some]
    assert mine.content == {"text": "first"}
    [again] = await store.read(deliveries.due, now + deliveries.LEASE)
    assert again.content == {"text": "first"}
    [theirs] = await store.write(deliveries.claim, [again], now + deliveries.LEASE)
    await store.write(deliveries.later, mine, now)
    assert await store.read(lambda db: db.execute(select(outbox.c.state).order_by(outbox.c.id)).scalars().all()) == [
        "sending",
        "waiting",
    ]
    await store.write(deliveries.sent, theirs, now, None, "")
    [second] = await store.read(deliveries.due, now)
    assert second.content == {"text": "second"}
