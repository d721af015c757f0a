"""How does the list of codes that a service offers change?

A code that is defined shows nowhere until it stands in a service's list; a retired one keeps its place, unseen. Each
change tells what was there before and what is there now, and can be taken back by its counterpart.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, and_, bindparam, delete, insert, select, update

from storage import audit, codes, features, rules
from storage.access import NotFound, Scope
from storage.code_tables import codes as codes_table
from storage.code_tables import service_codes
from storage.codes import Code
from storage.features import Switch
from storage.ownership import own
from storage.services import Service

MOST: Final = 50  # codes of a kind in one service, with the retired ones that keep their places

_s = service_codes.c


class TooManyCodes(Exception):
    """A service offers no more than `MOST` codes of a kind."""


class CodeRetired(Exception):
    """Nobody can pick it until it is brought back."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """`before` and `after` are all living codes of the service, in the agents' order."""

    service: Service
    before: tuple[Code, ...]
    after: tuple[Code, ...]
    places: tuple[tuple[int, int], ...] = ()  # (code, place among its kind from 1) of what was taken off or moved
    default_off: bool = False  # the timer's code was among them: it sets none any more

    @property
    def came(self) -> tuple[Code, ...]:
        return tuple(c for c in self.after if c not in self.before)

    @property
    def went(self) -> tuple[Code, ...]:
        return tuple(c for c in self.before if c not in self.after)


@dataclass(frozen=True, kw_only=True)
class Place:
    """What an owner finds who looks after the codes of a service."""

    service: Service
    codes: tuple[Code, ...]  # in the agents' order
    switch: Switch  # of codes and tags
    addable: int  # living codes of the tenant that the service does not offer


def look(db: Connection, scope: Scope, service_id: int, now: datetime) -> Place:
    """Raises `NotFound`, `NotAnOwner`."""
    return Place(
        service=own(db, scope, service_id),
        codes=codes.applied(db, scope.tenant_id, service_id),
        switch=features.of_service(db, scope.tenant_id, service_id, now)["codes"],
        addable=codes.list_addable(db, scope, service_id, "", 1)[1],
    )


def add(db: Connection, scope: Scope, service_id: int, code_ids: Sequence[int]) -> Change:
    """At the end of the list, in this order; what is there already stays where it is.

    Raises `NotFound`, `NotAnOwner`, `CodeRetired`, `TooManyCodes`.
    """
    return put_back(db, scope, service_id, [(each, MOST + 1) for each in dict.fromkeys(code_ids)])


def put_back(db: Connection, scope: Scope, service_id: int, places: Iterable[tuple[int, int]]) -> Change:
    """As `add`, but each at its place among the living codes of its kind."""
    service = own(db, scope, service_id, to_change=True)
    wanted = dict(places)
    known = {c.id: c for c in codes.of_ids(db, scope.tenant_id, wanted.keys())}
    if any(c.retired for c in known.values()):
        raise CodeRetired
    before = codes.applied(db, scope.tenant_id, service_id)
    new = [each for each in wanted if known[each] not in before]
    for kind in codes.KINDS:
        of_kind = [c for c in new if known[c].kind == kind]
        if of_kind:
            _insert(db, scope.tenant_id, service_id, kind, [(c, wanted[c]) for c in of_kind])
    return _changed(db, scope, service, before, "code.applied", new)


def take_off(db: Connection, scope: Scope, service_id: int, code_ids: Iterable[int]) -> Change:
    """What is not there is left alone. Raises `NotFound`, `NotAnOwner`."""
    service = own(db, scope, service_id, to_change=True)
    wanted = {c.id for c in codes.of_ids(db, scope.tenant_id, set(code_ids))}
    before = codes.applied(db, scope.tenant_id, service_id)
    gone = [c.id for c in before if c.id in wanted]
    db.execute(
        delete(service_codes).where(_s.tenant_id == scope.tenant_id, _s.service_id == service_id, _s.code_id.in_(gone))
    )
    default_off = rules.forget_default(db, scope.tenant_id, gone, service_id)
    places = tuple((each, _place(before, each)) for each in gone)
    return _changed(db, scope, service, before, "code.taken_off", gone, places=places, default_off=default_off)


def move(db: Connection, scope: Scope, service_id: int, code_id: int, place: int) -> Change:
    """To a place among the living codes of its kind, counted from 1; beyond the last it is the last.

    Raises `NotFound`, `NotAnOwner`.
    """
    service = own(db, scope, service_id, to_change=True)
    before = codes.applied(db, scope.tenant_id, service_id)
    found = next((c for c in before if c.id == code_id), None)
    if found is None:
        raise NotFound
    was = _place(before, code_id)
    if was == place:
        return Change(service=service, before=before, after=before)
    _insert(db, scope.tenant_id, service_id, found.kind, [(code_id, place)])
    return _changed(db, scope, service, before, "code.moved", [code_id], places=((code_id, was),))


def _place(listed: tuple[Code, ...], code_id: int) -> int:
    kind = next(c.kind for c in listed if c.id == code_id)
    return [c.id for c in listed if c.kind == kind].index(code_id) + 1


def _insert(db: Connection, tenant_id: int, service_id: int, kind: str, places: Sequence[tuple[int, int]]) -> None:
    """Writes the order of the kind anew, with each code at its place among the living ones."""
    rows = _of_kind(db, tenant_id, service_id, kind)
    known = {code_id for code_id, _living in rows}
    if len(known | {code_id for code_id, _place in places}) > MOST:
        raise TooManyCodes
    for code_id, place in sorted(places, key=lambda pair: pair[1]):
        rows = [r for r in rows if r[0] != code_id]
        living = [i for i, (_code, alive) in enumerate(rows) if alive]
        rows.insert(living[max(place, 1) - 1] if place <= len(living) else len(rows), (code_id, True))
    of_service = {"tenant_id": tenant_id, "service_id": service_id}
    new = [(i, code_id) for i, (code_id, _living) in enumerate(rows) if code_id not in known]
    if new:
        db.execute(insert(service_codes), [of_service | {"code_id": c, "position": i} for i, c in new])
    same = (_s.tenant_id == tenant_id, _s.service_id == service_id, _s.code_id == bindparam("code"))
    moved = [{"code": c, "to": i} for i, (c, _living) in enumerate(rows) if c in known]
    if moved:
        db.execute(update(service_codes).where(*same).values(position=bindparam("to")), moved)


def _of_kind(db: Connection, tenant_id: int, service_id: int, kind: str) -> list[tuple[int, bool]]:
    """(code, living) in their order, the retired ones at the places that they keep."""
    c = codes_table.c
    joined = and_(c.tenant_id == _s.tenant_id, c.id == _s.code_id)
    rows = db.execute(
        select(c.id, c.retired_at)
        .join(service_codes, joined)
        .where(c.tenant_id == tenant_id, _s.service_id == service_id, c.kind == kind)
        .order_by(_s.position, c.id)
    )
    return [(r.id, r.retired_at is None) for r in rows]


def _changed(
    db: Connection, scope: Scope, service: Service, before: tuple[Code, ...], action: str, code_ids: list[int],
    *, places: tuple[tuple[int, int], ...] = (), default_off: bool = False,
) -> Change:  # fmt: skip
    if code_ids:
        audit.record(db, scope, action, "service", service.id, codes=[str(each) for each in code_ids])
    return Change(
        service=service,
        before=before,
        after=codes.applied(db, scope.tenant_id, service.id),
        places=places,
        default_off=default_off,
    )
