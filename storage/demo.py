"""What does somebody find who tries Aftercall on their own machine?

The same every time but for the dates, which are relative to today. Everything comes in as events do.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, insert, update

from storage import demo_codes, demo_indexes, events, people, services, tenants
from storage.database import Database
from storage.demo_names import FIRST_NAMES, LAST_NAMES
from storage.fold import Event
from storage.tables import memberships, roles
from storage.tables import people as people_table

CONTOSO: Final = "c0000000-0000-4000-8000-000000000001"
FABRIKAM: Final = "f0000000-0000-4000-8000-000000000002"
CUSTOMERS: Final = 300
INTERACTIONS: Final = 5_400
DAYS: Final = 545  # 18 months
_BATCH: Final = 400
_WEEK: Final = (2, 4, 20, 26, 29, 45, 51, 70, 76, 98, 109, 121, 130, 146)  # hours ago

Progress = Callable[[int, int], None]
"""Called with (interactions done, interactions in all)."""


class _Person(NamedTuple):
    number: int
    name: str
    roles: tuple[str, ...] = ()
    agent_of: tuple[str, ...] = ()
    owner_of: tuple[str, ...] = ()

    @property
    def object_id(self) -> str:
        return f"a1000000-0000-4000-8000-{self.number:012d}"


_ALICE = _Person(1, "Alice Agent", agent_of=("Support",))
_BEN = _Person(2, "Ben Agent", agent_of=("Support", "Sales"))
_OLGA = _Person(3, "Olga Owner", agent_of=("Support",), owner_of=("Support",))
_OTTO = _Person(8, "Otto Owner", owner_of=("Sales", "Billing"))
_FIONA = _Person(6, "Fiona Foreign", roles=("tenant_admin",))
_PETRA = _Person(5, "Petra Partner", roles=("partner_admin",))
_OF_CONTOSO: Final = (
    *(_ALICE, _BEN, _OLGA, _PETRA, _OTTO),
    _Person(4, "Adam Admin", roles=("tenant_admin",)),
    _Person(7, "Anna Admin", roles=("tenant_admin",)),
)


class _Caller(NamedTuple):
    name: str | None
    number: str | None = None
    upn: str | None = None
    reference: str | None = None

    def said(self) -> dict[str, Any]:
        return {
            "customerName": self.name,
            "callerTelNumber": self.number,
            "callerUPN": self.upn,
            "customerIdentifier": self.reference,
        }


_HOLT = _Caller("Raymond Holt", "+41791234567")
_GRAY = _Caller("Dorain Gray", "+412345678910", "dorain.gray@example.com", "K-20417")
_NAMED: Final = (
    *(_HOLT, _GRAY),
    _Caller("Zoë Müller-Łukasz", "+41442120101", "zoe.mueller@example.com"),
    _Caller("Zürich Versicherung AG", "+41446282828", reference="K-10001"),
    _Caller(None, "+41315550142"),
    _Caller('=HYPERLINK("http://x")', "+41225550188"),
    _Caller("**bold** [x](http://x)", "+41615550199"),
)

_RESULTS: Final = (  # result, weight, direction, modality, queued, connected
    ("accepted_by_user", 46, "Inbound", "Audio", True, True),
    ("hangup_in_queue", 9, "Inbound", "Audio", True, False),
    ("hangup_in_ivr", 6, "Inbound", "Audio", False, False),
    ("voicemail", 5, "Inbound", "Audio", True, False),
    ("transferred_by_user", 5, "Inbound", "Audio", True, True),
    ("marked_as_handled_by_user", 6, "Inbound", "Email", True, True),
    ("destination_accepted", 5, "Outbound", "Audio", False, True),
    ("hangup_before_accept", 2, "Inbound", "Audio", True, False),
    ("hangup_in_ivr_after_queue", 2, "Inbound", "Audio", True, False),
    ("hangup_by_workflow", 2, "Inbound", "Audio", False, False),
    ("transferred_by_workflow", 2, "Inbound", "Audio", False, False),
    ("transfer_failed", 1, "Inbound", "Audio", True, True),
    ("destination_declined", 1, "Outbound", "Audio", False, False),
    ("destination_not_reached", 2, "Outbound", "Audio", False, False),
    ("user_aborted", 1, "Outbound", "Audio", False, False),
    ("lost_in_queue", 1, "Outbound", "ExternalTask", True, False),
    ("cancelled_by_external_system", 1, "Inbound", "ExternalTask", True, False),
    ("marked_as_handled_by_workflow", 1, "Inbound", "Email", False, False),
    ("standby_duty_accepted", 1, "Inbound", "Audio", True, True),
    ("error", 1, "Inbound", "InstantMessaging", False, False),
)
_CHOICES: Final = [r for r in _RESULTS for _ in range(r[1])]
_ISSUES: Final = ("The line crackled", "Caller could not hear the announcement", "Wrong queue", "Was cut off once")


async def seed(db: Database, progress: Progress = lambda done, total: None) -> None:
    """Fills an empty, migrated database. Run on a filled one it changes nothing but what had been left half done."""
    today = datetime.now(UTC).replace(second=0, microsecond=0)
    ids = await db.write(_organise)
    tasks = [*_contoso(today), *_fabrikam(today)]
    for start in range(0, len(tasks), _BATCH // 2):
        chunk = tasks[start : start + _BATCH // 2]
        for tenant, tenant_id in ids.items():
            if of_tenant := [e for owner, pair in chunk if owner == tenant for e in pair]:
                await db.write(events.accept, tenant_id, of_tenant)
        progress(start + len(chunk), len(tasks))
    await complete(db)


async def complete(db: Database) -> None:
    """What an older demo's data lacks, or one whose filling up was interrupted."""
    await db.write(demo_indexes.put_back)
    await db.write(demo_codes.seed, CONTOSO, _waiting())


