"""Which entity sets does the reporting feed have, and what does a row of each hold?

Everything follows from what is declared here: the metadata, the SELECT, what can be filtered and sorted, and the JSON.
Ids are texts, though they are numbers: clients keep 53 bits of a number, and an id has 62.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Integer, String, and_, bindparam, case, exists, func, literal, or_, select, type_coerce

from storage import feed_masks
from storage.code_tables import codes, conclusion_codes, conclusion_tags, conclusions, service_codes
from storage.feed_model import BOOL, DATE, ID, INT, MOMENT, TEXT, EntitySet, Property, cell, column, declared, personal
from storage.feed_sql import Day, MadeRows
from storage.outcomes import RESULTS
from storage.tables import customers, interactions, legs, memberships, people, services
from storage.types import Moment

MADE_AT: Final = datetime(2026, 11, 1, tzinfo=UTC)  # since when the results are as they are; dates do not change

_TENANT: Final[Any] = bindparam("tenant", type_=interactions.c.tenant_id.type)
_SERVICE: Final[Any] = bindparam("service", type_=interactions.c.service_id.type)
_i, _l, _p, _s = interactions.c, legs.c, people.c, services.c
_k, _cc, _t, _code = conclusions.c, conclusion_codes.c, conclusion_tags.c, codes.c

_result: Any = case({result.number: result.key for result in RESULTS}, value=type_coerce(_i.result, Integer))
_customer: Any = (
    select(customers.c.name)
    .where(customers.c.tenant_id == _i.tenant_id, customers.c.id == _i.customer_id)
    .correlate(interactions)
    .scalar_subquery()
)
_rows: Any = MadeRows(bindparam("made", type_=String)).table_valued("value", name="made")


def _made(name: str, entity: str, *columns: tuple[str, str]) -> EntitySet:
    """Rows that are made in Python: `storage/feed_made.py` gives the cells in this order."""
    properties = [cell(name, kind, _rows.c.value, place) for place, (name, kind) in enumerate(columns)]
    modified = Property("modifiedAt", MOMENT, literal(MADE_AT, Moment()), nullable=False)
    return declared(name, entity, properties[0].name, *properties, modified, source=_rows)


_of_conclusion: Final = func.coalesce(_k.service_id, 0) == _SERVICE  # keeps SQLite from turning the join round

_code_seen: Final = or_(
    exists().where(
        service_codes.c.tenant_id == _TENANT,
        service_codes.c.service_id == _SERVICE,
        service_codes.c.code_id == _code.id,
    ),
    exists().where(
        and_(_cc.tenant_id == _TENANT, _cc.code_id == _code.id),
        and_(_k.tenant_id == _TENANT, _k.interaction_id == _cc.interaction_id, _k.service_id == _SERVICE),
    ),
)
_person_seen: Final = or_(
    exists().where(
        memberships.c.tenant_id == _TENANT,
        memberships.c.person_id == _p.id,
        memberships.c.service_id == _SERVICE,
    ),
    exists().where(_i.tenant_id == _TENANT, _i.last_user_id == _p.id, _i.service_id == _SERVICE),
    exists().where(
        and_(_l.tenant_id == _TENANT, _l.person_id == _p.id),
        and_(_i.tenant_id == _TENANT, _i.id == _l.interaction_id, _i.service_id == _SERVICE),
    ),
    _p.id.in_(select(_k.person_id).where(_k.tenant_id == _TENANT, _k.service_id == _SERVICE)),
)

_SETS: Final = (
    declared(
        "Interactions",
        "Interaction",
        "id",
        column("id", ID, _i.id),
        column("taskId", TEXT, _i.task_id),
        column("callChainId", TEXT, _i.call_chain_id),
        column("customerId", ID, _i.customer_id),
        personal("customerName", customers.c.name, _customer, feed_masks.name(_customer)),
        personal("source", _i.source, _i.source, feed_masks.source(_i.source)),
        column("serviceId", ID, _i.service_id),
        column("initialServiceId", ID, _i.initial_service_id),
        column("queuedServiceId", ID, _i.queued_service_id),
        column("lastUserId", ID, _i.last_user_id),
        column("direction", TEXT, _i.direction),
        column("modality", TEXT, _i.modality),
        column("openingHours", TEXT, _i.opening_hours),
        Property("result", TEXT, _result, length=50),
        column("startedAt", MOMENT, _i.started_at),
        Property("startedOn", DATE, Day(_i.started_at), nullable=False),
        column("terminatedAt", MOMENT, _i.terminated_at),
        column("seconds", INT, _i.seconds),
        column("queued", BOOL, _i.queued),
        column("queueSeconds", INT, _i.queue_seconds),
        column("ivrSeconds", INT, _i.ivr_seconds),
        column("connectedSeconds", INT, _i.connected_seconds),
        column("issueCount", INT, _i.issue_count),
        column("modifiedAt", MOMENT, _i.modified_at),
        source=interactions,
        tenant=_i.tenant_id,
        of_service=_i.service_id == _SERVICE,
        recent=_i.modified_at,
    ),
    declared(
        "Legs",
        "Leg",
        "interactionId position",
        column("interactionId", ID, _l.interaction_id),
        column("position", INT, _l.position),
        column("userId", ID, _l.person_id),
        column("startedAt", MOMENT, _l.started_at),
        column("endedAt", MOMENT, _l.ended_at),
        column("outcome", TEXT, _l.outcome),
        column("interactionStartedAt", MOMENT, _i.started_at),
        column("modifiedAt", MOMENT, _i.modified_at),
        source=legs.outerjoin(interactions, and_(_i.tenant_id == _l.tenant_id, _i.id == _l.interaction_id)),
        tenant=_l.tenant_id,
        of_service=func.coalesce(_i.service_id, 0) == _SERVICE,
    ),
    declared(
        "Conclusions",
        "Conclusion",
        "interactionId",
        column("interactionId", ID, _k.interaction_id),
        column("serviceId", ID, _k.service_id),
        column("userId", ID, _k.person_id),
        column("concludedAt", MOMENT, _k.concluded_at),
        Property("concludedOn", DATE, Day(_k.concluded_at), nullable=False),
        column("modifiedAt", MOMENT, _k.modified_at),
        source=conclusions,
        tenant=_k.tenant_id,
        of_service=_k.service_id == _SERVICE,
        recent=_k.modified_at,
    ),
    declared(
        "ConclusionCodes",
        "ConclusionCode",
        "interactionId codeId",
        column("interactionId", ID, _cc.interaction_id),
        column("codeId", ID, _cc.code_id),
        column("kind", TEXT, _cc.kind),
        column("name", TEXT, _cc.name),
        column("position", INT, _cc.position),
        column("concludedAt", MOMENT, _k.concluded_at),
        column("modifiedAt", MOMENT, _cc.modified_at),
        source=conclusion_codes.outerjoin(
            conclusions, and_(_k.tenant_id == _cc.tenant_id, _k.interaction_id == _cc.interaction_id)
        ),
        tenant=_cc.tenant_id,
        of_service=_of_conclusion,
        recent=_cc.modified_at,
    ),
    declared(
        "ConclusionTags",
        "ConclusionTag",
        "interactionId position",
        column("interactionId", ID, _t.interaction_id),
        column("position", INT, _t.position),
        personal("tag", _t.tag, _t.tag, feed_masks.tag()),
        column("concludedAt", MOMENT, _k.concluded_at),
        column("modifiedAt", MOMENT, _t.modified_at),
        source=conclusion_tags.outerjoin(
            conclusions, and_(_k.tenant_id == _t.tenant_id, _k.interaction_id == _t.interaction_id)
        ),
        tenant=_t.tenant_id,
        of_service=_of_conclusion,
        recent=_t.modified_at,
    ),
    declared(
        "Codes",
        "Code",
        "id",
        column("id", ID, _code.id),
        column("homeServiceId", ID, _code.service_id),
        column("kind", TEXT, _code.kind),
        column("name", TEXT, _code.name),
        column("description", TEXT, _code.description),
        column("createdAt", MOMENT, _code.created_at),
        column("retiredAt", MOMENT, _code.retired_at),
        column("modifiedAt", MOMENT, _code.modified_at),
        source=codes,
        tenant=_code.tenant_id,
        of_service=_code_seen,
    ),
    declared(
        "Services",
        "Service",
        "id",
        column("id", ID, _s.id),
        column("externalId", TEXT, _s.external_id),
        column("name", TEXT, _s.name),
        column("licence", TEXT, _s.licence),
        column("acceptanceSlaSeconds", INT, _s.acceptance_sla_seconds),
        column("hangupSlaSeconds", INT, _s.hangup_sla_seconds),
        column("modifiedAt", MOMENT, _s.modified_at),
        source=services,
        tenant=_s.tenant_id,
        of_service=_s.id == _SERVICE,
    ),
    declared(
        "Users",
        "User",
        "id",
        column("id", ID, _p.id),
        column("objectId", TEXT, _p.object_id),
        column("name", TEXT, _p.name),
        column("upn", TEXT, _p.upn),
        column("modifiedAt", MOMENT, _p.modified_at),
        source=people,
        tenant=_p.tenant_id,
        of_service=_person_seen,
    ),
    _made(
        "Outcomes",
        "Outcome",
        ("result", TEXT),
        ("label", TEXT),
        ("group", TEXT),
        ("groupLabel", TEXT),
        ("position", INT),
    ),
    _made(
        "Dates",
        "CalendarDate",
        ("date", DATE),
        ("year", INT),
        ("quarter", INT),
        ("month", INT),
        ("day", INT),
        ("isoYear", INT),
        ("isoWeek", INT),
        ("weekday", INT),
    ),
)
SETS: Final[Mapping[str, EntitySet]] = {each.name: each for each in _SETS}
