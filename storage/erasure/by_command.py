"""Whom does an operator's list name, and how are they asked for?

The operator asks, and an administrator of the tenant approves in chat: two people here too. What was asked for together
is approved together, so many to a card.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, select

from storage import audit, outbox
from storage.access import NotFound
from storage.erasure.dry_run import DryRun, dry_run, new_salt
from storage.erasure.records import AlreadyAnonymised
from storage.erasure.requests import AlreadyAsked, add, admins, living
from storage.ids import new_id
from storage.tables import customer_terms, customers, identifiers
from storage.terms import fold, identify, whole_name

KIND: Final = "erasure_batch"
TOGETHER: Final = 25  # as many as fit on a card


class Several(Exception):
    """More than one customer bears the name."""


def find(db: Connection, tenant_id: int, region: str, text: str) -> int:
    """By id, number, address, reference or the whole name. Raises `NotFound`, `Several`."""
    c, k = customers.c, identifiers.c
    if text.isascii() and text.isdigit() and len(text) < 19:
        by_id = db.execute(select(c.id).where(c.tenant_id == tenant_id, c.id == int(text))).scalar()
        if by_id is not None:
            return int(by_id)
    keys = [known.key for kind in ("phone", "upn", "caller") if (known := identify(kind, text, region))]
    owners = db.execute(select(k.customer_id).where(k.tenant_id == tenant_id, k.key.in_(keys))).scalars()
    found = set(owners) or _named(db, tenant_id, text)
    if not found:
        raise NotFound
    if len(found) > 1:
        raise Several
    return int(found.pop())


def look(db: Connection, tenant_id: int, customer_id: int, now: datetime) -> DryRun:
    """Raises `NotFound`, `AlreadyAnonymised`, `AlreadyAsked`."""
    living(db, tenant_id, customer_id)
    return dry_run(db, tenant_id, customer_id, new_salt(), now)


def ask(db: Connection, tenant_id: int, customer_ids: Sequence[int], now: datetime) -> tuple[int, int]:
    """(how many are asked for, how many admins have been told). What is in the way meanwhile is left out."""
    asked, told = 0, set[int]()
    for start in range(0, len(customer_ids), TOGETHER):
        batch_id = new_id()
        added = [_ask(db, tenant_id, each, batch_id, now) for each in customer_ids[start : start + TOGETHER]]
        asked += sum(added)
        if any(added):
            told |= {p for p in sorted(admins(db, tenant_id)) if _tell(db, tenant_id, p, batch_id)}
    audit.by_command(db, tenant_id, "erasure.asked", customers=asked)
    return asked, len(told)


def _ask(db: Connection, tenant_id: int, customer_id: int, batch_id: int, now: datetime) -> bool:
    salt = new_salt()
    try:
        living(db, tenant_id, customer_id)
        found = dry_run(db, tenant_id, customer_id, salt, now)
    except (NotFound, AlreadyAnonymised, AlreadyAsked):
        return False
    if not found.possible:
        return False
    add(db, tenant_id, found, salt, now, asked_by=None, batch_id=batch_id)
    return True


def _tell(db: Connection, tenant_id: int, person_id: int, batch_id: int) -> bool:
    content = {"batch": str(batch_id)}
    return outbox.put(db, tenant_id, person_id, cause=f"{KIND}:{batch_id}:{person_id}", kind=KIND, content=content)


def _named(db: Connection, tenant_id: int, text: str) -> set[int]:
    t, c = customer_terms.c, customers.c
    same = (c.tenant_id == t.tenant_id) & (c.id == t.customer_id)
    query = select(c.id, c.name).join(customer_terms, same).where(t.tenant_id == tenant_id)
    rows = db.execute(query.where(t.term.in_(whole_name(text)), c.name.is_not(None)).limit(1000))
    return {r.id for r in rows if fold(r.name) == fold(text)}
