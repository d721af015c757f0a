"""Which interactions is a file to hold: asked, narrowed to what the person may export, kept in its row?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from storage import audit, customers, export_rows, exports, services
from storage import filters as filtering
from storage.access import Scope
from storage.export_rows import Held, Wanted
from storage.export_tables import Edge
from storage.exports import Reach
from storage.filters import Named


@dataclass(frozen=True, kw_only=True)
class Names:
    """Of what leaves some out; `services` None: all."""

    services: tuple[str, ...] | None
    filters: Named


def begin(db: Connection, scope: Scope, wanted: Wanted, file_format: str) -> tuple[Wanted, Reach]:
    """Raises `NotAnOwner`; `NotFound` for a customer or services that are not theirs."""
    reach = exports.check(db, scope, wanted.services)
    if wanted.customer_id is not None:
        customers.identity(db, replace(scope, services=reach.services), wanted.customer_id)
    everything = wanted.customer_id is not None and file_format == "json" and scope.is_admin
    return replace(wanted, services=reach.services, with_events=everything), reach


def note(db: Connection, scope: Scope, wanted: Wanted, export_id: int, file_format: str) -> None:
    of_what = ("export", export_id) if wanted.customer_id is None else ("customer", wanted.customer_id)
    audit.record(db, scope, "export.asked", *of_what, format=file_format, export=str(export_id))


def names(db: Connection, scope: Scope, wanted: Wanted) -> Names:
    """Raises `NotFound` for what they may not name, or no longer."""
    known = {s.id: s.name for s in services.list_all(db, scope.tenant_id)}
    own = None if wanted.services is None else tuple(known[s] for s in sorted(wanted.services) if s in known)
    return Names(services=own, filters=filtering.named(db, scope, wanted.filters))


def count(db: Connection, scope: Scope, wanted: Wanted) -> int:
    return export_rows.count(db, scope, wanted)


def page(
    db: Connection, scope: Scope, wanted: Wanted, edge: Edge | None, most: int
) -> tuple[Sequence[Held], Edge | None]:
    return export_rows.page(db, scope, wanted, edge, most)


def packed(wanted: Wanted) -> dict[str, Any]:
    return {
        "since": wanted.since.isoformat() if wanted.since else None,
        "until": wanted.until.isoformat(),
        "results": None if wanted.results is None else sorted(wanted.results),
        "filters": filtering.packed(wanted.filters),
        "with_events": wanted.with_events,
    }


def unpacked(row: Any) -> Wanted:
    """As it was asked for."""
    params = row["params"]
    return Wanted(
        customer_id=row["customer_id"],
        services=exports.services_of(row),
        since=datetime.fromisoformat(params["since"]) if params["since"] else None,
        until=datetime.fromisoformat(params["until"]),
        results=None if params["results"] is None else frozenset(params["results"]),
        filters=filtering.unpacked(params.get("filters", {})),
        with_events=params["with_events"],
    )
