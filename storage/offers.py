"""With what can an interaction of a service be concluded, and what of it is used most?

Use is counted over the service's latest interactions, so it costs the same however large the store is.
"""

from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final

from sqlalchemy import BigInteger, Connection, Select, and_, bindparam, func, literal_column, select, union_all

from storage import codes, tags
from storage.access import Scope, looks_on
from storage.code_tables import codes as codes_table
from storage.code_tables import conclusion_codes, conclusion_rules, conclusion_tags, service_codes, service_features
from storage.codes import Code
from storage.rules import USUAL, Rules
from storage.tables import interactions, services
from storage.types import Moment

COUNTED: Final = 300  # interactions
COUNTED_DAYS: Final = 90
SUGGESTED_TAGS: Final = 6
_OFTEN: Final = 2  # a tag used once may be about one person

_i, _c, _r, _s = interactions.c, codes_table.c, conclusion_rules.c, service_codes.c


@dataclass(frozen=True, kw_only=True)
class Offer:
    """Codes of either kind, the most used first; those equally used in the owner's order."""

    primary: tuple[Code, ...]
    secondary: tuple[Code, ...]
    tags: tuple[str, ...]  # that are often used
    rules: Rules

    @property
    def codes(self) -> tuple[Code, ...]:
        return (*self.primary, *self.secondary)


def of_service(db: Connection, scope: Scope, service_id: int, now: datetime) -> Offer:
    """What its agents can pick at this moment. To who may not see who customers are, no tag is suggested."""
    applied, wanted = offered(db, scope.tenant_id, service_id)
    uses, tagged = _used(db, scope.tenant_id, service_id, now)
    by_use = sorted(applied, key=lambda code: -uses.get(code.id, 0))
    return Offer(
        primary=tuple(c for c in by_use if c.kind == "primary"),
        secondary=tuple(c for c in by_use if c.kind == "secondary"),
        tags=() if scope.masked else tagged,
        rules=wanted,
    )


def offered(db: Connection, tenant_id: int, service_id: int) -> tuple[tuple[Code, ...], Rules]:
    """The living codes of a service in the owner's order, primary ones first, and its rules; in one statement."""
    rows = db.execute(_OFFERED, {"tenant": tenant_id, "service": service_id}).all()
    laid_down = bool(rows) and rows[0].primary_least is not None
    wanted = Rules(**{each.name: getattr(rows[0], each.name) for each in fields(Rules)}) if laid_down else USUAL
    return tuple(codes.as_code(row) for row in rows if row.id is not None), wanted


def concluding(db: Connection, scope: Scope, now: datetime) -> frozenset[int]:
    """The services in sight whose switch `codes` is on; none for a partner admin, who concludes nothing."""
    if looks_on(scope):
        return frozenset()
    f = service_features.c
    rows = db.execute(
        select(f.service_id, f.is_on, f.until).where(f.tenant_id == scope.tenant_id, f.feature == "codes")
    )
    on = {r.service_id for r in rows if r.is_on != (r.until is not None and r.until <= now)}
    return frozenset(on if scope.services is None else on & scope.services)


def _used(db: Connection, tenant_id: int, service_id: int, now: datetime) -> tuple[dict[int, int], tuple[str, ...]]:
    """How often each code, and the frequent tags."""
    since = now - timedelta(days=COUNTED_DAYS)
    rows = db.execute(_uses(), {"tenant": tenant_id, "service": service_id, "since": since}).all()
    uses = {r.code_id: r.uses for r in rows if r.tag is None}
    tagged = sorted((r for r in rows if r.tag is not None and r.uses >= _OFTEN), key=lambda r: (-r.uses, r.tag))
    return uses, tuple(r.tag for r in tagged if tags.is_suggestable(r.tag))[:SUGGESTED_TAGS]


@cache
def _uses() -> Select[Any]:
    since = bindparam("since", type_=Moment())
    latest = (
        select(_i.tenant_id, _i.id)
        .where(_i.tenant_id == bindparam("tenant"), _i.service_id == bindparam("service"), _i.started_at >= since)
        .order_by(_i.started_at.desc(), _i.id.desc())
        .limit(COUNTED)
        .cte("latest")
    )

    def used(table: Any, code: Any, tag: Any, by: Any) -> Any:
        same = and_(table.c.tenant_id == latest.c.tenant_id, table.c.interaction_id == latest.c.id)
        counted = func.count().label("uses")
        return select(code.label("code_id"), tag.label("tag"), counted).join_from(latest, table, same).group_by(by)

    nothing: Any = literal_column("NULL")
    of_codes = used(conclusion_codes, conclusion_codes.c.code_id, nothing, conclusion_codes.c.code_id)
    no_code: Any = literal_column("NULL", BigInteger)
    of_tags = used(conclusion_tags, no_code, func.min(conclusion_tags.c.tag), conclusion_tags.c.tag_key)
    both = union_all(of_codes, of_tags).subquery()
    return select(both.c.code_id, both.c.tag, both.c.uses)


_OFFERED: Final = (  # at least one row, that of the service
    select(codes_table, *(_r[each.name] for each in fields(Rules)))
    .select_from(services)
    .outerjoin(conclusion_rules, and_(_r.tenant_id == services.c.tenant_id, _r.service_id == services.c.id))
    .outerjoin(service_codes, and_(_s.tenant_id == services.c.tenant_id, _s.service_id == services.c.id))
    .outerjoin(codes_table, and_(_c.tenant_id == _s.tenant_id, _c.id == _s.code_id, _c.retired_at.is_(None)))
    .where(services.c.tenant_id == bindparam("tenant"), services.c.id == bindparam("service"))
    .order_by(_c.kind, _s.position, _c.id)
)
