"""Which interactions stand behind a figure: a code, or a result, in a period?

The newest first, a page at a time. A page starts after (or ends before) an interaction, not at a number, so page 1,000
costs what page 1 costs. Each service is walked along its index, and the walks are merged.
"""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any, Final

from sqlalchemy import BigInteger, ColumnElement, Connection, Select, and_, bindparam, func, select, tuple_

from storage import audit, codes, reports, sent_cards
from storage.access import Scope
from storage.code_tables import conclusion_codes
from storage.codes import Code
from storage.interactions import Row, in_sight, row
from storage.report_queries import PART
from storage.reports import Question
from storage.sent_cards import Place, SentCard
from storage.services import Service
from storage.tables import interactions
from storage.types import Moment, Outcome

PAGE: Final = 10

_i = interactions.c
_PLACE: Final = tuple_(_i.started_at, _i.id)
_EDGE: Final = tuple_(bindparam("edge_at", type_=Moment()), bindparam("edge_id", type_=BigInteger()))


@dataclass(frozen=True, kw_only=True)
class Behind:
    """A figure: the use of a code, or how often a result occurred."""

    code_id: int | None = None
    result: str | None = None


@dataclass(frozen=True, kw_only=True)
class Page:
    """`first` is the number of the first row among `total`."""

    services: tuple[Service, ...]
    code: Code | None
    result: str | None
    rows: tuple[Row, ...]
    total: int
    first: int


def open_page(
    db: Connection,
    scope: Scope,
    question: Question,
    behind: Behind,
    place: Place,
    *,
    after: int | None = None,
    before: int | None = None,
    first: int = 1,
) -> tuple[Page, SentCard]:
    """The page behind `after` or in front of `before`, else the first; audited.

    `first` is what the pages before have counted up to, and only echoed. Raises `NotAnOwner`, `NotFound`.
    """
    asked = reports.own_services(db, scope, question)
    code = None if behind.code_id is None else codes.get(db, scope.tenant_id, behind.code_id)
    wanted: dict[str, Any] = {"tenant": scope.tenant_id, "code": behind.code_id, "result": behind.result}
    wanted |= {"since": question.edges[0], "until": question.edges[-1]}
    total = db.execute(_count(of_code=code is not None), {**wanted, "services": [s.id for s in asked]}).scalar_one()
    edge = _edge(db, scope, before if after is None else after)
    forward = edge is None or before is None
    rows = _page(db, asked, wanted, edge, forward=forward)
    page = Page(
        services=asked,
        code=code,
        result=behind.result,
        rows=tuple(row(scope, r) for r in rows),
        total=total,
        first=1 if edge is None else max(1, min(first, total)),
    )
    kind, subject = ("code", code.id) if code else ("result", None)
    audit.record(db, scope, "interactions.listed", kind, subject, rows=len(rows))
    customers = {r.customer_id for r in rows if r.customer_id is not None}
    ids = [r.id for r in rows]
    return page, sent_cards.record(db, scope, place, "report", customers=customers, interactions=ids)


def _edge(db: Connection, scope: Scope, interaction_id: int | None) -> Any:
    if interaction_id is None:
        return None
    query = select(_i.started_at, _i.id).where(_i.tenant_id == scope.tenant_id, _i.id == interaction_id)
    return db.execute(query).first()


def _page(db: Connection, asked: tuple[Service, ...], wanted: dict[str, Any], edge: Any, *, forward: bool) -> list[Any]:
    query = _walk(wanted["code"] is not None, edge is not None, forward)
    here = {} if edge is None else {"edge_at": edge.started_at, "edge_id": edge.id}

    def of_service(service: Service) -> Iterator[Any]:
        yield from db.execute(query, {**wanted, **here, "services": [service.id]})

    walks = [of_service(service) for service in asked]
    merged = heapq.merge(*walks, key=lambda r: (r.started_at, r.id), reverse=forward)
    rows = list(islice(merged, PAGE))
    return rows if forward else rows[::-1]


@cache
def _walk(of_code: bool, from_edge: bool, forward: bool) -> Select[Any]:
    """Along `ix_interactions_service`; the reader's own services are in their sight."""
    query = in_sight(all_services=True).where(*PART, _behind(of_code))
    if from_edge:
        query = query.where(_PLACE < _EDGE if forward else _PLACE > _EDGE)
    order = [c.desc() if forward else c for c in (_i.started_at, _i.id)]
    return query.order_by(*order).limit(PAGE)


@cache
def _count(*, of_code: bool) -> Select[Any]:
    return select(func.count()).select_from(interactions).where(*PART, _behind(of_code))


def _behind(of_code: bool) -> ColumnElement[bool]:
    if not of_code:
        return _i.result == bindparam("result", type_=Outcome())
    c = conclusion_codes.c
    same = and_(c.tenant_id == _i.tenant_id, c.interaction_id == _i.id, c.code_id == bindparam("code"))
    return select(c.code_id).where(same).exists()
