"""How do declared services, their owners and their members get into the store?"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import delete, exists, insert, or_, select, update

from storage import services
from storage.declarations import Notes, Service
from storage.tables import api_keys, contacts, interactions, memberships, people
from storage.tables import services as services_table
from storage.terms import fold


class UnknownPerson(Exception):
    """Has a place in `service`, but is neither declared nor known to the tenant."""

    def __init__(self, service: str, person: str) -> None:
        super().__init__(service, person)
        self.service, self.person = service, person


def set_up_services(notes: Notes, declared: Sequence[Service]) -> None:
    stay = {_set_up(notes, each) for each in declared}
    for gone in services.list_all(notes.db, notes.tenant_id):
        if gone.id in stay or _in_use(notes, gone.id):
            continue
        if notes.goes(f"service {gone.name}", "setup.service_remove", service=str(gone.id)):
            _remove(notes, gone.id)


def _set_up(notes: Notes, declared: Service) -> int:
    known = _meant(services.list_all(notes.db, notes.tenant_id), declared)
    if known is None:
        known = services.add(
            notes.db, notes.tenant_id, name=declared.name, external_id=declared.external_id, **declared.settings
        )
        notes.added(f"service {known.name}", "setup.service_add", service=str(known.id))
    else:
        said = {"name": declared.name, **declared.settings}
        said |= {"external_id": declared.external_id} if declared.external_id else {}
        of_this = (services_table.c.tenant_id == notes.tenant_id) & (services_table.c.id == known.id)
        notes.change(services_table, of_this, vars(known), said, f"service {known.name}")
        notes.db.execute(update(services_table).where(of_this).values(name_key=fold(declared.name)))
    for place, said_people in (("owner", declared.owners), ("agent", declared.members)):
        if said_people is not None:
            _place(notes, known, place, said_people)
    return known.id


def _meant(every: Iterable[services.Service], declared: Service) -> services.Service | None:
    """By its id; else by its name, unless that one has another id."""
    every = list(every)
    if declared.external_id:
        same = [s for s in every if s.external_id == declared.external_id]
        every = [s for s in every if s.external_id is None]
    else:
        same = []
    same += [s for s in every if fold(s.name) == fold(declared.name)]
    return same[0] if same else None


def _place(notes: Notes, service: services.Service, place: str, said: frozenset[str]) -> None:
    """Who owns a service, or serves it as an agent."""
    known, names = _people(notes)
    m = memberships.c
    of_place = (m.tenant_id == notes.tenant_id) & (m.service_id == service.id) & (m.role == place)
    has = set(notes.db.execute(select(m.person_id).where(of_place)).scalars())
    try:
        wanted = {known[each.lower()] for each in said}
    except KeyError as exc:
        raise UnknownPerson(service.name, str(exc.args[0])) from None
    for person_id in sorted(wanted - has):
        row = {"tenant_id": notes.tenant_id, "person_id": person_id, "service_id": service.id, "role": place}
        notes.db.execute(insert(memberships).values(**row))
        notes.added(f"service {service.name}: {place} {names[person_id]}", "setup.place_give", **_ids(row))
    for person_id in sorted(has - wanted):
        row = {"person_id": person_id, "service_id": service.id, "role": place}
        if notes.goes(f"service {service.name}: {place} {names[person_id]}", "setup.place_take", **_ids(row)):
            notes.db.execute(delete(memberships).where(of_place & (m.person_id == person_id)))


def _ids(row: dict[str, Any]) -> dict[str, str]:
    return {"person": str(row["person_id"]), "service": str(row["service_id"]), "place": row["role"]}


def _people(notes: Notes) -> tuple[dict[str, int], dict[int, str]]:
    """Ids by object id and by UPN; names by id."""
    p = people.c
    rows = notes.db.execute(select(p.id, p.object_id, p.upn, p.name).where(p.tenant_id == notes.tenant_id)).all()
    ids = {row.upn.lower(): row.id for row in rows if row.upn} | {row.object_id.lower(): row.id for row in rows}
    return ids, {row.id: row.name for row in rows}


def _in_use(notes: Notes, service_id: int) -> bool:
    """A service with a past stays, whatever is declared: interactions and keys name it."""
    uses = (
        (interactions, interactions.c.service_id),
        (interactions, interactions.c.initial_service_id),
        (interactions, interactions.c.queued_service_id),
        (contacts, contacts.c.service_id),
        (api_keys, api_keys.c.service_id),
    )
    found = (exists().where(table.c.tenant_id == notes.tenant_id, column == service_id) for table, column in uses)
    return bool(notes.db.execute(select(or_(*found))).scalar_one())


def _remove(notes: Notes, service_id: int) -> None:
    for table, column in ((memberships, memberships.c.service_id), (services_table, services_table.c.id)):
        notes.db.execute(delete(table).where(table.c.tenant_id == notes.tenant_id, column == service_id))
