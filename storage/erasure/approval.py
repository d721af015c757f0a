"""Who approves an erasure, and what must be true at that moment?

All of it is looked at in the transaction that replaces: rights, the customer as it is now, what stands in the way.
"""

import secrets
from datetime import datetime
from typing import Any, Final

import orjson
from sqlalchemy import Connection, func, select, update

from storage import audit
from storage.access import Scope, only_admins
from storage.database import is_sqlite
from storage.erasure import files, material, records, replacement, requests
from storage.erasure.beside import BEGUN, Beside
from storage.erasure.dry_run import DryRun, dry_run, to_type
from storage.erasure.records import ASKED, PENDING, Erasure
from storage.erasure.replacement import Replaced
from storage.erasure.requests import IsTheAsker, NotOpen, NotPossible
from storage.erasure_tables import erasures
from storage.tables import customers
from storage.terms import identify

_e: Final = erasures.c


class TooEarly(Exception):
    """The only admin of a tenant waits until `at`."""

    def __init__(self, at: datetime) -> None:
        super().__init__()
        self.at = at


class AskedInCompany(Exception):
    """When it was asked there was another admin: who is alone now asks again, and waits."""


class AskerLeft(Exception):
    """Who has asked is no admin any more."""


class WrongName(Exception):
    """What was typed is not the name on the card."""


class Changed(Exception):
    """There is more or less to erase than the card showed."""

    def __init__(self, found: DryRun) -> None:
        super().__init__()
        self.found = found


def approve(
    db: Connection, scope: Scope, beside: Beside, erasure_id: int, typed: str, seen: str, now: datetime
) -> Erasure:
    """`seen` is the fingerprint of the pressed card. After this nothing says any more who the customer was.

    Raises `NotAnAdmin`, `NotFound`, `NotOpen`, `IsTheAsker`, `TooEarly`, `AskedInCompany`, `AskerLeft`, `NotPossible`,
    `Changed`, `WrongName`; the first that applies, and then nothing has changed.
    """
    only_admins(scope)
    tenant = replacement.lock_tenant(db, scope.tenant_id)
    erasure = records.locked(db, scope.tenant_id, erasure_id)
    if erasure.state != ASKED:
        raise NotOpen
    lock(db, erasure)
    _two_people(requests.admins(db, scope.tenant_id), scope.person_id, erasure, now)
    found = dry_run(db, scope.tenant_id, erasure.customer_id, erasure.salt or "", now)
    if not found.possible:
        raise NotPossible(found)
    if found.fingerprint != seen:
        raise Changed(found)
    if not _names(found, typed, scope.region):
        raise WrongName
    done = erase(db, beside, tenant, erasure, now, closed_by=scope.person_id)
    audit.record(db, scope, "erasure.approved", "customer", erasure.customer_id, erasure=str(erasure_id), **done.counts)
    requests.tell_all(db, scope.tenant_id, erasure_id, PENDING)
    return records.get(db, scope.tenant_id, erasure_id)


def erase(
    db: Connection, beside: Beside, tenant: Any, erasure: Erasure, now: datetime, *, closed_by: int | None
) -> Replaced:
    """The line in the ledger is durable before this transaction can commit."""
    found = material.traces(db, erasure.tenant_id, tenant.region, erasure.customer_id)
    token = secrets.token_hex(8)
    done = replacement.replace(db, erasure.tenant_id, tenant.region, erasure.customer_id, erasure.id, found, token)
    counts = done.counts | {"exports": files.close(db, erasure.tenant_id, erasure.customer_id)}
    half, sealed = beside.seal(orjson.dumps(found.as_json()))
    db.execute(
        update(erasures)
        .where(_e.tenant_id == erasure.tenant_id, _e.id == erasure.id)
        .values(
            state=PENDING,
            closed_by=closed_by,
            closed_at=now,
            counts=counts,
            salt=None,
            fingerprint=None,
            token=token,
            sealed=sealed,
            half=half,
            steps={"transaction": {"at": now.isoformat(timespec="seconds"), "xid": transaction(db)}},
            retry_at=now,
        )
    )
    beside.note(line(tenant.entra_id, erasure, token, done, now))
    return done


def line(entra_id: str, erasure: Erasure, token: str, done: Replaced, now: datetime) -> dict[str, Any]:
    """What `aftercall erasures reapply` needs, and nothing else."""
    return {
        "v": 1,
        "what": BEGUN,
        "at": now.isoformat(timespec="seconds"),
        "tenant": entra_id,
        "erasure": str(erasure.id),
        "customer": str(erasure.customer_id),
        "token": token,
        "tasks": done.tasks,
        "fields": done.fields,
    }


def lock(db: Connection, erasure: Erasure) -> None:
    """No hold is placed meanwhile."""
    mine = (customers.c.tenant_id == erasure.tenant_id, customers.c.id == erasure.customer_id)
    db.execute(select(customers.c.id).where(*mine).with_for_update())


def _two_people(admins: set[int], person_id: int, erasure: Erasure, now: datetime) -> None:
    if erasure.asked_by_id is not None and erasure.asked_by_id not in admins:
        raise AskerLeft
    if erasure.asked_by_id != person_id:
        return
    if admins != {person_id}:
        raise IsTheAsker
    if erasure.not_before is None:
        raise AskedInCompany
    if now < erasure.not_before:
        raise TooEarly(erasure.not_before)


def _names(found: DryRun, typed: str, region: str) -> bool:
    """As it stands on the card; a number in any of the ways to write it."""
    if to_type(typed) == found.title:
        return True
    if found.named:
        return False
    meant, shown = identify("phone", typed, region), identify("caller", found.title, region)
    return meant is not None and shown is not None and shown.kind == "phone" and meant.key == shown.key


def transaction(db: Connection) -> str | None:
    """PostgreSQL: nobody who began before this one may still be reading when the old rows are to go."""
    if is_sqlite(db):
        return None
    number: int = db.execute(select(func.txid_current())).scalar_one()
    return str(number)
