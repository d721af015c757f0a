"""Which interactions did a customer have, in any order, a page at a time?

A page starts after (or ends before) an interaction, not at a number: what arrives meanwhile moves nothing, and page
1,000 costs what page 1 costs.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    SmallInteger,
    and_,
    bindparam,
    func,
    or_,
    tuple_,
    type_coerce,
)

from storage import access, audit, customers, sent_cards
from storage import filters as filtering
from storage.access import Scope
from storage.filters import ALL, Filters
from storage.interactions import Row, in_sight, initial_service, newest, queued_service, rights, row
from storage.listing import Listing, numbered
from storage.sent_cards import Place, SentCard
from storage.tables import interactions, people
from storage.types import Moment

PAGE: Final = 10

_i = interactions.c
_SORT: Final[dict[str, ColumnElement[Any]]] = {  # an empty cell sorts as the lowest
    "started": _i.started_at,
    "source": func.coalesce(_i.source, ""),
    "initial_service": func.coalesce(initial_service.c.name_key, ""),
    "queued_service": func.coalesce(queued_service.c.name_key, ""),
    "last_user": func.coalesce(people.c.name, ""),
    "last_user_masked": func.coalesce(_i.last_user_id, 0),  # the order of names would tell of them
    "opening_hours": func.coalesce(_i.opening_hours, ""),
    "issues": _i.issue_count,
    "result": func.coalesce(type_coerce(_i.result, SmallInteger), 0),
    "duration": func.coalesce(_i.seconds, -1),
}
COLUMNS: Final = tuple(column for column in _SORT if column != "last_user_masked")
_ONE: Final = {every: in_sight(all_services=every).where(_i.id == bindparam("id")) for every in (True, False)}


@dataclass(frozen=True, kw_only=True)
class Page(Listing):
    """`last` is the newest of all, whatever page and filters."""

    customer_id: int
    title: str
    last: Row | None
    sort: str
    descending: bool

    @property
    def earlier(self) -> bool:
        return self.first > 1

    @property
    def more(self) -> bool:
        return self.first - 1 + len(self.rows) < self.total


def open_page(
    db: Connection,
    scope: Scope,
    customer_id: int,
    place: Place,
    *,
    filters: Filters = ALL,
    sort: str = "started",
    descending: bool = True,
    after: int | None = None,
    before: int | None = None,
    first: int = 1,
) -> tuple[Page, SentCard]:
    """The page behind `after` or in front of `before`, else the first; audited. Equal values come newest first.

    `first` is what the pages before have counted up to, and only echoed. Raises `NotFound`.
    """
    name, shown = customers.identity(db, scope, customer_id)
    named = filtering.named(db, scope, filters)
    by = "last_user_masked" if sort == "last_user" and scope.users_masked else sort
    edge = _edge(db, scope, customer_id, by, before if after is None else after)
    forward = edge is None or before is None
    rows, more = _page(db, scope, customer_id, filters, by, descending, edge, forward=forward)
    counted = _total(db, scope, customer_id, filters)
    first, total = numbered(counted, 1 if edge is None else first, len(rows), more=more)
    page = Page(
        customer_id=customer_id,
        title=name or (shown[0] if shown else ""),
        last=next(iter(newest(db, scope, customer_id, 1)), None),
        rows=rows,
        total=total,
        first=first,
        sort=sort,
        descending=descending,
        filters=filters,
        named=named,
        may_export=access.may_export(scope),
    )
    audit.record(db, scope, "history.opened", "customer", customer_id)
    return page, sent_cards.record(db, scope, place, "history", customers=[customer_id])


def _edge(db: Connection, scope: Scope, customer_id: int, sort: str, interaction_id: int | None) -> Any:
    """The sort values of the row at which a page starts; None for the first page, or if that row is gone."""
    if interaction_id is None:
        return None
    query = _edge_query(sort, all_services=scope.services is None)
    return db.execute(query, rights(scope, customer=customer_id, id=interaction_id)).first()


@cache
def _edge_query(sort: str, *, all_services: bool) -> Select[Any]:
    query = _ONE[all_services].where(_i.customer_id == bindparam("customer"))
    return query.with_only_columns(_SORT[sort].label("value"), _i.started_at, _i.id)


def _total(db: Connection, scope: Scope, customer_id: int, filters: Filters) -> int:
    """Up to one more than `filtering.MOST_COUNTED`."""
    query = _count(filtering.shape(filters), all_services=scope.services is None)
    found: int = db.execute(query, rights(scope, customer=customer_id, **filtering.values(filters))).scalar_one()
    return found


@lru_cache(maxsize=256)
def _count(shape: tuple[str, ...], *, all_services: bool) -> Select[Any]:
    of_customer = (_i.tenant_id == bindparam("tenant"), _i.customer_id == bindparam("customer"))
    in_services = () if all_services else (_i.service_id.in_(bindparam("services", expanding=True)),)
    return filtering.counted(shape, *of_customer, *in_services)


def _page(
    db: Connection,
    scope: Scope,
    customer_id: int,
    filters: Filters,
    sort: str,
    descending: bool,
    edge: Any,
    *,
    forward: bool,
) -> tuple[tuple[Row, ...], bool]:
    """And whether there are more behind them."""
    down = descending == forward
    newer_first = down if sort == "started" else forward
    shape, every = filtering.shape(filters), scope.services is None
    query = _page_query(shape, sort, down, newer_first, edge is not None, all_services=every)
    here = filtering.values(filters)
    if edge is not None:
        here |= {"edge_at": edge.started_at, "edge_id": edge.id}
        here |= {} if sort == "started" else {"edge_value": edge.value}
    found = db.execute(query, rights(scope, customer=customer_id, **here)).all()
    rows = [row(scope, r) for r in found[:PAGE]]
    return tuple(rows if forward else reversed(rows)), len(found) > PAGE or not forward


@lru_cache(maxsize=512)
def _page_query(
    shape: tuple[str, ...], sort: str, down: bool, newer_first: bool, from_edge: bool, *, all_services: bool
) -> Select[Any]:
    of_customer = in_sight(all_services=all_services).where(_i.customer_id == bindparam("customer"))
    query = of_customer.where(*filtering.conditions(shape))
    if from_edge:
        query = query.where(_beyond(sort, down, newer_first))
    value = _SORT[sort]
    order = [value.desc() if down else value] if sort != "started" else []
    order += [c.desc() if newer_first else c for c in (_i.started_at, _i.id)]
    return query.order_by(*order).limit(PAGE + 1)


def _beyond(sort: str, down: bool, newer_first: bool) -> ColumnElement[bool]:
    place = tuple_(_i.started_at, _i.id)
    here = tuple_(bindparam("edge_at", type_=Moment()), bindparam("edge_id", type_=BigInteger()))
    older = place < here if newer_first else place > here
    if sort == "started":
        return older
    value = _SORT[sort]
    edge = bindparam("edge_value", type_=value.type)
    return or_(value < edge if down else value > edge, and_(value == edge, older))
