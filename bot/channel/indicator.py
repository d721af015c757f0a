"""How does a person see that the answer takes a while?"""

import asyncio
import logging
from types import TracebackType

from botbuilder.core import TurnContext
from botbuilder.schema import Activity

from bot.channel.connector import SendFailed

log = logging.getLogger(__name__)

AFTER_SECONDS = 1.0  # the Teams store asks for a sign within two


class Indicator:
    """Shows *is typing* once, if nothing was said in the first second."""

    def __init__(self, context: TurnContext) -> None:
        self._context = context
        self._timer: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[None] | None = None

    def __enter__(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(AFTER_SECONDS, self._start)

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _where: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Also while it is being sent: nothing of it may arrive after the answer."""
        if self._timer:
            self._timer.cancel()
        if self._task:
            self._task.cancel()

    def _start(self) -> None:
        self._task = asyncio.create_task(self._show())

    async def _show(self) -> None:
        try:
            await self._context.adapter.send(self._context, Activity(type="typing"))
        except SendFailed as exc:
            log.info("No typing indicator: status %d", exc.status)
