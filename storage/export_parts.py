"""What belongs to an interaction in a file: its legs, issues and conclusion, as the reader may see them?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Select, Table, bindparam, select

from storage import masking, people
from storage.access import Scope
from storage.code_tables import conclusion_codes, conclusion_tags, conclusions
from storage.tables import issues, legs
from storage.terms import identify, readable

_E164: Final = re.compile(r"\+[0-9]{6,15}", re.ASCII)


@dataclass(frozen=True)
class Leg:
    user: str | None
    started_at: datetime | None
    ended_at: datetime | None
    outcome: str | None


@dataclass(frozen=True)
class Issue:
    reported_by: str | None
    text: str
    reported_at: datetime


@dataclass
class Parts:
    legs: list[Leg] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    primary: list[str] = field(default_factory=list)
    secondary: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    concluded_by: str | None = None
    concluded_at: datetime | None = None


class Shown:
    """Names and identifiers as one reader may see them. A whole number is written as machines write it."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def name(self, name: str | None) -> str | None:
        return masking.name(name) if self.scope.masked else name

    def text(self, text: str) -> str:
        """A free text may hold who the customer is."""
        return masking.DOTS if self.scope.masked else text

    def source(self, source: str | None) -> str | None:
        if source is None or (not self.scope.masked and _E164.fullmatch(source)):
            return source
        known = identify("caller", source, self.scope.region)
        return None if known is None else self.identifier(known.kind, known.key, known.value)

    def identifier(self, kind: str, key: str, value: str) -> str:
        if self.scope.masked:
            return masking.identifier(kind, readable(key, value))
        return f"+{key.removeprefix('phone:')}" if kind == "phone" else value


def of(db: Connection, shown: Shown, rows: Sequence[Any]) -> dict[int, Parts]:
    """By interaction; a few statements, however many rows."""
    found: dict[int, Parts] = {row.id: Parts() for row in rows}
    ids = list(found)
    if not ids:
        return found
    of_legs = _read(db, shown, _LEGS, ids)
    concluded = _read(db, shown, _CONCLUSIONS, ids)
    names = people.names(db, shown.scope, {r.person_id for r in (*of_legs, *concluded) if r.person_id is not None})
    for r in of_legs:
        leg = Leg(names.get(r.person_id), r.started_at, r.ended_at, r.outcome)
        found[r.interaction_id].legs.append(leg)
    with_issues = [row.id for row in rows if row.issue_count]
    for r in _read(db, shown, _ISSUES, with_issues):
        by = people.shown(shown.scope, None, r.reported_by)
        found[r.interaction_id].issues.append(Issue(by, shown.text(r.text), r.reported_at))
    _conclude(db, shown, found, concluded, names)
    return found


def _conclude(
    db: Connection, shown: Shown, found: dict[int, Parts], concluded: Sequence[Any], names: dict[int, str]
) -> None:
    done = [r.interaction_id for r in concluded]
    for r in concluded:
        parts = found[r.interaction_id]
        parts.concluded_by, parts.concluded_at = names.get(r.person_id), r.concluded_at
    for r in _read(db, shown, _CODES, done):
        parts = found[r.interaction_id]
        (parts.primary if r.kind == "primary" else parts.secondary).append(r.name)
    for r in _read(db, shown, _TAGS, done):
        found[r.interaction_id].tags.append(shown.text(r.tag))


def _read(db: Connection, shown: Shown, query: Select[Any], ids: list[int]) -> Sequence[Any]:
    return db.execute(query, {"tenant": shown.scope.tenant_id, "ids": ids}).all() if ids else ()


def _of(table: Table, *columns: str, order: str) -> Select[Any]:
    c = table.c
    return (
        select(c.interaction_id, *(c[column] for column in columns))
        .where(c.tenant_id == bindparam("tenant"), c.interaction_id.in_(bindparam("ids", expanding=True)))
        .order_by(c.interaction_id, c[order])
    )


_LEGS: Final = _of(legs, "person_id", "started_at", "ended_at", "outcome", order="position")
_ISSUES: Final = _of(issues, "reported_by", "text", "reported_at", order="id")
_CONCLUSIONS: Final = _of(conclusions, "person_id", "concluded_at", order="interaction_id")
_CODES: Final = _of(conclusion_codes, "kind", "name", order="position")
_TAGS: Final = _of(conclusion_tags, "tag", order="position")
