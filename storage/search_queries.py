"""In which statements does the search ask?

Each is built once for each of its shapes, and executed with what was typed; storage/search.py says when which.
"""

from functools import cache
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    and_,
    bindparam,
    column,
    func,
    literal_column,
    select,
    table,
    text,
    true,
)

from storage.tables import contacts, customer_terms, customers, identifiers
from storage.types import EPOCH, Moment

_TENANT: Final[BindParameter[Any]] = bindparam("tenant")
_SERVICES: Final[BindParameter[Any]] = bindparam("services", expanding=True)
_LIMIT: Final[BindParameter[Any]] = bindparam("limit")
_MOST: Final[BindParameter[Any]] = bindparam("most")
_RANGE: Final = and_(
    customer_terms.c.tenant_id == _TENANT,
    customer_terms.c.term >= bindparam("first"),
    customer_terms.c.term <= bindparam("last"),
)

COUNT: Final[Select[Any]] = select(func.count()).select_from(
    select(literal_column("1")).select_from(customer_terms).where(_RANGE).limit(_MOST).subquery()
)
"""How many terms lie in the range, counted up to `most`."""

NAMES: Final[Select[Any]] = (
    select(customers.c.id, customers.c.name, identifiers.c.kind, identifiers.c.key, identifiers.c.value)
    .outerjoin(
        identifiers,
        and_(identifiers.c.tenant_id == customers.c.tenant_id, identifiers.c.customer_id == customers.c.id),
    )
    .where(customers.c.tenant_id == _TENANT, customers.c.id.in_(bindparam("ids", expanding=True)))
)


@cache
def collect(likes: int, *, all_services: bool) -> Select[Any]:
    """All customers with a term in the range, sorted by their last contact."""
    some = select(customer_terms.c.customer_id).where(_RANGE)
    if likes:
        owner = and_(customers.c.tenant_id == _TENANT, customers.c.id == customer_terms.c.customer_id)
        some = some.join(customers, owner).where(*_likes(likes))
    return _latest(some, all_services=all_services).limit(_LIMIT)


@cache
def walk(likes: int, *, all_services: bool) -> Select[Any]:
    """From the latest contact backwards, past so many customers: of the tenant, or of one `service`."""
    place: Any = customers if all_services else contacts
    owner = customers.c.id if all_services else contacts.c.customer_id
    here = [place.c.tenant_id == _TENANT]
    if not all_services:
        here.append(contacts.c.service_id == bindparam("service"))
    order = (place.c.last_contact_at.desc(), owner.desc())
    last = select(place.c.last_contact_at).where(*here).order_by(*order).limit(1).offset(bindparam("walked"))
    query: Select[Any] = select(owner, place.c.last_contact_at)
    if not all_services:
        query = query.join(customers, and_(customers.c.tenant_id == _TENANT, customers.c.id == owner))
    reached = place.c.last_contact_at >= func.coalesce(
        last.correlate(None).scalar_subquery(), bindparam("ever", EPOCH, Moment())
    )
    return query.where(*here, reached, *_likes(likes)).order_by(*order).limit(_LIMIT)


@cache
def walk_with_term() -> Select[Any]:
    """From the latest contact backwards, past so many customers of the tenant: those with a term in the range.

    `IS true` keeps both planners from looking up each of thousands of customers: they are found once, and looked at
    when the walk meets them, within an index.
    """
    some = select(customer_terms.c.customer_id).where(_RANGE)
    return walk(0, all_services=True).where(customers.c.id.in_(some).is_(true()))


@cache
def containing(dialect: str, likes: int, *, all_services: bool) -> Select[Any]:
    """The tenant is a term of the index itself: a small tenant beside a large one finds all of its own, quickly."""
    some = _in_index(likes) if dialect == "sqlite" else _in_text(likes)
    if not all_services:
        mine = and_(contacts.c.tenant_id == _TENANT, contacts.c.customer_id == some.selected_columns[0])
        some = some.where(select(contacts.c.customer_id).where(mine, _in_services()).exists())
    elif dialect == "postgresql":  # what is wanted stands in the rows that were found
        bounded = some.add_columns(customers.c.last_contact_at).limit(_MOST).subquery()
        return select(bounded).order_by(bounded.c.last_contact_at.desc(), bounded.c.id.desc())
    return _latest(some.limit(_MOST), all_services=all_services)


def _latest(some: Select[Any], *, all_services: bool) -> Select[Any]:
    """Some customers, and when this viewer's services last had contact with them; the latest first."""
    if all_services:
        return (
            select(customers.c.id, customers.c.last_contact_at)
            .where(customers.c.tenant_id == _TENANT, customers.c.id.in_(some))
            .order_by(customers.c.last_contact_at.desc(), customers.c.id.desc())
        )
    seen = func.max(contacts.c.last_contact_at)
    query: Select[Any] = (
        select(contacts.c.customer_id, seen.label("seen_at"))
        .where(contacts.c.tenant_id == _TENANT, contacts.c.customer_id.in_(some), _in_services())
        .group_by(contacts.c.customer_id)
    )
    return query.order_by(seen.desc(), contacts.c.customer_id.desc())


def _in_index(likes: int) -> Select[Any]:
    """SQLite. The other words are looked at in a subquery: joined, the index would be asked for each customer."""
    index = table("customers_fts", column("rowid"))
    some = select(index.c.rowid).where(text("customers_fts MATCH :wanted"))
    if likes:
        this = and_(customers.c.tenant_id == _TENANT, customers.c.id == index.c.rowid)
        some = some.where(select(customers.c.id).where(this, *_likes(likes)).exists())
    return some


def _in_text(likes: int) -> Select[Any]:
    """PostgreSQL."""
    return select(customers.c.id).where(customers.c.tenant_id == _TENANT, *_likes(likes))


def _in_services() -> ColumnElement[bool]:
    return contacts.c.service_id.in_(_SERVICES)


def _likes(count: int) -> list[ColumnElement[bool]]:
    return [customers.c.search_text.like(bindparam(f"like_{place}"), escape="\\") for place in range(count)]
