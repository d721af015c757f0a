"""Whom do the measurements ask for? What people would type, taken from what is in the store."""

from dataclasses import dataclass
from random import Random
from typing import Final

from sqlalchemy import Connection, func, select

from storage.access import Who
from storage.database import Database
from storage.demo import CONTOSO, FABRIKAM
from storage.demo_names import FIRST_NAMES, SYLLABLES
from storage.tables import customers, identifiers, interactions, tenants

ADAM: Final = Who(tenant=CONTOSO, person="a1000000-0000-4000-8000-000000000004")
ALICE: Final = Who(tenant=CONTOSO, person="a1000000-0000-4000-8000-000000000001")
FIONA: Final = Who(tenant=FABRIKAM, person="a1000000-0000-4000-8000-000000000006")


@dataclass(frozen=True)
class Typed:
    """Texts of one kind, and who types them."""

    kind: str
    who: Who
    texts: list[str]


async def numbers(db: Database, count: int) -> list[str]:
    """Of as many customers, spread over the store."""
    return await db.read(_numbers, count)


async def busiest(db: Database) -> tuple[int, int]:
    """Id and number of interactions of the customer with the most."""
    return await db.read(_busiest)


async def typed(db: Database) -> list[Typed]:
    random = Random(7)
    first, middle, last = ([part.lower() for part in parts] for parts in SYLLABLES)
    names = [name.lower() for name in FIRST_NAMES]
    some = random.sample(await numbers(db, 200), 12)
    spaced = [f"{n[:3]} {n[3:5]} {n[5:8]} {n[8:]}" for n in some]
    starts = [name[:3] for name in random.sample(names, 8)] + [
        a + b[:1] for a, b in zip(first[:8], middle, strict=False)
    ]
    surnames = [random.choice(first) + random.choice(middle) + random.choice(last) for _ in range(12)]
    several = [f"{random.choice(names)} {each[:length]}" for each in surnames for length in (1, 3, 6)]
    return [
        Typed("starts of three letters", ADAM, starts),
        Typed("first names, whole", ADAM, names[:12]),
        Typed("common parts", ADAM, [part for part in last if len(part) >= 3][:12]),
        Typed("rare parts", ADAM, [each[1:] for each in surnames] + ["qqq", "xyzzy"]),
        Typed("surnames", ADAM, surnames),
        Typed("several words", ADAM, several),
        Typed("numbers, +41 77 …", ADAM, spaced),
        Typed("numbers, 077 …", ADAM, [f"0{n[3:]}" for n in some]),
        Typed("numbers, 0041 77 …", ADAM, [f"00{n[1:]}" for n in some]),
        Typed("parts of numbers", ADAM, [n[-length:] for n in some for length in (3, 4, 6)]),
        Typed("an agent's scope", ALICE, starts + surnames + [part for part in last if len(part) >= 3] + spaced),
        Typed("a small tenant", FIONA, ["and", "sen", "mar", "fab", *(name[:3] for name in names[:8]), "555 00"]),
    ]


def _numbers(db: Connection, count: int) -> list[str]:
    mine = (identifiers.c.tenant_id == _contoso(db)) & (identifiers.c.kind == "phone")
    first = f"phone:4177{0:07d}"
    found = db.execute(
        select(identifiers.c.value).where(mine, identifiers.c.key >= first).order_by(identifiers.c.key).limit(20_000)
    )
    values = [row[0] for row in found]
    return Random(11).sample(values, min(count, len(values)))


def _busiest(db: Connection) -> tuple[int, int]:
    query = (
        select(interactions.c.customer_id, func.count())
        .where(interactions.c.tenant_id == _contoso(db), interactions.c.customer_id.is_not(None))
        .group_by(interactions.c.customer_id)
        .order_by(func.count().desc())
        .limit(1)
    )
    customer_id, count = db.execute(query).one()
    return customer_id, count


def _contoso(db: Connection) -> int:
    found: int = db.execute(select(tenants.c.id).where(tenants.c.entra_id == CONTOSO)).scalar_one()
    return found


async def customer_count(db: Database) -> int:
    return await db.read(lambda c: int(c.execute(select(func.count()).select_from(customers)).scalar_one()))
