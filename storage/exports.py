"""Which files has somebody asked for, and who may fetch one?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, insert, select, update
from sqlalchemy import delete as delete_rows

from storage import access, audit, export_notices
from storage.access import NotAnOwner, NotFound, Scope
from storage.erasure.files import erased_since
from storage.export_tables import exports
from storage.export_writing import Made

KEPT: Final = timedelta(hours=24)
FORGOTTEN: Final = timedelta(days=30)
LISTED: Final = 10
FOR_ADMINS: Final = frozenset({"audit", "receipt", "trace"})  # kinds that are the tenant admins' alone
LONGEST_TURN: Final = timedelta(minutes=1)  # what was read before an erasure is no older

_e = exports.c


class ErasedMeanwhile(Exception):
    """A customer was anonymised while the file was made, and may stand in it."""


@dataclass(frozen=True, kw_only=True)
class Reach:
    """What is in a file. `services` None: all of the tenant."""

    services: frozenset[int] | None
    masked: bool
    holds_customers: bool
    customer_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class About:
    """A file that is made at once. `services`: of which its rows are, None for all that the person may export."""

    kind: str
    format: str
    file_name: str
    services: Iterable[int] | None
    holds_customers: bool = False


@dataclass(frozen=True, kw_only=True)
class Export:
    """`link` and `code_hash` belong together: a newer link has another of both."""

    tenant_id: int
    id: int
    person_id: int
    kind: str
    format: str
    state: str
    rows_done: int
    rows_total: int | None
    file: str | None
    file_name: str
    size: int | None
    sha256: str | None
    link: int
    error: str | None
    card_id: int | None
    created_at: datetime
    finished_at: datetime | None
    expires_at: datetime


def right(scope: Scope) -> frozenset[int] | None:
    """The services whose data this person may export; None: all. Raises `NotAnOwner`."""
    if not access.may_export(scope):
        raise NotAnOwner
    return scope.owned if scope.owned and not scope.is_admin else None


def check(db: Connection, scope: Scope, services: Iterable[int] | None) -> Reach:
    """Before anything is made. Raises `NotAnOwner`, and `NotFound` for services that are not theirs."""
    return _reach(scope, services, holds_customers=False)


def add_made(db: Connection, scope: Scope, export_id: int, about: About, made: Made, code_hash: str) -> Export:
    """A file that is there already, made of what was shown; audited. Raises as `check`, and `ErasedMeanwhile`.

    Of one that holds customers Teams asks whether it is wanted among the person's own files.
    """
    reach = _reach(scope, about.services, holds_customers=about.holds_customers)
    now = datetime.now(UTC)
    if about.holds_customers and erased_since(db, scope.tenant_id, now - LONGEST_TURN):
        raise ErasedMeanwhile
    row = new_row(scope, export_id, about.kind, about.format, about.file_name, reach, now) | {
        "state": "done",
        "rows_done": made.rows,
        "rows_total": made.rows,
        "file": made.name,
        "size": made.size,
        "sha256": made.sha256,
        "link": 1,
        "code_hash": code_hash,
        "finished_at": now,
    }
    db.execute(insert(exports), row)
    how = {"kind": about.kind, "format": about.format, "rows": made.rows}
    audit.record(db, scope, "export.created", "export", export_id, **how)
    if about.holds_customers:
        export_notices.offer(db, scope.tenant_id, scope.person_id, export_id)
    return export(row)


def list_own(db: Connection, scope: Scope) -> list[Export]:
    """The newest first."""
    query = select(exports).where(_e.tenant_id == scope.tenant_id, _e.person_id == scope.person_id)
    return [export(r._mapping) for r in db.execute(query.order_by(_e.id.desc()).limit(LISTED))]


def get(db: Connection, scope: Scope, export_id: int) -> Export:
    """One's own. Raises `NotFound`."""
    return export(own_row(db, scope, export_id))


def renew_link(db: Connection, scope: Scope, export_id: int, code_hash: str) -> Export:
    """A new link with a new code; the one before is dead. Raises `NotFound`."""
    row = own_row(db, scope, export_id, lock=True)
    if row["state"] != "done" or row["expires_at"] <= datetime.now(UTC):
        raise NotFound
    fresh = {"link": row["link"] + 1, "code_hash": code_hash, "wrong_tries": 0}
    db.execute(update(exports).where(*at(scope.tenant_id, export_id)).values(**fresh))
    audit.record(db, scope, "export.link_made", "export", export_id)
    return export({**row, **fresh})


