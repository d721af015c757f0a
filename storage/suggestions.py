"""Which codes and tags does somebody mean who has typed a part of one?"""

from collections import Counter
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, and_, select

from storage import tags
from storage.access import Scope
from storage.code_tables import codes, conclusion_tags, conclusions, service_codes
from storage.offers import concluding
from storage.terms import fold

MOST: Final = 15
_CODES_READ: Final = 1000
_TAGS_READ: Final = 2000  # of the tenant, the latest
_OFTEN: Final = 2  # a tag used once may be about one person


def of_codes(db: Connection, scope: Scope, typed: str, now: datetime) -> list[tuple[int, str]]:
    """(id, name) of those that the person's services offer; names that start so come first."""
    part = fold(typed)
    offered = (
        select(codes.c.id, codes.c.name)
        .join(
            service_codes, and_(service_codes.c.tenant_id == codes.c.tenant_id, service_codes.c.code_id == codes.c.id)
        )
        .where(
            codes.c.tenant_id == scope.tenant_id,
            codes.c.retired_at.is_(None),
            service_codes.c.service_id.in_(concluding(db, scope, now)),
        )
        .distinct()
        .order_by(codes.c.name)
        .limit(_CODES_READ)
    )
    found = [(row.id, row.name) for row in db.execute(offered) if part in fold(row.name)]
    return sorted(found, key=lambda each: not fold(each[1]).startswith(part))[:MOST]


def of_tags(db: Connection, scope: Scope, typed: str, now: datetime) -> list[str]:
    """Those that were given often of late in the person's services; none to who may not see who customers are."""
    if scope.masked:
        return []
    t, c = conclusion_tags.c, conclusions.c
    latest = (
        select(t.tag_key, t.tag, c.service_id)
        .join(conclusions, and_(c.tenant_id == t.tenant_id, c.interaction_id == t.interaction_id))
        .where(t.tenant_id == scope.tenant_id)
        .order_by(t.modified_at.desc())
        .limit(_TAGS_READ)
    )
    services, part = concluding(db, scope, now), fold(typed.lstrip("#"))
    rows = [r for r in db.execute(latest) if r.service_id in services]
    counted = Counter(r.tag_key for r in rows)
    spelt = {r.tag_key: r.tag for r in rows}
    often = [spelt[key] for key, count in counted.most_common() if count >= _OFTEN]
    return [tag for tag in often if part in fold(tag) and tags.is_suggestable(tag)][:MOST]
