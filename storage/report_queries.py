"""How are the figures of a period counted?

Each statement counts one part of a period (a day, a week, a month), from `since` up to `until`, in some services of a
tenant: a range of `ix_interactions_service`. Where a part begins and ends is computed in Python: no database knows the
calendar of each reader.
"""

from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, select

from storage.code_tables import conclusion_codes, conclusion_tags, conclusions
from storage.delivery_tables import conversations
from storage.outcomes import RESULTS
from storage.tables import interactions, services
from storage.types import Moment

Counting = Select[*tuple[Any, ...]]

HANDLED_BY_USER: Final = tuple(r.key for r in RESULTS if r.group == "handled_by_user")
HUNG_UP: Final = "hangup_in_queue"

_i = interactions.c
_SINCE: Final = bindparam("since", type_=Moment())
_UNTIL: Final = bindparam("until", type_=Moment())
PART: Final = (
    _i.tenant_id == bindparam("tenant"),
    _i.service_id.in_(bindparam("services", expanding=True)),
    _i.started_at >= _SINCE,
    _i.started_at < _UNTIL,
)


@cache
def results() -> Counting:
    """How many ended how; None: still open. From the index alone."""
    return select(_i.result, func.count().label("count")).where(*PART).group_by(_i.result)


@cache
def kpis() -> Counting:
    """The parts of the three fractions; see `reports.Kpi`. What is still open is in none."""
    handled = and_(_i.queued.is_(True), _i.result.in_(HANDLED_BY_USER))
    accepted = and_(handled, _i.queue_seconds.is_not(None))
    hung_up = and_(_i.result == HUNG_UP, _i.queue_seconds.is_not(None))
    of_service = and_(services.c.tenant_id == _i.tenant_id, services.c.id == _i.service_id)
    return (
        select(
            _how_many(_i.queued.is_(True)).label("queued"),
            _how_many(handled).label("handled"),
            _how_many(accepted).label("accepted"),
            _how_many(accepted, _i.queue_seconds <= services.c.acceptance_sla_seconds).label("accepted_in_time"),
            _how_many(hung_up).label("hung_up"),
            _how_many(hung_up, _i.queue_seconds < services.c.hangup_sla_seconds).label("hung_up_early"),
        )
        .join_from(interactions, services, of_service)
        .where(*PART, _i.terminated_at.is_not(None))
    )


@cache
def coverage() -> Counting:
    """By service: how many could be concluded, are, and wait for an agent who has no chat with the bot."""
    c = conversations.c
    chat = select(c.conversation).where(c.tenant_id == _i.tenant_id, c.person_id == _i.last_user_id)
    reachable = chat.where(c.kind == "personal", c.installed.is_(True)).exists()
    could = and_(_i.terminated_at.is_not(None), _i.last_user_id.is_not(None))
    is_concluded = conclusions.c.interaction_id.is_not(None)
    concluded = and_(conclusions.c.tenant_id == _i.tenant_id, conclusions.c.interaction_id == _i.id)
    return (
        select(
            _i.service_id,
            _how_many(could).label("could"),
            _how_many(could, is_concluded).label("concluded"),
            _how_many(could, ~is_concluded, ~reachable).label("unreachable"),
            _how_many(is_concluded).label("conclusions"),
        )
        .outerjoin_from(interactions, conclusions, concluded)
        .where(*PART)
        .group_by(_i.service_id)
    )


@cache
def uses() -> Counting:
    """How often each code."""
    c = conclusion_codes.c
    joined = and_(c.tenant_id == _i.tenant_id, c.interaction_id == _i.id)
    counted = select(c.code_id, func.count().label("count")).join_from(interactions, conclusion_codes, joined)
    return counted.where(*PART).group_by(c.code_id)


@cache
def tags() -> Counting:
    """How often each tag, the most frequent first."""
    c, count = conclusion_tags.c, func.count()
    joined = and_(c.tenant_id == _i.tenant_id, c.interaction_id == _i.id)
    counted = select(func.min(c.tag).label("tag"), count.label("count"))
    of_part = counted.join_from(interactions, conclusion_tags, joined).where(*PART)
    return of_part.group_by(c.tag_key).order_by(count.desc(), c.tag_key).limit(bindparam("most"))


def _how_many(*which: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count().filter(and_(*which))
