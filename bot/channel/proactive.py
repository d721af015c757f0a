"""How does what waits in the outbox reach Teams, in order, within the limits, and never lost?"""

import asyncio
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from time import perf_counter
from typing import Final

from bot.channel.delivery import SENDING_SECONDS, Delivery
from bot.channel.limits import OF_CONVERSATION, OF_TENANT, Limits
from storage import deliveries
from storage.database import Database
from storage.deliveries import Due

AT_ONCE: Final = 20  # conversations that are sent to
LOOK_SECONDS: Final = 0.5  # what another process has put is seen after so long
BREATH_SECONDS: Final = 0.02  # between two looks, however often it is woken
RESTS: Final = 4  # times as long as it has looked: a long queue must not take the database for itself


class Sender:
    """Sends what is due: different conversations at once, each conversation one after the other."""

    def __init__(self, db: Database, delivery: Delivery, woken: asyncio.Event) -> None:
        self._db = db
        self._delivery = delivery
        self._woken = woken
        self._busy: dict[tuple[int, str], asyncio.Task[None]] = {}
        self._of_conversation = Limits(OF_CONVERSATION)
        self._of_tenant = Limits(OF_TENANT)
        self._looked = 0.0  # seconds, the last time

    async def look(self) -> None:
        """Begins to send what may be sent now."""
        self._woken.clear()
        began, now = perf_counter(), datetime.now(UTC)
        found = await self._db.read(deliveries.due, now)
        self._looked = perf_counter() - began
        for each in found:
            if not each.reachable:
                await self._db.write(deliveries.set_aside, each)
        if chosen := list(self._chosen(each for each in found if each.reachable)):
            for due in await self._db.write(deliveries.claim, chosen, now):
                self._start(due)

    async def rest(self) -> None:
        """Until something was put, something has been sent, or half a second has passed."""
        await asyncio.sleep(max(BREATH_SECONDS, self._looked * RESTS))
        try:
            async with asyncio.timeout(LOOK_SECONDS):
                await self._woken.wait()
        except TimeoutError:
            return

    async def finish(self) -> None:
        """What is on its way arrives; what hangs is sent again when its lease is over."""
        on_their_way = list(self._busy.values())
        if on_their_way:
            await asyncio.wait(on_their_way, timeout=SENDING_SECONDS)
            for task in on_their_way:
                task.cancel()
            await asyncio.wait(on_their_way)

    def _chosen(self, found: Iterable[Due]) -> Iterator[Due]:
        """As many as may go out at this moment. A tenant's limit counts from here, for they go out side by side."""
        free = AT_ONCE - len(self._busy)
        for due in found:
            place = (due.tenant_id, due.conversation)
            if not free:
                return
            if place in self._busy or self._of_conversation.wait(place) or self._of_tenant.wait(due.tenant_id):
                continue
            self._of_tenant.note(due.tenant_id)
            free -= 1
            yield due

    def _start(self, due: Due) -> None:
        place = (due.tenant_id, due.conversation)
        self._busy[place] = asyncio.create_task(self._delivery.deliver(due))
        self._busy[place].add_done_callback(partial(self._ended, place))

    def _ended(self, place: tuple[int, str], _task: "asyncio.Task[None]") -> None:
        """A conversation's limit counts from here: a slow way could else bring two messages close together."""
        del self._busy[place]
        self._of_conversation.note(place)
        self._woken.set()
