"""What is there of everything, in two services of a tenant and in another tenant, when rights are tried?

Small, so that all of it can be compared and put back after each press; tests/world_built.py builds it.
"""

import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

from storage.database import open_database
from tests.talk import CONTOSO, FABRIKAM


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
_TABLES: Final = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%fts%'"

Rows = dict[str, set[tuple[Any, ...]]]


@dataclass(frozen=True, kw_only=True)
class World:
    """`things`: ids by service and by what they are; `files`: the id of each person's export."""

    url: str
    live: sqlite3.Connection
    pristine: sqlite3.Connection
    things: Mapping[str, Mapping[str, str]]
    files: Mapping[str, str]

    def rows(self) -> Rows:
        """All there are, by table."""
        names = [name for (name,) in self.live.execute(_TABLES)]
        return {name: set(self.live.execute(f'SELECT * FROM "{name}"')) for name in names}

    def columns(self, table: str) -> list[str]:
        return [row[1] for row in self.live.execute(f'PRAGMA table_info("{table}")')]

    def run(self, statement: str) -> list[tuple[Any, ...]]:
        with self.live:
            return list(self.live.execute(statement))

    def put_back(self, kept: sqlite3.Connection | None = None) -> None:
        """As it was kept, else as it was built; under the feet of whoever has it open."""
        (kept or self.pristine).backup(self.live)

    def keep(self) -> sqlite3.Connection:
        """A copy of all, to be closed."""
        copy = sqlite3.connect(":memory:")
        self.live.backup(copy)
        return copy


@asynccontextmanager
async def a_world(file: Path) -> AsyncIterator[World]:
    """In a migrated file."""
    from tests.world_built import build

    url = f"sqlite+aiosqlite:///{file}"
    db = open_database(url)
    things, files = await build(db)
    await db.close()
    with closing(sqlite3.connect(file)) as live, closing(sqlite3.connect(":memory:")) as pristine:
        live.execute("PRAGMA synchronous = OFF")
        live.backup(pristine)
        yield World(url=url, live=live, pristine=pristine, things=things, files=files)
