"""What belongs to an interaction in a file: its legs, issues and conclusion, as the reader may see them?"""

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Select, Table, bindparam, select

from storage import masking, people
from storage.access import Scope
from storage.code_tables import conclusion_codes, conclusion_tags, conclusions
from storage.tables import issues, legs
from storage.terms import identify, readable

_E164: Final = re.compile(r"\+[0-9]{6,15}", re.ASCII)


class Leg(NamedTuple):
    user: str | None
    started_at: datetime | None
    ended_at: datetime | None
    outcome: str | None


class Issue(NamedTuple):
    reported_by: str | None
    text: str
    reported_at: datetime


class Parts(NamedTuple):
    legs: Sequence[Leg]
    issues: Sequence[Issue]
    primary: Sequence[str]
    secondary: Sequence[str]
    tags: Sequence[str]
    concluded_by: str | None
    concluded_at: datetime | None


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


def of(db: Connection, shown: Shown, ids: Sequence[int], with_issues: Sequence[int]) -> list[Parts]:
    """Of these interactions, in this order; a few statements, however many they are."""
    of_legs, concluded = _read(db, shown, _LEGS, ids), _read(db, shown, _CONCLUSIONS, ids)
    seen = {person for _of, person, *_rest in (*of_legs, *concluded) if person is not None}
    names = people.names(db, shown.scope, seen) if seen else {}
    legs, issues = defaultdict[int, list[Leg]](list), defaultdict[int, list[Issue]](list)
    for one, person_id, started_at, ended_at, outcome in of_legs:
        legs[one].append(Leg(names.get(person_id), started_at, ended_at, outcome))
    for one, reported_by, text, reported_at in _read(db, shown, _ISSUES, with_issues):
        issues[one].append(Issue(people.shown(shown.scope, None, reported_by), shown.text(text), reported_at))
    done = {one: (names.get(person_id), concluded_at) for one, person_id, concluded_at in concluded}
    codes, tags = _picked(db, shown, list(done))
    return [
        Parts(
            legs.get(one, _NONE),
            issues.get(one, _NONE),
            codes["primary"].get(one, _NONE),
            codes["secondary"].get(one, _NONE),
            tags.get(one, _NONE),
            *done.get(one, _OPEN),
        )
        for one in ids
    ]


_Texts = dict[int, list[str]]
_NONE: Final = ()
_OPEN: Final = (None, None)


def _picked(db: Connection, shown: Shown, done: Sequence[int]) -> tuple[dict[str, _Texts], _Texts]:
    """Codes by their kind, and tags."""
    codes: dict[str, _Texts] = {"primary": defaultdict(list), "secondary": defaultdict(list)}
    tags: _Texts = defaultdict(list)
    for one, kind, name in _read(db, shown, _CODES, done):
        codes[kind][one].append(name)
    for one, tag in _read(db, shown, _TAGS, done):
        tags[one].append(shown.text(tag))
    return codes, tags


def _read(db: Connection, shown: Shown, query: Select[Any], ids: Sequence[int]) -> Sequence[Any]:
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
