"""Which customers may be one and the same, because an event named both?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, and_, delete, func, select

from storage import audit, customers, sent_cards
from storage.access import Scope, only_admins
from storage.sent_cards import Place, SentCard
from storage.tables import identity_conflicts, interactions

LISTED: Final = 10

_k = identity_conflicts.c
_i = interactions.c


@dataclass(frozen=True, kw_only=True)
class Party:
    """One of two customers."""

    id: int
    name: str | None
    identifiers: tuple[str, ...]
    interactions: int

    @property
    def title(self) -> str:
        return self.name or (self.identifiers[0] if self.identifiers else "")


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """`count` events named both, the last one `seen_at`."""

    one: Party
    other: Party
    count: int
    seen_at: datetime


def allowed(_db: Connection, scope: Scope) -> None:
    """Before anybody is looked for. Raises `NotAnAdmin`."""
    only_admins(scope)


def list_all(db: Connection, scope: Scope, place: Place) -> tuple[list[Conflict], SentCard | None]:
    """The latest first. Raises `NotAnAdmin`."""
    only_admins(scope)
    same = and_(_i.tenant_id == _k.tenant_id, _i.id == _k.interaction_id)
    pairs = (
        select(_i.customer_id.label("one"), _k.customer_id.label("other"))
        .add_columns(func.count().label("number"), func.max(_k.seen_at).label("seen_at"))
        .join(identity_conflicts, same)
        .where(_k.tenant_id == scope.tenant_id, _i.customer_id.is_not(None), _i.customer_id != _k.customer_id)
        .group_by(_i.customer_id, _k.customer_id)
        .order_by(func.max(_k.seen_at).desc(), _i.customer_id)
        .limit(LISTED)
    )
    found = [_conflict(db, scope, row) for row in db.execute(pairs).all()]
    if not found:
        return [], None
    ids = {party.id for each in found for party in (each.one, each.other)}
    return found, sent_cards.record(db, scope, place, "conflicts", customers=sorted(ids))


def keep_apart(db: Connection, scope: Scope, one_id: int, other_id: int, place: Place) -> tuple[Party, Party, SentCard]:
    """They are two: the pair is listed no more, until another event names both. Raises `NotAnAdmin`, `NotFound`."""
    only_admins(scope)
    both = (party(db, scope, one_id), party(db, scope, other_id))
    gone = resolve(db, scope.tenant_id, one_id, other_id)
    audit.record(db, scope, "conflict.kept_apart", "customer", one_id, other=str(other_id), events=gone)
    return *both, sent_cards.record(db, scope, place, "conflicts", customers=[one_id, other_id])


def resolve(db: Connection, tenant_id: int, one_id: int, other_id: int) -> int:
    """In either direction. How many events it was."""
    gone = 0
    for mine, theirs in ((one_id, other_id), (other_id, one_id)):
        own = select(_i.id).where(_i.tenant_id == tenant_id, _i.customer_id == mine)
        pair = (_k.tenant_id == tenant_id, _k.customer_id == theirs, _k.interaction_id.in_(own))
        gone += db.execute(delete(identity_conflicts).where(*pair)).rowcount
    return gone


def party(db: Connection, scope: Scope, customer_id: int) -> Party:
    """Raises `NotFound`."""
    name, identifiers = customers.identity(db, scope, customer_id)
    own = (_i.tenant_id == scope.tenant_id, _i.customer_id == customer_id)
    number: int = db.execute(select(func.count()).select_from(interactions).where(*own)).scalar_one()
    return Party(id=customer_id, name=name, identifiers=identifiers, interactions=number)


def _conflict(db: Connection, scope: Scope, row: Any) -> Conflict:
    one, other = party(db, scope, row.one), party(db, scope, row.other)
    return Conflict(one=one, other=other, count=row.number, seen_at=row.seen_at)
