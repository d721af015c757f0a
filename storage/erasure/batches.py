"""What was asked for together by command: how does it stand, and how is it approved together?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, select

from storage import audit, sent_cards
from storage.access import NotFound, Scope, only_admins
from storage.erasure import approval, records, replacement, requests
from storage.erasure.beside import Beside
from storage.erasure.dry_run import DryRun, dry_run
from storage.erasure.records import ASKED, PENDING, Erasure
from storage.erasure.requests import NotOpen, NotPossible
from storage.erasure_tables import erasures
from storage.sent_cards import Place, SentCard

_e: Final = erasures.c


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One of them. `found` while it waits."""

    erasure: Erasure
    found: DryRun | None

    @property
    def ready(self) -> bool:
        """It can be approved together with the others: nothing is in the way, and it is as it was asked for."""
        return self.found is not None and self.found.possible and self.found.fingerprint == self.erasure.fingerprint


@dataclass(frozen=True, kw_only=True)
class Batch:
    id: int
    entries: tuple[Entry, ...]

    @property
    def ready(self) -> int:
        return sum(each.ready for each in self.entries)


def look(db: Connection, scope: Scope, batch_id: int, place: Place, now: datetime) -> tuple[Batch, SentCard]:
    """Counted anew. Raises `NotAnAdmin`, `NotFound`."""
    only_admins(scope)
    batch = _batch(db, scope, batch_id, now)
    shown = [each.erasure.customer_id for each in batch.entries if each.found]
    audit.record(db, scope, "erasure.batch_opened", "erasure", batch_id, waiting=len(shown))
    return batch, sent_cards.record(db, scope, place, "erasure_batch", customers=shown)


def ready(db: Connection, scope: Scope, batch_id: int, typed: str, now: datetime) -> list[int]:
    """The ids of those that can be approved, if their number was typed. Raises as `look`, and `approval.WrongName`."""
    only_admins(scope)
    batch = _batch(db, scope, batch_id, now)
    if not batch.ready or typed != str(batch.ready):
        raise approval.WrongName
    return [each.erasure.id for each in batch.entries if each.ready]


def approve(db: Connection, scope: Scope, beside: Beside, erasure_id: int, now: datetime) -> Erasure:
    """One of them, all else being as for a single one.

    Raises `NotAnAdmin`, `NotFound`, `NotOpen`, `NotPossible`, `approval.Changed`.
    """
    only_admins(scope)
    tenant = replacement.lock_tenant(db, scope.tenant_id)
    erasure = records.locked(db, scope.tenant_id, erasure_id)
    if erasure.state != ASKED or erasure.batch_id is None or erasure.asked_by_id is not None:
        raise NotOpen
    approval.lock(db, erasure)
    found = dry_run(db, scope.tenant_id, erasure.customer_id, erasure.salt or "", now)
    if not found.possible:
        raise NotPossible(found)
    if found.fingerprint != erasure.fingerprint:
        raise approval.Changed(found)
    done = approval.erase(db, beside, tenant, erasure, now, closed_by=scope.person_id)
    audit.record(db, scope, "erasure.approved", "customer", erasure.customer_id, erasure=str(erasure_id), **done.counts)
    requests.tell_all(db, scope.tenant_id, erasure_id, PENDING)
    return records.get(db, scope.tenant_id, erasure_id)


def _batch(db: Connection, scope: Scope, batch_id: int, now: datetime) -> Batch:
    mine = (_e.tenant_id == scope.tenant_id, _e.batch_id == batch_id)
    ids = db.execute(select(_e.id).where(*mine).order_by(_e.id)).scalars().all()
    if not ids:
        raise NotFound
    every = [records.get(db, scope.tenant_id, each) for each in ids]
    return Batch(id=batch_id, entries=tuple(Entry(erasure=e, found=_found(db, e, now)) for e in every))


def _found(db: Connection, erasure: Erasure, now: datetime) -> Any:
    if erasure.state != ASKED:
        return None
    return dry_run(db, erasure.tenant_id, erasure.customer_id, erasure.salt or "", now)
