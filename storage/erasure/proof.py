"""Is anything left that says who the customer was?

Looks at all that belongs to the customer, in the way in which it was replaced; for what belongs to others, the search
has gone through everything.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, and_, select

from storage.erasure import material
from storage.erasure.payloads import PERSONAL, REPLACED, mark, texts
from storage.erasure.records import Erasure
from storage.erasure.traces import Traces
from storage.erasure_tables import erased_tasks, legal_holds
from storage.tables import customer_terms, customers, identity_conflicts, interactions
from storage.terms import SEPARATOR, Identifier, terms_of


def left(db: Connection, erasure: Erasure, found: Traces) -> list[str]:
    """In which tables something is left; empty when it is proven."""
    checks = {
        "customers": _customer,
        "identifiers": _identifiers,
        "interactions": _interactions,
        "events": _events,
        "issues": _issues,
        "tags": _tags,
        "identity_conflicts": _conflicts,
        "legal_holds": _holds,
        "erased_tasks": _door,
    }
    return [name for name, check in checks.items() if any(check(db, erasure, found))]


def _customer(db: Connection, erasure: Erasure, found: Traces) -> Iterator[bool]:
    """In the row, and in the index by hand."""
    c, t = customers.c, customer_terms.c
    row = db.execute(select(customers).where(c.tenant_id == erasure.tenant_id, c.id == erasure.customer_id)).first()
    if row is None:
        return
    known = material.known(db, erasure.tenant_id, erasure.customer_id)
    own = terms_of(_mark(erasure), [Identifier(r.kind, r.value, r.key) for r in known])
    yield row.name != _mark(erasure)
    yield set(row.search_text.split(SEPARATOR)) - {""} != set(own)
    before = {term for name in (None, *found.names) for term in terms_of(name, list(found.identifiers))}
    query = select(t.term).where(t.tenant_id == erasure.tenant_id, t.customer_id == erasure.customer_id)
    yield db.execute(query.where(t.term.in_(before - set(own))).limit(1)).first() is not None


def _identifiers(db: Connection, erasure: Erasure, _found: Traces) -> Iterator[bool]:
    for row in material.known(db, erasure.tenant_id, erasure.customer_id):
        yield row.value != _mark(erasure) or not row.key.startswith("erased:")


def _interactions(db: Connection, erasure: Erasure, _found: Traces) -> Iterator[bool]:
    own = material.own_interactions(erasure.tenant_id, erasure.customer_id)
    source = interactions.c.source
    yield db.execute(select(source).where(own, ~source.startswith(REPLACED)).limit(1)).first() is not None


def _events(db: Connection, erasure: Erasure, found: Traces) -> Iterator[bool]:
    for row in db.execute(material.own_events(erasure.tenant_id, erasure.customer_id)):
        yield any(row.payload.get(field) is not None for field in PERSONAL)
        yield any(_says(found, each) for each in texts({k: v for k, v in row.payload.items() if k not in PERSONAL}))


def _issues(db: Connection, erasure: Erasure, found: Traces) -> Iterator[bool]:
    for row in material.own_issues(db, erasure.tenant_id, erasure.customer_id):
        yield _says(found, row.text)


def _tags(db: Connection, erasure: Erasure, found: Traces) -> Iterator[bool]:
    for row in material.own_tags(db, erasure.tenant_id, erasure.customer_id):
        yield _says(found, row.tag)


def _conflicts(db: Connection, erasure: Erasure, _found: Traces) -> Iterator[bool]:
    k = identity_conflicts.c
    of_this = (k.tenant_id == erasure.tenant_id, k.customer_id == erasure.customer_id)
    yield db.execute(select(k.interaction_id).where(*of_this).limit(1)).first() is not None


def _holds(db: Connection, erasure: Erasure, found: Traces) -> Iterator[bool]:
    h = legal_holds.c
    of_this = (h.tenant_id == erasure.tenant_id, h.customer_id == erasure.customer_id)
    for reason in db.execute(select(h.reason).where(*of_this)).scalars():
        yield _says(found, reason)


def _door(db: Connection, erasure: Erasure, _found: Traces) -> Iterator[bool]:
    """Every task is known at the door."""
    t = erased_tasks.c
    own = material.own_interactions(erasure.tenant_id, erasure.customer_id)
    same = and_(t.tenant_id == interactions.c.tenant_id, t.task_id == interactions.c.task_id)
    query = select(interactions.c.id).outerjoin(erased_tasks, same).where(own, t.task_id.is_(None))
    yield db.execute(query.limit(1)).first() is not None


def _says(found: Traces, text: str) -> bool:
    """Somebody may be called *Request*."""
    return not text.startswith(REPLACED) and found.near(text)


def _mark(erasure: Erasure) -> str:
    return mark(erasure.token or "")
