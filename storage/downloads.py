"""Who is given a file: whoever has its link and its code, or the person it was made for, in Teams?"""

import hmac
from datetime import datetime
from enum import Enum
from typing import Any, Final

from sqlalchemy import Connection, select, update

from storage import access, audit, exports
from storage.access import NotAnOwner, NoTenantChosen, NotFound, Scope, Stranger
from storage.export_tables import exports as table
from storage.exports import Export, at

MOST_TRIES: Final = 5  # wrong codes, then the link is dead

_e = table.c


class Fetched(Enum):
    """What a link and a code were worth."""

    GIVEN = "given"
    WRONG_CODE = "wrong code"
    DEAD = "dead"  # expired, replaced, deleted, tried too often, or no longer theirs


def is_alive(db: Connection, tenant_id: int, export_id: int, link: int, now: datetime) -> bool:
    """Whether a code would be asked for. Looking uses nothing up."""
    return _alive(db, tenant_id, export_id, link, now) is not None


def fetch(
    db: Connection, tenant_id: int, export_id: int, link: int, code_hash: str, now: datetime
) -> tuple[Fetched, Export | None]:
    """Whoever has both link and code gets the file until it expires, as long as its owner has the right to it."""
    row = _alive(db, tenant_id, export_id, link, now, lock=True)
    if row is None:
        return Fetched.DEAD, None
    of_this = at(tenant_id, export_id)
    whom = (tenant_id, row["person_id"])
    if not hmac.compare_digest(row["code_hash"], code_hash):
        tries = row["wrong_tries"] + 1
        dead = {"code_hash": None} if tries >= MOST_TRIES else {}
        db.execute(update(table).where(*of_this).values(wrong_tries=tries, **dead))
        audit.at_the_door(db, *whom, "export.downloaded", "export", export_id, refused=True, reason="code")
        return (Fetched.DEAD if dead else Fetched.WRONG_CODE), None
    if not _still_theirs(db, row):
        audit.at_the_door(db, *whom, "export.downloaded", "export", export_id, refused=True, reason="rights")
        return Fetched.DEAD, None
    db.execute(update(table).where(*of_this).values(downloaded_at=now))
    audit.at_the_door(db, *whom, "export.downloaded", "export", export_id)
    return Fetched.GIVEN, exports.export(row)


def own(db: Connection, scope: Scope, export_id: int, now: datetime) -> Export:
    """One's own, if it may be given out now. Raises `NotFound`."""
    row = exports.own_row(db, scope, export_id)
    if row["state"] != "done" or row["expires_at"] <= now or not _still_theirs(db, row):
        raise NotFound
    return exports.export(row)


def uploaded(db: Connection, scope: Scope, export_id: int, now: datetime) -> None:
    """Into the person's own files, as they wished."""
    db.execute(update(table).where(*at(scope.tenant_id, export_id)).values(downloaded_at=now))
    audit.record(db, scope, "export.uploaded", "export", export_id)


def _still_theirs(db: Connection, row: Any) -> bool:
    try:
        scope = access.scope_of_person(db, row["tenant_id"], row["person_id"])
        allowed = exports.right(scope)
    except (Stranger, NoTenantChosen, NotAnOwner):
        return False
    if row["kind"] in exports.FOR_ADMINS and not scope.is_admin:
        return False
    held = exports.services_of(row)
    reaches = allowed is None or (held is not None and held <= allowed)
    names_seen = row["params"]["users_masked"] or not scope.users_masked
    return reaches and names_seen and (row["masked"] or not scope.masked or not row["holds_customers"])


def _alive(db: Connection, tenant_id: int, export_id: int, link: int, now: datetime, *, lock: bool = False) -> Any:
    query = select(table).where(*at(tenant_id, export_id), _e.link == link, _e.code_hash.is_not(None))
    query = query.where(_e.state == "done", _e.expires_at > now)
    return db.execute(query.with_for_update() if lock else query).mappings().first()
