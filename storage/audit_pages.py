"""What does the audit log say, a page at a time, to a tenant admin?

The newest first. A page starts after (or ends before) a row, not at a number. Each look at the log is a row of it too,
written before the page is read.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    bindparam,
    func,
    select,
    tuple_,
    union_all,
)

from storage import audit, audit_names, customers, people, sent_cards
from storage.access import NotFound, Scope, only_admins
from storage.audit_kinds import KINDS, LOOKED_AT, REFUSALS, actions_of
from storage.audit_names import Entry
from storage.sent_cards import Place, SentCard
from storage.tables import audit_log, interactions
from storage.types import Moment

PAGE: Final = 10

_a = audit_log.c


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """From `since` up to `until`. `customer_id`: who looked at that customer, and asked for a file about them."""

    since: datetime
    until: datetime
    person_id: int | None = None
    kind: str | None = None  # of `KINDS`
    customer_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Looks:
    """How often somebody looked at a customer in the whole period, and how many people that was."""

    customer_id: int
    title: str
    count: int
    people: int


@dataclass(frozen=True, kw_only=True)
class Page:
    """`person` is the name of the one whose deeds these are, if it was asked for one's."""

    rows: tuple[Entry, ...]
    person: str | None
    looks: Looks | None
    earlier: bool  # there are newer rows than those shown
    more: bool


def allowed(_db: Connection, scope: Scope) -> None:
    """Before anybody is looked for. Raises `NotAnAdmin`."""
    only_admins(scope)


def open_page(
    db: Connection,
    scope: Scope,
    wanted: Wanted,
    place: Place,
    *,
    after: int | None = None,
    before: int | None = None,
) -> tuple[Page, SentCard]:
    """The page behind `after` or in front of `before`, else the first. Raises `NotAnAdmin`, `NotFound`."""
    whose, title = opened(db, scope, wanted)
    edge = _edge(db, scope, before if after is None else after)
    forward = edge is None or before is None
    values = _values(db, scope, wanted)
    found = db.execute(_page(wanted, edge, forward, PAGE + 1), values | _place(edge)).all()
    rows = audit_names.entries(db, scope, found[:PAGE] if forward else found[:PAGE][::-1])
    further = len(found) > PAGE
    page = Page(
        rows=rows,
        person=whose,
        looks=_looks(db, wanted, title, values),
        earlier=(edge is not None) if forward else further,
        more=further if forward else True,
    )
    named = audit_names.customers_in(rows) | ({wanted.customer_id} if wanted.customer_id else set())
    of_these = [e.about.id for e in rows if e.about and e.about.kind == "interaction"]
    return page, sent_cards.record(db, scope, place, "audit", customers=named, interactions=of_these)


def batch(db: Connection, scope: Scope, wanted: Wanted, after: int | None, most: int) -> tuple[Entry, ...]:
    """The next rows of a file. Raises `NotAnAdmin`."""
    only_admins(scope)
    edge = _edge(db, scope, after)
    found = db.execute(_page(wanted, edge, True, most), _values(db, scope, wanted) | _place(edge)).all()
    return audit_names.entries(db, scope, found)


def count(db: Connection, scope: Scope, wanted: Wanted) -> int:
    """Of the rows of a file. Raises `NotAnAdmin`."""
    only_admins(scope)
    query = select(func.count()).select_from(audit_log).where(*_conditions(wanted))
    total: int = db.execute(query, _values(db, scope, wanted)).scalar_one()
    return total


def person(db: Connection, scope: Scope, wanted: Wanted) -> str | None:
    """The one whose deeds were asked for, if it was one's. Raises `NotFound`."""
    if wanted.person_id is None:
        return None
    name = people.names(db, scope, {wanted.person_id}).get(wanted.person_id)
    if name is None:
        raise NotFound
    return name


def opened(db: Connection, scope: Scope, wanted: Wanted) -> tuple[str | None, str]:
    """The names of the person and of the customer that it is about; the look is written down. Raises as `open_page`."""
    only_admins(scope)
    if wanted.kind is not None and wanted.kind not in KINDS:
        raise NotFound
    if wanted.customer_id is not None:
        name, shown = customers.identity(db, scope, wanted.customer_id)
        audit.record(db, scope, "audit.looked", "customer", wanted.customer_id)
        return None, name or (shown[0] if shown else "")
    name = person(db, scope, wanted)
    detail: dict[str, Any] = {"kind": wanted.kind} if wanted.kind else {}
    audit.record(db, scope, "audit.opened", name and "person", wanted.person_id, **detail)
    return name, ""


