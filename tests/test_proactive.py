"""Does what waits in the outbox reach its reader: in order, each conversation by itself, made at the last moment?"""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete

from bot import jobs
from bot.channel import delivery
from bot.channel.outward import outward
from dialogs.announcements import Announcement, Notice
from dialogs.links import Links
from storage import deliveries
from storage.access import Who
from storage.database import Database, DatabaseUnavailable
from storage.erasure.beside import Beside
from storage.export_files import Folder
from storage.tables import roles
from tests.conftest import Sending, StartBot, configured
from tests.outgoing import SAID, a_reader, note, put, rows, set_rows, states, until
from tests.wire import Connector


async def test_what_waits_is_said_in_its_order_each_after_the_other(
    sending: Sending, store: Database, rita: Who, connector: Connector
) -> None:
    await put(store, rita, *"abcdefg")
    await sending()
    assert await connector.until_texts(7) == list("abcdefg")
    assert connector.most_at_once["a:rita"] == 1
    await until(store, "sent", *"abcdefg")


async def test_a_message_names_the_bot_and_replies_to_nothing(
    sending: Sending, store: Database, rita: Who, connector: Connector
) -> None:
    await put(store, rita, "a")
    await sending()
    await connector.until_texts(1)
    [received] = connector.received
    assert (received.method, received.conversation, received.activity_id) == ("POST", "a:rita", None)
    assert received.content["from"] == {"id": "28:aftercall"}
    assert (received.content["channelId"], received.content["serviceUrl"]) == ("msteams", connector.url)


async def test_conversations_do_not_wait_for_each_other(
    sending: Sending, store: Database, rita: Who, connector: Connector
) -> None:
    sam = await a_reader(store, "sam", connector.url)
    gate = connector.gates["a:rita"] = asyncio.Event()
    await put(store, rita, "r1", "r2")
    await put(store, sam, "s1", "s2", "s3")
    await sending()
    await connector.until_texts(3, "a:sam")
    assert connector.texts("a:rita") == ["r1"]
    gate.set()
    assert await connector.until_texts(2, "a:rita") == ["r1", "r2"]


async def test_what_is_due_later_waits(sending: Sending, store: Database, rita: Who, connector: Connector) -> None:
    await put(store, rita, "tomorrow", due_at=datetime.now(UTC) + timedelta(days=1))
    await put(store, rita, "now")
    await sending()
    await until(store, "sent", "now")
    assert await states(store) == {"now": "sent", "tomorrow": "waiting"}
    assert connector.texts() == ["now"]


async def test_a_message_is_in_its_reader_s_language_and_calendar(
    sending: Sending, store: Database, rita: Who, connector: Connector
) -> None:
    heard = []

    async def noted(notice: Notice) -> None:
        heard.append((notice.words.language, str(notice.words.locale), notice.conversation))

    await put(store, rita, "a", kind="noted")
    await sending(noted=noted)
    await until(store, "moot", "a")
    assert heard == [("en", "en_GB", "a:rita")]


async def test_whoever_has_lost_their_role_is_told_nothing(
    sending: Sending, store: Database, rita: Who, connector: Connector
) -> None:
    await put(store, rita, "a")
    await store.write(lambda db: db.execute(delete(roles)) and None)
    await sending()
    await until(store, "moot", "a")
    assert connector.received == []


async def test_what_there_is_no_reason_to_say_any_more_holds_nothing_up(
    sending: Sending, store: Database, rita: Who, connector: Connector
) -> None:
    await put(store, rita, "a", kind="nothing")
    await put(store, rita, "b")
    await sending()
    await until(store, "sent", "b")
    assert (connector.texts(), (await states(store))["a"]) == (["b"], "moot")


async def test_a_message_is_made_again_as_it_is_when_it_is_sent(
    sending: Sending, store: Database, rita: Who, connector: Connector
) -> None:
    """A mistake in one announcement costs that message time and the others nothing."""
    broken = True

    async def at_first_broken(notice: Notice) -> Announcement:
        if broken:
            raise ValueError("+41791234567")
        return await note(notice)

    sam = await a_reader(store, "sam", connector.url)
    await put(store, rita, "a", kind="breaking")
    await put(store, sam, "b")
    await sending(breaking=at_first_broken)
    assert await connector.until_texts(1) == ["b"]
    broken = False
    assert await connector.until_texts(2) == ["b", "a"]


async def test_what_can_never_be_made_does_not_hold_up_its_conversation_for_ever(
    sending: Sending, store: Database, rita: Who, connector: Connector, caplog: pytest.LogCaptureFixture
) -> None:
    await put(store, rita, "a", kind="unheard of")
    await set_rows(store, attempts=delivery.MOST_MAKING - 1)
    await put(store, rita, "b")
    await sending()
    assert await connector.until_texts(1) == ["b"]
    assert (await states(store))["a"] == "failed"
    assert "is given up" in caplog.text


async def test_a_database_that_is_away_for_a_moment_makes_no_message_come_twice(
    store: Database, rita: Who, connector: Connector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "AWAY_SECONDS", 0.0)

    class AwayForAMoment:
        """What is written fails twice."""

        read = store.read
        times = 2

        async def write(self, function: Any, /, *args: Any, **more: Any) -> Any:
            self.times -= 1
            if self.times >= 0:
                raise DatabaseUnavailable
            return await store.write(function, *args, **more)

        async def close(self) -> None:
            await store.close()

    await put(store, rita, "a")
    now = datetime.now(UTC)
    [due] = await store.write(deliveries.claim, await store.read(deliveries.due, now), now)
    async with outward(configured(dangerously_allow_unauthenticated=True)) as teams:
        await delivery.Delivery(AwayForAMoment(), Links("", ""), teams.connectors(tries=1), SAID, "").deliver(due)
    assert (connector.texts(), await states(store)) == (["a"], {"a": "sent"})


async def test_a_conversation_gets_no_more_than_teams_takes(
    sending: Sending, store: Database, rita: Who, connector: Connector
) -> None:
    await put(store, rita, *"abcdefghi")
    await sending()
    assert await connector.until_texts(9) == list("abcdefghi")
    at = [received.at for received in connector.received]
    assert all(later - earlier >= 1 for earlier, later in zip(at, at[7:], strict=False))
    assert at[8] - at[0] >= 2


async def test_what_is_on_its_way_when_the_process_is_told_to_end_arrives(
    store: Database, rita: Who, connector: Connector, tmp_path: Path
) -> None:
    gate = connector.gates["a:rita"] = asyncio.Event()
    await put(store, rita, "a", "b")
    async with outward(configured(dangerously_allow_unauthenticated=True)) as teams:
        sender = teams.sender(store, Links("", ""), SAID, asyncio.Event())
        async with jobs.running(store, Folder(tmp_path), Beside(tmp_path), sender):
            await connector.until_texts(1)
            asyncio.get_running_loop().call_later(0.1, gate.set)
        assert await states(store) == {"a": "sent", "b": "waiting"}
    assert connector.texts() == ["a"]


async def test_a_process_that_runs_no_jobs_sends_nothing(
    start_bot: StartBot, sending: Sending, store: Database, store_url: str, rita: Who, connector: Connector
) -> None:
    await put(store, rita, "a")
    await start_bot(database_url=store_url, worker=False, parts={"announcements": {}})
    await sending()
    assert await connector.until_texts(1) == ["a"]
    assert (await rows(store))[0].attempts == 1
