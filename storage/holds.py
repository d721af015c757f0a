"""Whose data must be kept, because a law or a court says so?"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, Select, and_, insert, select, update

from storage import audit, customers, sent_cards
from storage.access import NotFound, Scope, only_admins
from storage.erasure.records import AlreadyAnonymised, is_anonymised
from storage.erasure_tables import legal_holds
from storage.ids import new_id
from storage.sent_cards import Place, SentCard
from storage.tables import customers as customer_rows
from storage.tables import people

LONGEST_REASON: Final = 500

_h = legal_holds.c


class NoReason(Exception):
    """A hold needs a reason."""


@dataclass(frozen=True, kw_only=True)
class Hold:
    id: int
    customer_id: int
    reason: str
    set_by: str  # name
    set_at: datetime


def standing(db: Connection, tenant_id: int, customer_id: int) -> Hold | None:
    same = and_(people.c.tenant_id == _h.tenant_id, people.c.id == _h.set_by)
    row = db.execute(
        select(legal_holds, people.c.name)
        .join(people, same)
        .where(_h.tenant_id == tenant_id, _h.customer_id == customer_id, _h.standing.is_(True))
    ).first()
    if row is None:
        return None
    return Hold(id=row.id, customer_id=customer_id, reason=row.reason, set_by=row.name, set_at=row.set_at)


def of_tenant(tenant_id: int) -> Select[Any]:
    """The ids of customers whose data must be kept."""
    return select(_h.customer_id).where(_h.tenant_id == tenant_id, _h.standing.is_(True))


def allowed(_db: Connection, scope: Scope) -> None:
    """Before anybody is looked for. Raises `NotAnAdmin`."""
    only_admins(scope)


def look(db: Connection, scope: Scope, customer_id: int, place: Place) -> tuple[str, Hold | None, SentCard]:
    """How the customer is called, the hold if one stands. Audited. Raises `NotAnAdmin`, `NotFound`."""
    only_admins(scope)
    title, card = _shown(db, scope, customer_id, place)
    audit.record(db, scope, "hold.looked", "customer", customer_id)
    return title, standing(db, scope.tenant_id, customer_id), card


def place(db: Connection, scope: Scope, customer_id: int, reason: str, where: Place) -> tuple[str, Hold, SentCard]:
    """One that stands already stays as it is. Raises `NotAnAdmin`, `NotFound`, `AlreadyAnonymised`, `NoReason`."""
    only_admins(scope)
    _lock(db, scope, customer_id)
    if is_anonymised(db, scope.tenant_id, customer_id):
        raise AlreadyAnonymised
    if not reason:
        raise NoReason
    if standing(db, scope.tenant_id, customer_id) is None:
        row: dict[str, Any] = {
            "tenant_id": scope.tenant_id,
            "id": new_id(),
            "customer_id": customer_id,
            "standing": True,
        }
        row |= {"reason": reason[:LONGEST_REASON], "set_by": scope.person_id, "set_at": datetime.now(UTC)}
        db.execute(insert(legal_holds), row)
        audit.record(db, scope, "hold.placed", "customer", customer_id)
    hold = standing(db, scope.tenant_id, customer_id)
    assert hold is not None
    title, card = _shown(db, scope, customer_id, where)
    return title, hold, card


def lift(db: Connection, scope: Scope, customer_id: int, where: Place) -> tuple[str, bool, SentCard]:
    """False if none stood. Raises `NotAnAdmin`, `NotFound`."""
    only_admins(scope)
    _lock(db, scope, customer_id)
    title, card = _shown(db, scope, customer_id, where)
    stands = (_h.tenant_id == scope.tenant_id, _h.customer_id == customer_id, _h.standing.is_(True))
    over = {"standing": None, "lifted_by": scope.person_id, "lifted_at": datetime.now(UTC)}
    if db.execute(update(legal_holds).where(*stands).values(**over)).rowcount == 0:
        return title, False, card
    audit.record(db, scope, "hold.lifted", "customer", customer_id)
    return title, True, card


def _shown(db: Connection, scope: Scope, customer_id: int, place: Place) -> tuple[str, SentCard]:
    """Raises `NotFound`."""
    name, known = customers.identity(db, scope, customer_id)
    return name or (known[0] if known else ""), sent_cards.record(db, scope, place, "hold", customers=[customer_id])


def _lock(db: Connection, scope: Scope, customer_id: int) -> None:
    """Neither a hold nor an approval overtakes the other. Raises `NotFound`."""
    of_this = (customer_rows.c.tenant_id == scope.tenant_id, customer_rows.c.id == customer_id)
    if db.execute(select(customer_rows.c.id).where(*of_this).with_for_update()).first() is None:
        raise NotFound
