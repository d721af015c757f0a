"""How does somebody ask for a file that takes longer than a turn?"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from storage import customers, export_contents, exports, people, sent_cards
from storage.access import NotFound, Scope
from storage.database import is_sqlite
from storage.export_contents import Wanted
from storage.export_tables import exports as table
from storage.exports import Export
from storage.ids import new_id
from storage.sent_cards import Place, SentCard
from storage.tables import tenants

_ONE_AT_A_TIME: Final = ("tenant_id", "person_id", "under_way")


class AlreadyUnderWay(Exception):
    """One file at a time is made for a person."""


@dataclass(frozen=True, kw_only=True)
class Subject:
    """Whom a file is for, and what it is about; of a customer, as the reader may see them.

    `names` are those of what leaves some rows out, as the file's content knows them (storage/export_contents.py).
    """

    person: str
    tenant: str
    title: str | None
    identifiers: tuple[str, ...] | None
    names: Any


def subject(db: Connection, scope: Scope, kind: str, wanted: Wanted) -> Subject:
    """Raises `NotFound`."""
    title, shown = None, None
    if wanted.customer_id is not None:
        title, shown = _title(db, scope, wanted.customer_id)
    return Subject(
        person=people.names(db, scope, {scope.person_id})[scope.person_id],
        tenant=db.execute(select(tenants.c.name).where(tenants.c.id == scope.tenant_id)).scalar_one(),
        title=title,
        identifiers=shown,
        names=export_contents.of(kind).names(db, scope, wanted),
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
    export = exports.export(row)
    if "reader" not in row["params"]:  # it was made at once
        return View(export=export, wanted=None, subject=None)
    wanted = export_contents.of(export.kind).unpacked(row)
    try:
        about = subject(db, scope, export.kind, wanted)
    except NotFound:  # the customer is no longer there, or no longer theirs
        about = None
    return View(export=export, wanted=wanted, subject=about)


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

    Raises `AlreadyUnderWay`, `NotAnOwner`, `NotAnAdmin`; `NotFound` for what is not theirs.
    """
    kind, export_id = export_contents.kind_of(wanted), new_id()
    content = export_contents.of(kind)
    wanted, reach = content.begin(db, scope, wanted, file_format)
    reach = replace(reach, holds_customers=True, customer_id=wanted.customer_id)
    about = [] if wanted.customer_id is None else [wanted.customer_id]
    sent = sent_cards.record(db, scope, place, "export", customers=about)
    row = exports.new_row(scope, export_id, kind, file_format, file_name, reach, datetime.now(UTC)) | {
        "state": "waiting",
        "under_way": True,
        "params": {"reader": reader, "users_masked": scope.users_masked, **content.packed(wanted)},
        "card_id": sent.id,
    }
    insert = (sqlite.insert if is_sqlite(db) else postgresql.insert)(table)
    if db.execute(insert.on_conflict_do_nothing(index_elements=_ONE_AT_A_TIME), row).rowcount != 1:
        raise AlreadyUnderWay
    content.note(db, scope, wanted, export_id, file_format)
    about_it = subject(db, replace(scope, services=reach.services), kind, wanted)
    return View(export=exports.export(row), wanted=wanted, subject=about_it), sent


def choose(db: Connection, scope: Scope, customer_id: int, place: Place) -> tuple[str, SentCard]:
    """Before it is asked for, as which kind of file: whom it is about, as this person may see them. Raises as `ask`."""
    reach = exports.check(db, scope, None)
    title, _shown = _title(db, replace(scope, services=reach.services), customer_id)
    return title, sent_cards.record(db, scope, place, "export", customers=[customer_id])


def _title(db: Connection, scope: Scope, customer_id: int) -> tuple[str, tuple[str, ...]]:
    """The name, else an identifier; and all identifiers."""
    name, shown = customers.identity(db, scope, customer_id)
    return name or (shown[0] if shown else ""), shown
