"""Which interactions did a service have, as far as filters leave them?

For whoever sees the service: so a viewer to whom customers are masked finds an interaction without naming anybody. The
newest first, a page at a time; a page starts after (or ends before) an interaction, not at a number.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import BigInteger, Connection, Select, bindparam, select, tuple_

from storage import access, audit, sent_cards, services
from storage import filters as filtering
from storage.access import NotFound, Scope
from storage.filters import ALL, Filters
from storage.interactions import in_sight, row
from storage.listing import Listing, numbered
from storage.sent_cards import Place, SentCard
from storage.services import Service
from storage.tables import interactions
from storage.types import Moment

PAGE: Final = 10

_i = interactions.c
_LISTED: Final = _i.service_id == bindparam("listed")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    service_id: int
    filters: Filters = ALL


@dataclass(frozen=True, kw_only=True)
class Page(Listing):
    service: Service


def list_seen(db: Connection, scope: Scope) -> list[Service]:
    """The services of which somebody sees interactions, by name."""
    every = services.list_all(db, scope.tenant_id)
    return [s for s in every if scope.services is None or s.id in scope.services]


def open_page(
    db: Connection,
    scope: Scope,
    wanted: Wanted,
    place: Place,
    *,
    after: int | None = None,
    before: int | None = None,
    first: int = 1,
) -> tuple[Page, SentCard]:
    """The page behind `after` or in front of `before`, else the first; audited. Raises `NotFound`.

    `first` is what the pages before have counted up to, and only echoed.
    """
    service = next((s for s in list_seen(db, scope) if s.id == wanted.service_id), None)
    if service is None:
        raise NotFound
    filters = wanted.filters
    named, shape = filtering.named(db, scope, filters), filtering.shape(filters)
    asked: dict[str, Any] = {"tenant": scope.tenant_id, "listed": service.id} | filtering.values(filters)
    counted = db.execute(_count(shape), asked).scalar_one()
    edge = _edge(db, wanted, scope, before if after is None else after)
    forward = edge is None or before is None
    here = {} if edge is None else {"edge_at": edge.started_at, "edge_id": edge.id}
    found = db.execute(_page(shape, edge is not None, forward), asked | here).all()
    more, found = len(found) > PAGE or not forward, found[:PAGE]
    first, total = numbered(counted, 1 if edge is None else first, len(found), more=more)
    page = Page(
        service=service,
        rows=tuple(row(scope, r) for r in (found if forward else reversed(found))),
        total=total,
        first=first,
        filters=filters,
        named=named,
        may_export=access.may_export(scope) and (not scope.owned or scope.is_admin or service.id in scope.owned),
    )
    audit.record(db, scope, "interactions.listed", "service", service.id, rows=len(found))
    customers = {r.customer_id for r in found if r.customer_id is not None}
    return page, sent_cards.record(
        db, scope, place, "interactions", customers=customers, interactions=[r.id for r in found]
    )


def _edge(db: Connection, wanted: Wanted, scope: Scope, interaction_id: int | None) -> Any:
    """None: the first page, or an interaction of another service."""
    if interaction_id is None:
        return None
    of_service = (_i.tenant_id == scope.tenant_id, _i.id == interaction_id, _i.service_id == wanted.service_id)
    return db.execute(select(_i.started_at, _i.id).where(*of_service)).first()


@lru_cache(maxsize=256)
def _page(shape: tuple[str, ...], from_edge: bool, forward: bool) -> Select[Any]:
    """Along `ix_interactions_service`."""
    query = in_sight(all_services=True).where(_LISTED, *filtering.conditions(shape))
    if from_edge:
        place = tuple_(_i.started_at, _i.id)
        edge = tuple_(bindparam("edge_at", type_=Moment()), bindparam("edge_id", type_=BigInteger()))
        query = query.where(place < edge if forward else place > edge)
    order = [c.desc() if forward else c for c in (_i.started_at, _i.id)]
    return query.order_by(*order).limit(PAGE + 1)


@lru_cache(maxsize=256)
def _count(shape: tuple[str, ...]) -> Select[Any]:
    return filtering.counted(shape, _i.tenant_id == bindparam("tenant"), _LISTED)
