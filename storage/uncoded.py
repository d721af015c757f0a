"""Which interactions did somebody have, and which of them wait for their conclusion?

An agent's are those that they were the last to talk in. Who serves no service, as owners and tenant admins may, is told
of what waits in the services they look after.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final

from sqlalchemy import BigInteger, Connection, Select, and_, bindparam, exists, select, tuple_

from storage import audit, codes, glances, offers, receipts
from storage.access import Scope, not_for_partners
from storage.code_tables import conclusions
from storage.codes import Code
from storage.glances import Glance
from storage.offers import Offer
from storage.receipts import Receipt
from storage.sent_cards import Place, SentCard
from storage.tables import interactions, services
from storage.types import Moment

PAGE: Final = 8  # of somebody's interactions
TOGETHER: Final = 10  # that can be concluded at once
DAYS: Final = 90  # what is older is no task for today; it is in the history
COUNTED: Final = 500  # more are not told apart
_LOOKED_AT: Final = 5000  # interactions of an agent or a service, the latest
_SERVICES: Final = 50

_i, _c = interactions.c, conclusions.c


@dataclass(frozen=True, kw_only=True)
class Mine:
    """A page of somebody's interactions, newest first, with the receipts of those that are concluded."""

    glances: tuple[Glance, ...]
    receipts: dict[int, Receipt]
    earlier: bool  # there is a page before
    more: bool


@dataclass(frozen=True, kw_only=True)
class Latest:
    """Newest first; the receipts of those that are concluded; the codes of the services whose switch is on."""

    glances: tuple[Glance, ...]
    concluded: Mapping[int, Receipt]
    codes: Mapping[int, tuple[Code, ...]]


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """What waits in one service, oldest first, a page of it; and how many in each service, the fullest first."""

    service_id: int
    service: str
    glances: tuple[Glance, ...]
    offer: Offer
    total: int
    more: bool
    own: bool  # else everybody's
    counts: tuple[tuple[int, str, int], ...]  # (service, name, how many), this one too


def open_mine(
    db: Connection, scope: Scope, place: Place, now: datetime, *, after: int | None = None, before: int | None = None
) -> tuple[Mine, SentCard]:
    """The page behind `after` or in front of `before`, else the first; audited and entered in the ledger."""
    edge = _edge(db, scope, after if before is None else before)
    forward = edge is None or before is None
    ids = _mine_ids(db, scope, edge, PAGE + 1, forward=forward)
    page = ids[:PAGE] if forward else ids[:PAGE][::-1]
    shown = glances.of_many(db, scope, page, now)
    mine = Mine(
        glances=shown,
        receipts=receipts.of_many(db, scope, shown),
        earlier=edge is not None if forward else len(ids) > PAGE,
        more=len(ids) > PAGE if forward else True,
    )
    audit.record(db, scope, "sessions.opened", count=len(shown))
    return mine, receipts.note(db, scope, shown, place, "sessions")


def latest(db: Connection, scope: Scope, now: datetime, count: int) -> Latest:
    """Somebody's newest interactions, the one that is going on too. Raises `NotForPartners`."""
    not_for_partners(scope)
    shown = glances.of_many(db, scope, _mine_ids(db, scope, None, count, forward=True), now)
    concluding = {each.service_id for each in shown if each.codes_on and each.service_id}
    return Latest(
        glances=shown,
        concluded=receipts.of_many(db, scope, shown),
        codes={each: codes.applied(db, scope.tenant_id, each) for each in concluding},
    )


def open_waiting(
    db: Connection,
    scope: Scope,
    place: Place,
    now: datetime,
    *,
    service_id: int | None = None,
    after: int | None = None,
) -> tuple[Waiting, SentCard] | None:
    """None: nothing waits. Of one service at a time, because its codes are its own. Audited and in the ledger.

    Raises `NotForPartners`.
    """
    waiting = _waiting_ids(db, scope, now)
    by_service: dict[int, list[int]] = {}
    for found in waiting:
        by_service.setdefault(found.service_id, []).append(found.id)
    if not by_service:
        return None
    fullest = sorted(by_service, key=lambda each: -len(by_service[each]))
    chosen = service_id if service_id in by_service else fullest[0]
    ids = by_service[chosen]
    start = ids.index(after) + 1 if after in ids else 0
    start = start if start < len(ids) else 0
    shown = glances.of_many(db, scope, ids[start : start + TOGETHER], now)
    names = _names(db, scope, by_service)
    page = Waiting(
        service_id=chosen,
        service=names[chosen],
        glances=shown,
        offer=offers.of_service(db, scope, chosen, now),
        total=len(ids),
        more=start + TOGETHER < len(ids),
        own=_serves(scope),
        counts=tuple((each, names[each], len(by_service[each])) for each in fullest),
    )
    audit.record(db, scope, "uncoded.opened", count=len(shown))
    return page, receipts.note(db, scope, shown, place, "uncoded")