def delete(db: Connection, scope: Scope, export_id: int) -> str | None:
    """The name of the file that is to be removed now. Raises `NotFound`."""
    row = own_row(db, scope, export_id, lock=True)
    db.execute(update(exports).where(*at(scope.tenant_id, export_id)).values(**_GONE, state="expired"))
    audit.record(db, scope, "export.deleted", "export", export_id)
    name: str | None = row["file"]
    return name


def cancel(db: Connection, scope: Scope, export_id: int) -> str | None:
    """Stops what is under way, and the file to be removed; what is over stays as it is. Raises `NotFound`."""
    row = own_row(db, scope, export_id, lock=True)
    if not row["under_way"]:
        return None
    stopped = {**_GONE, "state": "cancelled", "leased_until": None, "finished_at": datetime.now(UTC)}
    db.execute(update(exports).where(*at(scope.tenant_id, export_id)).values(**stopped))
    audit.record(db, scope, "export.stopped", "export", export_id)
    name: str | None = row["file"]
    return name


def expire(db: Connection, now: datetime) -> list[str]:
    """Marks what nobody can fetch any more; the names of the files to be removed. Old rows are forgotten."""
    db.execute(
        delete_rows(exports).where(_e.created_at <= now - FORGOTTEN, _e.state.not_in(("waiting", "running", "done")))
    )
    over = (_e.state == "done", _e.expires_at <= now)
    names = list(db.execute(select(_e.file).where(*over)).scalars())
    if names:
        db.execute(update(exports).where(*over).values(**_GONE, state="expired"))
    return names


def living_files(db: Connection) -> set[str]:
    """Names in the folder that a row knows."""
    return set(db.execute(select(_e.file).where(_e.file.is_not(None))).scalars())


_GONE: Final[dict[str, Any]] = {"file": None, "code_hash": None, "under_way": None}


def _reach(scope: Scope, services: Iterable[int] | None, *, holds_customers: bool) -> Reach:
    """`services` None: whatever the person may export."""
    allowed = right(scope)
    wanted = allowed if services is None else frozenset(services)
    if allowed is not None and (wanted is None or not wanted <= allowed):
        raise NotFound
    return Reach(services=wanted, masked=scope.masked, holds_customers=holds_customers)


def show_on(db: Connection, scope: Scope, export_id: int, card_id: int) -> None:
    """The card of the ledger that shows the progress from now on."""
    db.execute(update(exports).where(*at(scope.tenant_id, export_id)).values(card_id=card_id))


def own_row(db: Connection, scope: Scope, export_id: int, *, lock: bool = False) -> Any:
    """Raises `NotFound`."""
    query = select(exports).where(*at(scope.tenant_id, export_id), _e.person_id == scope.person_id)
    row = db.execute(query.with_for_update() if lock else query).mappings().first()
    if row is None:
        raise NotFound
    return row


def at(tenant_id: int, export_id: int) -> tuple[Any, Any]:
    return _e.tenant_id == tenant_id, _e.id == export_id


def new_row(
    scope: Scope, export_id: int, kind: str, file_format: str, file_name: str, reach: Reach, now: datetime
) -> dict[str, Any]:
    return {
        "tenant_id": scope.tenant_id,
        "id": export_id,
        "person_id": scope.person_id,
        "kind": kind,
        "format": file_format,
        "params": {"users_masked": scope.users_masked},
        "services": None if reach.services is None else sorted(str(s) for s in reach.services),
        "masked": reach.masked,
        "customer_id": reach.customer_id,
        "holds_customers": reach.holds_customers,
        "rows_done": 0,
        "rows_total": None,
        "file": None,
        "size": None,
        "sha256": None,
        "file_name": file_name,
        "link": 0,
        "wrong_tries": 0,
        "attempts": 0,
        "error": None,
        "card_id": None,
        "finished_at": None,
        "created_at": now,
        "expires_at": now + KEPT,
    }


def services_of(row: Any) -> frozenset[int] | None:
    """Whose data may be in the file; None: all of the tenant."""
    return None if row["services"] is None else frozenset(map(int, row["services"]))


def export(row: Any) -> Export:
    """Of a row of the table."""
    return Export(**{field: row[field] for field in Export.__dataclass_fields__})
