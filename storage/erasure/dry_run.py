"""What would erasing a customer do, and what stands in its way?"""

import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any, Final

import orjson
from sqlalchemy import Connection, and_, select

from storage import holds
from storage.access import NotFound
from storage.erasure import files, material
from storage.erasure.records import AlreadyAnonymised, is_anonymised
from storage.erasure.scrubbing import showing
from storage.erasure.traces import Traces
from storage.holds import Hold
from storage.tables import customer_terms, customers, identity_conflicts, interactions, services, tenants
from storage.terms import fold, readable, whole_name

ENDED_AFTER: Final = timedelta(hours=24)  # without an event
NAMESAKES: Final = 5  # shown
LONGEST_TYPED: Final = 100  # characters of the name that an approver types

_i = interactions.c


@dataclass(frozen=True, kw_only=True)
class Open:
    """An interaction that has not ended."""

    service: str | None
    since: datetime


@dataclass(frozen=True, kw_only=True)
class Namesake:
    """Somebody else of the same name."""

    id: int
    name: str
    identifiers: tuple[str, ...]
    last_contact_at: datetime


@dataclass(frozen=True, kw_only=True)
class DryRun:
    """`counts` by what they count; `fingerprint` changes with what there is to erase."""

    customer_id: int
    title: str  # as it is typed to approve
    named: bool  # else the title is an identifier
    identifiers: tuple[str, ...]
    counts: dict[str, int]
    namesakes: tuple[Namesake, ...]
    open: Open | None
    held: Hold | None
    fingerprint: str

    @property
    def possible(self) -> bool:
        return self.open is None and self.held is None


def dry_run(db: Connection, tenant_id: int, customer_id: int, salt: str, now: datetime) -> DryRun:
    """Raises `NotFound`, `AlreadyAnonymised`."""
    row = _customer(db, tenant_id, customer_id)
    found = material.traces(db, tenant_id, row.region, customer_id)
    known = material.known(db, tenant_id, customer_id)
    shown = tuple(sorted(readable(r.key, r.value) for r in known))
    counts = _counts(db, tenant_id, customer_id, found) | {"identifiers": len(known)}
    there = [sorted(r.key for r in known), row.name, *(counts[k] for k in ("interactions", "issues", "tags"))]
    return DryRun(
        customer_id=customer_id,
        title=to_type(row.name or (shown[0] if shown else "")),
        named=row.name is not None,
        identifiers=shown,
        counts=counts,
        namesakes=_namesakes(db, tenant_id, customer_id, row.name),
        open=_open(db, tenant_id, customer_id, now),
        held=holds.standing(db, tenant_id, customer_id),
        fingerprint=blake2b(orjson.dumps(there), key=salt.encode(), digest_size=8).hexdigest(),
    )


def new_salt() -> str:
    """Without it a fingerprint could be tried against every number there is."""
    return secrets.token_hex(16)


def to_type(text: str) -> str:
    """One line of what can be seen and typed: no invisible characters, single blanks, composed accents."""
    seen = "".join(c if c.isprintable() else " " if c.isspace() else "" for c in unicodedata.normalize("NFC", text))
    return " ".join(seen.split())[:LONGEST_TYPED].rstrip()


def _customer(db: Connection, tenant_id: int, customer_id: int) -> Any:
    row = db.execute(
        select(customers.c.name, tenants.c.region)
        .join(tenants, tenants.c.id == customers.c.tenant_id)
        .where(customers.c.tenant_id == tenant_id, customers.c.id == customer_id)
    ).first()
    if row is None:
        raise NotFound
    if is_anonymised(db, tenant_id, customer_id):
        raise AlreadyAnonymised
    return row


def _counts(db: Connection, tenant_id: int, customer_id: int, found: Traces) -> dict[str, int]:
    own = material.own_interactions(tenant_id, customer_id)
    conflicts = select(identity_conflicts.c.interaction_id).where(
        identity_conflicts.c.tenant_id == tenant_id, identity_conflicts.c.customer_id == customer_id
    )
    return {
        "interactions": material.count(db, select(_i.id).where(own)),
        "events": material.count(db, material.own_events(tenant_id, customer_id)),
        "issues": sum(found.near(r.text) for r in material.own_issues(db, tenant_id, customer_id)),
        "tags": sum(found.near(r.tag) for r in material.own_tags(db, tenant_id, customer_id)),
        "conflicts": material.count(db, conflicts),
        "exports": files.count(db, tenant_id),
        "cards": material.count(db, showing(tenant_id, customer_id)),
    }


def _open(db: Connection, tenant_id: int, customer_id: int, now: datetime) -> Open | None:
    same = and_(services.c.tenant_id == _i.tenant_id, services.c.id == _i.service_id)
    row = db.execute(
        select(services.c.name, _i.started_at)
        .select_from(interactions)
        .outerjoin(services, same)
        .where(material.own_interactions(tenant_id, customer_id), _i.terminated_at.is_(None))
        .where(_i.last_event_at > now - ENDED_AFTER)
        .order_by(_i.started_at.desc())
        .limit(1)
    ).first()
    return Open(service=row.name, since=row.started_at) if row else None


def _namesakes(db: Connection, tenant_id: int, customer_id: int, name: str | None) -> tuple[Namesake, ...]:
    if name is None:
        return ()
    t, c = customer_terms.c, customers.c
    same = and_(c.tenant_id == t.tenant_id, c.id == t.customer_id)
    query = select(c.id, c.name, c.last_contact_at).join(customer_terms, same).distinct()
    query = query.where(t.tenant_id == tenant_id, t.term.in_(whole_name(name)), c.id != customer_id)
    rows = [r for r in db.execute(query.where(c.name.is_not(None)).limit(1000)) if fold(r.name) == fold(name)]
    rows.sort(key=lambda r: r.last_contact_at, reverse=True)
    return tuple(
        Namesake(
            id=r.id,
            name=r.name,
            identifiers=tuple(sorted(readable(k.key, k.value) for k in material.known(db, tenant_id, r.id))),
            last_contact_at=r.last_contact_at,
        )
        for r in rows[:NAMESAKES]
    )
