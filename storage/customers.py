"""What do we hold on a customer, at a glance?"""

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sqlalchemy import Connection, Select, and_, bindparam, select

from storage import access, audit, interactions, masking, search, sent_cards
from storage.access import NotFound, Scope
from storage.sent_cards import Place, SentCard
from storage.tables import contacts, customers, identifiers
from storage.terms import readable

RECENT = 5  # interactions on the card; the history has them all
MATCHES = 10


@dataclass(frozen=True, kw_only=True)
class Customer:
    """`outcomes` counts every interaction in sight by its result, most frequent first; None: still open."""

    id: int
    name: str | None
    identifiers: tuple[str, ...]
    last: interactions.Row | None
    recent: tuple[interactions.Row, ...]
    outcomes: tuple[tuple[str | None, int], ...]
    administered: bool = False  # the viewer may anonymise, merge and split
    may_export: bool

    @property
    def title(self) -> str:
        return self.name or (self.identifiers[0] if self.identifiers else "")

    @property
    def total(self) -> int:
        return sum(count for _result, count in self.outcomes)


@dataclass(frozen=True, kw_only=True)
class Found:
    """`customer` where exactly one fits what was typed, else the best `matches`; `sent` if there is a card to show."""

    matches: list[search.Match]
    customer: Customer | None
    sent: SentCard | None


def find(db: Connection, scope: Scope, typed: str, place: Place) -> Found:
    """Who is meant? An opened card is a look-up and is audited, a list to choose from is not. Raises `TooShort`."""
    known = search.only(db, scope, typed)
    if known is not None:
        customer, shown = open_card(db, scope, known, place)
        return Found(matches=[], customer=customer, sent=shown)
    matches, sent = meant(db, scope, typed, place)
    if len(matches) != 1:
        return Found(matches=matches, customer=None, sent=sent)
    customer, sent = open_card(db, scope, matches[0].id, place)
    return Found(matches=matches, customer=customer, sent=sent)


def meant(db: Connection, scope: Scope, typed: str, place: Place) -> tuple[list[search.Match], SentCard | None]:
    """Nobody, the one, or several for a list to choose from, which is entered in the ledger. Raises `TooShort`."""
    matches = search.meant(db, scope, typed, MATCHES)
    if len(matches) < 2:
        return matches, None
    return matches, sent_cards.record(db, scope, place, "matches", customers=[m.id for m in matches])


def open_card(db: Connection, scope: Scope, customer_id: int, place: Place) -> tuple[Customer, SentCard]:
    """Audited and entered in the ledger of cards. Raises `NotFound`."""
    name, shown = identity(db, scope, customer_id)
    recent = interactions.newest(db, scope, customer_id, RECENT)
    customer = Customer(
        id=customer_id,
        name=name,
        identifiers=shown,
        last=recent[0] if recent else None,
        recent=recent,
        outcomes=interactions.outcomes(db, scope, customer_id),
        administered=scope.is_admin,
        may_export=access.may_export(scope),
    )
    audit.record(db, scope, "customer.opened", "customer", customer_id)
    return customer, sent_cards.record(db, scope, place, "customer", customers=[customer_id])


def identity(db: Connection, scope: Scope, customer_id: int) -> tuple[str | None, tuple[str, ...]]:
    """Name and identifiers as this viewer may see them. Raises `NotFound`."""
    query = _identity(all_services=scope.services is None)
    rows = db.execute(query, interactions.rights(scope, customer=customer_id)).all()
    if not rows:
        raise NotFound
    shown = [(r.kind, readable(r.key, r.value)) for r in rows if r.key is not None]
    if scope.masked:
        return masking.name(rows[0].name), tuple(sorted(masking.identifier(*each) for each in shown))
    return rows[0].name, tuple(sorted(value for _kind, value in shown))


def shown_name(scope: Scope, name: str) -> str:
    return (masking.name(name) if scope.masked else name) or ""


def titles(db: Connection, scope: Scope, customer_ids: set[int]) -> dict[int, str]:
    """The name or first identifier of each, as this viewer may see it; the interactions they are of are in sight."""
    if not customer_ids:
        return {}
    found: dict[int, str] = {}
    for each in db.execute(_TITLES, {"tenant": scope.tenant_id, "customers": list(customer_ids)}):
        if each.name is not None:
            found[each.id] = shown_name(scope, each.name)
        elif each.key is not None:
            shown = readable(each.key, each.value)
            shown = masking.identifier(each.kind, shown) if scope.masked else shown
            found[each.id] = min(found.get(each.id, shown), shown)
    return found


_NAMED: Final = (  # one row for each identifier
    select(customers.c.id, customers.c.name, identifiers.c.kind, identifiers.c.key, identifiers.c.value)
    .outerjoin(
        identifiers,
        and_(identifiers.c.tenant_id == customers.c.tenant_id, identifiers.c.customer_id == customers.c.id),
    )
    .where(customers.c.tenant_id == bindparam("tenant"))
)
_TITLES: Final = _NAMED.where(customers.c.id.in_(bindparam("customers", expanding=True)))


@cache
def _identity(*, all_services: bool) -> Select[Any]:
    """None if the customer never was in touch with a service in sight."""
    query = _NAMED.where(customers.c.id == bindparam("customer"))
    in_touch = select(contacts.c.customer_id).where(
        contacts.c.tenant_id == customers.c.tenant_id,
        contacts.c.customer_id == customers.c.id,
        contacts.c.service_id.in_(bindparam("services", expanding=True)),
    )
    return query if all_services else query.where(in_touch.exists())
