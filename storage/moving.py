"""What goes along when interactions of one customer become another's?"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, delete, func, insert, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage import conflicts, customer_rows
from storage.access import NotFound, Scope
from storage.customer_rows import CustomerRow
from storage.database import is_sqlite
from storage.delivery_tables import card_subjects
from storage.erasure import requests
from storage.erasure_tables import legal_holds
from storage.export_tables import exports
from storage.ids import new_id
from storage.tables import contacts, customers, identifiers, identity_conflicts, interactions
from storage.terms import Identifier

AT_ONCE: Final = 500

_i = interactions.c


def load(db: Connection, tenant_id: int, customer_id: int) -> CustomerRow:
    """Raises `NotFound`."""
    c, k = customers.c, identifiers.c
    row = db.execute(select(customers).where(c.tenant_id == tenant_id, c.id == customer_id).with_for_update()).first()
    if row is None:
        raise NotFound
    known = db.execute(select(identifiers).where(k.tenant_id == tenant_id, k.customer_id == customer_id))
    return CustomerRow(
        id=row.id,
        name=row.name,
        named_at=row.named_at,
        identifiers={r.key: Identifier(r.kind, r.value, r.key) for r in known},
        last_contact_at=row.last_contact_at,
        stored_text=row.search_text,
    )


def everything(db: Connection, scope: Scope, to_id: int, from_id: int) -> int:
    """All that is one's, to the other, so that the row can go. How many interactions it was."""
    tenant_id = scope.tenant_id
    conflicts.resolve(db, tenant_id, to_id, from_id)
    mine = update(interactions).where(_i.tenant_id == tenant_id, _i.customer_id == from_id)
    moved = db.execute(mine.values(customer_id=to_id)).rowcount
    _contacts(db, tenant_id, to_id, from_id)
    _conflicts(db, tenant_id, to_id, from_id)
    _holds(db, scope, to_id, from_id)
    requests.void(db, scope.tenant_id, from_id, scope.person_id)
    shown_too(db, tenant_id, to_id, from_id)
    files = update(exports).where(exports.c.tenant_id == tenant_id, exports.c.customer_id == from_id)
    db.execute(files.values(customer_id=to_id))
    owned = update(identifiers).where(identifiers.c.tenant_id == tenant_id, identifiers.c.customer_id == from_id)
    db.execute(owned.values(customer_id=to_id))
    return moved


def some(db: Connection, scope: Scope, from_id: int, to_id: int, moved: Sequence[int]) -> None:
    """These interactions. What was shown, held or exported of the one before may be the other's: it counts for both."""
    tenant_id = scope.tenant_id
    for start in range(0, len(moved), AT_ONCE):
        ids = moved[start : start + AT_ONCE]
        db.execute(update(interactions).where(_i.tenant_id == tenant_id, _i.id.in_(ids)).values(customer_id=to_id))
    for each in (from_id, to_id):
        _count_contacts(db, tenant_id, each)
    conflicts.resolve(db, tenant_id, from_id, to_id)
    shown_too(db, tenant_id, to_id, from_id)
    hold = db.execute(select(legal_holds).where(*_standing(tenant_id, from_id))).mappings().first()
    if hold is not None:
        db.execute(insert(legal_holds), {**hold, "id": new_id(), "customer_id": to_id})
    files = update(exports).where(exports.c.tenant_id == tenant_id, exports.c.customer_id == from_id)
    db.execute(files.values(customer_id=None, holds_customers=True))


def shown_too(db: Connection, tenant_id: int, to_id: int, from_id: int) -> None:
    """Our cards that showed the one show the other."""
    s = card_subjects.c
    rows = select(s.tenant_id, s.subject_kind, literal(to_id, s.subject_id.type), s.card_id).where(
        s.tenant_id == tenant_id, s.subject_kind == "customer", s.subject_id == from_id
    )
    into = (sqlite.insert if is_sqlite(db) else postgresql.insert)(card_subjects)
    columns = ["tenant_id", "subject_kind", "subject_id", "card_id"]
    db.execute(into.from_select(columns, rows).on_conflict_do_nothing())


def _contacts(db: Connection, tenant_id: int, to_id: int, from_id: int) -> None:
    c = contacts.c
    rows = db.execute(select(contacts).where(c.tenant_id == tenant_id, c.customer_id == from_id)).all()
    customer_rows.contact(db, tenant_id, {(to_id, r.service_id): r.last_contact_at for r in rows})


def _count_contacts(db: Connection, tenant_id: int, customer_id: int) -> None:
    """Anew, from the interactions."""
    c = contacts.c
    db.execute(delete(contacts).where(c.tenant_id == tenant_id, c.customer_id == customer_id))
    own = (_i.tenant_id == tenant_id, _i.customer_id == customer_id)
    latest = select(_i.service_id, func.max(_i.started_at).label("at")).where(*own).group_by(_i.service_id)
    rows = db.execute(latest).all()
    customer_rows.contact(db, tenant_id, {(customer_id, r.service_id): r.at for r in rows if r.service_id is not None})
    if rows:
        of_this = (customers.c.tenant_id == tenant_id, customers.c.id == customer_id)
        db.execute(update(customers).where(*of_this).values(last_contact_at=max(r.at for r in rows)))


def _conflicts(db: Connection, tenant_id: int, to_id: int, from_id: int) -> None:
    """With third ones. What the other has already is not listed twice; with oneself there is none."""
    k = identity_conflicts.c
    there = select(k.interaction_id).where(k.tenant_id == tenant_id, k.customer_id == to_id)
    own = select(_i.id).where(_i.tenant_id == tenant_id, _i.customer_id == to_id)
    of_other = (k.tenant_id == tenant_id, k.customer_id == from_id)
    known = set(db.execute(there).scalars()) | set(db.execute(own).scalars())
    for interaction_id in db.execute(select(k.interaction_id).where(*of_other)).scalars().all():
        one = (*of_other, k.interaction_id == interaction_id)
        if interaction_id in known:
            db.execute(delete(identity_conflicts).where(*one))
        else:
            db.execute(update(identity_conflicts).where(*one).values(customer_id=to_id))


def _holds(db: Connection, scope: Scope, to_id: int, from_id: int) -> None:
    """One stands if either stood; of two the older reason stays on record."""
    h, tenant_id = legal_holds.c, scope.tenant_id
    if db.execute(select(h.id).where(*_standing(tenant_id, to_id))).first() is not None:
        over: dict[str, Any] = {"standing": None, "lifted_by": scope.person_id, "lifted_at": datetime.now(UTC)}
        db.execute(update(legal_holds).where(*_standing(tenant_id, from_id)).values(**over))
    of_other = (h.tenant_id == tenant_id, h.customer_id == from_id)
    db.execute(update(legal_holds).where(*of_other).values(customer_id=to_id))


def _standing(tenant_id: int, customer_id: int) -> tuple[Any, ...]:
    h = legal_holds.c
    return h.tenant_id == tenant_id, h.customer_id == customer_id, h.standing.is_(True)
