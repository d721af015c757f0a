"""How have the demo's agents concluded their calls?

Support has its codes and uses them; Sales has none; Billing has some, but no licence. Ten of Alice's calls of this week
wait for her: a first look at *what is still open* should find something.
"""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Final

from sqlalchemy import Connection, insert, select

from storage import services
from storage.code_tables import (
    codes,
    conclusion_codes,
    conclusion_tags,
    conclusions,
    service_codes,
    service_features,
)
from storage.conclusions import fingerprint
from storage.ids import new_id
from storage.tables import interactions, people, tenants

PRIMARY: Final = ("Resolved", "Callback needed", "Escalated", "Wrong number")
UNUSED: Final = "Complaint"
SECONDARY: Final = ("Billing question", "Outage", "Upsell offered")
TAGS: Final = ("router", "vip", "invoice", "second call", "moved house")
_PRIMARY_WEIGHTS: Final = (62, 20, 13, 5)
_SECONDARY_WEIGHTS: Final = (5, 3, 2)
_TAG_WEIGHTS: Final = (9, 5, 4, 2, 1)
_COVERED: Final = 0.94  # of the calls that the others had

_i = interactions.c


def seed(db: Connection, tenant: str, waiting: frozenset[str]) -> None:
    """Once: a tenant that has codes is left alone. `waiting` are the tasks that nobody has concluded."""
    tenant_id = db.execute(select(tenants.c.id).where(tenants.c.entra_id == tenant)).scalar_one()
    if db.execute(select(codes.c.id).where(codes.c.tenant_id == tenant_id).limit(1)).first():
        return
    ids = {s.name: s.id for s in services.list_all(db, tenant_id)}
    known = _define(db, tenant_id, ids)
    _conclude(db, tenant_id, ids["Support"], known, waiting)


def _define(db: Connection, tenant_id: int, service_ids: dict[str, int]) -> dict[str, int]:
    """The ids of the codes by name."""
    now, support = datetime.now(UTC), service_ids["Support"]
    kinds = {name: "secondary" if name in SECONDARY else "primary" for name in (*PRIMARY, UNUSED, *SECONDARY)}
    found = {name: new_id() for name in kinds}
    for name, kind in kinds.items():
        own = {"tenant_id": tenant_id, "id": found[name], "service_id": support, "kind": kind, "name": name}
        db.execute(insert(codes).values(**own, name_key=name.casefold(), created_at=now))
    for service in (support, service_ids["Billing"]):
        for position, name in enumerate((*PRIMARY, *SECONDARY)):
            row = {"tenant_id": tenant_id, "service_id": service, "code_id": found[name], "position": position}
            db.execute(insert(service_codes).values(**row))
    on = {"tenant_id": tenant_id, "service_id": support, "feature": "codes", "is_on": True, "changed_at": now}
    db.execute(insert(service_features).values(**on))
    return found


def _conclude(db: Connection, tenant_id: int, service_id: int, known: dict[str, int], waiting: frozenset[str]) -> None:
    of_service = (_i.tenant_id == tenant_id, _i.service_id == service_id, _i.terminated_at.is_not(None))
    rows = db.execute(
        select(_i.id, _i.task_id, _i.last_user_id, _i.terminated_at, people.c.object_id)
        .join(people, (people.c.tenant_id == _i.tenant_id) & (people.c.id == _i.last_user_id))
        .where(*of_service)
    )
    made = [_conclusion(tenant_id, service_id, known, row) for row in rows if _is_concluded(row, waiting)]
    for table, part in ((conclusions, 0), (conclusion_codes, 1), (conclusion_tags, 2)):
        db.execute(insert(table), [row for each in made for row in each[part]])


def _is_concluded(row: Any, waiting: frozenset[str]) -> bool:
    """All of Alice's but those that wait; of the others' nearly all."""
    is_alices = row.object_id.endswith("001")
    return row.task_id not in waiting and (is_alices or Random(row.task_id).random() < _COVERED)  # noqa: S311


def _conclusion(
    tenant_id: int, service_id: int, known: dict[str, int], row: Any
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]:
    random = Random(f"{row.task_id} concluded")  # noqa: S311
    names = random.choices(PRIMARY, _PRIMARY_WEIGHTS)
    names += random.choices(SECONDARY, _SECONDARY_WEIGHTS) if random.random() < 0.4 else []
    tags = random.choices(TAGS, _TAG_WEIGHTS) if random.random() < 0.2 else []
    at = row.terminated_at + timedelta(seconds=random.randint(15, 240))
    own = {"tenant_id": tenant_id, "interaction_id": row.id, "modified_at": at}
    head = own | {
        "service_id": service_id,
        "person_id": row.last_user_id,
        "concluded_at": at,
        "fingerprint": fingerprint([known[name] for name in names], tags),
    }
    picked = [
        own | {"code_id": known[name], "name": name, "position": i, "kind": "secondary" if i else "primary"}
        for i, name in enumerate(names)
    ]
    tagged = [own | {"tag": tag, "tag_key": tag.casefold(), "position": i} for i, tag in enumerate(tags)]
    return [head], picked, tagged
