"""Which part of the audit log is a file to hold: asked, kept in its row, read a page at a time?

The newest row first, as the card shows it. The log holds ids; the names are those that live when the page is read.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from storage import audit, audit_pages, exports
from storage.access import Scope
from storage.audit_names import Entry
from storage.audit_pages import Wanted
from storage.export_tables import Edge
from storage.exports import Reach


def begin(db: Connection, scope: Scope, wanted: Wanted, _file_format: str) -> tuple[Wanted, Reach]:
    """A look at the log, which is a row of it too. Raises `NotAnAdmin`, `NotFound`."""
    audit_pages.opened(db, scope, wanted)
    return wanted, exports.check(db, scope, None)


def note(db: Connection, scope: Scope, _wanted: Wanted, export_id: int, file_format: str) -> None:
    audit.record(db, scope, "export.asked", "export", export_id, format=file_format, export=str(export_id))


def names(db: Connection, scope: Scope, wanted: Wanted) -> str | None:
    """The person whose deeds these are, if it was asked for one's. Raises `NotFound`."""
    return audit_pages.person(db, scope, wanted)


def count(db: Connection, scope: Scope, wanted: Wanted) -> int:
    return audit_pages.count(db, scope, wanted)


def page(
    db: Connection, scope: Scope, wanted: Wanted, edge: Edge | None, most: int
) -> tuple[Sequence[Entry], Edge | None]:
    found = audit_pages.batch(db, scope, wanted, None if edge is None else int(edge[0]), most)
    return found, (str(found[-1].position),) if found else edge


def packed(wanted: Wanted) -> dict[str, Any]:
    return {
        "since": wanted.since.isoformat(),
        "until": wanted.until.isoformat(),
        "person": None if wanted.person_id is None else str(wanted.person_id),
        "kind": wanted.kind,
    }


def unpacked(row: Any) -> Wanted:
    """As it was asked for."""
    params = row["params"]
    return Wanted(
        since=datetime.fromisoformat(params["since"]),
        until=datetime.fromisoformat(params["until"]),
        person_id=None if params["person"] is None else int(params["person"]),
        kind=params["kind"],
        customer_id=row["customer_id"],
    )
