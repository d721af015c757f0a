"""How are customers written, many at once, with the index that finds them?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, func, insert, update
from sqlalchemy.dialects import postgresql, sqlite

from storage import substrings
from storage.database import is_sqlite
from storage.tables import contacts, customer_terms, customers, identifiers
from storage.terms import SEPARATOR, Identifier, search_text, terms_of

NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass
class CustomerRow:
    id: int
    name: str | None = None
    named_at: datetime | None = None
    identifiers: dict[str, Identifier] = field(default_factory=dict)
    last_contact_at: datetime = NEVER
    stored_text: str | None = None  # the `search_text` it is indexed by; None: it is new
    found_anew: bool = False  # name or identifiers changed: the index follows

    @property
    def stored(self) -> bool:
        return self.stored_text is not None

    def terms(self) -> list[str]:
        return terms_of(self.name, list(self.identifiers.values()))


def add(db: Connection, tenant_id: int, rows: Sequence[CustomerRow]) -> None:
    if rows:
        db.execute(insert(customers), [{"tenant_id": tenant_id, "id": c.id, **_values(c)} for c in rows])
        _index(db, tenant_id, rows)


def change(db: Connection, tenant_id: int, rows: Sequence[CustomerRow]) -> None:
    """Customers whose name or identifiers are new: they are found by the new ones only."""
    if rows:
        _take_out(db, tenant_id, rows)
        _update(db, tenant_id, [{"row_id": c.id, **_values(c)} for c in rows])
        _index(db, tenant_id, rows)


def touch(db: Connection, tenant_id: int, rows: Sequence[CustomerRow]) -> None:
    """Customers who only were in touch again."""
    if rows:
        moments = [{"row_id": c.id, "last_contact_at": c.last_contact_at, "named_at": c.named_at} for c in rows]
        _update(db, tenant_id, moments)


def contact(db: Connection, tenant_id: int, latest: Mapping[tuple[int, int], datetime]) -> None:
    """`latest` contact of (customer, service); an earlier one than is stored changes nothing."""
    if not latest:
        return
    rows = [
        {"tenant_id": tenant_id, "customer_id": c, "service_id": s, "last_contact_at": at}
        for (c, s), at in latest.items()
    ]
    into = (sqlite.insert if is_sqlite(db) else postgresql.insert)(contacts)
    later = (func.max if is_sqlite(db) else func.greatest)(contacts.c.last_contact_at, into.excluded.last_contact_at)
    keys = ["tenant_id", "customer_id", "service_id"]
    db.execute(into.on_conflict_do_update(index_elements=keys, set_={"last_contact_at": later}), rows)


def remove(db: Connection, tenant_id: int, rows: Sequence[CustomerRow]) -> None:
    """Customers who were a guess; their identifiers and interactions are another's already."""
    _take_out(db, tenant_id, rows)
    for each in rows:
        db.execute(delete(contacts).where(contacts.c.tenant_id == tenant_id, contacts.c.customer_id == each.id))
        db.execute(delete(customers).where(customers.c.tenant_id == tenant_id, customers.c.id == each.id))


def _take_out(db: Connection, tenant_id: int, rows: Sequence[CustomerRow]) -> None:
    """Out of both indexes, by what they were indexed by."""
    terms = [{"of_term": t, "of_id": c.id} for c in rows for t in (c.stored_text or "").split(SEPARATOR) if t]
    if terms:
        of_this = (customer_terms.c.term == bindparam("of_term")) & (customer_terms.c.customer_id == bindparam("of_id"))
        db.execute(delete(customer_terms).where(customer_terms.c.tenant_id == tenant_id, of_this), terms)
    substrings.remove(db, tenant_id, [(c.id, c.stored_text or "") for c in rows])


def _values(customer: CustomerRow) -> dict[str, Any]:
    return {
        "name": customer.name,
        "named_at": customer.named_at,
        "search_text": search_text(customer.terms()),
        "last_contact_at": customer.last_contact_at,
    }


def _update(db: Connection, tenant_id: int, rows: list[dict[str, Any]]) -> None:
    db.execute(update(customers).where(customers.c.tenant_id == tenant_id, customers.c.id == bindparam("row_id")), rows)


def _index(db: Connection, tenant_id: int, rows: Sequence[CustomerRow]) -> None:
    substrings.add(db, tenant_id, [(c.id, search_text(c.terms())) for c in rows])
    terms = [{"tenant_id": tenant_id, "term": term, "customer_id": c.id} for c in rows for term in c.terms()]
    if terms:
        db.execute(insert(customer_terms), terms)
    known = [
        {"tenant_id": tenant_id, "key": i.key, "customer_id": c.id, "kind": i.kind, "value": i.value}
        for c in rows
        for i in c.identifiers.values()
    ]
    if known:
        into = (sqlite.insert if is_sqlite(db) else postgresql.insert)(identifiers)
        owner = {"customer_id": into.excluded.customer_id}
        db.execute(into.on_conflict_do_update(index_elements=["tenant_id", "key"], set_=owner), known)
