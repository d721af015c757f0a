"""How does a large store come about, for those who want to see whether it stays quick?

Rows go straight into the tables, customer by customer and in the order of their keys, so that indexes grow at the end.
They have no events and no legs: what came by no event has none.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, func, select, util

from storage import demo_indexes, services, substrings
from storage.database import Database, is_sqlite
from storage.demo import CONTOSO, DAYS, Progress
from storage.demo_names import FIRST_NAMES, SYLLABLES
from storage.ids import new_id, new_ids
from storage.outcomes import BY_KEY
from storage.tables import contacts, customer_terms, customers, identifiers, interactions, people, tenants
from storage.terms import Identifier, search_text, terms_of
from storage.types import EPOCH

BUSIEST: Final = 100_000  # interactions of one customer, once there are a million
_CHUNK: Final = 40_000  # rows a transaction, about
_RESULTS: Final = tuple(  # the stored number, and whether a user talked
    (BY_KEY[key].number, key == "accepted_by_user")
    for key, weight in (
        ("accepted_by_user", 11),
        ("hangup_in_queue", 3),
        ("hangup_in_ivr", 1),
        ("voicemail", 1),
        ("transferred_by_user", 1),
        ("hangup_by_workflow", 1),
        ("destination_accepted", 1),
        ("standby_duty_accepted", 1),
    )
    for _ in range(weight)
)

_CUSTOMER: Final = ("tenant_id", "id", "name", "named_at", "search_text", "last_contact_at")
_IDENTIFIER: Final = ("tenant_id", "key", "customer_id", "kind", "value")
_TERM: Final = ("tenant_id", "term", "customer_id")
_CONTACT: Final = ("tenant_id", "customer_id", "service_id", "last_contact_at")
_INTERACTION: Final = (
    *("tenant_id", "id", "task_id", "call_chain_id", "customer_id", "service_id", "initial_service_id"),
    *("queued_service_id", "last_user_id", "source", "direction", "modality", "opening_hours", "result", "started_at"),
    *("terminated_at", "last_event_at", "seconds", "queued", "queue_seconds", "connected_seconds", "issue_count"),
    "modified_at",
)


class _World(NamedTuple):
    tenant_id: int
    services: list[int]
    users: list[int]
    start: int  # milliseconds since 1970, as all moments here
    span: int


class _Rows:
    """What one transaction writes."""

    def __init__(self) -> None:
        self.customers: list[tuple[Any, ...]] = []
        self.identifiers: list[tuple[Any, ...]] = []
        self.terms: list[tuple[Any, ...]] = []
        self.contacts: list[tuple[Any, ...]] = []
        self.interactions: list[tuple[Any, ...]] = []


async def fill(db: Database, customer_count: int, interaction_count: int, progress: Progress) -> None:
    """Adds to the tenant Contoso of a seeded demo until it has so many; what an interrupted run stored counts."""
    has_customers, has_interactions, world = await db.read(_measure)
    random = Random(has_customers)  # noqa: S311
    missing, left = customer_count - has_customers, interaction_count - has_interactions
    await db.write(demo_indexes.put_off)
    rows = _Rows()
    for number in range(has_customers, customer_count):
        shares = _share(random, missing, left, busiest=number == has_customers and interaction_count >= 1_000_000)
        _customer(random, world, number, shares, rows)
        missing, left = missing - 1, left - shares
        if len(rows.interactions) + 4 * len(rows.customers) >= _CHUNK or missing == 0:
            await db.write(_load, rows)
            progress(interaction_count - left, interaction_count)
            rows = _Rows()
    await db.write(demo_indexes.put_back)


def _share(random: Random, missing: int, left: int, *, busiest: bool) -> int:
    """How many of the `left` interactions the next of `missing` customers has."""
    if missing == 1:
        return max(0, left)
    if busiest:
        return min(left, BUSIEST)
    return min(left, int(random.expovariate(missing / left)) + (random.random() < 0.5)) if left > 0 else 0


def _measure(db: Connection) -> tuple[int, int, _World]:
    tenant_id = db.execute(select(tenants.c.id).where(tenants.c.entra_id == CONTOSO)).scalar_one()
    start = datetime.now(UTC) - timedelta(days=DAYS)
    world = _World(
        tenant_id,
        [s.id for s in services.list_all(db, tenant_id)],
        list(db.execute(select(people.c.id).where(people.c.tenant_id == tenant_id)).scalars()),
        _ms(start),
        DAYS * 86_400_000 - 3_600_000,
    )
    count = [
        db.execute(select(func.count()).select_from(t).where(t.c.tenant_id == tenant_id)).scalar_one()
        for t in (customers, interactions)
    ]
    return count[0], count[1], world


def _customer(random: Random, world: _World, number: int, share: int, rows: _Rows) -> None:
    customer_id = new_id()
    first = random.choice(FIRST_NAMES)
    name = f"{first} {''.join(map(random.choice, SYLLABLES))}"
    digits = f"4177{number * 7_919 % 10_000_000:07d}"
    known = [Identifier("phone", f"+{digits}", f"phone:{digits}")]
    if number % 4 == 0:
        upn = f"{name.replace(' ', '.').lower()}.{number}@example.net"
        known.append(Identifier("upn", upn, f"upn:{upn}"))
    terms = terms_of(name, known)
    latest = _interactions(random, world, customer_id, digits, share, rows)
    at = max(latest.values(), default=world.start)
    rows.customers.append((world.tenant_id, customer_id, name, at, search_text(terms), at))
    rows.identifiers += [(world.tenant_id, i.key, customer_id, i.kind, i.value) for i in known]
    rows.terms += [(world.tenant_id, term, customer_id) for term in terms]
    rows.contacts += [(world.tenant_id, customer_id, s, at) for s, at in latest.items()]


def _interactions(
    random: Random, world: _World, customer_id: int, digits: str, share: int, rows: _Rows
) -> dict[int, int]:
    """Returns the latest contact by service."""
    latest: dict[int, int] = {}
    some, source = random.random, f"+{digits}"
    tenant_id, users, count = world.tenant_id, world.users, len(world.services)
    moments = sorted([int(some() * world.span) for _ in range(share)])
    for at, interaction_id in zip(moments, new_ids(share), strict=True):
        started, service = world.start + at, world.services[int(some() * count)]
        result, talks = _RESULTS[int(some() * len(_RESULTS))]
        talk, queue = int(some() * 600) if talks else 0, int(some() * 60)
        seconds = queue + talk + 10
        ended = started + 1000 * seconds
        user = users[int(some() * len(users))] if talks else None
        task = f"load-{interaction_id:x}"
        latest[service] = started
        ids = (tenant_id, interaction_id, task, task, customer_id, service, service, service, user)
        facts = (
            source,
            "Inbound",
            "Audio",
            "Open",
            result,
            started,
            ended,
            ended,
            seconds,
            True,
            queue,
            talk,
            0,
            ended,
        )
        rows.interactions.append(ids + facts)
    return latest


def _load(db: Connection, rows: _Rows) -> None:
    for table, columns, records in (
        (customers, _CUSTOMER, rows.customers),
        (identifiers, _IDENTIFIER, rows.identifiers),
        (customer_terms, _TERM, sorted(rows.terms)),  # neighbours lie on the same pages
        (interactions, _INTERACTION, rows.interactions),
        (contacts, _CONTACT, rows.contacts),
    ):
        (_insert if is_sqlite(db) else _copy)(db, table.name, columns, records)
    tenant_id = rows.customers[0][0]
    substrings.add(db, tenant_id, [(c[1], c[4]) for c in rows.customers])


def _insert(db: Connection, table: str, columns: tuple[str, ...], records: list[tuple[Any, ...]]) -> None:
    marks = ", ".join("?" * len(columns))
    statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608  names of our own tables
    raw: Any = db.connection.driver_connection
    raw.executemany(statement, records)


def _copy(db: Connection, table: str, columns: tuple[str, ...], records: list[tuple[Any, ...]]) -> None:
    moments = [i for i, c in enumerate(columns) if c.endswith("_at")]
    raw: Any = db.connection.driver_connection
    util.await_only(raw.copy_records_to_table(table, records=_with_moments(records, moments), columns=columns))


def _with_moments(records: list[tuple[Any, ...]], moments: list[int]) -> Iterator[list[Any]]:
    for record in records:
        row = list(record)
        for i in moments:
            row[i] = EPOCH + timedelta(milliseconds=row[i])
        yield row


def _ms(moment: datetime) -> int:
    return (moment - EPOCH) // timedelta(milliseconds=1)
