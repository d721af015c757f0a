"""What does a conclusion of a service have, and what may happen without anybody?

How many primary and secondary codes and tags; when the shift ends, at which what is still open is told; and the default
code that a timer sets where the owner chose one.
"""

from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage import audit, codes
from storage.access import Scope
from storage.code_tables import conclusion_rules
from storage.database import is_sqlite
from storage.ownership import own
from storage.services import Service

MOST_PRIMARY: Final = 10
MOST_SECONDARY: Final = 50
MOST_TAGS: Final = 20
LONGEST_WAIT: Final = 7 * 24 * 60  # minutes until the timer sets the default code
_DAY: Final = 24 * 60

_r = conclusion_rules.c


class OutOfBounds(Exception):
    """No conclusion can follow such a rule: `rule` names it, as `Rules` does."""

    def __init__(self, rule: str) -> None:
        self.rule = rule


@dataclass(frozen=True, kw_only=True)
class Rules:
    """The usual ones, which count for a service whose owner has set none."""

    primary_least: int = 1
    primary_most: int = 1
    secondary_most: int | None = None  # None: any number
    tags_most: int = 10
    shift_ends: int = 17 * 60  # minutes after midnight, where the agent is
    default_code_id: int | None = None  # a primary code of the service; None: no timer sets any
    default_after_minutes: int | None = None
    default_since: datetime | None = None  # what ended before is not touched


USUAL: Final = Rules()


@dataclass(frozen=True, kw_only=True)
class Change:
    service: Service
    before: Rules
    after: Rules


def of_service(db: Connection, tenant_id: int, service_id: int) -> Rules:
    columns = [_r[each.name] for each in fields(Rules)]
    row = db.execute(select(*columns).where(_r.tenant_id == tenant_id, _r.service_id == service_id)).first()
    return USUAL if row is None else Rules(**row._mapping)


def lay_down(db: Connection, scope: Scope, service_id: int, wanted: Rules, now: datetime) -> Change:
    """`wanted.default_since` is not asked: the timer starts now, unless its code stays the same.

    Raises `NotFound`, `NotAnOwner`, `OutOfBounds`.
    """
    service = own(db, scope, service_id, to_change=True)
    before = of_service(db, scope.tenant_id, service_id)
    since = before.default_since if wanted.default_code_id == before.default_code_id else now
    if wanted.default_code_id is None:
        after = replace(wanted, default_after_minutes=None, default_since=None)
    else:
        after = replace(wanted, default_since=since)
    _check(db, scope, service_id, after)
    if after != before:
        _write(db, scope.tenant_id, service_id, after)
        changed = [each.name for each in fields(Rules) if getattr(after, each.name) != getattr(before, each.name)]
        audit.record(db, scope, "rules.changed", "service", service_id, settings=changed)
    return Change(service=service, before=before, after=after)


def forget_default(db: Connection, tenant_id: int, code_ids: Collection[int], service_id: int | None = None) -> bool:
    """Switches off the timer that sets one of these codes, in one service or in all; whether there was any."""
    which = [_r.tenant_id == tenant_id, _r.default_code_id.in_(code_ids)]
    if service_id is not None:
        which.append(_r.service_id == service_id)
    nothing = {"default_code_id": None, "default_after_minutes": None, "default_since": None}
    return db.execute(update(conclusion_rules).where(*which).values(**nothing)).rowcount > 0


def _check(db: Connection, scope: Scope, service_id: int, wanted: Rules) -> None:
    kept = {
        "primary_most": 1 <= wanted.primary_most <= MOST_PRIMARY,
        "primary_least": 0 <= wanted.primary_least <= wanted.primary_most,
        "secondary_most": wanted.secondary_most is None or 0 <= wanted.secondary_most <= MOST_SECONDARY,
        "tags_most": 0 <= wanted.tags_most <= MOST_TAGS,
        "shift_ends": 0 <= wanted.shift_ends < _DAY,
    }
    if wanted.default_code_id is not None:
        primary = [c.id for c in codes.applied(db, scope.tenant_id, service_id) if c.kind == codes.PRIMARY]
        kept["default_code_id"] = wanted.default_code_id in primary and wanted.primary_least <= 1
        kept["default_after_minutes"] = 1 <= (wanted.default_after_minutes or 0) <= LONGEST_WAIT
    for rule, is_kept in kept.items():
        if not is_kept:
            raise OutOfBounds(rule)


def _write(db: Connection, tenant_id: int, service_id: int, new: Rules) -> None:
    key = {"tenant_id": tenant_id, "service_id": service_id}
    into = (sqlite.insert if is_sqlite(db) else postgresql.insert)(conclusion_rules)
    row = into.values(**key, **vars(new))
    db.execute(row.on_conflict_do_update(index_elements=list(key), set_=vars(new)))