def oldest(db: Connection, scope: Scope, now: datetime) -> int | None:
    """What has waited longest. Raises `NotForPartners`."""
    waiting = _waiting_ids(db, scope, now)
    return waiting[0].id if waiting else None


def _serves(scope: Scope) -> bool:
    return "agent" in scope.roles


def _edge(db: Connection, scope: Scope, interaction_id: int | None) -> Any:
    """Where a page starts; None for the first, or if it is not one of theirs."""
    mine = (_i.tenant_id == scope.tenant_id, _i.id == interaction_id, _i.last_user_id == scope.person_id)
    return None if interaction_id is None else db.execute(select(_i.started_at, _i.id).where(*mine)).first()


def _mine_ids(db: Connection, scope: Scope, edge: Any, count: int, *, forward: bool) -> list[int]:
    query = _of_mine(forward, edge is not None, all_services=scope.services is None)
    values: dict[str, Any] = {"tenant": scope.tenant_id, "person": scope.person_id, "count": count}
    if scope.services is not None:
        values |= {"services": list(scope.services)}
    if edge is not None:
        values |= {"edge_at": edge.started_at, "edge_id": edge.id}
    return list(db.execute(query, values).scalars())


@cache
def _of_mine(forward: bool, from_edge: bool, *, all_services: bool) -> Select[Any]:
    place = tuple_(_i.started_at, _i.id)
    here = tuple_(bindparam("edge_at", type_=Moment()), bindparam("edge_id", type_=BigInteger()))
    query = select(_i.id).where(_i.tenant_id == bindparam("tenant"), _i.last_user_id == bindparam("person"))
    if not all_services:
        query = query.where(_i.service_id.in_(bindparam("services", expanding=True)))
    if from_edge:
        query = query.where(place < here if forward else place > here)
    order = [c.desc() if forward else c for c in (_i.started_at, _i.id)]
    return query.order_by(*order).limit(bindparam("count"))


def _waiting_ids(db: Connection, scope: Scope, now: datetime) -> list[Any]:
    """(id, service_id) of what waits, oldest first."""
    not_for_partners(scope)
    concluding = sorted(offers.concluding(db, scope, now))[:_SERVICES]
    since = now - timedelta(days=DAYS)
    own = {"tenant": scope.tenant_id, "since": since, "services": concluding}
    if _serves(scope):
        return list(db.execute(_waiting(of_person=True), own | {"person": scope.person_id}))
    every = _waiting(of_person=False)
    return [row for each in concluding for row in db.execute(every, own | {"service": each})]


@cache
def _waiting(*, of_person: bool) -> Select[Any]:
    since = bindparam("since", type_=Moment())
    recent = select(_i.tenant_id, _i.id, _i.service_id, _i.started_at, _i.terminated_at, _i.last_user_id)
    recent = recent.where(_i.tenant_id == bindparam("tenant"), _i.started_at >= since)
    if of_person:
        recent = recent.where(_i.last_user_id == bindparam("person"))
    else:
        recent = recent.where(_i.service_id == bindparam("service"))
    r = recent.order_by(_i.started_at.desc(), _i.id.desc()).limit(_LOOKED_AT).subquery().c
    done = exists().where(and_(_c.tenant_id == r.tenant_id, _c.interaction_id == r.id))
    of_these = r.service_id.in_(bindparam("services", expanding=True))
    ended = and_(r.terminated_at.is_not(None), r.last_user_id.is_not(None))
    return select(r.id, r.service_id).where(of_these, ended, ~done).order_by(r.started_at, r.id).limit(COUNTED)


def _names(db: Connection, scope: Scope, service_ids: Iterable[int]) -> dict[int, str]:
    query = select(services.c.id, services.c.name).where(
        services.c.tenant_id == scope.tenant_id, services.c.id.in_(list(service_ids))
    )
    return {row.id: row.name for row in db.execute(query)}
