"""What becomes of a message, whatever Teams answers?"""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.channel import delivery
from bot.channel.delivery import LONGEST_PAUSE
from dialogs.announcements import Announcement, Notice
from storage.access import Who
from storage.database import Database
from storage.delivery_tables import outbox
from storage.sent_cards import SentCard
from tests.conftest import Sending
from tests.outgoing import a_reader, ledger, put, rows, seen, set_rows, states, until
from tests.wire import Connector


@pytest.mark.parametrize("status", [401, 412, 429, 502, 503, 504])
async def test_what_teams_asks_to_repeat_is_repeated_before_what_follows(
    sending: Sending, store: Database, rita: Who, connector: Connector, status: int
) -> None:
    connector.statuses = [status, status]
    await put(store, rita, "a", "b")
    await sending()
    assert await connector.until_texts(4) == ["a", "a", "a", "b"]
    await until(store, "sent", "a", "b")


@pytest.mark.parametrize("status", [400, 404, 405, 409, 413, 500])
async def test_what_repeating_cannot_help_is_given_up(
    sending: Sending, store: Database, rita: Who, connector: Connector, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    connector.statuses = [status]
    await put(store, rita, "a secret", "b")
    await sending()
    assert await connector.until_texts(2) == ["a secret", "b"]
    await until(store, "sent", "b")
    assert (await states(store))["a secret"] == "failed"
    assert f"status={status}" in caplog.text
    assert "secret" not in caplog.text


async def test_teams_is_left_alone_as_long_as_it_asks(
    sending: Sending, store: Database, rita: Who, connector: Connector
) -> None:
    connector.statuses = [(429, {"Retry-After": "3600"})]
    await put(store, rita, "a", "b")
    await sending()
    await connector.until_texts(1)
    sam = await a_reader(store, "sam", connector.url)
    await put(store, sam, "c")
    await until(store, "sent", "c")
    [wait] = [row.retry_at for row in await rows(store) if row.content["text"] == "a"]
    assert timedelta(minutes=59) < wait - datetime.now(UTC) <= timedelta(hours=1)
    assert connector.texts("a:rita") == ["a"]


async def test_a_pause_grows_up_to_an_edge() -> None:
    def pause(attempts: int) -> float:
        at: datetime = delivery.again_at(attempts, 0.0)
        return (at - datetime.now(UTC)).total_seconds()

    assert 0.4 < pause(1) < 1.6
    assert 3.9 < pause(4) < 12.1
    assert LONGEST_PAUSE / 2 - 1 < pause(60) < LONGEST_PAUSE * 1.5


async def test_a_connector_that_is_not_there_is_tried_again(
    sending: Sending, store: Database, rita: Who, connector: Connector
) -> None:
    await seen(store, rita, "http://127.0.0.1:9/")
    await put(store, rita, "a")
    await sending()
    while (await rows(store))[0].attempts < 2:  # noqa: ASYNC110  (the database tells nobody)
        await asyncio.sleep(0.01)
    await seen(store, rita, connector.url)
    assert await connector.until_texts(1) == ["a"]


async def test_an_answer_that_does_not_come_is_no_answer(
    sending: Sending, store: Database, rita: Who, connector: Connector, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The only case in which a message may come twice: nobody can know whether the first one arrived."""
    monkeypatch.setattr(delivery, "SENDING_SECONDS", 0.2)
    connector.gates["a:rita"] = asyncio.Event()
    await put(store, rita, "a", "b")
    await sending()
    await connector.until_texts(1)
    connector.gates.pop("a:rita")
    assert await connector.until_texts(3) == ["a", "a", "b"]


async def test_after_a_403_everything_waits_for_the_next_install(
    sending: Sending, store: Database, rita: Who, connector: Connector
) -> None:
    connector.statuses = [403]
    await put(store, rita, "a", "b")
    await sending()
    await until(store, "parked", "a", "b")
    await put(store, rita, "c")
    await until(store, "parked", "c")
    assert connector.texts() == ["a"]
    await seen(store, rita, connector.url)
    assert await connector.until_texts(4) == ["a", "a", "b", "c"]
    await until(store, "sent", "a", "b", "c")


async def test_a_403_of_before_the_install_does_not_count_after_it(
    sending: Sending, store: Database, rita: Who, connector: Connector
) -> None:
    gate = connector.gates["a:rita"] = asyncio.Event()
    connector.statuses = [403]
    await put(store, rita, "a")
    await sending()
    await connector.until_texts(1)
    await seen(store, rita, connector.url)
    gate.set()
    assert await connector.until_texts(2) == ["a", "a"]


async def test_what_a_dead_sender_had_claimed_is_sent_before_what_follows(
    sending: Sending, store: Database, rita: Who, connector: Connector
) -> None:
    await put(store, rita, "a")
    await set_rows(store, state="sending", attempts=1, retry_at=datetime.now(UTC) + timedelta(minutes=1))
    await put(store, rita, "b")
    await sending()
    sam = await a_reader(store, "sam", connector.url)
    await put(store, sam, "c")
    assert await connector.until_texts(1) == ["c"]
    await store.write(
        lambda db: (
            db.execute(outbox.update().where(outbox.c.state == "sending").values(retry_at=datetime.now(UTC))) and None
        )
    )
    assert await connector.until_texts(2, "a:rita") == ["a", "b"]


async def test_a_card_is_in_the_ledger_with_its_name_and_is_replaced_under_it(
    sending: Sending, store: Database, rita: Who, connector: Connector
) -> None:
    await put(store, rita, "card", kind="carded")
    await sending()
    await until(store, "sent", "card")
    [card] = await ledger(store)
    assert card.activity_id == connector.received[0].given_id
    await put(store, rita, "instead", kind="instead", content={"card": str(card.id)})
    await until(store, "sent", "instead")
    assert (connector.received[1].method, connector.received[1].activity_id) == ("PUT", card.activity_id)
    assert len(await ledger(store)) == 1


async def test_a_card_that_is_gone_is_sent_anew_instead_of_replaced(
    sending: Sending, store: Database, rita: Who, connector: Connector
) -> None:
    await put(store, rita, "card", kind="carded")
    await sending()
    await until(store, "sent", "card")
    [card] = await ledger(store)
    connector.statuses = [404]
    await put(store, rita, "instead", kind="instead", content={"card": str(card.id)})
    await until(store, "sent", "instead")
    assert [r.method for r in connector.received] == ["POST", "PUT", "POST"]
    assert "id" not in connector.received[2].content
    assert {c.activity_id for c in await ledger(store)} == {card.activity_id, connector.received[2].given_id}


async def test_a_card_that_was_refused_is_noted_once(
    sending: Sending, store: Database, rita: Who, connector: Connector
) -> None:
    connector.statuses = [429, 412]
    await put(store, rita, "card", kind="carded")
    await sending()
    await until(store, "sent", "card")
    assert [c.activity_id for c in await ledger(store)] == [connector.received[2].given_id]


async def test_a_card_whose_row_has_gone_meanwhile_is_sent_once(
    sending: Sending, store: Database, rita: Who, connector: Connector, caplog: pytest.LogCaptureFixture
) -> None:
    async def unknown(notice: Notice) -> Announcement:
        card_id = SentCard(notice.tenant_id, 1)
        return Announcement(card={"type": "AdaptiveCard"}, text=notice.content["text"], card_id=card_id)

    await put(store, rita, "a", kind="unknown")
    await sending(unknown=unknown)
    await until(store, "sent", "a")
    assert connector.texts() == ["a"]
    assert "not noted" in caplog.text
