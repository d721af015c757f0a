"""With what does this process reach Teams?"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

import aiohttp

from bot.channel.adapter import PooledConnectors
from bot.channel.addresses import Addresses
from bot.channel.connector import TRIES, Connector
from bot.channel.delivery import Delivery
from bot.channel.proactive import Sender
from bot.channel.tokens import Tokens, fetcher
from bot.settings import Settings
from dialogs.announcements import Announcements
from dialogs.links import Links
from storage.database import Database

SOCKETS: Final = 100  # at most


@dataclass(frozen=True, kw_only=True)
class Outward:
    """One pooled session, one token, one allow-list."""

    app_id: str
    session: aiohttp.ClientSession
    addresses: Addresses
    tokens: Tokens | None  # None: nothing is signed (the local mode)

    def connectors(self, *, tries: int = TRIES) -> PooledConnectors:
        signed, unsigned = (Connector(self.session, tokens, tries=tries) for tokens in (self.tokens, None))
        return PooledConnectors(signed, unsigned, self.addresses)

    def sender(self, db: Database, links: Links, announcements: Announcements, woken: asyncio.Event) -> Sender:
        """Of what waits in the outbox. Whoever has put something there in this process may set `woken`."""
        return Sender(db, Delivery(db, links, self.connectors(tries=1), announcements, self.app_id), woken)


@asynccontextmanager
async def outward(settings: Settings) -> AsyncIterator[Outward]:
    async with _session() as session:
        fetch = fetcher(settings, session)
        tokens = Tokens(fetch) if fetch else None
        try:
            yield Outward(app_id=settings.app_id, session=session, addresses=Addresses(settings), tokens=tokens)
        finally:
            if tokens:
                await tokens.close()


def _session() -> aiohttp.ClientSession:
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=SOCKETS),
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"User-Agent": "Aftercall"},
    )
