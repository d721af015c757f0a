"""How do two activities of one conversation keep out of each other's way?"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Locks:
    """One lock a conversation, for as long as somebody holds it or waits for it."""

    def __init__(self) -> None:
        self._held: dict[str, tuple[asyncio.Lock, int]] = {}

    def __len__(self) -> int:
        return len(self._held)

    @asynccontextmanager
    async def hold(self, conversation: str) -> AsyncIterator[None]:
        """In the order of arrival."""
        lock, waiting = self._held.get(conversation) or (asyncio.Lock(), 0)
        self._held[conversation] = lock, waiting + 1
        try:
            async with lock:
                yield
        finally:
            lock, waiting = self._held[conversation]
            if waiting == 1:
                del self._held[conversation]
            else:
                self._held[conversation] = lock, waiting - 1
