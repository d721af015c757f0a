"""How is one message of the outbox made and sent, and what if Teams says no?"""

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import uniform
from typing import Any, Final, NamedTuple

from botbuilder.schema import Activity, ChannelAccount, ConversationAccount

from bot.channel.activities import message, with_file
from bot.channel.adapter import PooledConnectors
from bot.channel.connector import ConversationBlocked, SendFailed
from bot.doors import metrics
from bot.errors import told
from cards.words import words_for
from dialogs.announcements import Announcement, Announcements, Notice
from dialogs.links import Links
from storage import deliveries
from storage.access import NoTenantChosen, NotFound, Stranger
from storage.database import Database, DatabaseUnavailable
from storage.deliveries import Due
from storage.sent_cards import NotYet, SentCard

log = logging.getLogger(__name__)

MAKING_SECONDS: Final = 20.0  # with the next, well within the lease
SENDING_SECONDS: Final = 25.0
FIRST_PAUSE: Final = 1.0  # seconds, then twice as much each time, give or take a half
LONGEST_PAUSE: Final = 120.0
LONGEST_ASKED: Final = 86_400.0  # seconds for which Teams is left alone when it says so
MOST_MAKING: Final = 10  # attempts: what can never be made must not hold up its conversation for ever
AWAY_SECONDS: Final = 1.0  # until the database is asked again

_REFUSED: Final = frozenset({401, 403, 412, 429})  # for now; nothing has arrived
_DOUBTFUL: Final = 500  # it may have been delivered, so it is not repeated


class _Became(NamedTuple):
    """What is noted of an attempt: a store function, and what it takes beside connection and message."""

    name: str  # as the metrics count it
    note: Callable[..., None]
    arguments: tuple[Any, ...] = ()


class Delivery:
    """Each message is made when it is sent, with its reader's rights of that moment."""

    def __init__(
        self, db: Database, links: Links, connectors: PooledConnectors, announcements: Announcements, app_id: str
    ) -> None:
        self._db = db
        self._links = links
        self._connectors = connectors
        self._announcements = announcements
        self._me = ChannelAccount(id=f"28:{app_id or 'aftercall'}")

    async def deliver(self, due: Due) -> None:
        """One attempt. What became of it is noted, however long the database is away."""
        name, note, arguments = await self._attempt(due)
        while True:
            try:
                await self._db.write(note, due, *arguments)
            except DatabaseUnavailable:
                await asyncio.sleep(AWAY_SECONDS)
            except Exception as exc:  # noqa: BLE001  (the last resort of a message)
                log.error("It was not noted what became of a message: %s %s", _named(due), told(exc))
                if name != "sent" or arguments[-1] == "":
                    return  # its lease ends
                arguments = (*arguments[:-2], None, "")  # better a card without its name than a message twice
            else:
                metrics.message_tried(name)
                return

    async def _attempt(self, due: Due) -> _Became:
        try:
            async with asyncio.timeout(MAKING_SECONDS):
                made = await self._announcements[due.kind](self._notice(due))
        except (NotFound, Stranger, NoTenantChosen):
            return _Became("moot", deliveries.moot)
        except NotYet:
            return _Became("again", deliveries.later, (datetime.now(UTC) + deliveries.SOON,))
        except (DatabaseUnavailable, TimeoutError):
            return _again(due)
        except Exception as exc:  # noqa: BLE001  (the last resort of a message)
            return _unmade(due, exc)
        return _Became("moot", deliveries.moot) if made is None else await self._sent(due, made)

    async def _sent(self, due: Due, made: Announcement) -> _Became:
        began = datetime.now(UTC)
        try:
            async with asyncio.timeout(SENDING_SECONDS):
                activity_id = await self._send(due, made)
        except ConversationBlocked:
            return _Became("parked", deliveries.refused, (began, datetime.now(UTC), made.card_id))
        except SendFailed as exc:
            if exc.status == 404 and made.only_there:
                return _Became("moot", deliveries.moot)
            return _refused(due, made, exc)
        except TimeoutError:
            return _again(due)
        except Exception as exc:  # noqa: BLE001  (the last resort of a message)
            return _unmade(due, exc)
        named = "" if activity_id == made.replaces else activity_id
        return _Became("sent", deliveries.sent, (datetime.now(UTC), made.card_id, named))

    async def _send(self, due: Due, made: Announcement) -> str:
        conversations = (await self._connectors.create(due.service_url)).conversations
        activity = self._activity(due, made)
        if made.replaces:
            activity.id = made.replaces
            try:
                return str((await conversations.replace_activity(due.conversation, made.replaces, activity)).id)
            except SendFailed as exc:
                if exc.status != 404 or made.only_there:
                    raise
                activity.id = None
        return str((await conversations.send_to_conversation(due.conversation, activity)).id)

    def _activity(self, due: Due, made: Announcement) -> Activity:
        activity = message(made.text, made.card) if made.file is None else with_file(made.file)
        activity.channel_id = "msteams"
        activity.service_url = due.service_url
        activity.conversation = ConversationAccount(id=due.conversation)
        activity.from_property = self._me
        return activity

    def _notice(self, due: Due) -> Notice:
        return Notice(
            tenant_id=due.tenant_id,
            person_id=due.person_id,
            words=words_for(due.locale, due.zone, due.language),
            content=due.content,
            conversation=due.conversation,
            db=self._db,
            links=self._links,
        )


def _refused(due: Due, made: Announcement, exc: SendFailed) -> _Became:
    """https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit"""
    if exc.status not in _REFUSED and 400 <= exc.status <= _DOUBTFUL:
        log.error("A message was not taken and is given up: %s status=%d", _named(due), exc.status)
        return _Became("failed", deliveries.failed, (None if exc.status == _DOUBTFUL else made.card_id,))
    log.info("A message was not taken and comes again: %s status=%d", _named(due), exc.status)
    return _again(due, exc.retry_after, made.card_id if exc.status in _REFUSED else None)


def _again(due: Due, asked: float = 0.0, unsent: SentCard | None = None) -> _Became:
    return _Became("again", deliveries.later, (again_at(due.attempts, asked), unsent))


def again_at(attempts: int, asked: float) -> datetime:
    """`asked`: the seconds that Teams named."""
    pause = min(FIRST_PAUSE * 2.0 ** min(attempts - 1, 10), LONGEST_PAUSE) * uniform(0.5, 1.5)  # noqa: S311
    return datetime.now(UTC) + timedelta(seconds=max(pause, min(asked, LONGEST_ASKED)))


def _unmade(due: Due, exc: Exception) -> _Became:
    """A mistake of ours, or a kind that a newer version has put."""
    last = due.attempts >= MOST_MAKING
    log.error("A message could not be made%s: %s %s", " and is given up" if last else "", _named(due), told(exc))
    return _Became("failed", deliveries.failed, (None,)) if last else _again(due)


def _named(due: Due) -> str:
    return f"tenant={due.tenant_id} message={due.id} kind={due.kind}"
