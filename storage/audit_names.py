"""Who and what is meant by a row of the audit log?

The log holds ids. Names are read from what lives now: whoever was renamed stands under the new name, whoever was
anonymised under none.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Table, and_, select

from storage import customers, people
from storage.access import Scope
from storage.code_tables import codes
from storage.export_tables import exports
from storage.tables import interactions, services

_NAMED: Final[dict[str, tuple[Table, str]]] = {  # and the column that holds the name
    "service": (services, "name"),
    "code": (codes, "name"),
    "export": (exports, "file_name"),
}
_IN_DETAIL: Final = {  # where a row names a second subject, and of which kind it is; of several codes the first
    "other": "customer",
    "customer": "customer",
    "person": "person",
    "service": "service",
    "codes": "code",
}


@dataclass(frozen=True, kw_only=True)
class About:
    """`name` None: it is not there any more, or has none. `at` is when an interaction started, `customer` whose it is.

    A `customer_id` is noted, so that an anonymisation finds the card that names them.
    """

    kind: str
    id: int
    name: str | None = None
    at: datetime | None = None
    customer: str | None = None
    customer_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Entry:
    """`by` None: no person of the tenant. `other` is the second one that it is about, if there is one."""

    position: int
    at: datetime
    by: str | None
    action: str
    refused: bool
    about: About | None
    other: About | None
    detail: Mapping[str, Any]


def entries(db: Connection, scope: Scope, rows: Sequence[Any]) -> tuple[Entry, ...]:
    """In a few statements, however many rows."""
    wanted = [_subjects(r) for r in rows]
    names = _Names(db, scope, [each for subjects in wanted for each in subjects])
    actors = people.names(db, scope, {r.actor_id for r in rows if r.actor_id is not None})
    return tuple(
        Entry(
            position=r.position,
            at=r.at,
            by=actors.get(r.actor_id),
            action=r.action,
            refused=r.outcome == "refused",
            about=names.about(subjects[0]) if subjects else None,
            other=names.about(subjects[1]) if len(subjects) > 1 else None,
            detail=r.detail or {},
        )
        for r, subjects in zip(rows, wanted, strict=True)
    )


def customers_in(found: Iterable[Entry]) -> set[int]:
    """Whose names stand there."""
    told = (about for entry in found for about in (entry.about, entry.other) if about)
    return {about.customer_id for about in told if about.customer_id is not None}


def _subjects(row: Any) -> list[tuple[str, int]]:
    """At most two: the row's own, and those that its detail names."""
    detail: Mapping[str, Any] = row.detail or {}
    found = [] if row.subject_id is None else [(row.subject_kind, row.subject_id)]
    for key, kind in _IN_DETAIL.items():
        said = detail.get(key)
        first = next(iter(said), None) if isinstance(said, list) else said
        if isinstance(first, str) and first.isdecimal():
            found.append((kind, int(first)))
    return found[:2]


class _Names:
    def __init__(self, db: Connection, scope: Scope, wanted: Sequence[tuple[str, int]]) -> None:
        self._db, self._scope = db, scope
        ids: dict[str, set[int]] = {}
        for kind, subject_id in wanted:
            ids.setdefault(kind, set()).add(subject_id)
        self._interactions = self._of_interactions(ids.get("interaction", set()))
        callers = {r.customer_id for r in self._interactions.values() if r.customer_id is not None}
        self._names: dict[str, dict[int, str]] = {
            "customer": customers.titles(db, scope, ids.get("customer", set()) | callers),
            "person": people.names(db, scope, ids.get("person", set())),
            **{kind: self._of(kind, ids.get(kind, set())) for kind in _NAMED},
        }

    def about(self, subject: tuple[str, int]) -> About:
        kind, subject_id = subject
        if kind != "interaction":
            name = self._names.get(kind, {}).get(subject_id)
            customer_id = subject_id if kind == "customer" and name is not None else None
            return About(kind=kind, id=subject_id, name=name, customer_id=customer_id)
        row = self._interactions.get(subject_id)
        if row is None:
            return About(kind=kind, id=subject_id)
        title = self._names["customer"].get(row.customer_id)
        shown = row.customer_id if title is not None else None
        return About(kind=kind, id=subject_id, name=row.service, at=row.started_at, customer=title, customer_id=shown)

    def _of(self, kind: str, ids: set[int]) -> dict[int, str]:
        if not ids:
            return {}
        of, column = _NAMED[kind]
        query = select(of.c.id, of.c[column]).where(of.c.tenant_id == self._scope.tenant_id, of.c.id.in_(ids))
        return {row[0]: row[1] for row in self._db.execute(query)}

    def _of_interactions(self, ids: set[int]) -> dict[int, Any]:
        if not ids:
            return {}
        i = interactions.c
        its_service = and_(services.c.tenant_id == i.tenant_id, services.c.id == i.service_id)
        query = (
            select(i.id, i.started_at, i.customer_id, services.c.name.label("service"))
            .select_from(interactions.outerjoin(services, its_service))
            .where(i.tenant_id == self._scope.tenant_id, i.id.in_(ids))
        )
        return {row.id: row for row in self._db.execute(query)}