def _looks(db: Connection, wanted: Wanted, title: str, values: dict[str, Any]) -> Looks | None:
    if wanted.customer_id is None:
        return None
    query = select(func.count(), func.count(_a.actor_id.distinct())).where(*_conditions(wanted))
    count, persons = db.execute(query, values).one()
    return Looks(customer_id=wanted.customer_id, title=title, count=count, people=persons)


def _edge(db: Connection, scope: Scope, position: int | None) -> Any:
    """None: the first page."""
    if position is None:
        return None
    return db.execute(
        select(_a.at, _a.position).where(_a.tenant_id == scope.tenant_id, _a.position == position)
    ).first()


def _page(wanted: Wanted, edge: Any, forward: bool, most: int) -> Select[Any]:
    """The positions in the index alone, then these rows: a rare deed would else cost a look at each row before it."""
    found = select(_a.position).where(*_conditions(wanted))
    if edge is not None:
        here = tuple_(bindparam("edge_at", type_=Moment()), bindparam("edge_position", type_=BigInteger()))
        place = tuple_(_a.at, _a.position)
        found = found.where(place < here if forward else place > here)
    rows = audit_log.alias("told")
    positions = found.order_by(*_order(_a, forward)).limit(most).scalar_subquery()
    of_these = (rows.c.tenant_id == bindparam("tenant"), rows.c.position.in_(positions))
    return select(rows).where(*of_these).order_by(*_order(rows.c, forward))


def _order(columns: Any, forward: bool) -> list[ColumnElement[Any]]:
    """The newest first, or the way back to it."""
    return [c.desc() if forward else c for c in (columns.at, columns.position)]


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found = [_a.tenant_id == bindparam("tenant"), _a.at >= bindparam("since"), _a.at < bindparam("until")]
    if wanted.person_id is not None:
        found.append(_a.actor_id == bindparam("person"))
    if wanted.kind == REFUSALS:
        found.append(_a.outcome == "refused")
    elif wanted.kind is not None:
        found.append(_a.action.in_(actions_of(wanted.kind)))
    if wanted.customer_id is not None:
        found += [_a.position.in_(_about_customer()), _a.action.in_(LOOKED_AT)]
    return found


def _about_customer() -> Any:
    """Positions, along the index of subjects: as many rows as there are about this customer, however long the log."""
    log, i = audit_log.alias().c, interactions.c
    customer: BindParameter[Any] = bindparam("customers", expanding=True)
    in_log = (log.tenant_id == bindparam("tenant"),)
    own = select(log.position).where(*in_log, log.subject_kind == "customer", log.subject_id.in_(customer))
    theirs = (i.tenant_id == log.tenant_id, i.id == log.subject_id, i.customer_id.in_(customer))
    contacts = select(log.position).where(*in_log, log.subject_kind == "interaction", *theirs)
    return union_all(own, contacts)


def _values(db: Connection, scope: Scope, wanted: Wanted) -> dict[str, Any]:
    values: dict[str, Any] = {"tenant": scope.tenant_id, "since": wanted.since, "until": wanted.until}
    if wanted.person_id is not None:
        values["person"] = wanted.person_id
    if wanted.customer_id is not None:
        values["customers"] = sorted(_all_of(db, scope, wanted.customer_id))
    return values


def _place(edge: Any) -> dict[str, Any]:
    return {} if edge is None else {"edge_at": edge.at, "edge_position": edge.position}


def _all_of(db: Connection, scope: Scope, customer_id: int) -> set[int]:
    """Also who has become this customer: the log knows them by the id that they had."""
    found, new = {customer_id}, {customer_id}
    while new:
        merged = (_a.subject_kind == "customer", _a.subject_id.in_(new), _a.action == "customer.merged")
        told = db.execute(select(_a.detail).where(_a.tenant_id == scope.tenant_id, *merged)).scalars()
        new = {int(detail["other"]) for detail in told} - found
        found |= new
    return found
