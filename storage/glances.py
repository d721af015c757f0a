"""How do the cards of those who conclude name an interaction?

Who called is shown as the viewer may see it, and not at all where the owner has switched `caller` off: then an agent
reads service and time.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam

from storage import customers, features
from storage.access import NotFound, Scope
from storage.interactions import in_sight, rights, row
from storage.tables import customers as known
from storage.tables import interactions

_i = interactions.c


@dataclass(frozen=True, kw_only=True)
class Glance:
    """`ended_at` None: still going on. `title` None: nobody knows who called, or it is not to be shown (`hidden`)."""

    id: int
    service_id: int | None
    service: str | None
    started_at: datetime
    ended_at: datetime | None
    seconds: int | None
    last_user_id: int | None
    customer_id: int | None  # None too where it is hidden
    title: str | None
    hidden: bool
    codes_on: bool
    issues_on: bool


def of_one(db: Connection, scope: Scope, interaction_id: int, now: datetime, *, hold: bool = False) -> Glance:
    """Raises `NotFound`. `hold`: until the end of the transaction others wait who hold it too.

    So a card that is just being shown and the conclusion that turns all cards into receipts cannot miss each other.
    """
    found = of_many(db, scope, [interaction_id], now, hold=hold)
    if not found:
        raise NotFound
    return found[0]


def of_many(
    db: Connection, scope: Scope, interaction_ids: Iterable[int], now: datetime, *, hold: bool = False
) -> tuple[Glance, ...]:
    """In the order asked for; what is not in sight is left out. Three statements at most, however many."""
    wanted = list(interaction_ids)
    if not wanted:
        return ()
    query = _query(all_services=scope.services is None, hold=hold)
    rows = {r.id: r for r in db.execute(query, rights(scope, ids=wanted))}
    of_services = features.of_services(db, scope.tenant_id, now, {r.service_id for r in rows.values() if r.service_id})
    shown = [r for r in rows.values() if r.customer_id and not _hidden(of_services, r.service_id)]
    titles = {r.customer_id: customers.shown_name(scope, r.customer) for r in shown if r.customer is not None}
    titles |= customers.titles(db, scope, {r.customer_id for r in shown if r.customer is None})
    return tuple(_glance(scope, rows[each], of_services, titles) for each in wanted if each in rows)


@cache
def _query(*, all_services: bool, hold: bool) -> Select[Any]:
    who = and_(known.c.tenant_id == _i.tenant_id, known.c.id == _i.customer_id)
    query = in_sight(all_services=all_services).outerjoin(known, who).add_columns(known.c.name.label("customer"))
    query = query.where(_i.id.in_(bindparam("ids", expanding=True)))
    return query.with_for_update(of=interactions, key_share=True) if hold else query


def _hidden(of_services: dict[int, dict[str, features.Switch]], service_id: int | None) -> bool:
    return service_id in of_services and not of_services[service_id]["caller"].on


def _glance(
    scope: Scope, found: Any, of_services: dict[int, dict[str, features.Switch]], titles: dict[int, str]
) -> Glance:
    hidden = _hidden(of_services, found.service_id)
    switches = of_services.get(found.service_id, {})
    known = None if hidden else found.customer_id
    source = None if hidden else row(scope, found).source
    return Glance(
        id=found.id,
        service_id=found.service_id,
        service=found.service,
        started_at=found.started_at,
        ended_at=found.terminated_at,
        seconds=found.seconds,
        last_user_id=found.last_user_id,
        customer_id=known,
        title=(titles.get(known) if known else None) or source,
        hidden=hidden,
        codes_on="codes" in switches and switches["codes"].on,
        issues_on="issues" not in switches or switches["issues"].on,
    )
