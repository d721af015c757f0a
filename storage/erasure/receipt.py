"""How is an erasure proven to somebody who asks for it later?

The receipt is kept as the bytes whose SHA-256 it bears: names of keys sorted, no blanks, UTF-8. It names the people who
decided, and nothing of the customer but an id and the random token that stands in place of the name.
"""

from datetime import datetime
from hashlib import sha256
from typing import Any, Final

import orjson
from sqlalchemy import Connection, select, update

from storage import audit
from storage.database import is_sqlite
from storage.erasure import requests
from storage.erasure.records import COMPLETE, PENDING, Erasure, get
from storage.erasure_tables import erasures
from storage.tables import people, tenants

REMAINS: Final = {"sqlite": ("backups",), "postgresql": ("backups", "write_ahead_log", "free_space_of_pages")}


def complete(db: Connection, erasure: Erasure, now: datetime) -> Erasure:
    """Once every step is done; again it changes nothing. The cards of the request are to say so."""
    e = erasures.c
    text = _canonical(_said(db, erasure, now))
    done = {
        "state": COMPLETE,
        "sealed": None,
        "half": None,
        "retry_at": None,
        "attempts": 0,
        "completed_at": now,
        "receipt": text,
        "receipt_sha256": sha256(text.encode()).hexdigest(),
    }
    mine = update(erasures).where(e.tenant_id == erasure.tenant_id, e.id == erasure.id, e.state == PENDING)
    if db.execute(mine.values(**done)).rowcount:
        subject = ("erasure.completed", "customer", erasure.customer_id)
        audit.by_job(db, erasure.tenant_id, *subject, erasure=str(erasure.id))
        requests.tell_all(db, erasure.tenant_id, erasure.id, COMPLETE)
    return get(db, erasure.tenant_id, erasure.id)


def _said(db: Connection, erasure: Erasure, now: datetime) -> dict[str, Any]:
    tenant = db.execute(select(tenants.c.entra_id).where(tenants.c.id == erasure.tenant_id)).scalar_one()
    cards = erasure.steps.get("cards", {})
    return {
        "version": 1,
        "id": str(erasure.id),
        "tenant": tenant,
        "customer": {"id": str(erasure.customer_id), "token": erasure.token},
        "asked": {"by": _person(db, erasure, erasure.asked_by_id), "at": _text(erasure.asked_at)},
        "approved": {"by": _person(db, erasure, erasure.closed_by_id), "at": _text(erasure.closed_at or now)},
        "completed": _text(now),
        "replaced": erasure.counts,
        "cards": {key: cards.get(key, 0) for key in ("rewritten", "gone", "closed", "refused")},
        "steps": {name: step["at"] for name, step in erasure.steps.items() if "at" in step},
        "notVacuumed": erasure.steps.get("pages", {}).get("refused", []),
        "remains": list(REMAINS["sqlite" if is_sqlite(db) else "postgresql"]),
    }


def _person(db: Connection, erasure: Erasure, person_id: int | None) -> dict[str, str] | None:
    """None: an operator, by command."""
    p = people.c
    row = db.execute(select(p.name, p.object_id).where(p.tenant_id == erasure.tenant_id, p.id == person_id)).first()
    return {"name": row.name, "objectId": row.object_id} if row else None


def _canonical(said: dict[str, Any]) -> str:
    return orjson.dumps(said, option=orjson.OPT_SORT_KEYS).decode()


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
