"""How is the world of tests/world.py built: by what the product itself does?"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, insert, select, update

from cards import features as feature_cards
from dialogs.links import Links
from storage import (
    access,
    code_changes,
    code_lists,
    export_asking,
    holds,
    people,
    privacy,
    roles,
    service_settings,
    services,
    switches,
    tenants,
)
from storage import conclusions as concluding
from storage.access import Scope, Who
from storage.database import Database
from storage.delivery_tables import conversations
from storage.erasure import by_command, requests
from storage.erasure_tables import erasures
from storage.export_rows import Wanted
from storage.export_tables import exports
from storage.sent_cards import Place
from storage.tables import audit_log, identifiers, interactions, memberships
from storage.tables import people as staff
from storage.tables import roles as held
from tests.conftest import PUBLIC_URL
from tests.talk import CONTOSO, FABRIKAM
from tests.told import tell, told
from tests.world import NUMBERS, PLACES, SECRET_KEY, SECRETS, SERIES, STAFF, Employee

CALLERS: Final = ("customer", "second", "held", "asked", "own_asked", "batched", "erased")
FIRST_NAMES: Final = ("Ada", "Bob", "Cleo", "Dora", "Emil", "Fred", "Gus")
_HERE: Final = Place("a:adam", None)


def who(name: str) -> Who:
    return Who(tenant=STAFF[name].tenant, person=STAFF[name].object_id)


def scope(db: Connection, name: str) -> Scope:
    return access.scope_of(db, who(name))


async def build(db: Database) -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    """Three services with everything that a command or a button can be about; and a file of each who may export."""
    ids = await db.write(_organise)
    things = {}
    for service, (_agent, tenant) in PLACES.items():
        calls = [_call(service, n) for n in range(len(CALLERS))]
        await tell(db, ids[tenant], *calls, _of_two(service))
        things[service] = await db.write(_furnish, service)
    await db.write(_share, things["Bookings"]["service"], things["Helpdesk"]["shared"])
    files = {name: await db.write(_file, name) for name in STAFF}
    named = {service: {what: str(found) for what, found in each.items()} for service, each in things.items()}
    return named, {name: str(found) for name, found in files.items()}


def _organise(db: Connection) -> dict[str, int]:
    ids = {
        CONTOSO: tenants.add(db, entra_id=CONTOSO, name="Contoso", region="CH").id,
        FABRIKAM: tenants.add(db, entra_id=FABRIKAM, name="Fabrikam", region="DE").id,
    }
    for service, (_agent, tenant) in PLACES.items():
        services.add(db, ids[tenant], name=service, external_id=service, licence="enterprise_routing")
    for name, employee in STAFF.items():
        for tenant in filter(None, (employee.tenant, employee.also)):
            _employ(db, ids[tenant], name, employee)
    people.known(db, ids[CONTOSO], {"namesake": "mona.second@example.com"})
    return ids


def _employ(db: Connection, tenant_id: int, name: str, employee: Employee) -> None:
    person = people.known(db, tenant_id, {employee.object_id: f"{name}@example.com"})[employee.object_id]
    own = {"tenant_id": tenant_id, "person_id": person}
    db.execute(update(staff).where(staff.c.id == person).values(name=f"{name.title()} Person"))
    for role in employee.roles:
        db.execute(insert(held).values(**own, role=role))
    known = {s.name: s.id for s in services.list_all(db, tenant_id)}
    for service, role in employee.places.items():
        db.execute(insert(memberships).values(**own, service_id=known[service], role=role))
    chat: dict[str, Any] = {"kind": "personal", "service_url": "https://x", "locale": "en", "zone": "Europe/Zurich"}
    chat |= {"conversation": f"a:{name}", "installed": True, "welcomed": True, "seen_at": datetime.now(UTC)}
    db.execute(insert(conversations), own | chat)


def _call(service: str, n: int) -> Any:
    """Of a customer of their own; it ended so long ago that nothing stands in the way of an erasure."""
    agent, _tenant = PLACES[service]
    at = datetime.now(UTC) - timedelta(hours=30, minutes=n)
    said: dict[str, Any] = {
        "serviceId": service,
        "serviceName": service,
        "callerTelNumber": f"{NUMBERS[service]}{n}",
        "callerUPN": f"{FIRST_NAMES[n]}.{SECRETS[service]}@example.org".lower(),
        "customerName": f"{FIRST_NAMES[n]} {SECRETS[service]}",
        "created": at.isoformat(),
        "terminated": (at + timedelta(minutes=2)).isoformat(),
        "result": "accepted_by_user",
        "lastConnectedUserId": STAFF[agent].object_id,
    }
    return replace(told(f"{service}-{n}", **said), occurred_at=at)


def _of_two(service: str) -> Any:
    """Whose number is the first caller's and whose address the second's."""
    said: dict[str, Any] = {"serviceId": service, "serviceName": service, "callerTelNumber": f"{NUMBERS[service]}0"}
    said |= {"callerUPN": f"{FIRST_NAMES[1]}.{SECRETS[service]}@example.org".lower(), "result": "hangup_in_queue"}
    at = datetime.now(UTC) - timedelta(hours=29)
    return replace(told(f"{service}-two", **said, created=at.isoformat(), terminated=at.isoformat()), occurred_at=at)


def _furnish(db: Connection, service: str) -> dict[str, Any]:
    agent, tenant = PLACES[service]
    admin, now = scope(db, "adam" if tenant == CONTOSO else "fiona"), datetime.now(UTC)
    place = services.get(db, admin.tenant_id, service).id
    found = {"service": place, "tenant": admin.tenant_id, **_callers(db, admin, service)}
    found |= _codes(db, admin, place, service, now)
    thrown = now - timedelta(days=3)
    switches.throw(db, admin, place, "codes", on=True, until=None, now=thrown)
    found |= {"seen": feature_cards.sent(thrown), **_changes(db, admin, place)}
    concluding.conclude(db, scope(db, agent), found["concluded"], [found["code"]], [SECRETS[service]], now)
    holds.place(db, admin, found["held"], "Court case", _HERE)
    return found | _erasures(db, admin, found, now)


def _callers(db: Connection, admin: Scope, service: str) -> dict[str, Any]:
    """The customers, three interactions (two to be concluded, one that is), and how a card names an identifier."""
    i = interactions.c
    found: dict[str, Any] = {}
    for n, what in enumerate(CALLERS):
        query = select(i.id, i.customer_id).where(i.tenant_id == admin.tenant_id, i.task_id == f"{service}-{n}")
        row = db.execute(query).one()
        found |= {what: row.customer_id} | ({("interaction", "also", "concluded")[n]: row.id} if n < 3 else {})
    key = select(identifiers.c.key).where(identifiers.c.customer_id == found["customer"], identifiers.c.kind == "phone")
    sign = Links(PUBLIC_URL, SECRET_KEY).digest("identifier", db.execute(key).scalar_one())[:16]
    return found | {"sign": sign}


def _codes(db: Connection, admin: Scope, place: int, service: str, now: datetime) -> dict[str, int]:
    made = {}
    for what in ("code", "beside", "spare", "retired", "shared"):
        said: Any = {"kind": "primary", "name": f"{what} of {SERIES[service]}", "description": "", "now": now}
        made[what] = code_changes.create(db, admin, place, **said).id
    code_lists.add(db, admin, place, [made["code"], made["beside"], made["shared"]])
    code_changes.retire(db, admin, made["retired"], now)
    return made


def _changes(db: Connection, admin: Scope, place: int) -> dict[str, int]:
    """What can be taken back, by its place in the audit log."""
    nina = _known(db, admin.tenant_id, "nina")
    changes: dict[str, Callable[[], object]] = {
        "set": lambda: service_settings.change(db, admin, place, {"acceptance_sla_seconds": 25}),
        "given": lambda: roles.give(db, admin, nina, "agent", place),
        "hidden": lambda: privacy.show(db, admin, "users", False),
    }
    query = select(audit_log.c.position).where(audit_log.c.tenant_id == admin.tenant_id)
    found = {"person": nina}
    for what, change in changes.items():
        change()
        found[what] = int(db.execute(query.order_by(audit_log.c.position.desc()).limit(1)).scalar_one())
    return found


def _known(db: Connection, tenant_id: int, name: str) -> int:
    object_id = STAFF[name].object_id
    return people.known(db, tenant_id, {object_id: None})[object_id]


def _erasures(db: Connection, admin: Scope, found: Mapping[str, int], now: datetime) -> dict[str, Any]:
    """One that a colleague asked for, one's own, one of a list, and one that is complete."""
    colleague = scope(db, "anna") if admin.tenant_id == scope(db, "anna").tenant_id else admin
    made: dict[str, Any] = {}
    for what, asker in (("asked", colleague), ("own_asked", admin), ("erased", admin)):
        seen, _card = requests.ask(db, asker, found[what], _HERE, now)
        made[f"erasure_{what}"] = seen.erasure.id
        made[f"seen_{what}"] = seen.found.fingerprint if seen.found else ""
    e = erasures.c
    done = {"state": "complete", "living": None, "receipt": "{}", "receipt_sha256": "0" * 64, "completed_at": now}
    db.execute(update(erasures).where(e.id == made["erasure_erased"]).values(**done))
    by_command.ask(db, admin.tenant_id, [found["batched"]], now)
    batch = select(e.batch_id).where(e.tenant_id == admin.tenant_id, e.customer_id == found["batched"])
    return made | {"batch": db.execute(batch).scalar_one()}


def _share(db: Connection, service_id: int, code_id: int) -> None:
    code_lists.add(db, scope(db, "adam"), int(service_id), [int(code_id)])


def _file(db: Connection, name: str) -> int:
    """A history, made already; also of who has lost the right to it."""
    wanted = Wanted(customer_id=None, services=None, since=None, until=datetime.now(UTC), results=None)
    reader = {"locale": "en-US", "zone": "Europe/Zurich", "language": "en"}
    asker = scope(db, "adam" if STAFF[name].tenant == CONTOSO else name)
    view, _card = export_asking.ask(db, asker, wanted, "csv", "history.csv", Place(f"a:{name}", None), reader)
    done = {"state": "done", "under_way": None, "link": 1, "finished_at": datetime.now(UTC)}
    done |= {"person_id": _known(db, asker.tenant_id, name)}
    db.execute(update(exports).where(exports.c.id == view.export.id).values(**done))
    return view.export.id
