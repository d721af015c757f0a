"""When are interactions purged whose time is over?

Every hour, so that none stays longer than a day; in small batches with room for others in between.
"""

import asyncio
from datetime import UTC, datetime
from typing import Final

from storage import purging
from storage.database import Database

LOOK_SECONDS: Final = 3600.0
BETWEEN_SECONDS: Final = 0.2


class Purger:
    """`once` purges a batch of each tenant, `rest` waits: briefly while there is more."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._more = True  # a process that has just started looks soon

    async def once(self) -> None:
        tenants = await self._db.read(purging.tenants_to_purge)
        gone = [await self._db.write(purging.purge, tenant_id, datetime.now(UTC)) for tenant_id in tenants]
        self._more = purging.BATCH in gone

    async def rest(self) -> None:
        await asyncio.sleep(BETWEEN_SECONDS if self._more else LOOK_SECONDS)
