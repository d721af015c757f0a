"""What was one interaction, in full?"""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, select

from storage import audit, customers, glances, masking, receipts, sent_cards
from storage import people as persons
from storage.access import NotFound, Scope, looks_on
from storage.interactions import Row, in_sight, rights, row
from storage.receipts import Receipt
from storage.sent_cards import Place, SentCard
from storage.tables import interactions, issues, legs, people


@dataclass(frozen=True, kw_only=True)
class Leg:
    user: str | None
    started_at: datetime | None
    ended_at: datetime | None
    outcome: str | None


@dataclass(frozen=True, kw_only=True)
class Issue:
    reported_by: str | None
    text: str
    reported_at: datetime


@dataclass(frozen=True, kw_only=True)
class Details:
    """Seconds in the queue, in the IVR and connected, where the sender measured them.

    `receipt` None: not concluded. `may_…` says what this viewer can do about it now.
    """

    row: Row
    customer_id: int | None
    title: str | None
    direction: str | None
    modality: str | None
    queue_seconds: int | None
    ivr_seconds: int | None
    connected_seconds: int | None
    legs: tuple[Leg, ...]
    issues: tuple[Issue, ...]
    receipt: Receipt | None
    may_conclude: bool
    may_report: bool
    may_trace: bool


def open_details(
    db: Connection, scope: Scope, interaction_id: int, place: Place, now: datetime, *, as_own: bool = False
) -> tuple[Details, SentCard]:
    """One interaction with its legs, issues and conclusion; audited. Raises `NotFound`.

    `as_own`: from somebody's own interactions, where it is not said who called if the switch `caller` is off.
    """
    found = db.execute(_one(all_services=scope.services is None), rights(scope, id=interaction_id)).first()
    if found is None:
        raise NotFound
    glance = glances.of_one(db, scope, interaction_id, now)
    hidden = as_own and glance.hidden
    customer_id = None if hidden else found.customer_id
    receipt = receipts.find(db, scope, glance)
    details = Details(
        row=replace(row(scope, found), source=None) if hidden else row(scope, found),
        customer_id=customer_id,
        title=customers.titles(db, scope, {customer_id}).get(customer_id) if customer_id else None,
        direction=found.direction,
        modality=found.modality,
        queue_seconds=found.queue_seconds,
        ivr_seconds=found.ivr_seconds,
        connected_seconds=found.connected_seconds,
        legs=_legs(db, scope, interaction_id),
        issues=_issues(db, scope, interaction_id),
        receipt=receipt,
        may_conclude=receipt is None and glance.codes_on and not looks_on(scope),
        may_report=glance.issues_on and not looks_on(scope),
        may_trace=scope.is_admin,
    )
    audit.record(db, scope, "interaction.opened", "interaction", interaction_id)
    subjects = [] if customer_id is None else [customer_id]
    sent = sent_cards.record(db, scope, place, "details", customers=subjects, interactions=[interaction_id])
    return details, sent


def _legs(db: Connection, scope: Scope, interaction_id: int) -> tuple[Leg, ...]:
    query = (
        select(legs, people.c.name)
        .outerjoin(people, and_(people.c.tenant_id == legs.c.tenant_id, people.c.id == legs.c.person_id))
        .where(legs.c.tenant_id == scope.tenant_id, legs.c.interaction_id == interaction_id)
        .order_by(legs.c.position)
    )
    return tuple(
        Leg(
            user=persons.shown(scope, r.person_id, r.name),
            started_at=r.started_at,
            ended_at=r.ended_at,
            outcome=r.outcome,
        )
        for r in db.execute(query)
    )


def _issues(db: Connection, scope: Scope, interaction_id: int) -> tuple[Issue, ...]:
    """A free text may hold who the customer is: a masked viewer reads that there is one, not what it says.

    Who reported it is a text too, as the event told it.
    """
    query = (
        select(issues)
        .where(issues.c.tenant_id == scope.tenant_id, issues.c.interaction_id == interaction_id)
        .order_by(issues.c.reported_at, issues.c.id)
    )
    return tuple(
        Issue(
            reported_by=persons.shown(scope, None, r.reported_by),
            text=masking.DOTS if scope.masked else r.text,
            reported_at=r.reported_at,
        )
        for r in db.execute(query)
    )


@cache
def _one(*, all_services: bool) -> Select[Any]:
    return in_sight(all_services=all_services).where(interactions.c.id == bindparam("id"))
