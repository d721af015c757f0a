"""What is there of everything, in two services of a tenant and in another tenant, when rights are tried?

Small, so that all of it can be compared and put back after each press; tests/world_built.py builds it, and
tests/world_kept.py compares it and puts it back, in either database.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from storage.database import open_database
from tests.talk import CONTOSO, FABRIKAM
from tests.world_kept import Keeper, Kept, Rows, keeper


class Employee(NamedTuple):
    """`places`: the role in each service; `also`: another tenant that they are known to."""

    number: int
    tenant: str = CONTOSO
    roles: tuple[str, ...] = ()
    places: Mapping[str, str] = {}
    also: str | None = None

    @property
    def object_id(self) -> str:
        return f"a1000000-0000-4000-8000-{self.number:012}"


STAFF: Final = {
    "alice": Employee(1, places={"Helpdesk": "agent"}),
    "otis": Employee(2, places={"Bookings": "agent"}),
    "olga": Employee(3, places={"Helpdesk": "owner"}),
    "adam": Employee(4, roles=("tenant_admin",)),
    "petra": Employee(5, roles=("partner_admin",)),
    "fiona": Employee(6, FABRIKAM, roles=("tenant_admin",), places={"Hotline": "agent"}),
    "anna": Employee(7, roles=("tenant_admin",)),
    "otto": Employee(8, places={"Bookings": "owner"}),
    "mona": Employee(9),  # known to the tenant, without any role
    "nina": Employee(10, also=FABRIKAM),  # whose roles the others change
    "paula": Employee(11, roles=("partner_admin",), also=FABRIKAM),  # who has not said which tenant she looks at
}
SECRET_KEY: Final = "not a secret, and long enough for one"
PLACES: Final = {"Helpdesk": ("alice", CONTOSO), "Bookings": ("otis", CONTOSO), "Hotline": ("fiona", FABRIKAM)}
SECRETS: Final = {"Helpdesk": "Quibblewick", "Bookings": "Zanzibarov", "Hotline": "Xylophonsky"}  # names of customers
SERIES: Final = {"Helpdesk": "Alpha", "Bookings": "Beta", "Hotline": "Gamma"}  # in names of codes
NUMBERS: Final = {"Helpdesk": "+4179123450", "Bookings": "+4144765430", "Hotline": "+4930555120"}  # and a digit


@dataclass(frozen=True, kw_only=True)
class World:
    """`things`: ids by service and by what they are; `files`: the id of each person's export."""

    url: str
    keeper: Keeper
    pristine: Kept
    things: Mapping[str, Mapping[str, str]]
    files: Mapping[str, str]

    async def rows(self) -> Rows:
        """All there are, by table."""
        return await self.keeper.rows()

    async def row(self, table: str, values: tuple[Any, ...]) -> dict[str, Any]:
        """By the names of the columns."""
        return dict(zip(await self.keeper.columns(table), values, strict=True))

    async def run(self, statement: str) -> list[tuple[Any, ...]]:
        return await self.keeper.run(statement)

    async def keep(self) -> Kept:
        """A copy of all."""
        return await self.keeper.keep()

    async def put_back(self, kept: Kept | None = None) -> None:
        """As it was kept, else as it was built; under the feet of whoever has it open."""
        await self.keeper.put_back(kept or self.pristine)


@asynccontextmanager
async def a_world(url: str) -> AsyncIterator[World]:
    """In a migrated store."""
    from tests.world_built import build

    db = open_database(url)
    things, files = await build(db)
    await db.close()
    async with keeper(url) as kept_by:
        yield World(url=url, keeper=kept_by, pristine=await kept_by.keep(), things=things, files=files)