def _organise(db: Connection) -> dict[str, int]:
    """Tenants, services and people; returns the tenants' ids by their Entra ids."""
    known = {t.entra_id: t.id for t in tenants.list_all(db)}
    if CONTOSO in known and FABRIKAM in known:
        return {t: known[t] for t in (CONTOSO, FABRIKAM)}
    contoso = tenants.add(db, entra_id=CONTOSO, name="Contoso", region="CH").id
    fabrikam = tenants.add(db, entra_id=FABRIKAM, name="Fabrikam", region="DE").id
    for tenant_id, name, licence in (
        (contoso, "Support", "enterprise_routing"),
        (contoso, "Sales", "contact_center"),
        (contoso, "Billing", None),
        (fabrikam, "Hotline", "enterprise_routing"),
    ):
        services.add(db, tenant_id, name=name, external_id=_service_id(name), licence=licence)
    for each in _OF_CONTOSO:
        _employ(db, contoso, each)
    for each in (_FIONA, _PETRA):
        _employ(db, fabrikam, each)
    return {CONTOSO: contoso, FABRIKAM: fabrikam}


def _employ(db: Connection, tenant_id: int, person: _Person) -> None:
    upn = f"{person.name.split()[0].lower()}@example.com"
    person_id = people.known(db, tenant_id, {person.object_id: upn})[person.object_id]
    of_this = (people_table.c.tenant_id == tenant_id) & (people_table.c.id == person_id)
    db.execute(update(people_table).where(of_this).values(name=person.name))
    for role in person.roles:
        db.execute(insert(roles).values(tenant_id=tenant_id, person_id=person_id, role=role))
    ids = {s.name: s.id for s in services.list_all(db, tenant_id)}
    for role, names in (("agent", person.agent_of), ("owner", person.owner_of)):
        for name in names:
            row = {"tenant_id": tenant_id, "person_id": person_id, "service_id": ids[name], "role": role}
            db.execute(insert(memberships).values(**row))


def _service_id(name: str) -> str:
    return f"svc-{name.lower()}"


def _contoso(today: datetime) -> Iterator[tuple[str, list[Event]]]:
    random = Random(20417)  # noqa: S311  the demo is the same for everybody
    callers = list(_invent(random, CUSTOMERS - len(_NAMED), "+4144555", "K-3"))
    yield from _recent(random, today)
    for number in range(INTERACTIONS):
        frequent = callers[int(random.paretovariate(0.3)) % len(callers)]
        caller = random.choice(_NAMED) if random.random() < 0.05 else frequent
        service = random.choices(("Support", "Sales", "Billing"), (6, 3, 1))[0]
        agent = random.choice((_ALICE, _BEN, _OLGA) if service == "Support" else (_BEN, _OTTO))
        at = _working_time(random, today)
        task = f"demo-{number:05d}"
        yield CONTOSO, _task(random, CONTOSO, task, at, caller, service, agent, random.choice(_CHOICES))


