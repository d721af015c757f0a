"""How does somebody ask for a file that takes longer than a turn?"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from storage import audit, customers, exports, people, sent_cards, services
from storage import filters as filtering
from storage.access import NotFound, Scope
from storage.database import is_sqlite
from storage.export_rows import Wanted
from storage.export_tables import exports as table
from storage.exports import Export
from storage.filters import UNNAMED, Named
from storage.ids import new_id
from storage.sent_cards import Place, SentCard
from storage.tables import tenants

MADE_BESIDE: Final = ("customer", "history")  # the turns; others are made at once
_ONE_AT_A_TIME: Final = ("tenant_id", "person_id", "under_way")


class AlreadyUnderWay(Exception):
    """One file at a time is made for a person."""


@dataclass(frozen=True, kw_only=True)
class Subject:
    """Whom a file is for, and what it is about; of a customer, as the reader may see them."""

    person: str
    tenant: str
    title: str | None
    identifiers: tuple[str, ...] | None
    services: tuple[str, ...] | None  # names; None: all
    named: Named = UNNAMED  # of the filters


def subject(db: Connection, scope: Scope, wanted: Wanted) -> Subject:
    """Raises `NotFound`."""
    title, shown = None, None
    if wanted.customer_id is not None:
        name, readable = customers.identity(db, scope, wanted.customer_id)
        title, shown = name or (readable[0] if readable else ""), readable
    names = {s.id: s.name for s in services.list_all(db, scope.tenant_id)}
    return Subject(
        person=people.names(db, scope, {scope.person_id})[scope.person_id],
        tenant=db.execute(select(tenants.c.name).where(tenants.c.id == scope.tenant_id)).scalar_one(),
        title=title,
        identifiers=shown,
        services=None if wanted.services is None else tuple(names[s] for s in sorted(wanted.services) if s in names),
        named=filtering.named(db, scope, wanted.filters),
    )


@dataclass(frozen=True, kw_only=True)
class View:
    """A file and what it is about; one that was made at once has no more than its name."""

    export: Export
    wanted: Wanted | None
    subject: Subject | None


def view(db: Connection, scope: Scope, export_id: int) -> View:
    """One's own. Raises `NotFound`."""
    row = exports.own_row(db, scope, export_id)
    if row["kind"] not in MADE_BESIDE:
        return View(export=exports.export(row), wanted=None, subject=None)
    wanted = wanted_of(row)
    try:
        about = subject(db, scope, wanted)
    except NotFound:  # the customer is no longer there, or no longer theirs
        about = None
    return View(export=exports.export(row), wanted=wanted, subject=about)


def open_card(db: Connection, scope: Scope, export_id: int, place: Place) -> tuple[View, SentCard]:
    """With the card that shows its progress from now on. Raises `NotFound`."""
    found = view(db, scope, export_id)
    customer_id = found.wanted.customer_id if found.wanted else None
    sent = sent_cards.record(db, scope, place, "export", customers=[customer_id] if customer_id else [])
    exports.show_on(db, scope, export_id, sent.id)
    return found, sent


def ask(
    db: Connection, scope: Scope, wanted: Wanted, file_format: str, file_name: str, place: Place, reader: dict[str, str]
) -> tuple[View, SentCard]:
    """Puts a file on the list, with the card that shows its progress. `reader`: locale and zone, for the headings.

    Raises `AlreadyUnderWay`, `NotAnOwner`; `NotFound` for a customer or services that are not theirs.
    """
    wanted = _narrowed(db, scope, wanted)
    everything = wanted.customer_id is not None and file_format == "json" and scope.is_admin
    wanted = replace(wanted, with_events=everything)
    reach = exports.check(db, scope, wanted.services)
    reach = replace(reach, holds_customers=True, customer_id=wanted.customer_id)
    kind, export_id = ("history" if wanted.customer_id is None else "customer"), new_id()
    about = [] if wanted.customer_id is None else [wanted.customer_id]
    sent = sent_cards.record(db, scope, place, "export", customers=about)
    row = exports.new_row(scope, export_id, kind, file_format, file_name, reach, datetime.now(UTC)) | {
        "state": "waiting",
        "under_way": True,
        "params": {"reader": reader, "users_masked": scope.users_masked, **_params(wanted)},
        "card_id": sent.id,
    }
    insert = (sqlite.insert if is_sqlite(db) else postgresql.insert)(table)
    if db.execute(insert.on_conflict_do_nothing(index_elements=_ONE_AT_A_TIME), row).rowcount != 1:
        raise AlreadyUnderWay
    of_what = ("customer", wanted.customer_id) if about else ("export", export_id)
    audit.record(db, scope, "export.asked", *of_what, format=file_format, export=str(export_id))
    narrowed = replace(scope, services=reach.services)
    return View(export=exports.export(row), wanted=wanted, subject=subject(db, narrowed, wanted)), sent


def choose(db: Connection, scope: Scope, customer_id: int, place: Place) -> tuple[str, SentCard]:
    """Before it is asked for, as which kind of file: whom it is about, as this person may see them. Raises as `ask`."""
    reach = exports.check(db, scope, None)
    name, shown = customers.identity(db, replace(scope, services=reach.services), customer_id)
    sent = sent_cards.record(db, scope, place, "export", customers=[customer_id])
    return name or (shown[0] if shown else ""), sent


def wanted_of(row: Any) -> Wanted:
    """As it was asked for."""
    params, held = row["params"], row["services"]
    return Wanted(
        customer_id=row["customer_id"],
        services=None if held is None else frozenset(map(int, held)),
        since=datetime.fromisoformat(params["since"]) if params["since"] else None,
        until=datetime.fromisoformat(params["until"]),
        results=None if params["results"] is None else frozenset(params["results"]),
        filters=filtering.unpacked(params.get("filters", {})),
        with_events=params["with_events"],
    )


def _narrowed(db: Connection, scope: Scope, wanted: Wanted) -> Wanted:
    """To what this person may export."""
    reach = exports.check(db, scope, wanted.services)
    if wanted.customer_id is not None:
        customers.identity(db, replace(scope, services=reach.services), wanted.customer_id)
    return replace(wanted, services=reach.services)


def _params(wanted: Wanted) -> dict[str, Any]:
    return {
        "since": wanted.since.isoformat() if wanted.since else None,
        "until": wanted.until.isoformat(),
        "results": None if wanted.results is None else sorted(wanted.results),
        "filters": filtering.packed(wanted.filters),
        "with_events": wanted.with_events,
    }
