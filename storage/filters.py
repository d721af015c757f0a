"""Which interactions do filters leave? The one model of them, and the one place where they become SQL.

Both lists and the export of what a list shows use it. A filter without content is none; several that have one are all
to hold. Statements are built once for each set of filters in use; their contents are parameters.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    SmallInteger,
    and_,
    bindparam,
    func,
    literal,
    select,
    type_coerce,
)

from storage import filter_choices, people, tags
from storage.access import NotFound, Scope
from storage.code_tables import conclusion_codes, conclusion_tags, conclusions
from storage.outcomes import BY_KEY, GROUPS, RESULTS
from storage.tables import interactions, issues
from storage.types import Moment

STILL_OPEN: Final = "open"  # stands among results for none yet
HOURS: Final = ("open", "closed", "holiday")
DIRECTIONS: Final = ("inbound", "outbound")
MODALITIES: Final = ("audio", "instantmessaging", "email", "externaltask")
MOST_COUNTED: Final = 10_000  # of a list; a larger one is not counted out

FIELDS: Final = {  # of each filter, in the order in which they are told
    "result": ("results",),
    "group": ("group",),
    "service": ("service",),
    "user": ("user",),
    "period": ("since", "until"),
    "hours": ("hours",),
    "direction": ("direction",),
    "modality": ("modality",),
    "issue": ("issue",),
    "concluded": ("concluded",),
    "code": ("code",),
    "tag": ("tag",),
}
NAMES: Final = tuple(FIELDS)

_i = interactions.c


class NotFilters(Exception):
    """What was packed is not what this version packs."""


@dataclass(frozen=True, kw_only=True)
class Filters:
    """None, or no results: All."""

    results: frozenset[str] = frozenset()  # any of these
    group: str | None = None  # of results
    service: int | None = None
    user: int | None = None  # the last who was connected
    since: datetime | None = None  # it started then or later
    until: datetime | None = None  # it started before
    hours: str | None = None  # opening hours, as the others without case
    direction: str | None = None
    modality: str | None = None
    issue: bool | None = None  # whether one is reported
    concluded: bool | None = None
    code: int | None = None
    tag: str | None = None  # as somebody wrote it; compared without case

    @property
    def active(self) -> tuple[str, ...]:
        """The names of those that leave something out."""
        return tuple(name for name, held in FIELDS.items() if any(getattr(self, each) != _NONE[each] for each in held))

    def without(self, name: str) -> "Filters":
        return replace(self, **{each: _NONE[each] for each in FIELDS[name]})

    def over(self, others: "Filters") -> "Filters":
        """These, and what `others` say of which these say nothing."""
        said: dict[str, Any] = {each: getattr(self, each) for name in self.active for each in FIELDS[name]}
        return replace(others, **said)


@dataclass(frozen=True, kw_only=True)
class Named:
    """What filters mean by an id, as the viewer may see it."""

    service: str | None = None
    user: str | None = None
    code: str | None = None


_CHOSEN: Final = {"group": GROUPS, "hours": HOURS, "direction": DIRECTIONS, "modality": MODALITIES}
_READ: Final[Mapping[str, Callable[[Any], Any]]] = {
    **dict.fromkeys(("service", "user", "code"), int),
    **dict.fromkeys(("since", "until"), datetime.fromisoformat),
    "results": frozenset,
}
ALL: Final = Filters()
UNNAMED: Final = Named()
_NONE: Final[dict[str, Any]] = {field.name: field.default for field in fields(Filters)}


def packed(filters: Filters) -> dict[str, Any]:
    """For JSON; ids as text, because JavaScript cannot hold them."""
    said = {each: getattr(filters, each) for name in filters.active for each in FIELDS[name]}
    written: dict[str, Any] = {}
    for name, value in said.items():
        if isinstance(value, datetime):
            written[name] = value.isoformat()
        elif isinstance(value, frozenset):
            written[name] = sorted(value)
        elif value is not None:
            written[name] = value if isinstance(value, bool) else str(value)
    return written


def unpacked(said: Mapping[str, Any]) -> Filters:
    """Raises `NotFilters`."""
    try:
        read: dict[str, Any] = {
            name: _READ[name](said[name]) if name in _READ else said[name] for name in said if name in _NONE
        }
        filters = Filters(**read)
        known = all(getattr(filters, name) in (None, *every) for name, every in _CHOSEN.items())
        if not known or not filters.results <= {STILL_OPEN, *BY_KEY}:
            raise NotFilters
    except (ValueError, TypeError) as exc:
        raise NotFilters from exc
    return filters


def named(db: Connection, scope: Scope, filters: Filters) -> Named:
    """Raises `NotFound` for what the viewer may not name, or no longer."""
    found: dict[str, str] = {}
    if filters.service is not None:
        found["service"] = _one(filters.service, filter_choices.services(db, scope))
    if filters.user is not None:
        names = people.names(db, scope, {filters.user})
        found["user"] = _one(filters.user, list(names.items()))
    if filters.code is not None:
        found["code"] = _one(filters.code, filter_choices.codes(db, scope))
    return Named(**found)


def conditions(shape: tuple[str, ...]) -> list[ColumnElement[bool]]:
    """Of a query of interactions, of which filters of this shape are to leave some; executed with `values`."""
    return [_SQL[name] for name in shape]


def shape(filters: Filters) -> tuple[str, ...]:
    """By which filters of the same statement are known."""
    given: dict[str, Any] = {
        "results": bool(filters.results) or filters.group is not None,
        "issue": filters.issue is True,
        "no_issue": filters.issue is False,
        "concluded": filters.concluded is True,
        "unconcluded": filters.concluded is False,
    }
    plain = ("service", "user", "since", "until", "hours", "direction", "modality", "code", "tag")
    given |= {name: getattr(filters, name) is not None for name in plain}
    return tuple(name for name in _SQL if given[name])


def values(filters: Filters) -> dict[str, Any]:
    """What the statement of a shape is executed with."""
    every = {
        "results": sorted(_numbers(filters)),
        **{name: getattr(filters, name) for name in ("service", "user", "since", "until", "code")},
        **{name: getattr(filters, name) for name in ("hours", "direction", "modality")},
        "tag": filters.tag and tags.key(filters.tag),
    }
    return {f"f_{name}": every[name] for name in shape(filters) if name in every}


def counted(shape: tuple[str, ...], *base: ColumnElement[bool]) -> Select[Any]:
    """How many, up to one more than `MOST_COUNTED`: no list waits for the end of a million."""
    found = select(literal(1)).select_from(interactions).where(*base, *conditions(shape)).limit(MOST_COUNTED + 1)
    return select(func.count()).select_from(found.subquery())


def _numbers(filters: Filters) -> set[int]:
    """Of results, as the column holds them; 0: none yet."""
    named = {0 if key == STILL_OPEN else BY_KEY[key].number for key in filters.results}
    of_group = {r.number for r in RESULTS if r.group == filters.group}
    if filters.group is None:
        return named
    return named & of_group if filters.results else of_group


def _one(wanted: int, known: list[tuple[int, str]]) -> str:
    name = dict(known).get(wanted)
    if name is None:
        raise NotFound
    return name


def _same(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    return func.lower(func.trim(column)) == bindparam(f"f_{name}")


_heads, _codes, _tags = conclusions.c, conclusion_codes.c, conclusion_tags.c
_CONCLUDED: Final = (
    select(_heads.interaction_id).where(_heads.tenant_id == _i.tenant_id, _heads.interaction_id == _i.id).exists()
)
# Codes, tags and issues are not looked for row by row: the planner may begin with them where they are rare.
_SQL: Final[dict[str, ColumnElement[bool]]] = {
    "results": func.coalesce(type_coerce(_i.result, SmallInteger), 0).in_(bindparam("f_results", expanding=True)),
    "service": _i.service_id == bindparam("f_service"),
    "user": _i.last_user_id == bindparam("f_user"),
    "since": _i.started_at >= bindparam("f_since", type_=Moment()),
    "until": _i.started_at < bindparam("f_until", type_=Moment()),
    "hours": _same(_i.opening_hours, "hours"),
    "direction": _same(_i.direction, "direction"),
    "modality": _same(_i.modality, "modality"),
    "issue": _i.id.in_(select(issues.c.interaction_id).where(issues.c.tenant_id == bindparam("tenant"))),
    "no_issue": _i.issue_count == 0,
    "concluded": _CONCLUDED,
    "unconcluded": ~_CONCLUDED,
    "code": and_(
        _codes.tenant_id == _i.tenant_id, _codes.interaction_id == _i.id, _codes.code_id == bindparam("f_code")
    ),
    "tag": and_(_tags.tenant_id == _i.tenant_id, _tags.interaction_id == _i.id, _tags.tag_key == bindparam("f_tag")),
}