def _recent(random: Random, today: datetime) -> Iterator[tuple[str, list[Event]]]:
    """The calls of this week that a first look is about; those of Alice end with her."""
    accepted = _RESULTS[0]
    for number, hours in enumerate(_WEEK):
        at = today - timedelta(hours=hours, minutes=number * 7)
        yield CONTOSO, _task(random, CONTOSO, _week(number), at, _NAMED[number % 4], "Support", _ALICE, accepted)


def _week(number: int) -> str:
    return f"demo-week-{number:02d}"


def _waiting() -> frozenset[str]:
    """Not concluded: those of the week but Dorain Gray's, who has nothing open."""
    return frozenset(_week(number) for number in range(len(_WEEK)) if _NAMED[number % 4] != _GRAY)


def _fabrikam(today: datetime) -> Iterator[tuple[str, list[Event]]]:
    random = Random(20418)  # noqa: S311
    callers = list(_invent(random, 40, "+4930555", "F-7"))
    for number in range(400):
        at = _working_time(random, today)
        result = random.choice(_CHOICES)
        task = f"demo-f-{number:05d}"
        yield FABRIKAM, _task(random, FABRIKAM, task, at, random.choice(callers), "Hotline", _FIONA, result)


def _invent(random: Random, count: int, prefix: str, reference: str) -> Iterator[_Caller]:
    pairs = [(first, last) for first in FIRST_NAMES for last in LAST_NAMES]
    for number, (first, last) in enumerate(random.sample(pairs, count)):
        upn = f"{first}.{last}@example.org".lower() if number % 3 == 0 else None
        caller_id = f"{reference}{number:04d}" if number % 5 == 0 else None
        yield _Caller(f"{first} {last}", f"{prefix}{number * 7 % 10_000:04d}", upn, caller_id)


def _working_time(random: Random, today: datetime) -> datetime:
    """Some minute of a working day before today; Saturdays and Sundays stay empty."""
    day = today - timedelta(days=1 + int(random.random() ** 1.3 * (DAYS - 1)))
    if day.weekday() > 4:
        day -= timedelta(days=day.weekday() - 4)
    return day.replace(hour=random.randint(7, 17), minute=random.randrange(60), second=random.randrange(60))


def _task(
    random: Random,
    tenant: str,
    task: str,
    at: datetime,
    caller: _Caller,
    service: str,
    agent: _Person,
    outcome: tuple[str, int, str, str, bool, bool],
) -> list[Event]:
    """Two events: it came in, it ended."""
    result, _weight, direction, modality, queued, connected = outcome
    ivr, queue = random.randint(4, 40), random.randint(1, 90) if queued else 0
    talk = random.randint(20, 900) if connected else 0
    end = at + timedelta(seconds=ivr + queue + talk)
    created: dict[str, Any] = {
        "callChainId": task,
        "direction": direction,
        "modality": modality,
        "serviceId": _service_id(service),
        "serviceName": service,
        "created": at.isoformat(),
        "openingHours": "Open" if 8 <= at.hour < 17 else "Closed",
        **caller.said(),
    }
    ended: dict[str, Any] = {"terminated": end.isoformat(), "result": result, "ivrSeconds": ivr}
    if queued:
        ended |= {"queueSeconds": queue, "firstQueuedServiceName": service}
    if connected:
        answered = end - timedelta(seconds=talk)
        user = {"userId": agent.object_id, "userUPN": f"{agent.name.split()[0].lower()}@example.com"}
        leg = user | {"startedAt": answered.isoformat(), "endedAt": end.isoformat(), "outcome": "accepted"}
        ended |= {"lastConnectedUserId": agent.object_id, "connectedSeconds": talk, "legs": [leg]}
    if random.random() < 0.03:
        ended["issues"] = [{"reportedBy": agent.name, "text": random.choice(_ISSUES), "at": end.isoformat()}]
    return [_event(tenant, task, "created", at, created), _event(tenant, task, "terminated", end, ended)]


def _event(tenant: str, task: str, kind: str, at: datetime, said: dict[str, Any]) -> Event:
    event_id = f"{task}-{kind}"
    head = {"eventId": event_id, "event": kind, "occurredAt": at.isoformat(), "tenantId": tenant, "taskId": task}
    return Event(event_id=event_id, event=kind, occurred_at=at, task_id=task, payload=head | said)
