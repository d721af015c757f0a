"""What did agents conclude, how did tasks end, and how soon were they answered, in a period?

For owners of their services, for tenant admins of all. Interactions count where they started.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any, Final

from sqlalchemy import Connection, select

from storage import codes, features, ownership, report_queries
from storage.access import NotFound, Scope
from storage.code_tables import codes as code_table
from storage.codes import Code
from storage.figures import Codes, CodeUse, Coverage, Kpi, Kpis, Results
from storage.report_queries import Counting
from storage.services import Service

_MOST_CODES: Final = 5_000
_COVERAGE: Final = tuple(Coverage.__dataclass_fields__)


@dataclass(frozen=True, kw_only=True)
class Question:
    """`services` None: all of the reader's own. Part *n* of the period is from `edges[n]` up to `edges[n + 1]`."""

    services: frozenset[int] | None
    edges: tuple[datetime, ...]


def known(db: Connection, scope: Scope) -> tuple[list[Service], list[Code]]:
    """What a reader may name: their own services, and the tenant's codes, the living first. Raises `NotAnOwner`."""
    own = ownership.list_own(db, scope)
    c = code_table.c
    living_first = select(code_table).where(c.tenant_id == scope.tenant_id).order_by(c.retired_at.is_not(None), c.kind)
    return own, [codes.as_code(row) for row in db.execute(living_first.limit(_MOST_CODES))]


def of_codes(db: Connection, scope: Scope, question: Question, now: datetime) -> Codes:
    """Raises `NotAnOwner`, `NotFound`."""
    asked = own_services(db, scope, question)
    counts: dict[int, list[int]] = {}
    for part, rows in counted(db, scope, report_queries.uses(), asked, question):
        for row in rows:
            counts.setdefault(row.code_id, [0] * _parts(question))[part] = row.count
    offered = {c.id: c for s in asked for c in codes.applied(db, scope.tenant_id, s.id)}
    gone = codes.of_ids(db, scope.tenant_id, counts.keys() - offered.keys())
    uses = [
        CodeUse(code=c, applied=c.id in offered, counts=tuple(counts.get(c.id, [0] * _parts(question))))
        for c in (*offered.values(), *gone)
    ]
    uses.sort(key=lambda use: (use.code.kind, -use.total, use.code.name))
    return Codes(services=asked, uses=tuple(uses), coverage=_coverage(db, scope, asked, question, now))


def of_results(db: Connection, scope: Scope, question: Question) -> Results:
    """Raises `NotAnOwner`, `NotFound`."""
    asked = own_services(db, scope, question)
    counts: dict[str | None, list[int]] = {}
    for part, rows in counted(db, scope, report_queries.results(), asked, question):
        for row in rows:
            counts.setdefault(row.result, [0] * _parts(question))[part] = row.count
    return Results(services=asked, counts={result: tuple(each) for result, each in counts.items()})


def of_kpis(db: Connection, scope: Scope, question: Question) -> Kpis:
    """Raises `NotAnOwner`, `NotFound`."""
    asked = own_services(db, scope, question)
    found = counted(db, scope, report_queries.kpis(), asked, question)
    return Kpis(services=asked, parts=tuple(Kpi(**row._mapping) for _part, rows in found for row in rows))


def own_services(db: Connection, scope: Scope, question: Question) -> tuple[Service, ...]:
    """By name. Raises `NotAnOwner`; `NotFound` if one of those asked for is not the reader's own."""
    own = ownership.list_own(db, scope)
    if question.services is None:
        return tuple(own)
    asked = tuple(s for s in own if s.id in question.services)
    if len(asked) != len(question.services):
        raise NotFound
    return asked


def _coverage(
    db: Connection, scope: Scope, asked: tuple[Service, ...], question: Question, now: datetime
) -> tuple[Coverage, ...]:
    """A service concludes if its switch is on, or if anything of the period was concluded."""
    found: list[dict[int, Coverage]] = [{} for _ in range(_parts(question))]
    for part, rows in counted(db, scope, report_queries.coverage(), asked, question):
        for row in rows:
            counts = {name: row._mapping[name] for name in _COVERAGE}
            found[part][row.service_id] = Coverage(**counts)
    switches = features.of_services(db, scope.tenant_id, now, {s.id for s in asked})
    concluding = {s for s, switched in switches.items() if switched["codes"].on}
    concluding |= {s for part in found for s, coverage in part.items() if coverage.conclusions}
    return tuple(sum((c for s, c in part.items() if s in concluding), Coverage()) for part in found)


def counted(
    db: Connection, scope: Scope, query: Counting, asked: tuple[Service, ...], question: Question, **more: Any
) -> Iterator[tuple[int, list[Any]]]:
    """The rows of each part of the period."""
    rights = {"tenant": scope.tenant_id, "services": [s.id for s in asked], **more}
    for part, (since, until) in enumerate(pairwise(question.edges)):
        yield part, list(db.execute(query, {**rights, "since": since, "until": until}))


def _parts(question: Question) -> int:
    return max(0, len(question.edges) - 1)
